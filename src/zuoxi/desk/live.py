"""A conversation while it goes on: events in, duties and permissions out.

What happened stands in the log, in the conversation's stream; from it the conversation is built in the contract's form, and that
form is what is judged, live and later in an audit alike: one line of JSON, one recogniser, one kernel. So the outcomes of
an exported conversation cannot differ, and after a crash the stream alone brings everything back. Time is an
argument. It refuses to read a clock, to write to the log, and to choose words.

A stream holds `began` (what is constant), `spoken` (a turn), the events of the contract by their own names, and `over` (nothing
more will come). Instants in the log are UTC ms; what is inside an entry's data as well.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import msgspec

from zuoxi.desk.inspection import Inspector, ResultLine
from zuoxi.desk.log import Entry, Note
from zuoxi.events import Conversation, Outcome, Severity, decode_line
from zuoxi.language import Names, Reading, Recogniser
from zuoxi.standard import Ingested, lay_out, monitor

BEGAN, SPOKEN, OVER = "began", "spoken", "over"
PREFIX = "conversation:"
#: what an agent may want to do, as the event that it would be
ACTIONS = {"end": "hung_up", "transfer": "transferred", "hold": "held", "mute": "muted", "consult": "consulted"}
_DETAILS = {"transfer": {"mode": "blind", "to_kind": "department"}}


class MalformedStreamError(Exception):
    """A stream that is no conversation: what is wrong, without anybody's words."""


def stream_of(conversation: str) -> str:
    """The name of a conversation's stream."""
    return PREFIX + conversation


def began(at: int, *, channel: str, shows: Collection[str], direction: str = "inbound", language: str | None = None,
          attributes: Mapping[str, object] | None = None, follows: str | None = None) -> Note:  # fmt: skip
    """A conversation's first note; `at` is the instant that its times are counted from."""
    data = {"channel": channel, "direction": direction, "shows": sorted(shows), "language": language,
            "attributes": dict(attributes or {}), "follows": follows}  # fmt: skip
    return _note(BEGAN, at, data)


def spoke(start: int, end: int, party: str, text: str, **details: object) -> Note:
    """A turn; details as the contract names them (agent, confidence, to, language, words …)."""
    return _note(SPOKEN, end, {"party": party, "text": text, "start": start, **details})


def happened(kind: str, at: int, party: str | None = None, **details: object) -> Note:
    """An event of the contract; details as it names them (agent, mode, field, value …)."""
    return _note(kind, at, {"party": party, **details})


def over(at: int) -> Note:
    """Nothing more will come."""
    return _note(OVER, at, {})


def _note(kind: str, at: int, data: Mapping[str, object]) -> Note:
    kept = {name: value for name, value in data.items() if value is not None}
    return Note(kind=kind, at=at, data=json.dumps(kept, ensure_ascii=False, separators=(",", ":")))


class Course:
    """What has happened so far, as the contract's object."""

    def __init__(self, conversation: str, zone: str) -> None:
        self.id = conversation
        self.zone = ZoneInfo(zone)
        self.version = 0
        self.started = 0
        self.head: dict[str, object] = {}
        self.events: list[dict[str, object]] = []
        self.turns: list[dict[str, object]] = []
        self.over = False

    def apply(self, entry: Entry) -> None:
        """The next entry of the stream."""
        if entry.version != self.version + 1:
            raise MalformedStreamError(f"{entry.stream}: entry {entry.version} after {self.version}; read it again.")
        self.version = entry.version
        data: dict[str, object] = json.loads(entry.data)
        if entry.kind == BEGAN:
            self.started = entry.at
            self.head = data
        elif not self.head:
            raise MalformedStreamError(f"{entry.stream}: begins with {entry.kind}, not with {BEGAN}.")
        elif entry.kind == SPOKEN:
            start = data.pop("start", entry.at)
            self.turns.append({**data, "start": self._seconds(start), "end": self._seconds(entry.at)})
        elif entry.kind == OVER:
            self.over = True
        else:
            if "until" in data:
                data["until"] = self._seconds(data["until"])
            self.events.append({"type": entry.kind, "at": self._seconds(entry.at), **data})

    def _seconds(self, instant: object) -> float:
        assert isinstance(instant, int)
        return (instant - self.started) / 1000

    def line(self) -> bytes:
        """The conversation as one line of the contract's JSON, without the line's end."""
        started = datetime.fromtimestamp(self.started // 1000, UTC).astimezone(self.zone)
        started = started.replace(microsecond=self.started % 1000 * 1000)
        head = {"id": self.id, **self.head, "started_at": started.isoformat(timespec="milliseconds")}
        if self.over:
            head["complete"] = True
        return json.dumps({**head, "events": self.events, "turns": self.turns}, ensure_ascii=False,
                          separators=(",", ":")).encode()  # fmt: skip

    def conversation(self) -> Conversation:
        """As the readers of an archive would read it."""
        return decode_line(self.line(), str(self.zone), lambda _: None)


class RememberingRecogniser:
    """A recogniser that hears every utterance of one conversation once."""

    def __init__(self, recogniser: Recogniser) -> None:
        self._recogniser = recogniser
        self._heard: dict[tuple[object, ...], Reading] = {}

    def recognise(
        self, text: str, *, by: str, previous_acts: Collection[str] = (), names: Names | None = None,
        language: str = "zh", at: datetime | None = None,
    ) -> Reading:  # fmt: skip
        key = (text, by, tuple(previous_acts), names, language, at)
        found = self._heard.get(key)
        if found is None:
            found = self._heard[key] = self._recogniser.recognise(text, by=by, previous_acts=previous_acts, names=names,
                                                                  language=language, at=at)  # fmt: skip
        return found


class Prompt(msgspec.Struct, frozen=True, kw_only=True):
    """A duty as the desk shows it: `standard.Duty`, with its severity, and instants in UTC ms."""

    clause: str
    label: str
    kind: str
    severity: Severity
    since: int
    due: int | None
    turns: int | None
    key: str
    step: int
    steps: int
    acts: tuple[str, ...]


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """What there is to see at an instant (UTC ms). prompts: the most urgent first. bars: for each action what forbids it; an
    action that is free is not there. next_due: when something changes by itself."""

    at: int
    prompts: tuple[Prompt, ...]
    bars: dict[str, tuple[monitor.Bar, ...]]
    outcomes: tuple[Outcome, ...]
    next_due: int | None
    over: bool


_RANK = {"fatal": 0, "major": 1, "minor": 2, "advice": 3}


class LiveConversation:
    """One conversation in progress, judged by one standard."""

    def __init__(self, conversation: str, inspector: Inspector) -> None:
        self.inspector = inspector
        self.standard = inspector.program.standard
        self.course = Course(conversation, self.standard.zone)
        self._hearing = RememberingRecogniser(inspector.recogniser)
        self._laid_out: Ingested | None = None
        self._monitor: monitor.Monitor | None = None

    def apply(self, entry: Entry) -> None:
        """The next entry of the stream."""
        self.course.apply(entry)
        self._laid_out = self._monitor = None

    def look(self, now: int) -> Look:
        """What is due and what is permitted at `now`; never earlier than what has happened."""
        watched = self._at(now)
        start = self.course.started
        severities = self.inspector.severities
        prompts = [_prompt(duty, severities[duty.clause], start) for duty in watched.duties()]
        prompts.sort(key=lambda prompt: (prompt.due is None, prompt.due or 0, prompt.turns is None, prompt.turns or 0,
                                         _RANK[prompt.severity]))  # fmt: skip
        due = watched.next_due()
        bars = {action: found for action in ACTIONS if (found := self._bars(watched, action, now - start))}
        return Look(at=now, prompts=tuple(prompts), bars=bars, outcomes=tuple(watched.outcomes()),
                    next_due=None if due is None else due + start, over=self.course.over)  # fmt: skip

    def _laid(self) -> Ingested:
        if self._laid_out is None:
            self._laid_out = lay_out(self.course.conversation(), self.standard, self._hearing)
        return self._laid_out

    def _at(self, now: int) -> monitor.Monitor:
        if self._monitor is None:
            laid_out = self._laid()
            self._monitor = monitor.Monitor(self.inspector.program, laid_out.setting)
            for moment in laid_out.moments:
                self._monitor.offer(moment)
        self._monitor.advance_all(now - self.course.started)
        return self._monitor

    def _bars(self, watched: monitor.Monitor, action: str, at: int) -> tuple[monitor.Bar, ...]:
        agents = self._laid().agents
        phone = self.course.head.get("channel") == "phone"
        kind = "closed" if action == "end" and not phone else ACTIONS[action]
        found = watched.bars_to(kind, at, agent=agents[-1] if agents else None, **_DETAILS.get(action, {}))
        return tuple(_moved(bar, self.course.started) for bar in found)

    def result(self, language: str | None = None) -> ResultLine:
        """What the conversation came to, exactly as an audit of its exported form would say it."""
        return self.inspector.inspect(self.course.conversation(), language)


def _prompt(duty: monitor.Duty, severity: Severity, start: int) -> Prompt:
    return Prompt(clause=duty.clause, label=duty.label, kind=duty.kind, severity=severity, since=duty.since + start,
                  due=None if duty.due is None else duty.due + start, turns=duty.turns, key=duty.key, step=duty.step,
                  steps=duty.steps, acts=duty.acts)  # fmt: skip


def _moved(bar: monitor.Bar, start: int) -> monitor.Bar:
    return bar if bar.opens is None else msgspec.structs.replace(bar, opens=bar.opens + start)


def replay(conversation: str, inspector: Inspector, entries: Collection[Entry]) -> LiveConversation:
    """The conversation as its stream tells it: what a restart comes to."""
    found = LiveConversation(conversation, inspector)
    for entry in entries:
        found.apply(entry)
    return found
