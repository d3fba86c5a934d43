"""Statistics: how the bot is used.

Lives here: reading the log of turns, also while the bot runs; counting it; the terminal's, the browser's and the
phone's view of the same figures.
Never here: writing the log (bot.storage.database), what the questions were and whether they were understood
(bot.operators.gaps).
"""
