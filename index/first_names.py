"""Common first names by gender, so that "she" is never taken for a Peter. Names that are used for both are left out."""

from __future__ import annotations


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


FEMALE = _listed(
    """
    ada agnes alice alicia alina amanda amelie amy ana anastasia angela angelika anita anja anke anna annalena anne
    annegret annette antje astrid barbara beate beatrice bettina birgit brigitte britta carla carmen carol carola
    caroline catherine charlotte christa christiane christina christine claudia cornelia daniela deborah diana doris
    dorothea edith elena eleanor elif elisabeth elizabeth elke ella ellen emily emma erika esther eva evelyn fatima
    franziska friederike gabriele gerda gisela grace gudrun hanna hannah heather heidi heike helen helena helga
    henrike hilary hillary ilse ines inga ingrid irene iris isabel isabella jacqueline jana jane janet janine jennifer
    jenny jessica joanna johanna judith julia juliane jutta karen karin karla karoline katharina katherine kathrin
    katja katrin kerstin klara kristin kristina lara laura lea lena leonie liane linda lisa lucy luisa lydia magdalena
    maja manuela mareike margaret margarete maria marianne marie marina marion marlene martha martina mary maya
    melanie michelle miriam monika nadine nadja nancy natalia natalie nicole nina nora olga patricia paula pauline
    petra pia rachel rebecca regina renate ricarda rita rosa rosemary ruth sabine sabrina samantha sandra sara sarah
    saskia sigrid silke silvia simone sofia sonja sophia sophie stefanie stephanie susan susanna susanne svenja sylvia
    tamara tanja theresa tina ulrike ursula uta ute valentina vanessa vera verena veronika victoria viktoria waltraud
    wilhelmina yvonne zoe
    """
)
MALE = _listed(
    """
    aaron abdul adam adrian ahmed albert alexander alfred ali anders andreas andrew anthony antonio armin arno arthur
    ben benedikt benjamin bernard bernd bernhard bill björn bob boris brian bruno carl carlos carsten charles
    christian christoph christopher clemens daniel david dennis detlef dieter dietmar dirk dominik donald douglas
    eberhard eckhard eduard edward egon emil emmanuel eric erich ernst erwin eugen fabian felix ferdinand florian
    francis franco frank franz fred frederik friedrich fritz georg george gerald gerd gerhard gottfried götz guido
    gustav günter günther hannes hans harald harry hartmut hassan heiko ole heinrich heinz helmut henning henrik henry
    herbert hermann holger horst hubert hugo ibrahim igor ingo ivan jack jacob jakob james jan jean jeff jens jeremy
    jim joachim joe joerg johann johannes john jonas jonathan josef joseph joshua juan julian justin jörg jürgen karl
    karsten keith ken kenneth kevin klaus konrad konstantin kurt lars leon leonard leopold lorenz louis ludwig lukas
    lutz manfred marc marcel marco marcus mario mark markus martin matthew matthias max maximilian michael miguel mike
    mohammed moritz mustafa nils norbert olaf oliver oscar oskar otto pascal patrick paul pedro peter phil philip
    philipp pierre rainer ralf ralph raphael reinhard reinhold richard robert rolf roman rudolf rupert sam samuel
    sascha sebastian sergej siegfried sigmar simon stefan stephan stephen steve steven sven theodor thomas thorsten
    tilman tim timo tobias tom tony torsten ulf ulrich uwe victor viktor vladimir volker volkmar walter werner wilhelm
    wilfried william winfried wladimir wolf wolfgang xaver
    """
)


def gender_of(name: str) -> str | None:
    """Return "m" or "f" for a full name whose first name is listed, else None."""
    first = name.lower().split()[0].split("-")[0]
    if first in FEMALE:
        return "f"
    return "m" if first in MALE else None
