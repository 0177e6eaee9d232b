"""What happened, to whom, when: the closed family of past-tense facts, and what clauses came to."""

from zuoxi.events import happening
from zuoxi.events.codec import MalformedError, decode_line, encode_line
from zuoxi.events.conversation import Conversation, Gap, Spoken, Word
from zuoxi.events.happening import Happening as Event
from zuoxi.events.outcome import (
    SEVERITY_ORDER,
    Evidence,
    Outcome,
    Reason,
    Severity,
    Verdict,
    merge_verdicts,
)

__all__ = [
    "SEVERITY_ORDER",
    "Conversation",
    "Event",
    "Evidence",
    "Gap",
    "MalformedError",
    "Outcome",
    "Reason",
    "Severity",
    "Spoken",
    "Verdict",
    "Word",
    "decode_line",
    "encode_line",
    "happening",
    "merge_verdicts",
]
