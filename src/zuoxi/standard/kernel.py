"""The stepping kernel: the one function behind live prompts and archive audits.

A `Kernel` runs a compiled standard over one conversation: `step` a moment, `elapse` time, ask `next_due`, `finish`. It
never reads a clock and never sees text. Meaning: `docs/reference/clause-semantics.md`.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable

import msgspec

from zuoxi.standard.ladders import LadderMemory
from zuoxi.standard.matching import is_blind
from zuoxi.standard.memory import CounterMemory, FlagMemory, ReplyMemory, Sounds
from zuoxi.standard.model import Counter, Flag
from zuoxi.standard.moment import TERMINAL_KINDS, Moment, Setting, ends_conversation
from zuoxi.standard.program import Program, TrackForm
from zuoxi.standard.rows import AT_CLOSE, LASTING, Close, Row
from zuoxi.standard.sequences import ClimbRow
from zuoxi.standard.verdicts import BY_VALUE, Book, Entry


class Kernel:
    """One conversation being judged. It is its own state: rows and conditions ask it."""

    def __init__(self, program: Program, setting: Setting) -> None:
        self.program = program
        self.setting = setting
        self.book = Book(len(program.standard.clauses))
        self.tick = 0
        self.untimed = False
        self.closed: Close | None = None
        self.sounds = Sounds()
        self.heap: list[tuple[int, int, int, int, Row]] = []
        self.waiting: list[tuple[int, int, Row]] = []
        self.recorded: dict[str, list[str]] = {}
        self.rows: list[Row | None] = [None] * len(program.rows)
        self.memories = [self._remember(form) for form in program.tracks]
        named = [(form.track.name, memory) for form, memory in zip(program.tracks, self.memories, strict=True)]
        self.flags = {name: memory for name, memory in named if isinstance(memory, FlagMemory)}
        self.replies = {name: memory for name, memory in named if isinstance(memory, ReplyMemory)}
        self.counters = {name: memory for name, memory in named if isinstance(memory, CounterMemory)}
        self.ladder_memories = [LadderMemory(form, self) for form in program.ladders]
        self.ladders = {memory.form.ladder.name: memory for memory in self.ladder_memories}
        self.off = self._switched_off()

    # -- setting up

    def _remember(self, form: TrackForm) -> FlagMemory | CounterMemory | ReplyMemory:
        shows, track = self.setting.shows, form.track
        blind = is_blind(form.adds_pattern, shows)
        if isinstance(track, Flag):
            return FlagMemory(track.starts, blind, is_blind(form.reset_pattern, shows))
        if isinstance(track, Counter):
            return CounterMemory(blind)
        return ReplyMemory(track, form.adds, self.setting, blind)

    def _switched_off(self) -> set[int]:
        """Clauses that cannot apply here, or whose needs are not shown; their outcome is written at once."""
        off = set()
        start = Moment(at=0, rank=3, seq=-1, kind="start")
        for number, clause in enumerate(self.program.standard.clauses):
            when = self.program.whens[number]
            if when is not None and when(start, self) == 0:
                off.add(number)
                continue
            missing = [need for need in clause.needs if need not in self.setting.shows]
            if missing:
                off.add(number)
                self.write(Entry(clause=number, row=0, opened=AT_CLOSE, verdict="unknown", message="not_shown",
                                 detail=(("kind", missing[0]),)))  # fmt: skip
        return off

    # -- what conditions and rows may ask

    def flag(self, name: str) -> int:
        return self.flags[name].value

    def flag_ever(self, name: str) -> int:
        return self.flags[name].ever

    def flag_low(self, name: str) -> int:
        return self.flags[name].low

    def flag_since(self, name: str) -> tuple[int, bool]:
        memory = self.flags[name]
        return memory.at, memory.timed

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
        return "not_applicable" if number is None else self.book.merged[number]

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

    def write(self, entry: Entry) -> None:
        self.book.write(entry)

    def arm(self, due: int, kind: int, row: Row, token: int) -> None:
        heapq.heappush(self.heap, (due, kind, row.clause * 1000 + row.index, token, row))

    # -- stepping

    def next_due(self) -> int | None:
        """The earliest armed due time in ms, None if nothing is pending."""
        return self.heap[0][0] if self.heap else None

    def step(self, moment: Moment) -> None:
        """One moment, in canonical order."""
        if self.closed is not None:
            return
        if self.heap and self.heap[0][0] <= moment.at:
            self._fire(moment.at)
        kind = moment.kind
        key = (kind, moment.party, moment.acts, moment.doubtful)
        found = self.program.cache.get(key)
        rows, tracks, ladders = found if found is not None else self.program.interested(moment)
        self.tick += 1
        own = self.rows
        for number in rows:
            row = own[number] or self._make_row(number)
            if row is not None:
                row.see(moment, self)
        changes = self._remember_moment(moment, tracks, ladders) if tracks or ladders else ()
        if self.program.hears:
            self.sounds.update(moment)
        if kind == "recorded":
            self.recorded.setdefault(moment.details.get("field", ""), []).append(moment.details.get("value", ""))
        for name, change in changes:
            self._enter_or_leave(moment, name, change)
        if self.waiting and kind == "said":
            self._settle()
        if kind in TERMINAL_KINDS and ends_conversation(moment):
            self._close(Close(moment, moment.at, True), moment)

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

    def _make_row(self, number: int) -> Row | None:
        clause, index, form = self.program.rows[number]
        if clause in self.off:
            return None
        row = self.rows[number] = form.make(clause, index)
        return row

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

    def _remember_moment(
        self, moment: Moment, tracks: tuple[int, ...], ladders: tuple[int, ...]
    ) -> list[tuple[str, str]]:
        """All memories from the state before the moment; ladders' reply steps after."""
        updates: list[tuple[int, int, int]] = []
        for number in tracks:
            add, take = self.program.tests[number]
            updates.append(
                (
                    number,
                    add(moment, self) if add else 0,
                    take(moment, self) if take else 0,
                )
            )
        touched = self._step_ladders(moment, ladders) if ladders else ()
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
        for ladder in touched:
            ladder.take_replies(self, self.asked_at, self.tick)
        return changes

    def _enter_or_leave(self, moment: Moment, name: str, change: str) -> None:
        if (change, name) not in self.program.row_interest.names:
            return
        virtual = msgspec.structs.replace(moment, kind=change, details={**moment.details, "flag": name})
        rows, _, _ = self.program.interested(virtual)
        if rows:
            self.tick += 1
            for number in rows:
                row = self.rows[number] or self._make_row(number)
                if row is not None:
                    row.see(virtual, self)

    # -- ladders

    def asked_at(self, reply: str) -> int:
        """The tick of the reply track's last question."""
        return self.replies[reply].tick

    def _step_ladders(self, moment: Moment, ladders: tuple[int, ...]) -> list[LadderMemory]:
        touched = []
        for number in ladders:
            memory = self.ladder_memories[number]
            reset = memory.form.reset(moment, self) if memory.form.reset is not None else 0
            if reset == 2:
                self._end_spell(memory, moment, False)
                memory.others = memory.others or _is_other(moment, memory.form.by)
                memory.begin()
                continue
            if reset == 1:
                memory.sure.restart()
            memory.hear(moment, self, self.tick)
            if memory.form.replies_any and moment.kind in ("said", "gap"):
                touched.append(memory)
        return touched

    def _end_spell(self, memory: LadderMemory, moment: Moment, closing: bool) -> None:
        for number in self.program.climbs.get(memory.form.ladder.name, ()):
            row = self.rows[number] or self._make_row(number)
            if isinstance(row, ClimbRow):
                self._climb(row, memory, moment, closing)

    def _climb(self, row: ClimbRow, memory: LadderMemory, moment: Moment, closing: bool) -> None:
        form = memory.form
        complete = memory.complete(moment, self)
        memory.end(moment, self)
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
        unseen = self.program.loud_rows(self.setting.shows)
        for number, row in enumerate(self.rows):
            if row is None and number in unseen:
                row = self._make_row(number)
            if row is not None:
                row.close(close, self)
        self.heap.clear()
        self.waiting.clear()


def _is_other(moment: Moment, by: str) -> bool:
    return moment.kind == "voice" and moment.party not in (by, "ivr", "bot")


def run_kernel(
    program: Program,
    setting: Setting,
    moments: Iterable[Moment],
    watermark: int | None = None,
) -> Kernel:
    """Batch: all moments (of the prefix up to `watermark`) through a fresh kernel, then closed.

    Without a watermark the stream is the archive's whole conversation and the watermark its last instant.
    """
    stream = [moment for moment in moments if watermark is None or moment.at <= watermark]
    kernel = Kernel(program, setting)
    kernel.untimed = not all(moment.timed for moment in stream)
    for moment in stream:
        kernel.step(moment)
    last = stream[-1].at if stream else 0
    kernel.finish(last if watermark is None else watermark)
    return kernel
