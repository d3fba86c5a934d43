"""All that there is in one playground, and nothing that acts of itself.

Lives here: people, groups and their messages (chats.py), bots with what they set and owe (bots.py), their updates and
who waits for them (updates.py, polling.py), files, and what a test looks at or turns: the clock, events, the log of
calls, planned faults, flood limits. world.py holds one of each.
Never here: what bots may ask for (methods), what people do (people), how either of them gets here (wire, control).
"""
