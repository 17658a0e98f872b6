"""German."""

from bot.texts import admin
from bot.texts.model import Texts

GERMAN = Texts(
    language="de",
    months=(
        "Januar", "Februar", "März", "April", "Mai", "Juni",
        "Juli", "August", "September", "Oktober", "November", "Dezember",
    ),
    day_format="{day}. {month} {year}",
    start=(
        "<b>Guten Tag!</b> Ich beantworte Fragen aus einem Archiv von Artikeln – mit den Worten der Artikel selbst "
        "und mit ihrer Herkunft. Ich erfinde nichts dazu.\n\n"
        "Schreiben Sie mir einfach eine Frage. In Gruppen: /ask@{bot} und die Frage."
    ),
    help=(
        "<b>So fragen Sie</b>\n"
        "• hier: einfach die Frage schreiben\n"
        "• in einer Gruppe: <code>/ask@{bot} Ihre Frage</code>, oder auf eine meiner Nachrichten antworten; "
        "ist mein Privatsphäre-Modus aus, genügt es, mich zu erwähnen\n"
        "• <code>Was sagte … zu …?</code>, <code>Wer sagte, dass …?</code> – ich antworte mit den Worten dessen, "
        "der gefragt ist, und sage, ob sie wörtlich sind\n"
        "• <code>/quotes Name Thema</code> – alle Zitate, die neuesten zuerst\n\n"
        "Ich zeige den Satz, der antwortet, darunter die Stelle, in der er steht, und woher sie kommt. "
        "Steht die Antwort in keinem Artikel, sage ich das."
    ),
    help_admin=(
        "\n\n<b>Für Sie als Admin</b>\n• /reindex – die Artikel neu einlesen\n• /status – wie es um das Archiv steht\n"
        "• /add – einen Artikel aufnehmen: eine Adresse dahinter, oder eine Datei\n"
        "• /remove – einen Artikel entfernen\n• /gaps – Fragen ohne gute Antwort"
    ),
    ask_usage="Was möchten Sie wissen? Schreiben Sie die Frage hinter den Befehl: <code>/ask Wer sagte …?</code>",
    quotes_usage=(
        "Wessen Zitate? Schreiben Sie den Namen hinter den Befehl, und dahinter, wenn Sie möchten, das Thema: "
        "<code>/quotes Erika Muster Hafen</code>"
    ),
    quotes_head="<b>Zitate: {query}</b> ({count})",
    quotes_none="Zu „{query}“ finde ich in diesen Artikeln keine Zitate.",
    quotes_expired="Diese Liste ist abgelaufen. Bitte rufen Sie sie mit /quotes neu auf.",
    newer="‹ Neuere",
    older="Ältere ›",
    no_words="Darin finde ich keine Wörter, nach denen ich suchen könnte. Bitte stellen Sie eine Frage.",
    no_answer="Darauf finde ich in diesen Artikeln keine Antwort.",
    unsure="Ich bin nicht sicher, ob das die Antwort ist:",
    nearest="Am nächsten kommen:",
    also="Auch dazu:",
    said_direct="🗣 {speaker} – wörtlich",
    said_indirect="🗣 {speaker} – sinngemäß",
    said_by_nobody="🗣 Wer spricht, sagt der Text nicht",
    under_heading="Abschnitt „{heading}“",
    page="S. {page}",
    also_in="auch in: {sources}",
    from_source="Quelle: {source}",
    since="seit {date}",
    until="bis {date}",
    nearest_beyond="Darin finde ich keine Antwort. Ohne diese Einschränkung kommen am nächsten:",
    no_library="Es sind noch keine Artikel eingelesen. Ein Admin kann das mit /reindex tun.",
    error="Das hat nicht geklappt. Bitte versuchen Sie es noch einmal. (Fehler {number})",
    reindex_not_allowed="Das dürfen nur Admins. Ihre Telegram-Nummer ist <code>{user}</code>.",
    reindex_running="Die Artikel werden gerade eingelesen. Das Ergebnis steht in der Nachricht, auf die ich antworte.",
    reindex_running_elsewhere="Die Artikel werden gerade eingelesen. Das Ergebnis steht in dem Chat, in dem es begann.",
    reindex_started="Die Artikel werden eingelesen …",
    reindex_loading="Artikel werden gelesen: {done}",
    reindex_cutting="Zitate werden gesucht\n{bar} {percent} %  ({done} von {total})",
    reindex_embedding="Neue Passagen werden verarbeitet\n{bar} {percent} %  ({done} von {total})",
    reindex_indexing="Der Suchindex wird geschrieben …",
    reindex_done=(
        "<b>Fertig</b> nach {seconds} s\n"
        "neu {added} · geändert {changed} · entfernt {removed} · unverändert {unchanged}\n"
        "Im Archiv: {articles} Artikel, {passages} Passagen"
    ),
    reindex_failed="<b>Abgebrochen.</b> {error}\nDie bisherigen Artikel antworten weiter.",
    reindex_interrupted="Der Bot wurde beendet; nach seinem nächsten Start geht es von selbst weiter.",
    reindex_problems="<b>Nicht gelesen: {count}</b>",
    reindex_more_problems="… und {count} weitere; alle zeigt <code>article-bot status</code>",
    schedule_failed=(
        "<b>Die Artikel konnten nicht von selbst aktualisiert werden.</b> {error}\n"
        "Die bisherigen Artikel antworten weiter."
    ),
    schedule_problems="<b>Beim Aktualisieren nicht gelesen: {count}</b>",
    admin=admin.GERMAN,
    command_ask="Eine Frage an die Artikel stellen",
    command_quotes="Was jemand gesagt hat: Name und Thema",
    command_help="Wie man fragt",
    command_reindex="Die Artikel neu einlesen",
)  # fmt: skip
