"""How well pages are read: `python -m tests.tools.score_html FOLDER`.

FOLDER holds ``gold.jsonl``, a line for each page: ``{"page","url","title","authors","published","text"}``; ``page`` is
the page's file within the folder (``.html`` or ``.html.gz``). A line for each page is printed, and the averages.

- text: F1 of the words (runs of letters and digits, lower case) as multisets.
- title: equal, once white space, quotation marks and dashes are made alike.
- date: the same day, as both write it.
- authors: the same set of names, upper and lower case alike.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import ItemError
from index.sources.html import read_page

if TYPE_CHECKING:
    from index.sources.html import Page

_WORD = re.compile(r"\w+")
_QUOTES = re.compile("[\"'“”„‟‘’‚‛«»‹›`´]+")
_DASHES = re.compile("[‐‑‒–—―-]+")


@dataclass(frozen=True, slots=True)
class Score:
    """How one page was read."""

    page: str
    text: float
    title: bool
    date: bool
    authors: bool
    milliseconds: float
    wrong: str
    """What was read in the place of what is right."""


def f1(found: str, gold: str) -> float:
    """Return the F1 of two texts' words as multisets."""
    ours, theirs = Counter(_WORD.findall(found.lower())), Counter(_WORD.findall(gold.lower()))
    total = ours.total() + theirs.total()
    return 2 * (ours & theirs).total() / total if total else 1.0


def score(folder: Path, gold: dict[str, Any]) -> Score:
    """Read one page and compare it with its gold line."""
    data = (folder / gold["page"]).read_bytes()
    if gold["page"].endswith(".gz"):
        data = gzip.decompress(data)
    started = time.perf_counter()
    try:
        page = read_page(data, gold["url"])
    except ItemError as error:
        return Score(gold["page"], 0.0, title=False, date=False, authors=False, milliseconds=0.0, wrong=str(error))
    elapsed = (time.perf_counter() - started) * 1000
    day = (gold["published"] or "")[:10]
    right = {
        "title": _plain(page.title or "") == _plain(gold["title"]),
        "date": str(page.published or "")[:10] == day,
        "authors": _names(page.authors) == _names(gold["authors"]),
    }
    return Score(
        gold["page"], f1(page.text, gold["text"]), **right, milliseconds=elapsed, wrong=_wrong(page, gold, right)
    )


def main(folder: Path) -> None:
    """Print a line for each page, worst text first, and the averages."""
    lines = (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    scores = sorted((score(folder, json.loads(line)) for line in lines), key=lambda one: one.text)
    for one in scores:
        print(f"{one.text:.3f} {one.milliseconds:4.0f} ms  {Path(one.page).name}  {one.wrong}")
    count = len(scores)
    means = {name: sum(getattr(one, name) for one in scores) / count for name in ("text", "title", "date", "authors")}
    print(json.dumps({**means, "worst": scores[0].text, "pages": count}))


def _plain(text: str) -> str:
    return " ".join(_DASHES.sub("-", _QUOTES.sub('"', text)).split())


def _names(names: tuple[str, ...] | list[str]) -> set[str]:
    return {" ".join(name.casefold().split()) for name in names}


def _wrong(page: Page, gold: dict[str, Any], right: dict[str, bool]) -> str:
    found = {"title": page.title, "date": str(page.published), "authors": ", ".join(page.authors)}
    wanted = {"title": gold["title"], "date": gold["published"], "authors": ", ".join(gold["authors"])}
    return "; ".join(f"{key}: {found[key]!r} for {wanted[key]!r}" for key, is_right in right.items() if not is_right)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
