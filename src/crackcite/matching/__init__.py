"""Reference against record: pure comparison, from values to values."""

from crackcite.matching.candidates import search_key, suggest
from crackcite.matching.compare import Comparison, Mismatch, Same, compare

__all__ = ["Comparison", "Mismatch", "Same", "compare", "search_key", "suggest"]
