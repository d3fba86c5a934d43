"""Checking: what can be known about a knowledge folder before people use it.

Lives here: one module for each thing to look at; findings with their place, how bad they are and what to do; the
questions that new knowledge has to pass.
Never here: whether the files can be read (bot.storage), what fits a screen (the channel says so), mending anything.
"""
