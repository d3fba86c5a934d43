"""What messages are made of, checked and shaped as Telegram does it.

Lives here: text with its entities (entities.py; html.py and tdlib.py parse, utf16.py counts), the buttons under it
(keyboards.py), the results of inline queries and the messages they become (inline_results.py).
Never here: chats, people, bots; nothing here remembers anything.
"""
