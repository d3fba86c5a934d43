"""What a subject adds to the general part about danger, which is copied into every new bot and names no subject.

Lives here: the additions as data, and the general part with them.
Never here: reading them from files (safety_sections.py), what danger is (bot.core.safety).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from bot.core.model import Safety, Signs, Support


@dataclass(frozen=True, slots=True)
class FieldSafety:
    """Words for groups of signs that are there, idioms, harmless messages, and who asks for a help line or does not."""

    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    idioms: tuple[str, ...] = ()
    harmless: tuple[str, ...] = ()
    line_requests: tuple[str, ...] = ()
    other_requests: tuple[str, ...] = ()


def with_field(safety: Safety, support: Support | None, own: Iterable[FieldSafety]) -> Safety:
    """The safety of a knowledge: the general one, its talk, and what each file of the subject adds."""
    for added in own:
        harmless = (*safety.harmless, *added.harmless)
        safety = replace(safety, harmless=harmless, signs=_signs(safety.signs, added))
        support = support and _support(support, added)
    return replace(safety, support=support)


def _signs(signs: Signs, added: FieldSafety) -> Signs:
    groups = {name: (*words, *added.groups.get(name, ())) for name, words in signs.groups.items()}
    return replace(signs, groups=groups, idioms=(*signs.idioms, *added.idioms))


def _support(support: Support, added: FieldSafety) -> Support:
    requests = (*support.line_requests, *added.line_requests)
    return replace(support, line_requests=requests, other_requests=(*support.other_requests, *added.other_requests))
