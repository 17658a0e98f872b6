"""Print what questions say of time and source, and how long it takes: ``python -m tests.tools.facets QUESTIONS.jsonl``.

A question set whose questions are about texts, and not about when they were published, should have no restriction.
"""

from __future__ import annotations

import argparse
import json
import time
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from index.facets import understood

_NAMES = ("archive", "Süddeutsche Zeitung", "afp", "Reuters", "Die Zeit")


def main() -> None:
    """Understand every question, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("questions", type=Path)
    arguments = parser.parse_args()
    today = datetime.now().astimezone().date()
    understood("Was war gestern, am 5. Mai?", today, _NAMES)  # imports dateparser
    console = Console(width=100)
    times: dict[str, list[float]] = {"nothing": [], "a preference": [], "a restriction": []}
    for line in arguments.questions.read_text(encoding="utf-8").splitlines():
        asked = json.loads(line)
        started = time.perf_counter()
        facets = understood(asked["question"], today, _NAMES, asked.get("language"))
        taken = 1000 * (time.perf_counter() - started)
        kind = "a restriction" if facets.restricts else "a preference" if facets.said else "nothing"
        times[kind].append(taken)
        if facets.restricts:
            said = " / ".join(span.of(asked["question"]) for span in facets.said)
            console.print(f"{asked['question']} → {said}", markup=False)
    table = Table("understood", "questions", "ms p50", "p95", "p99", "most")
    for kind, values in times.items():
        ordered = sorted(values) or [0.0]
        quantiles = (ordered[min(len(ordered) - 1, int(one * len(ordered)))] for one in (0.5, 0.95, 0.99, 1.0))
        table.add_row(kind, str(len(values)), *(f"{value:.3f}" for value in quantiles))
    console.print(table)


if __name__ == "__main__":
    main()
