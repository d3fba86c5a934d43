"""Folders: a knowledge folder as a whole, which is there complete or not at all.

Lives here: drafts beside their place, what may not be overwritten, which files are exchanged and where the old ones go,
what a new bot begins with.
Never here: what entries a folder gets (bot.operators.sheets), the text of a file (bot.operators.editing).
"""
