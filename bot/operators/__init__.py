"""MINDING: what whoever runs the bot does with it, at the command line and from a chat.

Lives here: nothing but rooms, each of which is one matter.
Never here: decisions of the dialogue, sentences of the bot, anything of a channel. Importing this package does
nothing, and importing a room no more.

    checking     what is wrong with a knowledge folder
    evaluation   how well the bot does on test questions
    sheets       entries from a sheet and to one
    folders      whole knowledge folders: new ones, replaced ones
    editing      the text of knowledge files
    statistics   the log of turns: reading it, counting it, showing it
    gaps         what was asked in vain, and teaching it
    live         what operators do with a bot that is running
    wording      numbers, dates and commands as people write them

What a command does begins in the module named after it (checking/check.py), but for `import` and `export`, which are
no names for a module, and `new`, which is folders/new_bot.py.
"""
