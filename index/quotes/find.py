"""Article → quotations with their speakers. One pass over its sentences, in order; linear in its length.

The speaker of a sentence comes from its own frame ("sagte X"). Without one it is carried over from the sentence before:
by another quotation in the same paragraph, or by the German Konjunktiv, which marks what somebody else has said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from index.credits import body_of
from index.quotes import english, german, german_sources
from index.quotes.frames import clause_bounds, main_subject, subject_after
from index.quotes.names import Speaker, describe
from index.quotes.people import People
from index.quotes.phrases import is_role
from index.quotes.tokens import MIN_WORDS, Kind, count_words, sentences
from index.quotes.words_de import GERMAN, STATEMENTS
from index.quotes.words_en import ENGLISH
from index.records import Quote, QuoteKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from index.quotes.frames import Frame
    from index.quotes.language import Language
    from index.quotes.phrases import Phrase
    from index.quotes.tokens import Sentence, Token

_GUESSED = 2_000
"""Characters by which the language is told where nobody says it."""
_INTERRUPTION = 24
"""Tokens between two pieces of one quotation at the most."""
_VERBLESS = 14
"""Tokens before a colon that may be nothing but a name: "Dazu Eva Lund, Sprecherin der Polizei:"."""
_GERMAN_WORD = re.compile(r"\b(?:der|die|das|und|nicht|ist|ein|eine|den|von|mit|sich|auf)\b", re.IGNORECASE)
_ENGLISH_WORD = re.compile(r"\b(?:the|and|of|to|is|that|with|was|for|he|she|it|said)\b", re.IGNORECASE)


def find(text: str, language: str | None) -> tuple[Quote, ...]:
    """Return the quotations of an article in order: by where they begin, the longer one first.

    Args:
        text: the article.
        language: its ISO 639-1 code, or None if nobody knows. In any other language than German and English, only what
            stands in quotation marks is found, and nobody is named as its speaker.

    """
    words, grammar = _grammar(text, language)
    parsed = sentences(text, words, body_of(text))
    reader = _Reader(text, words, grammar, People(text, parsed, words))
    for sentence in parsed:
        reader.read(sentence)
    return tuple(sorted(reader.found, key=lambda one: (one.span.start, -one.span.end, one.kind)))


def _grammar(text: str, language: str | None) -> tuple[Language, ModuleType | None]:
    code = (language or "").lower()[:2]
    if not code:
        sample = text[:_GUESSED]
        code = "en" if len(_ENGLISH_WORD.findall(sample)) > len(_GERMAN_WORD.findall(sample)) else "de"
    if code == "de":
        return GERMAN, german
    return ENGLISH, english if code == "en" else None


@dataclass(slots=True)
class _Reader:
    """Reads sentences in order, and keeps who spoke last."""

    text: str
    words: Language
    grammar: ModuleType | None
    people: People
    found: list[Quote] = field(default_factory=list)
    roles: dict[str, str] = field(default_factory=dict)
    """Full name → the role that it was last given."""
    last: Speaker | None = None
    """Who spoke in the sentence before."""
    paragraph: int = -1
    """The paragraph of the sentence before."""
    previous: Sentence | None = None
    spoken: bool = False
    """Whether the sentence before was somebody's speech, so that this one may go on with it."""

    def read(self, sentence: Sentence) -> None:
        frames: list[Frame] = self.grammar.frames(sentence) if self.grammar else []
        speakers = [self._speaker(sentence, one) for one in frames]
        strong = [(f, s) for f, s in zip(frames, speakers, strict=True) if not f.weak]
        for frame, speaker in strong:
            self._indirect(sentence, frame, speaker)
        continued = not strong and self._continue(sentence)
        quotes = [at for at in range(len(sentence.tokens)) if self._is_speech(sentence, at, frames)]
        for pieces in _joined(sentence.tokens, quotes, frames):
            self._direct(sentence, pieces, list(zip(frames, speakers, strict=True)), continued=continued)
        self._remember(sentence, [s for _, s in strong], quotes, continued=continued)

    def _speaker(self, sentence: Sentence, frame: Frame) -> Speaker | None:
        if frame.speaker is None:
            return None
        return self._described(sentence, frame.speaker, plural=frame.plural)

    def _described(self, sentence: Sentence, phrase: Phrase, *, plural: bool = False) -> Speaker:
        """Return who a phrase is, with the role that the article gave when it last named one."""
        found = describe(sentence, phrase, self.people, plural=plural)
        if found.name is None:
            return found
        if found.role is not None:
            self.roles[found.name] = found.role
        return replace(found, role=self.roles.get(found.name) or self.people.role(found.name, found.span.start))

    def _indirect(self, sentence: Sentence, frame: Frame, speaker: Speaker | None) -> None:
        if frame.about_previous and self.previous is not None and self.previous.paragraph == sentence.paragraph:
            span = Span(self.previous.start, self.previous.end)
            self._add(span, QuoteKind.INDIRECT, speaker, self._cue(sentence, frame))
        elif frame.content is not None:
            self._add(sentence.span(*frame.content), QuoteKind.INDIRECT, speaker, self._cue(sentence, frame))

    def _continue(self, sentence: Sentence) -> bool:
        """Put down a sentence in the Konjunktiv as the words of whoever spoke in the sentence before."""
        if self.words is not GERMAN or not self.spoken or not german.continues(sentence):
            return False
        self._add(Span(sentence.start, sentence.end), QuoteKind.INDIRECT, self.last, None)
        return True

    def _is_speech(self, sentence: Sentence, at: int, frames: list[Frame]) -> bool:
        token = sentence.tokens[at]
        if not token.speech or _is_title(sentence.tokens, at, self.words, spoken=bool(frames)):
            return False
        return bool(frames) or count_words(token.text) >= MIN_WORDS

    def _direct(
        self, sentence: Sentence, pieces: list[int], framed: list[tuple[Frame, Speaker | None]], *, continued: bool
    ) -> None:
        at = pieces[0]
        parts = tuple(sentence.span(piece, piece + 1) for piece in pieces)
        # In "Lund sei „…“" after what somebody said of Lund, it is not Lund who speaks.
        fitting = [one for one in framed if not (continued and one[0].weak)]
        before = sentence.tokens[at - 1].text if at else ""
        frame, speaker = _governing(at, fitting, after_colon=before == ":")
        if frame is None:
            speaker = self._unframed(sentence, at, continued=continued)
        cue = self._cue(sentence, frame) if frame else None
        span = Span(parts[0].start, parts[-1].end)
        self._add(span, QuoteKind.DIRECT, speaker, cue, parts if len(parts) > 1 else ())

    def _unframed(self, sentence: Sentence, at: int, *, continued: bool) -> Speaker | None:
        if self.grammar is None:
            return None
        tokens = sentence.tokens
        alone = sentence.body <= 1 or (at == 2 and tokens[1].text == ":")  # noqa: PLR2004 -- "Und: „…“"
        if continued or (self.spoken and alone and sentence.paragraph == self.paragraph):
            return self.last
        if at > 0 and tokens[at - 1].text == ":":
            return self._before_colon(sentence, at - 1)
        return self._before() if alone and sentence.paragraph == self.paragraph else None

    def _before_colon(self, sentence: Sentence, colon: int) -> Speaker | None:
        """Return who a sentence before a colon is about, whatever its verb: somebody, or all that stands there."""
        tokens = sentence.tokens
        clause = clause_bounds(tokens, colon, len(tokens))[0]
        starts = [clause] if clause == 0 else [clause, 0]
        for first in starts:
            lead = main_subject(tokens, first, colon, self.words)
            if lead is not None and self.words is GERMAN and tokens[lead.core[1] - 1].lower in STATEMENTS:
                phrase = german_sources.whose(tokens, lead.core[1] - 1, colon)
                return self._described(sentence, lead if phrase is None else phrase)
            later = subject_after(tokens, lead.last + 1, colon, self.words) if lead and lead.last + 1 < colon else None
            for phrase in (lead, later):
                if phrase is None:
                    continue
                found = self._described(sentence, phrase)
                verbless = phrase.last == colon and colon - first <= _VERBLESS
                if verbless or self._is_somebody(tokens, phrase, found):
                    return found
        return None

    def _is_somebody(self, tokens: tuple[Token, ...], phrase: Phrase, found: Speaker) -> bool:
        """Tell whether a phrase is a person: a pronoun, a full name, or a role."""
        named = found.name is not None and (" " in found.name or found.role is not None)
        core = [one.lower for one in tokens[phrase.core[0] : phrase.core[1]]]
        known = any(is_role(one, self.words) or one in self.words.bodies for one in core)
        return named or phrase.pronoun or known

    def _before(self) -> Speaker | None:
        """Return who the sentence before is about, if that is one person: its words stand after it by themselves."""
        before = self.previous
        if before is None:
            return None
        phrase = main_subject(before.tokens, 0, before.body, self.words)
        if phrase is None:
            return None
        found = self._described(before, phrase)
        return found if self._is_somebody(before.tokens, phrase, found) else None

    def _remember(
        self, sentence: Sentence, speakers: list[Speaker | None], quotes: list[int], *, continued: bool
    ) -> None:
        self.previous = sentence
        self.paragraph = sentence.paragraph
        if speakers:
            self.last = next((one for one in reversed(speakers) if one is not None), None)
            self.spoken = True
        elif quotes:
            self.last = self._last_direct()
            self.spoken = self.last is not None
        elif not continued:
            self.spoken = False

    def _last_direct(self) -> Speaker | None:
        quote = self.found[-1]
        return Speaker(quote.speaker, quote.name, quote.role) if quote.speaker else None

    def _cue(self, sentence: Sentence, frame: Frame) -> str:
        words = [sentence.tokens[at].text for at in frame.cue_words]
        return " ".join(words)

    def _add(
        self, span: Span, kind: QuoteKind, speaker: Speaker | None, cue: str | None, parts: tuple[Span, ...] = ()
    ) -> None:
        if speaker is None:
            self.found.append(Quote(span, kind, cue=cue, parts=parts))
        else:
            self.found.append(Quote(span, kind, speaker.span, speaker.name, speaker.role, cue, parts))


def _joined(tokens: tuple[Token, ...], quotes: list[int], frames: list[Frame]) -> Iterator[list[int]]:
    """Yield the pieces of each quotation: „…“, sagte Lund, „…“ is one, as nothing but its frame parts them."""
    pieces: list[int] = []
    for at, token in enumerate(tokens):
        if token.kind is not Kind.QUOTE:
            continue
        if pieces and _is_interruption(tokens, pieces[-1] + 1, at, frames):
            pieces.append(at)
        elif at in quotes:
            if pieces:
                yield pieces
            pieces = [at]
    if pieces:
        yield pieces


def _is_interruption(tokens: tuple[Token, ...], first: int, last: int, frames: list[Frame]) -> bool:
    """Tell whether a range between two quotations is a frame that interrupts what is said."""
    if last - first < 2 or last - first > _INTERRUPTION or any(one.text in ".;" for one in tokens[first:last]):  # noqa: PLR2004 -- a verb and who
        return False
    frame = next((one for one in frames if first <= one.cue[0] and one.cue[1] <= last), None)
    if frame is None or frame.speaker is None or not first <= frame.speaker.first < last:
        return False
    begin = min(frame.cue[0], frame.speaker.first)
    closed = tokens[last - 1].text in (",", ":") or frame.speaker.last == last
    return closed and begin - first <= 1 and not frame.weak


def _governing(
    at: int, framed: list[tuple[Frame, Speaker | None]], *, after_colon: bool
) -> tuple[Frame | None, Speaker | None]:
    """Return the frame that a quotation belongs to: the one whose content it stands in, or the nearest one."""
    closing = [(f, s) for f, s in framed if not f.weak and 0 < f.cue[0] - at <= 2]  # noqa: PLR2004 -- a comma between
    if closing:
        return closing[0]
    if after_colon and (verbs := [(f, s) for f, s in framed if f.verbal and f.cue[0] < at]):
        return max(verbs, key=lambda one: one[0].cue[0])
    within = [(f, s) for f, s in framed if f.content and f.content[0] <= at < f.content[1]]
    pool = within or framed
    if not pool:
        return None, None
    return min(pool, key=lambda one: (one[0].weak, not one[0].verbal, _distance(one[0], at)))


def _distance(frame: Frame, at: int) -> int:
    return min(abs(frame.cue[0] - at), abs(frame.cue[1] - 1 - at))


def _is_title(tokens: tuple[Token, ...], at: int, words: Language, *, spoken: bool) -> bool:
    """Tell whether quotation marks hold a title or a name: they stand where a noun does, and it begins like one."""
    inside = tokens[at].text[1:-1].strip()
    before = tokens[at - 1] if at else None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if not inside or inside[-1] in ".!?…,":
        return not inside or (before is not None and before.lower in words.work_words)
    if not (inside[0].isupper() or inside[0].isdigit()):
        return before is not None and before.lower in words.work_words
    if after is not None and after.text == "(" and _is_acronym(tokens, at + 2):
        return True
    if before is None or before.kind is Kind.MARK:
        return at > 1 and _is_listed_title(tokens, at, words, spoken=spoken)
    if before.lower in words.work_words:
        return True
    # "sprach von einer „Gefahr für Leib und Leben“": a noun in somebody's words, where somebody speaks.
    return not (spoken and (before.lower in words.introducing or before.lower in words.reporting))


def _is_acronym(tokens: tuple[Token, ...], at: int) -> bool:
    return at < len(tokens) and tokens[at].text.isupper() and len(tokens[at].text) > 1


def _is_listed_title(tokens: tuple[Token, ...], at: int, words: Language, *, spoken: bool) -> bool:
    """Tell whether a title goes before, in a list of titles."""
    if tokens[at - 1].text != "," or tokens[at - 2].kind is not Kind.QUOTE or spoken:
        return False
    return _is_title(tokens[: at - 1], at - 2, words, spoken=spoken)
