"""Live: what operators do with a bot that is running, without stopping it.

Lives here: the answers to their commands in a chat, new knowledge that takes the place of the old, noticing that a file
was saved.
Never here: Telegram; counting, grouping and checking (the rooms of that name), of which only the result is told.
"""
