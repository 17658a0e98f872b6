"""The config file as a whole: the index's tables, and ``[telegram]``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

from platformdirs import user_data_path
from pydantic import Field, field_validator

from index.config import SAMPLES, IndexConfig, SourceConfig, Table, read

DEFAULT_FILE = Path("config.toml")
TOKEN_VARIABLE = "ARTICLE_BOT_TOKEN"  # noqa: S105 -- the name of the variable, not a token
_EXAMPLE = "config.example.toml"
_FAKE_USERS = {
    1087968824: "anonymous admins",
    777000: "posts of a linked channel",
    136817688: "users who write as a channel",
}
"""Ids that Telegram puts on the messages of many people (Bot API, Message.from)."""


class TelegramConfig(Table):
    """The ``[telegram]`` table."""

    token: str | None = None
    """From BotFather. The environment variable ``ARTICLE_BOT_TOKEN`` goes before it."""
    admins: Annotated[tuple[int, ...], Field(strict=False)] = ()
    """Telegram user ids that may /reindex."""
    api_url: str = "https://api.telegram.org/bot"
    """Where the Bot API is: Telegram's, or a server of one's own."""

    @field_validator("admins")
    @classmethod
    def _are_people(cls, admins: tuple[int, ...]) -> tuple[int, ...]:
        for admin in admins:
            if admin in _FAKE_USERS:
                raise ValueError(f"{admin} stands for {_FAKE_USERS[admin]}; write the id of a person")
        return admins

    def effective_token(self) -> str | None:
        """Return the token that holds: the environment's, else the file's."""
        return os.environ.get(TOKEN_VARIABLE) or self.token


class Config(IndexConfig):
    """All of a config file."""

    telegram: TelegramConfig = TelegramConfig()


def load(file: Path | None) -> tuple[Config, Path | None]:
    """Read the config: the file that is named, else ``config.toml`` here, else the built-in sample articles.

    Returns:
        The config and the file that it stands in, None for the samples.

    Raises:
        ConfigError: the file cannot be read or has faults.

    """
    if file is None and not DEFAULT_FILE.exists():
        return samples(), None
    chosen = file or DEFAULT_FILE
    return read(chosen, Config), chosen.resolve()


def example() -> str:
    """Return the text of config.example.toml: beside the code in a checkout, within it when installed."""
    package = Path(__file__).parent
    inside = package / _EXAMPLE
    return (inside if inside.exists() else package.parent / _EXAMPLE).read_text(encoding="utf-8")


def samples() -> Config:
    """Return the config of the built-in articles; their index lies where this user's data belongs."""
    return Config(
        data_dir=user_data_path("article-bot") / "samples",
        sources=(SourceConfig(name="samples", path=SAMPLES),),
    )
