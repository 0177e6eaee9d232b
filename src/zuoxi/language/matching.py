"""Wordings against text: one pass of an automaton over syllables, then gaps, guards and, last, a fuzzy look.

Exact on characters and on syllables; fuzzy on initials and finals where half of a long wording was heard. It refuses to
know what an act means.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import ahocorasick
import msgspec
from rapidfuzz.fuzz import partial_ratio_alignment

from zuoxi.language.lexicon import ActWording, Pattern
from zuoxi.language.normalising import (
    Normal,
    normalise,
    normalise_english,
    sounds_of,
    syllables_of,
)

GAP_CHINESE = 9
GAP_ENGLISH = 40
FUZZY_LEAST = 6
FUZZY_SCORE = 82.0
_FUZZY_CANDIDATES = 6
_NEGATIONS = frozenset("不没别无未勿非")
#: words that hold a negation character and negate nothing
_HARMLESS = ("对不起", "不好意思", "要不要", "要不", "不过", "不客气", "是不是", "能不能", "可不可以", "不仅", "不但",
             "没关系", "没问题", "差不多", "不用担心", "非常", "除非", "无论", "不管", "特别", "分别", "别的", "别人",
             "未来", "不断", "不久", "没事", "不要紧", "有没有", "好不好", "行不行", "不妨", "无法", "没法")  # fmt: skip
_ENGLISH_NEGATIONS = (
    " not ",
    " dont ",
    " cant ",
    " cannot ",
    " never ",
    " wont ",
    " isnt ",
    " no ",
)
SLOT_CODES = {
    "organisation": "\uf8f0", "department": "\uf8f1", "agent_number": "\uf8f2", "agent_name": "\uf8f3",
    "customer_name": "\uf8f4", "title": "\uf8f5",
}  # fmt: skip


class Found(msgspec.Struct):
    """A wording found: its act's number, the span in the normal text, and how many characters only sounded right."""

    act: int
    start: int
    end: int
    off: int
    fuzzy: bool = False


class _Place(msgspec.Struct, frozen=True):
    wording: int
    position: int
    text: str


class _Wording(msgspec.Struct, frozen=True):
    """first, last: the wording must begin, or end, a clause (`^` and `$` in the pattern)."""

    act: int
    places: int
    text: str
    sounds: str
    first: bool = False
    last: bool = False


def fill_slots(pattern: str) -> str:
    """Slots of a pattern as their private characters."""
    for name, code in SLOT_CODES.items():
        pattern = pattern.replace("{" + name + "}", code)
    return pattern


def _chinese_form(fragment: str) -> str:
    return "".join(part if part in SLOT_CODES.values() else normalise(part).text for part in fill_slots(fragment))


def _english_form(fragment: str) -> str:
    filled = fill_slots(fragment)
    out = ""
    for part in _split_slots(filled):
        out += part if part in SLOT_CODES.values() else normalise_english(part).text
    return out.replace("  ", " ")


def _split_slots(text: str) -> Iterator[str]:
    part = ""
    for character in text:
        if character in SLOT_CODES.values():
            if part:
                yield part
            yield character
            part = ""
        else:
            part += character
    if part:
        yield part


class Matcher:
    """All wordings of some acts in one language."""

    def __init__(self, acts: list[ActWording], language: str) -> None:
        self.acts = acts
        self.english = language == "en"
        self.gap = GAP_ENGLISH if self.english else GAP_CHINESE
        self.form: Callable[[str], str] = _english_form if self.english else _chinese_form
        self.code: Callable[[str], str] = str if self.english else syllables_of
        self.wordings: list[_Wording] = []
        places: dict[str, list[_Place]] = {}
        halves: dict[str, list[int]] = {}
        for number, act in enumerate(acts):
            for pattern in act.en if self.english else act.zh:
                self._add(number, pattern, places, halves)
        self.unless = [tuple(self.form(text) for text in act.unless) for act in acts]
        self.automaton = ahocorasick.Automaton()
        for key in places.keys() | halves.keys():
            own = tuple(places.get(key, ()))
            marks = tuple({(place.wording, 1 << place.position) for place in own})
            self.automaton.add_word(key, (len(key), marks, own, tuple(halves.get(key, ()))))
        self.full = [(1 << wording.places) - 1 for wording in self.wordings]
        if places:
            self.automaton.make_automaton()
        self.empty = not places

    def _add(
        self,
        act: int,
        pattern: Pattern,
        places: dict[str, list[_Place]],
        halves: dict[str, list[int]],
    ) -> None:
        first, last = pattern[0][0].startswith("^"), pattern[-1][0].endswith("$")
        options = [tuple(filter(str.strip, map(self.form, place))) for place in pattern]
        if not all(options):
            return
        if len(options) == 1:
            for text in options[0]:
                self._add_whole(act, text, places, halves, first, last)
            return
        number = len(self.wordings)
        self.wordings.append(_Wording(act, len(options), "", "", first, last))
        for position, texts in enumerate(options):
            for text in texts:
                places.setdefault(self.code(text), []).append(_Place(number, position, text))

    def _add_whole(
        self,
        act: int,
        text: str,
        places: dict[str, list[_Place]],
        halves: dict[str, list[int]],
        first: bool,
        last: bool,
    ) -> None:
        number = len(self.wordings)
        code = self.code(text)
        self.wordings.append(_Wording(act, 1, text, "" if self.english else sounds_of(code), first, last))
        places.setdefault(code, []).append(_Place(number, 0, text))
        fuzzy = self.acts[act].fuzzy and not (self.acts[act].literal or first or last)
        if fuzzy and not self.english and len(text) >= FUZZY_LEAST:
            middle = len(code) // 2
            for half in (code[:middle], code[middle:]):
                halves.setdefault(half, []).append(number)

    def find(self, normal: Normal) -> list[Found]:
        """Every act that some wording shows, the surest wording of each; guards applied."""
        if self.empty or not normal.text.strip():
            return []
        text = normal.text
        coded = self.code(text)
        best: dict[int, Found] = {}
        progress: dict[tuple[int, int], tuple[int, int, int, int]] = {}
        near: dict[int, int] = {}
        marked: dict[int, int] = {}
        heard: list[tuple[int, int, tuple[_Place, ...]]] = []
        for last, (width, marks, places, halves) in self.automaton.iter(coded):
            heard.append((last + 1 - width, last + 1, places))
            for wording, bit in marks:
                marked[wording] = marked.get(wording, 0) | bit
            for number in halves:
                near.setdefault(number, last)
        full = self.full
        whole = {wording for wording, mark in marked.items() if mark == full[wording]}
        if whole:
            for start, end, places in heard:
                for place in places:
                    if place.wording in whole:
                        self._advance(place, start, end, text, progress, best, normal)
        if near:
            self._look_near(near, normal, coded, best)
        return sorted(best.values(), key=_by_place)

    def _advance(
        self, place: _Place, start: int, end: int, text: str, progress: dict[tuple[int, int], tuple[int, int, int, int]],
        best: dict[int, Found], normal: Normal,
    ) -> None:  # fmt: skip
        off = 0
        if text[start:end] != place.text:
            off = sum(1 for own, wanted in zip(text[start:end], place.text, strict=True) if own != wanted)
            if end - start == 1 or (end - start <= 3 and off > 1):
                return
        wording, length = self.wordings[place.wording], end - start
        if place.position:
            before = progress.get((place.wording, place.position - 1))
            if before is None or not -1 <= start - before[1] <= self.gap:
                return
            off += before[2]
            length += before[3]
            first = before[0]
            if self.acts[wording.act].negatable and self._denied_inside(text[before[1] : start]):
                return
        else:
            first = start
        if place.position + 1 < wording.places:
            progress[(place.wording, place.position)] = (first, end, off, length)
        elif (wording.first or wording.last) and not _at_edges(wording, normal, first, end):
            return
        elif self._accepts(wording.act, length, off) and self._stands(wording.act, normal, first, end):
            known = best.get(wording.act)
            if known is None or (known.off, known.start - known.end) > (
                off,
                first - end,
            ):
                best[wording.act] = Found(wording.act, first, end, off)

    def _denied_inside(self, gap: str) -> bool:
        if self.english:
            return any(word in f" {gap} " for word in _ENGLISH_NEGATIONS)
        for harmless in _HARMLESS:
            gap = gap.replace(harmless, "")
        return any(character in _NEGATIONS for character in gap)

    def _accepts(self, act: int, length: int, off: int) -> bool:
        """How many characters may merely sound right."""
        if not off:
            return True
        if self.acts[act].literal:
            return length >= 6 and off <= 1
        if length <= 3:
            return length > 1 and off <= 1
        return off * 2 <= length + 1

    def _stands(self, act: int, normal: Normal, start: int, end: int) -> bool:
        """The guards: negation before, wordings that rule the act out, an act that must stand alone."""
        wording = self.acts[act]
        text = normal.text
        if wording.alone and (len(text.strip()) - (end - start) > (2 if not self.english else 1)):
            return False
        if any(text.find(other) >= 0 for other in self.unless[act]):
            return False
        clause = text[normal.clause_start(start) : start]
        if wording.literal and any(word in clause for word in _REPORTED):
            return False
        if not wording.negatable:
            return True
        if self.english:
            tail = " " + " ".join(clause.split()[-2:]) + " "
            return not any(word in tail for word in _ENGLISH_NEGATIONS)
        for harmless in _HARMLESS:
            clause = clause.replace(harmless, "")
        return not any(character in _NEGATIONS for character in clause[-2:])

    def _look_near(self, near: dict[int, int], normal: Normal, coded: str, best: dict[int, Found]) -> None:
        heard = ""
        tried = 0
        for number in near:
            wording = self.wordings[number]
            if wording.act in best or tried >= _FUZZY_CANDIDATES or len(wording.text) > len(coded) + 1:
                continue
            tried += 1
            heard = heard or sounds_of(coded)
            found = partial_ratio_alignment(wording.sounds, heard, score_cutoff=FUZZY_SCORE)
            if found is None:
                continue
            start, end = (
                found.dest_start // 2,
                min((found.dest_end + 1) // 2, len(coded)),
            )
            if start < end and self._same_polarity(wording, normal.text[start:end]):
                if self._stands(wording.act, normal, start, end):
                    best[wording.act] = Found(wording.act, start, end, len(wording.text), True)

    def _same_polarity(self, wording: _Wording, heard: str) -> bool:
        wanted = sum(1 for character in wording.text if character in _NEGATIONS)
        return wanted == sum(1 for character in heard if character in _NEGATIONS)


_REPORTED = (
    "他说",
    "对方说",
    "同事说",
    "你说",
    "客户说",
    "听说",
    "人家说",
    "有人说",
    "骂",
    "所谓",
    " said ",
    " told ",
)


_TRAILING = "啊呀吧呢啦了的哦嘛"


def _at_edges(wording: _Wording, normal: Normal, start: int, end: int) -> bool:
    if wording.first and start not in normal.cuts and not (normal.text[start] == " " and start + 1 in normal.cuts):
        return False
    while wording.last and end < len(normal.text) and end not in normal.cuts and normal.text[end] in _TRAILING:
        end += 1
    return not wording.last or end in normal.cuts or end >= len(normal.text.rstrip())


def _by_place(found: Found) -> tuple[int, int]:
    return found.start, found.end
