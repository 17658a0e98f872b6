"""German verbs of saying: their forms, and the particles that complete them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.quotes.language import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.quotes.language import Particles

_WEAK = listed(
    """
    sag:gesagt erklär:erklärt berichte:berichtet beton:betont mein:gemeint fordere:gefordert kritisier:kritisiert
    bestätig:bestätigt behaupte:behauptet versicher:versichert vermute:vermutet antworte:geantwortet erwider:erwidert
    entgegne:entgegnet ergänz:ergänzt bekräftig:bekräftigt melde:gemeldet vermelde:vermeldet äußer:geäußert
    warn:gewarnt glaub:geglaubt kommentier:kommentiert resümier:resümiert argumentier:argumentiert begründe:begründet
    beklag:beklagt erinner:erinnert erzähl:erzählt schilder:geschildert formulier:formuliert frag:gefragt
    befürchte:befürchtet verkünde:verkündet prophezei:prophezeit konstatier:konstatiert unterstreiche:unterstrichen
    verlang:verlangt hoff:gehofft rechne:gerechnet schätz:geschätzt mutmaß:gemutmaßt spekulier:spekuliert
    beteuer:beteuert drohe:gedroht verteidig:verteidigt lob:gelobt bedauer:bedauert dementier:dementiert
    signalisier:signalisiert informier:informiert präzisier:präzisiert mahn:gemahnt appellier:appelliert
    plädier:plädiert zitier:zitiert twitter:getwittert poste:gepostet höhn:gehöhnt scherz:gescherzt spotte:gespottet
    ruf:gerufen beschuldig:beschuldigt prognostizier:prognostiziert bemängel:bemängelt bemerk:bemerkt
    bezweifel:bezweifelt erläuter:erläutert folger:gefolgert offenbar:offenbart rate:geraten lehr:gelehrt
    jubel:gejubelt klag:geklagt moniere:moniert notier:notiert protestier:protestiert referier:referiert
    urteil:geurteilt verrate:verraten vertrete:vertreten wiederhol:wiederholt wette:gewettet witzel:gewitzelt
    versprich:versprochen unterstell:unterstellt verfüg:verfügt titel:getitelt enthüll:enthüllt
    """
)
"""Stem, and participle; a stem that ends in -e keeps it."""
_STRONG = listed(
    """
    sprich:sprach:gesprochen widersprich:widersprach:widersprochen schreib:schrieb:geschrieben
    schreibt:schrieb:geschrieben versprich:versprach:versprochen schwör:schwor:geschworen empfiehl:empfahl:empfohlen
    heiß:hieß:geheißen bestreite:bestritt:bestritten wiss:wusste:gewusst befind:befand:befunden
    gesteh:gestand:eingestanden beschreib:beschrieb:beschrieben beschließ:beschloss:beschlossen
    entscheide:entschied:entschieden unterstreich:unterstrich:unterstrichen rät:riet:geraten ruf:rief:gerufen
    """
)
"""Present stem, past, and participle."""
_FORMS = listed(
    """
    sprechen sprecht widersprechen schreiben versprechen empfehlen heißt hieß hießen bestreiten finden rufen ruft weiß
    wissen denkt dachte denken dachten gestehen beschreiben beschließen entscheiden raten verspricht spricht
    widerspricht empfiehlt sieht sah sehen erwartet erwartete erwarten erwarteten klagten fürchtet fürchtete fürchten
    lautet lautete lauteten
    """
)
_SEPARABLE = listed(
    """
    teil:mit füg:hinzu füg:an kündig:an führ:aus deute:an merk:an räum:ein stell:fest stell:klar leg:dar heb:hervor
    mahn:an klag:an stimm:zu pflichte:bei lehn:ab sicher:zu forder:auf pranger:an leg:nah:e zweifel:an
    """
)
"""Weak stem, and particle."""
_SEPARABLE_STRONG = {
    "gibt gab geben gaben": ("bekannt", "an", "zu", "preis", "zurück", "ab"),
    "weist wies weisen wiesen": ("darauf hin", "hin", "zurück", "darauf"),
    "geht ging gehen gingen": ("davon aus", "aus", "hervor"),
    "wirft warf werfen warfen": ("vor", "ein"),
    "schlägt schlug schlagen schlugen": ("vor",),
    "ruft rief rufen riefen": ("auf", "dazu auf"),
    "spricht sprach sprechen sprachen": ("aus", "davon", "von", "an"),
    "tritt trat treten traten": ("entgegen",),
    "streitet stritt streiten stritten": ("ab",),
    "zeigt zeigte zeigen zeigten": ("überzeugt", "auf", "sich"),
    "hält hielt halten hielten": ("fest", "dagegen", "entgegen", "vor", "für"),
    "macht machte machen machten": ("deutlich", "klar", "geltend"),
    "sieht sah sehen sahen": ("voraus",),
    "nimmt nahm nehmen nahmen": ("an", "Stellung"),
    "schreibt schrieb schreiben schrieben": ("vor", ""),
    "lässt ließ lassen ließen": ("wissen", "verlauten", "mitteilen", "ausrichten"),
    "fasst fasste fassen fassten": ("zusammen",),
    "schließt schloss schließen schlossen": ("aus", "daraus"),
    "hofft hoffte hoffen hofften": ("", "darauf"),
    "legt legte legen legten": ("dar", "nahe"),
    "stellt stellte stellen stellten": ("fest", "klar", "dar", "heraus", "in Aussicht"),
    "setzt setzte setzen setzten": ("hinzu", "nach"),
    "streicht strich streichen strichen": ("heraus",),
    "kommt kam kommen kamen": ("zu dem Ergebnis", "zu dem Schluss", "zum Schluss", "zum Ergebnis"),
    "vertritt vertrat vertreten vertraten": (
        "die Ansicht",
        "die Auffassung",
        "die Meinung",
        "die These",
        "die Position",
    ),
    "ist war sind waren": ("der Ansicht", "der Meinung", "der Auffassung", "der Überzeugung", "überzeugt"),
    "äußert äußerte äußern äußerten": ("", "die Hoffnung", "die Ansicht", "die Vermutung", "die Befürchtung"),
    "zieht zog ziehen zogen": ("den Schluss", "das Fazit"),
    "steht stand stehen standen": ("auf dem Standpunkt",),
    "bringt brachte bringen brachten": ("vor", "zum Ausdruck"),
}
_SEPARABLE_PARTICIPLES = listed(
    """
    bekanntgegeben angegeben zugegeben hingewiesen zurückgewiesen ausgegangen vorgeworfen eingeworfen vorgeschlagen
    aufgerufen ausgesprochen abgestritten festgehalten vorausgesehen angenommen zusammengefasst ausgeschlossen
    dargelegt nahegelegt festgestellt klargestellt hinzugesetzt vorgebracht mitgeteilt hinzugefügt angefügt
    angekündigt ausgeführt angedeutet angemerkt eingeräumt hervorgehoben angemahnt zugestimmt beigepflichtet abgelehnt
    aufgefordert angeprangert zugesichert verlautet bekanntgeworden hervorgegangen preisgegeben
    """
)
_JOINED = listed(
    """
    bekanntgibt bekanntgab angibt angab angaben zugibt zugab hinweist hinwies ausgeht ausging hervorgeht hervorging
    vorwirft vorwarf vorwarfen vorschlägt vorschlug aufruft aufrief festhält festhielt annimmt annahm verlautete
    verlautet bekanntgeben bekanntgaben gab gibt darlegt darlegte feststellt feststellte
    """
)


def _weak_forms(stem: str) -> tuple[str, str, str, str]:
    """Return he says, he said, they said, they say; a stem that ends in -e keeps it in all forms."""
    base = stem.removesuffix("e")
    link = "e" if stem.endswith("e") and base[-1] in "tdnm" else ""
    infinitive = base + ("n" if base.endswith(("er", "el")) else "en")
    return f"{base}{link}t", f"{base}{link}te", f"{base}{link}ten", infinitive


def _strong_forms(present: str, past: str) -> tuple[str, str, str]:
    return f"{present}t" if not present.endswith("t") else present, past, f"{past}en"


def _entries() -> Iterator[tuple[str, str]]:
    """Yield each finite form with a particle that completes it."""
    for one in _WEAK:
        yield from ((form, "") for form in _weak_forms(one.split(":")[0]))
    for one in _STRONG:
        present, past, _ = one.split(":")
        yield from ((form, "") for form in _strong_forms(present, past))
    yield from ((form, "") for form in _FORMS | _JOINED - {"gab", "gibt"})
    for one in _SEPARABLE:
        stem, particle = one.split(":")[:2]
        for form in _weak_forms(stem):
            yield form, particle
            yield particle + form, ""
    for forms, particles in _SEPARABLE_STRONG.items():
        yield from ((form, particle) for form in forms.split() for particle in particles)


def reporting() -> dict[str, Particles]:
    """Return the finite forms of verbs of saying with the particles that complete them."""
    table: dict[str, set[tuple[str, ...]]] = {}
    for form, particle in _entries():
        table.setdefault(form, set()).add(tuple(particle.lower().split()))
    return {form: tuple(sorted(particles, key=len, reverse=True)) for form, particles in table.items()}


def participles() -> frozenset[str]:
    """Return their past participles, particles joined."""
    weak = {one.split(":")[1] for one in _WEAK}
    return frozenset(weak | {one.split(":")[2] for one in _STRONG} | _SEPARABLE_PARTICIPLES)
