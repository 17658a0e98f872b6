"""Print what preferring a month is worth: ``python -m tests.tools.preferred_days ARTICLES.jsonl WORK_FOLDER``.

Each question has two words of a title and a month: the one in which the article was published, or the one after it,
which stands for a date that the text is about. WORK_FOLDER keeps the embeddings for the next time.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from bot.texts import GERMAN
from index import analysis, ranking
from index.dates import PartialDate
from tests.tools.libraries import library

if TYPE_CHECKING:
    from index.library import Library

_BONUSES = (0.0, 0.5, 1.0, 2.0, 3.0)
_QUESTIONS = 260


def main() -> None:
    """Ask with each bonus and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("work_folder", type=Path)
    arguments = parser.parse_args()
    news = library(arguments.work_folder, arguments.articles)
    lines = [json.loads(line) for line in arguments.articles.read_text(encoding="utf-8").splitlines()]
    dated = [line for line in lines if line.get("title") and len(line.get("published") or "") >= len("2024-06")]
    chosen = random.Random(3).sample(dated, min(_QUESTIONS, len(dated)))  # noqa: S311 -- no secret
    table = Table("bonus", "questions", "recall@1, its month", "recall@1, the month after", title="A preferred month")
    for bonus in _BONUSES:
        ranking.PREFERRED = bonus
        table.add_row(str(bonus), *_row(news, chosen))
    Console(width=100).print(table)


def _row(news: Library, lines: list[dict[str, str]]) -> tuple[str, str, str]:
    found: tuple[list[bool], list[bool]] = ([], [])
    for line in lines:
        words = sorted(analysis.content_words(line["title"], "de"), key=len, reverse=True)[1:3]
        when = PartialDate.parse(line["published"])
        month = when.month or 1
        after = PartialDate(when.year + month // 12, month % 12 + 1)
        for outcome, asked in zip(found, (PartialDate(when.year, month), after), strict=True):
            ranked = news.rank(f"Was war im {GERMAN.date(asked)} mit {' '.join(words)}?")
            outcome.append(
                ranked is not None and bool(ranked.passages) and ranked.passages[0].passage.article_id == line["id"]
            )
    right, wrong = (f"{sum(one) / len(one):.3f}" for one in found)
    return str(len(lines)), right, wrong


if __name__ == "__main__":
    main()
