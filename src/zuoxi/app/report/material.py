"""What the report's page shows, as plain values, gathered from an audit's figures and the conversations it kept.

The page switches its language without reloading, so the reasons of the embedded conversations are worded in both. It refuses
to judge anew in any other sense, to read files, and to format: numbers stay numbers until the page draws them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeVar

import msgspec

from zuoxi.app.assembly import Assembled
from zuoxi.app.audit_run import Order
from zuoxi.app.fold import Audit
from zuoxi.app.report.card_material import Form, gather_form
from zuoxi.desk import EvidenceLine, JudgedLine, MarkLine, OutcomeLine, ResultLine, judging, score_of
from zuoxi.events import Conversation, Severity, encode_line
from zuoxi.measures import (
    ClauseWeight,
    Interval,
    Score,
    Tally,
)
from zuoxi.measures import scorecard as forms
from zuoxi.standard import ClauseText, judge_ingested, lay_out

TURN_FIELDS = ("party", "text", "start", "end", "confidence", "agent", "to")
EVENT_FIELDS = ("type", "at", "party", "agent", "until", "quality", "mode", "to", "to_kind", "digit", "field", "value",
                "score", "conversation", "record_id", "kind", "due_at")  # fmt: skip
ATTRIBUTES = (
    "organisation",
    "department",
    "queue",
    "agent_number",
    "agent_name",
    "agent_group",
    "customer_class",
    "topic",
)

Pair = dict[str, str]
Value = str | int | float | bool | None | list[str] | dict[str, str]


class StandardName(msgspec.Struct, kw_only=True):
    """Which standard judged, exactly."""

    id: str
    name: Pair
    version: str
    digest: str
    profile: str | None = None


class Counts(msgspec.Struct, kw_only=True):
    """How much was read and found."""

    conversations: int
    scored: int
    findings: int
    refused: int
    warnings: int


class Parameter(msgspec.Struct, kw_only=True):
    """A profile's value that a clause uses."""

    name: str
    title: Pair
    value: Value
    unit: str


class Phrase(msgspec.Struct, kw_only=True):
    """A suggested wording."""

    text: Pair
    locked: bool


class Agreed(msgspec.Struct, kw_only=True):
    """How far people bore the machine out on a clause; findings, confirmed: of the last marked findings."""

    marked: int
    agreed: int
    share: tuple[float, float] | None
    findings: int
    confirmed: int
    precision: tuple[float, float] | None
    in_doubt: bool


class Clause(msgspec.Struct, kw_only=True):
    """A clause's text and what it came to: conversations kept, broken, unknown, not applicable."""

    id: str
    section: str
    severity: Severity
    weight: float
    title: Pair
    text: Pair
    source: list[str]
    parameters: list[Parameter]
    say: list[Phrase]
    counts: tuple[int, int, int, int]
    interval: tuple[float, float] | None = None
    agreement: Agreed | None = None
    checklist: bool = False
    judged: bool = False


class Row(msgspec.Struct, kw_only=True):
    """An agent, a group or a day: conversations, how many of them have a score, its average with interval, findings."""

    key: str
    name: str = ""
    group: str = ""
    conversations: int
    scored: int
    average: float | None
    interval: tuple[float, float] | None
    findings: int


class Finding(msgspec.Struct, kw_only=True, omit_defaults=True):
    """One outcome of an embedded conversation; reason: its place in the report's list of reasons."""

    id: str
    clause: str
    outcome: str
    reason: int
    at: float | None = None
    agent: str | None = None
    points: float = 0.0
    evidence: list[EvidenceLine] = []
    machine: str | None = None
    marks: list[MarkLine] = []
    judged: JudgedLine | None = None
    advisory: bool = False


class Reading(msgspec.Struct, kw_only=True):
    """One embedded conversation. idle: the clauses that did not apply; turns and events in the input's order."""

    id: str
    score: float | None
    started: str = ""
    channel: str = ""
    direction: str = ""
    language: str = ""
    attributes: dict[str, object] = {}
    turns: list[dict[str, object]] = []
    events: list[dict[str, object]] = []
    gaps: list[dict[str, object]] = []
    findings: list[Finding] = []
    idle: list[str] = []
    legs: list[tuple[str, float | None]] = []
    form: forms.FilledCard | None = None


class ReportData(msgspec.Struct, kw_only=True):
    """Everything that the page draws. reasons: each in Chinese and English."""

    language: str
    standard: StandardName
    inputs: list[str]
    counts: Counts
    average: float | None
    interval: tuple[float, float] | None
    bins: list[int]
    sections: dict[str, Pair]
    clauses: list[Clause]
    days: list[Row]
    agents: list[Row]
    groups: list[Row]
    conversations: list[Reading]
    reasons: list[tuple[str, str]]
    least_confidence: float = 0.5
    judge: str = ""
    judge_counts: bool = False
    form: Form | None = None


class Reasons:
    """Each pair of texts once, numbered."""

    def __init__(self) -> None:
        self.pairs: list[tuple[str, str]] = []
        self._places: dict[tuple[str, str], int] = {}

    def place(self, zh: str, en: str) -> int:
        """The pair's number."""
        if (zh, en) not in self._places:
            self._places[zh, en] = len(self.pairs)
            self.pairs.append((zh, en))
        return self._places[zh, en]


def gather(audit: Audit, assembled: Assembled, order: Order, refused: int, warned: int, language: str) -> ReportData:
    """The report of a finished audit."""
    reasons = Reasons()
    confidence = assembled.bound.values.get("minimum_confidence")
    figures = audit.figures
    return ReportData(
        language=language,
        standard=StandardName(id=order.standard, name=assembled.pack.title, version=assembled.pack.version,
                              digest=order.digest, profile=order.profile and Path(order.profile).name),
        inputs=[Path(name).name for name in order.inputs],
        counts=Counts(conversations=figures.all.conversations, scored=figures.all.scored, findings=figures.all.findings,
                      refused=refused, warnings=warned),
        average=figures.all.average, interval=_ends(figures.all.interval), bins=list(figures.bins),
        sections=assembled.bound.sections,
        clauses=[_clause(text, audit, assembled) for text in audit.texts.values()],
        days=_rows(figures.days), agents=_rows(figures.agents), groups=_rows(figures.groups),
        conversations=[_reading(conversation, result, assembled, audit.weights, reasons)
                       for conversation, result in audit.embedded()],
        reasons=reasons.pairs,
        least_confidence=float(confidence) if isinstance(confidence, int | float) else 0.5,
        judge=order.judge.rpartition(" at ")[0], judge_counts=assembled.bound.judged_counts,
        form=gather_form(audit),
    )  # fmt: skip


def _ends(interval: Interval | None) -> tuple[float, float] | None:
    return None if interval is None else (round(interval.low, 4), round(interval.high, 4))


def _rows(table: Mapping[str, Tally]) -> list[Row]:
    return [
        Row(key=key, name=tally.name, group=tally.group, conversations=tally.conversations, scored=tally.scored,
            average=tally.average, interval=_ends(tally.interval), findings=tally.findings)
        for key, tally in sorted(table.items())
    ]  # fmt: skip


def _clause(text: ClauseText, audit: Audit, assembled: Assembled) -> Clause:
    tally = audit.figures.clauses[text.id]
    found = tally.agreement
    agreed = Agreed(
        marked=found.marked, agreed=found.agreed, share=_ends(found.share), findings=len(found.findings),
        confirmed=found.confirmed, precision=_ends(found.precision), in_doubt=found.in_doubt,
    ) if found.marked else None  # fmt: skip
    weight = audit.weights[text.id]
    known, phrases = assembled.pack.parameters, assembled.pack.phrases
    return Clause(
        id=text.id, section=text.section, severity=weight.severity, weight=weight.value, title=text.title, text=text.text,
        source=list(text.source),
        parameters=[Parameter(name=name, title=known[name].title, value=_plain(assembled.bound.values.get(name)),
                              unit=known[name].unit) for name in text.parameters if name in known],
        say=[Phrase(text=phrases[name].text, locked=phrases[name].locked) for name in text.say if name in phrases],
        counts=(tally.counts["kept"], tally.counts["broken"], tally.counts["unknown"], tally.counts["not_applicable"]),
        interval=_ends(tally.interval),
        agreement=agreed, checklist=text.id in assembled.checklist,
        judged=text.id in assembled.inspector.questions,
    )  # fmt: skip


def _plain(value: object) -> Value:
    """A parameter's value as the page can show it."""
    if isinstance(value, Mapping):
        return {str(key): str(_plain(item)) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [str(item) for item in value]
    return value if value is None or isinstance(value, bool | int | float) else str(value)


def _reading(
    conversation: Conversation, result: ResultLine, assembled: Assembled, weights: Mapping[str, ClauseWeight],
    reasons: Reasons,
) -> Reading:  # fmt: skip
    written = msgspec.json.decode(encode_line(conversation), type=dict[str, object])
    attributes = conversation.attributes
    score = score_of(result, weights)
    worded = _both_languages(conversation, assembled)
    legs = [] if isinstance(result.legs, msgspec.UnsetType) else [(leg.agent, leg.score) for leg in result.legs]
    findings: list[Finding] = []
    charged: set[tuple[str, str | None]] = set()
    for outcome in result.outcomes:
        if outcome.outcome == "not_applicable":
            continue
        zh, en = worded.get(outcome.id, (outcome.reason, outcome.reason))
        wording, judged = assembled.inspector.wording, _given(outcome.judged)
        if judged is not None:
            label = judging.labels_of(assembled.program)[outcome.clause]
            zh, en = (judging.reason_of(wording, outcome.clause, label, judged, side) for side in ("zh", "en"))
        if not isinstance(outcome.marks, msgspec.UnsetType):
            zh, en = wording.marked(zh, "zh"), wording.marked(en, "en")
        findings.append(Finding(
            id=outcome.id, clause=outcome.clause, outcome=outcome.outcome, reason=reasons.place(zh, en), at=outcome.at,
            agent=outcome.agent, points=_points(outcome, score, charged), evidence=outcome.evidence,
            machine=_given(outcome.machine), marks=_given(outcome.marks) or [], judged=judged,
            advisory=outcome.is_advice))  # fmt: skip
    return Reading(
        id=conversation.id, score=result.score, started=conversation.started_text or "", channel=conversation.channel,
        direction=conversation.direction, language=conversation.language or "",
        attributes={name: attributes[name] for name in ATTRIBUTES if attributes.get(name)},
        turns=_only(written.get("turns"), TURN_FIELDS), events=_only(written.get("events"), EVENT_FIELDS),
        gaps=_only(written.get("gaps"), ("start", "end", "why")), findings=findings,
        idle=list(dict.fromkeys(o.clause for o in result.outcomes if o.outcome == "not_applicable")), legs=legs,
        form=_given(result.scorecard),
    )  # fmt: skip


def _both_languages(conversation: Conversation, assembled: Assembled) -> dict[str, tuple[str, str]]:
    """Each outcome's reason in Chinese and English."""
    inspector = assembled.inspector
    laid_out = lay_out(conversation, inspector.program.standard, inspector.recogniser)
    outcomes = judge_ingested(inspector.program, laid_out)
    zh = inspector.write(conversation, laid_out, outcomes, "zh").outcomes
    en = inspector.write(conversation, laid_out, outcomes, "en").outcomes
    return {one.id: (one.reason, other.reason) for one, other in zip(zh, en, strict=True)}


def _points(outcome: OutcomeLine, score: Score, charged: set[tuple[str, str | None]]) -> float:
    """What this finding takes from 100: a clause is charged once, at its first finding (of each leg)."""
    key = (outcome.clause, outcome.agent if score.legs else None)
    if outcome.outcome != "broken" or not isinstance(outcome.because, msgspec.UnsetType) or key in charged:
        return 0.0
    charged.add(key)
    return score.deduction(outcome.clause, outcome.agent)


Given = TypeVar("Given")


def _given(value: Given | msgspec.UnsetType) -> Given | None:
    return None if isinstance(value, msgspec.UnsetType) else value


def _only(items: object, fields: Iterable[str]) -> list[dict[str, object]]:
    """The fields that the page draws of each turn or event."""
    if not isinstance(items, list):
        return []
    return [{name: item[name] for name in fields if name in item} for item in items if isinstance(item, dict)]
