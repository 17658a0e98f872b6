"""Values, files and libraries that the tests of the index are about."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from index.config import EmbeddingConfig, IndexConfig, SearchConfig, SourceConfig
from index.library import Library
from index.matching import analysed, entry
from index.records import Article, Scored, StoredPassage
from index.sources.opened import opened
from index.weights import ANY, PassageWeights, SentenceWeights, Tuning, Weights
from tests.hand_encoder import HandEncoders

if TYPE_CHECKING:
    from index.dates import PartialDate
    from index.matching import Question
    from index.sources.opened import OpenFile
    from index.sync_records import Progress, SyncReport

random_texts = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
"""No deadline: other programs may share the processor."""

TUNING = Tuning(
    encoder="hand:a",
    threshold=0.6,
    sentence=SentenceWeights(coverage=8.0, carried=4.0, order=2.0, kind=2.0, speech=0.5),
    languages={
        ANY: Weights(PassageWeights(0.1, 4.0, 8.0, 4.0), PassageWeights(0.0, 2.0, 6.0, 3.0), -6.0),
        "en": Weights(PassageWeights(0.2, 5.0, 9.0, 3.0), PassageWeights(0.1, 3.0, 7.0, 2.0), -7.0),
    },
)
"""Weights that can be reckoned with in the head."""

HAFEN = "Der Hafen liegt am Kai."
WOLF = "Nachts heult im Wald ein Wolf."
FERRY = "The ferry leaves the harbour at noon."

PIECES = (
    "Hafen", "Brücke", "groß", "ein", "der", "Dr.", "z. B.", "80.", "am 9.", "3,50", "EU-Kommission",  # words
    "„", "“", "”", "»", "«", "‚", "‘", "’", '"', "'", "(", ")", ".", "!", "?", "…", ":", ",", ";", "–", "-",  # marks
    " ", "  ", "\n", "\n\n", "\n \n", "\r\n", "\t", "\u00a0", "\u2028", "\u200b", "\ufeff",  # space of all kinds
    "\x00", "\x0b", "\x1c", "\x85", "🙂", "👩\u200d🚒", "ä", "a\u0308", "ẞ", "İ", "漢字", "مرفأ", "<b>", "&amp;",
)  # fmt: skip
texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=60).map("".join)
"""Random text of what breaks sentences: quotation marks, abbreviations, blank lines, control characters."""


def near(value: float) -> float:
    """Return what is equal to a figure but for rounding."""
    return cast("float", pytest.approx(value))


def article(text: str, **values: str | PartialDate | tuple[int, ...] | None) -> Article:
    """Return an article of the source "archive" with the id "1", if not said otherwise."""
    plain: dict[str, object] = {"source": "archive", "id": "1", "text": text, **values}
    return Article(**plain)  # type: ignore[arg-type]  # a field's name says its type


def passage(number: int, text: str, **values: str | int | PartialDate | None) -> StoredPassage:
    """Return a German passage that is the whole of an article, whose id is its number."""
    plain: dict[str, object] = {
        "number": number, "article_id": str(number), "source": "archive", "title": None, "url": None,
        "published": None, "author": None, "credit": None, "language": "de", "shown_source": "archive",
        "lead": text, "heading": None, "start": 0, "text": text, **values,
    }  # fmt: skip
    return StoredPassage(**plain)  # type: ignore[arg-type]  # a field's name says its type


def scored(number: int, text: str, score: float, *, evidence: float = 0.0, **values: str | int) -> Scored:
    """Return a scored passage whose signs nobody looks at any more; see `passage`."""
    signs = {"lexical": 0.0, "cosine": 0.0, "coverage": 0.0, "order": 0.0}
    return Scored(entry(passage(number, text, **values)), **signs, score=score, evidence=evidence)


def asked(text: str, language: str = "de") -> Question:
    """Return a question whose words all weigh the same."""
    return analysed(text, language, lambda _: 0, 1)


def synced(folder: Path, *lines: str) -> Library:
    """Return the library of these article lines."""
    write_lines(folder / "articles" / "a.jsonl", *lines)
    found = library(folder)
    found.sync(quiet)
    return found


def opened_file(name: str, data: bytes) -> OpenFile:
    """Return a file that lies in memory, as a loader gets it."""
    return opened(name, io.BytesIO(data))


def archive(**values: object) -> SourceConfig:
    """Return the source "archive" with these keys; its path is nowhere."""
    return SourceConfig.model_validate({"name": "archive", "path": Path("nowhere"), **values})


def line(article_id: str, text: str, **values: str) -> str:
    """Return a German article line."""
    return json.dumps({"id": article_id, "text": text, "language": "de", **values}, ensure_ascii=False)


def write_lines(file: Path, *lines: str) -> None:
    """Write article lines into a file, and its folder if there is none."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(f"{one}\n" for one in lines), encoding="utf-8")


def config(folder: Path, *, model: str = "a", search: SearchConfig | None = None, **sources: Path) -> IndexConfig:
    """Return a config with ``folder/data`` and these sources; without any, ``folder/articles`` as "archive"."""
    named = sources or {"archive": folder / "articles"}
    return IndexConfig(
        data_dir=folder / "data",
        sources=tuple(SourceConfig(name=name, path=path) for name, path in named.items()),
        embedding=EmbeddingConfig(model=model),
        search=search or SearchConfig(),
    )


def library(folder: Path, *, encoders: HandEncoders | None = None, model: str = "a", **sources: Path) -> Library:
    """Return the library of `config`; its encoder is the hand-made one."""
    return Library(config(folder, model=model, search=None, **sources), encoders=encoders or HandEncoders())


def quiet(_: Progress) -> None:
    """Report progress to nobody."""


def counts(report: SyncReport) -> tuple[int, int, int, int, int]:
    """Return how many were added, changed, removed, unchanged and embedded."""
    return report.added, report.changed, report.removed, report.unchanged, report.embedded


def ids(folder: Path) -> list[str]:
    """Return the ids of all articles."""
    return sorted(one.id for one in library(folder).articles())
