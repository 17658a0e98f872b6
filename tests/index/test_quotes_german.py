from __future__ import annotations

import pytest

from index.quotes import find

Row = tuple[str, str, str | None, str | None, str | None]
"""Kind, words, the words that name the speaker, full name, role."""

CASES: list[tuple[str, list[Row]]] = [
    (
        "„Der Kai ist alt und morsch“, sagte Eva Lund.",
        [("direct", "„Der Kai ist alt und morsch“", "Eva Lund", "Eva Lund", None)],
    ),
    (
        "»Der Kai ist alt und morsch«, sagte Eva Lund, die Bürgermeisterin von Saltwick.",
        [
            (
                "direct",
                "»Der Kai ist alt und morsch«",
                "Eva Lund, die Bürgermeisterin von Saltwick",
                "Eva Lund",
                "Bürgermeisterin von Saltwick",
            )
        ],
    ),
    (
        "«Der Kai ist alt und morsch», sagte die Bürgermeisterin Eva Lund.",
        [("direct", "«Der Kai ist alt und morsch»", "die Bürgermeisterin Eva Lund", "Eva Lund", "Bürgermeisterin")],
    ),
    (
        '"Der Kai ist alt und morsch", sagte Bürgermeisterin Lund.',
        [("direct", '"Der Kai ist alt und morsch"', "Bürgermeisterin Lund", "Lund", "Bürgermeisterin")],
    ),
    (
        "“Der Kai ist alt und morsch”, sagte Lund dem Lokalsender.",
        [("direct", "“Der Kai ist alt und morsch”", "Lund", "Lund", None)],
    ),
    (
        "‚Der Kai ist alt und morsch‘, sagte Lund.",
        [("direct", "‚Der Kai ist alt und morsch‘", "Lund", "Lund", None)],
    ),
    (
        "‘Der Kai ist alt und morsch’, sagte Lund.",
        [("direct", "‘Der Kai ist alt und morsch’", "Lund", "Lund", None)],
    ),
    (
        "'Der Kai ist alt und morsch', sagte Lund.",
        [("direct", "'Der Kai ist alt und morsch'", "Lund", "Lund", None)],
    ),
    (
        "›Der Kai ist alt und morsch‹, sagte Lund.",
        [("direct", "›Der Kai ist alt und morsch‹", "Lund", "Lund", None)],
    ),
    (
        "Eva Lund sagte: „Der Kai ist alt und morsch.“",
        [("direct", "„Der Kai ist alt und morsch.“", "Eva Lund", "Eva Lund", None)],
    ),
    (
        "„Der Kai“, sagte Eva Lund, „ist alt und morsch.“",
        [("direct", "„Der Kai“, sagte Eva Lund, „ist alt und morsch.“", "Eva Lund", "Eva Lund", None)],
    ),
    (
        "„Der Kai ist alt und morsch“, sagte Eva Lund. „Er muss sofort gesperrt werden.“",
        [
            ("direct", "„Der Kai ist alt und morsch“", "Eva Lund", "Eva Lund", None),
            ("direct", "„Er muss sofort gesperrt werden.“", "Eva Lund", "Eva Lund", None),
        ],
    ),
    (
        "Dazu Eva Lund: „Der Kai ist alt und morsch.“",
        [("direct", "„Der Kai ist alt und morsch.“", "Eva Lund", "Eva Lund", None)],
    ),
    (
        "„Er nannte den Kai ‚eine Schande für uns alle‘“, sagte Eva Lund.",
        [("direct", "„Er nannte den Kai ‚eine Schande für uns alle‘“", "Eva Lund", "Eva Lund", None)],
    ),
    (
        "Eva Lund sagte, der Kai sei alt und morsch.",
        [("indirect", "der Kai sei alt und morsch", "Eva Lund", "Eva Lund", None)],
    ),
    (
        "Eva Lund sagte, dass der Kai alt und morsch sei.",
        [("indirect", "dass der Kai alt und morsch sei", "Eva Lund", "Eva Lund", None)],
    ),
    (
        "Der Kai sei alt und morsch, sagte Eva Lund am Montag.",
        [("indirect", "Der Kai sei alt und morsch", "Eva Lund", "Eva Lund", None)],
    ),
    (
        "Der Kai, sagte Eva Lund, sei alt und morsch.",
        [("indirect", "Der Kai, sagte Eva Lund, sei alt und morsch", "Eva Lund", "Eva Lund", None)],
    ),
    (
        "Laut der Hafenverwaltung ist der Kai alt und morsch.",
        [("indirect", "ist der Kai alt und morsch", "der Hafenverwaltung", None, None)],
    ),
    (
        "Der Kai ist laut Hafenchef Max Berg alt und morsch.",
        [
            (
                "indirect",
                "Der Kai ist laut Hafenchef Max Berg alt und morsch",
                "Hafenchef Max Berg",
                "Max Berg",
                "Hafenchef",
            )
        ],
    ),
    (
        "Nach Angaben der Hafenverwaltung ist der Kai alt und morsch.",
        [("indirect", "ist der Kai alt und morsch", "der Hafenverwaltung", None, None)],
    ),
    (
        "Nach Angaben von Hafenchef Max Berg ist der Kai alt und morsch.",
        [("indirect", "ist der Kai alt und morsch", "Hafenchef Max Berg", "Max Berg", "Hafenchef")],
    ),
    (
        "Der Kai ist Max Berg zufolge alt und morsch.",
        [("indirect", "Der Kai ist Max Berg zufolge alt und morsch", "Max Berg", "Max Berg", None)],
    ),
    (
        "Der Kai ist alt und morsch, so Max Berg.",
        [("indirect", "Der Kai ist alt und morsch", "Max Berg", "Max Berg", None)],
    ),
    (
        "Wie die Polizei mitteilte, wurde niemand verletzt.",
        [("indirect", "wurde niemand verletzt", "die Polizei", None, None)],
    ),
    (
        "Niemand wurde verletzt, wie ein Sprecher der Polizei am Dienstag mitteilte.",
        [("indirect", "Niemand wurde verletzt", "ein Sprecher der Polizei", None, None)],
    ),
    (
        "Die Polizei teilte mit, dass niemand verletzt worden sei.",
        [("indirect", "dass niemand verletzt worden sei", "Die Polizei", None, None)],
    ),
    (
        "Das Ministerium kündigte an, den Kai im Mai zu sperren.",
        [("indirect", "den Kai im Mai zu sperren", "Das Ministerium", None, None)],
    ),
    (
        "Der Leiter der Werft, Max Berg, forderte die Stadt auf, den Kai zu sperren.",
        [("indirect", "den Kai zu sperren", "Der Leiter der Werft, Max Berg", "Max Berg", "Leiter der Werft")],
    ),
    (
        "Eva Lund hat gesagt, dass der Kai gesperrt werde. Die Arbeiten dauerten lange. Der Hafen bleibe offen.",
        [("indirect", "dass der Kai gesperrt werde", "Eva Lund", "Eva Lund", None)],
    ),
    (
        "Eva Lund sagte, der Kai sei alt. Er müsse gesperrt werden. Die Stadt habe kein Geld.",
        [
            ("indirect", "der Kai sei alt", "Eva Lund", "Eva Lund", None),
            ("indirect", "Er müsse gesperrt werden.", "Eva Lund", "Eva Lund", None),
            ("indirect", "Die Stadt habe kein Geld.", "Eva Lund", "Eva Lund", None),
        ],
    ),
    (
        "Seiner Ansicht nach ist der Kai alt.",
        [("indirect", "ist der Kai alt", "Seiner Ansicht", None, None)],
    ),
    (
        "In einer Mitteilung der Stadt heißt es: „Der Kai bleibt bis Mai gesperrt.“",
        [("direct", "„Der Kai bleibt bis Mai gesperrt.“", "einer Mitteilung der Stadt", None, None)],
    ),
    (
        "Er las „Der alte Mann am Kai“ auf der Fähre.",
        [],
    ),
    (
        "Die sogenannte „Hafensteuer“ entfällt.",
        [],
    ),
    (
        "Der Film „Eine Nacht am Kai“ läuft am Freitag an.",
        [],
    ),
    (
        "Max Berg ist Chef der Werft. Er sagte: „Wir bauen im Mai den Kai neu.“",
        [("direct", "„Wir bauen im Mai den Kai neu.“", "Er", "Max Berg", None)],
    ),
    (
        "Eva Lund traf Max Berg. Sie sagte: „Wir bauen im Mai den Kai neu.“",
        [("direct", "„Wir bauen im Mai den Kai neu.“", "Sie", "Eva Lund", None)],
    ),
    (
        "Eva Lund und Max Berg kamen. Der Sprecher sagte: „Wir bauen im Mai den Kai neu.“",
        [("direct", "„Wir bauen im Mai den Kai neu.“", "Der Sprecher", None, None)],
    ),
    (
        "Max Berg traf Peter Holm. Er sagte: „Wir bauen im Mai den Kai neu.“",
        [("direct", "„Wir bauen im Mai den Kai neu.“", "Er", None, None)],
    ),
    (
        "Eva Lund kritisierte den Plan als „völlig verfehlt und viel zu teuer“.",
        [("direct", "„völlig verfehlt und viel zu teuer“", "Eva Lund", "Eva Lund", None)],
    ),
    (
        "Die Rebellen erklärten, sie hätten die Stadt eingenommen.",
        [("indirect", "sie hätten die Stadt eingenommen", "Die Rebellen", None, None)],
    ),
    (
        "„Wir haben nichts davon gewusst“, beteuerten die Anwohner.",
        [("direct", "„Wir haben nichts davon gewusst“", "die Anwohner", None, None)],
    ),
    (
        "Einer der Anwohner sagte: „Wir haben nichts davon gewusst.“",
        [("direct", "„Wir haben nichts davon gewusst.“", "Einer der Anwohner", None, None)],
    ),
    (
        "Auf die Frage nach den Kosten sagte Lund, das werde geprüft.",
        [("indirect", "das werde geprüft", "Lund", "Lund", None)],
    ),
    (
        "Dies teilte die Polizei mit.",
        [],
    ),
    (
        "„Das ist der erste Absatz davon.\n\n„Und das ist der zweite davon“, sagte Eva Lund.",
        [
            (
                "direct",
                "„Das ist der erste Absatz davon.\n\n„Und das ist der zweite davon“",
                "Eva Lund",
                "Eva Lund",
                None,
            )
        ],
    ),
    (
        "Am Freitag sagte der Sprecher des Ministeriums, Max Berg, der Kai werde gesperrt.",
        [
            (
                "indirect",
                "der Kai werde gesperrt",
                "der Sprecher des Ministeriums, Max Berg",
                "Max Berg",
                "Sprecher des Ministeriums",
            )
        ],
    ),
    (
        "Dr. Eva Lund vom Institut für Küsten erklärte, die Flut komme früher.",
        [("indirect", "die Flut komme früher", "Dr. Eva Lund vom Institut", "Eva Lund", None)],
    ),
    (
        "„Es war lange Zeit sehr still“.",
        [("direct", "„Es war lange Zeit sehr still“", None, None, None)],
    ),
    (
        "„Ja“, sagte Eva Lund.",
        [("direct", "„Ja“", "Eva Lund", "Eva Lund", None)],
    ),
    (
        "Eva Lund sprach von „Lücken“ im Kai.",
        [],
    ),
    (
        "Die Sprecherin der Werft, Eva Lund, wies darauf hin, dass der Kai alt sei.",
        [
            (
                "indirect",
                "dass der Kai alt sei",
                "Die Sprecherin der Werft, Eva Lund",
                "Eva Lund",
                "Sprecherin der Werft",
            )
        ],
    ),
    (
        "Angaben der Polizei zufolge wurde niemand verletzt.",
        [("indirect", "wurde niemand verletzt", "der Polizei", None, None)],
    ),
    (
        "Nach Lunds Angaben ist der Kai alt und morsch.",
        [("indirect", "ist der Kai alt und morsch", "Lunds", None, None)],
    ),
    (
        "Nach eigenen Angaben hat die Werft hundert Aufträge.",
        [("indirect", "hat die Werft hundert Aufträge", "die Werft", None, None)],
    ),
    (
        "Der Kai werde gesperrt, heißt es in einer Mitteilung der Stadt.",
        [("indirect", "Der Kai werde gesperrt", "einer Mitteilung der Stadt", None, None)],
    ),
    (
        "Max Berg, der seit zehn Jahren die Werft leitet, sagte, der Kai sei morsch.",
        [("indirect", "der Kai sei morsch", "Max Berg", "Max Berg", None)],
    ),
    (
        "„Das geht so nicht weiter!“, rief ein Fischer.",
        [("direct", "„Das geht so nicht weiter!“", "ein Fischer", None, None)],
    ),
    (
        "„Wer soll das alles denn bezahlen?“, fragte Berg.",
        [("direct", "„Wer soll das alles denn bezahlen?“", "Berg", "Berg", None)],
    ),
    (
        "Bei einem Besuch in Saltwick sagte Lund: „Wir bauen den Kai im Mai neu.“",
        [("direct", "„Wir bauen den Kai im Mai neu.“", "Lund", "Lund", None)],
    ),
    (
        "Lund betonte, man habe keine andere Wahl.",
        [("indirect", "man habe keine andere Wahl", "Lund", "Lund", None)],
    ),
    (
        "Die Stadt will den Kai sperren. „Er ist alt und morsch und gefährlich“, so Bürgermeisterin Eva Lund.",
        [
            (
                "direct",
                "„Er ist alt und morsch und gefährlich“",
                "Bürgermeisterin Eva Lund",
                "Eva Lund",
                "Bürgermeisterin",
            )
        ],
    ),
    (
        "Zur Begründung sagte der Minister, das Geld reiche nicht.",
        [("indirect", "das Geld reiche nicht", "der Minister", None, None)],
    ),
    (
        "Eva Lund äußerte sich zufrieden: „Der Kai ist endlich wieder offen.“",
        [("direct", "„Der Kai ist endlich wieder offen.“", "Eva Lund", "Eva Lund", None)],
    ),
    (
        "„Die Flut kommt jetzt immer früher“, sagt Jan van der Moor. Der Deich sei alt, sagte van der Moor.",
        [
            ("direct", "„Die Flut kommt jetzt immer früher“", "Jan van der Moor", "Jan van der Moor", None),
            ("indirect", "Der Deich sei alt", "van der Moor", "Jan van der Moor", None),
        ],
    ),
    (
        "Ursula von der Moor kam an. „Die Flut kommt jetzt immer früher“, sagte von der Moor.",
        [("direct", "„Die Flut kommt jetzt immer früher“", "von der Moor", "Ursula von der Moor", None)],
    ),
    (
        "Eva Lund – seit Mai im Amt – hatte die Werft gewarnt: „Wir werden das nicht länger dulden.“",
        [("direct", "„Wir werden das nicht länger dulden.“", "Eva Lund", "Eva Lund", None)],
    ),
    (
        "Auf Betreiben von Hafenchef Max Berg wurde gebaut. Berg sagte, der Kai sei fertig.",
        [("indirect", "der Kai sei fertig", "Berg", "Max Berg", "Hafenchef")],
    ),
    (
        "Es sei schwierig, der Stadt zu sagen, dass der Kai alt ist.",
        [],
    ),
    (
        "Eva Lund nahm zu der Frage Stellung: „Wir werden das nicht länger dulden.“",
        [("direct", "„Wir werden das nicht länger dulden.“", "Eva Lund", "Eva Lund", None)],
    ),
    (
        "Frau Lund sagte, der Kai sei alt.",
        [("indirect", "der Kai sei alt", "Frau Lund", "Lund", None)],
    ),
    (
        "Die Gewerkschaft der Lotsen teilte Dienstagabend mit, dass sie streiken werde.",
        [("indirect", "dass sie streiken werde", "Die Gewerkschaft der Lotsen", None, None)],
    ),
    (
        "Gebetsmühlenartig sprechen die Gegner davon, dass der Kai alt sei.",
        [("indirect", "dass der Kai alt sei", "die Gegner", None, None)],
    ),
    (
        "Es gab öffentliche Feste, zu denen alle kamen.",
        [],
    ),
    (
        "Eva Lund kam an. „Der Kai ist alt und morsch“, sagte ein Sprecher Lunds.",
        [("direct", "„Der Kai ist alt und morsch“", "ein Sprecher Lunds", None, None)],
    ),
    (
        "Eva Lund kam an. Der Anwalt Lunds sagte, der Kai sei alt.",
        [("indirect", "der Kai sei alt", "Der Anwalt Lunds", None, None)],
    ),
    (
        "Olaf Moos kam an. Minister Moos sagte, der Kai sei alt.",
        [("indirect", "der Kai sei alt", "Minister Moos", "Olaf Moos", "Minister")],
    ),
    (
        "Lunds Sprecherin sagte, der Kai sei alt.",
        [("indirect", "der Kai sei alt", "Lunds Sprecherin", None, None)],
    ),
    (
        "Eva Lund sagte:\n„Der Kai ist alt und morsch.“",
        [("direct", "„Der Kai ist alt und morsch.“", "Eva Lund", "Eva Lund", None)],
    ),
    (
        "Er sagte, Saltwick brauche die Lotsen und fügte hinzu: „Wer das nicht sieht, ist blind.“",
        [
            (
                "indirect",
                "Saltwick brauche die Lotsen und fügte hinzu: „Wer das nicht sieht, ist blind.“",
                "Er",
                None,
                None,
            ),
            ("direct", "„Wer das nicht sieht, ist blind.“", "Er", None, None),
        ],
    ),
    (
        "Der Versuch war für gescheitert erklärt worden, den Kai zu verkaufen.",
        [("indirect", "den Kai zu verkaufen", None, None, None)],
    ),
    (
        "Letzte Woche war noch befürchtet worden, der Kai könnte brechen.",
        [("indirect", "der Kai könnte brechen", None, None, None)],
    ),
    (
        "Monatelang hat die Werft abgestritten, dass der Kai alt ist.",
        [("indirect", "dass der Kai alt ist", "die Werft", None, None)],
    ),
    (
        "Der Kai bleibt, wie dieser Satz gern wiederholt wird, für immer.",
        [("indirect", "Der Kai bleibt", None, None, None)],
    ),
]


@pytest.mark.parametrize(("text", "rows"), CASES)
def test_german(text: str, rows: list[Row]) -> None:
    """Each way that German news tell who speaks, and what only looks like speech."""
    found = [
        (one.kind.value, one.span.of(text), one.speaker and one.speaker.of(text), one.name, one.role)
        for one in find(text, "de")
    ]
    assert found == rows
