"""Articles in, attributed passages out. Knows nothing of Telegram.

The data goes one way: ``sources`` → `Article` → ``passages`` → ``catalog`` and ``snapshot`` → `Hit` → `Answer`.
`library.Library` is the façade that the command line and the bot use.
"""
