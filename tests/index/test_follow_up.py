from __future__ import annotations

import pytest

from index.follow_up import leans


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Und was plant die Reederei Morgenstern in Lindmoor als Nächstes?", "de"),
        ("Aber wer bezahlt den neuen Hafen von Lindmoor?", "de"),
        ("And who pays for the new harbour of Lindmoor?", "en"),
        ("What about the new harbour of Lindmoor then?", "en"),
        ("Wann hat er das Rathaus von Lindmoor verlassen?", "de"),
        ("Welche Folgen hat dieses Gesetz für Fischer in Lindmoor?", "de"),
        ("Wie lange wohnte Rita Demel dort nach dem Umbau?", "de"),
        ("When did he leave the town hall of Lindmoor?", "en"),
        ("How many fishermen of Lindmoor lost their boats?", "en"),
        ("Wie viele Tote?", "de"),
        ("Wie viele Tote insgesamt?", "de"),
        ("Warum?", "de"),
        ("How many ferries?", "en"),
    ],
)
def test_part_of_a_talk(question: str, language: str) -> None:
    """A question that begins as one goes on, that points back, or that has hardly a topic leans on those before it."""
    assert leans(question, language)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Wer leitet den Hafen von Lindmoor?", "de"),
        ("Was sagte die Ministerin zu den Fischern und der Insel?", "de"),
        ("Who runs the harbour of Lindmoor?", "en"),
        ("What is the plan that Lindmoor adopted?", "en"),
        ("", "de"),
        ("🙂 ?!", "de"),
    ],
)
def test_question_of_its_own(question: str, language: str) -> None:
    """A question that names its topic leans on nothing, and signs are no question."""
    assert not leans(question, language)
