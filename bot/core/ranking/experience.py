"""What questions put to other subjects taught about evidence: how it is spread, and what each kind of it is worth.

Lives here: numbers, one for each of `Evidence.values` (the last weight is the intercept), as benchmarks/experience.py
wrote them.
Never here: how they are used (bot.core.ranking.calibration).

A new folder has too few ways of asking to learn this from: it begins here, and its own ways move it. Where one subject
was left out, it had 2 to 5 of 100 questions more answered rightly, with as many falsely.
"""

MEAN = (
    0.2784, 0.2348, -0.03194, 0.0921, 0.4142, 3.147, 0.2806,
    1.713, 0.1626, 0.1512, 0.04648, 0.1217, 0.2461,
)  # fmt: skip
SPREAD = (
    0.2243, 0.2505, 0.4311, 0.4531, 0.2299, 1.32, 0.183,
    0.3702, 0.171, 0.1765, 0.2193, 0.07884, 0.1202,
)  # fmt: skip
WEIGHTS = (
    0.0937, 0.433, 0.06455, 0.007156, 1.227, 0.0, 0.3558,
    1.24, 0.0, 0.5924, 0.0, 0.5197, 0.07689, 0.45,
)  # fmt: skip
