"""How sure a figure is: 95 % intervals for shares and for averages.

Figures of agents stand side by side in a report, and a difference between ten calls and twelve is mostly chance; the interval
says so. It refuses to give an interval where it would pretend: too few values, or values without any spread.
"""

from __future__ import annotations

import math

import msgspec

_Z = 1.959963984540054
#: Student's t, 97.5 %, for 1 to 30 degrees of freedom
_T = (12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281, 2.2010, 2.1788, 2.1604, 2.1448, 2.1314,
      2.1199, 2.1098, 2.1009, 2.0930, 2.0860, 2.0796, 2.0739, 2.0687, 2.0639, 2.0595, 2.0555, 2.0518, 2.0484, 2.0452,
      2.0423)  # fmt: skip
#: under this many values a report says "too few" and no interval
LEAST_VALUES = 5


class Interval(msgspec.Struct, frozen=True):
    """From low to high, both included."""

    low: float
    high: float


def wilson_interval(hits: int, tries: int) -> Interval | None:
    """The share hits / tries, by Wilson's score method; None without a try. Never leaves 0 to 1."""
    if tries <= 0:
        return None
    share = hits / tries
    scale = 1 + _Z * _Z / tries
    centre = (share + _Z * _Z / (2 * tries)) / scale
    half = _Z * math.sqrt(share * (1 - share) / tries + _Z * _Z / (4 * tries * tries)) / scale
    return Interval(0.0 if hits == 0 else max(0.0, centre - half), 1.0 if hits == tries else min(1.0, centre + half))


def mean_interval(count: int, total: float, squares: float, least: float, most: float) -> Interval | None:
    """The average of `count` values with this sum and sum of squares, by Student's t, inside least to most.

    None under five values, and where all are equal: no spread seen is not no spread.
    """
    if count < LEAST_VALUES:
        return None
    mean = total / count
    variance = (squares - count * mean * mean) / (count - 1)
    if variance <= 1e-9:
        return None
    half = _quantile(count - 1) * math.sqrt(variance / count)
    return Interval(max(least, mean - half), min(most, mean + half))


def _quantile(freedom: int) -> float:
    """Beyond the table, the first two terms of the expansion around the normal quantile (error under 0.0005)."""
    if freedom <= len(_T):
        return _T[freedom - 1]
    first = (_Z**3 + _Z) / (4 * freedom)
    second = (5 * _Z**5 + 16 * _Z**3 + 3 * _Z) / (96 * freedom * freedom)
    return _Z + first + second
