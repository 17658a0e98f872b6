from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import pytest

from index.dates import PartialDate
from index.errors import ItemError
from index.sources.entries import Entry, parse, read_moment

if TYPE_CHECKING:
    from collections.abc import Callable

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Landbote &amp; Söhne</title><link>https://landbote.example/</link><language>de-AT</language>
<item><guid isPermaLink="false">lb-1</guid><title>Kai &lt;i&gt;bald&lt;/i&gt; frei</title><link>/kai</link>
<pubDate>Mon, 03 Jun 2024 10:00:00 +0200</pubDate><dc:creator>Jorid Wennemar</dc:creator>
<description>Der Kai wird frei.</description>
<content:encoded><![CDATA[<p>Der Kai wird <b>bald</b> frei.</p><script>x()</script>
<ul><li>Zwei Kähne</li></ul>]]></content:encoded></item>
<item><title>Ohne alles</title><description>Nur ein&lt;br&gt;Satz.</description></item>
<item><link>https://landbote.example/b</link><pubDate>irgendwann</pubDate></item>
<item><guid isPermaLink="false">lb-1</guid><title>Älter</title></item>
<item></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://herald.example/news/">
<title>Herald</title><entry><id>tag:1</id><title type="html">Ferry &amp;amp; mill</title><link href="ferry"/>
<updated>2024-06-03T10:00:00Z</updated><published>2024-06-01T08:00:00-05:00</published>
<author><name>Ottoline Farrow</name></author><author><name>Wilf Arden</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The ferry runs.</p><p>Every hour.</p></div></content>
</entry></feed>"""

RDF = """<?xml version="1.0" encoding="iso-8859-1"?>
<!DOCTYPE rdf:RDF [<!ENTITY % HTMLlat1 PUBLIC "-//W3C//ENTITIES Latin 1//EN" "http://x.example/a.ent"> %HTMLlat1;]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://a.example/"><title>Anzeiger</title></channel>
<item rdf:about="https://a.example/1"><title>F\xe4hre f&uuml;r alle</title><link>https://a.example/1</link>
<dc:date>2024-06</dc:date><description>Die F\xe4hre.</description></item></rdf:RDF>"""

JSON = {
    "version": "https://jsonfeed.org/version/1.1", "title": "Anzeiger", "language": "de",
    "items": [
        {"id": 7, "url": "/sieben", "title": "Sieben", "content_text": "Rat & Tat: 3 < 5.",
         "date_published": "2024-06-03T10:00:00+02:00", "authors": [{"name": "Mette Osterquell"}]},
        {"id": "8", "content_html": "<p>Acht.</p>", "author": {"name": "Henk Ilmari"}},
    ],
}  # fmt: skip


def test_rss() -> None:
    """RSS 2.0: markup in titles and bodies is resolved, links are whole, and what an entry lacks stays missing."""
    first, second, third = parse(RSS.encode(), "https://landbote.example/feed/rss.xml", None)
    assert first == Entry(
        id="lb-1", title="Kai bald frei", link="https://landbote.example/kai",
        text="Der Kai wird bald frei.\n\n- Zwei Kähne", published=PartialDate(2024, 6, 3, "10:00:00+02:00"),
        bad_date=None, author="Jorid Wennemar", language="de", outlet="Landbote & Söhne",
    )  # fmt: skip
    assert (second.id, second.text, second.published, second.link) == ("Ohne alles", "Nur ein\nSatz.", None, None)
    assert (third.id, third.title, third.bad_date) == ("https://landbote.example/b", None, "irgendwann")


def test_atom() -> None:
    """Atom: the date of publication goes before that of the last change, and all authors are named."""
    (entry,) = parse(ATOM.encode(), None, None)
    assert entry == Entry(
        id="tag:1", title="Ferry & mill", link="https://herald.example/news/ferry",
        text="The ferry runs.\n\nEvery hour.", published=PartialDate(2024, 6, 1, "08:00:00-05:00"), bad_date=None,
        author="Ottoline Farrow, Wilf Arden", language="en", outlet="Herald",
    )  # fmt: skip


def test_rdf_of_another_encoding() -> None:
    """RSS 1.0 in ISO-8859-1, with the entities of HTML, and a date that is no more precise than it is."""
    (entry,) = parse(RDF.encode("latin-1"), None, None)
    assert (entry.id, entry.title, entry.text, entry.published) == (
        "https://a.example/1", "Fähre für alle", "Die Fähre.", PartialDate(2024, 6),
    )  # fmt: skip


def test_json_feed() -> None:
    """JSON Feed: text is taken as text, HTML as HTML, and numbers are ids too."""
    seven, eight = parse(json.dumps(JSON).encode(), "https://anzeiger.example/feed.json", None)
    assert (seven.id, seven.link, seven.text, seven.author) == (
        "7", "https://anzeiger.example/sieben", "Rat & Tat: 3 < 5.", "Mette Osterquell",
    )  # fmt: skip
    assert seven.published == PartialDate(2024, 6, 3, "10:00:00+02:00")
    assert (eight.id, eight.link, eight.text, eight.author, eight.language) == ("8", None, "Acht.", "Henk Ilmari", "de")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig"])
def test_wide_encodings(encoding: str) -> None:
    """A feed in UTF-16, or with a byte order mark, is read like any other."""
    text = RSS.replace("utf-8", "utf-16") if "16" in encoding else RSS
    assert parse(text.encode(encoding), None, None)[0].title == "Kai bald frei"


@pytest.mark.parametrize(
    "data", [b"", b"<html><body>x</body></html>", b"no feed", b'{"version": "1"}', b"{", b"[]", b"\xff\xfe"]
)
def test_what_is_no_feed(data: bytes) -> None:
    """Whatever else is there in place of a feed is told as such."""
    with pytest.raises(ItemError, match="is no feed"):
        parse(data, None, None)


def test_broken_feed_gives_what_it_has() -> None:
    """A feed that is cut off, or no well-formed XML, gives the entries that can be made out."""
    cut = RSS[: RSS.index("<item><title>Ohne")] + "<item><title>A & B</title><guid>x</guid></item>"
    assert [entry.title for entry in parse(cut.encode(), None, None)] == ["Kai bald frei", "A & B"]


def _nested() -> str:
    levels = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(12))
    return f'<!DOCTYPE rss [<!ENTITY e0 "lol">{levels}]>' + BOMB.format(text="&e12;")


def _repeated() -> str:
    return f'<!DOCTYPE rss [<!ENTITY a "{"x" * 50_000}">]>' + BOMB.format(text="&a;" * 100_000)


BOMB = "<rss version='2.0'><channel><title>t</title><item><guid>1</guid><title>{text}</title></item></channel></rss>"


@pytest.mark.parametrize("bomb", [_nested, _repeated])
def test_entities_do_not_expand(bomb: Callable[[], str]) -> None:
    """A feed that defines entities of its own cannot make gigabytes of a few bytes."""
    started = time.monotonic()
    entries = parse(bomb().encode(), None, None)
    assert sum(len(entry.title or "") for entry in entries) < 1_000_000
    assert time.monotonic() - started < 20


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mon, 03 Jun 2024 10:00:00 GMT", "2024-06-03T10:00:00+00:00"),
        ("Mon, 03 Jun 2024 10:00:00 +0200", "2024-06-03T10:00:00+02:00"),
        ("3 Jun 2024 10:00", "2024-06-03T10:00:00"),
        ("Mon, 03 Jun 2024 10:00:00 MESZ", "2024-06-03T10:00:00"),
        ("Mon, 03 Jun 2024", "2024-06-03"),
        ("2024-06-03T10:00:00Z", "2024-06-03T10:00:00Z"),
        (" 2024-06 ", "2024-06"),
    ],
)
def test_dates_are_as_precise_as_they_are(text: str, expected: str) -> None:
    """No clock, no day and no zone is made up."""
    assert str(read_moment(text)) == expected


@pytest.mark.parametrize("text", ["gestern", "32 Jun 2024", "2024-13-01", "Mon, 99 Foo 2024 10:00:00", ":"])
def test_what_is_no_date(text: str) -> None:
    """What is no date is told, not guessed."""
    with pytest.raises((ValueError, TypeError)):
        read_moment(text)


@pytest.mark.parametrize(
    "values",
    [
        {"authors": 5},
        {"authors": [{"name": 5}, "x"]},
        {"author": 5},
        {"url": "http://[x"},
        {"date_published": "Mon, 01 Jan 99999999999999999999 00:00:00 GMT"},
        {"content_html": 5, "title": {"a": 1}, "language": []},
    ],
)
def test_item_of_a_json_feed_with_nonsense_in_it_is_an_entry_all_the_same(values: dict[str, object]) -> None:
    """A value of the wrong kind costs that value, not the entry and not the feed."""
    items = [{"id": "1", "content_text": "Eins."} | values, {"id": "2", "content_text": "Zwei."}]
    data = json.dumps(JSON | {"items": items}).encode()
    first, second = parse(data, "https://anzeiger.example/feed.json", None)
    assert (first.id, first.link, first.published, first.author) == ("1", None, None, None)
    assert second.text == "Zwei."


@pytest.mark.parametrize("items", [5, True, "abc", {"a": 1}, [[1]]])
def test_json_feed_without_a_list_of_items_has_no_entries(items: object) -> None:
    """Whatever stands in place of the items, the reading does not end."""
    assert parse(json.dumps(JSON | {"items": items}).encode(), None, None) == []


def test_date_of_a_year_without_end_cannot_be_read() -> None:
    """A number that no machine can hold is a date that cannot be read, like any other."""
    date = "Mon, 01 Jan 99999999999999999999 00:00:00 GMT"
    entries = parse(RSS.replace("irgendwann", date).encode(), None, None)
    assert entries[2].bad_date == date
