"""The bot: Telegram, the command line, and everything else that a person sees. It stands on `index`."""
