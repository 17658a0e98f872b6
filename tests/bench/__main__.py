"""The one command: ``python -m tests.bench ARTICLES.jsonl…``; see README.md beside this file."""

from __future__ import annotations

import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

import click

from tests.bench import tables
from tests.bench.archive import CACHE, real
from tests.bench.questions import COUNT, questions
from tests.bench.sizes import load, make, sizes
from tests.bench.versus import Bench, versus
from tests.bench.written import Written

_ARTICLES, _REPETITIONS, _LOAD_S = 1_000, 3, 20.0
_QUICK_ARTICLES, _QUICK_QUESTIONS, _QUICK_LOAD_S = 100, 40, 5.0
_LOADED = 10_000
"""Passages of the library that many ask at once."""
_PARTS = ("peers", "sizes", "load")


@click.command()
@click.argument("articles", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=Path("bench-results"),
              show_default=True, help="Where results.json, table.md and the picture go.")  # fmt: skip
@click.option("--sizes", "counts", default="1000,10000,100000,1000000", show_default=True, help="Passages.")
@click.option("--only", type=click.Choice(_PARTS), multiple=True, help="Measure this part; several times: these.")
@click.option("--quick", is_flag=True, help="100 articles, 1k and 10k passages, once: to see that it works.")
@click.option("--repetitions", type=click.IntRange(1), help=f"Default: {_REPETITIONS}.")
@click.option("--work", type=click.Path(path_type=Path, file_okay=False),
              help="Where libraries are made, and found by the next run. Default: a folder that goes.")  # fmt: skip
@click.option("--cache", type=click.Path(path_type=Path, file_okay=False), default=CACHE, show_default=True,
              help="The peers' environments, and the vectors of real passages.")  # fmt: skip
def main(  # noqa: PLR0913 -- each is an option of the command
    *,
    articles: tuple[Path, ...],
    out: Path,
    counts: str,
    only: tuple[str, ...],
    quick: bool,
    repetitions: int | None,
    work: Path | None,
    cache: Path,
) -> None:
    """Measure article-bot and its peers on ARTICLES, files of article lines; questions.jsonl beside them is asked."""
    files, parts = [file.resolve() for file in articles], only or _PARTS
    chosen = [1_000, 10_000] if quick else sorted(int(count) for count in counts.split(","))
    with ExitStack() as stack:
        folder = work or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="article-bot-bench-")))
        of = real(files, cache)
        asked = questions(files, of.material, _QUICK_QUESTIONS if quick else COUNT)
        bench = Bench(folder.resolve(), cache, asked, repetitions or (1 if quick else _REPETITIONS))
        written = Written(out, " ".join(["python -m tests.bench", *sys.argv[1:]]))
        if "peers" in parts:
            count = _QUICK_ARTICLES if quick else _ARTICLES
            written.peers(versus(bench, files, count), count)
        if "sizes" in parts:
            written.sizes(sizes(bench, files, of, chosen))
        if "load" in parts:
            make(bench, files, _LOADED)
            written.load(load(bench, _LOADED, _QUICK_LOAD_S if quick else _LOAD_S))
    tables.show(written.tables())
    click.echo(f"written to {out}: results.json, table.md, bench.png, bench.svg")


if __name__ == "__main__":
    main()
