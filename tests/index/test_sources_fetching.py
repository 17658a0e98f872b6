from __future__ import annotations

import gzip
import socket
import threading
from contextlib import closing, suppress
from typing import TYPE_CHECKING

import httpcore
import pytest

from index.errors import AddressError, GoneError, ItemError
from index.sources.connecting import CheckedBackend
from index.sources.fetching import gunzipped, unpacked
from index.sync_records import Visit
from tests.index.web import HOST, Answer, HandClock, Site, gives, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

MB = 1_000_000


@pytest.fixture
def site() -> Iterator[Site]:
    """Run a site."""
    with serving() as running:
        yield running


def test_page_comes_with_what_the_server_says_of_it(site: Site) -> None:
    """A document has its body, its type and encoding, and what is needed to ask whether it has changed."""
    headers = {
        "Content-Type": "Text/HTML; charset=ISO-8859-1",
        "ETag": '"1"',
        "Last-Modified": "Mon, 03 Jun 2024 10:00:00 GMT",
    }
    site.pages["/a"] = Answer("Fähre".encode("latin-1"), headers=headers)
    document = site.reader().get(f"{site.url}/a")
    assert document is not None
    assert (document.url, document.body, document.content_type, document.charset, document.etag, document.modified) == (
        f"{site.url}/a", "Fähre".encode("latin-1"), "text/html", "iso-8859-1", '"1"', "Mon, 03 Jun 2024 10:00:00 GMT",
    )  # fmt: skip
    asked = site.asked[0][1]
    assert asked["user-agent"].startswith("article-bot")
    assert asked["accept-encoding"] == "gzip"


def test_unchanged_page_is_not_sent_again(site: Site) -> None:
    """With what was remembered of the last visit, a page that is as it was is None."""
    site.put("/a", "x", etag='"1"')
    assert site.reader().get(f"{site.url}/a", Visit(f"{site.url}/a", 1, '"1"', "Mon, 03 Jun 2024 10:00:00 GMT")) is None
    assert site.asked[0][1]["if-none-match"] == '"1"'
    assert site.asked[0][1]["if-modified-since"] == "Mon, 03 Jun 2024 10:00:00 GMT"
    assert site.reader().get(f"{site.url}/a", Visit(f"{site.url}/a", 1, '"old"')) is not None


def test_redirects_are_followed_to_their_end(site: Site) -> None:
    """A page that has moved is read where it is now; relative targets and fragments included."""
    site.pages["/a"] = Answer(status=301, headers={"Location": "b?x=1"})
    site.pages["/b?x=1"] = Answer(status=302, headers={"Location": f"{site.url}/c#part"})
    site.put("/c", "there")
    document = site.reader().get(f"{site.url}/a")
    assert document is not None
    assert (document.url, document.body) == (f"{site.url}/c", b"there")


def test_redirects_without_end_are_an_error(site: Site) -> None:
    """Pages that send on to each other for ever are left after five times."""
    site.pages["/a"] = Answer(status=302, headers={"Location": "/a"})
    with pytest.raises(ItemError, match=r"^redirects more than 5 times; write the address at which it ends$"):
        site.reader().get(f"{site.url}/a")
    assert len(site.paths()) == 6


def test_loopback_is_refused_unless_the_config_allows_it(site: Site) -> None:
    """Nothing is asked of a host inside that the config does not name."""
    with pytest.raises(AddressError, match=r"leads to 127\.0\.0\.1, .* write allow_hosts = \[\"127\.0\.0\.1\"\]"):
        site.reader(allow=()).get(f"{site.url}/a")
    assert site.asked == []


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1:{port}/secret", "http://localhost:{port}/secret", "http://2130706433:{port}/secret",
        "http://0x7f.1:{port}/secret", "http://[::1]:{port}/secret", "http://[::ffff:127.0.0.1]:{port}/secret",
        "http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "http://0.0.0.0:{port}/secret",
    ],
)  # fmt: skip
def test_redirect_to_the_inside_is_refused(site: Site, target: str) -> None:
    """A page outside cannot send the reader to an address inside, however it is written."""
    site.pages["/a"] = Answer(status=302, headers={"Location": target.format(port=site.port)})
    site.put("/secret", "secret")

    def resolve(host: str, port: int) -> list[str]:
        from index.sources.addresses import resolve as real  # noqa: PLC0415 -- the one that is used otherwise

        return [HOST] if host == "news.example" else real(host, port)

    with pytest.raises(AddressError, match="is not on the public internet"):
        site.reader(allow=["news.example"], resolve=resolve).get(f"http://news.example:{site.port}/a")
    assert site.paths() == ["/a"]


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://news.example/a", "javascript:alert(1)", "http://", "gopher://x"]
)
def test_other_schemes_are_refused(site: Site, target: str) -> None:
    """Only http and https are read."""
    site.pages["/a"] = Answer(status=302, headers={"Location": target})
    with pytest.raises((AddressError, ItemError), match=r"no http or https address|redirects more than|cannot be read"):
        site.reader().get(f"{site.url}/a")
    with pytest.raises(AddressError, match="no http or https address"):
        site.reader().get(target)


def test_what_was_checked_is_what_is_connected_to() -> None:
    """A name that leads elsewhere the second time (DNS rebinding) wins nothing: it is asked for once a connection."""
    answers = [["8.8.8.8", "8.8.4.4"], [HOST]]
    backend = CheckedBackend((), lambda _host, _port: answers.pop(0))
    backend._sockets = sockets = _NoSockets()
    with pytest.raises(httpcore.ConnectError, match=r"^nobody answers at 8\.8\.4\.4$"):
        backend.connect_tcp("news.example", 80)
    assert (sockets.asked, answers) == (["8.8.8.8", "8.8.4.4"], [[HOST]])
    with pytest.raises(AddressError, match=r"leads to 127\.0\.0\.1"):
        backend.connect_tcp("news.example", 80)
    assert len(sockets.asked) == 2


class _NoSockets(httpcore.SyncBackend):
    """Notes which addresses are connected to; nobody answers."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def connect_tcp(self, host: str, *_: object, **__: object) -> httpcore.NetworkStream:
        """Fail, as at an address where nothing is."""
        self.asked.append(host)
        raise httpcore.ConnectError(f"nobody answers at {host}")


def test_packed_page_is_unpacked(site: Site) -> None:
    """What is sent as gzip is read as what it holds."""
    site.pages["/a"] = Answer(gzip.compress(b"x" * 1000), headers={"Content-Encoding": "gzip"})
    document = site.reader().get(f"{site.url}/a")
    assert document is not None
    assert document.body == b"x" * 1000


def test_packed_page_is_measured_unpacked(site: Site) -> None:
    """A page of a few kilobytes that unpacks to more than allowed is not read to its end."""
    site.pages["/a"] = Answer(gzip.compress(b"\0" * (20 * MB)), headers={"Content-Encoding": "gzip"})
    with pytest.raises(ItemError, match=r"^is larger than 2 MB; raise max_megabytes under \[web\], if that is right$"):
        site.reader(max_megabytes=2).get(f"{site.url}/a")


@pytest.mark.parametrize(
    ("body", "encoding", "error"),
    [
        (gzip.compress(b"x" * 1000)[:-12], "gzip", "ends too early"),
        (b"no gzip", "gzip", "is damaged gzip data"),
        (b"x", "br", r"is packed in a way that was not asked for \(br\)"),
    ],
)
def test_damaged_packing_is_an_error(site: Site, body: bytes, encoding: str, error: str) -> None:
    """What cannot be unpacked is told as such."""
    site.pages["/a"] = Answer(body, headers={"Content-Encoding": encoding})
    with pytest.raises(ItemError, match=error):
        site.reader().get(f"{site.url}/a")


def test_endless_page_is_left(site: Site) -> None:
    """A page that never ends is left at the size that is allowed, or at the time."""
    site.pages["/a"] = Answer(b"x" * 60_000, repeat=10_000)
    with pytest.raises(ItemError, match="is larger than 1 MB"):
        site.reader(max_megabytes=1).get(f"{site.url}/a")
    with pytest.raises(ItemError, match="takes longer than 120 s to arrive"):
        site.reader(max_megabytes=900, clock=HandClock(step=30)).get(f"{site.url}/a")


@pytest.mark.parametrize("answer", [Answer(hang=True), Answer(b"half", hang=True)])
def test_silent_server_is_asked_three_times(site: Site, answer: Answer) -> None:
    """A server that says nothing, or stops in the middle, is given three chances."""
    site.pages["/a"] = answer
    clock = HandClock()
    with pytest.raises(
        ItemError, match=r"^cannot be read: the server says nothing for 0\.3 s; the next sync tries again$"
    ):
        site.reader(clock=clock).get(f"{site.url}/a")
    assert (len(site.paths()), clock.naps) == (3, [2.0, 4.0])


def test_broken_connection_is_tried_again(site: Site) -> None:
    """A page that ends before its time is asked for again."""
    site.pages["/a"] = [Answer(b"half", headers={"Content-Length": "100"}, repeat=1), Answer(b"whole")]
    document = site.reader().get(f"{site.url}/a")
    assert document is not None
    assert document.body == b"whole"


def test_busy_server_is_given_the_time_that_it_asks_for(site: Site) -> None:
    """Retry-After is kept to, up to a minute; without it, the waits double."""
    clock = HandClock()
    site.pages["/a"] = [
        Answer(status=503, headers={"Retry-After": "7"}),
        Answer(status=429, headers={"Retry-After": "9999"}),
        Answer(b"x"),
    ]
    assert site.reader(clock=clock).get(f"{site.url}/a") is not None
    assert clock.naps == [7.0, 60.0]


@pytest.mark.parametrize(("status", "error"), [(404, GoneError), (410, GoneError), (403, ItemError), (501, ItemError)])
def test_refusal_is_not_asked_again(site: Site, status: int, error: type[ItemError]) -> None:
    """What the server refuses for good is told at once; a page that is not there is told apart."""
    site.pages["/a"] = Answer(status=status)
    with pytest.raises(ItemError) as caught:
        site.reader().get(f"{site.url}/a")
    assert (type(caught.value), len(site.paths())) == (error, 1)


def test_name_that_is_not_known_is_an_error(site: Site) -> None:
    """A host that does not exist is one line."""

    def resolve(_host: str, _port: int) -> list[str]:
        raise OSError("Name or service not known")

    with pytest.raises(ItemError, match=r"^cannot be read: the name news\.example cannot be resolved: Name or service"):
        site.reader(resolve=resolve).get("http://news.example/a")


def test_one_request_a_second_and_host(site: Site) -> None:
    """Between two requests to one host there is a pause; another host need not wait for it."""
    clock = HandClock()
    web = site.reader(allow=["a.example", "b.example"], resolve=gives(HOST), clock=clock, pause=1.0)
    site.put("/", "x")
    for host in ("a", "a", "b", "a"):
        web.get(f"http://{host}.example:{site.port}/")
    assert clock.naps == [1.0, 1.0]


ROBOTS = (
    b"User-agent: *\nDisallow: /\n\nUser-agent: article-bot\nDisallow: /private\nAllow: /private/open\nCrawl-delay: 5\n"
)


def test_robots_txt_is_kept_to(site: Site) -> None:
    """What a site closes to robots is not read, also not by a redirect; its file is read once."""
    site.pages["/robots.txt"] = Answer(ROBOTS)
    site.put("/a", "x")
    site.put("/private/open", "x")
    site.pages["/b"] = Answer(status=302, headers={"Location": "/private/c"})
    clock = HandClock()
    web = site.reader(clock=clock)
    assert web.get(f"{site.url}/a", robots=True) is not None
    assert web.get(f"{site.url}/private/open", robots=True) is not None
    for path in ("/private/x", "/b"):
        with pytest.raises(
            ItemError, match=r"^is closed to robots by the site's robots\.txt; ask the site to let article-bot in$"
        ):
            web.get(f"{site.url}{path}", robots=True)
    assert [path for path, _ in site.asked] == ["/robots.txt", "/a", "/private/open", "/b"]
    assert clock.naps == [5.0, 5.0]


def test_site_that_wants_a_day_between_requests_gets_a_minute(site: Site) -> None:
    """A crawl delay without measure does not stop a sync."""
    site.pages["/robots.txt"] = Answer(b"User-agent: *\nCrawl-delay: 86400")
    site.put("/a", "x")
    clock = HandClock()
    web = site.reader(clock=clock)
    for _ in range(2):
        web.get(f"{site.url}/a", robots=True)
    assert clock.naps == [60.0]


def test_server_that_is_away_is_not_asked_for_each_page(site: Site) -> None:
    """After three pages that a host did not give, the rest of its pages wait for the next sync; other hosts do not."""
    web = site.reader(allow=["a.example", "b.example"], resolve=gives(HOST))
    for path in "abcd":
        site.pages[f"/{path}"] = Answer(status=500)
    for path in "abc":
        with pytest.raises(ItemError, match="the server answers HTTP 500"):
            web.get(f"http://a.example:{site.port}/{path}")
    site.paths()
    with pytest.raises(ItemError, match=r"^is not asked for, because its server has not answered; the next sync tries"):
        web.get(f"http://a.example:{site.port}/d")
    assert site.paths() == []
    with pytest.raises(ItemError, match="the server answers HTTP 500"):
        web.get(f"http://b.example:{site.port}/d")


def test_page_that_comes_makes_up_for_others(site: Site) -> None:
    """Only failures in a row count."""
    web = site.reader()
    site.pages["/a"] = Answer(status=500)
    site.put("/b", "x")
    for path in "aabaabaab":
        if path == "b":
            assert web.get(f"{site.url}/b") is not None
        else:
            with pytest.raises(ItemError, match="the server answers HTTP 500"):
                web.get(f"{site.url}/a")


def test_site_without_robots_txt_is_open(site: Site) -> None:
    """No robots.txt closes nothing; one that cannot be read closes everything (RFC 9309)."""
    site.put("/a", "x")
    assert site.reader().get(f"{site.url}/a", robots=True) is not None
    site.pages["/robots.txt"] = Answer(status=500)
    with pytest.raises(
        ItemError, match=r"is not read, because the site's robots\.txt cannot be read: the server answers HTTP 500"
    ):
        site.reader().get(f"{site.url}/a", robots=True)


def test_gunzipped_is_bounded() -> None:
    """A packed file is unpacked up to its limit; one that is not packed is as it was."""
    assert gunzipped(b"<urlset/>", 5) == b"<urlset/>"
    assert gunzipped(gzip.compress(b"abc"), 3) == b"abc"
    with pytest.raises(ItemError, match="is larger than"):
        gunzipped(gzip.compress(b"\0" * MB), 1000)


@pytest.mark.parametrize(
    ("headers", "error"),
    [
        ({"Location": "http://[bad"}, "is no http or https address"),
        ({"Location": "http://xn--a/"}, "correct the address"),
        ({"Retry-After": "\u00b2"}, "answers HTTP 503"),
        ({"Retry-After": "Mon, 01 Jan 99999999999999999999 00:00:00 GMT"}, "answers HTTP 503"),
    ],
)
def test_header_of_nonsense_is_an_error_of_that_page(site: Site, headers: dict[str, str], error: str) -> None:
    """Whatever a server sends, it ends the reading of its own page only."""
    site.pages["/a"] = Answer(status=302 if "Location" in headers else 503, headers=headers)
    with pytest.raises(ItemError, match=error):
        site.reader().get(f"{site.url}/a")


def test_what_follows_the_end_of_packed_data_is_not_kept() -> None:
    """A body that goes on without end after its packed data has ended is left there."""

    def body() -> Iterator[bytes]:
        yield gzip.compress(b"x")
        pytest.fail("it is read on")

    assert b"".join(unpacked(body(), "gzip")) == b"x"


def test_endless_headers_are_left(site: Site) -> None:
    """A server that promises an answer again and again, and never gives it, is not waited for."""
    with closing(socket.create_server((HOST, 0))) as server:

        def promise() -> None:
            with suppress(OSError), closing(server.accept()[0]) as connection:
                while True:
                    connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n" * 100)

        thread = threading.Thread(target=promise, daemon=True)
        thread.start()
        web = site.reader(clock=HandClock(step=10.0))
        with pytest.raises(ItemError, match="takes longer than 120 s to arrive"):
            web.get(f"http://{HOST}:{server.getsockname()[1]}/")
        thread.join(10)
        assert not thread.is_alive()
