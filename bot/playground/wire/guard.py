"""Who may talk to the playground: programs and pages of this machine, and no page of another site.

Lives here: the check of every request's Host and Origin, before anything else looks at it.
Never here: what the requests ask for.

A page on the internet can make the browser send requests to loopback: directly, which the Origin tells (or
Sec-Fetch-Site where a browser leaves the Origin out), or by letting its own name resolve to 127.0.0.1 (DNS
rebinding), which the Host tells. Bots and other programs send neither header of the first kind.
"""

from __future__ import annotations

import json
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})
# Fetch Metadata: "none" is an address typed or a bookmark.
_OWN_SITES = frozenset({"same-origin", "none"})
_REFUSED = "the playground is for this machine only"


class Guard:
    """Answers 403 instead of the application where a request comes from elsewhere."""

    def __init__(self, application: ASGIApp) -> None:
        self._application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not is_own(Headers(scope=scope), scope["path"]):
            refused = Response(json.dumps({"error": _REFUSED}), 403, media_type="application/json")
            await refused(scope, receive, send)
            return
        await self._application(scope, receive, send)


def is_own(headers: Headers, path: str) -> bool:
    """Whether a request may be answered."""
    host = headers.get("host", "")
    if host and urlsplit(f"//{host}").hostname not in _HOSTS:
        return False
    origin = headers.get("origin")
    if origin is not None:
        return origin == f"http://{host}"
    if headers.get("sec-fetch-site", "none") in _OWN_SITES:
        return True
    # A link on another page may open this one, but nothing else.
    return path == "/" and headers.get("sec-fetch-mode") == "navigate"
