from __future__ import annotations

import time

import pytest

from index.speech_questions import SpeechQuestion, read


@pytest.mark.parametrize(
    ("question", "speaker", "topic"),
    [
        ("Was sagte Lund zur Brücke?", "lund", "Brücke"),
        ("was sagt lund zum kai", "lund", "kai"),
        ("Was sagte Eva Lund am Montag über die Lage im Hafen?", "eva lund", "Lage im Hafen"),
        ("Was sagte Eva Lund?", "eva lund", ""),
        ("Und was meint Lund zu dem Thema Kai?", "lund", "Kai"),
        ("Was hat Lund zu Fähren im Winter gesagt?", "lund", "Fähren im Winter"),
        ("Was hat Lund gesagt zu Fähren?", "lund", "Fähren"),
        ("Was hat Ursula von der Weide zu den Zöllen gesagt?", "ursula weide", "Zöllen"),
        ("Was sagte das Innenministerium dazu, dass der Kai gesperrt ist?", "innenministerium", "der Kai gesperrt ist"),
        ("Was sagte der Sprecher der Polizei zum Brand?", "sprecher polizei", "Brand"),
        ("Wie äußerte sich Lund zu den Kosten?", "lund", "Kosten"),
        ("Wie hat sich Lund zu den Kosten geäußert?", "lund", "Kosten"),
        ("Was kündigte Lund an?", "lund", ""),
        ("Zitate von Eva Lund zum Kai", "eva lund", "Kai"),
        ("What did Lund say about the bridge?", "lund", "the bridge"),
        ("What has Eva Lund said on ferries?", "eva lund", "ferries"),
        ("What did the police say about the fire?", "police", "the fire"),
        ("What did Lund say?", "lund", ""),
        ("How did Lund comment on the costs?", "lund", "the costs"),
        ("Tell me what Lund said about the costs", "lund", "the costs"),
        ("What's Lund saying about the bridge?", "lund", "the bridge"),
        ("Did Lund say anything about the bridge?", "lund", "the bridge"),
        ("Hat Lund etwas zur Brücke gesagt?", "lund", "Brücke"),
        ("Sag mir, was Lund zur Brücke gesagt hat.", "lund", "Brücke"),
        ("Was Lund zur Brücke sagte", "lund", "Brücke"),
        ("Was sagte Lund gegenüber der Zeitung zur Brücke?", "lund", "Brücke"),
        ("Was haben die Blauen zur Brücke gesagt?", "blauen", "Brücke"),
        ("Quotes by Lund about the bridge", "lund", "the bridge"),
    ],
)
def test_somebodys_words_are_asked_for(question: str, speaker: str, topic: str) -> None:
    """Who is meant and what about is told from a question in German or English, and nothing else answers it."""
    assert read(question) == SpeechQuestion(tuple(speaker.split()), topic)


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("Wer sagte, dass der Kai zu alt ist?", "der Kai zu alt ist"),
        ("Wer hat gesagt, dass der Kai zu alt ist?", "der Kai zu alt ist"),
        ("Wer sagte: Der Kai ist alt?", "Der Kai ist alt"),
        ("Wer sagte „Der Kai ist alt“?", "„Der Kai ist alt“"),
        ("Von wem stammt der Satz „Der Kai ist alt“?", "„Der Kai ist alt“"),
        ("Who said that the quay is too old?", "the quay is too old"),
        ("Who said the quay is too old?", "the quay is too old"),
        ("Who claimed that the quay is old?", "the quay is old"),
    ],
)
def test_who_said_it_is_asked_for(question: str, topic: str) -> None:
    """A question for who said something asks for nobody's words, but for words on that."""
    assert read(question) == SpeechQuestion((), topic)


@pytest.mark.parametrize(
    ("question", "speaker"),
    [
        ("Was fordert Lund?", "lund"),
        ("Wie hoch ist laut Eva Lund der Kai?", "eva lund"),
        ("Was ist nach Angaben von Lund nötig?", "lund"),
        ("According to Lund, how old is the quay?", "lund"),
        ("Was hält Ursula von der Weide von der Brücke?", "ursula weide"),
        ("Was sagt die Studie über den Kai?", "studie"),
        ("Was glaubt Lund?", "lund"),
        ("Wie steht Lund zur Brücke?", "lund"),
        ("Was ist Lunds Meinung zur Brücke?", "lunds"),
        ("Welche Meinung hat Lund zur Brücke?", "lund"),
        ("What is Lund's opinion on the bridge?", "lund"),
    ],
)
def test_what_may_be_told_without_a_quotation(question: str, speaker: str) -> None:
    """What somebody demands or thinks, and what a thing says, may also be answered by a sentence that names them."""
    found = read(question)
    assert found is not None
    assert (found.speaker, found.strict) == (tuple(speaker.split()), False)


@pytest.mark.parametrize(
    "question",
    [
        "", "?", "Was sagte er dazu?", "What did she say about it?", "Wer sagte das?", "Who said it?",
        "Wer hat den Kai gebaut?", "Was sagte man dazu?", "Was ist ein Kai?", "Wie lang ist der Kai?", "sagte",
        "What U.S. port said that it was old?", "What was the reason for the claim against Lund?",
        "What is the name of the sermon in which he warned against it?", "Wie ist die Lage?", "Hat der Kai Kräne?",
    ],
)  # fmt: skip
def test_other_questions(question: str) -> None:
    """A question that names nobody, or asks for something else than words, is an ordinary one."""
    assert read(question) is None


@pytest.mark.parametrize(
    "question",
    ["was sagte " + "von " * 250, "Was hat " + "a, " * 330 + "gesagt", "wer sagte " * 100, "laut A" + " von A" * 160],
)
def test_hostile_question_takes_no_time(question: str) -> None:
    """A question of the greatest length is read in a moment, whatever stands in it."""
    started = time.process_time()
    read(question[:1000])
    assert time.process_time() - started < 0.5
