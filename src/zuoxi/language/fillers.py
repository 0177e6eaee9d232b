"""Hesitations of an agent: 嗯, 呃, 那个, um. Normalising leaves them out, so they are looked for in the text as it was said.

Particles at the end of a sentence are none, nor is 那个 before what it points to. It refuses to say whether they are forbidden.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zuoxi.language.reading import Hit

_FILLER = re.compile(
    r"(?:^|(?<=[，,。.…、！!？?；;\s]))(?:嗯+|呃+|唔+(?![知系使好该該识識得会會])|额(?=[，,。…、\s])|啊(?=[，,、…])|那(?=[，,、…])|那个(?:啥|什么)?(?=[，,、…\s])|这个(?=[，,、…]))"
    r"|\b(?:e?m{3,}|e+m{2,}|um+|uh+m*|erm+|er|hmm+|uhh+)\b(?!-)",
    re.IGNORECASE,
)


def filler_hits(text: str) -> Iterator[Hit]:
    """The first hesitation, if there is one."""
    match = _FILLER.search(text)
    if match is not None:
        yield Hit("filler", match.start(), match.end(), "pattern")
