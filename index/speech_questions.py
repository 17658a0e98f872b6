"""Questions that ask for somebody's words ("Was sagte X zu Y?", "Who said that …?"): whose, and on what. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.speakers import wanted


@dataclass(frozen=True, slots=True)
class SpeechQuestion:
    """Whose words a question asks for, and on what."""

    speaker: tuple[str, ...]
    """The words that somebody is asked for by, see `speakers.wanted`; empty where the question is who said it."""
    topic: str
    """What it is about, as the question has it; empty where anything will do."""
    strict: bool = True
    """Whether nothing but somebody's quoted words answers. "Laut X" or "was fordert X" may be told without any."""


def read(question: str) -> SpeechQuestion | None:
    """Return whose words a question asks for; None if it asks for nobody's."""
    text = " ".join(question.split()).strip(" ?!.")
    if match := _first(_WHO_SAID, text):
        return SpeechQuestion((), match["topic"].strip(_EDGES))
    if match := _first(_SAID, text):
        return _of(match, strict=match.re not in _SOFT)
    if match := _first(_ACCORDING, text):
        rest = f"{text[: match.start()]} {text[match.end() :]}"
        found = _person(match["who"])
        return None if found is None else SpeechQuestion(found, rest.strip(_EDGES), strict=False)
    return None


def _of(match: re.Match[str], *, strict: bool) -> SpeechQuestion | None:
    groups = match.groupdict()
    who, topic = match["who"], groups.get("topic") or groups.get("more") or ""
    if groups.get("rest"):
        who, topic = _parted(who, match["rest"])
    found = _person(who)
    if found is None:
        return None
    # "Was sagt die Studie über …" is answered by whatever the study says, quoted or not.
    thing = any(word.endswith(_THINGS) for word in found)
    return SpeechQuestion(found, topic.strip(_EDGES), strict=strict and not thing)


def _parted(who: str, rest: str) -> tuple[str, str]:
    """Return who is meant and what it is about, from the words on both sides of the first preposition."""
    about = _ABOUT.search(rest)
    return who, rest[about.end() :] if about else _IN.sub("", rest)


def _person(who: str) -> tuple[str, ...] | None:
    found = wanted(who)
    return tuple(found) if found and len(found) <= _LONGEST else None


def _first(patterns: tuple[re.Pattern[str], ...], text: str) -> re.Match[str] | None:
    return next((match for pattern in patterns if (match := pattern.search(text))), None)


def _compiled(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


_LONGEST = 8
"""Words that name somebody; more are a clause."""
_EDGES = " ,;:?!.–-"
_THINGS = (
    "studie", "studien", "gesetz", "gesetze", "gesetzgebung", "bericht", "artikel", "text", "bibel", "koran", "theorie",
    "forschung", "statistik", "umfrage", "karte", "verfassung", "vertrag", "urteil", "buch", "richtlinie",
    "regel", "prognose",
    "report", "study", "studies", "law", "article", "bible", "theory", "research", "statistics", "survey", "poll",
    "constitution", "treaty", "book", "rule", "forecast",
)  # fmt: skip
"""What is said to say something, though nobody speaks; German words end with them as well."""

_SAYS = (
    r"(?:sag(?:t|te|en|ten)|mein(?:t|te|en|ten)|erklär(?:t|te|en|ten)|beton(?:t|te|en|ten)|behaupte(?:t|te|n|ten)"
    r"|kritisier(?:t|te|en|ten)|warn(?:t|te|en|ten)"
    r"|(?:ver|ent|an)sprach|verspricht|schrieb(?:en)?|schreib(?:t|en)|antworte(?:t|te|n|ten)|erzähl(?:t|te|en|ten)"
    r"|berichte(?:t|te|n|ten)|prophezei(?:t|te|en|ten)|versicher(?:t|te|n|ten)|versichert)"
)
_ASKS = (
    r"(?:forder(?:t|te|n|ten)|verlang(?:t|te|en|ten)|erwarte(?:t|te|n|ten)|denk(?:t|en)|dachten?|glaub(?:t|te|en|ten)"
    r"|empfiehlt|empfahl(?:en)?|will|plant)"
)
_SAID_PARTICIPLE = (
    r"(?:gesagt|gemeint|erklärt|betont|behauptet|kritisiert|geäußert|angekündigt|mitgeteilt|versprochen|geschrieben"
    r"|geantwortet|gewarnt|berichtet|erzählt|versichert|gedacht|von sich gegeben)"
)
_ASKED_PARTICIPLE = r"(?:gefordert|verlangt|empfohlen)"
_ONE = r"(?!(?:er|sie|es|ihr|du|wir|ich|man|ihm|ihnen|he|she|it|they|we|you|i|people|one|the article|der artikel)\b)"
_WHO = rf"{_ONE}(?P<who>[^,;:?!]+?)"
_PREPOSITION = (
    r"(?:zu[rm]?|über|von|vom|gegen|bezüglich|hinsichtlich|wegen|gegenüber|mit|an|am|auf|aus|bei|beim|in|im|nach|vor|seit|für|um"
    r"|dazu|darüber|davon|gestern|heute|zuletzt|während|angesichts)"
)
# "von" parts a name as well: "Ursula von der Leyen", "der Präsident von Lindmoor".
_PART = rf"(?!von der? [a-zäöü]+(?:\s|$)|von [a-zäöü]+ {_PREPOSITION}\b){_PREPOSITION}"
_REST = rf"(?P<rest>\s{_PART}\b.*|,\s.*|\s(?:dass|ob|wie|warum)\b.*)?"
_ABOUT = re.compile(
    r"(?:\b(?:zu[rm]?|über|bezüglich|hinsichtlich|wegen|dazu|darüber|davon|angesichts|gegen)\b|,)"
    r"(?:,?\s(?:dass|ob|wie|warum)\b|\s(?:der frage|dem thema|thema|de[rmn]|das|die)\b)?",
    re.IGNORECASE,
)
_IN = re.compile(r"^\s*\w+\s")

_VIEW = r"(?:meinung|haltung|position|ansicht|aussage|einstellung)"

_SOFT = _compiled(
    rf"^(?:und\s)?was\s{_ASKS}\s{_WHO}{_REST}$",
    rf"^(?:und\s)?was\s(?:hat|haben|hatten?)\s{_WHO}(?P<rest>\s{_PART}\b.*?|,.*?)?\s{_ASKED_PARTICIPLE}$",
    rf"^(?:und\s)?was\s(?:hält|halten|hielt(?:en)?)\s{_ONE}(?P<who>[^,;:?!]+)\s(?:von|vom)\s(?P<topic>.+)$",
    rf"^wie\sreagier(?:t|te|en|ten)\s{_WHO}\sauf\s(?P<topic>.+)$",
    rf"^wie\s(?:bewertet|beurteilt|kommentiert|begründet|bewertete|beurteilte|kommentierte|begründete)\s{_WHO}"
    r"\s(?P<topic>(?:den|die|das|dass|seine|ihre|diese)\b.+)$",
    rf"^what\s(?:did|does|do|has|have)\s{_WHO}\s(?:demand|want|call for|ask for|expect|recommend|demanded|called for)"
    r"(?P<topic>\s.*)?$",
    rf"^wie\s(?:steht|stehen|stand(?:en)?)\s{_WHO}\s(?:zu[rm]?)\s(?P<topic>.+)$",
    rf"^was\s(?:ist|war)\sdie\s{_VIEW}\s(?:von|des|der)\s{_WHO}\s(?:zu[rm]?|über)\s(?P<topic>.+)$",
    rf"^was\s(?:ist|war)\s{_WHO}\s{_VIEW}\s(?:zu[rm]?|über)\s(?P<topic>.+)$",
    rf"^welche\s{_VIEW}\s(?:hat|haben|hatten?|vertritt|vertrat)\s{_WHO}\s(?:zu[rm]?|über)\s(?P<topic>.+)$",
    rf"^what\s(?:is|was|are|were)\s{_WHO}['’]s?\s(?:opinion|views?|stance|position|words)"
    r"\s(?:on|about|of)\s(?P<topic>.+)$",
    rf"^how\s(?:did|does|do)\s{_WHO}\s(?:react|respond)\sto\s(?P<topic>.+)$",
)
_SAID = (
    *_compiled(
        rf"^(?:und\s)?(?:was|wovor|womit)\s{_SAYS}\s(?:sich\s|denn\s|eigentlich\s)?{_WHO}{_REST}$",
        rf"^(?:und\s)?was\s(?:hat|haben|hatten?)\s(?:denn\s)?{_WHO}(?P<rest>\s{_PART}\b.*?|,.*?)?\s{_SAID_PARTICIPLE}"
        r"(?:,?\s(?:zu[rm]?|über)\s(?P<more>.+))?$",
        rf"^(?:und\s)?(?:was|wie)\s(?:kündigt(?:e|en)?|teil(?:t|te|en|ten)|führt(?:e|en)?|gibt|gab(?:en)?)\s{_WHO}"
        r"(?P<rest>\s.*)?\s(?:an|mit|aus|zu)$",
        rf"^wie\säußer(?:t|te|n|ten)\ssich\s{_WHO}{_REST}$",
        rf"^wie\säußer(?:t|te|n|ten)\s{_WHO}\ssich(?P<rest>\s.*)?$",
        rf"^wie\s(?:hat|haben)\ssich\s{_WHO}(?P<rest>\s{_PART}\b.*?)?\sgeäußert$",
        rf"^wie\s(?:hat|haben)\s{_WHO}\ssich(?P<rest>\s.*?)?\sgeäußert$",
        rf"^(?:hat|haben)\s{_WHO}\s(?:sich\s|je\s|etwas\s)*(?P<rest>\s?{_PART}\b.*?)\s(?:etwas\s)?{_SAID_PARTICIPLE}$",
        rf"^(?:sag mir,?\s|zeig mir,?\s)?(?:was|wie)\s(?:sich\s)?{_WHO}(?:\ssich)?(?P<rest>\s{_PART}\b.*?)?"
        rf"\s(?:{_SAYS}|äußerte|{_SAID_PARTICIPLE}\s(?:hat|haben|hatte))$",
        rf"^did\s{_WHO}\s(?:ever\s)?(?:say|comment|speak|talk)(?:\sanything|\ssomething)?"
        r"\s(?:about|on|regarding)\s(?P<topic>.+)$",
        rf"^was\s(?:sind|waren)\sdie\sworte\svon\s{_WHO}{_REST}$",
        rf"^(?:welche\s)?(?:zitate|aussagen|äußerungen)\s(?:von|des|der)\s{_WHO}{_REST}$",
        rf"^what\s(?:did|does|do|has|have|had)\s{_WHO}\s(?:have\sto\s)?(?:say|said|think|claim|claimed|state|stated|tell|told"
        r"|argue|argued|announce|announced|warn|warned|write|written|declare|declared|mention|mentioned|explain|explained)"
        r"(?:\s(?:us|them|reporters|journalists))?"
        r"(?:\s(?:about|on|regarding|concerning|to|of|against|that|when|in|at|with)\b(?P<topic>.*))?$",
        rf"^(?:tell\sme\s|show\sme\s)what\s{_WHO}\s(?:says?|said|thinks?|claims?|claimed)"
        r"(?:\s(?:about|on|regarding|concerning|to|of|that)\b(?P<topic>.*))?$",
        rf"^what(?:['’]s|\sis|\swas)\s{_WHO}\ssaying(?:\s(?:about|on|of)\s(?P<topic>.+))?$",
        rf"^how\s(?:did|does|do|has|have)\s{_WHO}\s(?:comment|commented)(?:\son\s(?P<topic>.+))?$",
        rf"^(?:any\s)?(?:quotes?|quotations?|statements?)\s(?:by|from|of)\s{_WHO}"
        r"(?:\s(?:about|on|regarding)\s(?P<topic>.+))?$",
    ),
    *_SOFT,
)
_WHO_SAID = _compiled(
    rf"^(?:und\s)?wer\s(?:genau\s)?{_SAYS}(?:\ssich)?(?:,|:|\s(?=[„\"“»«]))\s?(?:dass\b|ob\b|wie\b)?(?P<topic>.+)$",
    rf"^(?:und\s)?wer\s(?:hat|hatte)\s{_SAID_PARTICIPLE}(?:,|:|\s(?=[„\"“»«]))\s?(?:dass\b|ob\b|wie\b)?(?P<topic>.+)$",
    rf"^(?:und\s)?wer\s(?:hat|hatte)\s(?P<topic>[„\"“»«].+)\s{_SAID_PARTICIPLE}$",
    r"^von\swem\s(?:stammt|kommt|ist)\s(?:der\ssatz|das\szitat|die\saussage|die\säußerung)?[,:]?\s?(?:dass\b)?(?P<topic>.+)$",
    r"^who\s(?:has\s)?(?:said|says|stated|states|claimed|claims|argued|argues|warned|announced|declared|told\s\w+)"
    r"(?:\sthat\b|,|:|\s(?=[\"“‘']))(?P<topic>.+)$",
    r"^who\s(?:said|says|claims|claimed)\s(?!so\b|what\b|it\b|this\b)(?P<topic>\S+\s\S+\s\S+.*)$",
)
_NAMED = (
    r"(?P<who>(?:(?:der|die|das|dem|den|the)\s)?(?:[a-zäöü]+(?:en|er)\s)?[A-ZÄÖÜ][\w’'-]*"
    r"(?:\s(?:(?:von|van|de|zu)\s(?:der\s|den\s)?)?[A-ZÄÖÜ][\w’'-]*)*)"
)
_ACCORDING = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b[Ll]aut\s{_NAMED}",
        rf"\b[Nn]ach\s(?:den\s)?(?:Angaben|Ansicht|Meinung|Einschätzung|Aussage|Auffassung|Worten)\s(?:von\s|des\s|der\s)?{_NAMED}",
        rf"\b[Aa]ccording\sto\s{_NAMED},?",
        rf"\b[Ii]n\s(?:the\s)?(?:opinion|view|words)\sof\s{_NAMED},?",
    )
)
