"""JSON-LD: what a page says of its article to search engines (schema.org ``NewsArticle``)."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    Node = dict[str, Any]

MAX_DEPTH = 20
"""Nested values of one script that are looked into."""

_SCRIPTS = "//script[contains(translate(@type, 'LDJSON', 'ldjson'), 'ld+json')]"
_ARTICLE = re.compile(r"(?:Article|BlogPosting|Report|Review)$")
_COMMENT = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/)\s*$")


def read_article(root: HtmlElement) -> Node:
    """Return the node that describes the page's article, references within the page resolved; empty without one."""
    nodes = [node for script in root.xpath(_SCRIPTS) for node in _nodes(_parsed(script.text_content()))]
    known = {str(node["@id"]): node for node in nodes if "@id" in node and len(node) > 1}
    articles = [node for node in nodes if any(_ARTICLE.search(kind) for kind in types(node)) and node.get("headline")]
    # Teasers of other articles are nodes as well: the page's own is the one that says most.
    found = max(articles, key=_weight, default={})
    return {key: _resolved(value, known) for key, value in found.items()}


def types(node: Node) -> list[str]:
    """Return a node's types, without the vocabulary's address."""
    found = node.get("@type")
    return [str(one).rpartition("/")[2] for one in (found if isinstance(found, list) else [found]) if one]


def text_of(value: object) -> str | None:
    """Return a value as text: the first of several, the name of a node."""
    match value:
        case str() if value.strip():
            return value
        case list() if value:
            return text_of(value[0])
        case dict():
            return text_of(value.get("name") or value.get("@value"))
        case _:
            return None


def _parsed(script: str) -> object:
    try:
        # strict=False: a line break within a string is wrong, and common.
        return json.loads(_COMMENT.sub("", script), strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: object, depth: int = 0) -> Iterator[Node]:
    """Yield every node of a script, however they are nested."""
    if depth > MAX_DEPTH:
        return
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _nodes(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _nodes(inner, depth + 1)


def _weight(node: Node) -> tuple[int, int, int]:
    told = sum(key in node for key in ("datePublished", "author", "articleBody", "mainEntityOfPage", "dateModified"))
    return told, len(text_of(node.get("articleBody")) or ""), len(node)


def _resolved(value: object, known: dict[str, Node]) -> object:
    """Put the node in the place of a reference to it (``{"@id": …}``)."""
    if isinstance(value, list):
        return [_resolved(one, known) for one in value]
    if isinstance(value, dict) and "name" not in value and "@id" in value:
        return known.get(str(value["@id"]), value)
    return value
