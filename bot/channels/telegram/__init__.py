"""The bot in Telegram, in five rooms. Each imports only those below it.

    running    one process from start to stop, and what it does beside answering
    intake     updates: fetched or posted, kept, worked on one after the other
    answering  from one update to its answer
    reporting  how it all goes, for whoever runs the bot, and nothing about anybody
    wire       HTTP to the Bot API

Lives here: the rooms.
Never here: modules of no room; the rules of matching, sentences. Nothing outside knows Telegram's library.
"""
