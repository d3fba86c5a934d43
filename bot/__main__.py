"""`python -m bot`.

Lives here: the way in.
Never here: commands (bot.cli).
"""

from bot.cli import main

if __name__ == "__main__":
    main()
