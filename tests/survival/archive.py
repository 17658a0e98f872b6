"""A small archive in three editions, and all that can be seen of a library that holds one of them."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index import schema, snapshot
from index.config import IndexConfig, SourceConfig
from index.dense import LIMITS, Limits
from index.library import Library
from index.sync import CATALOG, SNAPSHOTS, Outside, sync
from tests.hand_encoder import HandEncoder, HandEncoders

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from index.records import Answer, StoredPassage

    _Row = tuple[Any, ...]

QUESTIONS = (
    "Wann wird der Kai im Hafen von Lindmoor wieder frei?",
    "Wer führt die Brücke von Kesselwerda?",
    "Wo wurde der Wolf von Bruchwalden gesehen?",
    "Was kostet die Fähre nach Ostervehl?",
    "Who runs the ferry at Merrowby harbour?",
    "Which bridge in Tarnbridge is closed?",
    "Was beschloss der Rat von Grauwerth?",
    "Wie viele Lampen hat der Leuchtturm von Sandholm?",
)
"""Each is answered by an article that one of the editions has and another has not, or has otherwise."""

_FERRY = (
    "The ferry at Merrowby harbour will run every hour from Monday. Ottoline Farrow, who runs the ferry, said that two "
    "boats were ready. The old boat is to be sold to a museum in Pellmarsh, and its bell stays in the harbour.\n\n"
    "Tickets are sold on board only. A family of four pays nine crowns, and a bicycle travels free on the first boat."
)
_HARBOUR = (
    "Der Kai im Hafen von Lindmoor wird im Mai wieder frei. Das sagte Hafenmeisterin Jorid Wennemar am Dienstag. "
    "Zwei Kähne liegen noch am alten Kai, ein dritter ist schon auf dem Weg in die Werft von Ostervehl.\n\n"
    "Der Hafen bleibt so lange für Fischer geöffnet. Am Wochenende legt dort die Fähre an, und der Markt zieht auf die "
    "andere Seite um, wo seit Jahren die Netze trocknen."
)
_BRIDGE = (
    "Die Brücke von Kesselwerda führt ab Herbst Baumeister Ansgar Tolkvist. Die Brücke ist neunzig Jahre alt und trägt "
    "noch die ersten Nieten. Im Winter soll sie für drei Wochen gesperrt werden."
)
_COUNCIL = (
    "Der Rat von Grauwerth beschloss am Abend den Haushalt. Elf von neunzehn Mitgliedern stimmten dafür. "
    "Ratsherrin Mette Osterquell nannte die Zahlen eng, aber ehrlich."
)

_FIRST = {
    "ferry": ("Ferry every hour", "en", _FERRY),
    "harbour": ("Kai bald frei", "de", _HARBOUR),
    "bridge": ("Neuer Baumeister", "de", _BRIDGE),
    "council": ("Haushalt beschlossen", "de", _COUNCIL),
    "mill": ("Mühle zu", "de", "Die Mühle in Kesselwerda bleibt im Juli geschlossen. Mehl gibt es beim Bäcker."),
}
_OLD = {key: value for key, value in _FIRST.items() if key != "mill"} | {
    "wolf": (
        "Wolf am Waldrand",
        "de",
        "Der Wolf von Bruchwalden wurde am Waldrand gesehen. Förster Henk Ilmari sah ihn.",
    ),
    "lamp": ("Neue Lampen", "de", "Der Leuchtturm von Sandholm hat vier Lampen. Eine fünfte liegt auf dem Kai bereit."),
    "tarn": ("Bridge closed", "en", "The mill bridge in Tarnbridge is closed until June. Wilf Arden has the only key."),
}
_NEW = {key: value for key, value in _OLD.items() if key not in {"lamp", "council"}} | {
    "harbour": ("Kai bald frei", "de", _HARBOUR.replace("im Mai wieder frei", "erst im August wieder frei")),
    "wolf": ("Wolf am Bach", "de", "Der Wolf von Bruchwalden wurde am Bach gesehen. Die Spur führt zum Hafen."),
    "bridge": ("Tolkvist baut", "de", _BRIDGE),
    "fare": (
        "Fähre teurer",
        "de",
        "Die Fähre nach Ostervehl kostet jetzt fünf Kronen. Kinder fahren frei, Hunde auch.",
    ),
    "quay": (
        "Zweiter Kai",
        "de",
        "Lindmoor baut einen zweiten Kai. Der Kai liegt neben dem Hafen. Im März geht es los.",
    ),
}

EDITIONS = {"first": _FIRST, "old": _OLD, "new": _NEW}
"""From "first" to "old" articles come and one goes; from "old" to "new" two come (`fare`, `quay`), two go (`lamp`,
`council`), two change their text (`harbour`, `wolf`), one only its title (`bridge`), and two stay as they are."""


class LimitedConfig(IndexConfig):
    """A config that also says how large the library may be before its vectors are kept otherwise."""

    limits: Limits = LIMITS


def synced(config: LimitedConfig, encoders: HandEncoders | None = None) -> None:
    """Sync to the end."""
    outside = Outside(encoders or HandEncoders(), limits=config.limits)
    sync(config, lambda _: None, outside=outside)


@dataclass(frozen=True, slots=True)
class Archive:
    """The editions as files below one folder, and how a library of them keeps its vectors."""

    folder: Path
    limits: Limits

    @classmethod
    def written(cls, folder: Path, limits: Limits) -> Archive:
        """Write every edition as a file of article lines."""
        for edition, articles in EDITIONS.items():
            lines = [
                json.dumps({"id": key, "title": title, "language": language, "text": text})
                for key, (title, language, text) in articles.items()
            ]
            (folder / edition).mkdir()
            (folder / edition / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
        return cls(folder, limits)

    def config(self, edition: str, data_dir: Path) -> LimitedConfig:
        """Return the config of a library of one edition; the source is the same one in all of them."""
        source = SourceConfig(name="Landbote", path=self.folder / edition)
        return LimitedConfig(data_dir=data_dir, sources=(source,), limits=self.limits)


@dataclass(frozen=True, slots=True)
class Searchable:
    """What a reader sees: one snapshot, whole."""

    answers: tuple[Answer, ...]
    lexical: dict[int, StoredPassage]
    dense: frozenset[int]


@dataclass(frozen=True, slots=True)
class Stored:
    """What the catalogue holds, row by row; its own identity and the time of the last report left out."""

    articles: list[_Row] = field(default_factory=list)
    passages: list[_Row] = field(default_factory=list)
    vectors: dict[bytes, bytes] = field(default_factory=dict)
    retired: list[_Row] = field(default_factory=list)
    versions: list[_Row] = field(default_factory=list)
    """What articles said before; when they ceased to is left out."""
    facts: list[_Row] = field(default_factory=list)


def searchable(config: IndexConfig) -> Searchable:
    """Ask every question of a freshly opened library, and look into both parts of its snapshot."""
    library = Library(config, encoders=HandEncoders())
    answers = tuple(library.ask(question, hits=20) for question in QUESTIONS)
    opened = snapshot.open_current(config.data_dir / SNAPSHOTS)
    assert opened is not None
    # Every question saw this snapshot: nobody syncs meanwhile.
    lexical = {number: one.passage for number, one in opened.lexical.entries(range(200)).items()}
    assert len(opened.lexical) == len(lexical) == len(opened.dense) == opened.manifest.passages
    encoder = HandEncoder()
    for number, passage in lexical.items():
        vector = encoder.encode_question(passage.text)
        assert opened.dense.cosines(vector, [number])[number] > 0.999, f"the vector of {number} is another text's"
    everything = opened.dense.nearest(encoder.encode_question("Hafen"), 200)
    return Searchable(answers, lexical, frozenset(everything))


def stored(data_dir: Path) -> Stored:
    """Read the catalogue as it lies on disk, past our own code; nothing where it has not been made yet."""
    if not (data_dir / CATALOG).exists():
        return Stored()
    with closing(sqlite3.connect(data_dir / CATALOG)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        if db.execute("PRAGMA user_version").fetchone() < (len(schema.MIGRATIONS),):
            return Stored()  # stopped while it was being made
        return Stored(
            db.execute("SELECT * FROM article ORDER BY number").fetchall(),
            db.execute("SELECT * FROM passage ORDER BY number").fetchall(),
            dict(db.execute("SELECT text_hash, vector FROM vector").fetchall()),
            db.execute("SELECT * FROM retired ORDER BY passage").fetchall(),
            db.execute("SELECT source, id, text, title, removed FROM version ORDER BY number").fetchall(),
            db.execute("SELECT * FROM fact WHERE name NOT IN ('identity', 'report') ORDER BY name").fetchall(),
        )


def files(data_dir: Path) -> Counter[str]:
    """Count the files by their place; what carries a number or a random name goes by its kind."""
    found = (path.relative_to(data_dir) for path in data_dir.rglob("*"))
    return Counter("/".join(_kind(part) for part in path.parts) for path in found)


def _kind(name: str) -> str:
    if name.isdigit():
        return "<generation>"
    stem, dot, ending = name.rpartition(".")
    return f"<segment>.{ending}" if dot and len(stem) >= 32 else name
