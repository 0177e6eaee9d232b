"""English words that send the caller to another number: "for roaming, dial 150", "billing is on 0800 555 210".

Digits cannot be written into a wording. It refuses numbers of the caller's own, of orders and of the agent, and questions.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from zuoxi.language.normalising import has_chinese
from zuoxi.language.reading import Hit

_NUMBER = re.compile(
    r"\b(?:dial|call|ring|phone|try)\b(?! you)[^.?!;]{0,30}?\b(?:on |at )?\d[\d ]{2,}"
    r"|\b(?:is|are|it's|that's|them|those|they're|line|desk|team|you want|you need),? (?:on |at )(?:extension )?\d[\d ]{1,}"
    r"|\b(?:number|line|hotline|helpline)(?: for \w+)?(?: is|'s|:) ?\d[\d ]{2,}|\bextension (?:is )?\d+"
)
_OTHER = re.compile(
    r"\b(?:my|your|order|reference|agent|staff|case|ticket|account|booking|ref|invoice|badge|policy)"
    r" (?:\w+ )?(?:number|no|id|is)\b"
    r"|\b(?:we|i)(?:'ll| will| can| could)? (?:call|ring|phone|dial)|\byou on\b|\breach you\b",
    re.IGNORECASE,
)
_NOT_BESIDE = frozenset({"read_back", "ask_confirm", "summarise", "identify_number", "disclose_private", "ask_contact",
                         "offer_callback", "redirect_number", "notice_transfer"})  # fmt: skip


def redirecting_hit(text: str, heard: Collection[str]) -> Hit | None:
    """Where English words name another number to call."""
    if has_chinese(text) or not _NOT_BESIDE.isdisjoint(heard) or text.rstrip().endswith("?"):
        return None
    found = _NUMBER.search(text.replace("’", "'").lower())
    if found is None or _OTHER.search(text):
        return None
    return Hit("redirect_number", found.start(), found.end(), "pattern", 0.9)
