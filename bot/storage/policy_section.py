"""What `kebijakan` means: the numbers that decide, where a folder has others than the usual ones.

Lives here: the key `kebijakan`, as a policy, with what is wrong with it; the file that holds it, as text.
Never here: what each number means and how it was chosen (bot.core.policy), choosing them (bot.operators.evaluation).
"""

from __future__ import annotations

import math
from dataclasses import fields

from bot.core.policy import Policy
from bot.storage.drafts import Drafts
from bot.storage.parts import Part
from bot.storage.problems import Placed, quoted

# The one file of a folder that is written by whoever chooses the numbers.
POLICY_FILE = "kebijakan.yaml"
KEY = "kebijakan"
# Chances and shares end at 1, what is said of texts at 100.
LIMITS = {field.name: 100.0 if field.name == "label" else 1.0 for field in fields(Policy)}


def read_policy(page: Part, drafts: Drafts) -> None:
    """Adds the policy of the folder to `drafts`; what it does not say is as usual."""
    if not (part := page.part(KEY, KEY)):
        return
    part.only(*LIMITS)
    found = {key.value: _number(part, key.value) for key in part.fields() if key.value in LIMITS}
    drafts.policies.append(Placed(Policy(**found), page.place(KEY)))


def _number(part: Part, name: str) -> float:
    said, limit = part.text(name), LIMITS[name]
    try:
        value = float(said)
    except ValueError:
        value = math.nan
    if said and not 0.0 <= value <= limit:
        part.note(f"{quoted(name)} butuh angka dari 0 sampai {limit:g}, bukan {quoted(said)}.", name)
    return value


def policy_text(policy: Policy) -> str:
    """The content of POLICY_FILE: the numbers that are not the usual ones."""
    usual = Policy()
    own = {name: getattr(policy, name) for name in LIMITS if getattr(policy, name) != getattr(usual, name)}
    lines = [f"  {name}: {value:g}\n" for name, value in own.items()]
    head = (
        "# Angka yang menentukan kapan bot menjawab, bertanya balik, atau bilang belum tahu. Ditulis oleh\n"
        "# `python -m bot evaluate --tune`; yang tidak tertulis memakai nilai biasa.\n"
    )
    return head + (f"{KEY}:\n" + "".join(lines) if lines else f"{KEY}: {{}}\n")
