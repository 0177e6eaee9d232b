"""How far machine and people agree on a clause, from the marks that people gave.

Precision: of what the machine found broken and a person marked, the share that the person called broken too; from the last 50
such marks, so that a clause whose wording was mended is not held to its past. It refuses to count what the machine left open.
"""

from __future__ import annotations

import heapq

import msgspec

from zuoxi.events import Verdict
from zuoxi.measures.interval import Interval, wilson_interval

LAST = 50
#: a clause is in doubt while the lower end of its precision's 95 % interval lies under this
LEAST_PRECISION = 0.90


class Marked(msgspec.Struct, frozen=True):
    """A marked outcome: what the machine said, what the person says, and when (ISO 8601)."""

    clause: str
    machine: Verdict
    person: Verdict
    at: str = ""


class Agreement(msgspec.Struct):
    """marked: outcomes the machine had judged and a person marked; agreed: of these with the same verdict."""

    marked: int = 0
    agreed: int = 0
    findings: list[tuple[str, int, bool]] = msgspec.field(default_factory=list)

    def add(self, mark: Marked) -> None:
        """Take one mark."""
        if mark.machine == "unknown":
            return
        self.marked += 1
        self.agreed += mark.machine == mark.person
        if mark.machine == "broken":
            heapq.heappush(self.findings, (mark.at, self.marked, mark.person == "broken"))
            if len(self.findings) > LAST:
                heapq.heappop(self.findings)

    @property
    def confirmed(self) -> int:
        """How many of the last marked findings the person confirmed."""
        return sum(confirmed for _, _, confirmed in self.findings)

    @property
    def share(self) -> Interval | None:
        """The 95 % interval of the share of agreement."""
        return wilson_interval(self.agreed, self.marked)

    @property
    def precision(self) -> Interval | None:
        """The 95 % interval of the precision in the last marks; None without a marked finding."""
        return wilson_interval(self.confirmed, len(self.findings))

    @property
    def in_doubt(self) -> bool:
        """Whether the marks do not bear out a precision of 90 %."""
        precision = self.precision
        return precision is not None and precision.low < LEAST_PRECISION
