"""What the frameworks build, where it differs from the textbook."""

from symcount.frameworks.conventions import FRAMEWORKS, convention
from symcount.frameworks.from_config import from_config
from symcount.frameworks.layouts import layouts

__all__ = ["FRAMEWORKS", "convention", "from_config", "layouts"]
