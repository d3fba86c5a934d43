"""Whoever is in danger is noticed, understood, and not left alone.

Lives here: noticing danger (`detector.Detector`), telling its kinds and what people write next apart
(`companion.Companion`), and reading words as signs of danger, which both rest on.
Never here: what is said to them (bot.core.conversation.support), help lines, the state of a conversation.
"""
