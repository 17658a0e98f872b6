from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.config import TOKEN_VARIABLE, Config, example, load
from index.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return what writes a config file."""

    def written(text: str) -> Path:
        file = tmp_path / "config.toml"
        file.write_text(text, encoding="utf-8")
        return file

    return written


def test_samples_without_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a config file the built-in articles are used, and nothing is written into the folder."""
    monkeypatch.chdir(tmp_path)
    config, file = load(None)
    assert (file, [source.name for source in config.sources], list(tmp_path.iterdir())) == (None, ["samples"], [])


def test_config_toml_here_is_found(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """A config.toml in the current folder is the config."""
    file = write('[[sources]]\nname = "a"\npath = "articles"\n')
    monkeypatch.chdir(file.parent)
    config, found = load(None)
    assert (found, config.sources[0].path) == (file, file.parent / "articles")


def test_environment_goes_before_the_file(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """The token of the environment goes before the one of the file."""
    config, _ = load(write('[telegram]\ntoken = "from the file"\n'))
    monkeypatch.delenv(TOKEN_VARIABLE, raising=False)
    assert config.telegram.effective_token() == "from the file"
    monkeypatch.setenv(TOKEN_VARIABLE, "from outside")
    assert config.telegram.effective_token() == "from outside"


@pytest.mark.parametrize("fake", [1087968824, 777000, 136817688])
def test_fake_users_are_no_admins(write: Write, fake: int) -> None:
    """An id that stands for many people cannot be an admin's."""
    with pytest.raises(ConfigError, match=f"{fake} stands for .*; write the id of a person"):
        load(write(f"[telegram]\nadmins = [{fake}]\n"))


def test_all_faults_at_once(write: Write) -> None:
    """Every fault is named in one message, an unknown key with the nearest known one."""
    file = write('data_dri = "x"\n[telegram]\ntokn = "x"\nadmins = ["me"]\n[search]\nhits = 0\n')
    with pytest.raises(ConfigError) as raised:
        load(file)
    assert str(raised.value) == (
        f"{file}: 'search.hits': input should be greater than or equal to 1, not 0; "
        "'telegram.admins.0': input should be a valid integer, not 'me'; "
        "unknown key 'telegram.tokn'; did you mean 'token'?; unknown key 'data_dri'; did you mean 'data_dir'?"
    )


def test_example_loads_and_says_the_defaults(write: Write) -> None:
    """config.example.toml is a valid config, and each figure in it is the default."""
    config, _ = load(write(example()))
    defaults = Config()
    assert (config.embedding, config.search, config.web, config.telegram) == (
        defaults.embedding,
        defaults.search,
        defaults.web,
        defaults.telegram,
    )


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        ('url = "http://bot.example.org/"', "Telegram brings updates to no other"),
        ('url = "https://bot.example.org:8080/"', "Telegram knows the ports 443, 80, 88, 8443 only"),
        ('url = "https://bot.example.org/"\ncertificate = "cert.pem"', "write both 'certificate' and 'key'"),
        ('url = "https://bot.example.org/"\nsecret = "ä"', "telegram.webhook.secret"),
    ],
)
def test_webhook_that_cannot_work_is_refused(write: Write, table: str, fault: str) -> None:
    """A webhook that Telegram would not accept is a fault of the config, with its remedy."""
    with pytest.raises(ConfigError, match=fault):
        load(write(f"[telegram.webhook]\n{table}\n"))


def test_webhook_files_are_beside_the_config(write: Write) -> None:
    """The certificate and its key are found from the config's folder, wherever the bot is started."""
    file = write('[telegram.webhook]\nurl = "https://a.example/"\ncertificate = "cert.pem"\nkey = "tls/key.pem"\n')
    webhook = load(file)[0].telegram.webhook
    assert webhook is not None
    assert (webhook.certificate, webhook.key) == (file.parent / "cert.pem", file.parent / "tls/key.pem")
