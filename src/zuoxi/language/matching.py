"""Wordings against text: one pass of an automaton over syllables, then gaps, guards and, last, a fuzzy look.

Exact on characters and on syllables; fuzzy on initials and finals where half of a long wording was heard. It refuses to
know what an act means.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from operator import ne

import ahocorasick
import msgspec
from rapidfuzz.fuzz import partial_ratio_alignment

from zuoxi.language.lexicon import ActWording, Pattern
from zuoxi.language.normalising import (
    Normal,
    english_words,
    plain_character,
    sounds_of,
    syllables_of,
)
from zuoxi.language.wording_keys import Key, Place, Wording, compile_keys

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


class _Look(msgspec.Struct):
    """One text being looked at; progress: how far each wording of several places has come, by its last place."""

    normal: Normal
    text: str
    progress: dict[tuple[int, int], tuple[int, int, int, int]]
    best: dict[int, Found]
    ruled_out: Set[int] | None = None


_SLOTS = frozenset(SLOT_CODES.values())


def fill_slots(pattern: str) -> str:
    """Slots of a pattern as their private characters."""
    if "{" in pattern:
        for name, code in SLOT_CODES.items():
            pattern = pattern.replace("{" + name + "}", code)
    return pattern


def _chinese_form(fragment: str) -> str:
    return "".join(part if part in _SLOTS else plain_character(part) for part in fill_slots(fragment))


def _english_form(fragment: str) -> str:
    filled = fill_slots(fragment)
    if _SLOTS.isdisjoint(filled):
        return english_words(filled)
    out = ""
    for part in _split_slots(filled):
        out += part if part in _SLOTS else english_words(part)
    return out.replace("  ", " ")


def _split_slots(text: str) -> Iterator[str]:
    part = ""
    for character in text:
        if character in _SLOTS:
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
        self.wordings: list[Wording] = []
        places: dict[str, list[Place]] = {}
        halves: dict[str, list[int]] = {}
        for number, act in enumerate(acts):
            for pattern in act.en if self.english else act.zh:
                self._add(number, pattern, places, halves)
        self.unless = [tuple(self.form(text) for text in act.unless) for act in acts]
        self.automaton = ahocorasick.Automaton()
        self.needed, keys = compile_keys(self.wordings, places, halves)
        for key in keys:
            self.automaton.add_word(key.code, key)
        if places:
            self.automaton.make_automaton()
        self.empty = not places
        self.guards = ahocorasick.Automaton()
        guarded: dict[str, list[int]] = {}
        for number, others in enumerate(self.unless):
            for other in others:
                guarded.setdefault(other, []).append(number)
        #: acts ruled out by an empty guard, which stands in every text
        self.never = frozenset(guarded.pop("", ()))
        for other, numbers in guarded.items():
            self.guards.add_word(other, tuple(numbers))
        if guarded:
            self.guards.make_automaton()
        self.guarded = bool(guarded)

    def _add(
        self,
        act: int,
        pattern: Pattern,
        places: dict[str, list[Place]],
        halves: dict[str, list[int]],
    ) -> None:
        first, last = pattern[0][0].startswith("^"), pattern[-1][0].endswith("$")
        options = [tuple(filter(str.strip, map(self.form, place))) for place in pattern]
        if not all(options):
            return
        if len(options) == 1:
            fuzzy = self.acts[act].fuzzy and not (self.acts[act].literal or first or last or self.english)
            whole = [text for text in options[0] if fuzzy and len(text) >= FUZZY_LEAST]
            for text in whole:
                self._add_fuzzy(act, text, places, halves)
            if len(whole) < len(options[0]):
                number = len(self.wordings)
                self.wordings.append(Wording(act, 1, "", "", first, last))
                for text in options[0]:
                    if not (fuzzy and len(text) >= FUZZY_LEAST):
                        places.setdefault(self.code(text), []).append(Place(number, 0, text))
            return
        number = len(self.wordings)
        self.wordings.append(Wording(act, len(options), "", "", first, last))
        for position, texts in enumerate(options):
            for text in texts:
                places.setdefault(self.code(text), []).append(Place(number, position, text))

    def _add_fuzzy(self, act: int, text: str, places: dict[str, list[Place]], halves: dict[str, list[int]]) -> None:
        """A wording of one place that may also be heard nearly: where half of it is heard, all of it is looked for."""
        number, code = len(self.wordings), self.code(text)
        self.wordings.append(Wording(act, 1, text, sounds_of(code)))
        places.setdefault(code, []).append(Place(number, 0, text))
        middle = len(code) // 2
        for half in (code[:middle], code[middle:]):
            halves.setdefault(half, []).append(number)

    def find(self, normal: Normal) -> list[Found]:
        """Every act that some wording shows, the surest wording of each; guards applied."""
        if self.empty or not normal.text.strip():
            return []
        text = normal.text
        coded = self.code(text)
        near: dict[int, None] = {}
        marked = 0
        begun: list[int] = []
        heard: list[tuple[int, Key]] = []
        for last, key in self.automaton.iter(coded):
            if key.places:
                heard.append((last + 1, key))
                marked |= key.marks
                if key.rarest:
                    begun += key.rarest
            if key.halves:
                near.update(key.halves)
        best: dict[int, Found] = {}
        if heard:
            needed = self.needed
            whole = {wording for wording in begun if needed[wording] & marked == needed[wording]}
            look = _Look(normal, text, {}, best)
            for end, key in heard:
                start = end - key.width
                for place in key.single:
                    self._complete(place, start, end, look)
                if whole and not whole.isdisjoint(key.names):
                    for place in key.within(whole):
                        self._advance(place, start, end, look)
        if near:
            self._look_near(near, normal, coded, best)
        return sorted(best.values(), key=_by_place) if best else []

    def _ruled_out(self, text: str) -> Set[int]:
        """The acts that some other wording in the text rules out."""
        if not self.guarded:
            return self.never
        found = set(self.never)
        for _, acts in self.guards.iter(text):
            found.update(acts)
        return found

    def _complete(self, place: Place, start: int, end: int, look: _Look) -> None:
        """A wording of one place."""
        said, off = look.text[start:end], 0
        if said != place.text:
            off = sum(map(ne, said, place.text))
            if end - start == 1 or (end - start <= 3 and off > 1):
                return
        wording = self.wordings[place.wording]
        if off and end - start == 2 and not self.acts[wording.act].short_by_sound:
            return
        known = look.best.get(wording.act)
        if known is None or _worse(known, off, start, end, look.normal):
            self._take(wording, start, end, off, end - start, look)

    def _advance(self, place: Place, start: int, end: int, look: _Look) -> None:
        """One place of a wording."""
        off, text = 0, look.text
        said = text[start:end]
        if said != place.text:
            off = sum(map(ne, said, place.text))
            if end - start == 1 or (end - start <= 3 and off > 1):
                return
        wording, length, first = self.wordings[place.wording], end - start, start
        if place.position:
            before = look.progress.get((place.wording, place.position - 1))
            if before is None or not -1 <= start - before[1] <= self.gap:
                return
            off += before[2]
            length += before[3]
            first = before[0]
            if self.acts[wording.act].negatable and self._denied_inside(text[before[1] : start]):
                return
        if place.position + 1 < wording.places:
            look.progress[(place.wording, place.position)] = (first, end, off, length)
            return
        known = look.best.get(wording.act)
        if known is None or _worse(known, off, first, end, look.normal):
            self._take(wording, first, end, off, length, look)

    def _take(self, wording: Wording, start: int, end: int, off: int, length: int, look: _Look) -> None:
        """The whole wording was heard, and better than any before: its act, unless a guard forbids it."""
        if (wording.first or wording.last) and not _at_edges(wording, look.normal, start, end):
            return
        if (
            not self.english
            and wording.places == 1
            and self.acts[wording.act].literal
            and _is_cut(look.normal, start, end)
        ):
            return
        if off and not self._accepts(wording.act, length, off):
            return
        if look.ruled_out is None:
            look.ruled_out = self._ruled_out(look.text)
        if wording.act not in look.ruled_out and self._stands(wording.act, look.normal, start, end):
            look.best[wording.act] = Found(wording.act, start, end, off)

    def _denied_inside(self, gap: str) -> bool:
        if self.english:
            return any(word in f" {gap} " for word in _ENGLISH_NEGATIONS)
        if _NEGATIONS.isdisjoint(gap):
            return False
        for harmless in _HARMLESS:
            gap = gap.replace(harmless, "")
        return not _NEGATIONS.isdisjoint(gap)

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
        """The guards but for wordings that rule the act out: negation before, an act that must stand alone."""
        wording = self.acts[act]
        text = normal.text
        if wording.alone and (len(text.strip()) - (end - start) > (2 if not self.english else 1)):
            return False
        if not wording.literal and (
            not wording.negatable or (not self.english and _NEGATIONS.isdisjoint(text[:start]))
        ):
            return True
        clause = text[normal.clause_start(start) : start]
        if wording.literal and any(word in clause for word in _REPORTED):
            return False
        if not wording.negatable:
            return True
        if self.english:
            tail = " " + " ".join(clause.split()[-2:]) + " "
            return not any(word in tail for word in _ENGLISH_NEGATIONS)
        if _NEGATIONS.isdisjoint(clause):
            return True
        for harmless in _HARMLESS:
            clause = clause.replace(harmless, "")
        return _NEGATIONS.isdisjoint(clause[-2:])

    def _look_near(self, near: dict[int, None], normal: Normal, coded: str, best: dict[int, Found]) -> None:
        heard = ""
        tried = 0
        ruled_out: Set[int] | None = None
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
                ruled_out = self._ruled_out(normal.text) if ruled_out is None else ruled_out
                if wording.act not in ruled_out and self._stands(wording.act, normal, start, end):
                    best[wording.act] = Found(wording.act, start, end, len(wording.text), True)

    def _same_polarity(self, wording: Wording, heard: str) -> bool:
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


_TRAILING = "啊呀吧呢啦了的哦嘛哈喔咯嘞呗哟"


def _worse(known: Found, off: int, start: int, end: int, normal: Normal) -> bool:
    """Whether what was found before reaches over the end of a sentence, only sounds so, or is shorter."""
    if normal.ends:
        before = any(known.start < place < known.end for place in normal.ends)
        now = any(start < place < end for place in normal.ends)
        if before != now:
            return before
    return (known.off, known.start - known.end) > (off, start - end)


def _is_cut(normal: Normal, start: int, end: int) -> bool:
    """Whether a clause ends inside: what is so put together was not said in one breath."""
    return any(start < cut < end for cut in normal.cuts)


def _at_edges(wording: Wording, normal: Normal, start: int, end: int) -> bool:
    if wording.first and start not in normal.cuts and not (normal.text[start] == " " and start + 1 in normal.cuts):
        return False
    while wording.last and end < len(normal.text) and end not in normal.cuts and normal.text[end] in _TRAILING:
        end += 1
    return not wording.last or end in normal.cuts or end >= len(normal.text.rstrip())


def _by_place(found: Found) -> tuple[int, int]:
    return found.start, found.end
