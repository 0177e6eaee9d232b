"""A judge beside the rules: what a model is asked about a conversation, and what its answer comes to.

Only clauses with a question are asked; what the rules decide is never touched. Personal data are masked before anything is
handed over. An answer is believed as far as its quote stands, literally, in the turn that it names; else the outcome stays
unknown and says so. What stands is marked as a model's and has no weight unless the profile gives it one. It refuses to speak
to any model itself: the judge is a port.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Literal, Protocol

import msgspec

from zuoxi.desk.inspection import EvidenceLine, Inspector, JudgedLine, OutcomeLine, ResultLine, Wording, seconds
from zuoxi.desk.redaction import MaskedText, mask_turns
from zuoxi.events import Conversation, Outcome, Reason, Spoken, Verdict
from zuoxi.standard import Program

Found = Literal["kept", "broken", "not_applicable", "refused", "no_evidence", "doubtful", "no_answer"]
#: what each finding is as an outcome
_OUTCOMES: dict[Found, Verdict] = {
    "kept": "kept", "broken": "broken", "not_applicable": "not_applicable", "refused": "unknown", "no_evidence": "unknown",
    "doubtful": "unknown", "no_answer": "unknown",
}  # fmt: skip
#: a shorter quote stands in nearly every turn; a turn that is itself shorter may be quoted whole
LEAST_QUOTE = 2
LONGEST_SAID = 500


class Heard(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A turn as the judge is given it. unclear: heard with less than the minimum confidence."""

    turn: int
    by: str
    text: str
    to: str = "customer"
    unclear: bool = False


class Inquiry(msgspec.Struct, frozen=True, kw_only=True):
    """One question about one conversation. since: the turn that raised it; None: the whole conversation is meant."""

    clause: str
    language: str
    question: str
    criteria: tuple[str, ...]
    reference: str
    since: int | None
    turns: tuple[Heard, ...]


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What a judge says. refused: it cannot or will not judge, and says why."""

    verdict: Literal["kept", "broken", "not_applicable", "refused"]
    turn: int | None = None
    quote: str = ""
    reason: str = ""
    confidence: float | None = None


class JudgeSilentError(Exception):
    """The judge gave no usable answer; the text says why and holds no secret. lasting: asking further would be in vain."""

    def __init__(self, why: str, lasting: bool = False) -> None:
        super().__init__(why)
        self.lasting = lasting


class Judge(Protocol):
    """Whoever judges content. It may be called from several threads at once."""

    @property
    def model(self) -> str:
        """The name that stands beside every answer."""
        ...

    def judge(self, inquiry: Inquiry) -> Answer:
        """Raises `JudgeSilentError`."""
        ...

    def close(self) -> None:
        """Lets go of its connections."""
        ...


def key_of(model: str, inquiry: Inquiry) -> str:
    """What makes two questions the same: the model, the clause with all its texts, and the words that are handed over."""
    return hashlib.blake2b(msgspec.json.encode((model, inquiry)), digest_size=20).hexdigest()


class Sent(msgspec.Struct, frozen=True):
    """A conversation as it is handed over, with the way back to what was said."""

    heard: tuple[Heard, ...]
    texts: Mapping[int, MaskedText]
    turns: Mapping[int, Spoken]


def prepare(conversation: Conversation, masked: bool, least_confidence: float) -> Sent:
    """The turns with words; without personal data if `masked`."""
    texts = mask_turns(conversation) if masked else [MaskedText(turn.text) for turn in conversation.turns]
    spoken = [(turn, text) for turn, text in zip(conversation.turns, texts, strict=True) if text.text.strip()]
    heard = (
        Heard(turn=turn.index, by=turn.party, text=text.text, to=turn.to,
              unclear=turn.confidence is not None and turn.confidence < least_confidence)
        for turn, text in spoken
    )  # fmt: skip
    return Sent(tuple(heard), {turn.index: text for turn, text in spoken}, {turn.index: turn for turn, _ in spoken})


def find_evidence(answer: Answer, sent: Sent) -> tuple[Found, EvidenceLine | None]:
    """What an answer comes to, and its quote in the words as they were said."""
    if answer.verdict in ("refused", "not_applicable"):
        return answer.verdict, None
    quote = answer.quote.strip()
    if answer.turn is None or answer.turn not in sent.texts:
        return "no_evidence", None
    text, turn = sent.texts[answer.turn], sent.turns[answer.turn]
    place = text.text.find(quote)
    if place < 0 or len(quote) < min(LEAST_QUOTE, len(text.text.strip())):
        return "no_evidence", None
    if any(heard.turn == answer.turn and heard.unclear for heard in sent.heard):
        return "doubtful", None
    start, end = text.said(place, place + len(quote))
    return answer.verdict, EvidenceLine(turn=answer.turn, start=seconds(turn.start), end=seconds(turn.end),
                                        quote=turn.text[start:end])  # fmt: skip


class Lane:
    """Asks for what the rules leave to a judge in a result, and writes the answers into it."""

    def __init__(self, inspector: Inspector, model: str, masked: bool = True, counts: bool = False) -> None:
        self.inspector = inspector
        self.model = model
        self.masked = masked
        self.counts = counts
        self.labels = labels_of(inspector.program)

    def prepare(self, conversation: Conversation) -> Sent:
        """The conversation as this lane hands it over."""
        return prepare(conversation, self.masked, self.inspector.program.standard.minimum_confidence)

    def inquiries(self, result: ResultLine, sent: Sent, language: str) -> dict[str, Inquiry]:
        """What there is to ask, by the outcome's id."""
        found: dict[str, Inquiry] = {}
        side = 1 if language.startswith("en") else 0
        for line in result.outcomes if sent.heard else ():
            question = self.inspector.questions.get(line.clause)
            if line.to_judge is True and question is not None:
                found[line.id] = Inquiry(
                    clause=line.clause, language=("zh", "en")[side], question=question.question[side],
                    criteria=question.criteria[side], reference=question.reference, turns=sent.heard,
                    since=next((piece.turn for piece in line.evidence if piece.turn is not None), None),
                )  # fmt: skip
        return found

    def settle(
        self, result: ResultLine, sent: Sent, answers: Mapping[str, Answer | JudgeSilentError], language: str
    ) -> ResultLine:
        """The result with the answers, by the outcome's id, in it; scored anew."""
        lines = [
            self._settled(line, sent, answers[line.id], language) if line.id in answers else line
            for line in result.outcomes
        ]
        return self.inspector.score_anew(msgspec.structs.replace(result, outcomes=lines))

    def _settled(self, line: OutcomeLine, sent: Sent, answer: Answer | JudgeSilentError, language: str) -> OutcomeLine:
        evidence: EvidenceLine | None = None
        if isinstance(answer, JudgeSilentError):
            judged = JudgedLine(model=self.model, found="no_answer", said=str(answer))
        else:
            found, evidence = find_evidence(answer, sent)
            judged = JudgedLine(model=self.model, found=found, answer=answer.verdict, confidence=answer.confidence,
                                said=" ".join(answer.reason.split())[:LONGEST_SAID])  # fmt: skip
        outcome = _OUTCOMES[judged.found]
        pieces = (
            line.evidence if evidence is None else [p for p in line.evidence if p.turn != evidence.turn] + [evidence]
        )
        speaker = None if evidence is None or evidence.turn is None else sent.turns[evidence.turn].agent
        return msgspec.structs.replace(
            line, outcome=outcome, evidence=pieces, agent=line.agent or speaker, judged=judged, to_judge=msgspec.UNSET,
            at=line.at if line.at is not None or evidence is None else evidence.end,
            advisory=True if outcome in ("kept", "broken") and not self.counts else msgspec.UNSET,
            reason=reason_of(self.inspector.wording, line.clause, self.labels[line.clause], judged, language),
        )  # fmt: skip


def labels_of(program: Program) -> dict[str, str]:
    """What each clause with a question asks for, in a few words (zh and en)."""
    return {clause.id: clause.rows[0].label for clause in program.standard.clauses if clause.question is not None}


def reason_of(wording: Wording, clause: str, label: str, judged: JudgedLine, language: str) -> str:
    """A judged outcome's reason: that a model said so, which one, how sure it was, and its own words."""
    sure = "–" if judged.confidence is None else f"{judged.confidence:.2f}"
    parameters = (("label", label), ("model", judged.model), ("confidence", sure), ("said", judged.said))
    reason = Reason(f"judged.{judged.found}", parameters)
    return wording.reason(Outcome(clause=clause, number=1, verdict=_OUTCOMES[judged.found], reason=reason), language)
