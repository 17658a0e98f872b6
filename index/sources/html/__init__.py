"""HTML: `read_page` makes of a page's bytes what an article is made of, wherever the bytes come from."""

from index.sources.html.page import Page, read_page

__all__ = ["Page", "read_page"]
