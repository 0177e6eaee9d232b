"""What is doubtful about a pack that can be bound: unreachable, contradicting, unnamed, untested, unused.

Mistakes that make a pack unusable are told when it is read and bound; here every other position of its parameters is bound
too, and the whole is looked at together. It refuses to know how acts are recognised: it is given their names.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from zuoxi.standard.act_example_form import lacking_examples
from zuoxi.standard.document import PackError, Problem, suggest
from zuoxi.standard.model import (
    AllOf,
    Always,
    AnyOf,
    AtMost,
    Atom,
    Clause,
    Condition,
    Flag,
    Measure,
    Never,
    Not,
    Pattern,
    Permit,
    Response,
    Row,
    Steps,
)
from zuoxi.standard.pack_files import Pack
from zuoxi.standard.profile import Profile
from zuoxi.standard.vocabulary import ENDS, MESSAGES
from zuoxi.standard.written import Bound, bind_pack

#: parameters that no rule needs because reading and laying out a conversation does
READ_ELSEWHERE = frozenset({"zone", "join_gap", "minimum_confidence", "festival_periods"})
Tried = Collection[tuple[str, str]]


def check_pack(
    pack: Pack, bound: Bound, acts: Collection[str], tried: Tried = (), worded: Mapping[str, str] = {}
) -> list[Problem]:
    """Everything doubtful, by file and line.

    acts: what can be recognised. tried: (clause, outcome) of further examples. worded: the acts that this pack itself
    words, and who does each (agent, customer or both).
    """
    others, found = _other_positions(pack)
    positions = [bound, *others]
    for position in positions:
        found += [*_acts(pack, position, acts, worded), *_contradictions(position)]
    found += [*bound.problems, *_unreachable(bound), *_idle(pack, positions), *_parameters(pack, positions),
              *_unnamed(pack, bound), *_untested(pack, bound, tried),
              *lacking_examples(pack.examples_of_acts(), worded, pack.languages[0])]  # fmt: skip
    return sorted(
        dict.fromkeys(found), key=lambda problem: (problem.file, problem.line, not problem.error, problem.text)
    )


def _place(bound: Bound, clause: str, row: int | None = None) -> tuple[str, int]:
    text = bound.texts[clause]
    return (text.file, text.line) if row is None else bound.places.get((clause, row), (text.file, text.line))


def _warn(place: tuple[str, int], text: str) -> Problem:
    return Problem(*place, text, error=False)


# ---------------------------------------------------------------- parameters


def _other_positions(pack: Pack) -> tuple[list[Bound], list[Problem]]:
    """Bodies that no default chooses are lowered only when a profile chooses them; here each is tried once."""
    bounds: list[Bound] = []
    problems: list[Problem] = []
    for name, parameter in pack.parameters.items():
        values = (
            (True, False) if parameter.kind == "yes_no" else parameter.options if parameter.kind == "choice" else ()
        )
        for value in values:
            if value == parameter.default:
                continue
            try:
                bounds.append(bind_pack(pack, Profile(extends=pack.id, parameters={name: value})))
            except PackError as error:
                shown = value if isinstance(value, str) else "yes" if value else "no"
                problems += [
                    Problem(told.file, told.line, f"{told.text} (with {name}: {shown})") for told in error.problems
                ]
    return bounds, problems


def _parameters(pack: Pack, positions: list[Bound]) -> Iterator[Problem]:
    used = READ_ELSEWHERE.union(*(position.used for position in positions))
    for name, parameter in pack.parameters.items():
        place = parameter.file, parameter.line
        if name not in used:
            yield _warn(place, f"no clause uses the parameter {name}")
        if not all(parameter.title.get(language, "").strip() for language in ("zh", "en")):
            yield _warn(place, f"{name} has no title in zh and en; people choose by it")
    for clause, text in positions[0].texts.items():
        uses = [position.uses[clause] for position in positions if clause in position.uses]
        place, listed = (text.file, text.line), set(text.parameters)
        for name in sorted(listed.difference(READ_ELSEWHERE, *(one.reached for one in uses))):
            yield _warn(place, f"{clause} lists the parameter {name}, but none of its rules needs it")
        for name in sorted(set().union(*(one.own for one in uses)) - listed):
            yield _warn(place, f"{clause} needs the parameter {name}, but does not list it")


# ---------------------------------------------------------------- acts


def _acts(pack: Pack, bound: Bound, acts: Collection[str], worded: Mapping[str, str]) -> Iterator[Problem]:
    locked = {f"text.{phrase.id}" for phrase in pack.phrases.values() if phrase.locked}
    for act, by, file, line in bound.spoken:
        if act not in acts and act not in locked:
            phrase = act.removeprefix("text.")
            if act != phrase and phrase in pack.phrases:
                yield Problem(
                    file, line, f"{act}: the phrase {phrase} is not locked, so it is never looked for; lock it."
                )
            else:
                told = f"the act {act!r} has no wording; add it to acts/, or mend the name.{suggest(act, acts)}"
                yield Problem(file, line, told)
        customers = act.rpartition(".")[2].startswith("customer_")
        said_by = worded.get(act, "customer" if customers else "agent")
        if act in acts and by in ("agent", "customer") and said_by not in (by, "both"):
            yield _warn((file, line), f"{act} is not said by the {by}, so this never matches")


# ---------------------------------------------------------------- what can never happen


def _unreachable(bound: Bound) -> Iterator[Problem]:
    for clause in bound.standard.clauses:
        if fold(clause.when) == 0:
            yield _warn(_place(bound, clause.id), f"{clause.id} never applies: its `when` is always no")
        if not clause.rows:
            yield _warn(_place(bound, clause.id), f"{clause.id} has no rule with these parameters")
        for number, row in enumerate(clause.rows):
            place = _place(bound, clause.id, number)
            pattern = trigger_of(row)
            if pattern is not None and all(fold(atom.when) == 0 for atom in pattern):
                yield _warn(place, f"{clause.id}: nothing ever matches what this rule waits for")
            if isinstance(row, Response):
                yield from _undoable(row, clause.id, place)
    for track in bound.standard.tracks:
        if isinstance(track, Flag) and not track.starts and all(fold(atom.when) == 0 for atom in track.set):
            yield _warn(("situations.yaml", 1), f"{track.name} is never set")


def _idle(pack: Pack, positions: list[Bound]) -> Iterator[Problem]:
    for name in dict.fromkeys(positions[0].idle):
        if all(name in position.idle for position in positions):
            node = pack.situations.get(name) or pack.patterns[name]
            yield _warn((node.file, node.line), f"nothing refers to {name}; remove it, or use it")


def _undoable(row: Response, clause: str, place: tuple[str, int]) -> Iterator[Problem]:
    if not row.same and row.trigger and all(_ends(atom) for atom in row.trigger):
        yield _warn(place, f"{clause}: nothing is judged after the end, so a duty that the end opens is never done")
    possible = sum(1 for goal in row.goals if goal.pattern or goal.already is not None)
    if possible < row.need:
        yield Problem(*place, f"{clause}: what this duty asks for can never be done; name what does it.")


def _ends(atom: Atom) -> bool:
    return atom.kind in ENDS or (atom.kind == "transferred" and ("mode", ("blind",)) in atom.where)


def trigger_of(row: Row) -> Pattern | None:
    """What opens or is counted by a row; None where the row has no such pattern."""
    if isinstance(row, Response | Permit | Steps):
        return row.trigger
    if isinstance(row, Never | AtMost):
        return row.pattern
    return row.opens if isinstance(row, Measure) and row.what == "duration" else None


def fold(condition: Condition | None) -> int | None:
    """What the condition always is: 0, 1 or 2; None if it depends on the conversation."""
    if condition is None:
        return 2
    if isinstance(condition, Always):
        return condition.value
    if isinstance(condition, Not):
        inner = fold(condition.of)
        return None if inner is None else 2 - inner
    if isinstance(condition, AllOf):
        parts = [fold(part) for part in condition.of]
        return (
            0
            if 0 in parts
            else (None if None in parts else min((part for part in parts if part is not None), default=2))
        )
    if isinstance(condition, AnyOf):
        parts = [fold(part) for part in condition.of]
        return (
            2
            if 2 in parts
            else (None if None in parts else max((part for part in parts if part is not None), default=0))
        )
    return None


# ---------------------------------------------------------------- contradictions


def _contradictions(bound: Bound) -> Iterator[Problem]:
    forbidden: dict[str, str] = {}
    for clause in bound.standard.clauses:
        for act in _forbidden_always(clause):
            forbidden.setdefault(act, clause.id)
    for clause in bound.standard.clauses:
        for number, row in enumerate(clause.rows):
            if isinstance(row, Response):
                yield from _demanded(row, clause.id, _place(bound, clause.id, number), forbidden)
    yield from _repeated(bound)


def _forbidden_always(clause: Clause) -> Iterator[str]:
    """Acts that the agent may never say in any conversation."""
    for row in clause.rows if clause.when is None else ():
        for atom in row.pattern if isinstance(row, Never) and not row.scope else ():
            plain = not (atom.all_of or atom.none_of or atom.ordered or atom.facts or atom.where or atom.bounds)
            if atom.kind == "said" and plain and fold(atom.when) == 2 and atom.by in (("agent",), ()):
                yield from atom.any_of


def _demanded(row: Response, clause: str, place: tuple[str, int], forbidden: dict[str, str]) -> Iterator[Problem]:
    """Goals of which too few can be done without saying what another clause forbids."""
    blocked: set[str] = set()
    free = 0
    for goal in row.goals:
        acts = [_blocking(atom, forbidden) for atom in goal.pattern]
        if acts and all(acts):
            blocked.update(*acts)
        else:
            free += 1
    if free < row.need:
        told = ", ".join(f"{act} (forbidden by {forbidden[act]})" for act in sorted(blocked))
        yield Problem(*place, f"{clause} asks for what may never be said: {told}; change one of the two.")


def _blocking(atom: Atom, forbidden: dict[str, str]) -> set[str]:
    if atom.kind != "said" or atom.by not in (("agent",), ()):
        return set()
    needed = {act for act in (*atom.all_of, *atom.ordered) if act in forbidden}
    if needed:
        return needed
    return set(atom.any_of) if atom.any_of and all(act in forbidden for act in atom.any_of) else set()


def _repeated(bound: Bound) -> Iterator[Problem]:
    """Two rules of one clause that a reader cannot tell apart."""
    for clause in bound.standard.clauses:
        seen: dict[str, int] = {}
        for number, row in enumerate(clause.rows):
            first = seen.setdefault(row.label, number)
            before, here = _place(bound, clause.id, first), _place(bound, clause.id, number)
            if first != number and before != here:
                told = f"{clause.id} has another rule of this label in line {before[1]}; reasons would look alike"
                yield _warn(here, told)


# ---------------------------------------------------------------- names and examples


def _unnamed(pack: Pack, bound: Bound) -> Iterator[Problem]:
    filled = {text.section for text in bound.texts.values()}
    for section in pack.sections:
        if section not in filled:
            yield _warn(("pack.yaml", 1), f"the section {section} has no clause")
    for clause, text in bound.texts.items():
        if not text.source:
            yield _warn(_place(bound, clause), f"{clause} names no source: where is it written?")
    missing = [message for message in MESSAGES if message not in pack.messages]
    if missing:
        yield _warn(("messages.yaml", 1), f"no wording for the reasons {', '.join(missing)}")


def _untested(pack: Pack, bound: Bound, tried: Tried) -> Iterator[Problem]:
    own = {(example.clause, example.outcome) for examples in pack.examples.values() for example in examples}
    done = own | set(tried)
    marked = {clause.id for clause in bound.standard.clauses if clause.checklist}
    for clause in bound.texts:
        for outcome in ("unknown",) if clause in marked else ("kept", "broken"):
            if (clause, outcome) not in done:
                yield _warn(_place(bound, clause), f"{clause} has no {outcome} example")
