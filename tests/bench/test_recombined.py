"""Made-up archives: the same for everybody, and of as many passages as they say."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from index import passages
from index.passages import cut
from index.records import Article
from tests.bench import recombined

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

TEXT = (
    "Der neue Kai in Lindmoor wird im Herbst fertig sein, sagte die Leiterin der Hafenbehörde. "
    "Bisher legen dort an einem Tag höchstens vier Schiffe an, weil das Becken zu flach ist. "
    "Die Anwohner der Uferstraße fürchten den Lärm der Kräne und haben Einspruch erhoben. "
    "Der Stadtrat will vor der Abstimmung im Mai noch ein Gutachten über die Strömung lesen."
)


def _words(texts: Sequence[str]) -> list[int]:
    return [len(text) // 3 + 1 for text in texts]


@pytest.fixture
def material() -> tuple[recombined.Material, ...]:
    """Return what archives can be made of one German article."""
    article = Article(source="archive", id="a", text=TEXT, title="Lindmoor bekommt einen Kai", language="de")
    return recombined.material([(article, passage) for passage in cut(article, _words, 254)])


def test_same_seed_makes_the_same_archive(material: tuple[recombined.Material, ...]) -> None:
    """The same material and seed make the same articles, a smaller archive is the beginning of a larger one."""
    assert list(recombined.articles(material, 3)) == list(recombined.articles(material, 5))[:3]
    assert list(recombined.articles(material, 3)) != list(recombined.articles(material, 3, seed=2))


def test_article_has_as_many_passages_as_promised(material: tuple[recombined.Material, ...]) -> None:
    """What is cut from each article is one passage for each section, of whole sentences of the real one."""
    for line in recombined.articles(material, 20):
        article = Article(source="archive", id=line["id"], text=line["text"], title=line["title"], language="de")
        found = cut(article, _words, 254)
        assert len(found) == recombined.SECTIONS
        assert all(span.of(one.text) in TEXT for one in found for span in passages.sentences(one.text, "de"))


def test_another_edition_changes_the_last_section_alone(material: tuple[recombined.Material, ...]) -> None:
    """Of an article that was edited, one passage is another one, and of two editions it is not the same."""
    first, second, third = (recombined.article(material, 7, edition=edition)["text"] for edition in (0, 1, 2))
    assert first.split("\n\n")[:-1] == second.split("\n\n")[:-1] == third.split("\n\n")[:-1]
    assert len({first, second, third}) == 3


def test_change_touches_one_article_of_one_file(tmp_path: Path, material: tuple[recombined.Material, ...]) -> None:
    """Another edition of one article is written into its file; every other line stays as it was."""
    recombined.write(tmp_path, recombined.articles(material, 150))
    before = {file.name: file.read_text(encoding="utf-8").splitlines() for file in tmp_path.iterdir()}
    recombined.change(tmp_path, material, 117, edition=1)
    after = {file.name: file.read_text(encoding="utf-8").splitlines() for file in tmp_path.iterdir()}
    assert sorted(before) == ["day-000000.jsonl", "day-000001.jsonl"]
    different = [(name, at) for name in after for at, line in enumerate(after[name]) if line != before[name][at]]
    assert different == [("day-000001.jsonl", 17)]
    assert json.loads(after["day-000001.jsonl"][17]) == recombined.article(material, 117, edition=1)


def test_archive_of_no_sentences_is_refused() -> None:
    """Articles that have no sentence to use cannot be made an archive of."""
    with pytest.raises(ValueError, match="no sentences"):
        recombined.material([])
