"""The use cases: inspecting a conversation."""

from zuoxi.desk.inspection import (
    EvidenceLine,
    Inspector,
    LegLine,
    OutcomeLine,
    ResultLine,
    StandardLine,
    Wording,
)

__all__ = [
    "EvidenceLine",
    "Inspector",
    "LegLine",
    "OutcomeLine",
    "ResultLine",
    "StandardLine",
    "Wording",
]
