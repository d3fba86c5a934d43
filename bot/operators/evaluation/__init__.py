"""Evaluation: how well the bot does on questions whose right reply is known.

Lives here: test questions and their files, asking them, judging and counting what comes back, cross-validation.
Never here: what is wrong with the knowledge and where (bot.operators.checking), real people's questions
(bot.operators.gaps).
"""
