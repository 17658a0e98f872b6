"""The command line as its users run it: arguments, output, exit status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., "Ended"]


class Ended(NamedTuple):
    """How a command ended."""

    status: int
    out: str
    err: str


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Return what runs article-bot in an empty folder, with data of its own, offline."""
    quiet = {"XDG_DATA_HOME": str(tmp_path / "data"), "HF_HUB_OFFLINE": "1", "LANG": "C.UTF-8", "ARTICLE_BOT_TOKEN": ""}

    def ended(*arguments: str, stdin: str = "") -> Ended:
        done = subprocess.run(  # noqa: S603 -- our own command
            [sys.executable, "-m", "bot", *arguments],
            cwd=tmp_path, env={**os.environ, **quiet}, input=stdin, capture_output=True, text=True, check=False,
        )  # fmt: skip
        return Ended(done.returncode, done.stdout, done.stderr)

    return ended


def configure(folder: Path, line: str | None = None, more: str = "") -> None:
    """Write a config, and an article line if one is given."""
    (folder / "config.toml").write_text(f'[[sources]]\nname = "archive"\npath = "articles"\n{more}', encoding="utf-8")
    if line is not None:
        (folder / "articles").mkdir(exist_ok=True)
        (folder / "articles" / "lines.jsonl").write_text(line, encoding="utf-8")


LINE = '{"id": "mole", "text": "Die Mole von Saltwick ist 310 Meter lang.", "published": "2024-06", "credit": "nap"}\n'


def test_help_loads_nothing_heavy() -> None:
    """--help imports none of the libraries that take long to load."""
    code = (
        "import sys; sys.argv = ['article-bot', '--help']\n"
        "from bot.cli import main\n"
        "main()\n"
        "heavy = {'torch', 'faiss', 'tantivy', 'telegram', 'numpy', 'pydantic', 'rich'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 -- ours
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_whole_way(run: Run, tmp_path: Path) -> None:
    """sync, ask, show, export and status work on one article, and their JSON is the contract's."""
    configure(tmp_path, LINE)
    synced = run("sync", "--json")
    asked = run("ask", "Wie lang ist die Mole von Saltwick?", "--json")
    shown = run("show", "mole", "--json")
    exported = run("export")
    status = run("status", "--json")

    assert [one.status for one in (synced, asked, shown, exported, status)] == [0] * 5
    report = json.loads(synced.out)
    assert {name: report[name] for name in ("added", "failed", "articles", "passages", "embedded")} == {
        "added": 1, "failed": [], "articles": 1, "passages": 1, "embedded": 1,
    }  # fmt: skip
    answer = json.loads(asked.out)
    text = "Die Mole von Saltwick ist 310 Meter lang."
    assert (answer["question"], answer["answered"]) == ("Wie lang ist die Mole von Saltwick?", True)
    (hit,) = answer["hits"]
    assert {name: hit[name] for name in hit if name not in {"score", "confidence", "heading"}} == {
        "article_id": "mole", "title": None, "url": None, "published": "2024-06", "credit": "nap", "author": None,
        "source": "archive", "language": "de", "start": 0, "end": len(text), "text": text,
        "answer": {"start": 0, "end": len(text), "text": text}, "deep_link": None, "quote": None, "also_in": [],
    }  # fmt: skip
    line = {
        "id": "mole", "title": None, "text": text, "url": None, "published": "2024-06", "author": None,
        "credit": "nap", "source": "archive", "language": "de",
    }  # fmt: skip
    assert json.loads(exported.out) == line
    assert json.loads(shown.out) == {
        **line,
        "passages": [{"start": 0, "end": len(text), "heading": None}],
        "quotes": [],
    }
    assert json.loads(status.out)["articles"] == 1


def test_samples_answer_without_a_config(run: Run) -> None:
    """The first question without any config is answered from the built-in articles, which are read first."""
    asked = run("ask", "Wie lang soll der neue Kai in Lindmoor werden?")

    assert asked.status == 0
    assert asked.out.startswith("Nach Angaben der Hafengesellschaft soll der neue Kai auf der Südseite 620 Meter")
    assert "nap/red · June 2024" in asked.out
    assert "\x1b" not in asked.out
    assert asked.err == "reading the articles first (only this once; later: article-bot sync)\n"


BOTFATHER = "there is no token; get one from @BotFather and put it into [telegram] token or into $ARTICLE_BOT_TOKEN"
NO_TOML = "config.toml: Invalid value (at line 1, column 13); compare it with config.example.toml"


@pytest.mark.parametrize(
    ("config", "command", "expected"),
    [
        (None, "sync --config gone.toml", (2, "gone.toml does not exist; make one with: article-bot init")),
        ("data_dir = [x", "status", (2, NO_TOML)),
        ("[serch]\nhits = 1", "status", (2, "config.toml: unknown key 'serch'; did you mean 'search'?")),
        ("", "sync", (2, "the config names no source; add a [[sources]] table with a name and a path")),
        ("", "run", (2, BOTFATHER)),
        ("", "show x", (1, "no article has the id 'x'; article-bot ask … --json gives the ids of its hits")),
    ],
)
def test_error_is_one_line_with_a_remedy(
    run: Run, tmp_path: Path, config: str | None, command: str, expected: tuple[int, str]
) -> None:
    """An error is one line on stderr that names the remedy; 2 stands for the config, 1 for the rest."""
    if config is not None:
        (tmp_path / "config.toml").write_text(config, encoding="utf-8")
    status, error = expected
    assert run(*command.split()) == (status, "", f"article-bot: {error}\n")


def test_missing_folder(run: Run, tmp_path: Path) -> None:
    """A folder that is missing is named with the remedy, on one line."""
    configure(tmp_path)
    ended = run("sync", "--progress", "none")
    folder = tmp_path / "articles"
    remedy = "correct its path in the config, or make it; what it gave before is kept"
    assert (ended.status, ended.err) == (1, f"article-bot: {folder} does not exist; {remedy}\n")


def test_model_that_cannot_be_loaded(run: Run, tmp_path: Path) -> None:
    """A model that is not there ends the sync with the name of the one that always is."""
    configure(tmp_path, LINE, '[embedding]\nmodel = "/nowhere"\n')
    remedy = 'write model = "bundled" under [embedding] for the one that comes with article-bot'
    assert run("sync") == (1, "", f"article-bot: the model '/nowhere' is not a folder; {remedy}\n")


def test_init_writes_once(run: Run) -> None:
    """Init writes a config that loads, and never over one that is there."""
    assert run("init").status == 0
    assert run("status").status == 0
    assert run("init") == (
        2,
        "",
        "article-bot: config.toml exists already; edit it, or name another one with --config\n",
    )


def test_chat_answers_line_by_line(run: Run, tmp_path: Path) -> None:
    """Chat answers each line, and an empty one or the end of the input ends it."""
    configure(tmp_path, LINE)
    ended = run("chat", stdin="Wie lang ist die Mole von Saltwick?\n🦆\n")
    assert ended.status == 0
    assert ended.out.count("Die Mole von Saltwick ist 310 Meter lang.") == 2
    assert "I find no" in ended.out


def test_progress_as_lines(run: Run, tmp_path: Path) -> None:
    """--progress lines writes one JSON object a line, in the order of the work."""
    configure(tmp_path, LINE)
    lines = [json.loads(line) for line in run("sync", "--progress", "lines").err.splitlines()]
    assert lines == [
        {"phase": "loading", "done": 0, "total": None},
        {"phase": "loading", "done": 1, "total": 1},
        {"phase": "embedding", "done": 0, "total": 1},
        {"phase": "embedding", "done": 1, "total": 1},
        {"phase": "indexing", "done": 0, "total": 1},
        {"phase": "indexing", "done": 1, "total": 1},
    ]


def test_restriction_and_copies_are_shown(run: Run, tmp_path: Path) -> None:
    """`ask` says what limit was understood and which articles have the same report, in JSON too."""
    text = (
        "Die Mole von Saltwick ist 310 Meter lang. Sie wurde vor hundert Jahren aus Granit gebaut. "
        "Nun soll sie bis zum Winter ausgebessert werden, weil der letzte Sturm sie beschädigt hat."
    )
    lines = (
        {"id": "a", "text": text, "source": "Post", "published": "2024-06-03", "credit": "nap", "language": "de"},
        {"id": "b", "text": text, "source": "Gull", "published": "2024-06-04", "credit": "nap", "language": "de"},
    )
    configure(tmp_path, "".join(json.dumps(line) + "\n" for line in lines))
    question = "Wie lang ist die Mole von Saltwick laut nap?"
    answer = json.loads(run("ask", question, "--json").out)
    shown = run("ask", question).out.splitlines()

    assert answer["question"] == question
    assert answer["filter"] == {"first_day": None, "last_day": None, "strict": False, "source": "nap", "met": True}
    (hit,) = answer["hits"]
    (copy,) = hit["also_in"]
    assert {hit["article_id"], copy["article_id"]} == {"a", "b"}
    assert copy == {
        "article_id": copy["article_id"],
        "title": None,
        "url": None,
        "source": {"a": "Post", "b": "Gull"}[copy["article_id"]],
    }
    assert (shown[0], shown[-1]) == ("Source: nap", f"also in: {copy['source']}")
