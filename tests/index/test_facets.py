from __future__ import annotations

from datetime import date

import pytest

from index.dates import Days
from index.facets import origin_names, origin_term, understood
from index.records import Facets, Span

TODAY = date(2024, 6, 20)
NAMES = ("archive", "Lindmoorer Zeitung", "nap", "Orbis", "Die Zeit", "Saltwick Post", "Hellersieler Bote")


def spans(question: str, *words: str) -> tuple[Span, ...]:
    """Return where words stand in a question."""
    return tuple(Span(question.index(one), question.index(one) + len(one)) for one in words)


@pytest.mark.parametrize(
    ("question", "words", "origin", "rest"),
    [
        ("Was sagte die Wirtin laut nap?", "laut nap", "nap", "Was sagte die Wirtin?"),
        ("Laut der Agentur Orbis, wie lang ist er?", "Laut der Agentur Orbis", "Orbis", "wie lang ist er?"),
        ("Wie lang ist der Kai Orbis zufolge?", "Orbis zufolge", "Orbis", "Wie lang ist der Kai?"),
        ("According to Orbis, how long is it?", "According to Orbis", "Orbis", "how long is it?"),
        ("Was steht in der Lindmoorer zum Kai?", "in der Lindmoorer", "Lindmoorer Zeitung", "Was steht zum Kai?"),
        ("Was sagt laut Lindmoorer Zeitung wer?", "laut Lindmoorer Zeitung", "Lindmoorer Zeitung", "Was sagt wer?"),
        ("Wie lang ist er laut Zeit?", "laut Zeit", "Die Zeit", "Wie lang ist er?"),
        (
            "Was steht im Hellersieler Boten zum Kai?",
            "im Hellersieler Boten",
            "Hellersieler Bote",
            "Was steht zum Kai?",
        ),
        ("What is new in the Saltwick Post?", "in the Saltwick Post", "Saltwick Post", "What is new?"),
        ("Reports by Orbis about the pier", "Reports by Orbis", "Orbis", "about the pier"),
    ],
)
def test_known_source_or_agency_is_understood(question: str, words: str, origin: str, rest: str) -> None:
    """A source or an agency that the archive has restricts, and its words are not searched for."""
    assert understood(question, TODAY, NAMES) == Facets(rest, origin=origin, said=spans(question, words))


@pytest.mark.parametrize(
    "question",
    [
        "Was ist laut Karla Wiebusch neu?",
        "What is new according to the mayor?",
        "Was geschah in der Zeit des Krieges?",
        "Was steht im Archiv?",
        "Was liegt in der Saltwick Bay?",
        "Wer wohnt bei Orbis?",
        "Was ist laut Naper neu?",
        "Was geschah in der Lindmoorer Altstadt?",
        "Was geschah im Lindmoorer Hafen?",
    ],
)
def test_what_is_no_known_source_restricts_nothing(question: str) -> None:
    """A person is no source, nor is a common word that happens to be the name of one."""
    assert understood(question, TODAY, NAMES) == Facets(question)


def test_beginning_that_two_sources_share_means_neither() -> None:
    """The first word of two names says neither."""
    question = "Was sagt laut Saltwick wer?"
    assert understood(question, TODAY, (*NAMES, "Saltwick Herald")) == Facets(question)


def test_time_and_source_together() -> None:
    """Both are understood; the words of both leave the question."""
    question = "Was stand gestern in der Lindmoorer Zeitung über den Kai?"
    assert understood(question, TODAY, NAMES) == Facets(
        "Was stand über den Kai?",
        Days(date(2024, 6, 19), date(2024, 6, 20)),
        strict=True,
        origin="Lindmoorer Zeitung",
        said=spans(question, "gestern", "in der Lindmoorer Zeitung"),
    )


def test_preferred_time_goes_on_being_searched_for() -> None:
    """The words of a date that leaves nothing out stay in the question."""
    question = "Was geschah im Juni 2024?"
    found = understood(question, TODAY, NAMES)
    assert (found.question, found.restricts, found.said) == (question, False, spans(question, "im Juni 2024"))


def test_names_of_an_origin() -> None:
    """An article goes by its outlet, its source and the agencies in its credit, not by what every credit has."""
    assert origin_names("archive", "Saltwick Post", "nap/Orbis/red") == ("Saltwick Post", "archive", "nap", "Orbis")
    assert origin_names("archive", None, None) == ("archive",)


def test_term_of_a_name() -> None:
    """Names meet without article, umlauts and capitals, in one word."""
    assert origin_term("Die Südwälder  Post") == "sudwalder_post"
