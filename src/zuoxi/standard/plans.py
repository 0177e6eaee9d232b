"""Plans: for each shape of moment, the calls that it leads to; made when the first moment of the shape comes.

What a moment's kind, party and acts decide is decided once per shape, not once per moment. A plan depends on what the source
shows and on which clauses are switched off; it refuses to hold anything of a conversation.
"""

from __future__ import annotations

from typing import Generic, TypeVar, cast

from zuoxi.standard.interest import Interest
from zuoxi.standard.ladders import LadderForm
from zuoxi.standard.matching import Test
from zuoxi.standard.memory import CounterMemory, FlagMemory, Memory, ReplyMemory
from zuoxi.standard.model import Counter, Flag, Reply
from zuoxi.standard.moment import TERMINAL_KINDS, Moment
from zuoxi.standard.narrowing import CONSTANTS, ShapeKey, shape_key
from zuoxi.standard.row_base import Call, Desk, Form, Place
from zuoxi.standard.tracks import TrackForm

M = TypeVar("M", FlagMemory, CounterMemory, ReplyMemory)
_LIMIT, _DESKS = 4096, 64
_SOUNDS = frozenset({"voice", "said", "gap", "answered"})
#: a memory's number, its test of adding and of taking away
Update = tuple[int, Test, Test]


class Parts:
    """What a program is made of, as far as plans look at it."""

    def __init__(self, needs: tuple[tuple[str, ...], ...]) -> None:
        self.needs = needs
        self.rows: list[Form] = []
        self.places: list[Place] = []
        self.tracks: list[TrackForm] = []
        self.ladders: list[LadderForm] = []
        self.row_interest = Interest()
        self.track_interest = Interest()
        self.ladder_interest = Interest()
        self.hears = True


class Rest:
    """What a moment does besides concerning rows."""

    __slots__ = ("ends", "ladders", "recorded", "sounds", "updates")

    def __init__(self, updates: tuple[Update, ...], ladders: tuple[int, ...], kind: str, hears: bool) -> None:
        self.updates = updates
        self.ladders = ladders
        self.sounds = hears and kind in _SOUNDS
        self.recorded = kind == "recorded"
        self.ends = kind in TERMINAL_KINDS

    @property
    def empty(self) -> bool:
        return not (self.updates or self.ladders or self.sounds or self.recorded or self.ends)


class Plan:
    """The calls in order, as one; then the rest."""

    __slots__ = ("act", "rest")

    def __init__(self, calls: tuple[Call, ...], rest: Rest | None) -> None:
        self.act = calls[0] if len(calls) == 1 else _in_turn(calls)
        self.rest = rest


def _in_turn(calls: tuple[Call, ...]) -> Call:
    def act(moment: Moment, desk: Desk) -> None:
        for call in calls:
            call(moment, desk)

    return act


#: the plan of every moment that concerns nobody
QUIET = Plan((), None)


class Sight:
    """A program under what a source shows."""

    def __init__(self, parts: Parts, shows: frozenset[str]) -> None:
        self.parts = parts
        self.shows = shows
        self.makers = tuple(form.maker(shows) for form in parts.tracks)
        self.flags: Named[FlagMemory] = Named(parts, Flag)
        self.counters: Named[CounterMemory] = Named(parts, Counter)
        self.only_flags = all(isinstance(form.track, Flag) for form in parts.tracks)
        self.replies: Named[ReplyMemory] = Named(parts, Reply)
        self.desks: dict[tuple[int, ...], Plans] = {}

    def without(self, off: tuple[int, ...]) -> Plans:
        """The plans where these clauses are switched off."""
        found = self.desks.get(off)
        if found is None:
            if len(self.desks) >= _DESKS:
                self.desks.clear()
            found = self.desks[off] = Plans(self.parts, self.shows, frozenset(off))
        return found


class Named(Generic[M]):
    """The memories of one kind by name."""

    __slots__ = ("all", "names", "numbers")

    def __init__(self, parts: Parts, kind: type) -> None:
        tracks = [(form.track, number) for number, form in enumerate(parts.tracks)]
        self.names = tuple(track.name for track, _ in tracks if isinstance(track, kind))
        self.numbers = tuple(number for track, number in tracks if isinstance(track, kind))
        self.all = len(self.names) == len(tracks)

    def pick(self, memories: list[Memory]) -> dict[str, M]:
        """Those of this kind among all memories of a conversation."""
        if self.all:
            return cast("dict[str, M]", dict(zip(self.names, memories)))  # noqa: B905
        found = [memories[number] for number in self.numbers]
        return cast("dict[str, M]", dict(zip(self.names, found, strict=True)))


class Plans:
    """The plans of all shapes of moment that have come."""

    def __init__(self, parts: Parts, shows: frozenset[str], off: frozenset[int]) -> None:
        self.parts = parts
        self.shows = shows
        hidden = [(clause, [need for need in needs if need not in shows]) for clause, needs in enumerate(parts.needs)]
        #: clauses that cannot be judged, and what they lack
        self.missing = tuple((clause, kinds[0]) for clause, kinds in hidden if kinds and clause not in off)
        self.off = off | {clause for clause, _ in self.missing}
        places = zip(parts.places, parts.rows, strict=True)
        self.loud = tuple(
            place.number for place, form in places if place.clause not in self.off and form.is_loud(shows)
        )
        #: utterances with acts, plainly heard, by party and acts; every other shape
        self.spoken: dict[str | None, dict[tuple[str, ...], Plan]] = {}
        self.others: dict[ShapeKey, Plan] = {}
        self.size = 0
        self.virtual: dict[tuple[str, ShapeKey], tuple[Call, ...]] = {}

    def make(self, moment: Moment) -> Plan:
        """The plan for moments of this shape, kept for the next."""
        kind, parts = moment.kind, self.parts
        ladders = parts.ladder_interest.of(moment)
        concerned = [(number, parts.tracks[number].concern(moment)) for number in parts.track_interest.of(moment)]
        changes = [(number, *concern) for number, concern in concerned if concern is not None]
        calls = self._calls(parts.row_interest.of(moment), moment)
        updates: list[Update] = []
        if ladders or any(adds[1] or reset[1] or self._watched(number) for number, adds, reset in changes):
            updates = [(n, a[1] or CONSTANTS[a[0]], r[1] or CONSTANTS[r[0]]) for n, a, r in changes]
        else:
            calls = (*calls, *(_change(number, adds[0], reset[0], parts.tracks[number]) for number, adds, reset in changes))
        rest = Rest(tuple(updates), ladders, kind, parts.hears)
        plan = QUIET if not calls and rest.empty else Plan(calls, None if rest.empty else rest)
        self._keep(moment, plan)
        return plan

    def _keep(self, moment: Moment, plan: Plan) -> None:
        if self.size >= _LIMIT:
            self.size = 0
            self.spoken.clear()
            self.others.clear()
        self.size += 1
        if moment.acts and moment.content and moment.heard and not moment.doubtful and moment.kind == "said":
            self.spoken.setdefault(moment.party, {})[moment.acts] = plan
        else:
            self.others[shape_key(moment)] = plan

    def calls_of(self, moment: Moment) -> tuple[Call, ...]:
        """What the rows do when a flag is entered or left."""
        key = (moment.details["flag"], shape_key(moment))
        found = self.virtual.get(key)
        if found is None:
            if len(self.virtual) >= _LIMIT:
                self.virtual.clear()
            found = self.virtual[key] = self._calls(self.parts.row_interest.of(moment), moment)
        return found

    def _calls(self, numbers: tuple[int, ...], shape: Moment) -> tuple[Call, ...]:
        parts, off = self.parts, self.off
        found = (
            parts.rows[number].call(parts.places[number], shape, self.shows)
            for number in numbers
            if parts.places[number].clause not in off
        )
        return tuple(call for call in found if call is not None)

    def _watched(self, number: int) -> bool:
        """Whether a row waits for the track to be entered or left."""
        name, names = self.parts.tracks[number].track.name, self.parts.row_interest.names
        return ("enter", name) in names or ("leave", name) in names


def _change(number: int, adds: int, reset: int, form: TrackForm) -> Call:
    """A change that asks nothing of the state."""

    def set_flag(moment: Moment, desk: Desk) -> None:
        memory = desk.memories[number]
        assert isinstance(memory, FlagMemory)
        memory.set_surely(moment)

    def change(moment: Moment, desk: Desk) -> None:
        memory = desk.memories[number]
        if isinstance(memory, FlagMemory):
            memory.update(adds, reset, moment)
        elif isinstance(memory, CounterMemory):
            memory.update(adds, reset)
        else:
            memory.update(moment, adds, reset, desk.tick)

    return set_flag if isinstance(form.track, Flag) and adds == 2 else change
