"""The use cases: inspecting a conversation, masking its personal data; the chapters `judging`, `live` and `log`."""

from zuoxi.desk.inspection import (
    EvidenceLine,
    Inspector,
    JudgedLine,
    OutcomeLine,
    ResultLine,
    merged_of,
    score_of,
)
from zuoxi.desk.marking import ItemMark, Mark, MarkLine, Marks
from zuoxi.desk.redaction import redact

__all__ = [
    "EvidenceLine",
    "Inspector",
    "ItemMark",
    "JudgedLine",
    "Mark",
    "MarkLine",
    "Marks",
    "OutcomeLine",
    "ResultLine",
    "live",
    "judging",
    "log",
    "merged_of",
    "redact",
    "score_of",
]
