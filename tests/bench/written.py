"""The results as files: written after each part, so that a run of hours that breaks off has not measured in vain."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.bench import aims, picture, tables
from tests.bench.machine import machine

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from tests.bench.aims import Aim
    from tests.bench.sizes import Size
    from tests.bench.tables import Table
    from tests.bench.versus import Figures


class Written:
    """What was measured so far, and the folder that it is written into."""

    def __init__(self, folder: Path, command: str) -> None:
        """Begin with the machine, and the command that measures."""
        self._folder = folder
        self._machine = machine()
        self._tables = [tables.of_machine(self._machine, command)]
        self._aims: list[Aim] = []
        self._results: dict[str, Any] = {"machine": self._machine}
        self._peers: Mapping[str, Figures] = {}
        self._sizes: Sequence[Size] = ()

    def peers(self, found: Mapping[str, Figures], articles: int) -> None:
        """Add ours beside the peers, all at so many articles."""
        self._peers = found
        self._tables.append(tables.of_peers(found, articles))
        self._aims += aims.against_peers(found, bfloat16=self._machine["bfloat16"] == "yes")
        self._results["peers"] = {name: one.to_json() for name, one in found.items()}
        self._write()

    def sizes(self, found: Sequence[Size]) -> None:
        """Add ours at growing sizes."""
        self._sizes = found
        self._tables.append(tables.of_sizes(found))
        self._aims += aims.of_sizes(found)
        self._results["sizes"] = [one.to_json() for one in found]
        self._write()

    def load(self, found: Mapping[str, float]) -> None:
        """Add many who ask at once."""
        self._aims += aims.of_load(found)
        self._results["load"] = found
        self._write()

    def tables(self) -> list[Table]:
        """Return all of it as tables, the aims last."""
        return [*self._tables, tables.of_aims(self._aims)]

    def _write(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / "results.json").write_text(json.dumps(self._results, indent=2), encoding="utf-8")
        (self._folder / "table.md").write_text("\n".join(map(tables.markdown, self.tables())), encoding="utf-8")
        on = self._machine
        caption = f"{on['processor']}, {on['cores']} cores, bfloat16: {on['bfloat16']}, {on['date']}"
        for kind in ("png", "svg"):
            picture.draw(self._peers, self._sizes, self._folder / f"bench.{kind}", caption)
