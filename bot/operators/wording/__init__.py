"""Wording: how numbers, dates and commands look to the people who read the other rooms' output.

Lives here: forms that are the same everywhere, so that no two tables write them differently.
Never here: whole sentences, which stand where they are said; what is counted.
"""
