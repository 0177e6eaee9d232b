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


#: most keys stand for one wording alone; these are theirs
_NO_HALVES: dict[int, None] = {}
_NONE: dict[int, list[Place]] = {}
_NO_NAMES: frozenset[int] = frozenset()


class Key:
    """What one code in the automaton stands for: places of wordings, and halves of long ones.

    single: its places in wordings of one place; several: its places in the others, by wording; names: these wordings.
    marks: the sets of options that it is one of, for wordings of several places, as bits; rarest: of those wordings, the
    ones that are looked at when it is heard.
    """

    __slots__ = ("code", "halves", "marks", "names", "places", "rarest", "several", "single", "width")

    def __init__(self, code: str, places: list[Place], halves: list[int], wordings: list[Wording]) -> None:
        self.code = code
        self.width = len(code)
        self.places = tuple(places)
        self.halves = dict.fromkeys(halves) if halves else _NO_HALVES
        several = [place for place in places if wordings[place.wording].places > 1]
        self.several = _NONE
        self.names = _NO_NAMES
        if several:
            self.single = tuple(place for place in places if wordings[place.wording].places == 1)
            self.several = {}
            for place in several:
                self.several.setdefault(place.wording, []).append(place)
            self.names = frozenset(self.several)
        else:
            self.single = self.places
        self.marks = 0
        self.rarest: tuple[int, ...] = ()

    def within(self, whole: set[int]) -> Iterable[Place]:
        """The places in wordings of several places of which every place was heard, wording by wording."""
        for wording in sorted(whole & self.names):
            yield from self.several[wording]


def compile_keys(
    wordings: list[Wording], places: dict[str, list[Place]], halves: dict[str, list[int]]
) -> tuple[list[int], list[Key]]:
    """The sets of options that each wording needs, as bits; the keys. A wording is looked at where its rarest place is heard."""
    keys = {
        code: Key(code, places.get(code, []), halves.get(code, []), wordings) for code in places.keys() | halves.keys()
    }
    options: dict[tuple[int, int], set[str]] = {}
    for code, own in places.items():
        for place in own:
            options.setdefault((place.wording, place.position), set()).add(code)
    numbers: dict[frozenset[str], int] = {}
    needed: list[int] = []
    for number, wording in enumerate(wordings):
        if wording.places == 1:
            needed.append(0)
            continue
        sets = [frozenset(options[number, position]) for position in range(wording.places)]
        bits = 0
        for codes in sets:
            bit = 1 << numbers.setdefault(codes, len(numbers))
            bits |= bit
            for code in codes:
                keys[code].marks |= bit
        needed.append(bits)
        for code in min(sets, key=_commonness):
            keys[code].rarest += (number,)
    return needed, list(keys.values())


def _commonness(codes: frozenset[str]) -> tuple[int, int]:
    """How often one of these is likely to be heard, for comparison only."""
    return -min(map(len, codes)), len(codes)
