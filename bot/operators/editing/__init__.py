"""Editing: the text of knowledge files, as an editor would have typed it.

Lives here: tidy YAML, places in a file that somebody else wrote, inserting there and leaving the rest as it is, writing
a file whole or not at all.
Never here: why something is written: the rooms above say what and where to; whether the result is right is the
loader's to say (bot.storage).
"""
