"""Plans: for each shape of moment, the calls that it leads to; made when the first moment of the shape comes.

What a moment's kind, party and acts decide is decided once per shape, not once per moment. A plan depends on what the source
shows and on which clauses are switched off; it refuses to hold anything of a conversation.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar, cast

from zuoxi.standard.interest import Interest
from zuoxi.standard.ladders import LadderForm, LadderView
from zuoxi.standard.matching import Test
from zuoxi.standard.memory import CounterMemory, FlagMemory, Memory, ReplyMemory
from zuoxi.standard.model import Counter, Flag, Reply
from zuoxi.standard.moment import TERMINAL_KINDS, Moment
from zuoxi.standard.narrowing import CONSTANTS, ShapeKey, shape_key
from zuoxi.standard.row_base import Call, Desk, Form, Place
from zuoxi.standard.tracks import TrackForm

M = TypeVar("M", FlagMemory, CounterMemory, ReplyMemory)
T = TypeVar("T")
_ROWS, _TRACKS, _LADDERS = 0, 1, 2
_LIMIT, _DESKS = 8192, 64
_SOUNDS = frozenset({"voice", "said", "gap", "answered"})
#: a memory's number, its test of adding and of taking away
Update = tuple[int, Test, Test]
#: a change of a memory: one that asks the state, or one that does not
Change = tuple[Update | None, Call | None]


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
        #: the acts that each row, track and ladder speaks of
        self.acts: tuple[list[frozenset[str]], list[frozenset[str]], list[frozenset[str]]] = ([], [], [])


class Rest:
    """What a moment does besides concerning rows. after: changes that ask nothing of the state, once ladders have moved."""

    __slots__ = ("after", "ends", "ladders", "recorded", "sounds", "updates")

    def __init__(self, updates: tuple[Update, ...], after: tuple[Call, ...], ladders: tuple[tuple[int, LadderView], ...],
                 kind: str, hears: bool) -> None:  # fmt: skip
        self.updates = updates
        self.after = after
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


class Known(Generic[T]):
    """What rows, tracks or ladders do about shapes of moment: each is asked once for those acts that it speaks of."""

    __slots__ = ("ask", "known", "spoken_of")

    def __init__(self, spoken_of: list[frozenset[str]], ask: Callable[[int, Moment], T | None]) -> None:
        self.spoken_of = spoken_of
        self.ask = ask
        self.known: dict[
            tuple[str, str | None, bool, bool, bool, str], dict[tuple[int, tuple[str, ...]], T | None]
        ] = {}

    def find(self, numbers: tuple[int, ...], shape: Moment, flag: str = "") -> tuple[T, ...]:
        """Those of `numbers` that the shape matters to; `flag`: of an enter or leave."""
        acts = shape.acts
        known = self.known.setdefault((shape.kind, shape.party, shape.doubtful, shape.content, shape.heard, flag), {})
        found: list[T] = []
        for number in numbers:
            own = self.spoken_of[number]
            part = (number, tuple([act for act in acts if act in own]) if acts else acts)
            try:
                item = known[part]
            except KeyError:
                item = known[part] = self.ask(number, shape)
            if item is not None:
                found.append(item)
        return tuple(found)


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
        self.rows = Known(parts.acts[_ROWS], self._ask_row)
        self.ladders = Known(parts.acts[_LADDERS], self._ask_ladder)
        self.tracks = Known(parts.acts[_TRACKS], self._ask_track)
        self.size = 0
        self.virtual: dict[tuple[str, ShapeKey], tuple[Call, ...]] = {}

    def make(self, moment: Moment) -> Plan:
        """The plan for moments of this shape, kept for the next."""
        kind, parts = moment.kind, self.parts
        calls = self.rows.find(parts.row_interest.of(moment), moment)
        ladders = self.ladders.find(parts.ladder_interest.of(moment), moment)
        updates: list[Update] = []
        sure: list[Call] = []
        for update, change in self.tracks.find(parts.track_interest.of(moment), moment):
            if update is not None:
                updates.append(update)
            if change is not None:
                sure.append(change)
        if ladders or updates:
            rest = Rest(tuple(updates), tuple(sure), ladders, kind, parts.hears)
        else:
            calls = (*calls, *sure)
            rest = Rest((), (), (), kind, parts.hears)
        plan = QUIET if not calls and rest.empty else Plan(calls, None if rest.empty else rest)
        self._keep(moment, plan)
        return plan

    def _ask_row(self, number: int, shape: Moment) -> Call | None:
        place = self.parts.places[number]
        return None if place.clause in self.off else self.parts.rows[number].call(place, shape, self.shows)

    def _ask_ladder(self, number: int, shape: Moment) -> tuple[int, LadderView] | None:
        view = self.parts.ladders[number].view(shape)
        return None if view is None else (number, view)

    def _ask_track(self, number: int, shape: Moment) -> Change | None:
        form = self.parts.tracks[number]
        concern = form.concern(shape)
        if concern is None:
            return None
        adds, reset = concern
        if adds[1] or reset[1] or self._watched(number):
            return (number, adds[1] or CONSTANTS[adds[0]], reset[1] or CONSTANTS[reset[0]]), None
        return None, _change(form, adds[0], reset[0])

    def _keep(self, moment: Moment, plan: Plan) -> None:
        if self.size >= _LIMIT:
            self.size = 0
            self.spoken.clear()
            self.others.clear()
            for known in (self.rows.known, self.ladders.known, self.tracks.known):
                known.clear()
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
            numbers = self.parts.row_interest.of(moment)
            found = self.virtual[key] = self.rows.find(numbers, moment, moment.details["flag"])
        return found

    def _watched(self, number: int) -> bool:
        """Whether a row waits for the track to be entered or left."""
        name, names = self.parts.tracks[number].track.name, self.parts.row_interest.names
        return ("enter", name) in names or ("leave", name) in names


def _change(form: TrackForm, adds: int, reset: int) -> Call:
    """A change that asks nothing of the state."""
    name = form.track.name

    def set_flag(moment: Moment, desk: Desk) -> None:
        desk.flags[name].set_surely(moment)

    def change_flag(moment: Moment, desk: Desk) -> None:
        desk.flags[name].update(adds, reset, moment)

    def change_counter(moment: Moment, desk: Desk) -> None:
        desk.counters[name].update(adds, reset)

    def answer(moment: Moment, desk: Desk) -> None:
        memory = desk.replies[name]
        if memory.asked:
            memory.update(moment, 0, 0, desk.tick)

    def change_reply(moment: Moment, desk: Desk) -> None:
        desk.replies[name].update(moment, adds, reset, desk.tick)

    if isinstance(form.track, Flag):
        return set_flag if adds == 2 else change_flag
    if isinstance(form.track, Counter):
        return change_counter
    return change_reply if adds or reset else answer
