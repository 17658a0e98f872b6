"""The command line: arguments in, exit status out. What is printed is made in `terminal`.

Nothing heavy is imported before a command needs it: ``--help`` answers in a fraction of a second.
"""

from __future__ import annotations

import functools
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from index.errors import ArticleBotError
from index.records import harmless

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.config import Config
    from index.library import Library
    from index.sync_records import Loaded, Unread

INTERRUPTED = 130
"""Exit status after Ctrl-C, as shells have it."""


def main() -> None:
    """Run the command line; every error that a user can mend is one line on stderr."""
    try:
        cli.main(prog_name="article-bot", standalone_mode=False)
    except ArticleBotError as error:
        _fail(str(error), error.exit_status)
    except click.Abort:  # what click makes of Ctrl-C
        _fail("stopped; what was finished is kept, the same command goes on from there", INTERRUPTED)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except OSError as error:
        _fail(f"{error}; check the path and its permissions", 1)


def _fail(message: str, status: int) -> None:
    click.secho(f"article-bot: {harmless(message)}", fg="red", err=True)
    sys.exit(status)


def _config_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--config FILE``; the command gets the config. The file that it stands in is the context's object."""

    @click.option(
        "--config",
        "file",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="The config file. Default: config.toml here; without one, the built-in sample articles.",
    )
    @functools.wraps(command)
    def with_config(file: Path | None, **arguments: Any) -> Any:  # noqa: ANN401 -- the command's own arguments
        from bot.config import load  # noqa: PLC0415 -- pydantic, only for commands that read a config

        config, click.get_current_context().obj = load(file)
        return command(config=config, **arguments)

    return with_config


_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="article-bot", prog_name="article-bot")
def cli() -> None:
    """Answer questions on articles, word for word and with their attribution.

    \b
    Try it on the built-in sample articles:
      article-bot ask "Wie lang soll der neue Kai in Lindmoor werden?"
    \b
    Use it on your own:
      article-bot init      writes config.toml: put your folder of articles in
      article-bot sync      reads the articles
      article-bot ask "…"   answers here; `article-bot run` answers in Telegram
    """  # noqa: D301 -- click reads the backspace character: it keeps the lines under it as they are


@cli.command()
@click.option("--config", "file", type=click.Path(path_type=Path), default=Path("config.toml"), metavar="FILE",
              help="Where to write it. Default: config.toml here.")  # fmt: skip
def init(file: Path) -> None:
    """Write a config file to start from."""
    from bot.config import example  # noqa: PLC0415 -- as above
    from index.errors import ConfigError  # noqa: PLC0415 -- with it

    try:
        with file.open("x", encoding="utf-8") as new:
            new.write(example())
    except FileExistsError:
        raise ConfigError(f"{file} exists already; edit it, or name another one with --config") from None
    except OSError as error:
        raise ConfigError(f"{file} cannot be written: {error.strerror}; name another one with --config") from error
    click.echo(f"{file} is written. Put the path of your articles in, then run: article-bot sync")


@cli.command()
@_config_option
@_json_option
@click.option("--full", is_flag=True, help="Read, cut and index every article again. Known embeddings are reused.")
@click.option("--only", multiple=True, metavar="NAME", help="Read this source only; can be given several times.")
@click.option(
    "--progress",
    type=click.Choice(["auto", "lines", "none"]),
    default="auto",
    help="auto: a bar on a terminal. lines: one JSON object a line on stderr, for programs.",
)
@click.option("--background", is_flag=True, help="Leave the processor to others whenever they want it.")
def sync(  # noqa: PLR0913 -- each is an option of the command
    *,
    config: Config,
    as_json: bool,
    full: bool,
    only: tuple[str, ...],
    progress: str,
    background: bool,
) -> None:
    """Read all sources, and bring the index up to date with them."""
    from bot.console import terminal  # noqa: PLC0415 -- rich, only where something is drawn
    from index import additions  # noqa: PLC0415 -- as above
    from index.library import Library  # noqa: PLC0415 -- as above

    _stop_like_ctrl_c()
    if background:
        terminal.be_nice()
    library = Library(_with_sources(config))
    with terminal.progress(progress) as on_progress:
        report = library.sync(on_progress, full=full, only=only or None)
    if as_json:
        click.echo(json.dumps(report.to_json(), ensure_ascii=False))
    elif report.articles:
        terminal.show_report(report)
    if only and set(only) <= additions.NAMES and not report.failed:
        return  # added articles: there need be none
    if not report.articles or not (report.added + report.changed + report.unchanged):
        # Nothing of what was asked for could be read: that is an error, not a note under a result.
        _fail("; ".join(failure.error for failure in report.failed) or "no articles were found", 1)


@cli.command()
@click.argument("question")
@_config_option
@_json_option
@click.option("--hits", type=click.IntRange(1, 50), help="How many articles to show at most.")
def ask(*, question: str, config: Config, as_json: bool, hits: int | None) -> None:
    """Answer a QUESTION with the passage that holds the answer."""
    from bot.console import terminal  # noqa: PLC0415 -- as above
    from bot.console.answer_json import answer_to_json  # noqa: PLC0415 -- as above

    answer = _synced(config).ask(question, hits=hits)
    if as_json:
        click.echo(json.dumps(answer_to_json(answer), ensure_ascii=False))
    else:
        terminal.show_answer(answer)


@cli.command()
@_config_option
def chat(*, config: Config) -> None:
    """Ask one question after another, here in the terminal."""
    from bot.console import terminal  # noqa: PLC0415 -- as above

    library = _synced(config)
    library.prepare()
    terminal.chat(library)


@cli.command("eval")
@click.argument("questions", type=click.Path(path_type=Path, dir_okay=False))
@_config_option
@_json_option
@click.option(
    "--plot",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.png",
    help="Also draw risk over coverage, and what is found.",
)
@click.option("--noise", is_flag=True, help="Misspell one word of each question first.")  # fmt: skip
def evaluate(*, questions: Path, config: Config, as_json: bool, plot: Path | None, noise: bool) -> None:
    """Measure how well QUESTIONS, a file of lines of JSON, are answered.

    A line is {"question": "…", "article_id": "…", "answers": ["…"]}; article_id null: no article answers it.
    """
    from bot.console import measuring  # noqa: PLC0415 -- as above
    from index import evaluation  # noqa: PLC0415 -- as above

    asked = evaluation.read_questions(questions)
    library = _synced(config)
    with measuring.progress("asking", quiet=as_json) as on_progress:
        outcomes = evaluation.evaluate(library, list(evaluation.misspelt(asked)) if noise else asked, on_progress)
    figures = evaluation.figures(outcomes)
    if plot is not None:
        from bot.console.plot import draw  # noqa: PLC0415 -- only where a picture is wanted

        draw(outcomes, plot)
    if as_json:
        click.echo(json.dumps(figures.to_json()))
    else:
        measuring.show_figures(figures)


@cli.command()
@click.argument("questions", type=click.Path(path_type=Path, dir_okay=False))
@_config_option
@_json_option
@click.option("--dry-run", is_flag=True, help="Fit and show, but change nothing.")
def tune(*, questions: Path, config: Config, as_json: bool, dry_run: bool) -> None:
    """Fit the weights of the search to your own QUESTIONS, and keep them where they are better.

    The file is as for `article-bot eval`. Deleting weights.json in the data folder brings the shipped weights back.
    """
    from bot.console import measuring  # noqa: PLC0415 -- as above
    from index import evaluation, tuning  # noqa: PLC0415 -- as above

    asked = evaluation.read_questions(questions)
    library = _synced(config)
    with measuring.progress("asking", quiet=as_json) as on_progress:
        result = tuning.tune(library, asked, on_progress)
    if result.better and not dry_run:
        library.keep_tuning(result.tuning)
    if as_json:
        click.echo(json.dumps(result.to_json() | {"kept": result.better and not dry_run}))
    else:
        measuring.show_tuning(result)


@cli.command()
@click.argument("article")
@_config_option
@_json_option
@click.option("--versions", is_flag=True, help="Show what it said before, also of an article that is gone.")
def show(*, article: str, config: Config, as_json: bool, versions: bool) -> None:
    """Show an ARTICLE by its id, with its passages."""
    from bot.console import terminal  # noqa: PLC0415 -- as above
    from bot.console.answer_json import article_to_json, version_to_json  # noqa: PLC0415 -- as above
    from bot.console.quote_json import quotes_to_json  # noqa: PLC0415 -- as above
    from index.library import Library  # noqa: PLC0415 -- as above

    library = Library(config)
    if versions:
        for version in library.versions_by_id(article):
            if as_json:
                click.echo(json.dumps(version_to_json(version), ensure_ascii=False))
            else:
                terminal.show_version(version)
        return
    for found, passages in library.show(article):
        if as_json:
            said = quotes_to_json(found, library.quotes_of(found))["quotes"]
            click.echo(json.dumps(article_to_json(found, passages, said), ensure_ascii=False))
        else:
            terminal.show_article(found, passages)


@cli.command()
@_config_option
def export(*, config: Config) -> None:
    """Print every article as a line of JSON: what a .jsonl source reads."""
    from index.library import Library  # noqa: PLC0415 -- as above
    from index.sources.article_lines import to_line  # noqa: PLC0415 -- as above

    for article in Library(config).articles():
        click.echo(json.dumps(to_line(article), ensure_ascii=False))


@cli.command()
@click.argument("articles", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@_json_option
def quotes(*, articles: Path, as_json: bool) -> None:
    """Show who says what in ARTICLES, a .jsonl file; for a program, a line of JSON an article."""
    from bot.console import terminal  # noqa: PLC0415 -- as above
    from bot.console.quote_json import quotes_to_json  # noqa: PLC0415 -- as above
    from index.quotes import find  # noqa: PLC0415 -- word lists, for this command only
    from index.sync_records import Unread  # noqa: PLC0415 -- with it

    unread = 0
    for item in _lines_of(articles):
        if isinstance(item, Unread):
            unread += 1
            click.secho(f"not read: {item.error}", fg="yellow", err=True)
            continue
        found = find(item.article.text, item.article.language)
        if as_json or not sys.stdout.isatty():
            click.echo(json.dumps(quotes_to_json(item.article, found), ensure_ascii=False))
        else:
            terminal.show_quotes(item.article, found)
    if unread:
        _fail(f"{unread} of the lines could not be read; correct them", 1)


@cli.command()
@_config_option
@_json_option
@click.pass_obj
def status(file: Path | None, *, config: Config, as_json: bool) -> None:
    """Show what there is, and how the last sync went."""
    from dataclasses import asdict  # noqa: PLC0415 -- for this command only

    from bot.console import terminal  # noqa: PLC0415 -- as above
    from index.library import Library  # noqa: PLC0415 -- as above

    found = Library(config).status()
    if as_json:
        click.echo(json.dumps(asdict(found) | {"config": file and str(file), "data_dir": str(config.data_dir)}))
    else:
        terminal.show_status(found, config, file)


@cli.command()
@_config_option
@click.pass_obj
def run(file: Path | None, *, config: Config) -> None:
    """Answer in Telegram, until Ctrl-C."""
    from bot import app, running  # noqa: PLC0415 -- python-telegram-bot, only here

    app.token_of(config)  # before the articles are read, which may take long
    _synced(config)
    running.run(config, file)


@cli.command()
@_config_option
@click.option("--port", type=click.IntRange(0, 65535), help="Where the page is. Default: 8484, or any that is free.")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@click.pass_obj
def demo(file: Path | None, *, config: Config, port: int | None, no_browser: bool) -> None:
    """Play the bot in the browser: no token, no account, and nothing leaves this machine."""
    from bot.demo.running import run as play  # noqa: PLC0415 -- python-telegram-bot and aiohttp, only here

    _synced(config)
    play(config, file, port=port, browser=not no_browser)


def _lines_of(articles: Path) -> Iterator[Loaded | Unread]:
    """Yield what the lines of a file hold.

    Raises:
        SourceError: the file is empty.

    """
    from index.config import SourceConfig  # noqa: PLC0415 -- for one command only
    from index.errors import ItemError, SourceError  # noqa: PLC0415 -- with it
    from index.sources import article_lines  # noqa: PLC0415 -- as above
    from index.sources.opened import opened  # noqa: PLC0415 -- with it

    with articles.open("rb") as stream:
        try:
            yield from article_lines.load(SourceConfig(name="quotes", path=articles), opened(articles.name, stream))
        except ItemError as error:
            raise SourceError(f"{articles} {error}") from error


def _with_sources(config: Config) -> Config:
    from index import additions  # noqa: PLC0415 -- as above
    from index.errors import ConfigError  # noqa: PLC0415 -- as above

    if not config.sources and not additions.sources(config):
        raise ConfigError("the config names no source; add a [[sources]] table with a name and a path")
    return config


def _synced(config: Config) -> Library:
    """Return the library; one that has never been synced is synced first, so that the first question is answered."""
    from bot.console import terminal  # noqa: PLC0415 -- as above
    from index.library import Library  # noqa: PLC0415 -- as above

    library = Library(config)
    if library.is_empty():
        _with_sources(config)
        click.echo("reading the articles first (only this once; later: article-bot sync)", err=True)
        with terminal.progress("auto") as on_progress:
            report = library.sync(on_progress)
        for failure in report.failed:
            click.secho(f"not read: {harmless(failure.error)}", fg="yellow", err=True)
    return library


def _stop_like_ctrl_c() -> None:
    """Let SIGTERM end a sync as Ctrl-C does: at once, and with everything whole."""
    import signal  # noqa: PLC0415 -- only where something long runs

    signal.signal(signal.SIGTERM, signal.default_int_handler)
