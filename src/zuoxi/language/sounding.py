"""Regular expressions over what is heard: a Chinese character in one stands for its toneless syllable.

For rules whose parts lie further apart than a pattern's gap allows. It refuses to be sure: a rule written so needs a frame
of several syllables, for single ones sound like many others.
"""

from __future__ import annotations

import re
from functools import lru_cache

from zuoxi.language.normalising import Normal, has_chinese, normalise, syllable_of, syllables_of

#: stands before every clause but the first
CUT = "|"


def sounding(expression: str) -> re.Pattern[str]:
    """The expression with each Chinese character as its syllable; polite forms are written plainly (你, 他). `/` is a cut."""
    return re.compile("".join(_spelled(character) for character in expression))


def _spelled(character: str) -> str:
    if character == "/":
        return re.escape(CUT)
    return syllable_of(normalise(character).text) if has_chinese(character) else character


@lru_cache(maxsize=64)
def spoken(normal: Normal) -> tuple[str, tuple[int, ...]]:
    """The syllables of a text with its cuts, and for each of them the place in the normal text."""
    out: list[str] = []
    places: list[int] = []
    for index, character in enumerate(normal.text):
        if index and index in normal.cuts:
            out.append(CUT)
            places.append(index)
        out.append(syllable_of(character))
        places.append(index)
    return "".join(out), tuple(places)


def sound_of(text: str) -> str:
    """The syllables of a text as it was written, without cuts and of the same length."""
    return syllables_of(text.replace("您", "你"))


def span_of(normal: Normal, match: re.Match[str]) -> tuple[int, int]:
    """Where a match in the spoken form stands in the original text."""
    places = spoken(normal)[1]
    first, last = places[match.start()], places[max(match.start(), match.end() - 1)]
    return normal.span(first, min(last + 1, len(normal.text)))


@lru_cache(maxsize=64)
def written(normal: Normal) -> str:
    """The same length as the spoken form, with the characters themselves."""
    return "".join(
        (CUT if index and index in normal.cuts else "") + character for index, character in enumerate(normal.text)
    )
