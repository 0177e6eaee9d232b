"""Wordings as keys of an automaton: which keys complete a wording, and which places of it each key is.

A wording of several places is looked at only where its rarest place is heard. It refuses to look at text.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec


class Place(msgspec.Struct, frozen=True):
    wording: int
    position: int
    text: str


class Wording(msgspec.Struct, frozen=True):
    """first, last: the wording must begin, or end, a clause (`^` and `$` in the pattern)."""

    act: int
    places: int
    text: str
    sounds: str
    first: bool = False
    last: bool = False


class Key:
    """What one code in the automaton stands for.

    single: wordings of one place that it completes. marks: the sets of options that it is one of, for wordings of several
    places; rarest: of those, the wordings that are looked at when it is heard. by_wording: places with their rank in the
    key; only: the place if there is just one.
    """

    __slots__ = ("by_wording", "code", "halves", "marks", "only", "rarest", "single", "wordings")

    def __init__(self, code: str, places: list[Place], halves: list[int], wordings: list[Wording]) -> None:
        self.code = code
        self.halves = dict.fromkeys(halves)
        self.by_wording: dict[int, tuple[tuple[int, Place], ...]] = {}
        for rank, place in enumerate(places):
            self.by_wording[place.wording] = (*self.by_wording.get(place.wording, ()), (rank, place))
        self.wordings = frozenset(self.by_wording)
        self.only = places[0] if len(places) == 1 else None
        self.single = frozenset(place.wording for place in places if wordings[place.wording].places == 1)
        self.marks: frozenset[int] = frozenset()
        self.rarest: frozenset[int] = frozenset()


def compile_keys(
    wordings: list[Wording], places: dict[str, list[Place]], halves: dict[str, list[int]]
) -> tuple[list[frozenset[int]], list[Key]]:
    """The sets of options that each wording needs, and the keys. A wording is looked at where its rarest place is heard."""
    keys = {
        code: Key(code, places.get(code, []), halves.get(code, []), wordings) for code in places.keys() | halves.keys()
    }
    options: dict[tuple[int, int], set[str]] = {}
    for code, own in places.items():
        for place in own:
            options.setdefault((place.wording, place.position), set()).add(code)
    numbers: dict[frozenset[str], int] = {}
    needed: list[frozenset[int]] = []
    marks: dict[str, set[int]] = {}
    rarest: dict[str, set[int]] = {}
    for number, wording in enumerate(wordings):
        if wording.places == 1:
            needed.append(frozenset())
            continue
        sets = [frozenset(options[number, position]) for position in range(wording.places)]
        needed.append(frozenset(numbers.setdefault(codes, len(numbers)) for codes in sets))
        for codes in sets:
            for code in codes:
                marks.setdefault(code, set()).add(numbers[codes])
        for code in min(sets, key=_commonness):
            rarest.setdefault(code, set()).add(number)
    for code, key in keys.items():
        key.marks = frozenset(marks.get(code, ()))
        key.rarest = frozenset(rarest.get(code, ()))
    return needed, list(keys.values())


def _commonness(codes: frozenset[str]) -> tuple[int, int]:
    """How often one of these is likely to be heard, for comparison only."""
    return -min(map(len, codes)), len(codes)


def places_of(key: Key, whole: set[int]) -> Iterable[Place]:
    """The key's places in wordings of which every place was heard, in their order."""
    common = whole & key.wordings
    if len(common) == 1:
        return [place for _, place in key.by_wording[common.pop()]]
    found = [ranked for wording in common for ranked in key.by_wording[wording]]
    found.sort(key=_rank)
    return [place for _, place in found]


def _rank(ranked: tuple[int, Place]) -> int:
    return ranked[0]
