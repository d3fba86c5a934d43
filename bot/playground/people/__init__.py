"""What people do in front of a bot, at once and without HTTP.

Lives here: the deeds themselves with the updates that bots get of them (actions.py, input_message.py); for tests, the
people and groups that do them (people.py), what they ask and see (queries.py, messages.py), waiting (waiting.py).
Never here: what bots do; errors of the Bot API, which people cannot cause.
"""
