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
        "• in a group: <code>/ask@{bot} your question</code>, or reply to one of my messages; "
        "with my privacy mode off, mentioning me is enough\n"
        "• <code>What did … say about …?</code>, <code>Who said that …?</code> – I answer in the words of whoever "
        "is asked for, and tell whether they are verbatim\n"
        "• <code>/quotes name topic</code> – all quotations, the newest first\n\n"
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
    no_library="No articles have been read yet. An admin can do that with /reindex.",
    error="That did not work. Please try again. (error {number})",
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
    command_alert="Write as soon as a new article answers a question",
    command_alerts="What is being waited for here",
    command_help="How to ask",
    command_reindex="Read the articles again",
)  # fmt: skip
