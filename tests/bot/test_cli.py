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
        "source": "archive", "language": "de", "page": None, "start": 0, "end": len(text), "text": text,
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


def test_who_is_speaking(run: Run, tmp_path: Path) -> None:
    """JSON has whose words the answer is, and all that are in an article; a reader sees a line of it."""
    text = "„Die Mole ist lang genug“, sagte Eva Lund, die Bürgermeisterin von Saltwick. „Hier ist es immer still.“"
    configure(tmp_path, json.dumps({"id": "mole", "text": text, "language": "de"}) + "\n")
    (hit,) = json.loads(run("ask", "Was sagte Lund zur Mole?", "--json").out)["hits"]
    assert hit["quote"] == {
        "start": 0, "end": 25, "text": "„Die Mole ist lang genug“", "kind": "direct", "speaker": "Eva Lund",
        "role": "Bürgermeisterin von Saltwick", "name": "Eva Lund",
        "speaker_span": {"start": 33, "end": 75, "text": "Eva Lund, die Bürgermeisterin von Saltwick"},
    }  # fmt: skip
    assert "🗣 Eva Lund, Bürgermeisterin von Saltwick – verbatim" in run("ask", "Was sagte Lund zur Mole?").out
    shown = json.loads(run("show", "mole", "--json").out)["quotes"]
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "mole", "text": text}) + "\n", encoding="utf-8")
    assert shown == json.loads(run("quotes", "a.jsonl").out)["quotes"]
    assert len(shown) == json.loads(run("status", "--json").out)["quotes"]
    answer = json.loads(run("ask", "Was sagte Brandt zur Mole?", "--json").out)
    assert (answer["answered"], [one["article_id"] for one in answer["hits"]]) == (False, ["mole"])


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
        {"phase": "loading", "done": 1, "total": 1, "sources": {"archive": 1}},
        {"phase": "cutting", "done": 0, "total": 1},
        {"phase": "cutting", "done": 1, "total": 1},
        {"phase": "embedding", "done": 0, "total": 1},
        {"phase": "embedding", "done": 1, "total": 1},
        {"phase": "indexing", "done": 0, "total": 1},
        {"phase": "indexing", "done": 1, "total": 1},
    ]


QUESTIONS = (
    '{"question": "Wie lang ist die Mole von Saltwick?", "article_id": "mole", "answers": ["310 Meter"]}\n'
    '{"question": "Wer gewann das Schachturnier in Eastmere?", "article_id": null}\n'
)


def test_questions_are_measured(run: Run, tmp_path: Path) -> None:
    """`eval` asks each question and prints the figures of the contract; --plot draws them."""
    configure(tmp_path, LINE)
    (tmp_path / "questions.jsonl").write_text(QUESTIONS, encoding="utf-8")
    done = run("eval", "questions.jsonl", "--json", "--plot", "figures.png")
    shown = run("eval", "questions.jsonl")

    assert (done.status, shown.status) == (0, 0)
    figures = json.loads(done.out)
    assert figures.pop("ms").keys() == {"p50", "p95"}
    assert figures == {
        "questions": 2, "recall@1": 1.0, "recall@3": 1.0, "recall@10": 1.0, "mrr@10": 1.0, "answer_in_sentence": 1.0,
        "abstention": {"auroc": 1.0, "answered": 0.5, "correct_of_answered": 1.0, "false_answers": 0.0},
    }  # fmt: skip
    assert (tmp_path / "figures.png").read_bytes().startswith(b"\x89PNG")
    assert "recall@1" in shown.out


@pytest.mark.parametrize(
    ("command", "line", "told"),
    [
        ("eval", '{"question": 1}', 'questions.jsonl, line 1 has no "question"'),
        ("eval", "no json", "questions.jsonl, line 1 is no JSON"),
        ("tune", '{"question": "Mole?", "article_id": "mole"}', "too few to learn from; write 20 or more"),
    ],
)
def test_bad_question_file_is_told(run: Run, tmp_path: Path, command: str, line: str, told: str) -> None:
    """A line that is no question, and a file that is too short to learn from, are named with the remedy."""
    configure(tmp_path, LINE)
    (tmp_path / "questions.jsonl").write_text(line, encoding="utf-8")
    done = run(command, "questions.jsonl")
    assert done.status == 2
    assert told in done.err


def test_weights_are_fitted(run: Run, tmp_path: Path) -> None:
    """`tune` shows how well fitted weights do, and with --dry-run keeps none."""
    configure(tmp_path, LINE)
    (tmp_path / "many.jsonl").write_text(QUESTIONS.splitlines(keepends=True)[0] * 20, encoding="utf-8")
    done = run("tune", "many.jsonl", "--dry-run", "--json")
    assert done.status == 0
    result = json.loads(done.out)
    assert (result["before"]["recall"], result["fitted"]["recall"], result["kept"]) == (1.0, 1.0, False)
    assert not (tmp_path / "article-bot-data" / "weights.json").exists()


def test_versions_of_an_article(run: Run, tmp_path: Path) -> None:
    """What an article said before is shown with its end, also of one that is gone; --only reads one source."""
    configure(tmp_path, LINE, '[[sources]]\nname = "other"\npath = "other.jsonl"\n')
    (tmp_path / "other.jsonl").write_text(LINE.replace("mole", "pier"), encoding="utf-8")
    for text in (LINE, LINE.replace("310", "410"), LINE.replace("mole", "wall")):
        configure(tmp_path, text, '[[sources]]\nname = "other"\npath = "other.jsonl"\n')
        assert run("sync", "--only", "archive").status == 0

    shown = [json.loads(line) for line in run("show", "mole", "--versions", "--json").out.splitlines()]
    assert [(one["text"], one["removed"], one["until"][-1]) for one in shown] == [
        ("Die Mole von Saltwick ist 410 Meter lang.", True, "Z"),
        ("Die Mole von Saltwick ist 310 Meter lang.", False, "Z"),
    ]
    printed = run("show", "mole", "--versions").out
    assert printed.startswith("removed ")
    assert "310 Meter" in printed
    assert run("show", "wall", "--versions") == (0, "", "")
    assert run("show", "mole").status == run("show", "none", "--versions").status == run("show", "pier").status == 1
    assert run("sync", "--only", "x") == (
        2, "", "article-bot: there is no source named 'x'; the config has: archive, other\n",
    )  # fmt: skip


def test_quotes(run: Run, tmp_path: Path) -> None:
    """Quotes prints a line of JSON an article, with offsets into the line's text; no index is needed."""
    text = "„Die Mole ist lang genug“, sagte Eva Lund, die Bürgermeisterin von Saltwick. Sie bleibe offen."
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "mole", "text": text}) + "\n", encoding="utf-8")
    plain, as_json = run("quotes", "a.jsonl"), run("quotes", "a.jsonl", "--json")
    assert (plain.status, as_json.status, plain.out) == (0, 0, as_json.out)
    speaker = {"start": 33, "end": 75, "text": "Eva Lund, die Bürgermeisterin von Saltwick"}
    who = {"speaker": speaker, "name": "Eva Lund", "role": "Bürgermeisterin von Saltwick", "parts": []}
    assert json.loads(plain.out) == {
        "article_id": "mole",
        "quotes": [
            {"start": 0, "end": 25, "text": "„Die Mole ist lang genug“", "kind": "direct", "cue": "sagte", **who},
            {"start": 77, "end": 94, "text": "Sie bleibe offen.", "kind": "indirect", "cue": None, **who},
        ],
    }


def test_quotes_of_a_broken_line(run: Run, tmp_path: Path) -> None:
    """A line that cannot be read is told on stderr, the others are read, and the exit status is that of an error."""
    (tmp_path / "a.jsonl").write_text('nope\n{"id": "1", "text": "Kai"}\n', encoding="utf-8")
    done = run("quotes", "a.jsonl")
    assert (done.status, json.loads(done.out)) == (1, {"article_id": "1", "quotes": []})
    first, second = done.err.splitlines()
    assert first.startswith("not read: a.jsonl, line 1, is no JSON")
    assert second == "article-bot: 1 of the lines could not be read; correct them"


def test_quotes_of_an_empty_file(run: Run, tmp_path: Path) -> None:
    """An empty file is an error that names it."""
    (tmp_path / "a.jsonl").touch()
    assert run("quotes", "a.jsonl") == (
        1, "", "article-bot: a.jsonl is empty; write articles into it, or take it out\n",
    )  # fmt: skip


def test_quotes_load_nothing_heavy(tmp_path: Path) -> None:
    """Finding quotations loads no model, and none of the libraries of the index."""
    (tmp_path / "a.jsonl").write_text('{"id": "1", "text": "Der Kai ist alt, sagte Lund."}\n', encoding="utf-8")
    code = (
        f"import sys; sys.argv = ['article-bot', 'quotes', {str(tmp_path / 'a.jsonl')!r}]\n"
        "from bot.cli import main\n"
        "main()\n"
        "heavy = {'torch', 'faiss', 'tantivy', 'telegram', 'numpy', 'py3langid', 'sentencex'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 -- ours
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("command", [["status"], ["show", "mole"], ["export"], ["sync"]])
def test_looking_loads_no_model(command: list[str], run: Run, tmp_path: Path) -> None:
    """What asks nothing and embeds nothing, a sync of unchanged articles among it, never loads PyTorch."""
    configure(tmp_path, LINE)
    run("sync")
    code = (
        f"import sys; sys.argv = ['article-bot', *{command!r}]\n"
        "from bot.cli import main\n"
        "main()\n"
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'telegram', 'matplotlib'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)  # noqa: S603 -- ours
    assert done.stdout.splitlines()[-1] == "[]"


def test_articles_give_no_orders_to_the_terminal(run: Run, tmp_path: Path) -> None:
    """What a terminal would take for a command is shown as a character that means nothing; JSON keeps it."""
    odd = "Die\u001b[2J Mole \u009b31mvon Saltwick ist\u0007 310 Meter lang."
    configure(
        tmp_path, json.dumps({"id": "mole", "text": odd, "title": "Mole\u001b]0;x\u0007"}) + '\n{"id": "\\u001b"}\n'
    )
    assert "\u001b" not in run("sync").err
    shown = run("show", "mole").out
    assert "Die�[2J Mole �31mvon Saltwick ist 310 Meter lang." in shown
    assert not {"\u001b", "\u009b", "\u0007"} & set(shown)
    assert json.loads(run("export").out)["text"] == odd
    assert run("show", "\u001b[2J").err.startswith("article-bot: no article has the id '�[2J'")


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
