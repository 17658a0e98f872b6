"""The config file as a whole: the index's tables, and ``[telegram]``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from platformdirs import user_data_path
from pydantic import Field, field_validator, model_validator

from index.config import SAMPLES, IndexConfig, SourceConfig, Table, read

DEFAULT_FILE = Path("config.toml")
TOKEN_VARIABLE = "ARTICLE_BOT_TOKEN"  # noqa: S105 -- the name of the variable, not a token
_EXAMPLE = "config.example.toml"
_WEBHOOK_PORTS = (443, 80, 88, 8443)
"""https://core.telegram.org/bots/api#setwebhook"""
_FAKE_USERS = {
    1087968824: "anonymous admins",
    777000: "posts of a linked channel",
    136817688: "users who write as a channel",
}
"""Ids that Telegram puts on the messages of many people (Bot API, Message.from)."""


class WebhookConfig(Table):
    """The ``[telegram.webhook]`` table: Telegram brings the updates, instead of being asked for them."""

    url: str
    """The public address that Telegram brings them to: https, on one of its ports."""
    listen: str = "127.0.0.1"
    """The address of this machine that is listened on; 127.0.0.1 where a proxy passes them on."""
    port: Annotated[int, Field(ge=0, le=65535)] = 8080
    """The port that is listened on."""
    certificate: Annotated[Path | None, Field(strict=False)] = None
    """The certificate in PEM form, where no proxy has one. It is shown to Telegram: it may be self-signed."""
    key: Annotated[Path | None, Field(strict=False)] = None
    """Its private key."""
    secret: Annotated[str | None, Field(pattern=r"^[A-Za-z0-9_-]{1,256}$")] = None
    """What Telegram sends along, so that nobody else can bring updates; None: a new one at each start."""

    @field_validator("url")
    @classmethod
    def _is_reachable(cls, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme != "https" or not parts.hostname:
            raise ValueError("write a whole address: https://…; Telegram brings updates to no other")
        if (parts.port or 443) not in _WEBHOOK_PORTS:
            raise ValueError(f"Telegram knows the ports {', '.join(map(str, _WEBHOOK_PORTS))} only")
        return url

    @model_validator(mode="after")
    def _is_a_pair(self) -> Self:
        if (self.certificate is None) != (self.key is None):
            raise ValueError("write both 'certificate' and 'key', or none of them where a proxy has them")
        return self


class TelegramConfig(Table):
    """The ``[telegram]`` table."""

    token: str | None = None
    """From BotFather. The environment variable ``ARTICLE_BOT_TOKEN`` goes before it."""
    admins: Annotated[tuple[int, ...], Field(strict=False)] = ()
    """Telegram user ids that may /reindex."""
    api_url: str = "https://api.telegram.org/bot"
    """Where the Bot API is: Telegram's, or a server of one's own."""
    webhook: WebhookConfig | None = None
    """None: the bot asks for updates, which works everywhere."""

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
    return _resolved(read(chosen, Config), chosen.resolve()), chosen.resolve()


def _resolved(config: Config, file: Path) -> Config:
    """Return the config with the files that it names relative to its own folder."""
    webhook = config.telegram.webhook
    if webhook is None or webhook.certificate is None or webhook.key is None:
        return config
    files = {"certificate": file.parent / webhook.certificate, "key": file.parent / webhook.key}
    telegram = config.telegram.model_copy(update={"webhook": webhook.model_copy(update=files)})
    return config.model_copy(update={"telegram": telegram})


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
