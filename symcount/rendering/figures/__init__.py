"""Pictures of counts: what they show as plain values, and how they are drawn. Only `canvas` imports matplotlib, and only when something is drawn."""
