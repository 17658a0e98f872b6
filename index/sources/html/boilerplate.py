"""Lines that stand on every page of a site and belong to no article: cookies, newsletters, further reading."""

from __future__ import annotations

import re

_MAX = 400
"""Characters; a longer line is a paragraph, whatever it begins with."""

_POINTER = re.compile(
    r"""^(?:[-•▶►»>|]\s*)?(?:
        (?:lesen|hören|sehen|schauen)\ sie\ (?:hier\ |dazu\ |jetzt\ )*(?:auch|mehr|weiter)\b
      | (?:mehr|weiteres|weitere\ (?:artikel|meldungen|nachrichten|themen))\ (?:zu[mr]?|aus|über|von)\b[^.!?]*:?$
      | mehr\ (?:zum\ thema|dazu|lesen|infos?|nachrichten)\b
      | (?:auch|ebenfalls)\ interessant\b
      | das\ könnte\ (?:sie|dich)\ (?:auch|ebenfalls)\b
      | zum\ (?:artikel|thema|video|podcast)\s*: | siehe\ auch\b | passend\ (?:dazu|zum\ thema)\b | lesetipp\b
      | mehr\ (?:aktuelle\s)?(?:artikel|beiträge)\b | empfohlen(?:er\ (?:redaktioneller\ )?inhalt|e\ artikel)\b
      | read\ (?:more|also|next|the\ full\ story)\b | more\ (?:from|on|about|stories)\b[^.!?]*$ | more\s?:
      | related\s?(?::|articles?\b|stories\b|content\b|topics\b|$) | see\ also\b | recommended(?:\ for\ you|\ reading)?$
      | you\ (?:may|might)\ also\ like\b | also\ read\b | most\ (?:popular|read)$ | don[’']t\ miss\b[^.!?]*$ | popular$
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_SERVICE = re.compile(
    r"""(?:
        newsletter\ (?:an|abonnieren|bestellen|anmelden) | (?:abonnieren|bestellen)\ sie\b.{0,60}\bnewsletter
      | (?:hier|jetzt)\ (?:geht\W?s\ )?(?:zur|zum)\ (?:newsletter|anmeldung) | \bhier\ anmelden\b
      | (?:für|zum|unsere[nrm]?)\ (?:\w+[- ])?newsletter\b.{0,80}\b(?:an|abonnieren|anmelden|registrieren)\b
      | sign\ up\ (?:to|for)\ (?:our|the|daily|free|push|a)\b | sign\ up\ for\b.{0,60}\b(?:newsletters?|alerts?)\b
      | subscribe\ to\ (?:our|the)\b | \bnewsletters?\b.{0,60}\bsign\ up\b
      | follow\ (?:us|\S+)\ on\ (?:twitter|x|facebook|instagram|google|whatsapp)\b
      | folgen\ sie\ uns\ (?:auf|bei)\b | get\ in\ touch\ with\ our\ news\ team | got\ a\ (?:story|news\ tip)\?
      | for\ more\ stories\ like\ this
      | (?:wir|we|diese\ (?:web)?(?:seite|site)|this\ (?:web)?site)\ (?:verwenden|nutzen
      |verwendet|nutzt|use|uses)\ cookies | \bcookies?\b.{0,80}\b(?:akzeptieren|zustimmen|accept|consent)\b
      | (?:^|\s[-–|/]\s)(?:©|copyright\b|\(c\)\s) | \(AP\ Photo\b
      | externe\ inhalte?\b.{0,80}\b(?:angezeigt|geladen|anzeigen)
      | ^(?:anzeige|advertisement|article\ content|werbung)$
      | ^(?:teilen|share|drucken|print|merken|kommentare?|comments?|hauptinhalt|e-?mail|facebook|twitter|whatsapp)$
    )""",
    re.IGNORECASE | re.VERBOSE,
)


def is_boilerplate(line: str) -> bool:
    """Tell whether a line of a page belongs to its site and not to its article."""
    return len(line) <= _MAX and (_POINTER.search(line) is not None or _SERVICE.search(line) is not None)
