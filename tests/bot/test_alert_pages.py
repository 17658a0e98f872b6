"""What is shown of alerts, and of answers that were corrected."""

from __future__ import annotations

import pytest

from bot.render import alerts, corrections
from bot.texts import ENGLISH, GERMAN
from index.citation_changes import Become, Change
from index.dates import PartialDate
from index.records import Span
from tests.index.examples import article

DAY = PartialDate(2026, 5, 3)


def test_a_page_of_alerts() -> None:
    """Ten alerts a page, each with a button by its number; the data of every button fit into 64 bytes."""
    many = [(10**17 + number, f"<Frage> {number}?", DAY) for number in range(1, 13)]
    html, buttons = alerts.page(many, 1, GERMAN)
    assert html == (
        "<b>🔔 Hier warte ich auf Antworten</b> (12) · 2/2\n\n"
        "11. &lt;Frage&gt; 11? <i>(seit 3. Mai 2026)</i>\n12. &lt;Frage&gt; 12? <i>(seit 3. Mai 2026)</i>"
    )
    assert buttons is not None
    rows = [[(one.text, one.callback_data) for one in row] for row in buttons.inline_keyboard]
    assert rows == [
        [("🔕 11", "alert:drop:100000000000000011:1"), ("🔕 12", "alert:drop:100000000000000012:1")],
        [("‹", "alert:list:0:0")],
    ]


def test_the_last_alert_of_a_page_takes_the_page_along() -> None:
    """A page that has become empty is the one before it; no alerts, no buttons."""
    html, _ = alerts.page([(1, "?", DAY)], 1, ENGLISH)
    assert html.splitlines()[2] == "1. ? <i>(since 3 May 2026)</i>"
    assert alerts.page([], 1, ENGLISH) == (ENGLISH.alerts_none, None)


@pytest.mark.parametrize(
    ("change", "note"),
    [
        (
            Change(Become.REWORDED, matters=True, sentence=Span(0, 1)),
            "✏️ Berichtigt am 3. Mai 2026: Der Artikel wurde geändert; dort heißt es jetzt:",
        ),
        (
            Change(Become.DROPPED),
            "✏️ Berichtigt am 3. Mai 2026: Der Artikel wurde geändert; was hier stand, steht dort nicht mehr.",
        ),
        (
            Change(Become.WITHDRAWN),
            (
                "✏️ Zurückgezogen am 3. Mai 2026: Der Artikel ist nicht mehr im Archiv, "
                "darum zeige ich seine Worte nicht mehr."
            ),
        ),
        (
            Change(Become.FRAMED, matters=True),
            "✏️ Berichtigt am 3. Mai 2026: Die Angaben zur Herkunft haben sich geändert.",
        ),
        (Change(Become.FRAMED), "Früher berichtigt"),
        (Change(Become.SAME), "Früher berichtigt"),
    ],
)
def test_a_note_tells_what_has_changed(change: Change, note: str) -> None:
    """Each change has its note with the date; one that does not matter leaves the note that was there."""
    assert corrections.note(change, DAY, "Früher berichtigt", GERMAN) == note


def test_no_words_of_an_article_that_has_them_no_more() -> None:
    """In the place of words that are gone stands which article it was, and nothing of its text."""
    gone = article("Geheime Worte.", title="Der <Kai>", credit="nap", published=PartialDate.parse("2024-06"))
    shown = ["Zurückgezogen\n\nDer &lt;Kai&gt;\narchive · nap · Juni 2024"]
    assert corrections.without_words("Zurückgezogen", gone, GERMAN) == shown
    assert corrections.without_words("Zurückgezogen", article("Geheime Worte."), GERMAN) == [
        "Zurückgezogen\n\n1\narchive"
    ]
    assert corrections.without_words("<Z>", None, GERMAN) == ["&lt;Z&gt;"]
