"""Times of day in a zone, for half-open windows. It refuses to know the present time."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

MINUTE = 60_000


@lru_cache(maxsize=256)
def zone_named(name: str) -> ZoneInfo:
    """The zone of an IANA name; raises `KeyError`-like ZoneInfoNotFoundError for an unknown one."""
    return ZoneInfo(name)


def minutes_inside(at: int, zone: str, windows: tuple[tuple[int, int], ...]) -> bool:
    """Whether the instant (Unix ms) lies in one of the windows [from, to), minutes of the local day."""
    local = datetime.fromtimestamp(at // 1000, UTC).astimezone(zone_named(zone))
    instant = (local.hour * 60 + local.minute) * MINUTE + local.second * 1000 + at % 1000
    return any(first * MINUTE <= instant < last * MINUTE for first, last in windows)
