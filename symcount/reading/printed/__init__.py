"""Printed summaries as they are published: their lines, the rows in them, and what stands in the cells of a row."""
