"""From one update to its answer in the chat.

    sessions.py  Sessions: opened for an update, with whose it is and what was said before; what came of it
    handlers.py  register(): messages, presses and the rest find their way to a turn
    sending.py   Sender: calls that are tried again; Permits: who may send and when
    fitting.py   misfits(): whether a turn fits Telegram, for a check before anybody sees it

What an update means is in reading.py, what it leads to in privacy.py, feedback.py, inline.py, guests.py and
administration.py, how it looks in render.py and keyboard.py.

Lives here: everything that happens between an update that was decoded and the messages that answer it.
Never here: where updates come from, in which order they are worked on and how often; matching, sentences.
"""
