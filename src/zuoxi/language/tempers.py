"""Anger that is heard in how a thing is said: a complaint or a call for the boss that ends in an exclamation mark.

It refuses to hear anger in thanks, praise, greetings or a story told about somebody else, and in any sentence that ends calmly.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from zuoxi.language.reading import Hit

ACT = "customer_anger"
_HEATED = ("customer_complain", "customer_ask_supervisor", "customer_ask_leader_number", "customer_abuse")
_CALM = frozenset({"customer_thank", "customer_praise", "customer_suggest", "customer_invite", "customer_private_call"})
_STORY = re.compile(r"^(?:他|她|昨天|上次|上回|那天|[Yy]our (?:man|colleague|guy|driver|agent)|[Hh]e\b|[Ss]he\b)")


def temper_hit(text: str, hits: Mapping[str, Hit]) -> Hit | None:
    """Where the speaker loses his temper, if he does."""
    if ACT in hits or not _CALM.isdisjoint(hits) or _STORY.match(text.strip()):
        return None
    marks = [place for place, mark in enumerate(text) if mark in "！!"]
    if not marks:
        return None
    for act in _HEATED:
        hit = hits.get(act)
        if hit is None:
            continue
        for mark in marks:
            between = text[hit.end : mark]
            if mark + 1 >= hit.end and not any(edge in between for edge in "。.？?；;\n"):
                return Hit(ACT, hit.start, mark + 1, "pattern", 0.8)
    return None
