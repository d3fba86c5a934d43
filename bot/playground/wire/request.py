"""From an HTTP request to the parameters of a call: query, form, multipart and JSON.

Lives here: reading each of them up to a size, with the errors of td/net/HttpReader.cpp.
Never here: what the parameters mean.
"""

from __future__ import annotations

from email.message import Message
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from bot.playground import limits
from bot.playground.errors import ApiError, bad_request
from bot.playground.methods.params import Params, decode_json, flatten
from bot.playground.world.files import Upload

_FIELDS = 1_000


async def read_params(request: Request) -> Params:
    """All parameters of a request, those in the body winning over those in the address. Raises ApiError."""
    values = dict(parse_qsl(request.url.query, keep_blank_values=True, errors="surrogateescape"))
    body = await read_body(request, limits.UPLOAD_BYTES)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if not body:
        return Params(values)
    if kind == "application/json":
        return Params({**values, **_json(body)})
    if kind == "application/x-www-form-urlencoded":
        return Params({**values, **_form(body)})
    if kind == "multipart/form-data":
        parts = _multipart(body, request.headers["content-type"])
        return Params({**values, **parts.values}, parts.files)
    raise ApiError(415, "Unsupported Media Type: unsupported content-type")


async def read_body(request: Request, most: int) -> bytes:
    """The whole body, at most so many bytes."""
    chunks: list[bytes] = []
    size = 0
    try:
        async for chunk in request.stream():
            size += len(chunk)
            if size > most:
                raise ApiError(413, "Request Entity Too Large")
            chunks.append(chunk)
    except ClientDisconnect as error:
        raise bad_request("request body is incomplete") from error
    return b"".join(chunks)


def _json(body: bytes) -> dict[str, str]:
    try:
        value = decode_json(body)
    except ValueError as error:
        raise bad_request("can't parse JSON object") from error
    if not isinstance(value, dict):
        raise bad_request("JSON object expected")
    return {name: flatten(item) for name, item in value.items() if item is not None}


def _form(body: bytes) -> dict[str, str]:
    try:
        return dict(
            parse_qsl(
                body.decode("ascii"), keep_blank_values=True, errors="surrogateescape", max_num_fields=_FIELDS
            )
        )
    except (ValueError, UnicodeDecodeError) as error:
        raise bad_request("can't parse form") from error


def _multipart(body: bytes, content_type: str) -> Params:
    """Fields and files of multipart/form-data (RFC 7578)."""
    boundary = _parameter(content_type, "boundary")
    if not boundary:
        raise bad_request("boundary not found")
    mark = b"--" + boundary.encode("latin-1", "replace")
    # Each part begins behind the mark and its line end and ends before the line end of the next mark.
    parts = (b"\r\n" + body).split(b"\r\n" + mark)[1:]
    if not parts or len(parts) > _FIELDS or not parts[-1].startswith(b"--"):
        raise bad_request("can't parse multipart form data")
    values: dict[str, str] = {}
    files: dict[str, Upload] = {}
    for part in parts[:-1]:
        head, _, content = part.partition(b"\r\n\r\n")
        headers = _headers(head)
        disposition = headers.get("content-disposition", "")
        name = _parameter(disposition, "name")
        filename = _parameter(disposition, "filename")
        if filename:
            files[name] = Upload(filename, headers.get("content-type", ""), content)
        else:
            values[name] = content.decode("utf-8", "surrogateescape")
    return Params(values, files)


def _headers(head: bytes) -> dict[str, str]:
    lines = (line.partition(":") for line in head.decode("utf-8", "replace").split("\r\n"))
    return {name.strip().lower(): value.strip() for name, _, value in lines if name.strip()}


def _parameter(header: str, name: str) -> str:
    """A parameter of a header, RFC 2231 forms included; empty when absent."""
    message = Message()
    message["content-type"] = header.replace("\r", " ").replace("\n", " ")
    value = message.get_param(name, "")
    if isinstance(value, tuple):
        return value[2]
    return str(value or "")
