from __future__ import annotations

import pytest

from index.question_kind import Kind, has_answer, kind_of


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Wer leitet den Hafen?", Kind.WHO),
        ("Wessen Boot sank?", Kind.WHO),
        ("Who runs the harbour?", Kind.WHO),
        ("Wann öffnet der Hafen?", Kind.WHEN),
        ("In welchem Jahr wurde der Hafen gebaut?", Kind.WHEN),
        ("Which year was the harbour built in?", Kind.WHEN),
        ("When does the ferry leave?", Kind.WHEN),
        ("Wo liegt der Hafen?", Kind.WHERE),
        ("In welcher Stadt liegt der Hafen?", Kind.WHERE),
        ("Where is the harbour?", Kind.WHERE),
        ("What country is the harbour in?", Kind.WHERE),
        ("Wie viele Boote sanken?", Kind.HOW_MANY),
        ("Wieviel kostet die Fähre?", Kind.HOW_MANY),
        ("WIE HOCH ist die Brücke?", Kind.HOW_MANY),
        ("Wer weiß, wie viele Boote sanken?", Kind.HOW_MANY),
        ("How many boats sank?", Kind.HOW_MANY),
        ("What percentage of the boats sank?", Kind.HOW_MANY),
        ("Warum sank die Fähre?", Kind.WHY),
        ("Aus welchem Grund sank die Fähre?", Kind.WHY),
        ("Why did the ferry sink?", Kind.WHY),
        ("What caused the fire?", Kind.WHY),
        ("Was plant der Hafen?", Kind.OTHER),
        ("Whole towns were flooded", Kind.OTHER),
        ("Werften an der Wand", Kind.OTHER),
        ("", Kind.OTHER),
    ],
)
def test_kind_of_a_question(question: str, kind: Kind) -> None:
    """The question word tells what is asked for, as a word of its own, wherever it stands."""
    assert kind_of(question) is kind


@pytest.mark.parametrize(
    ("question", "sentence", "found"),
    [
        ("Wer leitet den Hafen?", "Es leitet ihn Rita Demel.", True),
        ("Wer leitet den Hafen?", "Ihn leitet eine Frau aus der Stadt.", False),
        ("Wer ist Rita Demel?", "Es sprach Rita Demel.", False),
        ("Who runs it?", "It is run by Rita Demel-Orth.", True),
        ("Wann öffnet er?", "Er öffnet 2031.", True),
        ("Wann öffnet er?", "Er öffnet um 9:30 Uhr.", True),
        ("Wann öffnet er?", "Er öffnet am Montag.", True),
        ("Wann öffnet er?", "Er öffnet 350 Tore.", False),
        ("Wann öffnet er 2031?", "Er öffnet 2031.", False),
        ("When does it open?", "It opens in May.", True),
        ("When in May does it open?", "It opens in May.", False),
        ("Wo liegt er?", "Er liegt bei Lindmoor.", True),
        ("Wo liegt er?", "Er liegt weit draußen.", False),
        ("Wo liegt Lindmoor?", "Er liegt in Lindmoor.", False),
        ("Where is it?", "It lies near Lindmoor.", True),
        ("Wie viele Boote sanken?", "Es sanken 12 Boote.", True),
        ("Wie viele Boote sanken?", "Es sanken zwölf Boote.", True),
        ("Wie viele Boote sanken?", "Sie sanken 1998.", False),  # a year counts nothing
        ("Wie viele der 12 Boote sanken?", "Es waren 12 Boote.", False),
        ("How many boats sank?", "Half of them sank.", True),
        ("Warum sank sie?", "Sie sank, weil Wasser eindrang.", True),
        ("Warum sank sie?", "Sie sank im Mai.", False),
        ("Why did it sink?", "It sank because of a leak.", True),
        ("Was plant sie?", "Rita Demel plant 2031 in Lindmoor zwölf Boote, weil sie will.", False),
        ("Wer leitet den Hafen?", "", False),
    ],
)
def test_sentence_has_what_is_asked_for(question: str, sentence: str, *, found: bool) -> None:
    """A sentence answers a kind of question by something of that kind which the question does not say already."""
    assert has_answer(kind_of(question), sentence, question) is found
