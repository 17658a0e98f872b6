"""Short articles in any number, of sentences of our own: two languages, names and figures that differ."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PLACES = ("Lindmoor", "Kesselwerda", "Grauwerth", "Bruchwalden", "Ostervehl", "Sandholm", "Nordermoor", "Alkmoor")
_TOWNS = ("Merrowby", "Tarnbridge", "Pellmarsh", "Saltwick", "Mount Vessen", "Farrow Green", "Ardenholt", "Thornby")
_PEOPLE = ("Jorid Wennemar", "Ansgar Tolkvist", "Mette Osterquell", "Henk Ilmari", "Ottoline Farrow", "Wilf Arden")
_THINGS = ("der Hafen", "die Brücke", "die Fähre", "das Rathaus", "die Mühle", "der Leuchtturm", "das Freibad")
_WORKS = ("the harbour", "the bridge", "the ferry", "the town hall", "the mill", "the lighthouse", "the pool")
_GERMAN = (
    "In {place} soll {thing} im Jahr {year} für {number} Kronen erneuert werden.",
    "Das sagte {person} am Dienstag vor {small} Gästen im Rathaus von {place}.",
    "{number} Menschen haben dafür unterschrieben, {small} waren dagegen.",
    "„Wir haben lange genug gewartet“, sagte {person}, „und {small} Jahre sind zu viel.“",
    "Wie viel {thing} am Ende kostet, ließ der Rat von {place} offen.",
)
_ENGLISH = (
    "In {town}, {work} is to be repaired in {year} at a cost of {number} crowns.",
    "{person} said so on Tuesday before {small} guests in the town hall of {town}.",
    "{number} people have signed for it, and {small} were against.",
    "“We have waited long enough,” said {person}, “and {small} years are too many.”",
    "How much {work} will cost in the end, the council of {town} did not say.",
)


def articles(count: int, *, edition: int = 0) -> Iterator[dict[str, str]]:
    """Yield article lines, the same ones each time; of another edition, every thousandth has another last sentence."""
    for number in range(count):
        chance = random.Random(number)  # noqa: S311 -- not for secrets
        german = chance.random() < 0.5
        words = {
            "place": chance.choice(_PLACES), "town": chance.choice(_TOWNS), "person": chance.choice(_PEOPLE),
            "thing": chance.choice(_THINGS), "work": chance.choice(_WORKS), "year": chance.randint(2026, 2040),
            "number": chance.randint(1_000, 99_999_999), "small": chance.randint(3, 400),
        }  # fmt: skip
        sentences = [one.format(**words) for one in chance.sample(_GERMAN if german else _ENGLISH, 4)]
        if edition and number % 1000 == 0:
            sentences.append(f"Edition {edition}." if not german else f"Ausgabe {edition}.")
        yield {
            "id": f"a-{number:07d}",
            "title": sentences[0][:60],
            "text": " ".join(sentences),
            "published": f"{chance.randint(1995, 2025)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}",
            "credit": "nap/red",
            "language": "de" if german else "en",
        }


def write(file: Path, count: int, *, edition: int = 0) -> None:
    """Write articles into a file, a line each."""
    with file.open("w", encoding="utf-8") as lines:
        for one in articles(count, edition=edition):
            lines.write(f"{json.dumps(one, ensure_ascii=False)}\n")
