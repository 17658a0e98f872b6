from __future__ import annotations

import pytest

from index.speakers import is_by, keys, looked_up_by, wanted


@pytest.mark.parametrize(
    ("asked", "name", "role", "words"),
    [
        ("Lund", "Eva Lund", None, "Lund"),
        ("lund", "Eva Lund", "Hafenchefin", "sie"),
        ("Eva Lund", "Eva Lund", None, "sie"),
        ("Frau Lund", "Eva Lund", None, "Lund"),
        ("Mueller", "Jan Müller", None, "Müller"),
        ("Müllers", "Jan Müller", None, "Müller"),
        ("Bjoerk", "Ana Björk", None, "Björk"),
        ("Şahin", "Ece Sahin", None, "Sahin"),
        ("Ursula von der Weide", "Ursula von der Weide", None, "Weide"),
        ("Präsident Brook", "Jan Brook", None, "Brook"),
        ("Eva Lund", "Lund", None, "Lund"),
        ("der Hafenchefin", "Eva Lund", "Hafenchefin", "sie"),
        ("das Ministerium", None, None, "Sprecher des Ministeriums"),
        ("das russische Außenministerium", None, None, "dem russischen Aussenministerium"),
        ("Nato-General", "Jan Brook", "General", "er"),
        ("the police", None, None, "police"),
    ],
)
def test_is_the_speaker(asked: str, name: str | None, role: str | None, words: str) -> None:
    """Last name, full name, office and body are known again, in any case, spelling and ending."""
    assert is_by(wanted(asked), name, (role, words))


@pytest.mark.parametrize(
    ("asked", "name", "role"),
    [
        ("Anna Lund", "Eva Lund", None),
        ("Lundberg", "Eva Lund", None),
        ("Lund", "Eva Lundberg", None),
        ("Eva Brook", "Eva Lund", None),
        ("", "Eva Lund", None),
        ("der die das", "Eva Lund", None),
        ("das Ministerium", "Eva Lund", "Hafenchefin"),
        ("Lund", None, None),
    ],
)
def test_is_another_one(asked: str, name: str | None, role: str | None) -> None:
    """Another given name or a longer last name is somebody else, and no name is nobody."""
    assert not is_by(wanted(asked), name, (role, None))


def test_whole_leaves_no_word_over() -> None:
    """Where each word has to be the speaker's, what could be a topic is none of the name."""
    assert is_by(wanted("Hafen Lund"), "Lund", (None,))
    assert not is_by(wanted("Hafen Lund"), "Lund", (None,), whole=True)
    assert is_by(wanted("Eva Lund"), "Eva Lund", (None,), whole=True)


def test_speakers_are_looked_up_by_what_they_are_asked_for() -> None:
    """The words of a name and an office, and those of a question, meet in one form."""
    assert looked_up_by("Jan Müller", None, "Leiter des Hafens") == ["des", "hafen", "jan", "leit", "mull"]
    assert keys(wanted("Herr Mueller")) == ["mull"]
