"""Random pieces of standards: patterns, conditions and tracks over the small alphabet of the traces.

This module refuses to draw rows: each family chooses its own.
"""

from __future__ import annotations

from random import Random

from zuoxi.standard.model import (
    AllOf,
    Always,
    AnyOf,
    Atom,
    Attribute,
    ByParty,
    Condition,
    Counted,
    Counter,
    Flag,
    FlagSet,
    Ladder,
    LadderComplete,
    Not,
    OutcomeIs,
    Pattern,
    Replied,
    Reply,
    Shown,
    Silent,
    Step,
    TimeOfDay,
    Track,
)

BOUNDS = (0, 500, 1000, 1500, 2000, 3000, 4000)
PARTY_SETS: tuple[tuple[str, ...], ...] = (
    ("agent",),
    ("agent",),
    ("customer",),
    ("customer",),
    ("agent", "customer"),
    (),
)
EVENTS = ("answered", "held", "resumed", "sound", "recorded", "rang", "muted", "transferred", "record_opened", "rated")


class Material:
    """Draws pieces; `tracks` and `clauses` are the names that conditions may speak of."""

    def __init__(self, rng: Random, kinds: tuple[str, ...] = EVENTS) -> None:
        self.rng = rng
        self.kinds = kinds
        self.tracks: list[Track] = []
        self.clauses: list[str] = []

    def bound(self) -> int:
        return max(0, self.rng.choice(BOUNDS) + self.rng.choice((0, 0, 0, 0, 0, 1, -1)))

    def chance(self, of: float) -> bool:
        return self.rng.random() < of

    def names(self, kind: type[Track]) -> list[str]:
        return [track.name for track in self.tracks if isinstance(track, kind)]

    # ------------------------------------------------------------ patterns

    def pattern(self, depth: int = 1, turns: bool = True) -> Pattern:
        """One or two atoms; `turns` allows enter and leave of flags."""
        return tuple(self.atom(depth, turns) for _ in range(self.rng.choice((1, 1, 1, 2))))

    def atom(self, depth: int = 1, turns: bool = True) -> Atom:
        flags = self.names(Flag)
        draw = self.rng.random()
        when = self.condition(depth) if depth and self.chance(0.15) else None
        if turns and flags and draw < 0.2:
            return Atom(kind=self.rng.choice(("enter", "enter", "leave")), name=self.rng.choice(flags), when=when)
        if draw < 0.75:
            return self.words(when)
        if draw < 0.85:
            return Atom(kind="voice", by=self.rng.choice(PARTY_SETS), when=when)
        return self.event(when)

    def words(self, when: Condition | None = None, by: tuple[str, ...] | None = None) -> Atom:
        rng = self.rng
        parties = rng.choice(PARTY_SETS) if by is None else by
        plain = {"kind": "said", "by": parties, "when": when, "heard": self.chance(0.8), "content": self.chance(0.3)}
        acts = rng.sample(("a", "b", "c", "d"), 2)
        shape = rng.random()
        if shape < 0.6:
            return Atom(**plain, any_of=tuple(acts[: rng.choice((1, 1, 2))]))  # type: ignore[arg-type]
        if shape < 0.68:
            return Atom(**plain, all_of=tuple(acts))  # type: ignore[arg-type]
        if shape < 0.76:
            return Atom(**plain, ordered=tuple(acts))  # type: ignore[arg-type]
        if shape < 0.82:
            return Atom(**plain, none_of=(acts[0],))  # type: ignore[arg-type]
        if shape < 0.87:
            return Atom(**plain, where=(("a.argument", (rng.choice(("x", "*")),)),))  # type: ignore[arg-type]
        if shape < 0.92:
            return Atom(**{**plain, "content": False}, wordless=True)  # type: ignore[arg-type]
        if shape < 0.96:
            return Atom(**plain, facts=("phone",))  # type: ignore[arg-type]
        return Atom(**plain)  # type: ignore[arg-type]

    def event(self, when: Condition | None = None, kind: str = "") -> Atom:
        kind = kind or self.rng.choice(self.kinds)
        by = self.rng.choice(((), (), ("agent",), ("customer",)))
        if kind == "rated":
            return Atom(kind=kind, by=by, bounds=(("score", self.rng.choice((None, 2)), 4),), when=when)
        if kind == "sound":
            return Atom(kind=kind, by=by, where=(("quality", (self.rng.choice(("clear", "*")),)),), when=when)
        return Atom(kind=kind, by=by, when=when)

    def act(self, name: str, *by: str) -> Pattern:
        return (Atom(kind="said", by=by or ("agent",), any_of=(name,), heard=self.chance(0.9)),)

    # ------------------------------------------------------------ conditions

    def condition(self, depth: int = 2) -> Condition:
        rng = self.rng
        if depth and self.chance(0.35):
            inner = tuple(self.condition(depth - 1) for _ in range(rng.choice((0, 1, 2, 2))))
            return rng.choice((Not(self.condition(depth - 1)), AllOf(inner), AnyOf(inner)))
        choices: list[Condition] = [
            Always(rng.choice((0, 1, 2))),
            Silent(self.bound()),
            Silent(self.bound()),
            self.time_of_day(),
            self.attribute(),
            Shown(rng.choice(("hold", "screen"))),
            ByParty(rng.choice(("agent", "customer"))),
        ]
        choices += [self.memory() for _ in range(2 * len(self.tracks))]
        for name in self.clauses * 3:
            choices.append(OutcomeIs(name, tuple(rng.sample(("kept", "broken", "unknown", "not_applicable"), 2))))
        return rng.choice(choices)

    def memory(self) -> Condition:
        """A condition that asks a track."""
        rng = self.rng
        choices: list[Condition] = []
        for track in self.tracks:
            if isinstance(track, Flag):
                choices.append(FlagSet(track.name, *(rng.choice((None, self.bound())) for _ in range(2))))
            elif isinstance(track, Counter):
                least = rng.choice((None, 1, 2))
                choices.append(Counted(track.name, least, rng.choice((None, 2)) if least else rng.choice((0, 1))))
            elif isinstance(track, Reply):
                choices.append(Replied(track.name, rng.choice(("yes", "no", "other", "none"))))
            else:
                choices.append(LadderComplete(track.name))
        return rng.choice(choices)

    def time_of_day(self) -> Condition:
        windows = self.rng.choice((((0, 1),), ((1439, 1440),), ((0, 720),), ((1020, 1140), (1439, 1440))))
        return TimeOfDay(windows, self.rng.choice(("organisation", "customer")))

    def attribute(self) -> Condition:
        rng = self.rng
        name = rng.choice(("topic", "topic", "phone", "direction", "channel", "nothing"))
        return rng.choice(
            (
                Attribute(name),
                Attribute(name, "is", (rng.choice(("x", "inbound")),)),
                Attribute(name, "in", ("x", "y", "phone")),
                Attribute("queue", "covers", ("topic",)),
            )
        )

    # ------------------------------------------------------------ tracks

    def add_flag(self, name: str, depth: int = 0) -> Flag:
        reset = self.pattern(depth, turns=False) if self.chance(0.7) else ()
        flag = Flag(name=name, set=self.pattern(depth, turns=False), reset=reset, starts=self.chance(0.2))
        self.tracks.append(flag)
        return flag

    def add_counter(self, name: str) -> Counter:
        reset = self.pattern(0, turns=False) if self.chance(0.4) else ()
        counter = Counter(name=name, of=self.pattern(0, turns=False), reset=reset)
        self.tracks.append(counter)
        return counter

    def add_reply(self, name: str, by: tuple[str, ...] = ("customer",)) -> Reply:
        reset = self.pattern(0, turns=False) if self.chance(0.4) else ()
        within = self.rng.choice((1, 1, 2, 3))
        to = (*self.act("a"), Atom(kind="sound", by=("agent",))) if self.chance(0.3) else self.act("a")
        reply = Reply(name=name, to=to, yes=("b",), no=("c",), by=by, within=within, reset=reset)
        self.tracks.append(reply)
        return reply

    def add_ladder(self, name: str) -> Ladder:
        """Two to four steps; with a reply the second step is its yes."""
        rng = self.rng
        replies = self.names(Reply)
        steps = [
            Step(say=self.act(act), pause=rng.choice((0, 500, 1000, 2000)))
            for act in rng.sample(("a", "a", "b", "c"), rng.choice((1, 2, 2, 3)))
        ]
        if replies and self.chance(0.7):
            steps[0] = Step(say=self.act("a"), pause=rng.choice((0, 500)))
            steps.insert(1, Step(reply=rng.choice(replies), pause=rng.choice((0, 500, 1000))))
        if self.chance(0.4):
            gathered = tuple(
                Atom(kind="said", by=("agent",), all_of=tuple(rng.sample(("a", "b", "c", "d"), 2)))
                for _ in range(rng.choice((1, 1, 2)))
            )
            steps[-1] = Step(say=gathered, pause=rng.choice((0, 500, 1000)), gather=True)
        reset: tuple[Pattern, ...] = (
            (Atom(kind="voice", by=("customer",)),),
            self.act("d", "customer"),
            (Atom(kind="sound", by=("customer",)), *self.act("d", "customer")),
            (),
        )
        ladder = Ladder(
            name=name,
            steps=tuple(steps),
            reset=rng.choice(reset),
            recognised=self.recognised(),
            by_pause=self.chance(0.4),
            silent_end=self.chance(0.4),
            within=self.condition(1) if self.chance(0.2) else None,
        )
        self.tracks.append(ladder)
        return ladder

    def recognised(self) -> Pattern:
        if self.chance(0.4):
            return ()
        sound = Atom(kind="sound", where=(("quality", ("weak",)),))
        return self.rng.choice(((sound,), self.act("b"), (sound, *self.act("c", "customer"))))
