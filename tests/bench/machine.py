"""What the figures were measured on and with."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

_NAMED = ("torch", "sentence-transformers", "transformers", "faiss-cpu", "tantivy", "numpy", "python-telegram-bot")


def machine() -> dict[str, str]:
    """Return processor, cores, memory, whether bfloat16 is computed in hardware, date and versions, by name."""
    import torch  # noqa: PLC0415 -- takes seconds

    fast = torch.ops.mkldnn._is_mkldnn_bf16_supported()
    return {
        "date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "processor": _processor(),
        "cores": str(_cores()),
        "memory": f"{_memory_gb():.0f} GB",
        "bfloat16": "yes" if fast else "no",
        "GPU": "yes" if torch.cuda.is_available() else "no",
        "system": f"{platform.system()} {platform.release()}",
        "Python": platform.python_version(),
    } | {name: metadata.version(name) for name in _NAMED}


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _processor() -> str:
    """Return the name of the processor, and its matrix units, which its name may not tell."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    values = {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in lines)}
    units = [one for one in ("amx_bf16", "avx512_bf16", "avx512f", "avx2") if one in values.get("flags", "").split()]
    return " ".join([values.get("model name", platform.machine()), *(f"({one})" for one in units[:1])])


def _memory_gb() -> float:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    except (ValueError, OSError, AttributeError):
        return 0.0
