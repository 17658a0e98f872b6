from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from index.config import SourceConfig
from index.dates import PartialDate
from index.errors import SourceError
from index.sources import feed as feeds
from index.sources import load
from index.sources.folder import load_path
from index.sync_records import Loaded, Notice, Unchanged, Unforgotten, Unread, Visit
from tests.index.examples import article
from tests.index.web import Answer, HandClock, Site, page, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from index.records import Article
    from index.sync_records import SourceItem

LONG = " ".join(f"Im Hafen von Lindmoor liegt am Kai Nummer {number} ein Kahn." for number in range(40))


@pytest.fixture
def site() -> Iterator[Site]:
    """Run a site."""
    with serving() as running:
        yield running


def feed(*items: str) -> str:
    """Return a feed of these entries."""
    return f'<rss version="2.0"><channel><title>Landbote</title><language>de</language>{"".join(items)}</channel></rss>'


def item(key: str, text: str, title: str = "Kai frei", date: str = "Mon, 03 Jun 2024 10:00:00 GMT") -> str:
    """Return an entry that links to the page of its id."""
    return (
        f'<item><guid isPermaLink="false">{key}</guid><title>{title}</title><link>/{key}</link>'
        f"<pubDate>{date}</pubDate><description>{text}</description></item>"
    )


class Reading:
    """Reads a source again and again, and remembers what it is to remember."""

    def __init__(self, site: Site, **options: Any) -> None:  # noqa: ANN401 -- the options of the source
        self.source = SourceConfig(name="archive", feed=f"{site.url}/feed", **options)
        self.web = site.reader()
        self.known: dict[str, Visit] = {}

    def __call__(self) -> list[SourceItem]:
        """Return what the source gives, without the visits."""
        found = list(load(self.source, self.web, self.known))
        self.known |= {one.url: one for one in found if isinstance(one, Visit)}
        return [one for one in found if not isinstance(one, Visit)]


def articles(items: list[SourceItem]) -> dict[str, Article]:
    """Return the articles by their id."""
    return {one.article.id: one.article for one in items if isinstance(one, Loaded)}


def put(site: Site, *items: str, etag: str | None = None) -> None:
    """Put a feed up."""
    site.put("/feed", feed(*items), etag, "application/rss+xml")


def test_whole_entry_is_the_article(site: Site) -> None:
    """An entry that has the whole text is taken as it is; nothing else is asked for."""
    put(site, item("1", LONG))
    assert Reading(site)() == [
        Loaded(
            article(
                LONG, id="1", title="Kai frei", url=f"{site.url}/1", language="de", outlet="Landbote", origin="1",
                published=PartialDate(2024, 6, 3, "10:00:00+00:00"),
            )
        ),
        Unforgotten(),
    ]  # fmt: skip
    assert site.paths() == ["/feed"]


def test_teaser_is_replaced_by_the_page(site: Site) -> None:
    """Where the entry is only a teaser, the text is the linked page's; title and date stay the feed's."""
    put(site, item("1", "Ein Kahn …"))
    site.put("/1", page("Ein anderer Titel", *LONG.split("9 ein Kahn. ")))
    found = articles(Reading(site)())["1"]
    assert found.text.startswith("Im Hafen von Lindmoor liegt am Kai Nummer 0 ein Kahn.")
    assert len(found.text) > 1000
    assert (found.title, str(found.published)) == ("Kai frei", "2024-06-03T10:00:00+00:00")
    assert site.paths() == ["/feed", "/1"]


def test_page_says_what_the_feed_does_not(site: Site) -> None:
    """Title and date that the entry lacks are the page's."""
    put(site, '<item><guid isPermaLink="false">1</guid><link>/1</link><description>Ein Kahn …</description></item>')
    site.put("/1", page("Kai frei", LONG))
    found = articles(Reading(site)())["1"]
    assert (found.title, found.published) == ("Kai frei", PartialDate(2024, 6, 3))


def test_full_text_can_be_switched_off(site: Site) -> None:
    """With full_text = false a teaser stays a teaser."""
    put(site, item("1", "Ein Kahn …"))
    assert articles(Reading(site, full_text=False)())["1"].text == "Ein Kahn …"
    assert site.paths() == ["/feed"]


def test_switch_of_full_text_is_seen_though_the_feed_is_as_it_was(site: Site) -> None:
    """A feed that is to be read otherwise is read again."""
    put(site, item("1", "Ein Kahn …"), etag='"1"')
    site.put("/1", page("Der Kai ist frei", LONG))
    reading = Reading(site)
    assert articles(reading())["1"].text == LONG
    reading.source = reading.source.model_copy(update={"full_text": False})
    assert articles(reading())["1"].text == "Ein Kahn …"
    assert reading() == [Unforgotten()]


def test_unchanged_feed_is_not_read_again(site: Site) -> None:
    """A feed that is not modified keeps everything, and its pages are not asked for."""
    put(site, item("1", "Ein Kahn …"), etag='"1"')
    site.put("/1", page("Der Kai ist frei", LONG))
    reading = Reading(site)
    reading()
    site.paths()
    assert reading() == [Unforgotten()]
    assert site.paths() == ["/feed"]


def test_only_entries_that_changed_are_read_again(site: Site) -> None:
    """Of a feed that changed, the pages of the entries that are as they were are not asked for."""
    for key in "12":
        site.put(f"/{key}", page("Der Kai ist frei", LONG))
    put(site, item("1", "Ein Kahn …"), item("2", "Zwei Kähne …"), etag='"1"')
    reading = Reading(site)
    reading()
    site.paths()
    put(site, item("1", "Ein Kahn …"), item("2", "Zwei Kähne …", title="Neu"), etag='"2"')
    found = reading()
    assert (found[0], articles(found)["2"].title, found[-1]) == (Unchanged("1"), "Neu", Unforgotten())
    assert site.paths() == ["/feed", "/2"]


def test_page_that_cannot_be_read_is_tried_again(site: Site) -> None:
    """While the page of a teaser cannot be read, the teaser is the article; the next sync asks again."""
    put(site, item("1", "Ein Kahn …"), etag='"1"')
    site.pages["/1"] = [
        Answer(status=403),
        Answer(status=403),
        Answer(page("Der Kai ist frei", LONG).encode(), headers={"Content-Type": "text/html"}),
    ]
    reading = Reading(site)
    (first, _) = reading()
    assert isinstance(first, Loaded)
    assert first.article.text == "Ein Kahn …"
    assert first.warning == (
        f"{site.url}/1 cannot be read: the server answers HTTP 403; open it in a browser; the feed's own text is taken"
    )
    (again, _) = reading()
    assert again == first, "it stays the teaser while the page cannot be read"
    assert articles(reading())["1"].text == LONG


def test_changed_entry_whose_page_cannot_be_read_keeps_what_it_gave(site: Site) -> None:
    """A full text is not replaced by a teaser because the server is away."""
    put(site, item("1", "Ein Kahn …"), etag='"1"')
    site.put("/1", page("Der Kai ist frei", LONG))
    reading = Reading(site)
    reading()
    put(site, item("1", "Ein Kahn …", title="Neu"), etag='"2"')
    site.pages["/1"] = Answer(status=403)
    unread, last = reading()
    assert isinstance(unread, Unread)
    assert (unread.origin, last) == ("1", Unforgotten())
    site.put("/1", page("Der Kai ist frei", LONG))
    assert articles(reading())["1"].title == "Neu", "the next sync asks again, though the feed is as it was"


def test_pruned_feed_forgets(site: Site) -> None:
    """With prune = true, what is not in the feed any more is not said to be valid."""
    put(site, item("1", LONG))
    assert Unforgotten() not in Reading(site, prune=True)()


def test_entry_without_text_is_not_read(site: Site) -> None:
    """An entry that has no text, and whose page cannot be read, is reported, and the others go in."""
    put(site, item("1", ""), item("2", LONG))
    unread, loaded, _ = Reading(site)()
    assert isinstance(unread, Unread)
    assert unread.error == f"{site.url}/1 is not there (HTTP 404); take it out, or correct it"
    assert isinstance(loaded, Loaded)


def test_date_that_cannot_be_read_is_a_doubt(site: Site) -> None:
    """An article whose date cannot be read is kept without one."""
    put(site, item("1", LONG, date="gestern"))
    loaded = Reading(site)()[0]
    assert isinstance(loaded, Loaded)
    assert (loaded.article.published, loaded.warning) == (
        None, "the entry 1 has a date that cannot be read ('gestern'); it is kept without one",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("<html></html>", "is no feed; give the address of its RSS, Atom or JSON file"),
        (feed(), "has no entries; open it in a browser, and correct the address"),
    ],
)
def test_what_is_no_feed_fails_as_a_whole(site: Site, text: str, error: str) -> None:
    """An address without a feed, or with an empty one, is an error of the source: nothing that it gave goes."""
    site.put("/feed", text)
    with pytest.raises(SourceError) as caught:
        Reading(site)()
    assert str(caught.value) == f"{site.url}/feed {error}"


def test_feed_in_a_file(tmp_path: Path) -> None:
    """A feed that lies in a folder gives its entries as they stand there; XML that is no feed is left out."""
    (tmp_path / "a.rss").write_text(feed(item("1", "Ein Kahn …"), item("2", "")), encoding="utf-8")
    (tmp_path / "b.xml").write_text("<project/>", encoding="utf-8")
    loaded, unread, notice = load_path(SourceConfig(name="archive", path=tmp_path))
    assert isinstance(loaded, Loaded)
    assert (loaded.article.id, loaded.article.text, loaded.article.origin) == ("1", "Ein Kahn …", "a.rss")
    assert unread == Unread("a.rss", "a.rss, entry 2, is empty; write the article into it, or take it out")
    assert notice == Notice("b.xml is no feed; give the address of its RSS, Atom or JSON file; it is left out")


def test_pages_of_a_long_feed_are_read_over_several_syncs(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sync asks for so many pages at most, and the next one goes on though the feed is as it was."""
    monkeypatch.setattr(feeds, "MAX_PAGES", 2)
    put(site, *(item(key, f"Kahn {key} …") for key in "123"), item("4", LONG), etag='"1"')
    for key in "123":
        site.put(f"/{key}", page("Der Kai ist frei", f"{LONG} {key}"))
    reading = Reading(site, prune=True)
    first = reading()
    assert list(articles(first)) == ["1", "2", "4"]
    assert first[-1] == Notice("the pages of 1 more entries are read by the next syncs, 2 each time")
    assert list(articles(reading())) == ["3"]
    assert reading() == [Unforgotten()]


def test_slow_pages_of_a_feed_do_not_hold_up_everything(site: Site) -> None:
    """A source is read for half an hour at most; others wait for the same sync."""
    put(site, *(item(key, f"Kahn {key} …") for key in "123"))
    for key in "123":
        site.put(f"/{key}", page("Der Kai ist frei", f"{LONG} {key}"))
    reading = Reading(site)
    reading.web = site.reader(clock=HandClock(), pause=1000.0)
    assert list(articles(reading())) == ["1"]
