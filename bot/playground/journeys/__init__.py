"""Journeys: whole conversations, written down, that are played on a playground and checked on the way.

Lives here: the form (script.py), playing (player.py), saving a conversation in that form (recording.py).
Never here: any bot; a journey sees what a person sees.
"""
