"""A channel's posts as articles: a file for each in the library's folder, written, rewritten and removed with it.

A file holds one article line, which a sync reads like any other. The name tells the channel and the message.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from telegram import MessageEntity

from index import analysis

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from telegram import Chat, Message

_PREFIX = "posts-"
"""Of the name of a channel's folder; what is added by hand is never called so."""
_FEWEST_WORDS = 4
"""A post of fewer words says nothing that could be asked for."""
_PRIVATE = 1_000_000_000_000
"""What the ids of supergroups and channels are below zero by (Bot API, "-100…")."""


@dataclass(frozen=True, slots=True)
class PostId:
    """Which post of which channel."""

    chat: int
    message: int

    @property
    def article_id(self) -> str:
        """The id of its article."""
        return f"{self.chat}/{self.message}"

    @classmethod
    def of_article(cls, article_id: str) -> PostId | None:
        """Return the post that an article is; None for an id that is none of a post."""
        chat, _, message = article_id.partition("/")
        try:
            return cls(int(chat), int(message))
        except ValueError:
            return None


class Posts:
    """The folder with the posts that are articles."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, post: Message) -> bool:
        """Write a post down, or what it says now; False if there is nothing in it that could be asked for.

        Raises:
            OSError: there is no room, or the folder cannot be written.

        """
        file = self._file(PostId(post.chat_id, post.message_id))
        line = article_line(post)
        if line is None:
            self.forget(PostId(post.chat_id, post.message_id))
            return False
        file.parent.mkdir(parents=True, exist_ok=True)
        beside = file.with_name(f".{file.stem}.new")  # what begins with a dot is read by nobody
        beside.write_text(json.dumps(line, ensure_ascii=False) + "\n", encoding="utf-8")
        beside.replace(file)
        return True

    def forget(self, post: PostId) -> bool:
        """Take a post out; False if it was not in.

        Raises:
            OSError: the folder cannot be written.

        """
        file = self._file(post)
        try:
            file.unlink()
        except FileNotFoundError:
            return False
        with suppress(OSError):  # there are others
            file.parent.rmdir()
        return True

    def has(self, post: PostId) -> bool:
        """Tell whether a post is an article."""
        return self._file(post).exists()

    def latest(self, count: int) -> list[PostId]:
        """Return the latest posts of each channel, `count` of each at most, the oldest first."""
        found = []
        for folder in sorted(self._folder.glob(f"{_PREFIX}*")):
            posts = sorted(_posts_in(folder), key=lambda one: one.message)
            found += posts[-count:]
        return found

    def _file(self, post: PostId) -> Path:
        return self._folder / f"{_PREFIX}{post.chat}" / f"{post.message}.jsonl"


def _posts_in(folder: Path) -> Iterator[PostId]:
    for file in folder.glob("*.jsonl"):
        if (post := PostId.of_article(f"{folder.name.removeprefix(_PREFIX)}/{file.stem}")) is not None:
            yield post


def article_line(post: Message) -> dict[str, Any] | None:
    """Return a post as an article line; None for one of hardly any words, and for the words of another chat or person.

    A first line that is bold as a whole is its title.
    """
    if post.forward_origin is not None:
        return None  # the channel has not written them, so they must not be cited as its own
    title, text = _headline(post)
    if len(analysis.words(f"{title or ''} {text}")) < _FEWEST_WORDS or not text:
        return None
    line = {
        "id": PostId(post.chat_id, post.message_id).article_id,
        "title": title,
        "text": text,
        "url": link(post.chat, post.message_id),
        # As everybody's app shows it: in the time of the place. The machine's is the nearest to that.
        "published": post.date.astimezone().date().isoformat(),
        "author": post.author_signature,
        "source": post.chat.title,
    }
    return {name: value for name, value in line.items() if value is not None}


def link(chat: Chat, message: int) -> str:
    """Return the address of a post; that of a private channel opens for its members."""
    where = chat.username or f"c/{-chat.id - _PRIVATE}"
    return f"https://t.me/{where}/{message}"


def _headline(post: Message) -> tuple[str | None, str]:
    """Return a post's title, if it has one, and its text."""
    text = post.text or post.caption or ""
    first, _, rest = text.partition("\n")
    bold = post.parse_entities([MessageEntity.BOLD]) if post.text else post.parse_caption_entities([MessageEntity.BOLD])
    whole = any(entity.offset == 0 and words.strip() == first.strip() for entity, words in bold.items())
    return (first.strip(), rest.strip()) if whole and first.strip() and rest.strip() else (None, text.strip())
