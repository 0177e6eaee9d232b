"""Typed placeholders instead of personal data, the same one for the same value throughout a conversation.

`‹phone:1›` is the first telephone number of the conversation and `‹phone:1:3-7›` the piece of it with those digits, so that rules
that compare values (was it read back rightly?) still work on masked text. It refuses to find personal data (`personal`
does) and to remember anything beyond one conversation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from zuoxi.language.facts_numbers import WIDE, digits_spoken
from zuoxi.language.normalising import has_chinese
from zuoxi.language.personal import Personal, find_personal
from zuoxi.language.placeholders import PLACEHOLDER

_IN_PIECES = frozenset({"phone", "id_card", "bank_card", "account", "order_number"})
#: fewer digits than this stand inside too many numbers
LEAST_PIECE = 4
#: and of a whole value that nothing in the words says the kind of
LEAST_WHOLE = 5
_DIGITS = re.compile(
    r"(?<![A-Za-z0-9])[0-9零〇幺一二三四五六七八九](?:[ \-]?[0-9零〇幺一二三四五六七八九]){2,18}(?![A-Za-z0-9])"
)
_LETTERED = re.compile(
    r"(?<![A-Za-z0-9])(?=[\w\-]*[0-9])(?=[\w\-]*[A-Za-z])[A-Za-z0-9_\-]{5,24}(?![A-Za-z0-9])", re.ASCII
)
_CODES = frozenset(
    {"order_number", "reference", "account", "passport", "travel_permit", "secret", "wechat", "vin", "company_code"}
)
_TITLES = "先生|女士|小姐|太太|老师|师傅|医生|大夫|经理|主任|阿姨|奶奶|爷爷|大姐|大哥|总"


class Ledger:
    """The values of one conversation, each with its number. `spare`: texts that are never masked (our own names)."""

    def __init__(self, spare: Iterable[str] = ()) -> None:
        self._numbers: dict[tuple[str, str], int] = {}
        self._counts: dict[str, int] = {}
        self._names: dict[str, int] = {}
        self._spare = frozenset(name for name in spare if name)

    def learn(self, text: str, by: str) -> None:
        """Take note of every whole value in the text; pieces are told by what is learnt."""
        for found in find_personal(text, by=by):
            if not found.partial and not self._is_spared(found):
                self._number(self._kind(found), found.value)

    def learn_name(self, name: str) -> None:
        """A name of a customer that the source gives."""
        if name.strip():
            self._names[name.strip()] = self._number("name", name.strip())

    def value(self, kind: str, value: str) -> str:
        """The placeholder of a value that the source itself says to be of that kind."""
        return f"‹{kind}:{self._number(kind, value)}›"

    def mask(self, text: str, by: str) -> str:
        """The text with placeholders; placeholders that are there already stay."""
        for start, end, told in reversed(self.replaced(text, by)):
            text = text[:start] + told + text[end:]
        return text

    def replaced(self, text: str, by: str) -> list[tuple[int, int, str]]:
        """What `mask` replaces, in order: where each datum begins and ends in the text, and its placeholder."""
        spans = [(found.start, found.end, self._told(found)) for found in find_personal(text, by=by)
                 if not self._is_spared(found)]  # fmt: skip
        spans.extend(self._known_names(text, spans))
        spans.extend(self._known_codes(text, spans))
        spans.extend(self._pieces(text, spans))
        for match in PLACEHOLDER.finditer(text):
            spans = [span for span in spans if span[1] <= match.start() or match.end() <= span[0]]
        return sorted(spans)

    # ----------------------------------------------------------------

    def _is_spared(self, found: Personal) -> bool:
        return found.kind in ("name", "person") and any(
            found.value == name or (len(found.value) == 1 and name.startswith(found.value)) for name in self._spare
        )

    def _kind(self, found: Personal) -> str:
        """A person with a title is the customer if the customer is so called, else somebody else."""
        if found.kind != "person":
            return found.kind
        names = {name for kind, name in self._numbers if kind == "name"} | set(self._names)
        return "name" if any(_is_short_for(found.value, name) for name in names) else "person"

    def _number(self, kind: str, value: str) -> int:
        if kind == "name":
            names = {name: number for (of, name), number in self._numbers.items() if of == "name"}
            for name, number in (names | self._names).items():
                if _is_short_for(value, name):
                    return number
        known = self._numbers.get((kind, value))
        if known is None:
            known = self._counts[kind] = self._counts.get(kind, 0) + 1
            self._numbers[(kind, value)] = known
        return known

    def _told(self, found: Personal) -> str:
        if not found.partial:
            return self.value(self._kind(found), found.value)
        for (kind, value), number in self._numbers.items():
            if kind in _IN_PIECES and len(found.value) < len(value):
                place = value.rfind(found.value)
                if place >= 0:
                    return f"‹{kind}:{number}:{place}-{place + len(found.value)}›"
        return self.value("digits", found.value)

    def _pieces(self, text: str, spans: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
        """Digits that begin, end or stand inside a known number are a piece of it: it was said in parts."""
        for match in _DIGITS.finditer(text.translate(WIDE)):
            if any(match.start() < end and start < match.end() for start, end, _ in spans):
                continue
            said = digits_spoken(match.group())
            for (kind, value), number in self._numbers.items():
                if said == value and len(said) >= LEAST_WHOLE:
                    yield *match.span(), f"‹{kind}:{number}›"
                    break
                if kind not in _IN_PIECES or not 3 <= len(said) < len(value):
                    continue
                place = 0 if value.startswith(said) else value.rfind(said)
                if place == 0 or (place > 0 and len(said) >= LEAST_PIECE):
                    yield *match.span(), f"‹{kind}:{number}:{place}-{place + len(said)}›"
                    break

    def _known_codes(self, text: str, spans: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
        """Codes with letters that were said before, wherever they are said again."""
        for match in _LETTERED.finditer(text.translate(WIDE)):
            if any(match.start() < end and start < match.end() for start, end, _ in spans):
                continue
            said = match.group().upper()
            for kind, value in list(self._numbers):
                if kind in _CODES and value.upper() in (said, said.replace("-", "")):
                    yield *match.span(), self.value("reference" if kind == "order_number" else kind, value)
                    break

    def _known_names(self, text: str, spans: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
        for name, number in self._names.items():
            words = [re.escape(name)]
            if has_chinese(name[:1]):
                words.append(rf"{re.escape(name[0])}(?=(?:{_TITLES}))")
            elif name.split()[-1] != name:
                words.append(rf"\b{re.escape(name.split()[-1])}\b")
            for match in re.finditer("|".join(words), text):
                if all(match.end() <= start or end <= match.start() for start, end, _ in spans):
                    yield *match.span(), f"‹name:{number}›"


def _is_short_for(value: str, name: str) -> bool:
    """Whether a name is called by that value: the whole of it, its surname, its last word, or the other way round."""
    return (
        value == name
        or (len(value) == 1 and name.startswith(value))
        or (len(name) == 1 and value.startswith(name) and has_chinese(name))
        or name.split()[-1] == value
    )
