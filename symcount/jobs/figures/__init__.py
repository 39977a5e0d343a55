"""Figures of counts, one call each: they say in words what they show, and are drawn as SVG, PDF or PNG.

>>> from symcount import figures
>>> print(figures.blocks("dense", units=5, input_dim=13))
Dense layer with units = 5, input_dim = 13: 70 parameters
    kernel: 13 × 5 = 65 (92.9 %)
    bias: 5 (7.14 %)
"""

from symcount.jobs.figures.blocks import blocks
from symcount.jobs.figures.error import error
from symcount.jobs.figures.growth import growth
from symcount.jobs.figures.heatmap import heatmap
from symcount.jobs.figures.shares import shares
from symcount.jobs.figures.waterfall import waterfall

__all__ = ["blocks", "error", "growth", "heatmap", "shares", "waterfall"]
