"""What the bot remembers of Telegram, in one SQLite file for each bot. Import what you need from its module."""
