"""Print how well questions are answered: ``python -m tests.tools.quality EVAL_FOLDER WORK_FOLDER``.

EVAL_FOLDER has ``xquad_de``, ``xquad_en``, ``xquad_de_half``, ``unanswerable_de`` and ``wikinews_de``; the articles of
``wikinews_de`` are distractors for the German sets. WORK_FOLDER keeps the embeddings for the next time. Beside each
figure stands what is aimed at. "noise" is a set with one random edit in each question. The sets of ``tests/quality``
are our own: questions as readers ask them, follow-ups with the questions before them, and changes of topic.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from index.evaluation import evaluate, figures, misspelt, read_questions
from tests.tools.libraries import library

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.evaluation import AskedQuestion, Outcome
    from index.library import Library

NEWS = "wikinews_de/articles.jsonl"
OWN = Path(__file__).parents[1] / "quality"


def main() -> None:
    """Measure every set and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("eval_folder", type=Path)
    parser.add_argument("work_folder", type=Path)
    arguments = parser.parse_args()
    table = Table("set", "figure", "measured", "aim", title="How well questions are answered")
    for row in _rows(arguments.eval_folder, arguments.work_folder):
        table.add_row(*row)
    Console(width=110).print(table)


def _rows(folder: Path, work: Path) -> list[tuple[str, str, str, str]]:
    german = library(work / "de", folder / "xquad_de/articles.jsonl", folder / NEWS)
    english = library(work / "en", folder / "xquad_en/articles.jsonl")
    asked_de = read_questions(folder / "xquad_de/questions.jsonl")
    asked_en = read_questions(folder / "xquad_en/questions.jsonl")
    in_german, in_english = _asked(german, asked_de), _asked(english, asked_en)
    across = _asked(german, asked_en)
    noise_de = _asked(german, list(misspelt(asked_de)))
    noise_en = _asked(english, list(misspelt(asked_en)))
    half = library(work / "half", folder / "xquad_de_half/articles.jsonl", folder / NEWS)
    hard = _asked(half, read_questions(folder / "xquad_de_half/questions.jsonl"))
    real = _asked(half, read_questions(folder / "unanswerable_de/questions.jsonl"))
    both = figures([*hard, *real])
    everything = figures([*in_german, *in_english, *across, *hard, *real])
    return [
        ("XQuAD de", "recall@1 / MRR@10", _retrieval(in_german), ".915 / .940"),
        ("XQuAD en", "recall@1 / MRR@10", _retrieval(in_english), ".960 / .975"),
        ("XQuAD, English on German", "recall@1 / MRR@10", _retrieval(across), ".53"),
        ("XQuAD de half + unanswerable_de", "AUROC, correct against unanswerable", _share(both.auroc), ".95"),
        ("", "false answers on unanswerable_de", _share(figures(real).false_answers), "≤ .05"),
        ("", "false answers on XQuAD de half", _share(figures(hard).false_answers), ""),
        ("", "correct of answered", _share(both.correct_of_answered), "≥ .90"),
        ("", "answered and right, of the answerable", _share(_answered_right(hard)), ""),
        ("XQuAD de", "answer in the sentence", _share(figures(in_german).answer_in_sentence), ".80"),
        ("XQuAD en", "answer in the sentence", _share(figures(in_english).answer_in_sentence), ".80"),
        ("XQuAD de, noise", "recall@1, and its loss", _loss(noise_de, in_german), "loss < .05"),
        ("XQuAD en, noise", "recall@1, and its loss", _loss(noise_en, in_english), "loss < .05"),
        *_own(german, english),
        ("all", "milliseconds p50 / p95", f"{everything.p50:.1f} / {everything.p95:.1f}", "≤ 15 / –"),
    ]


def _own(german: Library, english: Library) -> list[tuple[str, str, str, str]]:
    readers = figures(_asked(german, read_questions(OWN / "news_de.jsonl")))
    return [
        (
            "readers' questions de",
            "recall@1 / in the sentence",
            _pair(readers.recall[1], readers.answer_in_sentence),
            "",
        ),
        *_follow_ups("de", german),
        *_follow_ups("en", english),
    ]


def _follow_ups(language: str, of: Library) -> list[tuple[str, str, str, str]]:
    file = OWN / f"follow_ups_{language}.jsonl"
    asked = read_questions(file)
    changes = [bool(json.loads(line)["change"]) for line in file.read_text(encoding="utf-8").splitlines()]
    rows = []
    for name, wanted in (("follow-ups", False), ("changes of topic", True)):
        chosen = [one for one, change in zip(asked, changes, strict=True) if change == wanted]
        alone = figures(_asked(of, [replace(one, context=()) for one in chosen])).recall[1]
        together = figures(_asked(of, chosen)).recall[1]
        rows.append((f"{name} {language}", "recall@1 alone / in context", _pair(alone, together), ""))
    return rows


def _pair(first: float | None, second: float | None) -> str:
    return f"{_share(first)} / {_share(second)}"


def _asked(of: Library, questions: Sequence[AskedQuestion]) -> list[Outcome]:
    return evaluate(of, questions, lambda _done, _total: None)


def _retrieval(outcomes: Sequence[Outcome]) -> str:
    found = figures(outcomes)
    return _pair(found.recall[1], found.mrr)


def _loss(noisy: Sequence[Outcome], clean: Sequence[Outcome]) -> str:
    before, after = figures(clean).recall[1] or 0.0, figures(noisy).recall[1] or 0.0
    return f"{_share(after)}, {_share(before - after)}"


def _answered_right(outcomes: Sequence[Outcome]) -> float:
    answerable = [one for one in outcomes if one.answerable]
    return sum(one.answered and one.right for one in answerable) / len(answerable)


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.4f}".lstrip("0")


if __name__ == "__main__":
    main()
