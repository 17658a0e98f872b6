"""HTML: `read_page` makes of a page's bytes what an article is made of, wherever the bytes come from."""

from index.sources.html.page import MAX_PAGE, Page, read_page

__all__ = ["MAX_PAGE", "Page", "read_page"]
