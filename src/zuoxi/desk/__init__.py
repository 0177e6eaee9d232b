"""The use cases: inspecting a conversation, masking its personal data; and the ports that they need."""

from zuoxi.desk.inspection import (
    EvidenceLine,
    Inspector,
    LegLine,
    OutcomeLine,
    ResultLine,
    Wording,
    merged_of,
    score_of,
)
from zuoxi.desk.marking import ItemMark, Mark, MarkLine, Marks, unplaced
from zuoxi.desk.redaction import redact

__all__ = [
    "EvidenceLine",
    "Inspector",
    "ItemMark",
    "LegLine",
    "Mark",
    "MarkLine",
    "Marks",
    "OutcomeLine",
    "ResultLine",
    "Wording",
    "log",
    "merged_of",
    "redact",
    "score_of",
    "unplaced",
]
