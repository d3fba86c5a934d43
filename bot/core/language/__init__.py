"""Reading what a person typed.

Lives here: from characters to mended words (`text`), a reader fitted to one knowledge (`fitted`), the terms that a
reading has (`terms`), and texts without what points at a person (`redaction`).
Never here: what words mean for a ranking, for danger or for a conversation; the other rooms of the core.
"""
