"""What whoever runs the bot sees of it without asking Telegram: the log, health, numbers.

    health.py   Health: counts what happens and knows when Telegram was last heard
    metrics.py  exposition(): the same and the depth of the inbox, as Prometheus reads it
    logs.py     install() at the start; redacted() and outline() for what may be written into a log

Lives here: what is told and in which form.
Never here: who or what it is about; the pages it is served on (intake/webhook.py).
"""
