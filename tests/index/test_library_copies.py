from __future__ import annotations

from typing import TYPE_CHECKING

from tests.index.examples import library, line, quiet, write_lines

if TYPE_CHECKING:
    from pathlib import Path

REPORT = (
    "Die Hafenbrücke von Lindmoor bleibt bis zum Herbst gesperrt. Das teilte die Hafengesellschaft am Mittwoch mit. "
    "An drei Pfeilern seien Risse gefunden worden. Die Reparatur soll zwei Millionen kosten. "
    "Bis dahin fährt eine Fähre im Takt von zwanzig Minuten über den Fluss."
)
CUT = "Lindmoor (orbis). " + REPORT.partition(" Die Reparatur")[0]
OTHER = (
    "Die Hafenbrücke von Lindmoor war lange gesperrt. Nun rollen dort wieder Lastwagen, wie ein Sprecher sagte. "
    "Gefeiert wurde mit Musik und einem Volkslauf."
)


def test_report_that_several_articles_have_is_one_hit(tmp_path: Path) -> None:
    """A copy is named with the hit and takes no place; another report on the same matter is a hit of its own."""
    write_lines(
        tmp_path / "articles" / "news.jsonl",
        line("whole", REPORT, source="Lindmoorer Zeitung"),
        line("cut", CUT, source="Saltwick Post", title="Brücke zu", url="https://example.org/zu"),
        line("other", OTHER),
    )
    made = library(tmp_path)
    made.sync(quiet)
    answer = made.ask("Wie lange bleibt die Hafenbrücke von Lindmoor gesperrt?", hits=2)
    found = {hit.passage.article_id: [copy.article_id for copy in hit.also_in] for hit in answer.hits}
    assert found in ({"whole": ["cut"], "other": []}, {"cut": ["whole"], "other": []})


def test_changed_article_is_no_copy_any_more(tmp_path: Path) -> None:
    """What an article is compared by follows its text; one that came with a later sync is a copy as well."""
    file = tmp_path / "articles" / "news.jsonl"
    made = library(tmp_path)
    copies = []
    for second in (OTHER, CUT, OTHER):
        write_lines(file, line("whole", REPORT), line("second", second))
        made.sync(quiet)
        answer = made.ask("Wie lange bleibt die Hafenbrücke von Lindmoor gesperrt?")
        copies.append(sum(len(hit.also_in) for hit in answer.hits))
    assert copies == [0, 1, 0]
