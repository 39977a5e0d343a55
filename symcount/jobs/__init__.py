"""The jobs: each file is one pipeline, readable from top to bottom."""
