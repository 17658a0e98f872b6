"""Answer → Telegram messages. Pure.

Every message is valid HTML by Telegram's rules and within its length. Passages are split before they are marked up, so
that no tag is ever cut.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from bot.render.origin import origin
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


def answer_messages(answer: Answer, texts: Texts, asked: str = "") -> list[str]:
    """Return the messages that answer a question, as HTML, in order; `asked`: the question, where nobody wrote it."""
    if not analysis.words(answer.question):
        return [texts.no_words]
    limits = heading(answer, texts, asked)
    above = [plain(f"{limits}\n\n")] if limits else []
    if not answer.hits:
        return joined([*above, plain(texts.no_answer)])
    if not answer.answered:
        over = texts.nearest_beyond if answer.unmet else f"{texts.no_answer}\n\n{texts.nearest}"
        return joined([*above, plain(over), *_titles(answer.hits, texts)])
    return hit_messages(answer.hits[0], texts, heading=limits, unsure=answer.unsure)


def hit_messages(hit: Hit, texts: Texts, *, heading: str = "", unsure: bool = False) -> list[str]:
    """Return the messages that show one passage, as HTML, in order.

    Args:
        hit: the passage and the sentence in it.
        texts: the language of what stands around.
        heading: what stands over it: what the question was understood to ask for.
        unsure: whether the reader is told that it may not be the answer.

    """
    above = [plain(f"{heading}\n\n")] if heading else []
    doubt = [plain(f"{texts.unsure}\n\n")] if unsure else []
    return joined([*above, *doubt, *_head(hit, texts), *_passage(hit)])


def heading(answer: Answer, texts: Texts, asked: str = "") -> str:
    """Return what stands over an answer: the question, where nobody wrote it, and what it was understood to ask for."""
    question = f"❓ {shorten(asked, _MAX_ATTRIBUTION)}" if asked else ""
    return "\n".join(part for part in (question, restriction(answer, texts)) if part)


def restriction(answer: Answer, texts: Texts) -> str:
    """Return what articles the question was understood to ask for, on one line; empty if it asks for any."""
    facets = answer.understood
    if facets is None or not facets.restricts:
        return ""
    when = facets.only and f"🗓 {texts.days(facets.only)}"
    origin = facets.origin and texts.from_source.format(source=facets.origin)
    return shorten(" · ".join(part for part in (when, origin) if part), _MAX_ATTRIBUTION)


def copy_labels(hit: Hit) -> list[str]:
    """Return what to call the other articles with a hit's report, a few of them.

    It is their source, or where several have the same one, their title.
    """
    shown = [hit.passage.shown_source, *(copy.shown_source for copy in hit.also_in)]
    return [
        shorten(copy.shown_source if shown.count(copy.shown_source) == 1 else copy.headline, _MAX_LABEL)
        for copy in hit.also_in[:MAX_COPIES]
    ]


def speaker(quote: StoredQuote) -> str | None:
    """Return who says a quotation, in the words of its text; None where it does not say."""
    said_by = quote.said_by
    return said_by and (_THE.sub("", said_by) or said_by)  # "nach Angaben der Hafenbehörde": the case is not ours


def speaker_line(quote: StoredQuote, texts: Texts) -> str:
    """Return who says a quotation, in the words of its text, and whether word for word."""
    said_by = speaker(quote)
    if said_by is None:
        return texts.said_by_nobody
    known = ", ".join(shorten(part, _MAX_SPEAKER) for part in (said_by, quote.role) if part)
    said = texts.said_direct if quote.kind is QuoteKind.DIRECT else texts.said_indirect
    return said.format(speaker=known)


def _head(hit: Hit, texts: Texts) -> Iterator[Part]:
    """Yield the answering sentence, whole unless no message could hold it, and who says it and where."""
    sentence = hit.answer_text() or ""
    for start, end in pieces(sentence, _MAX_BLOCK) if sentence else ():
        yield Part(f"<b>{escape(sentence[start:end])}</b>\n", end - start + 1)
    headline = shorten(hit.passage.headline, _MAX_HEADLINE)
    origin = linked(hit.passage, f"{headline}\n{attribution_line(hit, texts)}", sentence)
    said = plain(f"{speaker_line(hit.quote, texts)}\n\n" if hit.quote else "\n" if sentence else "")
    yield said + origin + _also_in(hit, texts)


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
    """Return where a hit comes from, but for its title: source, agency and author, date, page and subheading."""
    passage = hit.passage
    page = texts.page.format(page=hit.page) if hit.page else None
    heading = passage.heading and texts.under_heading.format(heading=passage.heading)
    return origin(passage, texts, _MAX_ATTRIBUTION, page, heading)


def _titles(hits: Sequence[Hit], texts: Texts) -> Iterator[Part]:
    """Yield a line for each article: its linked title, its agency and its date."""
    for hit in hits:
        date = hit.passage.published and texts.date(hit.passage.published)
        known = [shorten(part, _MAX_TITLE) for part in (hit.passage.credit, date) if part]
        headline = linked(hit.passage, shorten(hit.passage.headline, _MAX_TITLE))
        yield plain("\n• ") + headline + plain(f" ({', '.join(known)})" if known else "")
