"""How well questions are answered: recall, rank, sentence, abstention and time, over a file of questions.

A line is ``{"question", "article_id", "answers", "language", "context"}``; all but the first are optional.
`article_id` null, or left out: no article answers. `answers` are the words that an answer must hold, any of them.
`context` has the questions asked before it in the same talk.
"""

from __future__ import annotations

import json
import random
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from index import ranking
from index.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from index.library import Library
    from index.records import Hit, Turn

    OnProgress = Callable[[int, int], None]

DEPTH = 10
"""Articles among which the right one is looked for."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SHORTEST_MISSPELT = 4
"""Letters; shorter words are rarely misspelt, and one edit makes another word of them."""


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """One line of a question file."""

    question: str
    article_id: str | None = None
    """None: no article answers."""
    answers: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    """The questions before it, oldest first."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one question."""

    asked: AskedQuestion
    rank: int | None
    """The rank of the right article from 1; None if it is not among the first `DEPTH`, or there is none."""
    confidence: float
    answered: bool
    in_sentence: bool | None
    """Whether the first hit's sentence holds the answer; None if that is not the right article or none is given."""
    seconds: float

    @property
    def answerable(self) -> bool:
        """Whether an article answers it."""
        return self.asked.article_id is not None

    @property
    def right(self) -> bool:
        """Whether the first hit is the right article."""
        return self.rank == 1


@dataclass(frozen=True, slots=True)
class Figures:
    """The outcomes of many questions; None where no question says anything about a figure."""

    questions: int
    recall: dict[int, float | None]
    """Share of the answerable questions whose article is among the first 1, 3 and 10."""
    mrr: float | None
    """Mean of 1/rank, 0 beyond the tenth."""
    answer_in_sentence: float | None
    """Share of the questions with the right article first whose answer stands in the sentence that is shown."""
    auroc: float | None
    """How well confidence tells the rightly answered questions from those that have no answer."""
    answered: float | None
    """Share of all questions that the bot answers."""
    correct_of_answered: float | None
    false_answers: float | None
    """Share of the questions without an answer that are answered all the same."""
    p50: float
    p95: float
    """Milliseconds a question, embedding included."""

    def to_json(self) -> dict[str, Any]:
        """Return the figures as plain values: a contract, fields may be added, never renamed."""
        return {
            "questions": self.questions,
            **{f"recall@{depth}": _rounded(value) for depth, value in self.recall.items()},
            "mrr@10": _rounded(self.mrr),
            "answer_in_sentence": _rounded(self.answer_in_sentence),
            "abstention": {
                "auroc": _rounded(self.auroc),
                "answered": _rounded(self.answered),
                "correct_of_answered": _rounded(self.correct_of_answered),
                "false_answers": _rounded(self.false_answers),
            },
            "ms": {"p50": round(self.p50, 2), "p95": round(self.p95, 2)},
        }


def read_questions(file: Path) -> list[AskedQuestion]:
    """Read a question file.

    Raises:
        ConfigError: it cannot be read, or a line is no question; the text names the line.

    """
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file} cannot be read: {error}; name a file of questions") from error
    found = [_question(line, f"{file}, line {number}") for number, line in enumerate(lines, 1) if line.strip()]
    if not found:
        raise ConfigError(f'{file} has no questions; write lines like {{"question": "…", "article_id": "…"}}')
    return found


def evaluate(library: Library, questions: Sequence[AskedQuestion], on_progress: OnProgress) -> list[Outcome]:
    """Ask every question and say what became of it.

    Raises:
        SnapshotError: nothing has been synced yet, or the snapshot is damaged.

    """
    library.ask(questions[0].question)  # what is loaded once is not the time of a question
    found = []
    for done, asked in enumerate(questions):
        on_progress(done, len(questions))
        found.append(_outcome(library, asked))
    on_progress(len(questions), len(questions))
    return found


def figures(outcomes: Sequence[Outcome]) -> Figures:
    """Return the figures of some outcomes."""
    answerable = [one for one in outcomes if one.answerable]
    unanswerable = [one for one in outcomes if not one.answerable]
    answered = [one for one in outcomes if one.answered]
    right = [one for one in answerable if one.right]
    seconds = sorted(one.seconds for one in outcomes)
    return Figures(
        questions=len(outcomes),
        recall={
            depth: _share(one.rank is not None and one.rank <= depth for one in answerable) for depth in (1, 3, DEPTH)
        },
        mrr=_mean([1 / one.rank if one.rank else 0.0 for one in answerable]),
        answer_in_sentence=_share(one.in_sentence for one in right if one.in_sentence is not None),
        auroc=auroc([one.confidence for one in right], [one.confidence for one in unanswerable]),
        answered=_share(one.answered for one in outcomes),
        correct_of_answered=_share(one.right for one in answered),
        false_answers=_share(one.answered for one in unanswerable),
        p50=1000 * _quantile(seconds, 0.5),
        p95=1000 * _quantile(seconds, 0.95),
    )


def auroc(positives: Sequence[float], negatives: Sequence[float]) -> float | None:
    """Return the probability that a positive is above a negative, ties counting half; None without one of either.

    It is the area under the ROC curve (Mann and Whitney 1947).
    """
    if not positives or not negatives:
        return None
    merged = sorted([(value, 1) for value in positives] + [(value, 0) for value in negatives])
    above, below = 0.0, 0
    start = 0
    while start < len(merged):
        end = start
        while end < len(merged) and merged[end][0] == merged[start][0]:
            end += 1
        tied = sum(positive for _, positive in merged[start:end])
        above += tied * (below + (end - start - tied) / 2)
        below += end - start - tied
        start = end
    return above / (len(positives) * len(negatives))


def risk_coverage(outcomes: Sequence[Outcome]) -> list[tuple[float, float]]:
    """Return ``(share of questions answered, share of those answered wrongly)`` as the threshold falls."""
    curve: list[tuple[float, float]] = []
    wrong = 0
    for count, one in enumerate(sorted(outcomes, key=lambda one: -one.confidence), 1):
        wrong += not one.right
        curve.append((count / len(outcomes), wrong / count))
    return curve


def misspelt(questions: Iterable[AskedQuestion], seed: int = 0) -> Iterator[AskedQuestion]:
    """Yield the questions with one random edit each: a letter left out, doubled, replaced, or swapped with the next.

    It hits a letter of a random word of four letters or more, as a reader's thumb does.
    """
    chance = random.Random(seed)  # noqa: S311 -- a noise test, nothing secret
    for asked in questions:
        words = asked.question.split(" ")
        long = [index for index, word in enumerate(words) if sum(map(str.isalpha, word)) >= _SHORTEST_MISSPELT]
        if long:
            index = chance.choice(long)
            before = words[index]
            while words[index] == before:  # two equal letters swapped are no edit
                words[index] = _edited(before, chance)
        yield AskedQuestion(" ".join(words), asked.article_id, asked.answers, asked.context)


def _edited(word: str, chance: random.Random) -> str:
    place = chance.choice([index for index, character in enumerate(word) if character.isalpha()])
    match chance.choice(("leave out", "double", "replace", "swap")):
        case "leave out":
            return word[:place] + word[place + 1 :]
        case "double":
            return word[:place] + word[place] + word[place:]
        case "replace":
            return word[:place] + chance.choice(_LETTERS) + word[place + 1 :]
        case _:
            return word[:place] + word[place + 1 : place + 2] + word[place] + word[place + 2 :]


def _outcome(library: Library, asked: AskedQuestion) -> Outcome:
    turns = _turns(library, asked.context)
    started = time.perf_counter()
    ranked = library.rank(asked.question, turns=turns)
    answer = None if ranked is None else library.answer_from(ranked)
    seconds = time.perf_counter() - started
    if ranked is None or answer is None:
        return Outcome(asked, None, 0.0, answered=False, in_sentence=None, seconds=seconds)
    best = ranking.best_of_each_article(ranked.passages)[:DEPTH]
    ids = [one.passage.article_id for one in best]
    rank = ids.index(asked.article_id) + 1 if asked.article_id in ids else None
    in_sentence = _holds(answer.hits[0], asked.answers) if rank == 1 and asked.answers and answer.hits else None
    return Outcome(asked, rank, answer.confidence, answer.answered, in_sentence, seconds)


def _turns(library: Library, context: Sequence[str]) -> list[Turn]:
    """Ask the questions before, as the chat did."""
    turns: list[Turn] = []
    for question in context:
        turns.append(library.ask(question, turns=turns).turn())
    return turns


def _holds(hit: Hit, answers: Sequence[str]) -> bool:
    sentence = (hit.answer_text() or "").lower()
    return any(answer.lower() in sentence for answer in answers)


def _question(line: str, place: str) -> AskedQuestion:
    try:
        values = json.loads(line)
    except ValueError as error:
        raise ConfigError(f"{place} is no JSON ({error}); correct the line") from None
    question = values.get("question") if isinstance(values, dict) else None
    if not isinstance(question, str) or not question.strip():
        raise ConfigError(f'{place} has no "question"; write {{"question": "…", "article_id": "…"}}')
    article_id = values.get("article_id")
    if article_id is not None and not isinstance(article_id, str | int):
        raise ConfigError(f'{place} has an "article_id" that is no id; write a string, or null')
    lists = {name: _strings(values.get(name) or [], f'{place} has "{name}"') for name in ("answers", "context")}
    return AskedQuestion(question, None if article_id is None else str(article_id), **lists)


def _strings(values: object, place: str) -> tuple[str, ...]:
    if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
        raise ConfigError(f"{place} that is no list of strings; write […]")
    return tuple(values)


def _share(truths: Iterable[bool | None]) -> float | None:
    return _mean([float(bool(one)) for one in truths])


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _quantile(ordered: Sequence[float], share: float) -> float:
    """Return the value that a share of the others lies under (nearest rank)."""
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
