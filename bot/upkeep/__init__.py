"""What the bot does without being asked: syncs, and what follows from them. Import what you need from its module."""
