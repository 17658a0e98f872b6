"""Commands for those who develop the bot: they measure it on data that does not belong to the project."""
