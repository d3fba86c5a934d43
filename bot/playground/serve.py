"""The playground by itself, for a terminal: started, announced, stopped by a signal.

Lives here: signals, and the lines that say where it is.
Never here: what is served (playground.py); reading a command line, which is up to the caller.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal

from bot.playground.playground import Playground


def run(port: int = 8081, host: str = "127.0.0.1") -> None:
    """Serve until SIGINT or SIGTERM. Raises PlaygroundError when the address cannot be used."""
    asyncio.run(serve(port, host))


async def serve(port: int = 8081, host: str = "127.0.0.1") -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(
            NotImplementedError, ValueError
        ):  # Windows; another thread than the main one
            loop.add_signal_handler(number, stop.set)
    async with Playground.start(port, host) as playground:
        print(f"Bot API  {playground.base_url}<token>/<method>   (any token that looks like one)")
        print(f"base URL {playground.base_url}")
        print(f"control  {playground.control_url}   (events: {playground.control_url}/events)")
        print(f"page     {playground.page_url}", flush=True)
        await stop.wait()
