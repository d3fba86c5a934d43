"""REMEMBERING: reading the knowledge folder, and keeping turns.

Lives here: files, YAML, the database; the file and line of every problem.
Never here: decisions, rendering, anything of a channel. Importing this package does nothing.
"""
