"""From an event and the conversation so far to a turn.

Lives here: `dialogue.Dialogue`, which all channels use, and what it is made of: questions, follow-ups, the decision,
the talk with somebody in danger, and the composing of replies.
Never here: scores and how they are learnt (bot.core.ranking), noticing danger (bot.core.safety), sentences.
"""
