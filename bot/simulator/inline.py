"""Inline mode: what people ask with ``@bot query``, what the bot answered, and Telegram's cache of that.

The cache is shared by everybody unless an answer is personal, as Telegram's is: what one person may see, another
gets from it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.simulator.chats import Chat
    from bot.simulator.model import Account, Content

QUERY_LIMIT = 256
"""Characters of a query."""
QUERY_SECONDS = 30
"""How long the bot may take to answer. Telegram documents no figure."""


@dataclass(frozen=True, slots=True)
class InlineResult:
    """One article that the bot offers."""

    id: str
    title: str
    content: Content
    """What choosing it posts."""
    raw: str
    """The text of that as the bot sent it, before parsing."""
    description: str = ""
    url: str | None = None
    thumbnail_url: str | None = None


@dataclass(frozen=True, slots=True)
class InlineButton:
    """The button above the results, which opens the private chat with the bot."""

    text: str
    start_parameter: str


@dataclass(frozen=True, slots=True)
class InlineAnswer:
    """What the bot answered to a query, for one page."""

    results: tuple[InlineResult, ...] = ()
    next_offset: str = ""
    """What the next page is asked with; empty after the last one."""
    button: InlineButton | None = None
    is_personal: bool = False
    cache_time: int = 300
    """In seconds."""


@dataclass(frozen=True, slots=True)
class InlineQuery:
    """A query of a person for one page."""

    id: str
    account: Account
    chat: Chat
    query: str
    offset: str
    asked: float
    """Unix time in seconds."""


@dataclass(frozen=True, slots=True)
class InlinePage:
    """The results that a person sees, and for what."""

    chat: Chat
    query: str
    offset: str
    answer: InlineAnswer
    from_cache: bool
    """Whether Telegram answered without asking the bot."""

    @property
    def results(self) -> tuple[InlineResult, ...]:
        """Return the results in their order."""
        return self.answer.results

    @property
    def titles(self) -> tuple[str, ...]:
        """Return the titles of the results in their order."""
        return tuple(result.title for result in self.results)

    @property
    def next_offset(self) -> str:
        """Return what the next page is asked with; empty after the last one."""
        return self.answer.next_offset

    @property
    def button(self) -> InlineButton | None:
        """Return the button above the results."""
        return self.answer.button


CacheKey = tuple[int | None, str, str]
"""The id of the person (None for everybody), the query, and the offset."""


@dataclass(slots=True)
class Inline:
    """All queries, answers and inline messages."""

    supported: bool = True
    """``getMe.supports_inline_queries``."""
    feedback: bool = False
    """Whether the bot is told what people choose: BotFather's /setinlinefeedback."""
    queries: dict[str, InlineQuery] = field(default_factory=dict)
    """By id."""
    answers: dict[str, InlineAnswer] = field(default_factory=dict)
    """By the id of the query."""
    cache: dict[CacheKey, tuple[InlineAnswer, float]] = field(default_factory=dict)
    """Answers, and until when they hold (Unix time in seconds)."""
    messages: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Chat and message of an ``inline_message_id``."""

    def cached(self, account: Account, query: str, offset: str, now: float) -> InlineAnswer | None:
        """Return the answer that Telegram has already for this person."""
        for who in (account.id, None):
            answer, until = self.cache.get((who, query, offset), (None, 0.0))
            if answer and now < until:
                return answer
        return None

    def ask(self, account: Account, chat: Chat, query: str, offset: str, now: float) -> InlineQuery:
        """Note a query, and return it with its id."""
        asked = InlineQuery(str(9_000_000_000_000 + len(self.queries)), account, chat, query, offset, now)
        self.queries[asked.id] = asked
        return asked

    def open(self, query_id: str, now: float) -> InlineQuery | None:
        """Return a query that can still be answered."""
        query = self.queries.get(query_id)
        late = query is None or query_id in self.answers or now - query.asked > QUERY_SECONDS
        return None if late else query

    def answer(self, query: InlineQuery, answer: InlineAnswer, now: float) -> None:
        """Keep an answer, for the person who asked and in the cache."""
        self.answers[query.id] = answer
        if answer.cache_time > 0:
            who = query.account.id if answer.is_personal else None
            self.cache[who, query.query, query.offset] = (answer, now + answer.cache_time)

    def posted(self, chat_id: int, message_id: int) -> str:
        """Return the ``inline_message_id`` of a message that was just posted."""
        inline_id = f"AAAA{len(self.messages):08d}"
        self.messages[inline_id] = (chat_id, message_id)
        return inline_id


def chat_type(chat: Chat) -> str:
    """Return the ``chat_type`` of a query: ``sender`` in the chat with the bot itself."""
    return "sender" if chat.kind == "private" and not chat.between_people else chat.kind
