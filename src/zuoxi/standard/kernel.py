"""The stepping kernel: the one function behind live prompts and archive audits.

A `Kernel` runs a compiled standard over one conversation: `step` a moment, `elapse` time, ask `next_due`, `finish`. It
never reads a clock and never sees text. Meaning: `docs/reference/clause-semantics.md`.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable

import msgspec

from zuoxi.standard.ladders import LadderMemory
from zuoxi.standard.memory import CounterMemory, FlagMemory, Memory, ReplyMemory, Sounds
from zuoxi.standard.moment import Moment, Setting, ends_conversation
from zuoxi.standard.plans import QUIET, Plans, Rest
from zuoxi.standard.program import Program
from zuoxi.standard.row_base import AT_CLOSE, LASTING, Close, Row, row_of
from zuoxi.standard.sequences import ClimbRow
from zuoxi.standard.verdicts import BY_VALUE, Book, Entry

_START = Moment(at=0, rank=3, seq=-1, kind="start")


class Kernel:
    """One conversation being judged. It is its own state: rows and conditions ask it."""

    def __init__(self, program: Program, setting: Setting) -> None:
        self.program = program
        self.setting = setting
        self.book = Book()
        self.entries = self.book.entries
        self.tick = 0
        self.untimed = False
        self.closed: Close | None = None
        self.sounds = Sounds()
        self.heap: list[tuple[int, int, int, int, Row]] = []
        self.waiting: list[tuple[int, int, Row]] = []
        self.recorded: dict[str, list[str]] = {}
        self.rows: list[Row | None] = [None] * len(program.rows)
        sight = program.sight(setting.shows)
        self.memories: list[Memory] = [make(*given) for make, given in sight.makers]
        self.flags: dict[str, FlagMemory] = sight.flags.pick(self.memories)
        self.replies: dict[str, ReplyMemory] = {} if sight.only_flags else sight.replies.pick(self.memories)
        self.counters: dict[str, CounterMemory] = {} if sight.only_flags else sight.counters.pick(self.memories)
        self.ladder_memories: list[LadderMemory] = []
        self.ladders: dict[str, LadderMemory] = {}
        if program.ladders:
            self.ladder_memories = [LadderMemory(form, setting.shows) for form in program.ladders]
            self.ladders = {memory.form.ladder.name: memory for memory in self.ladder_memories}
        off = tuple([number for number, when in program.whens if when(_START, self) == 0]) if program.whens else ()
        self.plans: Plans = sight.without(off)
        for clause, need in self.plans.missing:
            self.entries.append(Entry(clause=clause, row=0, opened=AT_CLOSE, verdict="unknown", message="not_shown",
                                      detail=(("kind", need),)))  # fmt: skip

    # -- what conditions and rows may ask

    def answer(self, track: str, answer: str) -> int:
        return self.replies[track].answer(answer)

    def silent(self, at_least: int, moment: Moment) -> int:
        return self.sounds.silent(at_least, moment, self.setting)

    def attribute(self, name: str) -> str:
        recorded = self.recorded.get(name)
        if recorded:
            return recorded[-1]
        if name in ("direction", "channel"):
            return self.setting.direction if name == "direction" else self.setting.channel
        return self.setting.attributes.get(name, "")

    def ladder_complete(self, name: str, moment: Moment) -> int:
        return self.ladders[name].complete(moment, self)

    def counted(self, name: str, at_least: int | None, at_most: int | None) -> int:
        return self.counters[name].within(at_least, at_most)

    def outcome(self, clause: str) -> str:
        number = self.program.clause_numbers.get(clause)
        return "not_applicable" if number is None else self.book.merged(number)

    def recorded_values(self, field: str) -> tuple[str, ...]:
        return tuple(self.recorded.get(field, ()))

    def is_under_way(self, due: int) -> bool:
        return self.sounds.waits_for(due)

    def others_under_way(self, by: str) -> bool:
        return any(party != by and party not in ("ivr", "bot") for _, party in self.sounds.under_way.values())

    def silence_base(self, moment: Moment) -> int | None:
        """Where the present silence began; None if somebody speaks, it is not known, or a gap came since."""
        sounds = self.sounds
        base = sounds.base()
        if base is None or sounds.under_way:
            return None
        if not (sounds.last_timed if base == sounds.last_end else sounds.answered_timed):
            return None
        return None if sounds.gap_end is not None and sounds.gap_end > base else base

    def arm(self, due: int, kind: int, row: Row, token: int) -> None:
        heapq.heappush(self.heap, (due, kind, row.clause * 1000 + row.index, token, row))

    # -- stepping

    def next_due(self) -> int | None:
        """The earliest armed due time in ms, None if nothing is pending."""
        return self.heap[0][0] if self.heap else None

    def step(self, moment: Moment) -> None:
        """One moment, in canonical order."""
        self.feed((moment,))

    def feed(self, moments: Iterable[Moment]) -> None:
        """Moments, in canonical order; those after the end are ignored."""
        if self.closed is not None:
            return
        plans, heap, quiet = self.plans, self.heap, QUIET
        spoken, others = plans.spoken, plans.others
        for moment in moments:
            acts = moment.acts
            try:
                if acts and moment.content and moment.heard and not moment.doubtful and moment.kind == "said":
                    plan = spoken[moment.party][acts]
                else:
                    plan = others[moment.kind, moment.party, acts, moment.doubtful, moment.content, moment.heard]
            except KeyError:
                plan = plans.make(moment)
            if heap and heap[0][0] <= moment.at:
                self._fire(moment.at)
            if plan is quiet:
                continue
            self.tick += 1
            plan.act(moment, self)
            rest = plan.rest
            if rest is not None and self._conclude(moment, rest):
                return

    def _conclude(self, moment: Moment, rest: Rest) -> bool:
        """What a moment does after the rows have seen it; returns True if the conversation has ended."""
        changes = self._remember_moment(moment, rest) if rest.updates or rest.ladders else ()
        if rest.sounds:
            self.sounds.update(moment)
        elif rest.recorded:
            self.recorded.setdefault(moment.details.get("field", ""), []).append(moment.details.get("value", ""))
        for name, change in changes:
            self._enter_or_leave(moment, name, change)
        if self.waiting and moment.kind == "said":
            self._settle()
        if rest.ends and ends_conversation(moment):
            self._close(Close(moment, moment.at, True), moment)
            return True
        return False

    def elapse(self, watermark: int) -> None:
        """Time has come to `watermark`: every moment up to it has been stepped."""
        if self.closed is None and self.heap:
            self._fire(watermark)

    def finish(self, watermark: int) -> None:
        """No more moments: close at the watermark, as ended if the setting says that it is the real end."""
        if self.closed is None:
            self.elapse(watermark)
            end = Moment(at=watermark, rank=3, seq=AT_CLOSE, kind="close", start=watermark)
            self._close(Close(None, watermark, self.setting.complete), end)

    def _fire(self, watermark: int) -> None:
        """Lasting timers due by the watermark, breaking timers due before it."""
        heap = self.heap
        later: list[tuple[int, int, int, int, Row]] = []
        while heap and heap[0][0] <= watermark:
            entry = heapq.heappop(heap)
            due, kind, _, token, row = entry
            if kind != LASTING and due >= watermark:
                later.append(entry)
            elif row.expire(token, due, self):
                self.waiting.append((token, due, row))
        for entry in later:
            heapq.heappush(heap, entry)

    def _settle(self) -> None:
        still = []
        for token, due, row in self.waiting:
            if self.sounds.waits_for(due):
                still.append((token, due, row))
            else:
                row.settle(token, due, self)
        self.waiting = still

    def _remember_moment(self, moment: Moment, rest: Rest) -> list[tuple[str, str]]:
        """All memories from the state before the moment; ladders' reply steps after."""
        updates = [(number, adds(moment, self), reset(moment, self)) for number, adds, reset in rest.updates]
        touched = self._step_ladders(moment, rest) if rest.ladders else ()
        changes: list[tuple[str, str]] = []
        for number, adds, reset in updates:
            memory = self.memories[number]
            if isinstance(memory, FlagMemory):
                change = memory.update(adds, reset, moment)
                if change:
                    changes.append((self.program.tracks[number].track.name, change))
            elif isinstance(memory, CounterMemory):
                memory.update(adds, reset)
            else:
                memory.update(moment, adds, reset, self.tick)
        for change_surely in rest.after:
            change_surely(moment, self)
        for ladder in touched:
            ladder.take_replies(self, self.asked_at, self.tick)
        return changes

    def _enter_or_leave(self, moment: Moment, name: str, change: str) -> None:
        if (change, name) not in self.program.row_interest.names:
            return
        virtual = msgspec.structs.replace(moment, kind=change, details={**moment.details, "flag": name})
        calls = self.plans.calls_of(virtual)
        if calls:
            self.tick += 1
            for call in calls:
                call(virtual, self)

    # -- ladders

    def asked_at(self, reply: str) -> int:
        """The tick of the reply track's last question."""
        return self.replies[reply].tick

    def _step_ladders(self, moment: Moment, rest: Rest) -> list[LadderMemory]:
        touched = []
        for number, view in rest.ladders:
            memory = self.ladder_memories[number]
            reset = view.reset(moment, self) if view.reset is not None else 0
            if reset == 2:
                if memory.touched:
                    if memory.may_count():
                        self._end_spell(memory, moment, False)
                    memory.begin()
                memory.others = memory.others or view.other
                continue
            if reset == 1:
                memory.sure.restart()
            memory.hear(view, moment, self, self.tick)
            if view.asks:
                touched.append(memory)
        return touched

    def _end_spell(self, memory: LadderMemory, moment: Moment, closing: bool) -> None:
        for number in self.program.climbs.get(memory.form.ladder.name, ()):
            place = self.program.places[number]
            if place.clause not in self.plans.off:
                row = row_of(self.program.rows[number], place, self)
                assert isinstance(row, ClimbRow)
                self._climb(row, memory, moment, closing)

    def _climb(self, row: ClimbRow, memory: LadderMemory, moment: Moment, closing: bool) -> None:
        form, before = memory.form, memory.recognised
        memory.end(moment, self)
        if not closing and not memory.recognised:
            return
        complete = memory.complete(moment, self, before)
        own_end = closing and moment.kind in ("hung_up", "closed") and moment.party in (form.by, None)
        recognised = memory.recognised
        if own_end and form.silent_end and not memory.others:
            recognised = max(recognised, 2 if moment.party == form.by else 1)
        if memory.blind:
            recognised = min(recognised, 1)
        blind_end = own_end and moment.party == form.by and memory.blind and not memory.others
        if not recognised:
            if blind_end:
                row.end_spell("unknown", self.tick, memory.started, moment, self)
            return
        if own_end:
            value = complete if moment.party is not None else (2 if complete == 2 else 1)
            verdict = BY_VALUE[value]
        elif closing and moment.kind == "close" and not self.setting.complete:
            verdict = "unknown"
        elif complete == 2 or (not memory.sure.short and memory.sure.paused):
            verdict = "kept"
        elif not memory.possible.short and memory.possible.paused:
            verdict = "unknown"
        else:
            verdict = "not_applicable"
        if recognised == 1 and verdict == "broken":
            verdict = "unknown"
        row.end_spell(verdict, self.tick, memory.started, moment, self)

    # -- the end

    def _close(self, close: Close, moment: Moment) -> None:
        for memory in self.ladder_memories:
            self._end_spell(memory, moment, True)
        self.closed = close
        program, rows = self.program, self.rows
        for number in self.plans.loud:
            if rows[number] is None:
                row_of(program.rows[number], program.places[number], self)
        for row in rows:
            if row is not None:
                row.close(close, self)
        self.heap.clear()
        self.waiting.clear()


def run_kernel(
    program: Program,
    setting: Setting,
    moments: Iterable[Moment],
    watermark: int | None = None,
) -> Kernel:
    """Batch: all moments (of the prefix up to `watermark`) through a fresh kernel, then closed.

    Without a watermark the stream is the archive's whole conversation and the watermark its last instant.
    """
    stream = list(moments) if watermark is None else [moment for moment in moments if moment.at <= watermark]
    kernel = Kernel(program, setting)
    if program.measures_time:
        kernel.untimed = not all(moment.timed for moment in stream)
    kernel.feed(stream)
    last = stream[-1].at if stream else 0
    kernel.finish(last if watermark is None else watermark)
    return kernel
