"""Archives of any size from real articles: their sentences in another order, their titles in other halves.

Each made-up article has `SECTIONS` passages: a lead and sections under subheadings, of a few sentences each, all in one
language. The same seed makes the same archive; it is made as it is read, so that memory does not grow with it.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index import passages
from index.passages import MAX_HEADING, cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from index.encoder import Encoder
    from index.records import Article, Passage

SECTIONS = 4
"""Passages of an article."""
SECTION = 560
"""Characters of a section at most: 190 of the bundled model's tokens in German, so that it is one passage."""
ARTICLES_PER_FILE = 100
"""As many as an agency sends in a day."""
_SHORTEST, _LONGEST = 40, 260
"""Characters of a sentence that is used."""
_STOPS = tuple('.!?…“”"»')
_CREDITS = ("nap/red", "kmd", "red", None, None)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a real article, and the number of the real passage that it stands in."""

    text: str
    passage: int


@dataclass(frozen=True, slots=True)
class Material:
    """What archives of one language are made of."""

    language: str
    sentences: tuple[Sentence, ...]
    titles: tuple[str, ...]
    weight: int
    """How many of the real articles are in this language: as many of the made-up ones are."""


def real_passages(articles: Iterable[Article], encoder: Encoder) -> list[tuple[Article, Passage]]:
    """Return the passages of real articles, as a sync cuts them."""
    return [(one, passage) for one in articles for passage in cut(one, encoder.count_tokens, encoder.max_tokens)]


def material(found: Iterable[tuple[Article, Passage]]) -> tuple[Material, ...]:
    """Return what archives can be made of, from the passages of real articles.

    Raises:
        ValueError: no language has sentences.

    """
    sentences: defaultdict[str, list[Sentence]] = defaultdict(list)
    titles: defaultdict[str, dict[str, None]] = defaultdict(dict)
    articles: defaultdict[str, set[str]] = defaultdict(set)
    for number, (article, passage) in enumerate(found):
        language = article.language or "en"
        articles[language].add(article.id)
        for span in passages.sentences(passage.text, language):
            text = " ".join(span.of(passage.text).split())
            if _SHORTEST <= len(text) <= _LONGEST and text.endswith(_STOPS):
                sentences[language].append(Sentence(text, number))
        if article.title and len(article.title.split()) > 1:
            titles[language][article.title] = None
    made = [
        Material(one, tuple(sentences[one]), tuple(titles[one]) or _beginnings(sentences[one]), len(articles[one]))
        for one in sorted(sentences)
    ]
    if not made:
        raise ValueError("the articles have no sentences")
    return tuple(made)


def _beginnings(sentences: Iterable[Sentence]) -> tuple[str, ...]:
    """Return titles for a language whose articles have none."""
    return tuple(" ".join(one.text.split()[:6]) for one in sentences)


def articles(of: tuple[Material, ...], count: int, *, seed: int = 1) -> Iterator[dict[str, str]]:
    """Yield article lines, the same ones for the same material and seed; a smaller archive begins a larger one."""
    for number in range(count):
        yield article(of, number, seed=seed)


def article(of: tuple[Material, ...], number: int, *, seed: int = 1, edition: int = 0) -> dict[str, str]:
    """Return one article line; of another edition, its last section is another one."""
    chance = random.Random(f"{seed}/{number}")  # noqa: S311 -- not for secrets
    chosen = chance.choices(of, [one.weight for one in of])[0]
    title = _recombined(chosen, chance)
    blocks = [_section(chosen, chance)]
    for position in range(1, SECTIONS):
        heading = _recombined(chosen, chance)
        other = random.Random(f"{seed}/{number}/{edition}")  # noqa: S311 -- as above
        last = position == SECTIONS - 1 and edition > 0
        blocks += [heading, _section(chosen, other if last else chance)]
    line = {
        "id": f"a-{number:07d}",
        "title": title,
        "text": "\n\n".join(blocks),
        "published": f"{chance.randint(1995, 2025)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}",
        "language": chosen.language,
    }
    credit = chance.choice(_CREDITS)
    return line if credit is None else line | {"credit": credit}


def _section(of: Material, chance: random.Random) -> str:
    """Return a few sentences: as many as fit, four on average."""
    chosen: list[str] = []
    length = 0
    while True:
        text = chance.choice(of.sentences).text
        if length + len(text) > SECTION:
            return " ".join(chosen)
        chosen.append(text)
        length += len(text) + 1


def _recombined(of: Material, chance: random.Random) -> str:
    """Return the first half of one title and the second of another, as a line that passes for a subheading."""
    first, second = (chance.choice(of.titles).split() for _ in range(2))
    words = [*first[: (len(first) + 1) // 2], *second[len(second) // 2 :]]
    text = " ".join(words).lstrip("-*•–·>|0123456789.) ")
    return text[:MAX_HEADING].rstrip(" .…:;,|!?\"'“‘’”«»)]") or of.language


def write(folder: Path, lines: Iterable[dict[str, str]]) -> None:
    """Write article lines into files of `ARTICLES_PER_FILE`, named as `file_of` says."""
    folder.mkdir(parents=True, exist_ok=True)
    batch: list[dict[str, str]] = []
    for number, line in enumerate(lines):
        batch.append(line)
        if len(batch) == ARTICLES_PER_FILE:
            _write_file(file_of(folder, number), batch)
            batch = []
    if batch:
        _write_file(file_of(folder, number), batch)


def file_of(folder: Path, number: int) -> Path:
    """Return the file that an article stands in."""
    return folder / f"day-{number // ARTICLES_PER_FILE:06d}.jsonl"


def change(folder: Path, of: tuple[Material, ...], number: int, *, edition: int, seed: int = 1) -> None:
    """Write another edition of one article into its file."""
    file = file_of(folder, number)
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    lines[number % ARTICLES_PER_FILE] = article(of, number, seed=seed, edition=edition)
    _write_file(file, lines)


def _write_file(file: Path, lines: Iterable[dict[str, str]]) -> None:
    beside = file.with_suffix(".new")
    beside.write_text("".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in lines), encoding="utf-8")
    beside.replace(file)
