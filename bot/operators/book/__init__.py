"""`book`: the knowledge as one page to read, search and print.

Lives here: what stands on the page, how it looks, and the folder that it is written to.
Never here: what the bot says in a chat.
"""
