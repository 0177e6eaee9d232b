"""The use cases: inspecting a conversation, masking its personal data; and the ports that they need."""

from zuoxi.desk.inspection import (
    EvidenceLine,
    Inspector,
    LegLine,
    OutcomeLine,
    ResultLine,
    StandardLine,
    Wording,
    merged_of,
    score_of,
)
from zuoxi.desk.marking import Mark, MarkLine, unplaced
from zuoxi.desk.redaction import redact

__all__ = [
    "EvidenceLine",
    "Inspector",
    "LegLine",
    "Mark",
    "MarkLine",
    "OutcomeLine",
    "ResultLine",
    "StandardLine",
    "Wording",
    "live",
    "log",
    "merged_of",
    "redact",
    "score_of",
    "unplaced",
]
