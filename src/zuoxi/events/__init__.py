"""What happened, to whom, when: the closed family of past-tense facts, and what clauses came to."""

from zuoxi.events import happening
from zuoxi.events.conversation import SHOWS, Conversation, Gap, Spoken, Word, shows_by_default
from zuoxi.events.happening import Happening as Event
from zuoxi.events.outcome import SEVERITY_ORDER, Evidence, Outcome, Reason, Severity, Verdict, merge_verdicts

__all__ = [
    "SEVERITY_ORDER",
    "SHOWS",
    "Conversation",
    "Event",
    "Evidence",
    "Gap",
    "Outcome",
    "Reason",
    "Severity",
    "Spoken",
    "Verdict",
    "Word",
    "happening",
    "merge_verdicts",
    "shows_by_default",
]
