"""What survives kills, stops and floods, at full size: `python -m benchmarks.durability`."""
