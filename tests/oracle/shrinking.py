"""Makes a case on which two judges differ small enough to read, and prints it.

It refuses to judge: what counts as a difference is told by its caller.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from tests.oracle.families import Case

from zuoxi.standard.moment import Moment


def shrink(case: Case, differs: Callable[[Case], bool]) -> Case:
    """Greedily leaves out utterances and events while the difference stays."""
    changed = True
    while changed:
        changed = False
        for group in groups(case.moments):
            smaller = Case(case.standard, case.setting, [m for m in case.moments if m not in group])
            if differs(smaller):
                case, changed = smaller, True
                break
    return case


def groups(moments: list[Moment]) -> list[list[Moment]]:
    """A voice and its said go together."""
    numbers = sorted({moment.utterance for moment in moments if moment.utterance >= 0})
    utterances = [[moment for moment in moments if moment.utterance == number] for number in numbers]
    return utterances + [[moment] for moment in moments if moment.utterance < 0]


def show(value: object) -> str:
    """A struct with only the fields that differ from their defaults."""
    if isinstance(value, tuple | list):
        return "(" + ", ".join(show(entry) for entry in value) + ")"
    if not isinstance(value, msgspec.Struct):
        return repr(value)
    shown = []
    for field in msgspec.structs.fields(value):
        entry = getattr(value, field.name)
        if field.default_factory is not msgspec.NODEFAULT and not entry:
            continue
        if field.default is msgspec.NODEFAULT or entry != field.default:
            shown.append(f"{field.name}={show(entry)}")
    return f"{type(value).__name__}({', '.join(shown)})"


def describe(case: Case) -> str:
    lines = [f"  track {show(track)}" for track in case.standard.tracks]
    lines += [f"  clause {show(clause)}" for clause in case.standard.clauses]
    lines += [f"  {show(case.setting)}"]
    lines += [f"  {show(moment)}" for moment in sorted(case.moments, key=lambda moment: moment.order)]
    return "\n".join(lines)
