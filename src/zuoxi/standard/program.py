"""A standard compiled once: forms of rows, tracks and ladders, and the dispatch table.

What a moment is decides who wants to see it; the table is filled as moments come. A program holds no state of any
conversation.
"""

from __future__ import annotations

from zuoxi.standard.ladders import LadderForm
from zuoxi.standard.matching import FIRE, HOLD, Test, compile_condition, compile_pattern
from zuoxi.standard.model import (
    AtMost,
    Climb,
    Counter,
    Flag,
    Ladder,
    Measure,
    Never,
    Pattern,
    Permit,
    ReadBack,
    Reply,
    Response,
    Standard,
    Steps,
)
from zuoxi.standard.moment import Moment
from zuoxi.standard.read_back import ReadBackForm
from zuoxi.standard.response import ResponseForm
from zuoxi.standard.rows import AtMostForm, NeverForm, PermitForm
from zuoxi.standard.sequences import ClimbForm, MeasureForm, StepsForm

RowForm = ResponseForm | PermitForm | NeverForm | AtMostForm | StepsForm | ClimbForm | ReadBackForm | MeasureForm
_FORMS = {
    Response: ResponseForm, Permit: PermitForm, Never: NeverForm, AtMost: AtMostForm, Steps: StepsForm,
    Climb: ClimbForm, ReadBack: ReadBackForm, Measure: MeasureForm,
}  # fmt: skip
_CACHE_LIMIT = 20_000
Interested = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]


class TrackForm:
    """A compiled flag, counter or reply: what adds (set, of, to) and what takes away (reset)."""

    __slots__ = ("adds", "adds_pattern", "reset", "reset_pattern", "track")

    def __init__(self, track: Flag | Counter | Reply) -> None:
        self.track = track
        adds = track.set if isinstance(track, Flag) else (track.of if isinstance(track, Counter) else track.to)
        self.adds_pattern: Pattern = adds
        self.reset_pattern: Pattern = track.reset
        self.adds: Test | None = compile_pattern(adds, FIRE if isinstance(track, Counter) else HOLD)
        self.reset: Test | None = compile_pattern(track.reset, FIRE)


class Interest:
    """Which things (rows or tracks, by number) want to see which moments."""

    def __init__(self) -> None:
        self.kinds: dict[str, set[int]] = {}
        self.acts: dict[tuple[str, str], set[int]] = {}
        self.parties: dict[str, set[int]] = {}
        self.gaps: set[int] = set()
        self.doubt: dict[str, set[int]] = {}
        self.names: dict[tuple[str, str], set[int]] = {}

    def add(self, pattern: Pattern, number: int) -> None:
        for atom in pattern:
            if atom.kind in ("enter", "leave"):
                self.names.setdefault((atom.kind, atom.name), set()).add(number)
            elif atom.kind != "said":
                self.kinds.setdefault(atom.kind, set()).add(number)
            else:
                self.gaps.add(number)
                for party in atom.by or ("",):
                    acts = atom.any_of or atom.all_of[:1] or atom.ordered[:1]
                    if not acts:
                        self.parties.setdefault(party, set()).add(number)
                    for act in acts:
                        self.acts.setdefault((party, act), set()).add(number)
                    self.doubt.setdefault(party, set()).add(number)

    def add_all_said(self, party: str, number: int) -> None:
        self.parties.setdefault(party, set()).add(number)
        self.doubt.setdefault(party, set()).add(number)

    def of(self, moment: Moment) -> tuple[int, ...]:
        kind = moment.kind
        if kind == "said":
            return self._said(moment)
        if kind == "gap":
            return tuple(sorted(self.gaps))
        if kind in ("enter", "leave"):
            return tuple(sorted(self.names.get((kind, moment.details["flag"]), ())))
        return tuple(sorted(self.kinds.get(kind, ())))

    def _said(self, moment: Moment) -> tuple[int, ...]:
        found: set[int] = set()
        party = moment.party or ""
        parties = ("", party) if moment.party is not None else ("", *self.doubt)
        for name in parties:
            if moment.doubtful:
                found |= self.doubt.get(name, set())
            found |= self.parties.get(name, set())
            for act in moment.acts:
                found |= self.acts.get((name, act), set())
        return tuple(sorted(found))


class Program:
    """A standard, compiled. Shared by any number of kernels; holds only a cache besides."""

    def __init__(self, standard: Standard) -> None:
        self.standard = standard
        self.tracks: list[TrackForm] = []
        self.ladders: list[LadderForm] = []
        self.row_interest = Interest()
        self.track_interest = Interest()
        self.ladder_interest = Interest()
        self.rows: list[tuple[int, int, RowForm]] = []
        self.climbs: dict[str, list[int]] = {}
        self.loud: dict[frozenset[str], frozenset[int]] = {}
        for track in standard.tracks:
            if isinstance(track, Ladder):
                self._add_ladder(LadderForm(track))
            else:
                self._add_track(TrackForm(track))
        for number, clause in enumerate(standard.clauses):
            for index, row in enumerate(clause.rows):
                self._add_row(number, index, _FORMS[type(row)](row))
        self.tests = tuple((form.adds, form.reset) for form in self.tracks)
        self.hears = self._needs_hearing()
        self.whens = [compile_condition(c.when) if c.when is not None else None for c in standard.clauses]
        self.clause_numbers = {clause.id: number for number, clause in enumerate(standard.clauses)}
        self.cache: dict[tuple[str, str | None, tuple[str, ...], bool], Interested] = {}

    def loud_rows(self, shows: frozenset[str]) -> frozenset[int]:
        """Rows that have something to say at the close even if no moment ever concerned them."""
        found = self.loud.get(shows)
        if found is None:
            found = frozenset(number for number, (_, _, form) in enumerate(self.rows) if form.is_loud(shows))
            self.loud[shows] = found
        return found

    def _needs_hearing(self) -> bool:
        """Whether anything asks who is speaking: silences, ladders, timed verdicts that wait for an utterance."""
        if self.ladders or any(isinstance(form, MeasureForm) for _, _, form in self.rows):
            return True
        return "Silent(" in repr(self.standard) or any(
            isinstance(form, ResponseForm) and form.row.within_ms is not None for _, _, form in self.rows
        )

    def _add_track(self, form: TrackForm) -> None:
        number = len(self.tracks)
        self.tracks.append(form)
        self.track_interest.add(form.adds_pattern, number)
        self.track_interest.add(form.reset_pattern, number)
        if isinstance(form.track, Reply):
            for party in form.track.by:
                self.track_interest.add_all_said(party, number)
            self.track_interest.gaps.add(number)

    def _add_ladder(self, form: LadderForm) -> None:
        number = len(self.ladders)
        self.ladders.append(form)
        ladder, interest = form.ladder, self.ladder_interest
        for pattern in (
            ladder.reset,
            ladder.recognised,
            *(step.say for step in ladder.steps),
        ):
            interest.add(pattern, number)
        interest.add_all_said(ladder.by, number)
        if any(form.replies):
            interest.add_all_said("", number)
        interest.gaps.add(number)
        interest.kinds.setdefault("voice", set()).add(number)

    def _add_row(self, clause: int, index: int, form: RowForm) -> None:
        number = len(self.rows)
        self.rows.append((clause, index, form))
        for pattern in form.patterns():
            self.row_interest.add(pattern, number)
        if isinstance(form, ResponseForm) and form.row.within_turns is not None:
            self.row_interest.add_all_said(form.row.turns_of, number)
        elif isinstance(form, ReadBackForm):
            self.row_interest.add_all_said("customer", number)
            self.row_interest.add_all_said("agent", number)
            self.row_interest.gaps.add(number)
        elif isinstance(form, ClimbForm):
            self.climbs.setdefault(form.row.ladder, []).append(number)
        elif isinstance(form, MeasureForm):
            self._add_measure(form, number)

    def _add_measure(self, form: MeasureForm, number: int) -> None:
        if form.row.what == "speech_rate":
            self.row_interest.add_all_said(form.row.by, number)
        elif form.row.what in ("interruptions", "longest_silence"):
            for kind in ("voice", "held", "resumed", "muted", "unmuted"):
                self.row_interest.kinds.setdefault(kind, set()).add(number)

    def interested(self, moment: Moment) -> Interested:
        """Rows, tracks and ladders that want to see this moment, in order."""
        flag = moment.details["flag"] if moment.kind in ("enter", "leave") else moment.party
        key = (moment.kind, flag, moment.acts, moment.doubtful)
        found = self.cache.get(key)
        if found is None:
            found = (
                self.row_interest.of(moment),
                self.track_interest.of(moment),
                self.ladder_interest.of(moment),
            )
            if len(self.cache) < _CACHE_LIMIT:
                self.cache[key] = found
        return found


def compile_standard(standard: Standard) -> Program:
    """Compile once, run over any number of conversations."""
    return Program(standard)
