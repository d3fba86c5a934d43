"""How fast bots answer on Telegram's side of the wire: `python -m benchmarks.telegram`."""
