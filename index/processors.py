"""How many processors this process may use."""

from __future__ import annotations

import math
import os
from pathlib import Path

_QUOTA = Path("/sys/fs/cgroup/cpu.max")
"""Where Linux says what share of the processors a container has: ``QUOTA PERIOD`` (microseconds) or ``max PERIOD``."""


def usable(quota: Path = _QUOTA) -> int:
    """Return how many processors this process may use: those it is bound to, as far as its container's quota goes."""
    bound = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        allowed, period = quota.read_text(encoding="ascii").split()
        return max(1, min(bound, math.ceil(int(allowed) / int(period))))
    except (OSError, ValueError, ZeroDivisionError):
        return bound
