"""The quiz: rounds that are asked as polls, and their answers.

Lives here: what is kept of it, and what comes out again.
Never here: drawing and showing rounds (bot.core.quiz).
"""
