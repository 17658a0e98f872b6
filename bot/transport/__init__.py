"""Between the bot and Telegram: pace, survival of network faults, and a token that stays out of the logs.

Import what you need from its module; this file imports nothing, so that the token can be kept out of the logs
without loading PTB.
"""
