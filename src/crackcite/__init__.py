"""crackcite checks the citations and sources of an article."""

__version__ = "0.1.0"
