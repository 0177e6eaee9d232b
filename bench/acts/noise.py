"""Hears a text as a speech recogniser might: one syllable in ten becomes a homophone, always the same ones.

It exists so that recognition under homophone errors is measured on the same errors everywhere: which syllables change,
and into what, follows from the seed and the text alone (a hash, no generator of the interpreter's). It refuses to touch
anything but Chinese characters: English words, digits and punctuation are left alone, and no syllable is added or lost.
A syllable of which the table knows no other character (您, 能, 给 …) cannot change; the share is counted over all.

`python bench/acts/noise.py [SEED] < FILE` prints each line of plain text as heard.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from pathlib import Path

from pypinyin import lazy_pinyin

SEED = 20261124
SHARE = 0.10
HAN = re.compile(r"[\u4e00-\u9fff]+")
HOMOPHONES: dict[str, str] = json.loads(Path(__file__).with_name("homophones.json").read_text(encoding="utf-8"))


def draw(seed: int, text: str, *place: object) -> int:
    """A number below 2**64 that is the same on every machine."""
    key = "|".join(str(part) for part in (seed, text, *place))
    return int.from_bytes(hashlib.sha256(key.encode("utf-8")).digest()[:8], "big")


def choices(text: str) -> tuple[int, dict[int, str]]:
    """How many syllables the text has, and for each that can change the characters it may become.

    The reading is taken inside the run of characters, so that 银行 becomes another hang and not another xing.
    """
    syllables, found = 0, {}
    for run in HAN.finditer(text):
        for at, syllable in enumerate(lazy_pinyin(run.group()), run.start()):
            syllables += 1
            others = HOMOPHONES.get(syllable.replace("ü", "v"), "").replace(text[at], "")
            if others:
                found[at] = others
    return syllables, found


def noisy(text: str, seed: int = SEED, share: float = SHARE) -> str:
    """The text with `share` of its syllables replaced; the fraction that is left over is drawn, so short texts count."""
    syllables, found = choices(text)
    wanted = syllables * share
    number = int(wanted) + (draw(seed, text, "rest") / 2**64 < wanted % 1)
    heard = list(text)
    for at in sorted(found, key=lambda place: draw(seed, text, "place", place))[:number]:
        heard[at] = found[at][draw(seed, text, "character", at) % len(found[at])]
    return "".join(heard)


def main() -> None:
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else SEED
    for line in sys.stdin:
        print(noisy(line.rstrip("\n"), seed))


if __name__ == "__main__":
    main()
