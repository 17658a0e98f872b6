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
        "Schreiben Sie einfach die Frage, zum Beispiel <code>Was sagte … zu …?</code> oder "
        "<code>Wer sagte, dass …?</code> Ich zeige den Satz, der antwortet, wer ihn sagt und ob wörtlich, "
        "die Stelle, in der er steht, und woher sie kommt. Steht die Antwort in keinem Artikel, sage ich das.\n\n"
        "<b>Befehle</b>\n"
        "• <code>/quotes Name Thema</code> – alle Zitate, die neuesten zuerst\n"
        "• /latest – die neuesten Artikel; <code>/latest Quelle</code> – nur diese\n"
        "• /sources – woher die Artikel kommen\n"
        "• <code>/article Wörter</code> – einen Artikel lesen; auch mit Kennung oder Adresse\n"
        "• <code>/alert Frage</code> – eine Nachricht, sobald ein neuer Artikel antwortet; /alerts zeigt sie\n"
        "• /settings – Sprache und Zahl der Artikel je Antwort\n"
        "• /privacy – was ich über Sie speichere, und es löschen\n\n"
        "In jedem anderen Chat: <code>@{bot} Wörter</code>, um eine Stelle zu zitieren. "
        "In Gruppen: <code>/ask@{bot} Frage</code>"
    ),
    help_group=(
        "<b>So fragen Sie hier</b>\n"
        "• <code>/ask@{bot} Ihre Frage</code>, oder auf eine meiner Nachrichten antworten\n"
        "• <code>/quotes@{bot} Name Thema</code> – alle Zitate, die neuesten zuerst\n"
        "• <code>/latest@{bot}</code> – die neuesten Artikel\n"
        "• <code>/article@{bot} Wörter</code> – einen Artikel lesen\n"
        "• <code>/alert@{bot} Frage</code> – eine Nachricht hierher, sobald ein neuer Artikel antwortet\n"
        "• <code>/settings@{bot}</code> – für die Admins der Gruppe\n\n"
        "Ich antworte mit den Worten der Artikel und sage, woher sie kommen. Mehr: /help im Chat mit @{bot}"
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
    latest_head="Neueste Artikel",
    latest_head_of="Neueste Artikel: {sources}",
    latest_none="Es gibt noch keine Artikel.",
    latest_none_of="Keine Quelle heißt so: „{words}“. Alle zeigt /sources",
    list_expired="Das gibt es so nicht mehr: Der Artikel oder die Liste hat sich geändert. Bitte rufen Sie es neu auf.",
    sources_head="Quellen",
    sources_none="Es gibt noch keine Quellen.",
    sources_more="… und {count} weitere",
    source_articles="{count} Artikel",
    source_latest="neuester: {date}",
    source_outlets="darin: {names}",
    source_read="gelesen: {date}, {time} Uhr",
    article_usage=(
        "Welchen Artikel? Schreiben Sie Wörter aus ihm, seine Kennung oder seine Adresse hinter den Befehl: "
        "<code>/article Hafen Ausbau</code>. Die neuesten zeigt /latest"
    ),
    article_none="Zu „{words}“ finde ich keinen Artikel.",
    article_several="Artikel mit der Kennung „{name}“",
    article_page="Seite {number} von {count}",
    previous_page="‹ Zurück",
    next_page="Weiter ›",
    inline_hint="Suchwörter eingeben – oder mich direkt fragen",
    inline_nothing="Nichts gefunden – im Chat mit mir fragen",
    inline_read="Ganzer Artikel",
    privacy=(
        "<b>Was ich speichere</b>\n"
        "Alles liegt nur auf dem Rechner, auf dem ich laufe. Wer mich betreibt, kann es lesen.\n"
        "• <b>Ihre Nachrichten an mich</b>: bis sie beantwortet sind, höchstens einen Tag; danach nur ihre laufende "
        "Nummer.\n"
        "• <b>Ihre letzten Fragen</b> mit Ihrer Telegram-Nummer, damit ich Nachfragen verstehe: sie gelten 30 Minuten "
        "und werden mit der nächsten Frage danach gelöscht.\n"
        "• <b>Antworten und zitierte Stellen</b> mit Frage, Chat und Ihrer Nummer, Ihre 👍 und 👎: 30 Tage, damit ich "
        "sie berichtigen kann; gelöscht werden sie mit der nächsten Antwort danach.\n"
        "• <b>Ihre Meldungen</b> (/alert): bis Sie sie löschen.\n"
        "• <b>Je Chat</b>: seine Nummer, die Einstellungen, und ob ich dort schreiben kann.\n"
        "• <b>Suchwörter von Listen und engere Fragen</b> mit dem Chat, für ihre Knöpfe: die letzten 10.000.\n"
        "• <b>Beiträge eines Kanals</b> in seiner Diskussionsgruppe, für Fragen dazu: 90 Tage.\n"
        "• <b>Das Protokoll des Betreibers</b> kann bei Fehlern Nummern von Chats und Texte von Antworten enthalten.\n"
        "Ihren Namen merke ich mir nicht, und nichts davon gebe ich weiter. "
        "Was Telegram speichert, steht in dessen Datenschutzerklärung."
    ),
    privacy_private_only="\n\nLöschen können Sie Ihre Daten im Chat mit mir.",
    privacy_delete="Meine Daten löschen",
    privacy_sure=(
        "<b>Wirklich löschen?</b>\n"
        "Ich lösche Ihre letzten Fragen, Ihre Bewertungen, Ihre Meldungen und die Einstellungen unseres Chats. "
        "Antworten, die hier stehen, berichtige ich dann nicht mehr, und ihre Knöpfe gehen nicht mehr; an Antworten in "
        "Gruppen bleibt die Frage ohne Ihre Nummer."
    ),
    privacy_yes="Ja, löschen",
    privacy_no="Nein, behalten",
    privacy_kept="Ich habe nichts gelöscht. /privacy zeigt, was ich speichere.",
    privacy_deleted=(
        "<b>Gelöscht.</b> Fragen: {turns} · Antworten: {answers} · Bewertungen: {ratings} · Meldungen: {alerts}\n"
        "Unsere Einstellungen hier sind wieder die üblichen. Die Nachrichten in diesem Chat löschen Sie in Telegram."
    ),
    privacy_failed="Das ging gerade nicht. Ihre Daten sind noch da; bitte versuchen Sie es noch einmal.",
    privacy_open="Im Chat mit mir",
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
    button_refine="🔎 Frage verfeinern",
    refine=(
        "Genauer wird die Frage mit einem Namen oder einem Ort, mit einer Zeit („im Juni 2024“) oder einer Quelle "
        "(„laut …“)."
    ),
    refine_reply=" Antworten Sie dazu bitte auf diese Nachricht.",
    refine_found="\n\nDazu finde ich etwas:",
    according_to="Laut {who}: {question}",
    from_year="Artikel aus dem Jahr {year}: {question}",
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
    alert_gone="Diese Meldung ist schon beendet.",
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
    corrected_restored="✏️ Berichtigt am {date}: Was hier stand, steht wieder im Archiv.",
    no_library="Es sind noch keine Artikel eingelesen. Ein Admin kann das mit /reindex tun.",
    error="Das hat nicht geklappt. Bitte versuchen Sie es noch einmal. (Fehler {number})",
    not_allowed=(
        "Dieser Bot antwortet nur Personen und Gruppen, die dafür freigeschaltet sind. "
        "Ihre Telegram-Nummer ist <code>{user}</code>; ein Admin kann sie freischalten."
    ),
    not_allowed_tap="Dieser Bot antwortet nur freigeschalteten Personen und Gruppen. Ihre Telegram-Nummer: {user}",
    too_many="Das sind viele Fragen auf einmal. In {seconds} s können Sie weiterfragen.",
    too_many_taps="Einen Moment bitte: In {seconds} s geht es weiter.",
    queued="Ich beantworte Ihre Fragen der Reihe nach …",
    queue_full=(
        "Es warten schon {count} Fragen von Ihnen. Diese und weitere beantworte ich nicht; "
        "bitte stellen Sie sie danach noch einmal."
    ),
    only_group_admins="In dieser Gruppe dürfen nur ihre Admins Fragen stellen.",
    hello_group=(
        "<b>Guten Tag!</b> Ich beantworte Fragen aus einem Archiv von Artikeln, mit deren eigenen Worten.\n"
        "So fragen Sie hier: <code>/ask@{bot} Ihre Frage</code>, oder antworten Sie auf eine meiner Nachrichten. "
    ),
    mentions_seen="Es genügt auch, mich mit @{bot} zu erwähnen.",
    mentions_unseen=(
        "Wer mich nur mit @{bot} erwähnt, den höre ich hier nicht: Mein Privatsphäre-Modus ist an. "
        "Das ändert sich, wenn ich Admin der Gruppe bin."
    ),
    hello_not_allowed=(
        "\n\nIch antworte hier nur Personen, die dafür freigeschaltet sind. "
        "Die Nummer dieser Gruppe, für die Konfiguration: <code>{chat}</code>"
    ),
    privacy_on=(
        "<b>Der Privatsphäre-Modus ist an.</b> In Gruppen sehe ich nur <code>/ask@{bot}</code> und Antworten auf meine "
        "Nachrichten, keine Erwähnungen. Sollen Erwähnungen genügen, schalten Sie ihn bei @BotFather mit /setprivacy "
        "aus und fügen Sie mich den Gruppen neu hinzu."
    ),
    settings_private="Einstellungen",
    settings_group="Einstellungen dieser Gruppe",
    settings_language="Sprache: {value}",
    settings_passages="Artikel je Antwort: höchstens {value}",
    settings_askers="Fragen stellen dürfen: {value}",
    settings_automatic="Automatisch",
    settings_all="Alle",
    settings_admins="Nur Admins",
    settings_kept="Gespeichert",
    settings_not_kept="Das konnte ich mir nicht merken. Bitte versuchen Sie es später noch einmal.",
    settings_not_allowed="Das dürfen nur die Admins dieser Gruppe.",
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
    command_latest="Die neuesten Artikel, auch einer Quelle",
    command_sources="Woher die Artikel kommen",
    command_article="Einen Artikel lesen: Wörter, Kennung, Adresse",
    command_alert="Melden, sobald ein Artikel eine Frage beantwortet",
    command_alerts="Diese Meldungen zeigen und löschen",
    command_settings="Sprache und mehr für diesen Chat",
    command_help="Wie man fragt",
    command_privacy="Was gespeichert wird, und es löschen",
    command_reindex="Die Artikel neu einlesen",
    command_status="Was es gibt und wie das letzte Einlesen verlief",
    command_add="Einen Artikel aufnehmen: Adresse oder Datei",
    command_remove="Einen aufgenommenen Artikel entfernen",
    command_gaps="Fragen, die ohne gute Antwort blieben",
    profile=(
        "Ich beantworte Fragen aus einem Archiv von Artikeln: Satz für Satz mit den Worten der Artikel, mit dem Namen "
        "dessen, der spricht, und mit Quelle, Agentur und Datum. Ich erfinde nichts dazu; steht die Antwort in keinem "
        "Artikel, sage ich das.\n\nSchreiben Sie einfach Ihre Frage. In Gruppen: /ask"
    ),
    profile_short="Antworten aus Artikeln, Wort für Wort und mit Herkunft: wer es sagt, wo es steht, von wann es ist.",
)  # fmt: skip
