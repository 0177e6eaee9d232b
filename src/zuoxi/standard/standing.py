"""What stands open in a conversation that goes on: duties with their due times, and what would not be permitted now.

The very rows, memories and conditions of the kernel are asked; nothing is judged a second time, and nothing is changed. It
refuses to suggest words.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

import msgspec

from zuoxi.standard.kernel import Kernel
from zuoxi.standard.ladders import LadderMemory
from zuoxi.standard.measuring import DurationRow
from zuoxi.standard.model import Atom, Ladder, Pattern, Silent
from zuoxi.standard.moment import Moment
from zuoxi.standard.program import Program
from zuoxi.standard.read_back import ReadBackRow
from zuoxi.standard.response import ResponseRow
from zuoxi.standard.rows import PermitForm
from zuoxi.standard.sequences import StepsRow
from zuoxi.standard.walking import all_inside

DutyKind = Literal["duty", "step", "read_back", "ladder", "limit"]


class Duty(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is due now. since, due in ms (due None: by the end); turns: utterances left until it is due, if they are
    counted; key: the value to read back, `field=value`; step, steps: how far an ordered course has come; acts: what would do."""

    clause: str
    label: str
    since: int
    due: int | None = None
    kind: DutyKind = "duty"
    turns: int | None = None
    key: str = ""
    step: int = 0
    steps: int = 0
    acts: tuple[str, ...] = ()


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """A permission that does not hold now: its clause and label; opens: from when (ms) it would if nobody speaks, if ever."""

    clause: str
    label: str
    opens: int | None = None


def open_duties(kernel: Kernel) -> list[Duty]:
    """The duties that are open, the soonest due first, those without a due time last."""
    found = [duty for number, row in enumerate(kernel.rows) if row is not None for duty in _of_row(kernel, number, row)]
    for memory in kernel.ladder_memories:
        found += _of_ladder(kernel, memory)
    return sorted(found, key=lambda duty: (duty.due is None, duty.due or 0, duty.turns is None, duty.turns or 0, duty.since,
                                           duty.clause, duty.key))  # fmt: skip


def _of_row(kernel: Kernel, number: int, row: object) -> Iterator[Duty]:
    place = kernel.program.places[number]
    clause = kernel.program.standard.clauses[place.clause]
    written = clause.rows[place.index] if clause.rows else None
    label = written.label if written is not None else ""
    if isinstance(row, ResponseRow):
        for instance in row.open:
            within = row.form.row.within_turns
            acts = tuple(dict.fromkeys(act for goal, done in zip(row.form.row.goals, instance.done, strict=True) if done < 2
                                       for act in _acts(goal.pattern)))  # fmt: skip
            yield Duty(clause=clause.id, label=label, since=instance.trigger.at, due=instance.due, acts=acts,
                       turns=None if within is None else within - instance.turns)  # fmt: skip
    elif isinstance(row, StepsRow) and row.trigger is not None:
        waiting = [step for step, done in enumerate(row.done) if done < 2]
        if waiting:
            yield Duty(clause=clause.id, label=label, since=row.trigger.at, kind="step", step=waiting[0] + 1,
                       steps=len(row.done), acts=_acts(row.form.row.steps[waiting[0]]))  # fmt: skip
    elif isinstance(row, ReadBackRow):
        for item in row.items:
            if item.state == "open":
                yield Duty(clause=clause.id, label=label, since=item.since.at, kind="read_back",
                           key=f"{item.kind}={item.value}")  # fmt: skip
    elif isinstance(row, DurationRow) and row.form.row.at_most is not None:
        for start, uncertain in row.open.values():
            if not uncertain:
                yield Duty(
                    clause=clause.id, label=label, since=start.at, due=start.at + row.form.row.at_most, kind="limit"
                )


def _of_ladder(kernel: Kernel, memory: LadderMemory) -> Iterator[Duty]:
    """The next step of a ladder that is climbed or whose situation is known, due when the pause before it is over."""
    form, run = memory.form, memory.sure
    if memory.recognised < 2 or run.i >= form.n or memory.started is None:
        return
    base = kernel.silence_base(_instant(0))
    pause = form.pauses[run.i - 1] if run.i else 0
    for number in kernel.program.climbs.get(form.ladder.name, ()):
        place = kernel.program.places[number]
        clause = kernel.program.standard.clauses[place.clause]
        yield Duty(clause=clause.id, label=clause.rows[place.index].label, since=memory.started.at, kind="ladder",
                   due=None if base is None else base + pause, step=run.i + 1, steps=form.n,
                   acts=_acts(form.ladder.steps[run.i].say))  # fmt: skip


def _acts(pattern: Pattern) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(act for atom in pattern if isinstance(atom, Atom) for act in (*atom.any_of, *atom.all_of))
    )


def _instant(at: int) -> Moment:
    return Moment(at=at, rank=3, seq=1 << 39, kind="instant", start=at)


def bars_to(kernel: Kernel, tried: Moment) -> list[Bar]:
    """The permissions that `tried`, coming next, would break. It is permitted if there are none. The kernel stays as it is."""
    found = []
    for number, form in _permits(kernel.program):
        place = kernel.program.places[number]
        if place.clause in kernel.plans.off or not _breaks(form, tried, kernel):
            continue
        opens = None
        base = kernel.silence_base(tried)
        for pause in () if base is None else _pauses(kernel.program):
            at = (base or 0) + pause
            if at > tried.at and not _breaks(form, msgspec.structs.replace(tried, at=at, start=at), kernel):
                opens = at
                break
        found.append(Bar(clause=kernel.program.standard.clauses[place.clause].id, label=form.row.label, opens=opens))
    return found


def _breaks(form: PermitForm, tried: Moment, kernel: Kernel) -> bool:
    trigger = form.trigger.test(tried)
    return trigger is not None and trigger(tried, kernel) == 2 and form.only_if(tried, kernel) == 0


@lru_cache(maxsize=8)
def _permits(program: Program) -> tuple[tuple[int, PermitForm], ...]:
    """What may be done only under a condition; a rule that people judge forbids nothing."""
    return tuple(
        (number, form)
        for number, form in enumerate(program.rows)
        if isinstance(form, PermitForm) and not form.row.by_person
    )


@lru_cache(maxsize=8)
def _pauses(program: Program) -> tuple[int, ...]:
    """Every length of silence that something in the standard asks for, shortest first; ms."""
    standard = program.standard
    parts = [part for whole in (standard.clauses, standard.tracks) for part in all_inside(list(whole))]
    silent = {part.at_least for part in parts if isinstance(part, Silent)}
    return tuple(sorted(silent | {step.pause for part in parts if isinstance(part, Ladder) for step in part.steps}))
