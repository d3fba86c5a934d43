"""Photos and documents: uploaded, sent again by file_id, downloaded."""

from __future__ import annotations

import aiohttp
import pytest

from bot.playground import Person, Playground, limits

from ..conftest import Answered, Caller

CONTENT = bytes(range(256)) + b"\r\n--x\r\n\r\n"


async def upload(call: Caller, person: Person, content: bytes = CONTENT, name: str = "berkas.pdf") -> Answered:
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("chat_id", str(person.id))
    form.add_field("caption", "<b>isi</b> é")
    form.add_field("parse_mode", "HTML")
    form.add_field("document", content, filename=name, content_type="application/pdf")
    return await call.post("sendDocument", data=form)


async def test_an_uploaded_document_can_be_downloaded_unchanged(pg: Playground, call: Caller, sari: Person) -> None:
    document = (await upload(call, sari)).result["document"]
    file = (await call("getFile", file_id=document["file_id"])).result
    async with call.session.get(f"{pg.base_file_url}{pg.token}/{file['file_path']}") as response:
        assert await response.read() == CONTENT
    assert (document["file_name"], document["mime_type"]) == ("berkas.pdf", "application/pdf")
    assert document["file_size"] == file["file_size"] == len(CONTENT)


async def test_a_caption_is_parsed(call: Caller, sari: Person) -> None:
    sent = (await upload(call, sari)).result
    assert (sent["caption"], sent["caption_entities"][0]["type"]) == ("isi é", "bold")


async def test_a_file_name_outside_ascii_survives(call: Caller, sari: Person) -> None:
    sent = (await upload(call, sari, name="laporan é.pdf")).result
    assert sent["document"]["file_name"] == "laporan é.pdf"


async def test_a_file_id_sends_the_same_file_again(call: Caller, sari: Person) -> None:
    first = (await upload(call, sari)).result["document"]
    again = (await call("sendDocument", chat_id=sari.id, document=first["file_id"])).result["document"]
    assert again == first


async def test_an_attached_file_is_found_by_its_name(call: Caller, sari: Person) -> None:
    form = aiohttp.FormData({"chat_id": str(sari.id), "photo": "attach://gambar"})
    form.add_field("gambar", b"x", filename="a.png")
    assert (await call.post("sendPhoto", data=form)).result["photo"][0]["file_size"] == 1


async def test_a_photo_from_an_address_is_not_fetched_but_stands_in(call: Caller, sari: Person) -> None:
    sent = (await call("sendPhoto", chat_id=sari.id, photo="https://contoh.id/a.png")).result
    assert (sent["photo"][0]["width"], sent["photo"][0]["height"]) == (1, 1)


@pytest.mark.parametrize(
    ("photo", "error"),
    [
        (None, "there is no photo in the request"),
        ("tidak-ada", "wrong file identifier/HTTP URL specified"),
        ("attach://tidak-ada", "wrong file identifier/HTTP URL specified"),
    ],
)
async def test_a_missing_photo_is_refused(call: Caller, sari: Person, photo: str | None, error: str) -> None:
    params = {"chat_id": sari.id} | ({"photo": photo} if photo else {})
    assert (await call.post("sendPhoto", json=params)).error == f"400 Bad Request: {error}"


async def test_an_empty_file_is_refused(call: Caller, sari: Person) -> None:
    assert (await upload(call, sari, b"")).error == "400 Bad Request: file must be non-empty"


async def test_a_caption_is_at_most_1024_utf16_units(call: Caller, sari: Person) -> None:
    params = {"chat_id": sari.id, "photo": "https://contoh.id/a.png"}
    assert (await call("sendPhoto", **params, caption="😀" * 512)).status == 200
    answer = await call("sendPhoto", **params, caption="😀" * 513)
    assert answer.error == "400 Bad Request: message caption is too long"


@pytest.mark.parametrize(
    ("file_id", "error"),
    [("", "file_id not specified"), ("x", "wrong file_id or the file is temporarily unavailable")],
)
async def test_an_unknown_file_cannot_be_got(call: Caller, file_id: str, error: str) -> None:
    assert (await call("getFile", file_id=file_id)).error == f"400 Bad Request: {error}"


async def test_a_path_nobody_gave_out_is_not_found(pg: Playground, call: Caller) -> None:
    answer = await call.request("GET", f"{pg.base_file_url}{pg.token}/../../etc/passwd")
    assert answer.status == 404


@pytest.mark.parametrize("kind", ["photo", "voice", "sticker", "document"])
async def test_a_person_can_send_a_file_of_every_kind(pg: Playground, call: Caller, sari: Person, kind: str) -> None:
    sari.send_file(kind, "keterangan")
    update = (await call("getUpdates")).result[0]["message"]
    shown = update[kind][0] if kind == "photo" else update[kind]
    assert (await call("getFile", file_id=shown["file_id"])).result["file_size"] > 0
    assert update.get("caption") == (None if kind == "sticker" else "keterangan")


async def test_the_oldest_files_are_given_up_when_there_are_too_many(
    call: Caller, sari: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "KEPT_FILE_BYTES", 1000)
    numbers = [(await upload(call, sari, b"x" * 400)).result["document"]["file_id"] for _ in range(3)]
    statuses = [(await call("getFile", file_id=number)).status for number in numbers]
    assert statuses == [400, 200, 200]
