"""Who said it: an article's quotations, direct and indirect, each with its speaker. Pure; German and English."""

from index.quotes.find import find

__all__ = ["find"]
