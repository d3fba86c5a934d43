"""The playground's own addresses: what Telegram does by an app or not at all, over HTTP, and the chat page.

Lives here: bots, calls, faults, rules, time and events (control.py), people and their chats (people.py), journeys
(journeys.py), the page and its files (page.py, page/), reading requests of all these (request.py).
Never here: the deeds themselves; anything that a bot calls.
"""
