"""The families of random cases, one for each construct: a standard, a setting and a trace that suits it.

This module refuses to judge.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.oracle.materials import Material
from tests.oracle.traces import Recipe, draw_moments, draw_setting
from tests.oracle.walks import draw_walk

from zuoxi.standard.model import (
    AtMost,
    Atom,
    Clause,
    Climb,
    Goal,
    LadderComplete,
    Measure,
    Never,
    Permit,
    ReadBack,
    Response,
    Row,
    Standard,
    Steps,
)
from zuoxi.standard.moment import Moment, Setting

PLAIN = ("answered", "held", "resumed", "sound", "recorded")
EACH = ("each", "each", "first", "idle")


@dataclass(frozen=True)
class Case:
    standard: Standard
    setting: Setting
    moments: list[Moment]


Family = Callable[[Random], Case]
FAMILIES: dict[str, Family] = {}


def family(draw: Family) -> Family:
    FAMILIES[draw.__name__] = draw
    return draw


def make_case(rng: Random, material: Material, rows: list[Row], recipe: Recipe, **clause: object) -> Case:
    clauses = [Clause(id="X", section="s", severity="minor", rows=tuple(rows), **clause)]  # type: ignore[arg-type]
    return assemble(rng, material, clauses, recipe)


def assemble(rng: Random, material: Material, clauses: list[Clause], recipe: Recipe) -> Case:
    standard = Standard(id="random", version="1.0.0", digest="", tracks=tuple(material.tracks), clauses=tuple(clauses))
    return Case(standard, draw_setting(rng, recipe.damage), draw_moments(rng, recipe))


def draw_response(material: Material, **fields: object) -> Response:
    rng = material.rng
    goals = tuple(
        Goal(pattern=material.pattern(), already=material.condition(1) if material.chance(0.2) else None)
        for _ in range(rng.choice((1, 1, 1, 2, 3)))
    )
    plain = {
        "trigger": material.pattern(),
        "goals": goals,
        "need": rng.randint(1, len(goals)),
        "each": rng.choice(EACH),
        "same": material.chance(0.2),
        "same_agent": material.chance(0.25),
    }
    return Response(**{**plain, **fields})  # type: ignore[arg-type]


# ---------------------------------------------------------------- families


@family
def response_in_time(rng: Random) -> Case:
    material = Material(rng, PLAIN)
    grace = rng.choice((None, None, 0, 1000, 2000))
    row = draw_response(material, within_ms=material.bound(), grace=grace)
    return make_case(rng, material, [row], Recipe(kinds=PLAIN))


@family
def response_in_turns(rng: Random) -> Case:
    material = Material(rng, PLAIN)
    row = draw_response(
        material,
        within_ms=rng.choice((None, None, 2000)),
        within_turns=rng.choice((None, 1, 2, 3)),
        turns_of=rng.choice(("agent", "agent", "customer")),
        deadline=rng.choice(((), material.pattern())),
        lapse=rng.choice(((), material.pattern())),
        grace=rng.choice((None, 1000, 3000)),
    )
    return make_case(rng, material, [row], Recipe(kinds=PLAIN))


@family
def permit(rng: Random) -> Case:
    material = Material(rng)
    for add, name in ((material.add_flag, "F"), (material.add_counter, "K"), (material.add_reply, "R")):
        if material.chance(0.4):
            add(name)
    ends = (Atom(kind="hung_up", by=rng.choice(((), ("agent",)))), Atom(kind="closed"))
    trigger = rng.choice((ends, ends, material.pattern()))
    row = Permit(trigger=trigger, only_if=material.condition())
    return make_case(rng, material, [row], Recipe(kinds=material.kinds, events=(0, 6)))


@family
def lasting(rng: Random) -> Case:
    material = Material(rng, PLAIN)
    row = Permit(
        trigger=rng.choice(((Atom(kind="held"),), material.pattern())),
        only_if=material.condition(1),
        lasting=material.bound(),
        until=rng.choice(((Atom(kind="resumed"),), material.pattern(), ())),
    )
    return make_case(rng, material, [row], Recipe(kinds=PLAIN, events=(1, 6)))


@family
def never(rng: Random) -> Case:
    material = Material(rng, PLAIN)
    scope = material.add_flag("F").name if material.chance(0.6) else ""
    row = Never(pattern=material.pattern(), scope=scope)
    return make_case(rng, material, [row], Recipe(kinds=PLAIN, utterances=(1, 7)))


@family
def at_most(rng: Random) -> Case:
    material = Material(rng, PLAIN)
    row = AtMost(
        pattern=material.pattern(),
        n=rng.choice((0, 1, 1, 2)),
        window=rng.choice((None, material.bound())),
        judged=rng.choice(((), material.pattern())),
    )
    return make_case(rng, material, [row], Recipe(kinds=PLAIN, acts=("a", "b", "c")))


@family
def steps(rng: Random) -> Case:
    material = Material(rng, PLAIN)
    if material.chance(0.3):
        material.add_flag("F")
    count = rng.choice((1, 2, 2, 3))
    row = Steps(
        trigger=material.pattern(),
        steps=tuple(rng.choice((material.act(act), material.pattern())) for act in rng.sample(("a", "b", "c"), count)),
        skips=tuple(material.condition(1) if material.chance(0.35) else None for _ in range(count)),
        until=rng.choice(((), material.pattern())),
        complete=material.chance(0.7),
    )
    return make_case(rng, material, [row], Recipe(kinds=PLAIN))


@family
def climb(rng: Random) -> Case:
    material = Material(rng, PLAIN)
    if material.chance(0.4):
        material.add_reply("R")
    if material.chance(0.2):
        material.add_flag("F")
    rows: list[Row] = [Climb(ladder=material.add_ladder("L").name)]
    parties = ("agent", "agent", "agent", "agent", rng.choice(("agent", "customer")), "customer", "ivr")
    recipe = Recipe(kinds=("answered", "sound", "sound"), parties=parties, acts=("a", "b", "c", "d"), length=12000)
    recipe.ends = ("agent", "agent", "agent", "customer", "nobody", "dropped", "none")
    return make_case(rng, material, rows, recipe)


@family
def ladder_complete(rng: Random) -> Case:
    material = Material(rng, PLAIN)
    if material.chance(0.5):
        material.add_reply("R")
    material.add_ladder("L")
    row = Permit(trigger=rng.choice(((Atom(kind="hung_up"),), material.pattern())), only_if=material.condition(1))
    recipe = Recipe(kinds=("answered", "sound"), parties=("agent", "agent", "agent", "customer"), length=12000)
    recipe.ends = ("agent", "agent", "nobody", "none")
    recipe.damage = rng.choice((0.5, 2.0))
    return make_case(rng, material, [row], recipe)


@family
def climb_on_purpose(rng: Random) -> Case:
    material = Material(rng, PLAIN)
    if material.chance(0.5):
        material.add_reply("R")
    ladder = material.add_ladder("L")
    trigger = rng.choice(((Atom(kind="hung_up"),), (Atom(kind="voice", by=("agent",)),)))
    rows: list[Row] = [Climb(ladder="L"), Permit(trigger=trigger, only_if=LadderComplete("L"))]
    case = make_case(rng, material, rng.sample(rows, 1), Recipe(damage=0.3))
    return Case(case.standard, case.setting, draw_walk(rng, ladder))


@family
def read_back(rng: Random) -> Case:
    material = Material(rng, PLAIN)
    kinds = rng.choice((("phone",), ("phone", "order"), ("phone", "order")))
    row = ReadBack(kinds=kinds, deny=("d",), grace=rng.choice((None, 0, 1000, 3000)))
    recipe = Recipe(kinds=("recorded",), facts=True, acts=("a", "d"), events=(0, 2), utterances=(2, 10))
    recipe.damage = 0.7
    return make_case(rng, material, [row], recipe)


@family
def duration(rng: Random) -> Case:
    material = Material(rng, PLAIN)
    most = rng.choice((None, material.bound()))
    least = material.bound() if most is None else rng.choice((None, most // 2))
    row = Measure(
        what="duration",
        opens=rng.choice(((Atom(kind="held"),), material.pattern())),
        closes=rng.choice(((Atom(kind="resumed"),), material.pattern())),
        at_least=least,
        at_most=most,
        ignore_under=rng.choice((0, 0, 1000 if most is None else min(most, 1000))),
    )
    return make_case(rng, material, [row], Recipe(kinds=("held", "resumed", "answered"), events=(1, 6)))


@family
def numbers(rng: Random) -> Case:
    material = Material(rng, PLAIN)
    by = rng.choice(("agent", "agent", "customer"))
    row = rng.choice(
        (
            Measure(what="speech_rate", by=by, at_least=rng.choice((None, 150, 300)), at_most=rng.choice((360, 480))),
            Measure(what="longest_silence", by=by, at_most=material.bound()),
            Measure(what="interruptions", by=by, at_most=rng.choice((0, 0, 1))),
        )
    )
    return make_case(rng, material, [row], Recipe(kinds=("held", "resumed", "muted", "unmuted", "answered")))


@family
def replies(rng: Random) -> Case:
    material = Material(rng, PLAIN)
    material.add_reply("R", rng.choice((("customer",), ("customer",), ("customer", "other"))))
    material.clauses = []
    row = Permit(trigger=rng.choice((material.act("d"), (Atom(kind="hung_up"),))), only_if=material.condition(0))
    return make_case(rng, material, [row], Recipe(kinds=("answered",), events=(0, 1), utterances=(3, 10)))


@family
def matches(rng: Random) -> Case:
    """Atoms of every shape in each role."""
    kinds = ("rated", "rated", "recorded", "sound", "held")
    material = Material(rng, kinds)
    atoms = tuple(rng.choice((material.words(), material.event())) for _ in range(rng.choice((1, 1, 2))))
    rows: list[Row] = [
        Never(pattern=atoms),
        Permit(trigger=atoms, only_if=material.condition(1)),
        Response(trigger=(Atom(kind="said", any_of=("d",)),), goals=(Goal(pattern=atoms),), need=1),
    ]
    recipe = Recipe(kinds=kinds, facts=True, events=(1, 5), ends=("agent", "customer", "none"))
    return make_case(rng, material, rng.sample(rows, 1), recipe)


@family
def memory(rng: Random) -> Case:
    """Flags, counters and replies with resets and doubt, read at every utterance of the other side."""
    material = Material(rng, PLAIN)
    add = rng.choice((material.add_flag, material.add_counter, material.add_counter, material.add_reply))
    add("M")
    read = (*material.act("d", "agent", "customer"), Atom(kind="answered"))
    row = Permit(trigger=read, only_if=material.memory())
    recipe = Recipe(kinds=("answered", "held", "resumed", "sound"), acts=("a", "b", "c", "d"), utterances=(3, 10))
    recipe.damage = 2.0
    return make_case(rng, material, [row], recipe)


@family
def turns(rng: Random) -> Case:
    """Flags that enter and leave, with rows that hang on it."""
    material = Material(rng, PLAIN)
    material.add_flag("F", depth=1)
    if material.chance(0.7):
        material.add_flag("G", depth=1)
    if material.chance(0.3):
        material.add_counter("K")
    enters = (Atom(kind=rng.choice(("enter", "leave")), name="F"),)
    rows: list[Row] = [
        draw_response(material, trigger=enters, within_ms=rng.choice((None, material.bound()))),
        Permit(trigger=enters, only_if=material.condition()),
        Permit(trigger=material.pattern(), only_if=material.condition()),
    ]
    return make_case(rng, material, rng.sample(rows, 1), Recipe(kinds=PLAIN, acts=("a", "b", "c")))


@family
def references(rng: Random) -> Case:
    """Clauses that ask what others have come to, with guards at the start and several rows."""
    material = Material(rng, PLAIN)
    if material.chance(0.5):
        material.add_flag("F")
    clauses: list[Clause] = []
    for name in ("A", "B", "C")[: rng.choice((2, 3))]:
        rows = [draw_row(material) for _ in range(rng.choice((1, 1, 2)))]
        when = material.attribute() if material.chance(0.2) else None
        needs = (rng.choice(("hold", "screen")),) if material.chance(0.2) else ()
        clauses.append(Clause(id=name, section="s", severity="minor", rows=tuple(rows), when=when, needs=needs))
        material.clauses.append(name)
        if name == "A" and material.chance(0.3):
            material.add_flag("G", depth=1)
    return assemble(rng, material, clauses, Recipe(kinds=PLAIN, damage=0.5))


def draw_row(material: Material) -> Row:
    rng = material.rng
    draw = rng.randrange(6)
    if draw == 0:
        return draw_response(material, within_ms=rng.choice((None, material.bound())))
    if draw == 1:
        return Permit(trigger=material.pattern(), only_if=material.condition())
    if draw == 2:
        return Never(pattern=material.pattern())
    if draw == 3:
        return AtMost(pattern=material.pattern(), n=1)
    if draw == 4:
        return Permit(trigger=material.pattern(), only_if=material.condition(), lasting=1000, until=material.pattern())
    skips = (material.condition(1), None)
    return Steps(trigger=material.pattern(), steps=(material.pattern(), material.pattern()), skips=skips)
