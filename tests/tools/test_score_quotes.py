"""The scorer, on two articles whose figures can be worked out by hand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from index.records import QuoteKind
from tests.tools.score_quotes import main, score

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "„Der Kai ist alt“, sagte Eva Lund. Er sei morsch. „Es war lange Zeit still.“"


def quote(words: str, kind: str, *speakers: str) -> dict[str, Any]:
    """Return an annotation of words of `TEXT`."""
    start = TEXT.index(words)
    spans = [[TEXT.index(one), TEXT.index(one) + len(one)] for one in speakers]
    return {"start": start, "end": start + len(words), "type": kind, "speaker_spans": spans}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with two articles: one of the split "train", one without a split."""
    lines = [{"id": name, "text": TEXT, "language": "de"} for name in ("1", "2")]
    quotes = [
        {
            "article_id": "1",
            "split": "train",
            "quotes": [
                quote("„Der Kai ist alt“", "direct", "Eva Lund"),
                quote("Er sei morsch.", "indirect", "Kai"),
                quote("alt“, sagte", "direct"),
            ],
        },
        {"article_id": "2", "quotes": []},
    ]
    (tmp_path / "articles.jsonl").write_text("".join(f"{json.dumps(one)}\n" for one in lines), encoding="utf-8")
    (tmp_path / "quotes.jsonl").write_text("".join(f"{json.dumps(one)}\n" for one in quotes), encoding="utf-8")
    return tmp_path


def test_figures(folder: Path) -> None:
    """Only quotations of four or more words count as direct ones; a speaker is right who is named where it says."""
    train = score(folder)["train"]
    direct, indirect = train.kinds[QuoteKind.DIRECT], train.kinds[QuoteKind.INDIRECT]
    assert (direct.found, direct.annotated, direct.matched) == (2, 1, 1)
    assert (direct.with_speaker, direct.speaker_right) == (1, 1)
    assert (indirect.found, indirect.annotated, indirect.matched) == (1, 1, 1)
    assert (indirect.with_speaker, indirect.speaker_right) == (1, 0)
    assert (train.articles, train.invented) == (1, 0)


def test_table(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Each split has a table of its own, whatever it is called, and the misses of one are printed on demand."""
    monkeypatch.setattr("sys.argv", ["score_quotes", str(folder), "--misses", "train"])
    main()
    shown = capsys.readouterr().out
    assert "train: 1 articles" in shown
    assert "all: 1 articles" in shown
    assert "direct FALSE 1:" in shown
    assert "indirect SPEAKER ours='Eva Lund'" in shown
