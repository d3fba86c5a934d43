"""Laws and other rulebooks, answered from by article.

Lives here: reading references to articles, finding articles by what they regulate, their wording, their screens.
Never here: entries and their ranking, and when a rulebook is asked (bot.core.conversation).
"""
