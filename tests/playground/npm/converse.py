"""The conversation of test_clients.py over the control side: `converse.py CONTROL_URL NAME BOT_ID`.

Only the standard library, so that it shows what any program can do.
"""

from __future__ import annotations

import json
import sys
import time
import urllib.request
from typing import Any

CONTROL, NAME, BOT_ID = sys.argv[1], sys.argv[2], int(sys.argv[3])


def post(path: str, **body: Any) -> Any:
    headers = {"Content-Type": "application/json"}
    data = json.dumps({"bot_id": BOT_ID, "wait": 10, **body}).encode()
    request = urllib.request.Request(f"{CONTROL}{path}", data, headers)  # noqa: S310  loopback
    with urllib.request.urlopen(request) as response:  # noqa: S310
        return json.load(response)


def wait_for_the_bot() -> None:
    for _ in range(200):
        with urllib.request.urlopen(f"{CONTROL}/bots") as response:  # noqa: S310
            if any(bot["user"]["id"] == BOT_ID for bot in json.load(response)["bots"]):
                return
        time.sleep(0.1)


def main() -> None:
    wait_for_the_bot()
    person = post("/people", name=NAME)["id"]
    reply = post(f"/chats/{person}/send", text="halo")["reply"]
    pressed = post(f"/chats/{person}/press", message_id=reply["message_id"], button="Ya")
    messages = f"{CONTROL}/chats/{person}/messages?bot_id={BOT_ID}"
    asked = post(f"/chats/{person}/inline", query="apa")
    document = post(f"/chats/{person}/send", text="berkas")["reply"]
    broken = post(f"/chats/{person}/send", text="rusak")["reply"]
    with urllib.request.urlopen(messages) as response:  # noqa: S310
        texts = [message.get("text") for message in json.load(response)["messages"]]
    checks = {
        "reply": reply["text"] == "halo",
        "entity": reply["entities"] == [{"type": "bold", "offset": 0, "length": 4}],
        "answer": pressed["answer"] == {"text": "baik", "show_alert": True, "url": ""},
        "edit": "ditekan" in texts,
        "inline": asked["answer"]["results"][0]["title"] == "Judul",
        "upload": document["document"]["file_size"] == 3,
        "error": broken["text"].startswith("400 Bad Request: can't parse entities"),
    }
    failed = [name for name, ok in checks.items() if not ok]
    print(NAME, f"{len(checks) - len(failed)}/{len(checks)}", *failed)
    raise SystemExit(bool(failed))


main()
