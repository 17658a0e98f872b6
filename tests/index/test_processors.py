from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from index.processors import usable

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("quota", "found"),
    [
        ("max 100000\n", 6),
        ("200000 100000\n", 2),
        ("150000 100000\n", 2),
        ("50000 100000\n", 1),
        ("900000 100000\n", 6),
        ("nonsense", 6),
        ("100000 0", 6),
    ],
)
def test_quota_of_a_container(quota: str, found: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A container's share counts, rounded up, where it is less than the processors that the process is bound to."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(6)), raising=False)
    (tmp_path / "cpu.max").write_text(quota, encoding="ascii")
    assert usable(tmp_path / "cpu.max") == found


def test_without_a_quota(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing tells of a quota, or of what the process is bound to, all processors count."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {3, 5}, raising=False)
    assert usable(tmp_path / "cpu.max") == 2
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: 5)
    assert usable(tmp_path / "cpu.max") == 5
