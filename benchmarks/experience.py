"""What several subjects teach about evidence, for a folder that has too few ways of asking to learn it from.

Lives here: learning the numbers of bot/core/ranking/experience.py from the subjects of this folder, and how well each
subject fares with what the others taught.
Never here: how a ranking is made.

    .venv/bin/python benchmarks/experience.py                # writes the module
    .venv/bin/python benchmarks/experience.py --leave-out    # only figures: each subject with what the others taught

Each subject is asked its questions with 1, 2, 4 and all ways of asking an entry, as a folder grows: the first ways,
and ways drawn by a fixed seed. Every such folder counts the same, however many questions it has.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.material import Material, from_files, subject  # noqa: E402
from bot.core.conversation.questions import Questions  # noqa: E402
from bot.core.language.fitted import make_reader  # noqa: E402
from bot.core.learning.linear import CLOSE, Examples, Floats, Prior, sided_logistic, sigmoid  # noqa: E402
from bot.core.model import Knowledge  # noqa: E402
from bot.core.policy import Policy  # noqa: E402
from bot.core.ranking.calibration import unseen, worth  # noqa: E402
from bot.core.ranking.index import SIDES, Corpus  # noqa: E402
from bot.storage.frequencies import load_frequencies  # noqa: E402

SUBJECTS = ROOT / "benchmarks" / "subjects"
MODULE = ROOT / "bot" / "core" / "ranking" / "experience.py"
# Ways of asking an entry; 0 is all.
WAYS = (1, 2, 4, 0)
# Small enough that one subject does not speak for all.
PRIOR_STRENGTH = 3.0
# So many questions' worth all folders have together.
TOGETHER = 1_000.0
ANSWERED = 0.6


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of the questions put to one folder: evidence, whether it was for the right entry, and whether there
    was one; the evidence of the folder's own folds, and whether that was right."""

    subject: str
    ways: int
    worth: float
    rows: Floats
    right: Floats
    inside: Floats
    own: Floats
    own_right: Floats


def fewer(knowledge: Knowledge, ways: int, seed: int) -> Knowledge:
    """The same knowledge with so many ways of asking an entry: the first, or (seed > 0) some of them."""
    rng = random.Random(seed)

    def kept(questions: Sequence[str]) -> tuple[str, ...]:
        places = list(range(len(questions)))
        if seed:
            rng.shuffle(places)
        return tuple(questions[place] for place in sorted(places[: ways or None]))

    return replace(
        knowledge,
        entries={name: replace(entry, questions=kept(entry.questions)) for name, entry in knowledge.entries.items()},
    )


def ask(name: str, material: Material, ways: int, seed: int) -> Asked:
    knowledge = fewer(material.knowledge, ways, seed)
    questions = Questions.build(knowledge, make_reader(knowledge, load_frequencies()), Policy())
    corpus = Corpus.build(knowledge, questions.reader)
    own, own_right = unseen(corpus)
    asked = [(case, questions.ask(case.text).ranking) for case in material.cases]
    return Asked(
        name, ways, worth(corpus.ways),
        np.array([ranking.evidence.values for _, ranking in asked]),
        np.array([case.expected.accepts(ranking.matches[0].entry) for case, ranking in asked], float),
        np.array([bool(case.expected.groups) for case, _ in asked]),
        np.array([evidence.values for evidence in own]),
        np.array(own_right, float),
    )  # fmt: skip


def collected() -> Iterator[Asked]:
    """Every subject as a folder of each size."""
    with tempfile.TemporaryDirectory() as home:
        for sheet in sorted(SUBJECTS.glob("*.csv")):
            knowledge = subject(sheet, ROOT / "knowledge", Path(home) / sheet.stem)
            [material] = from_files(knowledge, [SUBJECTS / f"{sheet.stem}-uji.jsonl"])
            for ways in WAYS:
                for seed in (0, 1) if ways else (0,):
                    print(f"{sheet.stem}: {ways or 'semua'} cara bertanya, {seed}", file=sys.stderr)
                    yield ask(sheet.stem, material, ways, seed)


def learn(folders: Sequence[Asked]) -> tuple[Floats, Floats, Floats]:
    """Mean and spread of the evidence, and the weights (intercept last).

    What a folder's own folds say goes in, for only they know small talk; how often the best entry is the right one, which is
    the intercept, is told by questions of people alone.
    """
    asked = [(one.rows, one.right) for one in folders]
    rows, _, _ = _together(asked)
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    rows, right, counts = _together([*asked, *((one.own, one.own_right) for one in folders)])
    expected = Prior(np.zeros(rows.shape[1] + 1), PRIOR_STRENGTH)
    weights = sided_logistic(Examples((rows - mean) / spread, right, counts), expected, np.array(SIDES))[:-1]
    rows, right, counts = _together(asked)
    lean = ((rows - mean) / spread) @ weights
    candidates = np.linspace(-6.0, 6.0, 1201)
    losses = [float(counts @ (np.logaddexp(0.0, lean + one) - right * (lean + one))) for one in candidates]
    return mean, spread, np.append(weights, candidates[int(np.argmin(losses))])


def _together(parts: Sequence[tuple[Floats, Floats]]) -> tuple[Floats, Floats, Floats]:
    """The rows of all, which are right, and how much each counts: every part the same."""
    rows, right = np.vstack([rows for rows, _ in parts]), np.concatenate([right for _, right in parts])
    counts = np.concatenate([np.full(len(rows), 1.0 / len(rows)) for rows, _ in parts])
    return rows, right, counts * TOGETHER / counts.sum()


def figures(one: Asked, taught: tuple[Floats, Floats, Floats]) -> tuple[float, ...]:
    """Right, wrong, falsely answered, per cent, and right when 5 % may be falsely answered."""
    mean, spread, expected = taught
    truths = np.where(one.own_right > 0, one.worth, 1.0)
    examples = Examples((one.own - mean) / spread, one.own_right, truths)
    weights = sided_logistic(examples, Prior(expected, CLOSE.experience), np.array(SIDES))
    sure = sigmoid(np.hstack([(one.rows - mean) / spread, np.ones((len(one.rows), 1))]) @ weights)
    inside, right = one.inside, one.right > 0
    enough = np.quantile(sure[~inside], 0.95)
    counts = (
        ((sure >= ANSWERED) & right & inside).sum() / inside.sum(),
        ((sure >= ANSWERED) & ~right & inside).sum() / inside.sum(),
        ((sure >= ANSWERED) & ~inside).sum() / (~inside).sum(),
        ((sure > enough) & right & inside).sum() / inside.sum(),
    )
    return tuple(round(100.0 * float(count), 1) for count in counts)


def numbers(name: str, values: Iterable[float]) -> str:
    shown = [f"{value:.4g}" if value else "0.0" for value in values]
    lines = [", ".join(part) for part in (shown[:7], shown[7:])]
    return f"{name} = (\n" + "".join(f"    {line},\n" for line in lines) + ")  # fmt: skip\n"


def written(taught: tuple[Floats, Floats, Floats]) -> str:
    """The module, with other numbers."""
    head = MODULE.read_text("utf-8").split("MEAN = ")[0]
    return head + "".join(map(numbers, ("MEAN", "SPREAD", "WEIGHTS"), taught))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    options.add_argument("--leave-out", action="store_true", help="figures by subject, learnt from the others")
    chosen = options.parse_args()
    folders = list(collected())
    if not chosen.leave_out:
        MODULE.write_text(written(learn(folders)), "utf-8")
        return
    for name in dict.fromkeys(one.subject for one in folders):
        taught = learn([one for one in folders if one.subject != name])
        for one in (one for one in folders if one.subject == name):
            right, wrong, false, at = figures(one, taught)
            print(f"{name:12} ways {one.ways or 'all'}: right {right} wrong {wrong} false {false} right at 5 % {at}")


if __name__ == "__main__":
    main()
