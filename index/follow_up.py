"""Does a question lean on the ones before it? "Und was sagte er zu Polen?" does. Pure.

It is only asked *whether* the context is worth a look: the plain question is searched in any case, and both are
weighed together, so a "yes" too many costs little, and a "no" too many costs the answer.
"""

from __future__ import annotations

from index import analysis


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_BEGINNINGS = frozenset({"und", "aber", "auch", "oder", "also", "and", "but", "or", "what about", "how about"})
"""A question that begins so goes on from something."""

_POINTERS = _listed(
    """
    er es ihn ihm ihr ihnen sein seine seinen seinem seiner ihre ihren ihrem ihrer
    dieser diese dieses diesen diesem jener jene jenes jenen jenem dessen deren
    dort dorthin dabei dafür dagegen daran darauf daraus darin darüber davon davor dazu damals danach daraufhin sonst
    he she it they him them his hers its their theirs this these those there then else afterwards
    """
)
"""Words that point to something said before. "die", "das", "sie", "that" and "her" do so too seldom."""
_ELLIPSIS = 2
"""Topic words up to which a question without a name is taken for a part of one: "Wie viele Tote?"."""


def leans(question: str, language: str | None) -> bool:
    """Tell whether a question may need the ones before it to be understood."""
    found = analysis.words(question)
    if not found:
        return False
    if found[0] in _BEGINNINGS or " ".join(found[:2]) in _BEGINNINGS:
        return True
    return not _POINTERS.isdisjoint(found) or len(analysis.content_words(question, language)) <= _ELLIPSIS
