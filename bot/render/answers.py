"""Answer → Telegram messages. Pure.

Every message is valid HTML by Telegram's rules and within its length. Passages are split before they are marked up, so
that no tag is ever cut.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from bot.render.parts import Part, joined, linked, pieces, plain
from index import analysis
from index.records import QuoteKind, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.texts import Texts
    from index.records import Answer, Hit, Span, StoredPassage, StoredQuote

_THE = re.compile(r"^(?:der|die|das|dem|den|the)\s+", re.IGNORECASE)
_MAX_HEADLINE = 200
"""Code points; a longer title is cut in an attribution, and linked all the same."""
_MAX_TITLE = 120
"""Code points of a title in a list."""
_MAX_ATTRIBUTION = 400
_MAX_SPEAKER = 150
"""Code points of a name, and of a role."""
MAX_COPIES = 5
"""Articles with the same report that are named."""
_MAX_LABEL = 60
_MAX_BLOCK = 3000
"""Code points of a passage in one blockquote; a passage is rarely as long, and never but in a strange text."""


def answer_messages(answer: Answer, texts: Texts) -> list[str]:
    """Return the messages that answer a question, as HTML, in order."""
    if not analysis.words(answer.question):
        return [texts.no_words]
    limits = restriction(answer, texts)
    above = [plain(f"{shorten(limits, _MAX_ATTRIBUTION)}\n\n")] if limits else []
    if not answer.hits:
        return joined([*above, plain(texts.no_answer)])
    if not answer.answered:
        over = texts.nearest_beyond if answer.unmet else f"{texts.no_answer}\n\n{texts.nearest}"
        return joined([*above, plain(over), *_titles(answer.hits, texts)])
    first, others = answer.hits[0], answer.further()
    doubt = [plain(f"{texts.unsure}\n\n")] if answer.unsure else []
    parts = [*above, *doubt, _head(first, texts), *_passage(first)]
    if others:
        parts += [plain(f"\n\n{texts.also}"), *_titles(others, texts)]
    return joined(parts)


def restriction(answer: Answer, texts: Texts) -> str:
    """Return what articles the question was understood to ask for, on one line; empty if it asks for any."""
    facets = answer.understood
    if facets is None or not facets.restricts:
        return ""
    when = facets.only and f"🗓 {texts.days(facets.only)}"
    origin = facets.origin and texts.from_source.format(source=facets.origin)
    return " · ".join(part for part in (when, origin) if part)


def copy_labels(hit: Hit) -> list[str]:
    """Return what to call the other articles with a hit's report, a few of them.

    It is their source, or where several have the same one, their title.
    """
    shown = [hit.passage.shown_source, *(copy.shown_source for copy in hit.also_in)]
    return [
        shorten(copy.shown_source if shown.count(copy.shown_source) == 1 else copy.headline, _MAX_LABEL)
        for copy in hit.also_in[:MAX_COPIES]
    ]


def speaker_line(quote: StoredQuote, texts: Texts) -> str:
    """Return who says a quotation, in the words of its text, and whether word for word."""
    if quote.said_by is None:
        return texts.said_by_nobody
    said_by = _THE.sub("", quote.said_by) or quote.said_by  # "nach Angaben der Hafenbehörde": the case is not ours
    known = ", ".join(shorten(part, _MAX_SPEAKER) for part in (said_by, quote.role) if part)
    said = texts.said_direct if quote.kind is QuoteKind.DIRECT else texts.said_indirect
    return said.format(speaker=known)


def _head(hit: Hit, texts: Texts) -> Part:
    """Return the answering sentence over where it comes from."""
    sentence = hit.answer_text() or ""
    headline = linked(hit.passage, shorten(hit.passage.headline, _MAX_HEADLINE), sentence)
    attribution = plain(f"\n{attribution_line(hit, texts)}")
    speaker = plain(f"{speaker_line(hit.quote, texts)}\n\n") if hit.quote else plain("\n")
    shown = Part(f"<b>{escape(sentence)}</b>\n", len(sentence) + 1)
    return shown + speaker + headline + attribution + _also_in(hit, texts)


def _also_in(hit: Hit, texts: Texts) -> Part:
    """Return the line with the other articles that have the same report, each a link; empty if there are none."""
    if not hit.also_in:
        return plain("")
    before, _, after = texts.also_in.partition("{sources}")
    line = plain(f"\n{before}")
    for number, (copy, label) in enumerate(zip(hit.also_in, copy_labels(hit), strict=False)):
        line += plain(", " if number else "") + linked(copy, label)
    return line + plain(" …" if len(hit.also_in) > MAX_COPIES else "") + plain(after)


def _passage(hit: Hit) -> Iterator[Part]:
    """Yield the passage with the answer in bold, in blocks that a message holds; none if the answer is all of it."""
    passage, answer = hit.passage, hit.answer
    if answer is not None and (answer.start, answer.end) == (passage.start, passage.end):
        return
    for start, end in pieces(passage.text, _MAX_BLOCK):
        marked = _marked(passage, answer, start, end)
        yield Part(f"\n<blockquote expandable>{marked}</blockquote>", end - start + 1)


def _marked(passage: StoredPassage, answer: Span | None, start: int, end: int) -> str:
    """Return a part of a passage as HTML, with as much of the answer in bold as lies in it."""
    if answer is None:
        return escape(passage.text[start:end])
    bold_start = min(max(answer.start - passage.start, start), end)
    bold_end = min(max(answer.end - passage.start, start), end)
    before, bold, after = (
        passage.text[start:bold_start],
        passage.text[bold_start:bold_end],
        passage.text[bold_end:end],
    )
    return escape(before) + (f"<b>{escape(bold)}</b>" if bold else "") + escape(after)


def attribution_line(hit: Hit, texts: Texts) -> str:
    """Return where a hit comes from, but for its title."""
    passage = hit.passage
    page = hit.page and texts.page.format(page=hit.page)
    date = passage.published and texts.date(passage.published)
    heading = passage.heading and texts.under_heading.format(heading=passage.heading)
    parts = [passage.credit, passage.author, date, passage.shown_source, page, heading]
    return shorten(" · ".join(part for part in parts if part), _MAX_ATTRIBUTION)


def _titles(hits: Sequence[Hit], texts: Texts) -> Iterator[Part]:
    """Yield a line for each article: its linked title, its agency and its date."""
    for hit in hits:
        date = hit.passage.published and texts.date(hit.passage.published)
        known = [shorten(part, _MAX_TITLE) for part in (hit.passage.credit, date) if part]
        headline = linked(hit.passage, shorten(hit.passage.headline, _MAX_TITLE))
        yield plain("\n• ") + headline + plain(f" ({', '.join(known)})" if known else "")
