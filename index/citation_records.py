"""What was cited, and what becomes of it. All values."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from index.records import Span

if TYPE_CHECKING:
    from index.records import Article, Hit


@dataclass(frozen=True, slots=True)
class Citation:
    """What an answer has shown of an article, to show it again and to compare it with what the article says later."""

    source: str
    article_id: str
    digest: str
    """Of the article when it was cited, in hexadecimal digits; see `Article.digest`."""
    passage: Span
    sentence: Span | None
    """The answering sentence; None where only the passage was shown."""
    text: str
    """The words of the sentence, or of the passage where there is no sentence."""
    confidence: float
    """How likely it was to answer, 0 to 1."""
    quote: Span | None = None
    """The quotation that the sentence is, or stands in; None where nobody is quoted there."""
    copies: tuple[tuple[str, str], ...] = ()
    """Source and id of the other articles that had the same report."""

    def to_json(self) -> dict[str, Any]:
        """Return it as plain values."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Citation:
        """Return what `to_json` has written."""
        sentence, quote = values["sentence"], values.get("quote")
        read = {
            "passage": Span(**values["passage"]),
            "sentence": sentence and Span(**sentence),
            "quote": quote and Span(**quote),
            "copies": tuple((source, article_id) for source, article_id in values.get("copies", ())),
        }
        return cls(**values | read)


class Standing(StrEnum):
    """What has become of the words that were cited."""

    KEPT = "kept"
    """They stand in the article, word for word, perhaps at another place."""
    CHANGED = "changed"
    """The article is there, and does not have them any more."""
    GONE = "gone"
    """The article is not there any more."""


@dataclass(frozen=True, slots=True)
class Recalled:
    """A citation, looked up in the article as it is now."""

    standing: Standing
    article: Article | None = None
    """As it is now; None where it is gone."""
    hit: Hit | None = None
    """What can be shown: the cited words, with passage, speaker and attribution of now; None unless they are kept."""
    citation: Citation | None = None
    """Of the article as it is now; equal to the one that was looked up where nothing has changed. None unless kept."""
