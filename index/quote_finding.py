"""Who says what in many articles, found in other processes while this one loads the model and cuts passages.

Finding takes two thirds of the time that an article takes before it is encoded, is pure Python, and needs nothing but
the text; so it can be anybody's work: 1,000 articles were cut in 7.3 s with the loading of the model, and now in 4.5.

A helper is another Python that calls `help_out`. It reads articles from its standard input and ends when that does,
which is when its parent ends, however that comes. Where one cannot be started or is killed, its part is done here.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import local
from typing import TYPE_CHECKING, BinaryIO, Self

from index import processors, quotes, speakers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.records import Article, Quote

    Found = list[tuple[Quote, list[str]]]
    """The quotations of an article, each with the words that its speaker is looked up by."""
    Text = tuple[str, str | None]
    """The text of an article, and its language."""
    Numbered = tuple[int, Article]

FEW = 300
"""Articles that are read here sooner than a helper has started, which takes it .3 s."""
_CHUNK = 100_000
"""Characters that a helper is given at once, unless one article has more: a fifth of a second of work."""
_AHEAD = 4_000_000
"""Characters that are given out before the first of them is asked for."""
_MOST = 8
"""Helpers; with more of them, the process that cuts and stores would not keep up."""


def find(text: str, language: str | None) -> Found:
    """Return an article's quotations, each with the words that its speaker is looked up by."""
    found = []
    for quote in quotes.find(text, language):
        said_by = None if quote.speaker is None else quote.speaker.of(text)
        found.append((quote, list(speakers.looked_up_by(quote.name, quote.role, said_by))))
    return found


class _Part:
    """Articles that are given out together."""

    def __init__(self, articles: list[Numbered], found: Future[list[Found]]) -> None:
        self.articles = articles
        self.size = sum(len(article.text) for _, article in articles)
        self.found = found


class QuoteFinding:
    """Finds the quotations of articles. A context manager: its end is the end of its helpers."""

    def __init__(self, count: int, helpers: int | None = None) -> None:
        """Get ready for `count` articles, with so many helpers; None: what that and the processors suggest."""
        spare = min(_MOST, processors.usable() - 1) if count > FEW else 0
        self._helpers = spare if helpers is None else helpers
        self._threads = ThreadPoolExecutor(max(1, self._helpers), "quotes")
        self._own = local()
        self._running: list[subprocess.Popen[bytes]] = []
        self._is_over = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over = True
        for one in self._running:
            one.kill()  # it keeps nothing; and whoever waits for its answer goes on
        self._threads.shutdown(cancel_futures=True)
        for one in self._running:
            one.kill()  # also what was just being started
            one.communicate()

    def read(self, articles: Iterator[Numbered]) -> Iterator[tuple[int, Article, Found]]:
        """Return what yields the articles in their order, with their quotations; the first are given out at once."""
        if not self._helpers:
            return ((number, article, find(article.text, article.language)) for number, article in articles)
        chunks = _chunks(articles)
        ahead: deque[_Part] = deque()
        self._give_out(chunks, ahead)
        return self._collected(chunks, ahead)

    def _collected(self, chunks: Iterator[list[Numbered]], ahead: deque[_Part]) -> Iterator[tuple[int, Article, Found]]:
        while ahead:
            first = ahead[0]
            while not first.found.done() and _lend_a_hand(ahead):
                pass
            found = first.found.result()
            ahead.popleft()
            self._give_out(chunks, ahead)
            for (number, article), said in zip(first.articles, found, strict=True):
                yield number, article, said

    def _give_out(self, chunks: Iterator[list[Numbered]], ahead: deque[_Part]) -> None:
        """Give out as many articles as may lie ahead."""
        size = sum(one.size for one in ahead)
        while size < _AHEAD and (chunk := next(chunks, None)):
            ahead.append(_Part(chunk, self._threads.submit(self._ask, _texts(chunk))))
            size += ahead[-1].size

    def _ask(self, texts: list[Text]) -> list[Found]:
        """Have this thread's helper read texts; without one that answers, read them here."""
        if not hasattr(self._own, "helper"):
            self._own.helper = self._start()
        helper: subprocess.Popen[bytes] | None = self._own.helper
        if helper is not None and not self._is_over:
            try:
                assert helper.stdin is not None  # noqa: S101 -- it was started with pipes
                assert helper.stdout is not None  # noqa: S101 -- as above
                pickle.dump(texts, helper.stdin)
                helper.stdin.flush()
                answer: list[Found] = pickle.load(helper.stdout)  # noqa: S301 -- what this very file has written
            except Exception:  # noqa: BLE001 -- what it wrote may be broken off, or begin with what a module printed
                self._own.helper = None
            else:
                return answer
        return [] if self._is_over else [find(*one) for one in texts]

    def _start(self) -> subprocess.Popen[bytes] | None:
        # It imports what this process would, and nothing from the folder that the user happens to be in.
        path = [*sys.path, str(Path(__file__).parents[1])]
        code = f"import sys; sys.path[:] = {path!r}; from {__name__} import help_out; help_out()"
        pipe = subprocess.PIPE
        try:
            # Of a group of its own: Ctrl+C is for the parent, whose end is this one's.
            helper = subprocess.Popen(  # noqa: S603 -- this file
                [sys.executable or "", "-P", "-c", code], stdin=pipe, stdout=pipe, process_group=0
            )
        except (OSError, ValueError):
            return None
        self._running.append(helper)
        return helper


def _lend_a_hand(ahead: deque[_Part]) -> bool:
    """Read here what no helper has come to, from the far end, where they come to last; False if there is nothing."""
    for part in reversed(ahead):
        if part.found.cancel():
            part.found = Future()
            part.found.set_result([find(*one) for one in _texts(part.articles)])
            return True
    return False


def _texts(articles: list[Numbered]) -> list[Text]:
    return [(article.text, article.language) for _, article in articles]


def _chunks(articles: Iterator[Numbered]) -> Iterator[list[Numbered]]:
    chunk: list[Numbered] = []
    size = 0
    for one in articles:
        chunk.append(one)
        size += len(one[1].text)
        if size >= _CHUNK:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def serve(source: BinaryIO, target: BinaryIO) -> None:
    """Answer each list of texts with the quotations of each, until there are no more."""
    while True:
        try:
            texts: Sequence[Text] = pickle.load(source)  # noqa: S301 -- the parent has written it
        except EOFError:
            return
        pickle.dump([find(*one) for one in texts], target)
        target.flush()


def help_out() -> None:
    """Be a helper, until the parent wants no more."""
    try:
        serve(sys.stdin.buffer, sys.stdout.buffer)
    except BrokenPipeError:
        os._exit(0)  # the parent is gone; nothing is left to be flushed to it
