"""What admins read, in both languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AdminTexts:
    """The texts of the admins' commands in one language. Those with braces are filled by `str.format`."""

    cancel: str
    """On a button."""
    cancelled: str
    """A sync was stopped by a button."""
    resumed: str
    """The bot was started again, and goes on."""
    gave_up: str
    """The process has died twice over the same sync."""
    waits: str
    """Another sync, such as one on the command line, is at work."""
    over: str
    """In a small window: a button of something that is over."""
    reindex_usage: str

    add_usage: str
    add_reading: str
    add_indexing: str
    added: str
    """Stands over the articles that were added."""
    add_more: str
    """{count}: articles that are not listed."""
    add_later: str
    """{origin}: kept, but not read yet."""
    add_failed: str
    """{name} {error}"""
    add_too_big: str
    """{name}"""
    add_no_file: str
    """{name}: Telegram does not give it."""
    removed_by: str
    """{id}: how an article is removed again."""

    remove_usage: str
    remove_none: str
    """{name}"""
    remove_no_answer: str
    remove_ask: str
    remove_ask_several: str
    remove_deletes: str
    remove_withdraws: str
    remove_button: str
    """{title}"""
    remove_keep: str
    remove_kept: str
    remove_running: str
    """{title}"""
    removed: str
    """{title}"""
    undo: str
    """On a button."""
    undo_none: str
    restoring: str
    """{title}"""
    restored: str
    """{title}"""

    status_archive: str
    """{articles} {passages}"""
    status_withdrawn: str
    """{count}"""
    status_sources: str
    status_source: str
    """{name} {articles} {read}"""
    status_never: str
    status_more: str
    """{count}"""
    status_last: str
    """{ago} {added} {changed} {removed} {failed}"""
    status_no_sync: str
    status_model: str
    """{model} {size}"""
    status_bot: str
    """{uptime} {questions} {alerts}"""
    status_running: str
    status_idle: str
    ago: str
    """{span}"""
    minutes: str
    """{count}"""
    hours: str
    """{count}"""
    days: str
    """{count}"""

    gaps_head: str
    """{groups} {questions}"""
    gaps_none: str
    gap_unanswered: str
    """{count}"""
    gap_disliked: str
    """{count}"""
    gaps_done: str
    """In a small window."""


GERMAN = AdminTexts(
    cancel="Abbrechen",
    cancelled=(
        "<b>Abgebrochen.</b> Was bis dahin verarbeitet war, bleibt; die bisherigen Artikel antworten weiter. "
        "/reindex macht dort weiter."
    ),
    resumed="Der Bot wurde neu gestartet; es geht weiter …",
    gave_up=(
        "<b>Aufgegeben:</b> Der Bot ist dabei zweimal abgestürzt. Die bisherigen Artikel antworten weiter. "
        "Sehen Sie ins Protokoll des Bots, und versuchen Sie es dann mit /reindex noch einmal."
    ),
    waits="Gerade werden schon Artikel eingelesen, etwa auf der Kommandozeile; danach geht es hier weiter …",
    over="Das ist schon vorbei.",
    reindex_usage="/reindex liest ein, was neu ist; <code>/reindex full</code> liest alles von vorn.",
    add_usage=(
        "Schreiben Sie hinter /add die Adresse einer Seite, oder schicken Sie eine Datei mit /add als Beschriftung. "
        "Sie können mit /add auch auf eine Datei antworten."
    ),
    add_reading="Der Artikel wird gelesen …",
    add_indexing="Der Artikel wird ins Archiv aufgenommen …",
    added="<b>Im Archiv:</b>",
    add_more="… und {count} weitere",
    add_later="Behalten, aber noch nicht gelesen: {origin}. Der nächste Lauf versucht es wieder.",
    add_failed="<b>Nicht aufgenommen:</b> {name} – {error}",
    add_too_big="<b>Nicht aufgenommen:</b> {name} ist größer als 20 MB; mehr gibt Telegram einem Bot nicht.",
    add_no_file="<b>Nicht aufgenommen:</b> {name} – Telegram gibt die Datei nicht heraus. Bitte schicken Sie sie noch "
    "einmal.",
    removed_by="Wieder entfernen: <code>/remove {id}</code>",
    remove_usage=(
        "Welchen Artikel? Schreiben Sie seine Kennung oder Adresse hinter /remove, oder antworten Sie damit auf eine "
        "meiner Antworten. <code>/remove undo</code> holt den zuletzt entfernten zurück."
    ),
    remove_none=(
        "Einen Artikel „{name}“ gibt es im Archiv nicht. Ohne Kennung geht es so: Antworten Sie mit /remove auf eine "
        "meiner Antworten."
    ),
    remove_no_answer="Zu dieser Nachricht weiß ich keinen Artikel (mehr). Bitte nennen Sie seine Kennung oder Adresse.",
    remove_ask="Diesen Artikel aus dem Archiv nehmen?",
    remove_ask_several="Welchen dieser Artikel aus dem Archiv nehmen?",
    remove_deletes="Er wurde mit /add aufgenommen und wird gelöscht.",
    remove_withdraws="Das lässt sich rückgängig machen.",
    remove_button="🗑 {title}",
    remove_keep="Behalten",
    remove_kept="Es bleibt alles, wie es ist.",
    remove_running="Wird entfernt: <b>{title}</b> …",
    removed="Entfernt: <b>{title}</b>",
    undo="Rückgängig",
    undo_none="Es ist kein Artikel zurückgezogen.",
    restoring="Wird zurückgeholt: <b>{title}</b> …",
    restored="Wieder im Archiv: <b>{title}</b>",
    status_archive="<b>Archiv:</b> {articles} Artikel, {passages} Passagen",
    status_withdrawn=", {count} zurückgezogen",
    status_sources="<b>Quellen</b>",
    status_source="• {name}: {articles} – {read}",
    status_never="noch nie gelesen",
    status_more="… und {count} weitere",
    status_last="<b>Zuletzt eingelesen</b> {ago}: neu {added}, geändert {changed}, entfernt {removed}, "
    "nicht gelesen {failed}",
    status_no_sync="<b>Noch nie eingelesen</b>",
    status_model="<b>Modell:</b> {model} · {size} auf der Platte",
    status_bot="<b>Bot:</b> läuft seit {uptime} · Fragen in 24 Stunden: {questions} · Meldungen: {alerts}",
    status_running="⏳ Gerade werden Artikel eingelesen.",
    status_idle="Gerade wird nichts eingelesen.",
    ago="vor {span}",
    minutes="{count} Min.",
    hours="{count} Std.",
    days="{count} Tagen",
    gaps_head="<b>Was fehlt</b> – Fragen der letzten 30 Tage: {questions}, davon verschiedene: {groups}",
    gaps_none="In den letzten 30 Tagen blieb keine Frage ohne gute Antwort.",
    gap_unanswered="{count} × ohne Antwort",
    gap_disliked="{count} × 👎",
    gaps_done="Erledigt",
)
ENGLISH = AdminTexts(
    cancel="Cancel",
    cancelled=(
        "<b>Cancelled.</b> What was done so far is kept; the articles so far go on answering. "
        "/reindex goes on from there."
    ),
    resumed="The bot was started again; it goes on …",
    gave_up=(
        "<b>Given up:</b> the bot died of it twice. The articles so far go on answering. "
        "Look into the bot's log, then try /reindex again."
    ),
    waits="Articles are being read already, perhaps on the command line; after that it goes on here …",
    over="That is over already.",
    reindex_usage="/reindex reads what is new; <code>/reindex full</code> reads everything again.",
    add_usage=(
        "Put the address of a page behind /add, or send a file with /add as its caption. "
        "You can also reply to a file with /add."
    ),
    add_reading="Reading the article …",
    add_indexing="Taking the article into the archive …",
    added="<b>In the archive:</b>",
    add_more="… and {count} more",
    add_later="Kept, but not read yet: {origin}. The next run tries again.",
    add_failed="<b>Not added:</b> {name} – {error}",
    add_too_big="<b>Not added:</b> {name} is larger than 20 MB, the most that Telegram gives a bot.",
    add_no_file="<b>Not added:</b> {name} – Telegram does not give the file. Please send it again.",
    removed_by="To remove it again: <code>/remove {id}</code>",
    remove_usage=(
        "Which article? Put its id or address behind /remove, or reply with it to one of my answers. "
        "<code>/remove undo</code> brings the last one back."
    ),
    remove_none=(
        "There is no article “{name}” in the archive. Without an id: reply with /remove to one of my answers."
    ),
    remove_no_answer="I know of no article to this message (any more). Please name its id or address.",
    remove_ask="Take this article out of the archive?",
    remove_ask_several="Which of these articles is to go?",
    remove_deletes="It was added with /add and will be deleted.",
    remove_withdraws="This can be undone.",
    remove_button="🗑 {title}",
    remove_keep="Keep",
    remove_kept="Everything stays as it is.",
    remove_running="Removing <b>{title}</b> …",
    removed="Removed: <b>{title}</b>",
    undo="Undo",
    undo_none="No article is withdrawn.",
    restoring="Bringing back <b>{title}</b> …",
    restored="Back in the archive: <b>{title}</b>",
    status_archive="<b>Archive:</b> {articles} articles, {passages} passages",
    status_withdrawn=", {count} withdrawn",
    status_sources="<b>Sources</b>",
    status_source="• {name}: {articles} – {read}",
    status_never="never read",
    status_more="… and {count} more",
    status_last="<b>Last read</b> {ago}: new {added}, changed {changed}, removed {removed}, not read {failed}",
    status_no_sync="<b>Never read</b>",
    status_model="<b>Model:</b> {model} · {size} on disk",
    status_bot="<b>Bot:</b> up for {uptime} · questions in 24 hours: {questions} · alerts: {alerts}",
    status_running="⏳ Articles are being read right now.",
    status_idle="Nothing is being read right now.",
    ago="{span} ago",
    minutes="{count} min",
    hours="{count} h",
    days="{count} days",
    gaps_head="<b>What is missing</b> – questions of the last 30 days: {questions}, different ones: {groups}",
    gaps_none="In the last 30 days, no question was left without a good answer.",
    gap_unanswered="{count} × no answer",
    gap_disliked="{count} × 👎",
    gaps_done="Done",
)
