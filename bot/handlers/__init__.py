"""What the bot does with updates: thin coroutines between Telegram and the library. `bot.app` registers them."""
