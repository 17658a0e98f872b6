from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index import processors, quote_finding
from index.quote_finding import QuoteFinding, find
from tests.index.examples import FERRY, HAFEN, article, library, line, quiet, write_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.quote_finding import Numbered

SAID = "„Wir bauen den Kai im Mai“, sagte die Hafenmeisterin Jorid Wennemar in Lindmoor."
SAYING = "“The ferry is full,” said Wilf Arden, a spokesman for the harbour."
KINDS = ((SAID, "de"), (SAYING, "en"), (HAFEN, "de"), (FERRY, None))


def articles(count: int) -> Iterator[Numbered]:
    """Yield articles with and without quotations, numbered from 1."""
    for number in range(1, count + 1):
        text, language = KINDS[number % len(KINDS)]
        yield number, article(f"{text} Nummer {number}.", id=str(number), language=language)


def expected(count: int) -> list[tuple[Numbered, quote_finding.Found]]:
    """Return what is to be found in as many articles."""
    return [((number, one), find(one.text, one.language)) for number, one in articles(count)]


def read(finding: QuoteFinding, count: int) -> list[tuple[Numbered, quote_finding.Found]]:
    """Return what is found."""
    return [((number, one), said) for number, one, said in finding.read(articles(count))]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give out a few articles at a time."""
    monkeypatch.setattr(quote_finding, "_CHUNK", 400)
    monkeypatch.setattr(quote_finding, "_AHEAD", 2000)


def test_quotation_and_its_speaker() -> None:
    """A quotation comes with the words, without endings, that its speaker is looked up by."""
    ((quote, words),) = find(SAID, "de")
    assert quote.span.of(SAID) == "„Wir bauen den Kai im Mai“"
    assert words == ["die", "hafenmeisteri", "jorid", "wennemar"]


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("helpers", [0, 1, 3])
def test_articles_keep_their_order(helpers: int) -> None:
    """With any number of helpers, each article comes in its turn, with the quotations that are found here as well."""
    with QuoteFinding(60, helpers) as finding:
        assert read(finding, 60) == expected(60)
        assert len(finding._running) <= helpers


def test_no_articles() -> None:
    """Nothing to read is nothing found."""
    with QuoteFinding(0, 1) as finding:
        assert read(finding, 0) == []


@pytest.mark.parametrize(("count", "usable", "helpers"), [(300, 4, 0), (301, 4, 3), (301, 1, 0), (10_000, 64, 8)])
def test_helpers_are_started_where_they_pay(
    count: int, usable: int, helpers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Few articles are read here, and so are all of them where there is no other processor; there is an upper limit."""
    monkeypatch.setattr(processors, "usable", lambda: usable)
    with QuoteFinding(count) as finding:
        assert finding._helpers == helpers


@pytest.mark.usefixtures("small")
def test_a_hand_is_lent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever waits for a helper reads meanwhile what none has come to."""
    here: list[str] = []
    found_here = quote_finding.find

    def watched(text: str, language: str | None) -> quote_finding.Found:
        here.append(text)
        return found_here(text, language)

    with QuoteFinding(60, 1) as finding:
        monkeypatch.setattr(quote_finding, "find", watched)
        found = read(finding, 60)
    assert 0 < len(here) < 60
    monkeypatch.undo()
    assert found == expected(60)


@pytest.mark.usefixtures("small")
def test_few_lie_ahead() -> None:
    """As many articles are taken as may lie ahead, and not the whole archive."""
    taken: list[int] = []

    def watched() -> Iterator[Numbered]:
        for number, one in articles(200):
            taken.append(number)
            yield number, one

    with QuoteFinding(200, 1) as finding:
        found = finding.read(watched())
        assert 20 < len(taken) < 60
        next(found)
        assert len(taken) < 60


@pytest.mark.usefixtures("small")
def test_helper_that_is_killed() -> None:
    """What a helper does not come to, because the system has killed it, is found here."""
    with QuoteFinding(60, 1) as finding:
        found = finding.read(articles(60))
        first = next(found)
        (helper,) = finding._running
        helper.kill()
        assert [((number, one), said) for number, one, said in (first, *found)] == expected(60)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("python", ["/no/such/python", "", None])
def test_helper_that_cannot_be_started(python: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no other process can be started, or nobody knows where Python is, all is found here."""
    monkeypatch.setattr(sys, "executable", python)
    with QuoteFinding(20, 2) as finding:
        assert read(finding, 20) == expected(20)
        assert finding._running == []


def test_helper_imports_nothing_from_the_users_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of the user that has the name of a module is not taken for it."""
    (tmp_path / "pickle.py").write_text("open('imported', 'w').close()\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PYTHONPATH", raising=False)
    with QuoteFinding(60, 1) as finding:
        assert read(finding, 60) == expected(60)
    assert [path.name for path in tmp_path.iterdir()] == ["pickle.py"]


@pytest.mark.usefixtures("small")
def test_helper_of_which_something_else_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a module of the installation prints something before a helper answers, all is found here."""
    (tmp_path / "sitecustomize.py").write_text("print('cannot say\\nnothing', flush=True)\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with QuoteFinding(20, 1) as finding:
        assert read(finding, 20) == expected(20)


@pytest.mark.usefixtures("small")
def test_helpers_end_with_the_reading() -> None:
    """Whatever ends the reading, Ctrl+C too, no helper is left."""
    finding = QuoteFinding(200, 2)

    def interrupted() -> None:
        with finding:
            next(finding.read(articles(200)))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert finding._running
    assert all(helper.returncode == -signal.SIGKILL for helper in finding._running)


@pytest.mark.usefixtures("small")
def test_nothing_is_read_once_the_reading_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever stops does not wait until somebody has read here what a killed helper was reading."""
    here: list[str] = []

    def watched(text: str, language: str | None) -> quote_finding.Found:
        here.append(text)
        return find(text, language)

    monkeypatch.setattr(quote_finding, "find", watched)
    with QuoteFinding(200, 2) as finding:
        next(finding.read(articles(200)))
        here.clear()
    assert here == []


@pytest.mark.skipif(not hasattr(os, "getpgid"), reason="groups of processes as POSIX has them")
def test_ctrl_c_is_for_the_parent() -> None:
    """A helper is of another group than the one that a terminal interrupts: it has nothing to say to that."""
    with QuoteFinding(9, 1) as finding:
        assert read(finding, 9) == expected(9)
        (helper,) = finding._running
        assert os.getpgid(helper.pid) == helper.pid


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="waits for processes as Linux has it")
def test_helper_ends_when_its_parent_is_killed() -> None:
    """A parent that is killed leaves no helper behind."""
    code = (
        "from tests.index.test_quote_finding import articles\n"
        "from index.quote_finding import QuoteFinding\n"
        "finding = QuoteFinding(9, 1).__enter__()\n"
        "next(finding.read(articles(9)))\n"
        "print(finding._running[0].pid, flush=True)\n"
        "input()\n"
    )
    root = Path(__file__).parents[2]
    command, pipe = [sys.executable, "-c", code], subprocess.PIPE
    with subprocess.Popen(command, cwd=root, stdin=pipe, stdout=pipe, text=True) as parent:  # noqa: S603 -- ours
        assert parent.stdout is not None
        helper = os.pidfd_open(int(parent.stdout.readline()))
        try:
            assert select.select([helper], [], [], 0)[0] == []
            parent.send_signal(signal.SIGKILL)
            assert select.select([helper], [], [], 30)[0] == [helper]
        finally:
            os.close(helper)


def test_library_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sync with helpers stores the quotations that one without them stores."""
    lines = [
        line(f"{number:02}", f"{KINDS[number % 4][0]} Nummer {number}.", language=KINDS[number % 4][1] or "en")
        for number in range(40)
    ]
    stored = []
    for name, few in (("with", 1), ("without", 100)):
        monkeypatch.setattr(quote_finding, "FEW", few)
        monkeypatch.setattr(processors, "usable", lambda: 3)
        write_lines(tmp_path / name / "articles" / "a.jsonl", *lines)
        found = library(tmp_path / name)
        found.sync(quiet)
        stored.append([(one.id, found.quotes_of(one)) for one in found.articles()])
    assert stored[0] == stored[1]
    assert sum(len(quotes) for _, quotes in stored[0]) == 20
