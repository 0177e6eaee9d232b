"""A standard compiled once: forms of rows, tracks and ladders, and who is concerned by which moment.

What a moment is decides who wants to see it. A program holds no state of any conversation, only plans (`plans.py`) made for
the shapes of moment that have come.
"""

from __future__ import annotations

from zuoxi.standard.ladders import LadderForm
from zuoxi.standard.matching import Test, compile_condition
from zuoxi.standard.measuring import MeasureForm
from zuoxi.standard.model import (
    AtMost,
    Climb,
    Ladder,
    Measure,
    Never,
    Permit,
    ReadBack,
    Reply,
    Response,
    Standard,
    Steps,
)
from zuoxi.standard.narrowing import acts_of
from zuoxi.standard.plans import Parts, Sight
from zuoxi.standard.read_back import ReadBackForm
from zuoxi.standard.response import ResponseForm
from zuoxi.standard.row_base import Form, Place
from zuoxi.standard.rows import AtMostForm, NeverForm, PermitForm
from zuoxi.standard.sequences import ClimbForm, StepsForm
from zuoxi.standard.tracks import TrackForm

_FORMS = {
    Response: ResponseForm, Permit: PermitForm, Never: NeverForm, AtMost: AtMostForm, Steps: StepsForm,
    Climb: ClimbForm, ReadBack: ReadBackForm, Measure: MeasureForm,
}  # fmt: skip


class Program(Parts):
    """A standard, compiled. Shared by any number of kernels; holds only caches besides."""

    def __init__(self, standard: Standard) -> None:
        super().__init__(tuple(clause.needs for clause in standard.clauses))
        self.standard = standard
        self.climbs: dict[str, list[int]] = {}
        self.sights: dict[frozenset[str], Sight] = {}
        for track in standard.tracks:
            if isinstance(track, Ladder):
                self._add_ladder(LadderForm(track))
            else:
                self._add_track(TrackForm(track))
        for number, clause in enumerate(standard.clauses):
            for index, row in enumerate(clause.rows):
                self._add_row(number, index, _FORMS[type(row)](row))
        self.hears = self._needs_hearing()
        self.whens: tuple[tuple[int, Test], ...] = tuple(
            (number, compile_condition(clause.when))
            for number, clause in enumerate(standard.clauses)
            if clause.when is not None
        )
        self.measures_time = any(isinstance(row, Measure) for clause in standard.clauses for row in clause.rows)
        self.clause_numbers = {clause.id: number for number, clause in enumerate(standard.clauses)}

    def sight(self, shows: frozenset[str]) -> Sight:
        """The program under what a source shows."""
        found = self.sights.get(shows)
        if found is None:
            found = self.sights[shows] = Sight(self, shows)
        return found

    def _needs_hearing(self) -> bool:
        """Whether anything asks who is speaking: silences, ladders, timed verdicts that wait for an utterance."""
        if self.ladders or any(isinstance(form, MeasureForm) for form in self.rows):
            return True
        return "Silent(" in repr(self.standard) or any(
            isinstance(form, ResponseForm) and form.row.within_ms is not None for form in self.rows
        )

    def _add_track(self, form: TrackForm) -> None:
        number = len(self.tracks)
        self.tracks.append(form)
        self.acts[1].append(acts_of((form.adds_pattern, form.reset_pattern)))
        self.track_interest.add(form.adds_pattern, number)
        self.track_interest.add(form.reset_pattern, number)
        if isinstance(form.track, Reply):
            for party in form.track.by:
                self.track_interest.add_all_said(party, number)
            self.track_interest.gaps.add(number)

    def _add_ladder(self, form: LadderForm) -> None:
        number = len(self.ladders)
        self.ladders.append(form)
        self.acts[2].append(acts_of(form.patterns()))
        ladder, interest = form.ladder, self.ladder_interest
        for pattern in form.patterns():
            interest.add(pattern, number)
        interest.add_all_said(ladder.by, number)
        if any(form.replies):
            interest.add_all_said("", number)
        interest.gaps.add(number)
        interest.kinds.setdefault("voice", set()).add(number)

    def _add_row(self, clause: int, index: int, form: Form) -> None:
        number = len(self.rows)
        self.rows.append(form)
        self.acts[0].append(acts_of(form.patterns()))
        self.places.append(Place(number, clause, index))
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


def compile_standard(standard: Standard) -> Program:
    """Compile once, run over any number of conversations."""
    return Program(standard)
