"""`python -m symcount`."""

from symcount.cli import main

main()
