"""Files of test questions: JSON lines, and simple sheets of question and expected id.

Lives here: which fields make which kind of case; every unreadable line at once.
Never here: what makes a reply right (cases.py), CSV itself (bot.operators.sheets).

JSON lines, the kind told by the fields:
    {"q", "ids", "tags"?}    in scope; one of the ids must be shown ("all_ids": every one)
    {"q", "kind"}            out of scope: to be left alone
    {"q", "intent"}          small talk
    {"q", "crisis": bool}    danger, or what only sounds like it
    {"turns": [{"q", "ids" | "all_ids" | "expect" | "expect_any" | "not"}]}    a dialogue; "expect" names an outcome,
                             "expect_any" several of which one is right, "not" the one that is wrong
Sheets: question, expected id; several ids apart by a space, comma or slash; none: to be left alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.core.turns import Outcome
from bot.errors import BotError
from bot.operators.evaluation.cases import Case, Ids, Kind, Session, answering, ending
from bot.operators.sheets.rows import heading, read_sheet
from bot.storage.problems import quoted, suggestion

HEADINGS = ("pertanyaan", "question", "q")
# Names of small talk that a menu answers as well as a sentence.
MENU_TALK = frozenset({"greeting", "capability", "menu"})
TALK = (Outcome.SMALLTALK, Outcome.HANDOFF)
NOT_CRISIS = tuple(outcome for outcome in Outcome if outcome is not Outcome.CRISIS)
# What may follow where a dialogue expects this.
EXPECTED = {
    "menu": (Outcome.MENU,),
    "smalltalk": TALK,
    "crisis": (Outcome.CRISIS,),
    "clarify": (Outcome.CLARIFY,),
    "fallback": (Outcome.FALLBACK, Outcome.HANDOFF),
    "answer": (Outcome.ANSWER,),
}

_BETWEEN_IDS = re.compile(r"[\s,;/|]+")


class CaseError(BotError):
    """Everything that is wrong with files of test questions, all at once."""

    exit_code = 2


def read_cases(paths: Sequence[Path], ids: Ids) -> tuple[Session, ...]:
    """The cases of all files, in order. Raises CaseError or SheetError."""
    problems: list[str] = []
    sessions: list[Session] = []
    for path in paths:
        rows = _sheet(path, ids) if _is_sheet(path) else _lines(path, problems)
        for place, fields in rows:
            try:
                sessions.append(_session(fields, ids, place))
            except (KeyError, TypeError, ValueError) as error:
                problems.append(f"{place}: {_reason(error)}")
    if problems:
        raise CaseError("\n".join(problems))
    return tuple(sessions)


def read_aliases(path: Path) -> Mapping[str, tuple[str, ...]]:
    """A JSON object from an id of another naming to a list of ours (or one). Raises CaseError."""
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
        return {name: (ours,) if isinstance(ours, str) else tuple(map(str, ours)) for name, ours in found.items()}
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise CaseError(f"{path}: bukan objek JSON dari id ke daftar id ({error}).") from error


def _is_sheet(path: Path) -> bool:
    """A sheet by its name; a file without a telling name is JSON lines if it begins with a brace."""
    return path.suffix.lower() in (".csv", ".tsv", ".txt", ".xlsx")


def _lines(path: Path, problems: list[str]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CaseError(f"{path}: tidak dapat dibaca ({error}).") from error
    for number, line in enumerate(text.split("\n"), 1):
        place = f"{path}:{number}"
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except ValueError as error:
            problems.append(f"{place}: bukan JSON ({error}).")
            continue
        if isinstance(found, dict):
            yield place, found
        else:
            problems.append(f"{place}: bukan objek JSON.")


def _sheet(path: Path, ids: Ids) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for row in read_sheet(path, HEADINGS).rows:
        text, *rest = row.cells
        expected = [name for name in _BETWEEN_IDS.split(rest[0] if rest else "") if name]
        first_known = any(ids.satisfying(name) for name in expected)
        if heading(text) in HEADINGS and not first_known:
            continue
        yield (
            f"{path}, baris {row.number}",
            {"q": text, "ids": expected} if expected else {"q": text, "kind": "lembar"},
        )


def _session(fields: Mapping[str, Any], ids: Ids, place: str) -> Session:
    if "turns" not in fields:
        return (_case(fields, ids, place),)
    turns = [_case(turn, ids, place) for turn in fields["turns"]]
    tags = tuple(map(str, fields.get("tags", ())))
    return tuple(Case(turn.text, Kind.TURN, turn.expected, tags, place) for turn in turns)


def _case(fields: Mapping[str, Any], ids: Ids, place: str) -> Case:
    text, tags = str(fields["q"]), tuple(map(str, fields.get("tags", ())))
    if "crisis" in fields:
        if fields["crisis"]:
            return Case(text, Kind.CRISIS, ending("crisis", Outcome.CRISIS), tags, place)
        return Case(text, Kind.LOOK_ALIKE, ending("bukan crisis", *NOT_CRISIS), tags, place)
    if "intent" in fields:
        intent = str(fields["intent"])
        return Case(text, Kind.TALK, ending(intent, *_talk_outcomes(intent, ids)), (intent, *tags), place)
    if wanted := _named(fields):
        return Case(text, Kind.TURN, ending("/".join(wanted), *_outcomes(wanted)), tags, place)
    if "not" in fields:
        unwanted = _outcomes([str(fields["not"])])
        others = (outcome for outcome in Outcome if outcome not in unwanted)
        return Case(text, Kind.TURN, ending(f"bukan {fields['not']}", *others), tags, place)
    every = "all_ids" in fields
    wanted_ids = fields["all_ids"] if every else fields.get("ids", ())
    if wanted_ids:
        return Case(text, Kind.IN_SCOPE, answering(_known(wanted_ids, ids), every), tags, place)
    left_alone = ending("dibiarkan", *(outcome for outcome in NOT_CRISIS if outcome is not Outcome.ANSWER))
    return Case(text, Kind.OUT_OF_SCOPE, left_alone, (str(fields.get("kind", "-")), *tags), place)


def _named(fields: Mapping[str, Any]) -> list[str]:
    """The outcomes that a turn of a dialogue may have, by name; none if it names none."""
    return [str(fields["expect"])] if "expect" in fields else list(map(str, fields.get("expect_any", ())))


def _outcomes(names: Sequence[str]) -> tuple[Outcome, ...]:
    for name in names:
        if name not in EXPECTED:
            raise ValueError(f'"expect" {quoted(name)} tidak dikenal; {suggestion(name, EXPECTED)}')
    return tuple(dict.fromkeys(outcome for name in names for outcome in EXPECTED[name]))


def _talk_outcomes(intent: str, ids: Ids) -> tuple[Outcome, ...]:
    own = ids.knowledge.intents.get(intent)
    if intent in MENU_TALK:
        return (*TALK, Outcome.MENU)
    return (*TALK, Outcome(own.outcome)) if own else TALK


def _known(wanted: Sequence[str], ids: Ids) -> Mapping[str, frozenset[str]]:
    found = {str(name): ids.satisfying(str(name)) for name in wanted}
    unknown = [name for name, ours in found.items() if not ours]
    if unknown:
        hint = suggestion(unknown[0], ids.knowledge.entries)[:200]
        raise ValueError(f"id {', '.join(map(quoted, unknown))} tidak ada di pengetahuan (pakai --alias); {hint}")
    return found


def _reason(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"{error} tidak ada"
    return str(error) if isinstance(error, ValueError) else f"bentuknya salah ({error})"
