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

from bot.render import answers
from bot.texts import Texts, texts_for
from index import analysis, records, sync_records
from index.errors import ArticleBotError
from index.records import harmless
from index.sync_records import Phase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from rich.console import ConsoleOptions, RenderableType
    from rich.segment import Segment

    from bot.config import Config
    from index.library import Library
    from index.listing_records import Status

    OnProgress = Callable[[sync_records.Progress], None]

_PHASES = {
    Phase.LOADING: "reading articles",
    Phase.CUTTING: "finding quotations",
    Phase.EMBEDDING: "embedding passages",
    Phase.INDEXING: "writing the index",
}
_WIDTH = 100
"""Columns; longer lines are hard to read."""
_QUOTE_KINDS = {
    "de": {"direct": "wörtlich", "indirect": "sinngemäß", "nobody": "ohne Sprecher im Text"},
    "en": {"direct": "word for word", "indirect": "in other words", "nobody": "the text names no speaker"},
}
_QUOTE_LENGTH = 400
"""Characters of a quotation in a listing."""
_LISTED = 20
"""Failures shown before the rest is only counted."""


class _Console(Console):
    """Shows what stands in articles, names and errors as text, whatever a terminal would take it for."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterator[Segment]:
        for segment in super().render(renderable, options):
            yield segment if segment.control else segment._replace(text=harmless(segment.text))


def console(*, stderr: bool = False) -> Console:
    """Return where to print: colours only on a terminal, and lines that can be read."""
    made = _Console(stderr=stderr, highlight=False)
    made.width = min(made.width, _WIDTH)
    return made


@contextmanager
def progress(kind: str) -> Iterator[OnProgress]:
    """Show how far a sync has come on stderr: a bar (``auto``, on a terminal), JSON (``lines``), or nothing."""
    if kind == "lines":
        yield _print_line
    elif kind == "auto" and sys.stderr.isatty():
        label, count = TextColumn("{task.description:<20}"), MofNCompleteColumn()
        with Progress(
            SpinnerColumn(), label, BarColumn(), count, TimeRemainingColumn(), console=console(stderr=True)
        ) as bars:
            tasks: dict[str, TaskID] = {}

            def row(key: str, label: str, done: int, total: int | None) -> None:
                if key not in tasks:
                    tasks[key] = bars.add_task(label, total=total)
                bars.update(tasks[key], completed=done, total=total)

            def draw(now: sync_records.Progress) -> None:
                row(now.phase, _PHASES[now.phase], now.done, now.total)
                if len(now.sources) > 1:
                    for name, done in now.sources:
                        row(f"source {name}", f"  {escape(name[:18])}", done, None if now.total is None else done)

            yield draw
    else:
        yield lambda _: None


def be_nice() -> None:
    """Leave the processor to whoever else wants it: the bot goes on answering while its articles are read."""
    if hasattr(os, "nice"):
        os.nice(10)


def show_answer(answer: records.Answer) -> None:
    """Print an answer with its passage and where it comes from; without one, the nearest articles' titles."""
    out = console()
    texts = _texts()
    if not analysis.words(answer.question):
        out.print(texts.no_words)
        return
    if limits := answers.restriction(answer, texts):
        out.print(Text(f"{limits}\n", "dim"))
    if not answer.hits:
        out.print(texts.no_answer)
    elif not answer.answered:
        out.print(texts.nearest_beyond if answer.unmet else f"{texts.no_answer}\n\n{texts.nearest}")
        _print_others(out, texts, answer.hits)
    else:
        if answer.unsure:
            out.print(f"[yellow]{escape(texts.unsure)}[/]\n")
        _print_hit(out, texts, answer.hits[0])
        if others := answer.further():
            out.print(f"\n[dim]{escape(texts.also)}[/]")
            _print_others(out, texts, others)


def chat(library: Library) -> None:
    """Read questions and print answers until the input ends."""
    out = console()
    out.print("[dim]Ask a question; an empty line or Ctrl-D ends.[/]")
    if sys.stdin.isatty():
        import readline  # noqa: F401, PLC0415 -- gives the input line its history and keys
    turns: list[records.Turn] = []
    while question := _read_question():
        try:
            answer = library.ask(question, turns=turns)
            turns.append(answer.turn())
            show_answer(answer)
        except ArticleBotError as error:
            out.print(f"[red]{escape(str(error))}[/]")
        out.print()


def show_report(report: sync_records.SyncReport) -> None:
    """Print what a sync did."""
    out = console()
    out.print(
        f"[bold]{report.articles:,}[/] articles, {report.passages:,} passages "
        f"[dim]({report.added:,} new, {report.changed:,} changed, {report.removed:,} removed, "
        f"{report.unchanged:,} unchanged; {report.embedded:,} embedded in {report.seconds:.1f} s)[/]"
    )
    _print_problems(report.failed, "not read", "yellow")
    _print_problems(report.warnings, "note", "dim")


def show_article(article: records.Article, passages: Sequence[records.Passage] | None = None) -> None:
    """Print an article: its attribution, and its text as it is stored."""
    out = console()
    texts = _texts()
    out.print(Text(article.title or article.lead(), "bold"))
    line = [
        article.credit,
        article.author,
        article.published and texts.date(article.published),
        article.shown_source,
    ]
    out.print(Text(" · ".join(part for part in line if part), "dim"))
    if article.url:
        out.print(Text(article.url, "dim underline"))
    cut = "" if passages is None else f" · {len(passages)} passages"
    out.print(Text(f"{article.id} · {article.language or '?'}{cut}", "dim"))
    out.print()
    out.print(Text(article.text))


def show_version(version: records.Version) -> None:
    """Print what an article said before, and until when."""
    out = console()
    what = "removed" if version.removed else "changed"
    out.rule(f"{what} {_minute(version.until)}", align="left", style="dim")
    show_article(version.article)


def show_quotes(article: records.Article, quotes: Iterable[records.Quote]) -> None:
    """Print what an article's people say: the words, who says them, and whether they are word for word."""
    out = console()
    kinds = _QUOTE_KINDS["de" if _texts().language == "de" else "en"]
    out.print(Text(article.title or article.lead(), "bold cyan"))
    for quote in quotes:
        words = records.shorten(quote.span.of(article.text), _QUOTE_LENGTH)
        out.print(Padding(Text(words), (0, 0, 0, 2), expand=False))
        speaker = quote.name or (quote.speaker and records.shorten(quote.speaker.of(article.text), _QUOTE_LENGTH))
        line = ", ".join(part for part in (speaker or kinds["nobody"], quote.role) if part)
        out.print(Padding(Text(f"– {line} · {kinds[quote.kind]}", "dim"), (0, 0, 1, 4), expand=False))


def show_status(status: Status, config: Config, file: Path | None) -> None:
    """Print what there is, and how the last sync went."""
    out = console()
    table = Table.grid(padding=(0, 2))
    table.add_row("config", str(file) if file else "none: the built-in sample articles")
    table.add_row("data", str(config.data_dir))
    table.add_row("articles", f"{status.articles:,}")
    for name in {**status.by_source, **status.last_read}:
        at = status.last_read.get(name)
        read = f", read {_minute(at)}" if at else ""
        table.add_row("", f"{status.by_source.get(name, 0):,} from {name}{read}")
    table.add_row("passages", f"{status.passages:,} ({status.searchable_passages:,} searchable)")
    table.add_row("quotations", f"{status.quotes:,}")
    if status.withdrawn:
        table.add_row("withdrawn", f"{status.withdrawn:,}")
    table.add_row("model", status.model or "none yet")
    report = status.last_sync
    table.add_row(
        "last sync",
        _minute(report["at"]) if report else "never; run: article-bot sync",
    )
    out.print(table)
    for failure in (report or {}).get("failed", []):
        out.print(Text(f"not read: {failure['source']}: {failure['error']}", "yellow"), soft_wrap=True)


def _minute(at: float) -> str:
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(at))


def _print_line(now: sync_records.Progress) -> None:
    values = {"phase": now.phase, "done": now.done, "total": now.total}
    if now.sources:
        values["sources"] = dict(now.sources)
    print(json.dumps(values, ensure_ascii=False), file=sys.stderr, flush=True)  # noqa: T201 -- this is what they read


def _print_hit(console: Console, texts: Texts, hit: records.Hit) -> None:
    passage, sentence = hit.passage, hit.answer_text() or ""
    console.print(Text(sentence, "bold"))
    if hit.quote:
        console.print(Text(answers.speaker_line(hit.quote, texts), "bold cyan"))
    console.print()
    if sentence != passage.text:
        body = Text(passage.text, "dim")
        if hit.answer is not None:
            body.stylize("not dim", hit.answer.start - passage.start, hit.answer.end - passage.start)
        console.print(Padding(body, (0, 0, 0, 2), expand=False))
        console.print()
    console.print(Text(passage.headline, "bold cyan"))
    console.print(Text(_attribution(texts, hit), "cyan"))
    if labels := answers.copy_labels(hit):
        more = " …" if len(hit.also_in) > len(labels) else ""
        console.print(Text(texts.also_in.format(sources=", ".join(labels) + more), "dim"))


def _print_others(console: Console, texts: Texts, hits: tuple[records.Hit, ...]) -> None:
    for hit in hits:
        line = Text(f"• {hit.passage.headline}")
        line.append(f"  {_attribution(texts, hit)}", "dim")
        console.print(line)


def _attribution(texts: Texts, hit: records.Hit) -> str:
    return f"{answers.attribution_line(hit, texts)} · {hit.passage.url or hit.passage.article_id}"


def _print_problems(problems: tuple[sync_records.Failure, ...], label: str, style: str) -> None:
    out = console(stderr=True)
    for problem in problems[:_LISTED]:
        out.print(Text(f"{label}: {problem.source}: {problem.error}", style), soft_wrap=True)
    if len(problems) > _LISTED:
        out.print(Text(f"… and {len(problems) - _LISTED:,} more; with --json all of them are printed", style))


def _read_question() -> str:
    try:
        return input("› ").strip()
    except EOFError:
        return ""


def _texts() -> Texts:
    """Return the texts in the language of the terminal."""
    language = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG")
    return texts_for(language or locale.getlocale()[0])
