"""Updates from the wire to the inbox, and out of it to be answered. Nothing that was taken in is lost.

    polling.py      Poller: fetches them
    webhook.py      Webhook: has them posted; web() and serving(): the server, also for the pages about the bot
    accepting.py    Intake: keeps them before Telegram is told that they arrived
    arrivals.py     arrival(), chat_of(): all that is known of an update without decoding it
    dispatching.py  Dispatcher: gives them out, so many at once, and notes what came of each
    trials.py       Trial: one update alone, when a process died and nobody knows of which
    first_aid.py    FirstAid: answers a cry for help while nothing can be kept

Lives here: how updates come in, how they wait, whose turn it is.
Never here: what an update asks, and any answer to it (answering).
"""
