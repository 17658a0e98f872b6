"""Values → the HTML of Telegram messages. Pure. Import what you need from its module."""
