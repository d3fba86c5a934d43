"""The Bot API as calls that go out and come back.

    client.py   Client: the framework's client without the token in its repr, with updates undecoded and a lean
                sendMessage that gives Sent
    request.py  Request: the pool of connections below it
    leaving.py  Watch: whoever wants to know when a piece of work waits for the network

Lives here: HTTP, and what the framework's client lacks.
Never here: when something is sent, and what is done when that fails (answering/sending.py).
"""
