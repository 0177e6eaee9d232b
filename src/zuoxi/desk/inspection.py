"""Inspecting one finished conversation: from the conversation to its scored result.

The use case behind `zuoxi audit`, and later behind the end of a live conversation. It refuses to read or write files; the
recogniser, the compiled standard and the wording are given to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

import msgspec

from zuoxi.desk.form_filling import CardLine, fill_form
from zuoxi.desk.marking import Mark, MarkLine, Marks, history_of, standing_for_broken
from zuoxi.events import Conversation, Evidence, Outcome, Reason, Severity, Verdict, merge_verdicts
from zuoxi.language import Recogniser
from zuoxi.measures import ClauseWeight, Judgement, Score, score_conversation, score_judgements
from zuoxi.measures import scorecard as forms
from zuoxi.standard import Ingested, Program, judge_ingested, lay_out

_ABSENT = Reason("not_applicable")


class Wording(Protocol):
    """Reasons in the reader's language."""

    def reason(self, outcome: Outcome, language: str) -> str: ...

    def marked(self, reason: str, language: str) -> str:
        """The reason of an outcome that a person judged, given the machine's."""
        ...


class EvidenceLine(msgspec.Struct, omit_defaults=True):
    """Evidence as it is written: seconds, and a quote that is literally in that turn."""

    turn: int | None = None
    event: int | None = None
    start: float | None = None
    end: float | None = None
    quote: str | None = None


class OutcomeLine(msgspec.Struct, kw_only=True):
    """One outcome as contract.md section 3 writes it; times in seconds. marks: what people said of it, oldest first, the last
    of them is the outcome; machine: what it was without them."""

    id: str
    clause: str
    outcome: Verdict
    severity: Severity
    at: float | None
    agent: str | None
    reason: str
    evidence: list[EvidenceLine]
    parameters: dict[str, str | int | float]
    provisional: bool
    because: str | msgspec.UnsetType = msgspec.UNSET
    note: str | msgspec.UnsetType = msgspec.UNSET
    machine: Verdict | msgspec.UnsetType = msgspec.UNSET
    marks: list[MarkLine] | msgspec.UnsetType = msgspec.UNSET

    def quoted(self) -> tuple[int | None, str]:
        """The last words quoted and their turn; no words: an empty text."""
        found = next((piece for piece in reversed(self.evidence) if piece.quote), EvidenceLine())
        return found.turn, found.quote or ""


class StandardLine(msgspec.Struct):
    id: str
    version: str
    digest: str


class LegLine(msgspec.Struct):
    agent: str
    score: float | None


class ResultLine(msgspec.Struct, kw_only=True):
    """One line of results.jsonl."""

    conversation: str
    standard: StandardLine
    score: float | None
    outcomes: list[OutcomeLine]
    legs: list[LegLine] | msgspec.UnsetType = msgspec.UNSET
    scorecard: CardLine | msgspec.UnsetType = msgspec.UNSET


class Inspector:
    """Judges conversations one by one by one standard."""

    def __init__(
        self,
        program: Program,
        recogniser: Recogniser,
        wording: Wording,
        weights: Mapping[str, ClauseWeight],
    ) -> None:
        #: what people said
        self.marks = Marks()
        #: an organisation's own form, filled for every conversation
        self.scorecard: forms.Scorecard | None = None
        self.program = program
        self.recogniser = recogniser
        self.wording = wording
        self.weights = weights
        standard = program.standard
        self.checklist = frozenset(clause.id for clause in standard.clauses if clause.checklist)
        self.severities = {clause.id: clause.severity for clause in standard.clauses}
        self.name = StandardLine(standard.id, standard.version, standard.digest)
        self._absent: dict[tuple[str, str], OutcomeLine] = {}

    def inspect(self, conversation: Conversation, language: str | None = None) -> ResultLine:
        """The result of one conversation; reasons in `language`, else in the conversation's."""
        laid_out = lay_out(conversation, self.program.standard, self.recogniser)
        outcomes = judge_ingested(self.program, laid_out)
        told = language or conversation.language or "zh"
        result = self.write(conversation, laid_out, outcomes, told)
        marks = self.marks.outcomes.get(conversation.id)
        if marks:
            result = self._put_marks(result, marks, told)
        if self.scorecard is not None:
            result.scorecard = fill_form(self.scorecard, self.checklist, _judgements(result), _agents(result),
                                         self.marks.items.get(conversation.id, ()))  # fmt: skip
        return result

    def _put_marks(self, result: ResultLine, marks: Sequence[Mark], language: str) -> ResultLine:
        """The result as people left it: their verdicts, the machine's beside them, scored anew."""
        lines: list[OutcomeLine] = []
        broken = standing_for_broken((line.clause, line.id, line.outcome) for line in result.outcomes)
        for line in result.outcomes:
            history = history_of(marks, line.clause, line.id, line.id in broken)
            if history:
                line = msgspec.structs.replace(line, outcome=history[-1].verdict, machine=line.outcome, marks=history,
                                               reason=self.wording.marked(line.reason, language))  # fmt: skip
            lines.append(line)
        marked = msgspec.structs.replace(result, outcomes=lines)
        return _scored(marked, score_of(marked, self.weights))

    def write(
        self,
        conversation: Conversation,
        laid_out: Ingested,
        outcomes: Sequence[Outcome],
        language: str,
    ) -> ResultLine:
        """Outcomes put into words and scored."""
        turns = {turn.index: turn.text for turn in conversation.turns}
        score = score_conversation(outcomes, self.weights, laid_out.agents)
        lines = [self._line(outcome, turns, language) for outcome in outcomes]
        return _scored(ResultLine(conversation=conversation.id, standard=self.name, score=None, outcomes=lines), score)

    def _line(self, outcome: Outcome, turns: Mapping[int, str], language: str) -> OutcomeLine:
        """One outcome in words; that a clause did not apply, and nothing more, is put into words once."""
        key = (outcome.clause, language)
        bare = outcome.reason == _ABSENT and outcome.number == 1 and not outcome.evidence
        if bare and key in self._absent:
            return self._absent[key]
        line = OutcomeLine(
            id=outcome.id, clause=outcome.clause, outcome=outcome.verdict,
            severity=self.severities[outcome.clause], at=seconds(outcome.at), agent=outcome.agent,
            reason=self.wording.reason(outcome, language),
            evidence=[_evidence(evidence, turns) for evidence in outcome.evidence],
            parameters=dict(outcome.parameters), provisional=outcome.provisional,
        )  # fmt: skip
        if outcome.because is not None:
            line.because = outcome.because
        elif bare:
            self._absent[key] = line
        return line


def _scored(result: ResultLine, score: Score) -> ResultLine:
    result.score = score.score
    if score.legs:
        result.legs = [LegLine(leg.agent, leg.score) for leg in score.legs]
    return result


def merged_of(result: ResultLine) -> dict[str, Verdict]:
    """What each clause of a result came to."""
    verdicts: dict[str, list[Verdict]] = {}
    for line in result.outcomes:
        verdicts.setdefault(line.clause, []).append(line.outcome)
    return {clause: merge_verdicts(found) for clause, found in verdicts.items()}


def score_of(result: ResultLine, weights: Mapping[str, ClauseWeight]) -> Score:
    """The score of a result with its deductions and legs, from its lines alone."""
    return score_judgements(_judgements(result), weights, _agents(result))


def _agents(result: ResultLine) -> tuple[str, ...]:
    """The agents of its legs, where there are several."""
    return () if isinstance(result.legs, msgspec.UnsetType) else tuple(leg.agent for leg in result.legs)


def _judgements(result: ResultLine) -> Iterator[Judgement]:
    for line in result.outcomes:
        yield Judgement(line.clause, line.outcome, line.agent, not isinstance(line.because, msgspec.UnsetType))


def seconds(milliseconds: int | None) -> float | None:
    """Milliseconds as seconds, exact to the millisecond."""
    return None if milliseconds is None else milliseconds / 1000


def _evidence(evidence: Evidence, turns: Mapping[int, str]) -> EvidenceLine:
    quote = evidence.quote
    if quote is None and evidence.turn is not None:
        quote = turns.get(evidence.turn)
    return EvidenceLine(turn=evidence.turn, event=evidence.event, start=seconds(evidence.start),
                        end=seconds(evidence.end), quote=quote or None)  # fmt: skip
