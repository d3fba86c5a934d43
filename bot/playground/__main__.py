"""`python -m bot.playground`: the playground by itself, until it is interrupted.

Lives here: its arguments and its exit code. Other commands call `run(port, host)`.
Never here: tokens. Any well-formed one is a bot, and none is printed.
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
