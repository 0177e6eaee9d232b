"""Inspecting one finished conversation: from the conversation to its scored result.

The use case behind `zuoxi audit`, and later behind the end of a live conversation. It refuses to read or write files; the
recogniser, the compiled standard and the wording are given to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, Protocol

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


class JudgedLine(msgspec.Struct, frozen=True, kw_only=True):
    """What a judging model said of an outcome. found: what that came to; answer: its own verdict, empty if it gave none; said:
    its reason, or why there is none."""

    by: Literal["model"] = "model"
    how: Literal["judged"] = "judged"
    model: str
    found: Literal["kept", "broken", "not_applicable", "refused", "no_evidence", "doubtful", "no_answer"]
    answer: str = ""
    confidence: float | None = None
    said: str = ""


class OutcomeLine(msgspec.Struct, kw_only=True):
    """One outcome as contract.md section 3 writes it; times in seconds. marks: what people said of it, oldest first, the last
    of them is the outcome; machine: what it was without them. to_judge: it waits for a judge or a person; judged: what a model
    said; advisory: the outcome is the model's and has no weight."""

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
    to_judge: bool | msgspec.UnsetType = msgspec.UNSET
    judged: JudgedLine | msgspec.UnsetType = msgspec.UNSET
    advisory: bool | msgspec.UnsetType = msgspec.UNSET

    @property
    def is_advice(self) -> bool:
        """Whether a model alone says so: it has no weight and is no finding of the rules'."""
        return self.advisory is True

    @property
    def settled_by(self) -> Literal["rule", "model", "model, advisory", "person"]:
        """Whose verdict it is."""
        if not isinstance(self.marks, msgspec.UnsetType):
            return "person"
        if isinstance(self.judged, msgspec.UnsetType):
            return "rule"
        return "model, advisory" if self.is_advice else "model"

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
        self.questions = {clause.id: clause.question for clause in standard.clauses if clause.question is not None}
        self.name = StandardLine(standard.id, standard.version, standard.digest)
        self._absent: dict[tuple[str, str], OutcomeLine] = {}

    def inspect(self, conversation: Conversation, language: str | None = None) -> ResultLine:
        """The result of one conversation; reasons in `language`, else in the conversation's."""
        laid_out = lay_out(conversation, self.program.standard, self.recogniser)
        outcomes = judge_ingested(self.program, laid_out)
        told = language or conversation.language or "zh"
        result = self.write(conversation, laid_out, outcomes, told)
        return self.put_people(result, self.marks, told)

    def put_people(self, result: ResultLine, marks: Marks, language: str) -> ResultLine:
        """The result with what people said of it, and the form filled from both, if there is one."""
        result = self.put_marks(result, marks.outcomes.get(result.conversation, ()), language)
        if self.scorecard is not None:
            open_ = {line.clause for line in result.outcomes if line.to_judge is True or line.is_advice}
            result.scorecard = fill_form(self.scorecard, self.checklist | open_, _for_form(result), _agents(result),
                                         marks.items.get(result.conversation, ()))  # fmt: skip
        return result

    def put_marks(self, result: ResultLine, marks: Sequence[Mark], language: str) -> ResultLine:
        """The result as people left it: their verdicts, the machine's beside them, scored anew."""
        if not marks:
            return result
        lines: list[OutcomeLine] = []
        broken = standing_for_broken((line.clause, line.id, line.outcome) for line in result.outcomes)
        for line in result.outcomes:
            history = history_of(marks, line.clause, line.id, line.id in broken)
            if history:
                line = msgspec.structs.replace(line, outcome=history[-1].verdict, machine=line.outcome, marks=history,
                                               to_judge=msgspec.UNSET, advisory=msgspec.UNSET,
                                               reason=self.wording.marked(line.reason, language))  # fmt: skip
            lines.append(line)
        return self.score_anew(msgspec.structs.replace(result, outcomes=lines))

    def score_anew(self, result: ResultLine) -> ResultLine:
        """The result with the score that its lines now make."""
        return _scored(result, score_of(result, self.weights))

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
        if outcome.reason.message == "to_judge" and self.questions[outcome.clause].unset == "":
            line.to_judge = True
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
    """What counts in the score; what follows from another outcome, and a model's advice, does not."""
    for line in result.outcomes:
        bare = line.is_advice or not isinstance(line.because, msgspec.UnsetType)
        yield Judgement(line.clause, line.outcome, line.agent, bare)


def _for_form(result: ResultLine) -> Iterator[Judgement]:
    """What counts in a form: there a model's advice waits for a person, and does not look as if nothing had applied."""
    for line, judgement in zip(result.outcomes, _judgements(result), strict=True):
        yield msgspec.structs.replace(judgement, verdict="unknown", follows=False) if line.is_advice else judgement


def seconds(milliseconds: int | None) -> float | None:
    """Milliseconds as seconds, exact to the millisecond."""
    return None if milliseconds is None else milliseconds / 1000


def _evidence(evidence: Evidence, turns: Mapping[int, str]) -> EvidenceLine:
    quote = evidence.quote
    if quote is None and evidence.turn is not None:
        quote = turns.get(evidence.turn)
    return EvidenceLine(turn=evidence.turn, event=evidence.event, start=seconds(evidence.start),
                        end=seconds(evidence.end), quote=quote or None)  # fmt: skip
