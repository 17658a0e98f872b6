"""Lines that stand on every page of a site and belong to no article: cookies, newsletters, further reading."""

from __future__ import annotations

import re

_MAX = 400
"""Characters; a longer line is a paragraph, whatever it begins with."""

_POINTER = re.compile(
    r"""^(?:[-•▶►»>|]\s*)?(?:
        (?:lesen|hören|sehen|schauen)\ sie\ (?:hier\ |dazu\ |jetzt\ )*(?:auch|mehr|weiter)\b
      | (?:mehr|weiteres|weitere\ (?:artikel|meldungen|nachrichten|themen))\ (?:zu[mr]?|aus|über|von)\b[^.!?]{0,40}$
      | mehr\ (?:zum\ thema|dazu|lesen|infos?|nachrichten)\b[^.!?]{0,80}$
      | (?:auch|ebenfalls)\ interessant\b[^.!?]{0,80}$
      | das\ könnte\ (?:sie|dich)\ (?:auch|ebenfalls)\b
      | zum\ (?:artikel|thema|video|podcast)\s*: | siehe\ auch\b | passend\ (?:dazu|zum\ thema)\s*: | lesetipp\b
      | mehr\ (?:aktuelle\s)?(?:artikel|beiträge)$ | empfohlen(?:er\ (?:redaktioneller\ )?inhalt|e\ artikel)\b
      | read\ (?:more|also|next|the\ full\ story)\b | more\ (?:from|on|about|stories)\b[^.!?]{0,40}$ | more\s?:
      | related\s?(?::|articles?$|stories$|content$|topics$|$) | see\ also\b | recommended(?:\ for\ you|\ reading)?$
      | you\ (?:may|might)\ also\ like\b | also\ read\b | most\ (?:popular|read)$ | don[’']t\ miss\b[^.!?]{0,80}$
      | popular$ | weitere\ videos$ | up\ next$
      | .{0,300}\b(?:hier|jetzt)\ geht\W?s\ (?:direkt\ )?zu[mr]\b[^.!?]{0,40}[.!]?$
      | .{0,60}\b(?:please\ enable|bitte\ aktivieren\ sie)\ javascript\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
# What a site says to its readers. A report may be about newsletters and cookies as well: so each needs an address.
_SERVICE = re.compile(
    r"""(?:
        \bunsere[nrm]?\ (?:\S+\ ){0,3}\S*newsletters?\b.{0,120}\b(?:an|abonnieren|anmelden|bestellen|registrieren)\b
      | \b(?:abonnieren|bestellen)\ sie\b.{0,60}\bnewsletter | \bnewsletter\ (?:abonnieren|bestellen)\W*$
      | \b(?:hier|jetzt)\ (?:geht\W?s\ )?(?:zur|zum)\ (?:newsletter|anmeldung)\b
      | \bsign\ up\ (?:to|for)\ our\b | \bsign\ up\ (?:to|for|here)\b.{0,40}\b(?:newsletters?|alerts?)\b.{0,20}$
      | \bsubscribe\ to\ our\b | ^(?:follow|like)\ (?:us|\S+)\ on\ (?:twitter|x|facebook|instagram|google|whatsapp)\b
      | ^folgen\ sie\ uns\ (?:auf|bei)\b | \bget\ in\ touch\ with\ our\ news\ team\b | ^got\ a\ (?:story|news\ tip)\?
      | \bfor\ more\ stories\ like\ this\b
      | \b(?:wir|we|diese\ (?:web)?(?:seite|site)|this\ (?:web)?site)\ (?:verwende[nt]|nutz(?:en|t)|uses?)\ cookies\b
      | \b(?:ihre|your)\ (?:zustimmung|einwilligung|consent)\b.{0,120}\b(?:cookies?|inhalte?|content)\b
      | \bexterne[rn]?\ inhalte?\b.{0,80}\b(?:angezeigt|geladen|anzeigen)\b
      | ^(?:anzeige|advertisement|article\ content|werbung)$ | (?:^|\s[-–|/]\s)(?:©|copyright\b|\(c\)\s) | \(AP\ Photo\b
      | ^(?:teilen|share|drucken|print|merken|kommentare?|comments?|hauptinhalt|e-?mail|facebook|twitter|whatsapp)$
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_QUOTED = re.compile(r"[„“”«»\"]")


def is_boilerplate(line: str) -> bool:
    """Tell whether a line of a page belongs to its site and not to its article; one that quotes is the article's."""
    if len(line) > _MAX:
        return False
    return _POINTER.search(line) is not None or (_SERVICE.search(line) is not None and not _QUOTED.search(line))
