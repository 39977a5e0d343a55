"""What `solve` is made of: what is asked for, and the budget question."""
