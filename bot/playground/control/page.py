"""The chat page: the files of the folder page/, as they are.

Lives here: their addresses, their types, and headers that keep the page to itself.
Never here: anything the page shows; it asks the control side (control.py) like everybody else.
"""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

_FOLDER = Path(__file__).with_name("page")
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
_HEADERS = {
    # Scripts and styles of this folder only: whatever somebody writes can never become either.
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Edited and loaded again, it is the new one.
    "Cache-Control": "no-cache",
}


def routes() -> list[Route]:
    return [
        Route("/", _index, methods=["GET"]),
        Route("/page/{path:path}", _file, methods=["GET"]),
    ]


async def _index(_request: Request) -> Response:
    return _response(_FOLDER / "index.html")


async def _file(request: Request) -> Response:
    wanted = (_FOLDER / request.path_params["path"]).resolve()
    if not wanted.is_relative_to(_FOLDER) or wanted.suffix not in _TYPES or not wanted.is_file():
        return Response("Not Found", 404)
    return _response(wanted)


def _response(file: Path) -> Response:
    return Response(file.read_bytes(), headers=_HEADERS, media_type=_TYPES[file.suffix])
