"""Fit the weights that are shipped: ``python -m tests.tools.fit_weights EVAL_FOLDER WORK_FOLDER [--write]``.

It prints how they do in cross-validation, and with ``--write`` puts them into ``index/weights.json``. EVAL_FOLDER has
``xquad_de``, ``xquad_en``, ``unanswerable_de`` and ``wikinews_de``; WORK_FOLDER keeps the embeddings for the next time.
The questions whose article is taken away (see `index.tuning`) stand for the unanswerable ones in English. The questions
of ``tests/quality/news_de.jsonl``, asked as readers ask, teach which sentence answers: those of XQuAD were written with
the sentence in view and have its words, which readers cannot know.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import astuple, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index import tuning, weights
from index.evaluation import read_questions
from index.fitting import fit_choice
from index.weights import SentenceWeights
from tests.tools.libraries import library

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.tuning import Example
    from index.weights import Tuning

NEWS_QUESTIONS = Path(__file__).parents[1] / "quality" / "news_de.jsonl"
READERS_COUNT = 10
"""How often each of the readers' questions is learned from: so that together they count as much as a set of XQuAD."""


def main() -> None:
    """Fit, print, and perhaps write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("eval_folder", type=Path)
    parser.add_argument("work_folder", type=Path)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    learned, sentences = _examples(arguments.eval_folder, arguments.work_folder)
    bundled = replace(_fitted("bundled", learned, weights.shipped_for("bundled:")), sentence=sentences)
    other = replace(_fitted("any other encoder", _centred(learned), weights.shipped_for(None)), sentence=sentences)
    if arguments.write:
        plain = [_rounded(bundled).to_json(), _rounded(other).to_json()]
        weights.SHIPPED.write_text(json.dumps(plain, indent=2) + "\n", encoding="utf-8")
        print(f"{weights.SHIPPED} is written")


def _examples(eval_folder: Path, work_folder: Path) -> tuple[list[Example], SentenceWeights]:
    """Return what the ranking is fitted to, and the weights of the sentences."""
    german = library(
        work_folder / "de", eval_folder / "xquad_de/articles.jsonl", eval_folder / "wikinews_de/articles.jsonl"
    )
    english = library(work_folder / "en", eval_folder / "xquad_en/articles.jsonl")
    asked = [
        *read_questions(eval_folder / "xquad_de/questions.jsonl"),
        *read_questions(eval_folder / "unanswerable_de/questions.jsonl"),
    ]
    learned = [
        *tuning.examples(german, asked, _draw),
        *tuning.examples(english, read_questions(eval_folder / "xquad_en/questions.jsonl"), _draw),
    ]
    readers = tuning.examples(german, read_questions(NEWS_QUESTIONS), _draw)
    choices = [one.sentences for one in [*learned, *(READERS_COUNT * readers)] if one.sentences is not None]
    start = weights.shipped_for("bundled:").sentence
    fitted = SentenceWeights(*(round(value, 3) for value in fit_choice(choices, astuple(start))))
    # A judgement, not a finding: where a summary and a quotation fit equally well, the quotation is the better
    # evidence. Hardly a sentence of these sets has both.
    return learned, replace(fitted, speech=start.speech)


def _fitted(name: str, learned: Sequence[Example], start: Tuning) -> Tuning:
    report, fitted = tuning.cross_validated(learned, start)
    print(f"\n{name}: {len(learned)} questions, {tuning.FOLDS} folds")
    print(f"  {report}")
    for code in sorted({one.language for one in learned if one.language}):
        own = [one for one in learned if one.language == code]
        if sum(one.asked.article_id is not None for one in own) >= tuning.FEWEST_OF_A_LANGUAGE:
            print(f"  {code}: {tuning.cross_validated(own, fitted)[0]}")
    print(f"  {json.dumps(_rounded(fitted).to_json())}")
    return fitted


def _centred(learned: Iterable[Example]) -> list[Example]:
    """Return examples with cosines as `ranking.comparable` makes them for an encoder that nobody has measured."""
    found = []
    for one in learned:
        signs = one.signs.copy()
        signs[:, 1] -= np.median(signs[:, 1])
        found.append(replace(one, signs=signs))
    return found


def _rounded(fitted: Tuning) -> Tuning:
    return weights.Tuning.from_json(
        json.loads(json.dumps(fitted.to_json()), parse_float=lambda digits: round(float(digits), 3))
    )


def _draw(done: int, total: int) -> None:
    if done % 100 == 0 or done == total:
        print(f"\r{done}/{total}", end="\n" if done == total else "", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
