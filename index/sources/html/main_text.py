"""The text of a page: its paragraphs and subheadings, without what stands around them."""

from __future__ import annotations

import logging
import re
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

import trafilatura
from lxml import etree
from lxml.html import HTMLParser, document_fromstring, tostring

from index.errors import ItemError
from index.sources.html import blocks, lines
from index.sources.html.authors import names
from index.sources.html.boilerplate import is_boilerplate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element
    from lxml.html import HtmlElement

    from index.sources.html.blocks import Block
    from index.sources.html.metadata import About

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it cannot do is told by this module's error

_DROPPED = (
    "script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "select", "button", "figcaption",
)  # fmt: skip
# Marks within a line. Without them the words of a line are one text, and the time for a page does not grow with the
# square of their number.
_INLINE = (
    "span", "b", "i", "em", "strong", "u", "s", "mark", "abbr", "small", "font", "sub", "sup", "wbr", "cite", "q",
)  # fmt: skip
_BOX = re.compile(r"(?:info|fact|fakten)[-_]?(?:box|kasten)", re.IGNORECASE)
_TEASER = re.compile(r"teaser|\blead|intro|standfirst|subtitle|subline|abstract|vorspann|\bdek\b|\bdeck\b|summary")
MAX_ELEMENTS = 20_000
"""Elements without scripts and marks within lines; news pages have up to 5,000. trafilatura takes 1 s for as many
paragraphs, and four times as long for twice as many."""
MAX_TOLD = 200_000
"""Characters of a text in JSON-LD that blocks are looked up in."""
MAX_COMPARED = 1_000
"""Lines of an article up to which each is looked for in all others."""
MIN_TEASER = 40
"""Characters; shorter lines between title and text are bylines and captions."""
MIN_REPEATED = 30
"""Characters of a block that also stands within a longer one: a quotation that was pulled out to be seen."""
_MIN_LIKE = 3
"""Paragraphs of one style that make any other paragraph of it a part of the article."""
_MOSTLY_LINK = 0.6
_ENDS = (".", "!", "?", "…")
_MIN_TITLE = 10
_MAX_TOPIC = 60
"""Characters of a topic in front of a title, or of a byline."""


def read(root: HtmlElement, about: About) -> str:
    """Return the text of a page's article; `root` is used up.

    Raises:
        ItemError: there is none, or too much.

    """
    root = _pruned(root)
    if (count := sum(1 for _ in root.iter())) > MAX_ELEMENTS:
        raise ItemError(f"has {count:,} elements, too many for one article; give the article alone")
    on_page = blocks.read(root)
    document = trafilatura.bare_extraction(root, include_comments=False, include_tables=True)
    lined = () if document is None or isinstance(document, dict) else _lines(document.body)
    found = [line for line in lined if not _is_head(line, about)]
    text = "\n\n".join(_without_noise(_completed(found, on_page, about), about))
    if len(text) < len(about.body or "") // 4:
        text = about.body or ""
    if not text:
        raise ItemError("has no article on it; give the page of one article, with its text")
    return text


def _pruned(root: HtmlElement) -> HtmlElement:
    """Return the page without what is never the article's text, and without the marks within lines."""
    etree.strip_elements(root, *_DROPPED, with_tail=False)
    for element in root.iter("br"):
        element.tail = f"\n{element.tail or ''}"
    for element in root.iter("q"):  # a browser shows it with quotation marks
        element.text = f'"{element.text or ""}'
        element.tail = f'"{element.tail or ""}'
    etree.strip_tags(root, *_INLINE)
    for element in list(root.iter("div", "aside", "section")):
        if _BOX.search(element.get("class") or "") and element.getparent() is not None:
            element.drop_tree()
    # Read anew: what stood around a mark would stay in pieces, which take lxml the square of their number to join.
    return document_fromstring(tostring(root, encoding="utf-8"), parser=HTMLParser(encoding="utf-8"))


def _lines(element: _Element) -> Iterator[str]:
    """Yield the paragraphs, subheadings, list items and table rows of trafilatura's tree, each on one line."""
    for child in element:
        match child.tag:
            case "list":
                for item in child:
                    if text := lines.one("".join(map(str, item.itertext()))):
                        yield f"- {text}"  # marked, so that an item is not taken for a subheading
            case "table":
                for row in child.iter("row"):
                    if cells := [lines.one("".join(map(str, cell.itertext()))) or "" for cell in row]:
                        yield f"| {' | '.join(cells)} |"
            case "quote" if len(child):
                yield from _lines(child)
            case _:
                if text := lines.one("".join(map(str, child.itertext()))):
                    yield text


def _completed(found: Sequence[str], on_page: Sequence[Block], about: About) -> list[str]:
    """Return the lines that were found together with what belongs to them, in the order of the page."""
    places: dict[str, int] = {}
    for place, block in enumerate(on_page):
        places.setdefault(block.bare, place)
    known = [places.get(lines.bare(line)) for line in found]
    kept = {number for number in known if number is not None}
    missing = sorted(_missing(kept, on_page, about))
    result: list[str] = []
    for line, number in zip(found, known, strict=True):
        if number is not None and line.startswith("- ") and on_page[number].linked > _MOSTLY_LINK:
            continue  # a list of links is one of other articles
        if number is not None:
            earlier = bisect_left(missing, number)
            result += [on_page[one].text for one in missing[:earlier]]
            missing = missing[earlier:]
        result.append(line if number is None or line.startswith(("- ", "| ")) else on_page[number].text)
    return [*result, *(on_page[number].text for number in missing)]


def _missing(kept: set[int], on_page: Sequence[Block], about: About) -> set[int]:
    """Return the numbers of the blocks that belong to the article though they were not found."""
    if not kept:
        return set()
    told = lines.bare((about.body or "")[:MAX_TOLD])
    styles: dict[tuple[str, ...], int] = {}
    for number in kept:
        styles[on_page[number].style] = styles.get(on_page[number].style, 0) + 1
    first, last = min(kept), max(kept)
    taken = set(_teasers(on_page[:first], about))
    for number, block in enumerate(on_page):
        if number in kept or block.linked > _MOSTLY_LINK or block.inside("nav", "footer", "aside"):
            continue
        like = styles.get(block.style, 0) >= _MIN_LIKE and block.element.tag == "p"
        is_told = len(block.bare) >= MIN_REPEATED and block.bare in told
        heads = block.is_heading and number < last and number + 1 in kept
        if (like or is_told or heads) and number > first:
            taken.add(number)
    return taken


def _teasers(before: Sequence[Block], about: About) -> Iterator[int]:
    """Yield the blocks between title and text that introduce it: named so, or what the page is described with."""
    titles = {lines.bare(heading) for heading in about.headings}
    start = max((number for number, block in enumerate(before) if block.bare in titles), default=None)
    described = lines.bare(about.description or "")[:MIN_TEASER]
    for number, block in enumerate(before):
        if len(block.text) < MIN_TEASER or block.linked > _MOSTLY_LINK or block.inside("nav", "footer", "aside"):
            continue
        is_described = len(described) >= MIN_TEASER and described in block.bare
        is_under_title = start is not None and number > start
        in_place = is_under_title and (_TEASER.search(block.classes()) or block.inside("header"))
        if is_described or (in_place and block.text.rstrip('"“”«»').endswith(_ENDS)):
            yield number


def _without_noise(found: Sequence[str], about: About) -> Iterator[str]:
    """Yield the lines without the title, boilerplate, and what a longer line says as well."""
    whole = [lines.bare(line) for line in found]
    everything = "\n".join(whole) if len(whole) <= MAX_COMPARED else ""
    times = Counter(whole)
    seen: set[str] = set()
    for line, bare in zip(found, whole, strict=True):
        repeated = len(bare) >= MIN_REPEATED and (bare in seen or everything.count(bare) > times[bare])
        if bare and not repeated and not _is_head(line, about) and not is_boilerplate(line):
            seen.add(bare)
            yield line


def _is_head(line: str, about: About) -> bool:
    """Tell whether a line is the title, perhaps with its topic, or the byline."""
    bare = lines.bare(line)
    titles = [lines.bare(heading) for heading in about.headings]
    if bare in titles or any(
        title in bare and len(bare) <= len(title) + _MAX_TOPIC for title in titles if len(title) >= _MIN_TITLE
    ):
        return True
    by = names(line) if len(line) <= _MAX_TOPIC and about.authors else []
    return bool(by) and {name.casefold() for name in by} <= {name.casefold() for name in about.authors}
