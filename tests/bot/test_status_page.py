from __future__ import annotations

from bot.render import status_page
from bot.render.status_page import BotState
from bot.texts import ENGLISH, GERMAN
from index.listing_records import Status

STATE = BotState(uptime=200_000.0, questions=1_200, alerts=3, size=2_500_000_000, syncing=True)


def test_what_failed_stands_first() -> None:
    """A source that could not be read stands before the others, with the reason and how many more there are."""
    failed = [{"source": "b<", "error": "b & c is gone"}, {"source": "b<", "error": "d is gone"}]
    last = {"at": 9_000, "added": 1_000, "changed": 2, "removed": 3, "failed": failed}
    status = Status(1_234, 5_678, {"a": 1_200, "Upload": 34}, "bundled", 5_678, last, {"a": 9_400, "b<": 1_000}, 0, 5)
    assert status_page.page(status, ["a", "b<"], STATE, 10_000.0, ENGLISH) == (
        "<b>Archive:</b> 1,234 articles, 5,678 passages, 5 withdrawn\n"
        "<b>Last read</b> 16 min ago: new 1,000, changed 2, removed 3, not read 2\n\n"
        "<b>Sources</b>\n"
        "• b&lt;: 0 – 2 h ago\n  ⚠️ b &amp; c is gone (+1)\n"
        "• a: 1,200 – 10 min ago\n"
        "• Upload: 34 – never read\n\n"
        "<b>Model:</b> bundled · 2.5 GB on disk\n"
        "<b>Bot:</b> up for 2 days · questions in 24 hours: 1,200 · alerts: 3\n"
        "⏳ Articles are being read right now."
    )


def test_before_the_first_sync() -> None:
    """An archive that was never read says so."""
    found = status_page.page(Status(0, 0, {}, None, 0, None), ["a"], STATE, 0.0, GERMAN)
    assert "<b>Noch nie eingelesen</b>" in found
    assert "• a: 0 – noch nie gelesen" in found


def test_many_sources_are_cut_short() -> None:
    """A message of very many sources with long names and errors stays one message."""
    names = [f"{number} {'<' * 100}" for number in range(100)]
    failed = [{"source": name, "error": "&" * 300} for name in names]
    last = {"at": 0, "added": 0, "changed": 0, "removed": 0, "failed": failed}
    found = status_page.page(Status(0, 0, {}, "bundled", 0, last), names, STATE, 0.0, GERMAN)
    assert found.count("⚠️") == 15
    assert "… und 85 weitere" in found
