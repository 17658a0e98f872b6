"""Print what is read of feeds that lie in a folder: ``python -m tests.tools.check_feeds FOLDER``.

For each file: how many entries, how many of them with title, link and date, and whether the texts are teasers. Where
``NAME.expected.json`` lies beside a feed, the titles, links and dates in it are compared with those that were read.
"""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from index.errors import ItemError
from index.sources.entries import Entry, parse
from index.sources.feed import is_teaser

_TITLES = ("title",)
_LINKS = ("link", "links", "url")
_DATES = ("published", "isoDate", "pubDate", "date", "updated")


def main(folder: Path) -> int:
    """Check every feed of a folder; return how many differ from what is expected, or cannot be read."""
    faults = 0
    for file in sorted(folder.iterdir()):
        if file.name.endswith(".json") and ".expected." in file.name:
            continue
        try:
            found = parse(file.read_bytes(), None, None)
        except ItemError as error:
            faults += 1
            print(f"{file.name}: {error}")
            continue
        print(f"{file.name}: {_counted(found)}")
        expected = file.with_name(f"{file.stem}.expected.json")
        if expected.exists():
            differences = _differences(found, _items(json.loads(expected.read_text(encoding="utf-8"))))
            faults += bool(differences)
            print(*(f"  {one}" for one in differences or ["as expected"]), sep="\n")
    return faults


def _counted(found: list[Entry]) -> str:
    titles, links, dates = (
        sum(one is not None for one in values)
        for values in zip(*((entry.title, entry.link, entry.published) for entry in found), strict=True)
    )
    bad = [entry.bad_date for entry in found if entry.bad_date]
    return (
        f"{len(found)} entries, {titles} titles, {links} links, {dates} dates, "
        f"{sum(is_teaser(entry.text) for entry in found)} teasers, "
        f"{sum(len(entry.text) for entry in found):,} characters"
        + (f", dates that cannot be read: {bad[:3]}" if bad else "")
    )


def _items(expected: Any) -> list[dict[str, Any]]:  # noqa: ANN401 -- JSON
    """Return the entries of an expectation, in whatever place it has them."""
    feed = expected.get("feed", expected)
    found = feed.get("items") or feed.get("entries") or []
    return [one for one in found if isinstance(one, dict)]


def _differences(found: list[Entry], items: list[dict[str, Any]]) -> list[str]:
    if len(found) != len(items):
        return [f"{len(found)} entries, {len(items)} expected"]
    told = []
    for entry, item in zip(found, items, strict=True):
        title, link, date = (_plain(item, names) for names in (_TITLES, _LINKS, _DATES))
        if title and entry.title != " ".join(title.split()):
            told.append(f"title: {entry.title!r}, {title!r} expected")
        if link and entry.link != link:
            told.append(f"link: {entry.link!r}, {link!r} expected")
        if date and (entry.published is None or _moment(str(entry.published)) != _moment(date)):
            told.append(f"date: {entry.published}, {date} expected")
    return told


def _plain(item: dict[str, Any], names: tuple[str, ...]) -> str | None:
    value = next((item[name] for name in names if item.get(name)), None)
    while isinstance(value, (list, dict)):
        value = value[0] if isinstance(value, list) else value.get("href") or value.get("content") or value.get("value")
    return value


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
