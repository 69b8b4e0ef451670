"""The only door to the network: questions go in, evidence comes out."""

from crackcite.lookups.cache import CacheInfo, UnusableCacheError, cache_info, clear, prune
from crackcite.lookups.gathering import gather
from crackcite.lookups.progress import Interrupted, Progress

__all__ = ["CacheInfo", "Interrupted", "Progress", "UnusableCacheError", "cache_info", "clear", "gather", "prune"]
