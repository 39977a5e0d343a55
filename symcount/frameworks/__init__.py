"""What the frameworks build, where it differs from the textbook."""

from symcount.frameworks.conventions import FRAMEWORKS, convention
from symcount.frameworks.layouts import layouts

__all__ = ["FRAMEWORKS", "convention", "layouts"]
