"""Things that have parameters: live models, saved models and configurations, as a `Model` of parts."""

from symcount.models.load import load
from symcount.models.model import Model, Part

__all__ = ["Model", "Part", "load"]
