"""Files that people and the bot send, kept where the bot can download them."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Literal

AttachmentKind = Literal["document", "photo"]

LARGEST_DOWNLOAD = 20 * 1024 * 1024
"""Bytes that getFile lets a bot download."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A document, or a photo."""

    kind: AttachmentKind
    file_id: str
    unique_id: str
    path: str
    """What follows the token in the file's URL: Telegram's ``file_path``."""
    name: str
    """As it was called where it came from; a photo has none."""
    mime_type: str
    data: bytes = field(repr=False)


class Files:
    """All files, by their ids."""

    def __init__(self) -> None:
        """Start without any."""
        self._by_id: dict[str, Attachment] = {}

    def keep(self, kind: AttachmentKind, name: str, data: bytes) -> Attachment:
        """Keep a new file."""
        number = len(self._by_id)
        suffix = PurePath(name).suffix if kind == "document" else ".jpg"
        kept = Attachment(
            kind=kind,
            file_id=f"BQACAgIAAxkBAAI{number}",
            unique_id=f"AgADBAAD{number}",
            path=f"{kind}s/file_{number}{suffix}",
            name=name if kind == "document" else "",
            mime_type=mimetypes.guess_type(name)[0] or "application/octet-stream",
            data=data,
        )
        self._by_id[kept.file_id] = kept
        return kept

    def by_id(self, file_id: str) -> Attachment | None:
        """Return the file that a ``file_id`` names, if any."""
        return self._by_id.get(file_id)

    def at(self, path: str) -> Attachment | None:
        """Return the file at a path, if there is one that a bot may download."""
        found = next((file for file in self._by_id.values() if file.path == path), None)
        return found if found and len(found.data) <= LARGEST_DOWNLOAD else None
