"""Suggesting: ways of asking for entries that have hardly any, made of what they say themselves.

Lives here: making them, and asking the operator about each.
Never here: learning one without a yes; what people really asked (bot.operators.gaps).
"""
