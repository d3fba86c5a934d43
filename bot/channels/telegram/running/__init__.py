"""One process from start to stop.

    lifecycle.py    run_polling(), run_webhook(): the bot, until it is told to stop
    application.py  build(), equip(): the parts, each given what it needs

Lives here: putting together, connecting, presenting the bot, what is done now and then, stopping.
Never here: taking in (intake), answering (answering); reading settings and knowledge.
"""
