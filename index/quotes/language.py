"""What the finder knows of a language: lists of words. Their content stands in `words_de` and `words_en`."""

from __future__ import annotations

from dataclasses import dataclass, field

Particles = tuple[tuple[str, ...], ...]
"""What may complete a verb, each as its words: ``(("mit",), ("davon", "aus"))``; ``()`` is "nothing is needed"."""


@dataclass(frozen=True, slots=True)
class Language:
    """The words of one language that tell who speaks. All in lower case."""

    code: str
    reporting: dict[str, Particles]
    """Finite forms of verbs of saying → the particles that they need."""
    participles: frozenset[str]
    """Past participles of the same verbs, particles joined."""
    evaluating: frozenset[str]
    """Finite forms of verbs that go with a few quoted words: called, criticised as, warned of."""
    auxiliaries: frozenset[str]
    passives: frozenset[str]
    abbreviations: frozenset[str]
    months: frozenset[str]
    """Months and days of the week."""
    determiners: frozenset[str]
    """Those that a subject can begin with."""
    oblique: frozenset[str]
    """Those that no subject begins with."""
    pronouns: frozenset[str]
    """Personal pronouns that can be a subject and mean somebody in the article."""
    prepositions: frozenset[str]
    particles: frozenset[str]
    """Lower-case words within a name: von, de la, bin."""
    linking: frozenset[str]
    """Prepositions and articles by which a noun phrase goes on: the mayor *of*, der Sprecher *der*."""
    fillers: frozenset[str]
    """Adverbs that may stand between a verb and its subject, or before a subject."""
    introducing: frozenset[str]
    """Words before quoted nouns that somebody uses, rather than before a title."""
    subordinating: frozenset[str]
    """What a clause before the main one begins with."""
    adverbs: frozenset[str]
    """Further words that begin a sentence in a capital and are no name."""
    role_words: frozenset[str]
    bodies: frozenset[str]
    """Institutions and groups that speak."""
    role_suffixes: tuple[str, ...]
    titles: frozenset[str]
    """Forms of address and degrees: neither a name nor a role."""
    no_names: frozenset[str]
    """Words in capitals that never are a name of somebody."""
    work_words: frozenset[str]
    """Nouns after which quotation marks hold a title or a name."""
    says_who: frozenset[str] = field(default_factory=frozenset)
    """Verbs after which "von der Moor" can be nothing but who says it."""
    before_ordinal: frozenset[str] = field(default_factory=frozenset)
    ordinals: bool = False
    """Whether a number with a full stop is an ordinal."""


def listed(words: str) -> frozenset[str]:
    """Return the words of a list that is written as text."""
    return frozenset(words.split())
