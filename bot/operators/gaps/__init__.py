"""Gaps: what people asked in vain, and teaching the bot what an operator approves.

Lives here: which logged questions missed, which are alike, what is still open today; the review, wording by wording.
Never here: writing into files (bot.operators.editing), how often what was asked (bot.operators.statistics). Nothing is
learnt by itself.
"""
