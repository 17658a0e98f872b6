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
        "• here: just send the question\n"
        "• in a group: <code>/ask@{bot} your question</code>, or reply to one of my messages; "
        "with my privacy mode off, mentioning me is enough\n"
        "• <code>What did … say about …?</code>, <code>Who said that …?</code> – I answer in the words of whoever "
        "is asked for, and tell whether they are verbatim\n"
        "• <code>/quotes name topic</code> – all quotations, the newest first\n\n"
        "I show the sentence that answers, below it the passage that it stands in, and where that comes from. "
        "If no article has the answer, I say so."
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
    command_help="How to ask",
    command_reindex="Read the articles again",
)  # fmt: skip
