from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.transport.hand_clock import HandClock
from tests.transport.wire import Wire, serving

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@pytest.fixture(autouse=True)
def _durations_as_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it PTB 22 warns in each RetryAfter, and a warning is an error in these tests."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
def clock() -> HandClock:
    """Return a clock that stands still."""
    return HandClock()


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    """Run a server that gives the answers it is told."""
    async with serving() as running:
        yield running
