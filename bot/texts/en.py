"""English."""

from bot.texts import admin
from bot.texts.model import Texts

ENGLISH = Texts(
    language="en",
    months=(
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    day_format="{day} {month} {year}",
    start=(
        "<b>Hello!</b> I answer questions from an archive of articles – in the words of the articles themselves, "
        "and with where they come from. I add nothing of my own.\n\n"
        "Just send me a question. In groups: /ask@{bot} and the question."
    ),
    help=(
        "<b>How to ask</b>\n"
        "Just send the question, for example <code>What did … say about …?</code> or <code>Who said that …?</code> "
        "I show the sentence that answers, who says it and whether verbatim, the passage that it stands in, and where "
        "that comes from. If no article has the answer, I say so.\n\n"
        "<b>Commands</b>\n"
        "• <code>/quotes name topic</code> – all quotations, the newest first\n"
        "• /latest – the newest articles; <code>/latest source</code> – only of that one\n"
        "• /sources – where the articles come from\n"
        "• <code>/article words</code> – read an article; its id or address will do as well\n"
        "• <code>/alert question</code> – a message as soon as a new article answers it; /alerts shows them\n"
        "• /settings – language and number of articles in an answer\n"
        "• /privacy – what I store about you, and delete it\n\n"
        "In any other chat: <code>@{bot} words</code> to cite a passage. In groups: <code>/ask@{bot} question</code>"
    ),
    help_group=(
        "<b>How to ask here</b>\n"
        "• <code>/ask@{bot} your question</code>, or reply to one of my messages\n"
        "• <code>/quotes@{bot} name topic</code> – all quotations, the newest first\n"
        "• <code>/latest@{bot}</code> – the newest articles\n"
        "• <code>/article@{bot} words</code> – read an article\n"
        "• <code>/alert@{bot} question</code> – a message here as soon as a new article answers it\n"
        "• <code>/settings@{bot}</code> – for the admins of the group\n\n"
        "I answer in the words of the articles and say where they come from. More: /help in the chat with @{bot}"
    ),
    help_admin=(
        "\n\n<b>For you as an admin</b>\n• /reindex – read the articles again\n• /status – how the archive is\n"
        "• /add – take in an article: an address behind it, or a file\n"
        "• /remove – take an article out\n• /gaps – questions without a good answer"
    ),
    ask_usage="What would you like to know? Put the question behind the command: <code>/ask Who said …?</code>",
    quotes_usage=(
        "Whose quotations? Put the name behind the command, and behind it, if you like, the topic: "
        "<code>/quotes Jane Doe harbour</code>"
    ),
    quotes_head="<b>Quotations: {query}</b> ({count})",
    quotes_none="I find no quotations for “{query}” in these articles.",
    quotes_expired="This list has expired. Please send /quotes again.",
    newer="‹ Newer",
    older="Older ›",
    latest_head="Newest articles",
    latest_head_of="Newest articles: {sources}",
    latest_none="There are no articles yet.",
    latest_none_of="No source is called that: “{words}”. All of them: /sources",
    list_expired="This is not there any more: the article or the list has changed. Please call it up again.",
    sources_head="Sources",
    sources_none="There are no sources yet.",
    sources_more="… and {count} more",
    source_articles="articles: {count}",
    source_latest="newest: {date}",
    source_outlets="among them: {names}",
    source_read="read: {date}, {time}",
    article_usage=(
        "Which article? Put words of it, its id or its address behind the command: "
        "<code>/article harbour wall</code>. The newest ones: /latest"
    ),
    article_none="I find no article for “{words}”.",
    article_several="Articles with the id “{name}”",
    article_page="Page {number} of {count}",
    previous_page="‹ Back",
    next_page="Next ›",
    inline_hint="Type words to search for – or ask me directly",
    inline_nothing="Nothing found – ask in the chat with me",
    inline_read="Whole article",
    privacy=(
        "<b>What I store</b>\n"
        "All of it lies on the computer that I run on only. Whoever runs me can read it.\n"
        "• <b>Your messages to me</b>: until they are answered, one day at most; after that, only their running "
        "number.\n"
        "• <b>Your last questions</b> with your Telegram number, so that I understand follow-ups: they count for 30 "
        "minutes and are deleted with the next question after that.\n"
        "• <b>Answers and cited passages</b> with the question, the chat and your number, your 👍 and 👎: 30 days, so "
        "that I can correct them; they are deleted with the next answer after that.\n"
        "• <b>Your alerts</b> (/alert): until you remove them.\n"
        "• <b>Of each chat</b>: its number, its settings, and whether I can write there.\n"
        "• <b>Search words of lists and narrower questions</b> with the chat, for their buttons: the last 10,000.\n"
        "• <b>Posts of a channel</b> in its discussion group, for questions about them: 90 days.\n"
        "• <b>The log of whoever runs me</b> may hold numbers of chats and texts of answers, where something fails.\n"
        "I do not keep your name, and I pass none of this on. What Telegram stores is in its privacy policy."
    ),
    privacy_private_only="\n\nYou can delete your data in the chat with me.",
    privacy_delete="Delete my data",
    privacy_sure=(
        "<b>Really delete?</b>\n"
        "I delete your last questions, your ratings, your alerts and the settings of our chat. "
        "Answers that stand here will not be corrected any more, and their buttons will not work; to answers in "
        "groups, the question stays without your number."
    ),
    privacy_yes="Yes, delete",
    privacy_no="No, keep",
    privacy_kept="I have deleted nothing. /privacy shows what I store.",
    privacy_deleted=(
        "<b>Deleted.</b> Last questions: {turns} · answers: {answers} · ratings: {ratings} · alerts: {alerts}\n"
        "Our settings here are the usual ones again. The messages in this chat are yours to delete, in Telegram."
    ),
    privacy_failed="That did not work just now. Your data are still there; please try again.",
    privacy_open="In the chat with me",
    no_words="I find no words in that to search for. Please ask a question.",
    no_answer="I find no answer to that in these articles.",
    unsure="I am not sure that this is the answer:",
    nearest="The nearest ones:",
    also="Also on this:",
    said_direct="🗣 {speaker} – verbatim",
    said_indirect="🗣 {speaker} – in other words",
    said_by_nobody="🗣 The text does not say who is speaking",
    under_heading="Section “{heading}”",
    page="p. {page}",
    also_in="also in: {sources}",
    from_source="Source: {source}",
    since="since {date}",
    until="until {date}",
    nearest_beyond="There I find no answer to that. Without this limit, the nearest ones are:",
    quotation_marks=(("“", "”"), ("«", "»"), ("‘", "’")),
    page_shown="Passage {page} of {pages}",
    button_article="📄 Article",
    button_copy="📋 Copy citation",
    button_refine="🔎 Refine question",
    refine=(
        "A question gets more precise with a name or a place, with a time (“in June 2024”) or a source "
        "(“according to …”)."
    ),
    refine_reply=" Please reply to this message with it.",
    refine_found="\n\nHere I find something:",
    according_to="According to {who}: {question}",
    from_year="Articles from {year}: {question}",
    rated_good="👍 Thank you for rating this!",
    rated_bad="👎 Thank you, that helps us do better.",
    answer_expired="This answer is too old for its buttons. Please ask the question again.",
    article_gone="This article is no longer in the archive.",
    article_changed="The article has been changed and no longer has this passage.",
    article_id="Id: <code>{id}</code>",
    answer_above="All of the answer is in the message above.",
    alert_usage=(
        "What are you waiting for? Write the question after the command: "
        "<code>/alert When will the bridge open?</code> As soon as a new article answers it, I will write here."
    ),
    alert_made="🔔 I will write here as soon as a new article answers this question:\n<b>{question}</b>",
    alert_open="\n\nSo far I find no answer to it.",
    alert_answered="\n\nThere is an answer already. Would you like to see it?",
    alert_known="🔔 I am waiting here for an answer to that already:\n<b>{question}</b>",
    alert_too_many="I cannot watch more than {most} questions at a time for you here. /alerts shows them.",
    alert_too_long="Please make the question shorter: {most} characters at most.",
    alert_heading="🔔 New on your question “{question}”",
    alert_ended="🔕 You will hear no more about that.",
    alert_gone="This alert has been ended before.",
    alert_of_others="Only whoever asked for it, or an admin, may do that.",
    alerts_none="I am waiting for no answer here. <code>/alert your question</code> changes that.",
    alerts_head="<b>🔔 Here I am waiting for answers</b> ({count})",
    alert_since="{question} <i>(since {date})</i>",
    button_alert_show="Show the answer",
    button_alert_end="🔕 No more of this",
    button_alert_drop="🔕 {number}",
    corrected_words="✏️ Corrected on {date}: the article was changed; it now says:",
    corrected_origin="✏️ Corrected on {date}: where this comes from was changed.",
    corrected_dropped="✏️ Corrected on {date}: the article was changed; what stood here is not in it any more.",
    corrected_withdrawn=(
        "✏️ Withdrawn on {date}: the article is not in the archive any more, so I do not show its words any more."
    ),
    corrected_restored="✏️ Corrected on {date}: what stood here is in the archive again.",
    no_library="No articles have been read yet. An admin can do that with /reindex.",
    error="That did not work. Please try again. (error {number})",
    not_allowed=(
        "This bot answers only people and groups that have been allowed to use it. "
        "Your Telegram number is <code>{user}</code>; an admin can allow it."
    ),
    not_allowed_tap="This bot answers only people and groups that may use it. Your Telegram number: {user}",
    too_many="Those are many questions at once. You can go on asking in {seconds} s.",
    too_many_taps="One moment please: you can go on in {seconds} s.",
    queued="I am answering your questions one after another …",
    queue_full=(
        "{count} questions of yours are waiting already. I shall not answer this one and any more; "
        "please ask them again afterwards."
    ),
    only_group_admins="In this group only its admins may ask questions.",
    hello_group=(
        "<b>Hello!</b> I answer questions from an archive of articles, in their own words.\n"
        "How to ask here: <code>/ask@{bot} your question</code>, or reply to one of my messages. "
    ),
    mentions_seen="Mentioning me as @{bot} is enough, too.",
    mentions_unseen=(
        "If you only mention me as @{bot}, I do not hear it here: my privacy mode is on. "
        "That changes when I am an admin of the group."
    ),
    hello_not_allowed=(
        "\n\nHere I answer only people who have been allowed to use me. "
        "The number of this group, for the config: <code>{chat}</code>"
    ),
    privacy_on=(
        "<b>The privacy mode is on.</b> In groups I see only <code>/ask@{bot}</code> and replies to my messages, "
        "no mentions. If mentions should be enough, turn it off at @BotFather with /setprivacy and add me to the "
        "groups anew."
    ),
    settings_private="Settings",
    settings_group="Settings of this group",
    settings_language="Language: {value}",
    settings_passages="Articles in an answer: {value} at most",
    settings_askers="Who may ask: {value}",
    settings_automatic="Automatic",
    settings_all="Everybody",
    settings_admins="Admins only",
    settings_kept="Saved",
    settings_not_kept="I could not remember that. Please try again later.",
    settings_not_allowed="Only the admins of this group may do that.",
    reindex_not_allowed="Only admins may do that. Your Telegram number is <code>{user}</code>.",
    reindex_running="The articles are being read right now. The result will be in the message that I reply to.",
    reindex_running_elsewhere="The articles are being read right now. The result will be in the chat where it began.",
    reindex_started="Reading the articles …",
    reindex_loading="Reading articles: {done}",
    reindex_cutting="Looking for quotations\n{bar} {percent}%  ({done} of {total})",
    reindex_embedding="Processing new passages\n{bar} {percent}%  ({done} of {total})",
    reindex_indexing="Writing the search index …",
    reindex_done=(
        "<b>Done</b> after {seconds} s\n"
        "new {added} · changed {changed} · removed {removed} · unchanged {unchanged}\n"
        "In the archive: {articles} articles, {passages} passages"
    ),
    reindex_failed="<b>Stopped.</b> {error}\nThe articles so far go on answering.",
    reindex_interrupted="The bot was stopped; after its next start it goes on by itself.",
    reindex_problems="<b>Not read: {count}</b>",
    reindex_more_problems="… and {count} more; <code>article-bot status</code> shows all of them",
    schedule_failed=(
        "<b>The articles could not be brought up to date.</b> {error}\nThe articles so far go on answering."
    ),
    schedule_problems="<b>Not read when bringing the articles up to date: {count}</b>",
    admin=admin.ENGLISH,
    command_ask="Ask the articles a question",
    command_quotes="What somebody said: name and topic",
    command_latest="The newest articles, or those of a source",
    command_sources="Where the articles come from",
    command_article="Read an article: words, id or address",
    command_alert="Tell when an article answers a question",
    command_alerts="Show and remove these alerts",
    command_settings="Language and more for this chat",
    command_help="How to ask",
    command_privacy="What is stored, and delete it",
    command_reindex="Read the articles again",
    command_status="What there is, and how the last reading went",
    command_add="Take an article in: an address or a file",
    command_remove="Take an added article out",
    command_gaps="Questions left without a good answer",
    profile=(
        "I answer questions from an archive of articles: sentence by sentence in the words of the articles, with the "
        "name of whoever is speaking, and with source, agency and date. I add nothing of my own; if no article has the "
        "answer, I say so.\n\nJust send your question. In groups: /ask"
    ),
    profile_short="Answers from articles, word for word and with where they come from: who says it, where and when.",
)  # fmt: skip
