"""The written forms of durations, times of day, windows and periods.

One place for them, so that a pack and a profile read them alike. It refuses anything that could be read in two ways.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation

from zuoxi.standard.document import Node

#: no count, amount or time of a standard is larger
LARGEST = 10**12
FACTORS = {"": 1000, "s": 1000, "ms": 1, "min": 60_000, "h": 3_600_000, "d": 86_400_000}


def as_number(value: object) -> int | float | None:
    """The value as a plain number; None if it is none, or one that no standard needs (infinite, astronomic)."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not -LARGEST <= value <= LARGEST:
        return None
    return int(value) if isinstance(value, int) else float(value)


def milliseconds(node: Node, unit: str = "") -> int:
    """`5`, `5 s`, `2 min`, `1 h`, `300 ms` as whole milliseconds; a plain number is of `unit`, seconds if empty."""
    number, _, given = node.text().strip().partition(" ")
    factor = FACTORS.get(given.strip() or unit)
    try:
        found = Decimal(number)
    except InvalidOperation:
        found = Decimal("NaN")
    if factor is None or not found.is_finite() or not 0 <= found <= LARGEST:
        node.fail(f"{node.text()!r} is no duration; write such as 5 s, 300 ms or 2 min.")
    return int(found * factor)


def minutes(node: Node) -> int:
    """`07:30` as minutes of the day; 24:00 is the day's end."""
    hour, _, minute = node.text().partition(":")
    plain = all(len(part) <= 2 and part.isascii() and part.isdigit() for part in (hour, minute))
    if not plain or int(minute) > 59 or int(hour) * 60 + int(minute) > 1440:
        node.fail(f"{node.text()!r} is no time of day; write such as 07:30.")
    return int(hour) * 60 + int(minute)


def window(node: Node) -> tuple[int, int]:
    """`07:00-12:00` as minutes [from, to)."""
    first, dash, last = node.text().replace("–", "-").partition("-")
    if not dash:
        node.fail(f"{node.text()!r} is no window; write such as 07:00-12:00.")
    begin, end = (minutes(Node(part.strip(), node.file, node.line)) for part in (first, last))
    if begin >= end:
        node.fail(f"{node.text()!r} ends before it begins; divide a window at midnight.")
    return begin, end


def period(node: Node) -> tuple[date, date]:
    """`2026-10-01/2026-10-07` as first and last day."""
    first, slash, last = node.text().partition("/")
    try:
        begin, end = date.fromisoformat(first.strip()), date.fromisoformat(last.strip())
    except ValueError:
        begin = end = date.max
        slash = ""
    if not slash or begin > end:
        node.fail(f"{node.text()!r} is no period; write such as 2026-10-01/2026-10-07.")
    return begin, end
