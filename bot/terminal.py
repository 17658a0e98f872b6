"""What a terminal shows. Colours and bars only where somebody looks at them: a pipe gets plain text."""

from __future__ import annotations

import json
import locale
import os
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from bot.render import copy_labels, restriction
from bot.texts import Texts, texts_for
from index import analysis
from index.errors import ArticleBotError
from index.records import Phase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bot.config import Config
    from index import records
    from index.library import Library, Status

    OnProgress = Callable[[records.Progress], None]

_PHASES = {
    Phase.LOADING: "reading articles",
    Phase.EMBEDDING: "embedding passages",
    Phase.INDEXING: "writing the index",
}
_WIDTH = 100
"""Columns; longer lines are hard to read."""
_LISTED = 20
"""Failures shown before the rest is only counted."""


def _console(*, stderr: bool = False) -> Console:
    console = Console(stderr=stderr, highlight=False)
    console.width = min(console.width, _WIDTH)
    return console


@contextmanager
def progress(kind: str) -> Iterator[OnProgress]:
    """Show how far a sync has come on stderr: a bar (``auto``, on a terminal), JSON (``lines``), or nothing."""
    if kind == "lines":
        yield _print_line
    elif kind == "auto" and sys.stderr.isatty():
        label, count = TextColumn("{task.description:<20}"), MofNCompleteColumn()
        with Progress(
            SpinnerColumn(), label, BarColumn(), count, TimeRemainingColumn(), console=_console(stderr=True)
        ) as bars:
            tasks: dict[Phase, TaskID] = {}

            def draw(now: records.Progress) -> None:
                if now.phase not in tasks:
                    tasks[now.phase] = bars.add_task(_PHASES[now.phase], total=now.total)
                bars.update(tasks[now.phase], completed=now.done, total=now.total)

            yield draw
    else:
        yield lambda _: None


def be_nice() -> None:
    """Leave the processor to whoever else wants it: the bot goes on answering while its articles are read."""
    if hasattr(os, "nice"):
        os.nice(10)


def show_answer(answer: records.Answer) -> None:
    """Print an answer with its passage and where it comes from; without one, the nearest articles' titles."""
    console = _console()
    texts = _texts()
    if not analysis.words(answer.question):
        console.print(texts.no_words)
        return
    if limits := restriction(answer, texts):
        console.print(Text(f"{limits}\n", "dim"))
    if not answer.hits:
        console.print(texts.no_answer)
    elif not answer.answered:
        console.print(texts.nearest_beyond if answer.unmet else f"{texts.no_answer}\n\n{texts.nearest}")
        _print_others(console, texts, answer.hits)
    else:
        _print_hit(console, texts, answer.hits[0])
        if others := answer.further():
            console.print(f"\n[dim]{escape(texts.also)}[/]")
            _print_others(console, texts, others)


def chat(library: Library) -> None:
    """Read questions and print answers until the input ends."""
    console = _console()
    console.print("[dim]Ask a question; an empty line or Ctrl-D ends.[/]")
    if sys.stdin.isatty():
        import readline  # noqa: F401, PLC0415 -- gives the input line its history and keys
    while question := _read_question():
        try:
            show_answer(library.ask(question))
        except ArticleBotError as error:
            console.print(f"[red]{escape(str(error))}[/]")
        console.print()


def show_report(report: records.SyncReport) -> None:
    """Print what a sync did."""
    console = _console()
    console.print(
        f"[bold]{report.articles:,}[/] articles, {report.passages:,} passages "
        f"[dim]({report.added:,} new, {report.changed:,} changed, {report.removed:,} removed, "
        f"{report.unchanged:,} unchanged; {report.embedded:,} embedded in {report.seconds:.1f} s)[/]"
    )
    _print_problems(report.failed, "not read", "yellow")
    _print_problems(report.warnings, "note", "dim")


def show_article(article: records.Article, passages: list[records.Passage]) -> None:
    """Print an article: its attribution, and its text as it is stored."""
    console = _console()
    texts = _texts()
    console.print(Text(article.title or article.lead(), "bold"))
    line = [
        article.credit,
        article.author,
        article.published and texts.date(article.published),
        article.shown_source,
    ]
    console.print(Text(" · ".join(part for part in line if part), "dim"))
    if article.url:
        console.print(Text(article.url, "dim underline"))
    console.print(Text(f"{article.id} · {article.language or '?'} · {len(passages)} passages", "dim"))
    console.print()
    console.print(Text(article.text))


def show_status(status: Status, config: Config, file: Path | None) -> None:
    """Print what there is, and how the last sync went."""
    console = _console()
    table = Table.grid(padding=(0, 2))
    table.add_row("config", str(file) if file else "none: the built-in sample articles")
    table.add_row("data", str(config.data_dir))
    table.add_row("articles", f"{status.articles:,}")
    for name, count in status.by_source.items():
        table.add_row("", f"{count:,} from {name}")
    table.add_row("passages", f"{status.passages:,} ({status.searchable_passages:,} searchable)")
    table.add_row("model", status.model or "none yet")
    report = status.last_sync
    table.add_row(
        "last sync",
        time.strftime("%Y-%m-%d %H:%M", time.localtime(report["at"])) if report else "never; run: article-bot sync",
    )
    console.print(table)
    for failure in (report or {}).get("failed", []):
        console.print(Text(f"not read: {failure['source']}: {failure['error']}", "yellow"), soft_wrap=True)


def _print_line(now: records.Progress) -> None:
    print(json.dumps({"phase": now.phase, "done": now.done, "total": now.total}), file=sys.stderr, flush=True)  # noqa: T201


def _print_hit(console: Console, texts: Texts, hit: records.Hit) -> None:
    passage, sentence = hit.passage, hit.answer_text() or ""
    console.print(Text(sentence, "bold"))
    console.print()
    if sentence != passage.text:
        body = Text(passage.text, "dim")
        if hit.answer is not None:
            body.stylize("not dim", hit.answer.start - passage.start, hit.answer.end - passage.start)
        console.print(Padding(body, (0, 0, 0, 2), expand=False))
        console.print()
    console.print(Text(passage.headline, "bold cyan"))
    console.print(Text(_attribution(texts, passage), "cyan"))
    if labels := copy_labels(hit):
        more = " …" if len(hit.also_in) > len(labels) else ""
        console.print(Text(texts.also_in.format(sources=", ".join(labels) + more), "dim"))


def _print_others(console: Console, texts: Texts, hits: tuple[records.Hit, ...]) -> None:
    for hit in hits:
        line = Text(f"• {hit.passage.headline}")
        line.append(f"  {_attribution(texts, hit.passage)}", "dim")
        console.print(line)


def _attribution(texts: Texts, passage: records.StoredPassage) -> str:
    parts = [
        passage.credit,
        passage.author,
        passage.published and texts.date(passage.published),
        passage.shown_source,
    ]
    return " · ".join([*(part for part in parts if part), passage.url or passage.article_id])


def _print_problems(problems: tuple[records.Failure, ...], label: str, style: str) -> None:
    console = _console(stderr=True)
    for problem in problems[:_LISTED]:
        console.print(Text(f"{label}: {problem.source}: {problem.error}", style), soft_wrap=True)
    if len(problems) > _LISTED:
        console.print(Text(f"… and {len(problems) - _LISTED:,} more; with --json all of them are printed", style))


def _read_question() -> str:
    try:
        return input("› ").strip()
    except EOFError:
        return ""


def _texts() -> Texts:
    """Return the texts in the language of the terminal."""
    language = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG")
    return texts_for(language or locale.getlocale()[0])
