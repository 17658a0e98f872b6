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
        "with my privacy mode off, mentioning me is enough\n\n"
        "I show the sentence that answers, below it the passage that it stands in, and where that comes from. "
        "If no article has the answer, I say so."
    ),
    help_admin="\n\n<b>For you as an admin</b>\n• /reindex – read the articles again",
    ask_usage="What would you like to know? Put the question behind the command: <code>/ask Who said …?</code>",
    no_words="I find no words in that to search for. Please ask a question.",
    no_answer="I find no answer to that in these articles.",
    nearest="The nearest ones:",
    also="Also on this:",
    also_in="also in: {sources}",
    under_heading="Section “{heading}”",
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
    command_ask="Ask the articles a question",
    command_help="How to ask",
    command_reindex="Read the articles again",
)  # fmt: skip
