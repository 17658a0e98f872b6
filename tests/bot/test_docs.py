"""What the README and the example config promise is what the code has."""

from __future__ import annotations

import functools
import re
import tomllib
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.cli import cli
from bot.commands import COMMANDS
from bot.config import Config, TelegramConfig, WebhookConfig, example
from bot.handlers import additions, alerts, inline
from bot.handlers.answering import EDITABLE
from bot.handlers.group_admins import KEPT as ADMINS_KEPT
from bot.handlers.jobs import EDIT_INTERVAL
from bot.handlers.quoting import MAX_QUOTE
from bot.handlers.turns import MOST_WAITING
from bot.render.citation_text import MAX_COPIED
from bot.render.parts import MAX_MESSAGE
from bot.store.given import KEPT as GIVEN_KEPT
from bot.upkeep import channel_articles
from bot.upkeep.corrections import PAUSE as CORRECTIONS_PAUSE
from index.config import EmbeddingConfig, SearchConfig, SourceConfig, WebConfig
from index.library import MAX_QUESTION

if TYPE_CHECKING:
    from pydantic import BaseModel

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_command_is_in_the_readme() -> None:
    """The README names every command."""
    assert [name for name in cli.commands if f"`article-bot {name}" not in README] == []


def test_every_option_of_a_command_is_in_the_readme() -> None:
    """The README names every option that a command has."""
    options = {option for command in cli.commands.values() for param in command.params for option in param.opts}
    assert sorted(option for option in options if option.startswith("--") and option not in README) == []


TABLES: dict[str, type[BaseModel]] = {
    "sources": SourceConfig,
    "embedding": EmbeddingConfig,
    "search": SearchConfig,
    "web": WebConfig,
    "telegram": TelegramConfig,
    "telegram.webhook": WebhookConfig,
}


def test_every_config_key_is_in_the_example() -> None:
    """config.example.toml shows every key, if only in a comment, and no other."""
    shown = tomllib.loads(re.sub(r"^# (\w+ = |\[)", r"\1", example(), flags=re.MULTILINE))
    shown["sources"] = shown["sources"][0]
    tables = {name: set(_table(shown, name)) for name in TABLES}
    assert tables == {name: set(table.model_fields) for name, table in TABLES.items()}
    assert set(shown) == set(Config.model_fields) == {"data_dir", *(name for name in TABLES if "." not in name)}


def _table(values: dict[str, Any], name: str) -> dict[str, Any]:
    """Return the table with a dotted name."""
    return functools.reduce(lambda table, part: table[part], name.split("."), values)


def test_every_config_key_is_in_the_readme() -> None:
    """The README's table of the config names every key."""
    keys = ["data_dir", *(f"{name}.{key}" for name, table in TABLES.items() for key in table.model_fields)]
    assert [key for key in keys if f"`{key}`" not in README] == []


def test_every_command_in_telegram_is_in_the_readme() -> None:
    """The README's tables of commands in Telegram name each that the bot announces, once, and no other."""
    rows = re.findall(r"^\| `/(\w+)", README, re.MULTILINE)
    assert sorted(rows) == sorted(command.name for command in COMMANDS)


def test_limits_in_telegram_are_those_of_the_code() -> None:
    """The README's table of limits has the figures that hold."""
    telegram = TelegramConfig()
    rows = {
        "`telegram.per_user`": f"{telegram.per_user}",
        "questions of one person that are answered one after another": f"1 + {MOST_WAITING}",
        "characters of a question that are read": f"{MAX_QUESTION}",
        "UTF-16 units of a question that its answer quotes": f"{MAX_QUOTE}",
        "characters of a message": f"{MAX_MESSAGE}",
        "a citation that a button copies": f"{MAX_COPIED}",
        "an edited question in a group": f"{EDITABLE / timedelta(hours=1):.0f} h",
        "the buttons under an answer work": f"{GIVEN_KEPT / 86400:.0f} days",
        "between two corrections": f"{CORRECTIONS_PAUSE:.0f} s",
        "alerts of one person": f"{alerts.MOST}",
        "an alert's question": f"{alerts.MAX_QUESTION}",
        "results of an inline query": f"{inline.PER_PAGE}, {inline.MOST}",
        "new admin": f"{ADMINS_KEPT / 60:.0f} min",
        "addresses of one `/add`": f"{additions.MOST_PAGES}",
        "a file for `/add`": f"{additions.LARGEST / 1024 / 1024:.0f} MB",
        "a message with progress": f"{EDIT_INTERVAL:.0f} s",
        "latest posts of a channel": f"{channel_articles.LATEST}",
    }
    assert telegram.per_user == telegram.per_chat
    table = README.partition("| limit | |\n|---|---|\n")[2].partition("\n\n")[0]
    said = [(limit, what) for limit, what in re.findall(r"^\| ([^|]+) \| (.+) \|$", table, re.MULTILINE)]
    assert [next((limit for limit, row in said if what in row), None) for what in rows] == list(rows.values())
    assert len(said) == len(rows)


def test_set_up_is_two_commands() -> None:
    """The set-up in the README is two blocks of one line each; CI reads them from there."""
    section = README.partition("\n## Set-up\n")[2].partition("\n## ")[0]
    assert [len(block.strip().splitlines()) for block in re.findall(r"```sh\n(.*?)```", section, re.DOTALL)] == [1, 1]


def test_top_level_is_what_was_agreed() -> None:
    """The repository's top level holds nothing but what it was fixed to."""
    known = {"pyproject.toml", "bot", "index", "tests", "config.example.toml", "README.md", "LICENSE"}
    built = {"config.toml", "article-bot-data", "dist", "build"}
    assert {path.name for path in ROOT.iterdir() if not path.name.startswith(".")} - built <= known
