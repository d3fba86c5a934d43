"""Rounds of quiz questions: drawing them, showing them, going through them.

Lives here: what /kuis leads to.
Never here: polls of a channel, understanding messages, chance: it comes in with the event, as a number.
"""
