"""What the README and the example config promise is what the code has."""

from __future__ import annotations

import functools
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.cli import cli
from bot.config import Config, TelegramConfig, WebhookConfig, example
from index.config import EmbeddingConfig, SearchConfig, SourceConfig, WebConfig

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


def test_set_up_is_two_commands() -> None:
    """The set-up in the README is two blocks of one line each; CI reads them from there."""
    section = README.partition("\n## Set-up\n")[2].partition("\n## ")[0]
    assert [len(block.strip().splitlines()) for block in re.findall(r"```sh\n(.*?)```", section, re.DOTALL)] == [1, 1]


def test_top_level_is_what_was_agreed() -> None:
    """The repository's top level holds nothing but what it was fixed to."""
    known = {"pyproject.toml", "bot", "index", "tests", "config.example.toml", "README.md", "LICENSE"}
    built = {"config.toml", "article-bot-data", "dist", "build"}
    assert {path.name for path in ROOT.iterdir() if not path.name.startswith(".")} - built <= known
