"""The config file's tables that the index reads: ``data_dir``, ``[[sources]]``, ``[web]`` and others.

A file is checked as a whole, and every fault is reported at once, each with its remedy.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Self, TypeVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from index.errors import ConfigError

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

SAMPLES = Path(__file__).parent / "samples"
"""The built-in articles, about places and people that do not exist."""


class Table(BaseModel):
    """A table of the config file: its values are frozen, and a key that it does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


Text = Annotated[str, Field(min_length=1)]


_SHORTEST = timedelta(minutes=1)
"""No server wants to be asked more often."""


def duration(text: object) -> object:
    """Read ``90s``, ``15m``, ``2h``, ``1d`` or several of them in a row (``1h30m``)."""
    if not isinstance(text, str):
        return text
    match = re.fullmatch(r"(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?", text.replace(" ", ""))
    if match is None or not any(match.groups()):
        raise ValueError("write a time such as 15m, 2h or 1d")
    days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    found = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    if found < _SHORTEST:
        raise ValueError("write one minute (1m) at least")
    return found


def web_address(text: str) -> str:
    """Check that a text is an address that can be read over HTTP."""
    try:
        parts = urlsplit(text)
        whole = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        whole = False
    if not whole:
        raise ValueError("write a whole address: https://…")
    if "@" in parts.netloc:
        raise ValueError("leave name and password out of the address: readers and logs would see them")
    return text


Address = Annotated[str, AfterValidator(web_address)]
_KINDS = ("path", "feed", "urls", "sitemap")
_BELONGS = {"full_text": ("feed",), "prune": ("feed", "sitemap")} | dict.fromkeys(
    ("watch", "include", "exclude", "columns"), ("path",)
)
"""Key of a source → the kinds of sources that it says something about."""


class ColumnsConfig(Table):
    """The ``columns`` of a source: which column of a .csv or .tsv file has what; none: it is guessed."""

    id: str | None = None
    title: str | None = None
    text: str | None = None
    url: str | None = None
    published: str | None = None
    author: str | None = None
    credit: str | None = None
    source: str | None = None
    language: str | None = None


class SourceConfig(Table):
    """One ``[[sources]]`` table: a name, one of `path`, `feed`, `urls` and `sitemap`, and how it is read."""

    name: Text
    path: Annotated[Path | None, Field(strict=False)] = None
    feed: Address | None = None
    urls: Annotated[tuple[Address, ...], Field(strict=False)] = ()
    sitemap: Address | None = None
    full_text: bool = True
    """Whether the linked page is read where a feed's entry is only a teaser."""
    prune: bool = False
    """Whether an article goes when the feed or the sitemap does not name it any more."""
    every: Annotated[timedelta | None, BeforeValidator(duration)] = None
    """How long after its last reading the running bot reads it again; None: only when somebody says so."""
    watch: bool = False
    """Whether the running bot reads it again as soon as a file in it changes."""
    include: Annotated[tuple[str, ...], Field(strict=False)] = ()
    """Patterns (``*.html``) of the files that are read; none: all of known kinds."""
    exclude: Annotated[tuple[str, ...], Field(strict=False)] = ()
    """Patterns of the files and archives that are not."""
    columns: ColumnsConfig = ColumnsConfig()

    @model_validator(mode="after")
    def _is_of_one_kind(self) -> Self:
        kinds = [kind for kind in _KINDS if getattr(self, kind)]
        if len(kinds) != 1:
            also = f", and not {' and '.join(kinds)}" if kinds else ""
            raise ValueError(f"write one of {', '.join(_KINDS)} into each source{also}")
        for key, fits in _BELONGS.items():
            if key in self.model_fields_set and kinds[0] not in fits:
                raise ValueError(f"'{key}' is for a source with {' or '.join(fits)}; leave it out here")
        return self


class WebConfig(Table):
    """The ``[web]`` table: how web addresses are read."""

    allow_hosts: Annotated[tuple[Text, ...], Field(strict=False)] = ()
    """Hosts that may be inside one's own network; of all others, only public addresses are read."""
    pause: Annotated[float, Field(ge=0, le=3600, strict=False)] = 1.0
    """Seconds between two requests to one host."""
    timeout: Annotated[float, Field(gt=0, le=600, strict=False)] = 20.0
    """Seconds for which a server may be silent."""
    max_megabytes: Annotated[float, Field(gt=0, le=1000, strict=False)] = 20.0
    """Size of one document, unpacked; what is larger is not read."""


class EmbeddingConfig(Table):
    """The ``[embedding]`` table."""

    model: Annotated[str, Field(min_length=1)] = "bundled"


class SearchConfig(Table):
    """The ``[search]`` table."""

    hits: Annotated[int, Field(ge=1, le=20)] = 3
    """How many articles an answer shows at most."""
    threshold: Annotated[float, Field(ge=0, le=1, strict=False)] | None = None
    """The confidence from which the best passage is given as an answer; None: the one that was fitted."""
    reranker: Annotated[str, Field(min_length=1)] | None = None
    """A sentence-transformers CrossEncoder by name or folder."""
    rerank: Annotated[int, Field(ge=1, le=25)] = 20
    """How many passages it reads."""


class IndexConfig(Table):
    """All that the index wants to know."""

    data_dir: Annotated[Path, Field(strict=False)] = Path("article-bot-data")
    sources: tuple[SourceConfig, ...] = ()
    embedding: EmbeddingConfig = EmbeddingConfig()
    search: SearchConfig = SearchConfig()
    web: WebConfig = WebConfig()


_Config = TypeVar("_Config", bound=IndexConfig)


def read(file: Path, kind: type[_Config]) -> _Config:
    """Read and check a config file; relative paths in it are relative to its folder.

    Raises:
        ConfigError: it cannot be read or has faults; the text names all of them.

    """
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConfigError(f"{file} does not exist; make one with: article-bot init") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file} cannot be read: {error}") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file}: {error}; compare it with config.example.toml") from None
    return check(values, kind, file)


def check(values: dict[str, Any], kind: type[_Config], file: Path) -> _Config:
    """Make a config from the values of a file; see `read`."""
    if not isinstance(values.get("sources", []), list):
        raise ConfigError(f"{file}: sources is a list of tables; write [[sources]] over each")
    try:
        # TOML has arrays where the config has tuples.
        config = kind.model_validate(values | {"sources": tuple(values.get("sources", ()))})
    except ValidationError as error:
        faults = "; ".join(_fault(detail, kind) for detail in error.errors())
        raise ConfigError(f"{file}: {faults}") from None
    names = [source.name for source in config.sources]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ConfigError(f"{file}: two sources are named '{twice[0]}'; give each a name of its own")
    return _resolved(config, file)


def _resolved(config: _Config, file: Path) -> _Config:
    sources = tuple(
        source if source.path is None else source.model_copy(update={"path": _absolute(source.path, file)})
        for source in config.sources
    )
    embedding = config.embedding.model_copy(update={"model": _model(config.embedding.model, file)})
    reranker = config.search.reranker
    search = config.search.model_copy(update={"reranker": reranker and _model(reranker, file)})
    data_dir = _absolute(config.data_dir, file)
    return config.model_copy(
        update={"data_dir": data_dir, "sources": sources, "embedding": embedding, "search": search}
    )


def _model(name: str, file: Path) -> str:
    """Return a model's name, or its folder where there is one beside the config file."""
    beside = _absolute(Path(name), file) if name != "bundled" else None
    return str(beside) if beside is not None and beside.is_dir() else name


def _absolute(path: Path, file: Path) -> Path:
    try:
        return file.resolve().parent / path.expanduser()
    except RuntimeError:
        raise ConfigError(f"{file}: there is no home folder for '{path}'; write the whole path") from None


def _fault(detail: ErrorDetails, kind: type[BaseModel]) -> str:
    """Return one fault with its remedy: ``search.hit is not a key; did you mean 'hits'?``."""
    place = ".".join(str(part) for part in detail["loc"])
    if detail["type"] == "extra_forbidden":
        known = _keys(kind, detail["loc"][:-1])
        near = difflib.get_close_matches(str(detail["loc"][-1]), known, 1, 0.5)
        remedy = f"did you mean '{near[0]}'?" if near else f"known here: {', '.join(sorted(known))}"
        return f"unknown key '{place}'; {remedy}"
    if detail["type"] == "missing":
        return f"'{place}' is missing; add it"
    if detail["type"] == "value_error":
        return f"'{place}': {detail['ctx']['error']}"
    return f"'{place}': {detail['msg'][0].lower()}{detail['msg'][1:]}, not {detail['input']!r}"


def _keys(kind: type[BaseModel], place: tuple[int | str, ...]) -> list[str]:
    """Return the keys that the table at `place` knows."""
    for part in place:
        if isinstance(part, int):
            continue
        annotation = kind.model_fields[part].annotation
        inner = [annotation, *getattr(annotation, "__args__", ())]
        kind = next(one for one in inner if isinstance(one, type) and issubclass(one, BaseModel))
    return list(kind.model_fields)
