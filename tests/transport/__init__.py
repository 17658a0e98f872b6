"""Tests of what lies between the bot and Telegram."""
