"""Printed summaries judged: each row by its layer, along the chain, and the totals."""
