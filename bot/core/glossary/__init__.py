"""Terms of the subject, a line each: "apa itu klien", a tap under an answer, all of them from A to Z.

Lives here: which terms a text mentions and a message names, what is shown of them, and the turns that show it.
Never here: files, the ranking of entries, the choice between a term and an entry (bot.core.conversation).
"""
