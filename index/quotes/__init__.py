"""Who said it: an article's quotations, direct and indirect, each with its speaker. Pure; German and English."""

from index.quotes.find import find

__all__ = ["VERSION", "find"]

VERSION = 1
"""Raised whenever the same text gives other quotations: the next sync then finds those of every article anew."""
