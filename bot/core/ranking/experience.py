"""What questions put to other subjects taught about evidence: how it is spread, and what each kind of it is worth.

Lives here: numbers, one for each of `Evidence.values` (the last weight is the intercept), as benchmarks/experience.py
wrote them.
Never here: how they are used (bot.core.ranking.calibration).

A new folder has too few ways of asking to learn this from: it begins here, and its own ways move it. Where one subject
was left out, it had 2 to 5 of 100 questions more answered rightly, with as many falsely.
"""

# So many standard deviations' worth of its own evidence move a folder away; a large folder has a hundred times as much.
STRENGTH = 10.0
MEAN = (
    0.2787, 0.2344, -0.03199, 0.09489, 0.4138, 3.15, 0.28,
    1.713, 0.1625, 0.1511, 0.0465, 0.1216, 0.2457,
)  # fmt: skip
SPREAD = (
    0.2239, 0.2501, 0.4311, 0.4518, 0.2295, 1.319, 0.1827,
    0.3702, 0.1709, 0.1762, 0.2192, 0.0788, 0.1201,
)  # fmt: skip
WEIGHTS = (
    0.0, 0.6447, 0.0, 0.0, 1.552, 0.0, 0.3193,
    0.8639, 0.0, 0.0, 0.1639, 0.608, 0.0, 0.4241,
)  # fmt: skip
