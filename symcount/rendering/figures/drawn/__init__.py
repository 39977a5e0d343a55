"""How each kind of figure is drawn, on a canvas."""
