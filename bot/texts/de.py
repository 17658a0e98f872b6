"""German."""

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
    help_admin="\n\n<b>Für Sie als Admin</b>\n• /reindex – die Artikel neu einlesen",
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
    quotation_marks=(("„", "“"), ("»", "«"), ("‚", "‘")),
    page_shown="Stelle {page} von {pages}",
    button_article="📄 Artikel",
    button_copy="📋 Zitat kopieren",
    rated_good="👍 Danke für Ihre Bewertung!",
    rated_bad="👎 Danke, das hilft uns, besser zu werden.",
    answer_expired="Diese Antwort ist zu alt für die Knöpfe. Bitte stellen Sie die Frage noch einmal.",
    article_gone="Dieser Artikel ist nicht mehr im Archiv.",
    article_changed="Der Artikel wurde geändert und enthält diese Stelle nicht mehr.",
    article_id="Kennung: <code>{id}</code>",
    answer_above="Die Antwort steht vollständig in der Nachricht darüber.",
    alert_usage=(
        "Worauf warten Sie? Schreiben Sie die Frage hinter den Befehl: <code>/alert Wann öffnet die Brücke?</code> "
        "Sobald ein neuer Artikel sie beantwortet, schreibe ich hier."
    ),
    alert_made="🔔 Ich melde mich hier, sobald ein neuer Artikel diese Frage beantwortet:\n<b>{question}</b>",
    alert_open="\n\nBisher finde ich darauf keine Antwort.",
    alert_answered="\n\nEine Antwort gibt es schon. Möchten Sie sie sehen?",
    alert_known="🔔 Auf eine Antwort darauf warte ich hier schon:\n<b>{question}</b>",
    alert_too_many="Mehr als {most} Fragen auf einmal kann ich hier nicht für Sie beobachten. /alerts zeigt sie.",
    alert_too_long="Bitte fassen Sie die Frage kürzer: höchstens {most} Zeichen.",
    alert_heading="🔔 Neu zu Ihrer Frage „{question}“",
    alert_ended="🔕 Dazu melde ich mich nicht mehr.",
    alert_gone="Dieser Hinweis ist schon beendet.",
    alert_of_others="Das darf nur, wer danach gefragt hat, oder ein Admin.",
    alerts_none="Hier warte ich auf keine Antwort. <code>/alert Ihre Frage</code> ändert das.",
    alerts_head="<b>🔔 Hier warte ich auf Antworten</b> ({count})",
    alert_since="{question} <i>(seit {date})</i>",
    button_alert_show="Antwort zeigen",
    button_alert_end="🔕 Nicht mehr melden",
    button_alert_drop="🔕 {number}",
    corrected_words="✏️ Berichtigt am {date}: Der Artikel wurde geändert; dort heißt es jetzt:",
    corrected_origin="✏️ Berichtigt am {date}: Die Angaben zur Herkunft haben sich geändert.",
    corrected_dropped="✏️ Berichtigt am {date}: Der Artikel wurde geändert; was hier stand, steht dort nicht mehr.",
    corrected_withdrawn=(
        "✏️ Zurückgezogen am {date}: Der Artikel ist nicht mehr im Archiv, darum zeige ich seine Worte nicht mehr."
    ),
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
    reindex_interrupted="Der Bot wurde beendet; /reindex macht dort weiter, wo es aufgehört hat.",
    reindex_problems="<b>Nicht gelesen: {count}</b>",
    reindex_more_problems="… und {count} weitere; alle zeigt <code>article-bot status</code>",
    schedule_failed=(
        "<b>Die Artikel konnten nicht von selbst aktualisiert werden.</b> {error}\n"
        "Die bisherigen Artikel antworten weiter."
    ),
    schedule_problems="<b>Beim Aktualisieren nicht gelesen: {count}</b>",
    command_ask="Eine Frage an die Artikel stellen",
    command_quotes="Was jemand gesagt hat: Name und Thema",
    command_alert="Melden, sobald ein neuer Artikel eine Frage beantwortet",
    command_alerts="Worauf hier gewartet wird",
    command_help="Wie man fragt",
    command_reindex="Die Artikel neu einlesen",
)  # fmt: skip
