"""Placeholders of masked personal data as facts, so that rules that compare values hold on masked text too.

`‹phone:1›` is the first telephone number of a conversation, `‹phone:1:3-7›` the piece of it with those digits. It refuses to
know the value behind one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zuoxi.language.reading import Fact

PLACEHOLDER = re.compile(r"‹([a-z_]+):(\d+)(?::(\d+)-(\d+))?›")
#: the kinds that are facts, so that a placeholder of them is one too
_FACTS = ("phone", "id_card", "bank_card", "plate", "email", "address", "name", "order_number")
#: how many places after the first a stand-in has: as many as the longest real value
_NUMBERS = {"phone": 10, "id_card": 17, "bank_card": 18, "order_number": 20}


def placeholders_in(text: str) -> list[str]:
    """The kinds of the placeholders of a text."""
    return [match.group(1) for match in PLACEHOLDER.finditer(text)]


def placeholder_facts(text: str) -> Iterator[Fact]:
    """The facts that placeholders stand for: a value of digits that equals only its own."""
    for match in PLACEHOLDER.finditer(text):
        kind, number, first, last = match.groups()
        if kind in _FACTS:
            value = stand_in(kind, int(number))
            if first is not None:
                yield Fact(kind, value[int(first) : int(last)], *match.span(), partial=True)
            else:
                yield Fact(kind, value, *match.span())


def neutral(text: str, *, english: bool, figures: bool) -> str:
    """The text, as long as it was, with something instead of each placeholder that is heard as a name is or, if `figures`, as
    a number."""

    def instead(match: re.Match[str]) -> str:
        size = len(match.group())
        shown = "某" if not english else "x"
        if figures and match.group(1) in _NUMBERS:
            shown = "1" * min(size, 11)
        return shown + ("'" if english else "嗯") * (size - len(shown))

    return PLACEHOLDER.sub(instead, text)


#: how many characters a masked value usually has when it is said; of the other kinds four
_USUAL = {"phone": 11, "id_card": 18, "bank_card": 19, "order_number": 12, "plate": 7, "address": 10, "email": 12, "name": 2,
          "person": 3}  # fmt: skip


def lengthen(text: str) -> str:
    """The text with as many digits for each placeholder as there were usually said, for reckoning how fast somebody spoke."""

    def instead(match: re.Match[str]) -> str:
        kind, _, first, last = match.groups()
        return "1" * (int(last) - int(first) if first is not None else _USUAL.get(kind, 4))

    return PLACEHOLDER.sub(instead, text) if "‹" in text else text


def stand_in(kind: str, number: int) -> str:
    """What a masked value is compared as; as long as the longest real one, so that its pieces have places."""
    place = _FACTS.index(kind)
    if kind not in _NUMBERS:
        return f"‹{kind}:{number}›"
    return f"{place}{number:0{_NUMBERS[kind]}d}"
