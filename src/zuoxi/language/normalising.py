"""One spelling for what is the same to the ear or the eye, with a map back to the original characters.

Width, case, script, polite 您, spaces and punctuation. What is dropped is dropped for matching only: every character kept
knows where it stood. It refuses to change meaning: digits, negations and questions stay.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import msgspec
from opencc import OpenCC
from pypinyin import Style, lazy_pinyin

_TO_SIMPLIFIED = OpenCC("t2s")
#: 唔 is none: it denies in Cantonese
_FILLERS = frozenset("嗯呃额噢")
#: left out, and no clause ends there
_SILENT = _FILLERS | frozenset("儿兒")
_SENTENCE_ENDS = frozenset("。！？；!?;")
_CHINESE = re.compile("[\u3400-\u9fff]")
_SAME = {"您": "你", "妳": "你", "她": "他", "它": "他", "儿": "", "甭": "别"}


class Normal(msgspec.Struct, frozen=True):
    """text: what is matched. starts, stops: for each character its half-open span in the original. cuts: the indices
    in `text` before which a clause begins (after punctuation); ends: those before which a sentence does."""

    text: str
    starts: tuple[int, ...]
    stops: tuple[int, ...]
    cuts: frozenset[int]
    ends: frozenset[int] = frozenset()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original half-open span of text[start:end]."""
        return self.starts[start], self.stops[end - 1]

    def clause_start(self, place: int) -> int:
        """Where the clause that holds text[place] begins."""
        while place > 0 and place not in self.cuts:
            place -= 1
        return place

    def _is_cut(self, name: str, place: int) -> bool:
        """Whether a clause ends inside: "司法的司，徒弟的徒" names no Mr 司徒."""
        return " " not in name and any(cut in self.cuts for cut in range(place + 1, place + len(name)))

    def put(self, name: str, slot: str) -> Normal:
        """The same text with every occurrence of `name` (normalised) replaced by the one character `slot`."""
        if not name or name not in self.text:
            return self
        text, starts, stops, cuts, ends, place = "", [], [], {0}, set(), 0
        while place < len(self.text):
            if place in self.cuts:
                cuts.add(len(text))
            if place in self.ends:
                ends.add(len(text))
            width = len(name) if self.text.startswith(name, place) and not self._is_cut(name, place) else 1
            text += slot if width > 1 or self.text[place] == name else self.text[place]
            starts.append(self.starts[place])
            stops.append(self.stops[place + width - 1])
            place += width
        return Normal(text, tuple(starts), tuple(stops), frozenset(cuts), frozenset(ends))


def has_chinese(text: str) -> bool:
    """Whether any character of it is a Chinese one."""
    return _CHINESE.search(text) is not None


@lru_cache(maxsize=30_000)
def plain_character(character: str) -> str:
    """The character's one spelling; empty if it is dropped."""
    wide = unicodedata.normalize("NFKC", character).lower()
    if len(wide) != 1:
        wide = wide[:1]
    if not wide.isalnum():
        return ""
    simple = _TO_SIMPLIFIED.convert(wide) if wide > "\u2e7f" else wide
    simple = _SAME.get(simple, simple)
    return "" if simple in _FILLERS else simple[:1]


def normalise(text: str) -> Normal:
    """Chinese form: no spaces, no punctuation, no fillers."""
    kept: list[str] = []
    places: list[int] = []
    cuts = {0}
    ends: set[int] = set()
    for index, character in enumerate(text):
        plain = plain_character(character)
        if plain:
            kept.append(plain)
            places.append(index)
        elif character not in _SILENT:
            cuts.add(len(kept))
            if character in _SENTENCE_ENDS:
                ends.add(len(kept))
    return Normal(
        "".join(kept),
        tuple(places),
        tuple(place + 1 for place in places),
        frozenset(cuts),
        frozenset(ends),
    )


_APOSTROPHES = str.maketrans("", "", "'’")
_ENGLISH_WORD = re.compile("[a-z0-9]+")


def english_words(text: str) -> str:
    """The text of `normalise_english`, without the map back to the characters."""
    if not text.isascii():
        return normalise_english(text).text
    words = _ENGLISH_WORD.findall(text.translate(_APOSTROPHES).lower())
    return f" {' '.join(words)} " if words else " "


def normalise_english(text: str) -> Normal:
    """English form: lower-case words divided by single spaces, one space at each end; apostrophes dropped."""
    kept, places, cuts = [" "], [0], {1}
    ends: set[int] = set()
    for index, character in enumerate(text):
        if character in "'’":
            continue
        plain = unicodedata.normalize("NFKC", character).lower()[:1]
        if plain.isalnum():
            kept.append(plain)
            places.append(index)
        else:
            if kept[-1] != " ":
                kept.append(" ")
                places.append(index)
            if not character.isspace():
                cuts.add(len(kept))
            if character in "?!;":
                ends.add(len(kept))
    if kept[-1] != " ":
        kept.append(" ")
        places.append(len(text) - 1 if text else 0)
    return Normal(
        "".join(kept),
        tuple(places),
        tuple(place + 1 for place in places),
        frozenset(cuts),
        frozenset(ends),
    )


_BASE = 0xE000
_SYLLABLES: dict[str, str] = {}
_SOUNDS: dict[str, str] = {}


@lru_cache(maxsize=30_000)
def syllable_of(character: str) -> str:
    """The character's toneless reading as one private character; itself if it has none."""
    if character < "\u3400":
        return character
    reading = lazy_pinyin(character, style=Style.NORMAL)[0]
    if reading == character:
        return character
    code = _SYLLABLES.get(reading)
    if code is None:
        code = _SYLLABLES[reading] = chr(_BASE + len(_SYLLABLES))
        _SOUNDS[code] = _split(reading)
    return code


class _Codes(dict[int, str]):
    """The syllable of each character, looked up once."""

    def __missing__(self, character: int) -> str:
        code = syllable_of(chr(character))
        if len(self) < _MOST_CODES:
            self[character] = code
        return code


_MOST_CODES = 30_000
_CODES = _Codes()


def syllables_of(text: str) -> str:
    """One private character a syllable; the same length as the text."""
    return text.translate(_CODES)


def sounds_of(syllables: str) -> str:
    """Initial and final of each syllable, two characters each, for fuzzy comparison."""
    return "".join(_SOUNDS.get(code, code * 2) for code in syllables)


_INITIALS = ("zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r", "z", "c", "s",
             "y", "w")  # fmt: skip
_PARTS: dict[str, str] = {}


def _split(reading: str) -> str:
    initial = next((start for start in _INITIALS if reading.startswith(start)), "")
    final = reading[len(initial) :]
    return _part("i" + initial) + _part("f" + final)


def _part(name: str) -> str:
    return _PARTS.setdefault(name, chr(0x4E00 + len(_PARTS)))


def put_by_sound(normal: Normal, name: str, slot: str) -> Normal:
    """As `Normal.put`, where the name was misheard: the same syllables, and half of its characters."""
    place = syllables_of(normal.text).find(syllables_of(name)) if len(name) > 1 else -1
    if place < 0:
        return normal
    heard = normal.text[place : place + len(name)]
    same = sum(1 for own, wanted in zip(heard, name, strict=True) if own == wanted)
    return normal.put(heard, slot) if same * 2 >= len(name) else normal
