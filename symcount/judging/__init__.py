"""Is a published count right, and if not, what went wrong."""
