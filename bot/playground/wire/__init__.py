"""The Bot API over HTTP: how calls come in and updates go out.

Lives here: the server and its guard, addresses, parameters in every form of request, one call from its token to its
answer with planned faults on the way (dispatch.py), deliveries to webhooks.
Never here: what a method does; addresses that Telegram does not have.
"""
