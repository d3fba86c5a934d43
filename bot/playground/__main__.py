"""`python -m bot.playground`: the emulator alone, until it is interrupted.

Lives here: the emulator alone, until it is interrupted.
Never here: what any particular bot knows or decides.

The same from other commands: `run(port, host)`. Tokens are never printed: any well-formed one is a bot.
"""

from __future__ import annotations

import argparse
import sys

from bot.playground.errors import PlaygroundError
from bot.playground.serve import run


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m bot.playground", description="A Bot API on this machine."
    )
    parser.add_argument("--port", type=int, default=8081, help="0 takes a free port (default: %(default)s)")
    parser.add_argument("--host", default="127.0.0.1", help="a loopback address (default: %(default)s)")
    arguments = parser.parse_args()
    try:
        run(arguments.port, arguments.host)
    except PlaygroundError as error:
        print(f"playground: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
