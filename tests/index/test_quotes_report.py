"""An agency report as it comes: who says what, over all of it."""

from __future__ import annotations

from index.quotes import find
from index.records import QuoteKind

REPORT = """ date 2024-06 Die Hafenunion will nach Angaben ihres Generalsekretärs Anders Lindqvist keine Lotsen nach Saltwick schicken.

„Die Union hat keine Absicht, Lotsen nach Saltwick zu schicken“, sagte Lindqvist am Montag bei einem Treffen in der Hafenstadt Lindmoor. Zudem bestehe aus Sicht der Union „keine unmittelbare Gefahr für einen der Mitgliedshäfen“.

Bei seinem ersten Besuch in Lindmoor seit dem Beitritt der Stadt im März 2022 sagte Lindqvist zudem: „Der Gedanke, dass uns die Zeit davonläuft, ist falsch.“

Die Union bemühe sich um eine „verlässliche Hilfe“ der Häfen, um Saltwick „so gut wie möglich“ unterstützen zu können. In den vergangenen Wochen habe es „Lücken“ gegeben, es sei nötig, „sicherzustellen, dass sich das nicht wiederholt“.

Mehr Schlepper

Der Kommandeur der Lotsen im Norden, Bertram Kowalk, forderte die Häfen auf, mehr Schlepper zu bauen.

„Im Hinblick auf die Schlepper (…) müssen wir schneller werden, wir brauchen mehr davon“, sagte Kowalk bei der Feier zum 50. Jahrestag der Union. Er fügte an: „Ich glaube, alle Häfen wissen das und handeln danach.“

Die Union sei „bereit zum gemeinsamen Schutz“ der Küste, sagte Kowalk weiter. Sie habe ihre Aufgabe in den vergangenen Jahren verändert. „Früher fuhren wir weit hinaus, jetzt schützen wir die eigene Küste“, sagte Kowalk.

Die Lotsen würden zudem von der „Art und Weise“ lernen, in der Saltwick sich schütze. Zu diesem Zweck werde eine Schule in Lindmoor gebaut. (nap/red)
"""  # noqa: E501 -- a paragraph is a line, as in a report
LEAD = "Die Hafenunion will nach Angaben ihres Generalsekretärs Anders Lindqvist keine Lotsen nach Saltwick schicken"
LINDQVIST = ("Anders Lindqvist", "Generalsekretär")
KOWALK = ("Bertram Kowalk", "Kommandeur der Lotsen im Norden")


def test_direct_speech_of_a_report() -> None:
    """Each quotation of four or more words has its speaker, also where only the Konjunktiv around it tells who."""
    found = [(one.span.of(REPORT), (one.name, one.role)) for one in find(REPORT, "de") if one.kind is QuoteKind.DIRECT]
    assert found == [
        ("„Die Union hat keine Absicht, Lotsen nach Saltwick zu schicken“", LINDQVIST),
        ("„keine unmittelbare Gefahr für einen der Mitgliedshäfen“", LINDQVIST),
        ("„Der Gedanke, dass uns die Zeit davonläuft, ist falsch.“", LINDQVIST),
        ("„so gut wie möglich“", LINDQVIST),
        ("„sicherzustellen, dass sich das nicht wiederholt“", LINDQVIST),
        ("„Im Hinblick auf die Schlepper (…) müssen wir schneller werden, wir brauchen mehr davon“", KOWALK),
        ("„Ich glaube, alle Häfen wissen das und handeln danach.“", KOWALK),
        ("„bereit zum gemeinsamen Schutz“", KOWALK),
        ("„Früher fuhren wir weit hinaus, jetzt schützen wir die eigene Küste“", KOWALK),
    ]


def test_indirect_speech_of_a_report() -> None:
    """The Konjunktiv goes on with whoever spoke last, to the end of the report, but not into its credit."""
    found = [(one.span.of(REPORT), one.name) for one in find(REPORT, "de") if one.kind is QuoteKind.INDIRECT]
    lindqvist, kowalk = LINDQVIST[0], KOWALK[0]
    assert found == [
        (LEAD, lindqvist),
        ("Zudem bestehe aus Sicht der Union „keine unmittelbare Gefahr für einen der Mitgliedshäfen“.", lindqvist),
        ("Die Union bemühe sich um eine „verlässliche Hilfe“ der Häfen, um Saltwick „so gut wie möglich“ unterstützen zu können.", lindqvist),  # noqa: E501 -- word for word
        ("In den vergangenen Wochen habe es „Lücken“ gegeben, es sei nötig, „sicherzustellen, dass sich das nicht wiederholt“.", lindqvist),  # noqa: E501 -- the same
        ("mehr Schlepper zu bauen", kowalk),
        ("Die Union sei „bereit zum gemeinsamen Schutz“ der Küste", kowalk),
        ("Sie habe ihre Aufgabe in den vergangenen Jahren verändert.", kowalk),
        ("Die Lotsen würden zudem von der „Art und Weise“ lernen, in der Saltwick sich schütze.", kowalk),
        ("Zu diesem Zweck werde eine Schule in Lindmoor gebaut.", kowalk),
    ]  # fmt: skip


def test_the_same_speaker_is_the_same_words() -> None:
    """The speaker is a range of the article: the words that name them, where they stand."""
    lead = find(REPORT, "de")[0]
    assert lead.speaker is not None
    assert lead.speaker.of(REPORT) == "ihres Generalsekretärs Anders Lindqvist"
