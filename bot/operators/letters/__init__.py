"""Messages that were set aside, for operators: which there are, trying one again, dropping one.

    letters.py  show_letters(): the command `dead-letters`

Lives here: what is listed and what is done with it.
Never here: why they were set aside (bot.storage.database); what people wrote in them.
"""
