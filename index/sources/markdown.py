"""``.md``: front matter for the attribution, and Markdown as the plain text that a reader sees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from index.errors import ItemError
from index.records import Article
from index.sources.decoding import clean, decode
from index.sources.fields import read_date, read_language, read_text
from index.sources.hygiene import tidy
from index.sync_records import Loaded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from markdown_it.token import Token

    from index.config import SourceConfig
    from index.sources.opened import OpenFile

_KEYS = {
    "title": ("title", "headline"),
    "author": ("author", "authors", "by"),
    "published": ("published", "date"),
    "credit": ("credit", "agency"),
    "url": ("url", "link", "canonical"),
    "language": ("language", "lang"),
    "outlet": ("source", "outlet", "publisher"),
}
"""Field of an article → the names that it has in front matter, the first found wins."""


def load(source: SourceConfig, file: OpenFile) -> Iterator[Loaded]:
    """Yield the one article of the file; its id is the file's name within the source.

    Raises:
        ItemError: it is empty, too long, no text, or its front matter is no YAML.

    """
    text, warning = decode(file.read())
    head, body = _parts(tidy(text))
    values = {field: _value(head, keys) for field, keys in _KEYS.items()}
    published, date_warning = read_date(values["published"])
    heading, plain = _plain(body)
    article = Article(
        source=source.name,
        id=file.name,
        text=read_text(plain),
        title=values["title"] or heading,
        url=values["url"],
        published=published,
        author=values["author"],
        credit=values["credit"],
        language=read_language(values["language"]),
        outlet=values["outlet"],
        origin=file.name,
    )
    warnings = [f"{file.name} {one}" for one in (warning, date_warning) if one]
    yield Loaded(article, "; ".join(warnings) or None)


def _parts(text: str) -> tuple[Mapping[str, object], str]:
    import frontmatter  # noqa: PLC0415 -- with YAML, only where a .md file is read
    from frontmatter.default_handlers import YAMLHandler  # noqa: PLC0415 -- as above
    from yaml import BaseLoader, YAMLError  # noqa: PLC0415 -- as above

    class Verbatim(YAMLHandler):
        """Reads every value as the text that stands there: a date keeps its precision, right or wrong."""

        def load(self, fm: str, **_: object) -> Any:  # noqa: ANN401 -- YAML has any value
            return super().load(fm, Loader=BaseLoader)

    handler = Verbatim()
    if not handler.detect(text):
        return {}, text
    try:
        head, body = frontmatter.parse(text, handler=handler)
    except (YAMLError, ValueError, RecursionError) as error:
        reason = " ".join(str(error).split())[:200]
        raise ItemError(f"has front matter that is no YAML ({reason}); correct what stands between the ---") from error
    return head, body


def _value(head: Mapping[str, object], keys: Sequence[str]) -> str | None:
    for key in keys:
        match head.get(key):
            case None | "" | "~" | "null" | "Null" | "NULL" | []:
                continue
            case list() as several:
                return clean(", ".join(str(one) for one in several))
            case value:
                return clean(str(value)).strip()
    return None


def _plain(body: str) -> tuple[str | None, str]:
    """Return the first heading of level 1, and the rest as paragraphs parted by blank lines; subheadings are lines."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 -- only where a .md file is read

    tokens = MarkdownIt("commonmark").enable("table").parse(body)
    title: str | None = None
    blocks: list[str] = []
    mark = ""
    for before, token in zip([None, *tokens], tokens, strict=False):
        words = _words(token.children or []) if token.type == "inline" else ""
        if token.type in ("fence", "code_block"):
            blocks.append(token.content.strip("\n"))
        elif token.type == "list_item_open":
            mark = f"{token.info}{token.markup} "  # kept, so that an item is not taken for a subheading
        elif token.type == "tr_open":
            blocks.append("|")
        elif words and before is not None and before.tag in ("td", "th"):
            blocks[-1] += f" {words} |"
        elif words and title is None and not blocks and before is not None and before.tag == "h1":
            title = words
        elif words:
            blocks.append(mark + words)
            mark = ""
    return title, "\n\n".join(blocks)


def _words(tokens: Sequence[Token]) -> str:
    """Return what a reader sees of inline Markdown: no marks, no addresses, no HTML tags."""
    seen: list[str] = []
    for token in tokens:
        if token.type == "hardbreak":
            seen.append("\n")
        elif token.type == "softbreak":
            seen.append(" ")
        elif token.type == "image":
            continue
        elif token.type in ("text", "code_inline"):
            seen.append(token.content)
    return "".join(seen).strip()
