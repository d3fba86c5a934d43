"""The demonstration: the playground, the real bot on it by long polling, and the chat page, in one process.

Lives here: wiring these together (running.py), and what the page is told about turns (understanding.py).
Never here: anything that the playground, the bot or the page could do alone.
"""
