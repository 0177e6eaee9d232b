"""Builds homophones.json, the table from toneless syllable to common characters that the noise draws from.

It exists so that the committed table can be made again and argued about; the noise reads the JSON and never this file.
It refuses rare characters: only the common set of GB 2312 (first level) counts, and the second level only fills a
syllable that would else have no pair. Frequent characters stand first, by how many entries of pypinyin's word list use
them with that reading; a second reading is kept when it is at least a tenth of the character's use there.

`python bench/acts/homophones.py` writes the table beside itself (pypinyin 0.55.0).
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from pathlib import Path

from pypinyin import lazy_pinyin
from pypinyin.contrib.tone_convert import to_normal
from pypinyin.phrases_dict import phrases_dict

TABLE = Path(__file__).with_name("homophones.json")
FIRST_LEVEL, SECOND_LEVEL = 0xD7, 0xF7
KEPT = 20  # frequent characters kept for a syllable
NO_SYLLABLES = {"n", "ng", "m", "hm", "hng"}  # interjections, not syllables a recogniser confuses
NO_WORDS = "疒"  # a radical


def common(character: str, last_row: int) -> bool:
    try:
        code = character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return len(code) == 2 and 0xB0 <= code[0] <= last_row and character not in NO_WORDS


def plain(reading: str) -> str:
    return to_normal(reading).replace("ü", "v")


def uses() -> Counter[tuple[str, str]]:
    """How many words of the list use a character with a reading."""
    found: Counter[tuple[str, str]] = Counter()
    for word, readings in phrases_dict.items():
        if len(word) == len(readings):
            found.update((character, plain(reading[0])) for character, reading in zip(word, readings, strict=True))
    return found


def by_syllable(last_row: int, used: Counter[tuple[str, str]]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for point in range(0x4E00, 0x9FA6):
        character = chr(point)
        if common(character, last_row):
            syllable = plain(lazy_pinyin(character)[0])
            found[syllable][character] = used[character, syllable]
    return found


def table() -> dict[str, str]:
    used = uses()
    every: Counter[str] = Counter()
    for (character, _), number in used.items():
        every[character] += number
    first, second = by_syllable(FIRST_LEVEL, used), by_syllable(SECOND_LEVEL, used)
    for (character, syllable), number in used.items():
        if common(character, FIRST_LEVEL) and number >= max(5, 0.1 * every[character]):
            first[syllable].setdefault(character, number)
    found = {}
    for syllable in sorted(second.keys() | first.keys()):
        characters = dict(first.get(syllable, {}))
        if len(characters) < 2:
            characters = {**second.get(syllable, {}), **characters}
        if len(characters) >= 2 and syllable not in NO_SYLLABLES and syllable.isascii() and syllable.isalpha():
            found[syllable] = "".join(sorted(characters, key=lambda c: (-characters[c], c))[:KEPT])
    return found


def main() -> None:
    lines = [f"  {json.dumps(s)}: {json.dumps(c, ensure_ascii=False)}" for s, c in table().items()]
    TABLE.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
