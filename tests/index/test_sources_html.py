from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import trafilatura

from index.dates import PartialDate
from index.errors import ItemError
from index.sources import pages
from index.sources.html import read_page
from index.sources.html.boilerplate import is_boilerplate
from index.sync_records import Loaded
from tests.index.documents import gzipped
from tests.index.examples import archive, article, opened_file
from tests.tools import score_html

if TYPE_CHECKING:
    from pathlib import Path

    from index.sources.html import Page

TEASER = "Die Hafenstadt Lindmoor will ihren Containerhafen um zwei Liegeplätze erweitern."
FIRST = (
    "Der Stadtrat von Lindmoor hat am Dienstag beschlossen, den Hafen zu erweitern. „Wir brauchen den Platz“, sagte "
    "die Hafenmeisterin Runa Demel, „und zwar noch in diesem Jahrzehnt.“"
)
SECOND = (
    "Nach Angaben der Hafengesellschaft soll der neue Kai auf der Südseite 620 Meter lang werden. Die Bauarbeiten "
    "sollen im Frühjahr beginnen und vier Jahre dauern."
)
THIRD = (
    "Viele Bürgerinnen und Bürger halten den Plan für zu teuer. Der Verein Freies Ufer will deshalb vor Gericht "
    "ziehen, wie sein Vorsitzender Ole Brandt ankündigte."
)
MENU = '<nav><ul><li><a href="/a">Politik</a></li><li><a href="/b">Wirtschaft</a></li></ul></nav>'
TOLD = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Lindmoor baut seinen Hafen aus",
    "author": [{"@type": "Person", "name": "Anna Berg"}, {"@type": "Person", "name": "Bo Lind"}],
    "datePublished": "2024-06-04T08:30:00+02:00",
    "dateModified": "2024-06-05T10:00:00+02:00",
    "publisher": {"@type": "Organization", "name": "Lindmoorer Anzeiger"},
    "description": TEASER,
}


def page(head: str = "", body: str = "", *, told: object = None, language: str = "de") -> bytes:
    """Return a page of the three paragraphs, with this in its head, and this between title and text."""
    script = f'<script type="application/ld+json">{json.dumps(told)}</script>' if told else ""
    return f"""<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8">{head}{script}</head><body>{MENU}
        <main><article><header><h1>Lindmoor baut seinen Hafen aus</h1>{body}</header>
        <div class="text"><p>{FIRST}</p><h2>Kai von 620 Metern</h2><p>{SECOND}</p><p>{THIRD}</p></div></article></main>
        <footer><p>Impressum</p></footer></body></html>""".encode()


def lines(found: Page) -> list[str]:
    """Return the lines of a page's text."""
    return found.text.split("\n\n")


def test_page_is_read_as_it_states_itself() -> None:
    """JSON-LD gives title, authors, date and site; the canonical address counts; subheadings are lines."""
    found = read_page(
        page('<link rel="canonical" href="/hafen">', f"<p class=teaser>{TEASER}</p>", told=TOLD), "https://e.org/x?a=1"
    )
    assert lines(found) == [TEASER, FIRST, "Kai von 620 Metern", SECOND, THIRD]
    assert found.title == "Lindmoor baut seinen Hafen aus"
    assert found.authors == ("Anna Berg", "Bo Lind")
    assert found.published == PartialDate(2024, 6, 4, "08:30:00+02:00")
    assert (found.language, found.url, found.outlet) == ("de", "https://e.org/hafen", "Lindmoorer Anzeiger")
    assert found.warning is None


def test_file_is_an_article() -> None:
    """A saved page is an article by its file's name."""
    (found,) = pages.load(archive(), opened_file("a/hafen.html", page(told=TOLD)))
    text = f"{FIRST}\n\nKai von 620 Metern\n\n{SECOND}\n\n{THIRD}"
    assert found == Loaded(
        article(
            text, id="a/hafen.html", origin="a/hafen.html", title="Lindmoor baut seinen Hafen aus", language="de",
            author="Anna Berg, Bo Lind", published=PartialDate(2024, 6, 4, "08:30:00+02:00"),
            outlet="Lindmoorer Anzeiger",
        )
    )  # fmt: skip


@pytest.mark.parametrize(
    ("head", "body", "authors", "published"),
    [
        (
            '<meta name="author" content="Anna Berg"><meta property="article:published_time" content="2024-06-04">',
            "", ("Anna Berg",), PartialDate(2024, 6, 4),
        ),
        ("", '<p class="byline">Von Anna Berg und Bo Lind, Lindmoor</p>', ("Anna Berg", "Bo Lind"), None),
        ("", '<span rel="author">By Anna Berg</span> <time datetime="2024-06-04T08:30Z">June</time>',
         ("Anna Berg",), PartialDate(2024, 6, 4, "08:30Z")),
        ('<meta name="date" content="2024-06-04 08:30:00 +0200">', "", (), PartialDate(2024, 6, 4, "08:30:00+0200")),
        ('<meta name="date" content="Tue, 04 Jun 2024 08:30:00 GMT">', "", (),
         PartialDate(2024, 6, 4, "08:30:00+00:00")),
        ('<meta name="author" content="https://e.org/anna"><meta name="date" content="gestern">', "", (), None),
    ],
)  # fmt: skip
def test_meta_tags_and_bylines_are_next(
    head: str, body: str, authors: tuple[str, ...], published: PartialDate | None
) -> None:
    """Without JSON-LD, meta tags, bylines and marked times are read, and nothing is made up."""
    found = read_page(page(head, body))
    assert (found.authors, found.published) == (authors, published)
    assert lines(found) == [FIRST, "Kai von 620 Metern", SECOND, THIRD]


@pytest.mark.parametrize(
    ("author", "authors"),
    [
        ("Anna Berg und Bo Lind, nap", ("Anna Berg", "Bo Lind", "nap")),
        ({"@type": "Person", "name": "Von Anna Berg (abe)"}, ("Anna Berg",)),
        ({"@type": "Person", "givenName": "Anna", "familyName": "Berg"}, ("Anna Berg",)),
        ({"@type": "Organization", "name": "Lindmoorer Anzeiger"}, ("Lindmoorer Anzeiger",)),
        ({"@id": "#anna"}, ("Anna Berg",)),
        ([], ()),
    ],
)
def test_authors_come_in_many_forms(author: object, authors: tuple[str, ...]) -> None:
    """Names are parted, what stands before them is left out, references are followed; an agency may be one."""
    told = [{**TOLD, "author": author}, {"@id": "#anna", "@type": "Person", "name": "Anna Berg"}]
    assert read_page(page(told=told)).authors == authors


def test_person_in_the_byline_goes_before_an_organisation() -> None:
    """Who wrote it is a person, where the page names one under the title and the site only in its data."""
    told = TOLD | {"author": {"@type": "Organization", "name": "Lindmoorer Anzeiger"}}
    assert read_page(page("", '<p class="author">Von Anna Berg</p>', told=told)).authors == ("Anna Berg",)


@pytest.mark.parametrize(
    ("headline", "shared", "title"),
    [
        (None, "Hafen wächst | Lindmoorer Anzeiger", "Hafen wächst | Lindmoorer Anzeiger"),
        (None, "Lindmoor baut seinen Hafen aus – Anzeiger", "Lindmoor baut seinen Hafen aus"),
        (None, None, "Lindmoor baut seinen Hafen aus"),
        ("Hafen wächst", None, "Hafen wächst"),
        ("Lindmoor baut seinen Ha…", "Lindmoor baut aus", "Lindmoor baut aus"),
        ("Lindmoor baut seinen Hafen aus", "Hafen | Lindmoor baut seinen Hafen aus", "Lindmoor baut seinen Hafen aus"),
        ("Lindmoor baut seinen Hafen aus", "Lindmoor baut Hafen aus", "Lindmoor baut seinen Hafen aus"),
        ("Lindmoor baut seinen Hafen aus", "Platz für mehr Schiffe", "Platz für mehr Schiffe"),
        ("Mehr Platz", "Lindmoor baut seinen Hafen aus", "Lindmoor baut seinen Hafen aus"),
    ],
)
def test_title_is_one_of_several(headline: str | None, shared: str | None, title: str) -> None:
    """Of JSON-LD's, the shared and the shown title one is chosen, without topic and site where they can be told."""
    head = f'<meta property="og:title" content="{shared}">' if shared else ""
    assert read_page(page(head, told=TOLD | {"headline": headline} if headline else None)).title == title


def test_what_belongs_to_the_site_is_no_text() -> None:
    """Cookie notes, newsletters, pointers to other articles, lists of links and repeated quotations are left out."""
    noise = """<p>Lesen Sie auch: Der Hafen der Nachbarn</p><p>Mehr zum Thema</p><p>Read more: The ferry</p>
        <p>Hier können Sie unseren Newsletter bestellen und anmelden.</p><p>Wir verwenden Cookies.</p>
        <blockquote>sagte die Hafenmeisterin Runa Demel, „und zwar noch in diesem Jahrzehnt.“</blockquote>
        <ul><li><a href="/a">Eine Brücke für Kesselwerda</a></li><li><a href="/b">Ein Wolf im Wald</a></li></ul>"""
    data = page().replace(b"<h2>", noise.encode() + b"<h2>")
    assert lines(read_page(data)) == [FIRST, "Kai von 620 Metern", SECOND, THIRD]


@pytest.mark.parametrize(
    "line",
    [
        "Lesen Sie auch: Der Hafen der Nachbarn", "Mehr zum Thema", "Mehr aus Lindmoor", "Auch interessant",
        "Das könnte Sie auch interessieren", "Read more: The ferry of Merrowby", "MORE : A bridge", "Related articles",
        "More from The Merrowby Post", "You may also like", "Hier können Sie unseren Newsletter abonnieren.",
        "Melden Sie sich hier für unseren täglichen Newsletter an.", "Sign up to our free daily newsletter.",
        "Sign up for the Merrowby Post newsletter", "Follow us on Facebook for more.", "Wir verwenden Cookies.",
        "This site uses cookies to offer you a better experience.", "Advertisement", "Got a story? Tell us.",
        "Der Hafen am Abend - Copyright Runa Demel",
        "„Am Kai“: Der Newsletter kommt jeden Morgen. Hier geht’s zur Anmeldung!",
        "Nur mit Ihrer Einwilligung werden hier externe Inhalte angezeigt.",
    ],
)  # fmt: skip
def test_line_of_the_site(line: str) -> None:
    """What a site says to its readers is known in German and English."""
    assert is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        "Mehr als 300 Menschen kamen zum Hafen.", "Mehr Geld für den Kai", "Lesen Sie das Urteil genau, riet er.",
        "Nutzer müssen Cookies nicht akzeptieren, entschied das Gericht in Lindmoor.",
        "Die Partei verschickt ihren Newsletter an 4.000 Menschen, die ihn abonnieren.",
        "Thousands sign up to the new scheme every week.", "He asked his fans to follow him on Twitter.",
        "More than a third of the ferries were late.", "Related costs rose by a tenth.",
        "„Wir verwenden Cookies nur sparsam“, sagte die Sprecherin.", "Read the harbour master's letter.",
        "Popular with visitors, the ferry is often full.", "Anzeige erstattete auch der Verein Freies Ufer.",
        "Most people subscribe to the theory that the wolf is gone.", "Teilen will die Stadt die Kosten mit dem Land.",
    ],
)  # fmt: skip
def test_line_of_the_article(line: str) -> None:
    """A report may be about what sites talk of: its sentences stay."""
    assert not is_boilerplate(line)


def test_list_of_links_is_no_list() -> None:
    """Other articles that are listed between two paragraphs are not among their sentences."""
    items = "".join(
        f"<li><strong><a href='/{place}'>Kommentar: Was {place} aus dem Streit um den Kai lernt</a></strong></li>"
        for place in ("Vessen", "Merrowby", "Grauwerth")
    )
    data = page().replace(b"<h2>", f"<ul>{items}</ul><h2>".encode())
    assert lines(read_page(data)) == [FIRST, "Kai von 620 Metern", SECOND, THIRD]


def test_marks_within_lines_are_no_elements() -> None:
    """A page may have any number of bold words: they cost no time, and are not counted."""
    bold = "".join(f"<b>Kai</b> {number} " for number in range(25_000))
    assert len(read_page(page().replace(b"<h2>", f"<p>{bold}</p><h2>".encode())).text) > 200_000


def test_list_stays_a_list() -> None:
    """Items are marked, so that none is taken for a subheading."""
    items = "<ul><li>Der Kai wird 620 Meter lang.</li><li>Die Kräne sind aus Vessen.</li></ul>"
    data = page().replace(b"<h2>", items.encode() + b"<h2>")
    assert lines(read_page(data))[1:3] == ["- Der Kai wird 620 Meter lang.", "- Die Kräne sind aus Vessen."]


def test_marks_within_a_line_part_no_word() -> None:
    """Bold letters, soft hyphens and entities leave the words whole, as they are seen."""
    data = page().replace(b"Der Stadtrat", b"<b>D</b>er Stadt\xc2\xadrat&nbsp;<i>selbst</i>&#8203;")
    assert lines(read_page(data))[0] == FIRST.replace("Der Stadtrat", "Der Stadtrat selbst")


def test_line_breaks_and_quotation_marks_are_those_that_a_browser_shows() -> None:
    """A line break parts two words, and what is marked as a quotation is one."""
    data = page().replace(b"Der Stadtrat von", b"Der Stadtrat<br>von")
    data = data.replace("„Wir brauchen den Platz“".encode(), b"<q>Wir <b>brauchen</b> den Platz</q>")
    assert lines(read_page(data))[0] == FIRST.replace("„Wir brauchen den Platz“", '"Wir brauchen den Platz"')


@pytest.mark.parametrize(
    ("stated", "encoding", "charset", "warned"),
    [
        ("utf-8", "utf-8", "iso-8859-1", False),
        ("iso-8859-1", "cp1252", None, False),
        ("", "cp1252", "windows-1252", False),
        ("utf-8", "cp1252", None, True),
        ("", "cp1252", None, True),
        ("hex", "utf-16", None, False),
    ],
)
def test_encoding_is_found_however_it_is_stated(
    stated: str, encoding: str, charset: str | None, *, warned: bool
) -> None:
    """What is UTF-8 is read as that, else what server or page state counts, and a guess is told."""
    data = page().decode().replace('charset="utf-8"', f'charset="{stated}"').encode(encoding)
    found = read_page(data, charset=charset)
    assert lines(found)[0] == FIRST
    assert (found.warning is not None) == warned


@pytest.mark.parametrize("data", [b"", b"   ", b"<html></html>", b"\0\0\0"])
def test_page_without_an_article_names_the_remedy(data: bytes) -> None:
    """A page that has no text is an error that says what to save."""
    with pytest.raises(ItemError, match=r"; give the page|; take it out, or get it anew"):
        read_page(data)


def test_page_that_a_library_stumbles_over_costs_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a library raises over a page is an error of that page."""

    def stumble(*_: object, **__: object) -> None:
        raise AttributeError("no\nsuch thing")

    monkeypatch.setattr(trafilatura, "bare_extraction", stumble)
    with pytest.raises(ItemError) as caught:
        read_page(page())
    assert str(caught.value) == "cannot be read as a page (no such thing); take it out, or get it anew"


def test_scorer_says_what_is_right(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The tool that measures pages counts words, and takes a title, a day and names for right only as a whole."""
    (tmp_path / "a.html.gz").write_bytes(gzipped(page(told=TOLD)))
    (tmp_path / "b.html").write_bytes(page(told=TOLD))
    gold = {
        "url": None, "title": "Lindmoor  baut seinen Hafen aus", "authors": ["bo lind", "Anna Berg"],
        "published": "2024-06-04 06:30:00+00:00", "text": f"{FIRST}\nKai von 620 Metern\n{SECOND}\n{THIRD}",
    }  # fmt: skip
    wrong = {"title": "Lindmoor", "authors": ["Anna Berg"], "published": "2024-06", "text": FIRST, "page": "b.html"}
    written = [json.dumps(one) for one in (gold | {"page": "a.html.gz"}, gold | wrong)]
    (tmp_path / "gold.jsonl").write_text("\n".join(written), encoding="utf-8")
    score_html.main(tmp_path)
    worst, best, means = capsys.readouterr().out.splitlines()
    assert "b.html  title: 'Lindmoor baut seinen Hafen aus' for 'Lindmoor'; date: " in worst
    assert best.startswith("1.000")
    assert {name: value for name, value in json.loads(means).items() if name not in ("text", "worst")} == {
        "title": 0.5, "date": 0.5, "authors": 0.5, "pages": 2,
    }  # fmt: skip
    assert score_html.f1("Der Hafen. Der Kai.", "der kai") == 2 * 2 / (4 + 2)


def test_short_title_is_no_part_of_the_text() -> None:
    """A title of a few letters is taken off the text too, where it stands there alone."""
    data = (
        b"<html><head><title>Zoo</title></head><body><article><h1>Zoo</h1>"
        b"<p>Der Zoo in Ulmen hat drei neue Giraffen.</p><p>Sie kommen aus einem anderen Zoo im Norden.</p></article>"
    )
    found = read_page(data)
    assert (found.title, lines(found)) == (
        "Zoo",
        ["Der Zoo in Ulmen hat drei neue Giraffen.", "Sie kommen aus einem anderen Zoo im Norden."],
    )
