"""Sliders and text fields for lectures: the same answers as the jobs, following what is moved and typed."""

from symcount.widgets.checker import Checker, checker
from symcount.widgets.explorer import Explorer, explorer

__all__ = ["Checker", "Explorer", "checker", "explorer"]
