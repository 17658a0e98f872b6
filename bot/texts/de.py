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
        "• in einer Gruppe: <code>/ask@{bot} Ihre Frage</code>, oder auf eine meiner Nachrichten antworten\n"
        "• <code>Was sagte … zu …?</code>, <code>Wer sagte, dass …?</code> – ich antworte mit den Worten dessen, "
        "der gefragt ist, und sage, ob sie wörtlich sind\n"
        "• <code>/quotes Name Thema</code> – alle Zitate, die neuesten zuerst\n"
        "• /settings – Sprache und Umfang der Antworten\n\n"
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
    command_settings="Sprache, Umfang der Antworten, wer fragen darf",
    command_help="Wie man fragt",
    command_reindex="Die Artikel neu einlesen",
)  # fmt: skip
