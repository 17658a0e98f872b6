"""Pages by their address, and by a sitemap."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING, Any

import pytest

from index.config import SourceConfig
from index.dates import PartialDate
from index.errors import ItemError, SourceError
from index.sources import load, sitemap
from index.sync_records import Gone, Loaded, Notice, Unchanged, Unforgotten, Unread, Visit
from tests.index.web import Answer, Site, page, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.sync_records import SourceItem

TEXT = " ".join(f"Auf der Brücke von Kesselwerda steht Laterne Nummer {number}." for number in range(30))


@pytest.fixture
def site() -> Iterator[Site]:
    """Run a site of three pages."""
    with serving() as running:
        for name in "abc":
            running.put(f"/{name}", page(f"Die Laterne {name} brennt", TEXT), etag=f'"{name}"')
        yield running


class Reading:
    """Reads a source again and again, and remembers what it is to remember."""

    def __init__(self, site: Site, **options: Any) -> None:  # noqa: ANN401 -- the options of the source
        self.source = SourceConfig(name="archive", **options)
        self.web = site.reader()
        self.known: dict[str, Visit] = {}

    def __call__(self) -> list[SourceItem]:
        """Return what the source gives, without the visits."""
        found = list(load(self.source, self.web, self.known))
        self.known |= {one.url: one for one in found if isinstance(one, Visit)}
        return [one for one in found if not isinstance(one, Visit)]


def loaded(items: list[SourceItem]) -> list[str]:
    """Return the ids of the articles that were read."""
    return [one.article.id for one in items if isinstance(one, Loaded)]


def test_page_is_an_article(site: Site) -> None:
    """A page gives title, text, date and site; it is known by the address in the config."""
    site.pages["/old"] = Answer(status=301, headers={"Location": "/a"})
    (item,) = Reading(site, urls=(f"{site.url}/old",))()
    assert isinstance(item, Loaded)
    found = item.article
    assert (found.id, found.url, found.title, found.text, found.published, found.outlet, found.origin) == (
        f"{site.url}/old", f"{site.url}/a", "Die Laterne a brennt", TEXT, PartialDate(2024, 6, 3), "Landbote",
        f"{site.url}/old",
    )  # fmt: skip


def test_unchanged_page_is_not_sent_again(site: Site) -> None:
    """A page that is as it was is known without being sent."""
    reading = Reading(site, urls=(f"{site.url}/a", f"{site.url}/b"))
    assert loaded(reading()) == [f"{site.url}/a", f"{site.url}/b"]
    site.put("/b", page("Neu", TEXT), etag='"2"')
    unchanged, changed = reading()
    assert unchanged == Unchanged(f"{site.url}/a")
    assert isinstance(changed, Loaded)
    assert changed.article.title == "Neu"


def test_page_that_is_gone_leaves(site: Site) -> None:
    """A page that the server has no more is told as gone; one that cannot be read keeps what it gave."""
    reading = Reading(site, urls=(f"{site.url}/a", f"{site.url}/b", f"{site.url}/c"))
    reading()
    site.pages["/a"], site.pages["/b"] = Answer(status=410), Answer(status=403)
    unread, unchanged, gone = reading()
    assert isinstance(unread, Unread)
    assert (unread.origin, unchanged) == (f"{site.url}/b", Unchanged(f"{site.url}/c"))
    assert gone == Gone(
        f"{site.url}/a", f"{site.url}/a is not there (HTTP 410); take it out, or correct it; its article is not kept"
    )


def test_site_that_is_gone_as_a_whole_keeps_everything(site: Site) -> None:
    """Where none of the pages is found, it is the site that is out of order."""
    reading = Reading(site, urls=(f"{site.url}/a", f"{site.url}/b"))
    reading()
    site.pages.clear()
    with pytest.raises(SourceError, match="nor is any other of the source's pages; correct the addresses"):
        reading()


def test_what_is_no_page_is_told(site: Site) -> None:
    """A picture, or a page without an article, is reported, and the others go in."""
    site.put("/a", "x", content_type="image/png")
    site.put("/b", "<html><body></body></html>")
    first, second, third = Reading(site, urls=tuple(f"{site.url}/{name}" for name in "abc"))()
    assert first == Unread(
        f"{site.url}/a",
        f"{site.url}/a is no page but image/png; name the address of the page that it belongs to",
    )
    assert isinstance(second, Unread)
    assert isinstance(third, Loaded)


def test_robots_txt_closes_a_page(site: Site) -> None:
    """A page that the site closes to robots is not read."""
    site.pages["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /a")
    unread, read = Reading(site, urls=(f"{site.url}/a", f"{site.url}/b"))()
    assert isinstance(unread, Unread)
    assert isinstance(read, Loaded)
    assert site.paths() == ["/b"]


def urlset(site: Site, **pages: str | None) -> bytes:
    """Return a sitemap of these pages, each with its lastmod."""
    entries = "".join(
        f"<url><loc>{site.url}/{name}</loc>{f'<lastmod>{mark}</lastmod>' if mark else ''}"
        "<image:image><image:loc>https://x.example/i.png</image:loc></image:image></url>"
        for name, mark in pages.items()
    )
    spaces = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
    return f'<?xml version="1.0"?><urlset {spaces}>{entries}</urlset>'.encode()


def test_sitemap_through_an_index(site: Site) -> None:
    """An index file leads to sitemaps, packed ones included; the latest pages come first."""
    files = "".join(
        f"<sitemap><loc>{site.url}/{name}</loc></sitemap>" for name in ("one.xml", "two.xml.gz", "index.xml")
    )
    site.pages["/index.xml"] = Answer(f"<sitemapindex>{files}</sitemapindex>".encode())
    site.pages["/one.xml"] = Answer(urlset(site, a="2024-06-01", b=None))
    site.pages["/two.xml.gz"] = Answer(gzip.compress(urlset(site, c="2024-06-03")))
    found = Reading(site, sitemap=f"{site.url}/index.xml")()
    assert loaded(found) == [f"{site.url}/{name}" for name in "cab"]
    assert found[-1] == Unforgotten()


def test_page_of_the_same_lastmod_is_not_asked_for(site: Site) -> None:
    """A page is asked for when its lastmod changes, or when it has none."""
    site.pages["/map"] = Answer(urlset(site, a="2024-06-01", b="2024-06-01", c=None))
    reading = Reading(site, sitemap=f"{site.url}/map")
    reading()
    site.paths()
    site.pages["/map"] = Answer(urlset(site, a="2024-06-01", b="2024-06-02", c=None))
    assert reading() == [*(Unchanged(f"{site.url}/{name}") for name in "bac"), Unforgotten()]
    assert site.paths() == ["/map", "/b", "/c"]
    reading()
    assert site.paths() == ["/map", "/c"], "the new lastmod is remembered"


def test_many_pages_are_read_over_several_syncs(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sync asks for so many pages at most, the next one goes on; what is there stays."""
    monkeypatch.setattr(sitemap, "MAX_PAGES", 2)
    site.pages["/map"] = Answer(urlset(site, a="2024-06-03", b="2024-06-02", c="2024-06-01"))
    reading = Reading(site, sitemap=f"{site.url}/map", prune=True)
    first = reading()
    assert loaded(first) == [f"{site.url}/a", f"{site.url}/b"]
    assert first[-1] == Notice("1 more pages are read by the next syncs, 2 each time")
    second = reading()
    assert second[:2] == [Unchanged(f"{site.url}/a"), Unchanged(f"{site.url}/b")]
    assert loaded(second) == [f"{site.url}/c"]
    assert len(second) == 3
    site.pages["/map"] = Answer(urlset(site, a="2024-07-03", b="2024-07-02", c="2024-07-01"))
    assert reading()[:3] == [Unchanged(f"{site.url}/{name}") for name in "abc"], (
        "what waits for its turn is still there"
    )
    assert site.paths()[-3:] == ["/map", "/a", "/b"]


def test_page_gone_from_the_web_leaves_though_the_sitemap_names_it(site: Site) -> None:
    """A page that the server has no more goes, while what is only missing in the sitemap stays."""
    site.pages["/map"] = Answer(urlset(site, a="2024-06-01", b="2024-06-01"))
    reading = Reading(site, sitemap=f"{site.url}/map")
    reading()
    site.pages["/map"] = Answer(urlset(site, a="2024-06-02"))
    site.pages["/a"] = Answer(status=404)
    gone, last = reading()
    assert isinstance(gone, Gone)
    assert (gone.article_id, last) == (f"{site.url}/a", Unforgotten())


def test_sitemap_that_cannot_be_read_prunes_nothing(site: Site) -> None:
    """While one file of an index cannot be read, its pages stay, also with prune = true."""
    files = "".join(f"<sitemap><loc>{site.url}/{name}</loc></sitemap>" for name in ("one.xml", "two.xml"))
    site.pages["/index.xml"] = Answer(f"<sitemapindex>{files}</sitemapindex>".encode())
    site.pages["/one.xml"] = Answer(urlset(site, a="2024-06-01"))
    found = Reading(site, sitemap=f"{site.url}/index.xml", prune=True)()
    assert isinstance(found[0], Unread)
    assert found[0].error == f"{site.url}/two.xml is not there (HTTP 404); take it out, or correct it"
    assert found[-1] == Unforgotten()


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"<html></html>", "is no sitemap; give the address of its XML file"),
        (b"no xml", r"is no sitemap \(syntax error: line 1, column 0\); correct the address"),
        (b'<!DOCTYPE urlset [<!ENTITY a "x">]><urlset>&a;</urlset>', "defines entities of its own"),
        (
            b'<!DOCTYPE urlset [<!ENTITY a SYSTEM "file:///etc/passwd">]><urlset>&a;</urlset>',
            "defines entities of its own",
        ),
    ],
)
def test_what_is_no_sitemap(data: bytes, error: str) -> None:
    """Whatever else is there is told as such, and entities are not expanded."""
    with pytest.raises(ItemError, match=error):
        sitemap.parse(data)


def test_sitemap_without_pages_fails_as_a_whole(site: Site) -> None:
    """A sitemap that is missing or empty is an error of the source: nothing that it gave goes."""
    site.pages["/map"] = Answer(b"<urlset></urlset>")
    for path, error in (("/map", "names no page; correct the address"), ("/none", r"is not there \(HTTP 404\)")):
        with pytest.raises(SourceError, match=error):
            Reading(site, sitemap=f"{site.url}{path}", prune=True)()


def test_pages_without_lastmod_all_get_their_turn(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """What has not been read yet goes before what was read, or could not be, at the last sync."""
    monkeypatch.setattr(sitemap, "MAX_PAGES", 2)
    site.pages["/map"] = Answer(urlset(site, none="2024-06-09", a=None, b=None, c=None))
    reading = Reading(site, sitemap=f"{site.url}/map")
    site.put("/none", "<html><body></body></html>")
    assert loaded(reading()) == [f"{site.url}/a"]
    assert loaded(reading()) == [f"{site.url}/b", f"{site.url}/c"]
    site.paths()
    reading()
    assert site.paths() == ["/map", "/none", "/a"]


def test_sitemap_of_more_addresses_than_can_be_kept_is_cut(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The addresses of all files of an index are bounded, and one that is too long to be one is passed over."""
    monkeypatch.setattr(sitemap, "MAX_ADDRESSES", 2)
    site.pages["/map"] = Answer(urlset(site, **{"x" * 3_000: None}, a="2024-06-01", b="2024-06-01", c="2024-06-01"))
    found = Reading(site, sitemap=f"{site.url}/map")()
    assert loaded(found) == [f"{site.url}/a", f"{site.url}/b"]
    assert isinstance(found[0], Unread)
    assert found[0].error == f"{site.url}/map names more than 2 pages; name its parts as sources of their own"
