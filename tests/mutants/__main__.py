"""`make mutants`: tries wrong copies of the code that decides, and tells which ones no test notices.

    python -m tests.mutants [--most N] [MODULE...]    N copies (0: all) of these modules, otherwise of all that decide

Ends with 1 where fewer than 85 of a hundred are noticed, or one lives that survivors.txt gives no reason for.
"""

from __future__ import annotations

import argparse
import sys
import time

from tests.mutants.deciding import MODULES, ROOT, SURVIVORS, read_survivors, sample, those_about
from tests.mutants.making import Mutant, mutated
from tests.mutants.running import passes, prepare

LEAST = 0.85
MOST = 150


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants")
    parser.add_argument("modules", nargs="*", default=MODULES)
    parser.add_argument("--most", type=int, default=MOST)
    chosen = parser.parse_args()
    prepare()
    tried = sample(chosen.modules, chosen.most)
    for path in dict.fromkeys(one.path for one in tried):
        if not passes(those_about(path)):
            print(f"{path}: its tests fail as it is; mend that first.")
            return 1
    known = read_survivors(SURVIVORS.read_text("utf-8").splitlines())
    began = time.monotonic()
    living = [one for place, one in enumerate(tried, 1) if lives(one, f"{place}/{len(tried)}", known)]
    share = 1 - len(living) / len(tried)
    print(f"{len(tried)} copies, {len(living)} live, {share:.1%} noticed, {time.monotonic() - began:.0f} s")
    unknown = [one for one in living if not known.get(one.name)]
    return int(share < LEAST or bool(unknown))


def lives(mutant: Mutant, place: str, known: object) -> bool:
    source = (ROOT / mutant.path).read_text("utf-8")
    module = mutant.path.removesuffix(".py").replace("/", ".")
    living = passes(those_about(mutant.path), module, mutated(mutant, source))
    if living:
        print(f"{place} line {mutant.line} {mutant.name}", flush=True)
    return living


if __name__ == "__main__":
    sys.exit(main())
