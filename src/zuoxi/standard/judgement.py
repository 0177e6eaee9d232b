"""From what the rows wrote down to `Outcome` values with evidence.

It numbers the outcomes of each clause, names the message of the reason, and points to turns and events. It refuses to
quote: whoever has the text adds the words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

import msgspec

from zuoxi.events import Evidence, Outcome, Reason
from zuoxi.standard.ingest import Ingested
from zuoxi.standard.kernel import Kernel, run_kernel
from zuoxi.standard.matching import atom_needs
from zuoxi.standard.model import Atom, Clause, Permit, ReadBack, Row
from zuoxi.standard.moment import Moment, Setting
from zuoxi.standard.program import Program
from zuoxi.standard.verdicts import Entry
from zuoxi.standard.walking import all_inside


def _evidence(entry: Entry) -> tuple[Evidence, ...]:
    trigger, decider = entry.trigger, entry.decider
    if decider is trigger:
        decider = None
    found: list[Evidence] = []
    for moment in (trigger, decider):
        if moment is None:
            continue
        start, end = (moment.start, moment.at) if moment.timed else (None, None)
        found.extend(Evidence(turn=turn, start=start, end=end) for turn in moment.turns)
        if moment.event is not None:
            found.append(Evidence(event=moment.event, start=start, end=end))
    return tuple(found) if len(found) < 2 else tuple(dict.fromkeys(found))


def _agent(entry: Entry) -> str | None:
    for moment in (entry.decider, entry.trigger):
        if moment is not None and moment.agent is not None and moment.party != "customer":
            return moment.agent
    for moment in (entry.decider, entry.trigger):
        if moment is not None and moment.agent is not None:
            return moment.agent
    return None


def _parameters(kernel: Kernel, clause: int) -> tuple[tuple[str, str | int | float], ...]:
    return kernel.program.standard.clauses[clause].parameters


def _outcome(kernel: Kernel, entry: Entry, number: int) -> Outcome:
    clause = kernel.program.standard.clauses[entry.clause]
    row = clause.rows[entry.row] if clause.rows else None
    label = row.label if row is not None else ""
    if isinstance(row, Permit) and row.question is not None:
        if entry.message == "permit.unknown":
            return _asked(clause, entry, number, label)
    elif isinstance(row, Permit) and row.by_person and entry.verdict == "unknown":
        return Outcome(clause=clause.id, number=number, verdict=entry.verdict, reason=Reason("to_mark", (("label", label),)),
                       agent=_agent(entry), parameters=clause.parameters)  # fmt: skip
    detail = (("label", label), *entry.detail)
    if entry.message == "not_shown" and clause.rows and "kind" not in dict(detail):
        detail = (
            *detail,
            ("kind", " ".join(_hidden_kinds(kernel.program, entry.clause, entry.row, kernel.setting.shows))),
        )
    return Outcome(
        clause=clause.id, number=number, verdict=entry.verdict, reason=Reason(entry.message, detail), at=entry.at,
        agent=_agent(entry), key=entry.key, evidence=_evidence(entry), parameters=_parameters(kernel, entry.clause),
        provisional=entry.message == "not_due",
    )  # fmt: skip


def _asked(clause: Clause, entry: Entry, number: int, label: str) -> Outcome:
    """What waits for a judge or a person: the words that called for it, if words did."""
    words = tuple(piece for piece in _evidence(entry) if piece.turn is not None)
    return Outcome(clause=clause.id, number=number, verdict="unknown", reason=Reason("to_judge", (("label", label),)),
                   at=entry.at if words else None, agent=_agent(entry), evidence=words,
                   parameters=clause.parameters)  # fmt: skip


@lru_cache(maxsize=4096)
def _hidden_kinds(program: Program, clause: int, row: int, shows: frozenset[str]) -> tuple[str, ...]:
    """The kinds of evidence that a row and its situations speak of and the source does not show: what would cure an unknown."""
    standard = program.standard
    tracks = {track.name: track for track in standard.tracks}
    body = standard.clauses[clause].rows[row]
    parts = [body, *(tracks[name] for name in _names_in(body) if name in tracks)]
    atoms = [part for whole in parts for part in all_inside(whole) if isinstance(part, Atom)]
    needed = {need for atom in atoms for need in atom_needs(atom)}
    if isinstance(body, ReadBack):
        needed |= {"agent_words", "customer_words"}
    return tuple(sorted(needed - shows))


def _names_in(row: Row) -> Iterator[str]:
    for part in all_inside(row):
        yield from (value for value in msgspec.structs.astuple(part) if isinstance(value, str))


@lru_cache(maxsize=64)
def _absent(program: Program) -> tuple[Outcome, ...]:
    """For each clause the outcome of a conversation that never concerned it."""
    return tuple(
        Outcome(clause=clause.id, number=1, verdict="not_applicable", reason=Reason("not_applicable"),
                parameters=clause.parameters)
        for clause in program.standard.clauses
    )  # fmt: skip


def collect_outcomes(kernel: Kernel) -> list[Outcome]:
    """All outcomes, clause by clause in the standard's order, numbered by the moment that opened them."""
    by_clause: dict[int, list[Entry]] = {}
    for entry in kernel.book.entries:
        by_clause.setdefault(entry.clause, []).append(entry)
    outcomes: list[Outcome] = []
    for number, absent in enumerate(_absent(kernel.program)):
        entries = by_clause.get(number)
        if not entries:
            outcomes.append(absent)
            continue
        if len(entries) > 1:
            entries.sort(key=_order)
        outcomes.extend(_outcome(kernel, entry, index) for index, entry in enumerate(entries, 1))
    return outcomes


def _order(entry: Entry) -> tuple[int, int]:
    return entry.opened, entry.row


def judge_moments(
    program: Program,
    setting: Setting,
    moments: Iterable[Moment],
    watermark: int | None = None,
) -> list[Outcome]:
    """The outcomes of a whole conversation, or of its prefix up to `watermark` (ms). Moments in canonical order."""
    return collect_outcomes(run_kernel(program, setting, moments, watermark))


def judge_ingested(program: Program, laid_out: Ingested) -> list[Outcome]:
    """The outcomes of a conversation that has been laid out; a forbidden act is quoted by its own words."""
    return judge_moments(program, laid_out.setting, laid_out.moments)
