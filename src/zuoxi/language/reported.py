"""Words that are told and not done: quotations, and what somebody else said, asked or shouted.

"He says he is angry" is no anger of the speaker. It refuses to judge whole stories: only the words right after a verb of saying
whose subject is a third person, and words inside quotation marks.
"""

from __future__ import annotations

import re

_QUOTED = re.compile(r"“[^”]{1,60}”|「[^」]{1,60}」|‘[^’]{2,60}’|\"[^\"]{1,60}\"|《[^》]{1,40}》")
_TOLD = re.compile(
    r"(?:他|她|他们|她们|人家|对方|别人|有人|我妈|我爸|我妹妹?|我姐姐?|我哥哥?|我弟弟?|我朋友|我老公|我老婆|我爱人|我儿子|我女儿|孩子他爸|孩子他妈"
    r"|(?:那个|那位|上一个|上次的?|之前的?|另一个|你们的?)(?:客服|师傅|同事|人|店员|快递员?))"
    r"[^，。！？；,.!?]{0,4}?(?:说|问|骂|讲|喊|叫|让|跟人说)[^，。！？；.!?]{0,24}"
    r"|\b(?:he|she|they|someone|somebody|the other (?:agent|guy|man|lady)"
    r"|my (?:mum|mother|dad|father|wife|husband|friend|boss|colleague))"
    r" (?:said|says|told|asked|asks|shouted|called)\b[^,.!?]{0,60}",
    re.IGNORECASE,
)
#: what a speaker of our side says about himself even when it stands in a report
_OWN = frozenset(
    {"customer_complain", "customer_question", "customer_ask_progress", "customer_give_name", "customer_give_contact"}
)


def told_spans(text: str, by: str) -> list[tuple[int, int, bool]]:
    """The spans that are told: (start, end, whether quoted). An utterance that is all in quotation marks is no quotation."""
    spans = [
        (match.start() - 1, match.end() + 1, True)
        for match in _QUOTED.finditer(text)
        if len(text) - len(match.group()) > 2
    ]
    if by == "customer":
        spans.extend((match.start(), match.end(), False) for match in _TOLD.finditer(text))
    return spans


def is_told(act: str, start: int, end: int, spans: list[tuple[int, int, bool]]) -> bool:
    """Whether an act found there is only told."""
    return any(first <= start and end <= last and (quoted or act not in _OWN) for first, last, quoted in spans)
