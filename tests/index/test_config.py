from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from index.config import (
    SAMPLES,
    ColumnsConfig,
    EmbeddingConfig,
    IndexConfig,
    SearchConfig,
    SourceConfig,
    read,
)
from index.errors import ConfigError


def write(folder: Path, text: str) -> Path:
    """Return a config file of this text."""
    file = folder / "config.toml"
    file.write_text(text, encoding="utf-8")
    return file


def fault(folder: Path, text: str) -> str:
    """Return what is said about a config file, without its name."""
    file = write(folder, text)
    with pytest.raises(ConfigError) as caught:
        read(file, IndexConfig)
    assert caught.value.exit_status == 2
    return str(caught.value).removeprefix(f"{file}: ")


def test_whole_config(tmp_path: Path) -> None:
    """Every key is read, and relative paths are relative to the file."""
    text = """
        data_dir = "data"
        [[sources]]
        name = "archive"
        path = "articles"
        include = ["*.html"]
        exclude = ["drafts/*"]
        [[sources]]
        name = "agency"
        path = "/news/agency.csv"
        columns = { text = "Meldung", id = "Nr." }
        [embedding]
        model = "some/model"
        [search]
        hits = 5
        threshold = 1
        reranker = "some/reranker"
        rerank = 10
        """
    assert read(write(tmp_path, text), IndexConfig) == IndexConfig(
        data_dir=tmp_path / "data",
        sources=(
            SourceConfig(name="archive", path=tmp_path / "articles", include=("*.html",), exclude=("drafts/*",)),
            SourceConfig(name="agency", path=Path("/news/agency.csv"), columns=ColumnsConfig(text="Meldung", id="Nr.")),
        ),
        embedding=EmbeddingConfig(model="some/model"),
        search=SearchConfig(hits=5, threshold=1.0, reranker="some/reranker", rerank=10),
    )


def test_empty_config_is_one(tmp_path: Path) -> None:
    """Every key has a value if it is not written: the bundled model, three hits, the fitted threshold, no source."""
    assert read(write(tmp_path, ""), IndexConfig) == IndexConfig(
        data_dir=tmp_path / "article-bot-data",
        sources=(),
        embedding=EmbeddingConfig(model="bundled"),
        search=SearchConfig(hits=3, threshold=None, reranker=None, rerank=20),
    )


def test_reranker_may_be_a_folder_beside_the_file(tmp_path: Path) -> None:
    """A model that is a folder is found beside the config file; any other name is left as it is."""
    (tmp_path / "models" / "reranker").mkdir(parents=True)
    for name, expected in (("models/reranker", str(tmp_path / "models" / "reranker")), ("models/none", "models/none")):
        found = read(write(tmp_path, f'[search]\nreranker = "{name}"'), IndexConfig)
        assert found.search.reranker == expected


def test_home_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path may begin with "~"."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    text = 'data_dir = "~/data"\n[[sources]]\nname = "a"\npath = "~/news"'
    found = read(write(tmp_path, text), IndexConfig)
    assert (found.data_dir, found.sources[0].path) == (tmp_path / "home" / "data", tmp_path / "home" / "news")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('dta_dir = "x"', "unknown key 'dta_dir'; did you mean 'data_dir'?"),
        ("[search]\nhit = 3", "unknown key 'search.hit'; did you mean 'hits'?"),
        ("[search]\ncolour = 3", "unknown key 'search.colour'; known here: hits, rerank, reranker, threshold"),
        ('[[sources]]\nname = "a"\npath = "x"\npaht = "y"', "unknown key 'sources.0.paht'; did you mean 'path'?"),
        (
            '[[sources]]\nname = "a"\npath = "x"\ncolumns = { txt = "y" }',
            "unknown key 'sources.0.columns.txt'; did you mean 'text'?",
        ),
        (
            '[[sources]]\nname = "a"\npath = "x"\ninclude = [5]',
            "'sources.0.include.0': input should be a valid string, not 5",
        ),
        ('[embedding]\nmodle = "x"', "unknown key 'embedding.modle'; did you mean 'model'?"),
        ('[[sources]]\npath = "x"', "'sources.0.name' is missing; add it"),
        ("[search]\nhits = 0", "'search.hits': input should be greater than or equal to 1, not 0"),
        ("[search]\nhits = 21", "'search.hits': input should be less than or equal to 20, not 21"),
        ('[search]\nhits = "3"', "'search.hits': input should be a valid integer, not '3'"),
        ("[search]\nthreshold = 1.5", "'search.threshold': input should be less than or equal to 1, not 1.5"),
        ('[embedding]\nmodel = ""', "'embedding.model': string should have at least 1 character, not ''"),
        ("[sources]\nname = 'a'", "sources is a list of tables; write [[sources]] over each"),
        ("sources = 5", "sources is a list of tables; write [[sources]] over each"),
    ],
)
def test_fault_names_its_remedy(text: str, expected: str, tmp_path: Path) -> None:
    """A fault is told with its key and what is right there, the nearest known key where one was mistyped."""
    assert fault(tmp_path, text) == expected


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    """Who corrects a config need not come back for each fault."""
    text = '[[sources]]\nname = "a"\n[search]\nhits = 0\nhit = 1\n[embedding]\nmodel = 5'
    assert fault(tmp_path, text).split("; ") == [
        "'sources.0': write one of path, feed, urls, sitemap into each source",
        "'embedding.model': input should be a valid string, not 5",
        "'search.hits': input should be greater than or equal to 1, not 0",
        "unknown key 'search.hit'",
        "did you mean 'hits'?",
    ]


def test_sources_have_names_of_their_own(tmp_path: Path) -> None:
    """Two sources of one name could not be told apart."""
    text = '[[sources]]\nname = "a"\npath = "x"\n[[sources]]\nname = "a"\npath = "y"'
    assert fault(tmp_path, text) == "two sources are named 'a'; give each a name of its own"


def test_table_written_for_a_list_of_tables(tmp_path: Path) -> None:
    """``[sources]`` in place of ``[[sources]]`` is one line, not a traceback."""
    assert "\n" not in fault(tmp_path, '[sources]\nname = "a"\npath = "x"')


def test_what_is_no_toml_is_told_with_its_line(tmp_path: Path) -> None:
    """A mistake in the syntax is told with line and column, and where a right one can be seen."""
    assert fault(tmp_path, "data_dir = x") == (
        "Invalid value (at line 1, column 12); compare it with config.example.toml"
    )


def test_missing_config_names_the_command_that_makes_one(tmp_path: Path) -> None:
    """Without a config file the error names `init`."""
    file = tmp_path / "none.toml"
    with pytest.raises(ConfigError) as caught:
        read(file, IndexConfig)
    assert str(caught.value) == f"{file} does not exist; make one with: article-bot init"


def test_config_that_cannot_be_read(tmp_path: Path) -> None:
    """A folder in its place, or bytes that are no UTF-8, is an error with the file's name."""
    (tmp_path / "latin.toml").write_bytes(b'data_dir = "\xfc"')
    for file in (tmp_path, tmp_path / "latin.toml"):
        with pytest.raises(ConfigError, match=f"^{file} cannot be read: "):
            read(file, IndexConfig)


def test_home_of_nobody_is_a_fault(tmp_path: Path) -> None:
    """A "~name" that no user has is a fault of the config, not a traceback."""
    assert "~nobody-has-this-name" in fault(tmp_path, 'data_dir = "~nobody-has-this-name/x"')


def test_samples_are_there() -> None:
    """The built-in articles are a folder of articles."""
    assert sorted({file.suffix for file in SAMPLES.iterdir()}) == [".jsonl", ".md", ".txt"]


@pytest.mark.parametrize(
    ("lines", "error"),
    [
        ("", "'sources.0': write one of path, feed, urls, sitemap into each source"),
        (
            'path = "a"\nfeed = "https://a.example/"',
            "'sources.0': write one of path, feed, urls, sitemap into each source, and not path and feed",
        ),
        ('feed = "ftp://a.example/"', "'sources.0.feed': write a whole address: https://…"),
        ('urls = ["a.html"]', "'sources.0.urls.0': write a whole address: https://…"),
        (
            'feed = "https://me:secret@a.example/"',
            "'sources.0.feed': leave name and password out of the address: readers and logs would see them",
        ),
        ('sitemap = "https:///x"', "'sources.0.sitemap': write a whole address: https://…"),
        ('path = "a"\nprune = true', "'sources.0': 'prune' is for a source with feed or sitemap; leave it out here"),
        (
            'sitemap = "https://a.example/"\nfull_text = true',
            "'sources.0': 'full_text' is for a source with feed; leave it out here",
        ),
        (
            'feed = "https://a.example/"\nwatch = true',
            "'sources.0': 'watch' is for a source with path; leave it out here",
        ),
        ('path = "a"\nevery = "often"', "'sources.0.every': write a time such as 15m, 2h or 1d"),
        ('path = "a"\nevery = ""', "'sources.0.every': write a time such as 15m, 2h or 1d"),
    ],
)
def test_source_is_of_one_kind(tmp_path: Path, lines: str, error: str) -> None:
    """A source is one of four kinds, and has only what belongs to it."""
    assert fault(tmp_path, f'[[sources]]\nname = "a"\n{lines}') == error


@pytest.mark.parametrize(
    ("text", "seconds"), [("1m", 60), ("90s", 90), ("15m", 900), ("2h", 7200), ("1d", 86400), ("1h30m", 5400)]
)
def test_times(tmp_path: Path, text: str, seconds: int) -> None:
    """A time is written as people write it."""
    file = tmp_path / "config.toml"
    file.write_text(f'[[sources]]\nname = "a"\npath = "a"\nevery = "{text}"', encoding="utf-8")
    (source,) = read(file, IndexConfig).sources
    assert source.every == timedelta(seconds=seconds)


def test_time_is_not_too_short(tmp_path: Path) -> None:
    """No source is read more than once a minute."""
    text = '[[sources]]\nname = "a"\npath = "a"\nevery = "30s"'
    assert fault(tmp_path, text) == "'sources.0.every': write one minute (1m) at least"
