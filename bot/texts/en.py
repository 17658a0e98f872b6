"""English."""

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
        "• here: just send the question\n"
        "• in a group: <code>/ask@{bot} your question</code>, or reply to one of my messages\n"
        "• <code>What did … say about …?</code>, <code>Who said that …?</code> – I answer in the words of whoever "
        "is asked for, and tell whether they are verbatim\n"
        "• <code>/quotes name topic</code> – all quotations, the newest first\n"
        "• /settings – language and length of answers\n\n"
        "I show the sentence that answers, below it the passage that it stands in, and where that comes from. "
        "If no article has the answer, I say so."
    ),
    help_admin="\n\n<b>For you as an admin</b>\n• /reindex – read the articles again",
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
    reindex_interrupted="The bot was stopped; /reindex goes on from where it left off.",
    reindex_problems="<b>Not read: {count}</b>",
    reindex_more_problems="… and {count} more; <code>article-bot status</code> shows all of them",
    schedule_failed=(
        "<b>The articles could not be brought up to date.</b> {error}\nThe articles so far go on answering."
    ),
    schedule_problems="<b>Not read when bringing the articles up to date: {count}</b>",
    command_ask="Ask the articles a question",
    command_quotes="What somebody said: name and topic",
    command_settings="Language, length of answers, who may ask",
    command_help="How to ask",
    command_reindex="Read the articles again",
)  # fmt: skip
