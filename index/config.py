"""The config file's tables that the index reads: ``data_dir``, ``[[sources]]``, ``[embedding]``, ``[search]``.

A file is checked as a whole, and every fault is reported at once, each with its remedy.
"""

from __future__ import annotations

import difflib
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from index.errors import ConfigError

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

SAMPLES = Path(__file__).parent / "samples"
"""The built-in articles, about places and people that do not exist."""


class Table(BaseModel):
    """A table of the config file: its values are frozen, and a key that it does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


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
    """One ``[[sources]]`` table."""

    name: Annotated[str, Field(min_length=1)]
    path: Annotated[Path, Field(strict=False)]
    include: Annotated[tuple[str, ...], Field(strict=False)] = ()
    """Patterns (``*.html``) of the files that are read; none: all of known kinds."""
    exclude: Annotated[tuple[str, ...], Field(strict=False)] = ()
    """Patterns of the files and archives that are not."""
    columns: ColumnsConfig = ColumnsConfig()


class EmbeddingConfig(Table):
    """The ``[embedding]`` table."""

    model: Annotated[str, Field(min_length=1)] = "bundled"


class SearchConfig(Table):
    """The ``[search]`` table."""

    hits: Annotated[int, Field(ge=1, le=20)] = 3
    """How many articles an answer shows at most."""
    threshold: Annotated[float, Field(ge=0, le=1, strict=False)] = 0.6
    """The confidence from which the best passage is given as an answer."""


class IndexConfig(Table):
    """All that the index wants to know."""

    data_dir: Annotated[Path, Field(strict=False)] = Path("article-bot-data")
    sources: tuple[SourceConfig, ...] = ()
    embedding: EmbeddingConfig = EmbeddingConfig()
    search: SearchConfig = SearchConfig()


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
    sources = tuple(source.model_copy(update={"path": _absolute(source.path, file)}) for source in config.sources)
    model = config.embedding.model
    beside = _absolute(Path(model), file) if model != "bundled" else None
    if beside is not None and beside.is_dir():
        model = str(beside)
    embedding = config.embedding.model_copy(update={"model": model})
    data_dir = _absolute(config.data_dir, file)
    return config.model_copy(update={"data_dir": data_dir, "sources": sources, "embedding": embedding})


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
