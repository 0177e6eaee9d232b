"""Acts that are done by stating something: a question, a supposition or a summary of the customer's words does not do them.

"Did anyone get back to you?" promises no reply, and "if it was our mistake" admits none. It refuses to find acts: it only
names those, among the acts already heard, that are to be taken back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from zuoxi.language.normalising import has_chinese
from zuoxi.language.reading import Hit

_STATED = frozenset(
    {"empathise", "cannot_answer_now", "promise_reply", "promise_report", "explain_scope", "decline_private_call",
     "decline_identity", "decline_invitation", "admit_fault", "take_responsibility"}
)  # fmt: skip
#: what is summed up or read back is the customer's wish and not ours
_SUMMED = frozenset({"take_responsibility", "promise_reply", "promise_report", "admit_fault", "explain_scope"})
_PROMISES = frozenset({"promise_reply", "promise_report"})
_EDGE = re.compile(r"[，,。！!？?；;：:…\n]")
_ENGLISH_EDGE = re.compile(r"[.!?;\n]")
_ASKS = re.compile(
    r"(?:吗|么|嘛|没有|不行|好不好|行不行|可不可以|可以不|是不是)[呀啊呢]?$|^是不是|^是否|什么时候|谁给"
    r"|(?<!不管)(?<!不论)(?<!无论)(?<!不管是)(?<!不论是)(?<!无论是)(?:哪个|哪位)|有没有"
)
#: what cannot be answered is often said first: "when it comes I cannot say"
_ASKS_LAST = re.compile(r"(?:吗|么|嘛|没有|不行|好不好|行不行|可不可以|可以不|是不是)[呀啊呢]?$")
_ENGLISH_ASKS = re.compile(
    r"^\W*(?:so |and |sorry,? |okay,? )?(?:did|do|does|has|have|is|are|was|were|will|would|can|could|may|shall"
    r"|should|who|which"
    r"|what|when|where|how|why)\b",
    re.IGNORECASE,
)
_TAG = re.compile(
    r"(?:对吗|是吗|是吧|对吧|没错吧|是不是|对不对|正确吗|是这样吧|这样吗)[？?。]?$|\b(?:right|correct)\W*$",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(
    r"如果|要是|假如|假使|若是|倘若|万一|是否|是不是|可能是|也许|说不定|\b(?:if|whether|maybe|perhaps"
    r"|possibly)\b",
    re.IGNORECASE,
)
_PAST = re.compile(r"昨天|前天|上次|上回|上周|曾经|已经给|已经跟|已经通知|刚才有")


def taken_back(text: str, hits: Mapping[str, Hit]) -> list[str]:
    """The acts that were heard in words that do not state them."""
    found = []
    summed = [
        hits[act] for act in ("summarise", "read_back") if act in hits and (act == "summarise" or _TAG.search(text))
    ]
    unsure = hits.get("cannot_answer_now")
    for act in _STATED & hits.keys():
        hit = hits[act]
        if (
            _is_asked(text, hit)
            or (act in _SUMMED and any(_same_sentence(text, hit, other) for other in summed))
            or (act == "admit_fault" and _SUPPOSED.search(_clause(text, hit)))
            or (act in _PROMISES and _PAST.search(text[_start(text, hit.start, _EDGE) : hit.start]))
            or (act == "promise_reply" and unsure is not None and hit.start < unsure.end and unsure.start < hit.end)
        ):
            found.append(act)
    return found


def _start(text: str, place: int, edge: re.Pattern[str]) -> int:
    return max((match.end() for match in edge.finditer(text, 0, place)), default=0)


def _stop(text: str, place: int, edge: re.Pattern[str]) -> int:
    match = edge.search(text, place)
    return len(text) if match is None else match.start()


def _clause(text: str, hit: Hit) -> str:
    return text[_start(text, hit.start, _EDGE) : _stop(text, hit.end, _EDGE)]


def _is_asked(text: str, hit: Hit) -> bool:
    if has_chinese(text):
        end = _stop(text, hit.start, _EDGE)
        clause = text[_start(text, hit.start, _EDGE) : end].strip()
        asks = _ASKS_LAST if hit.act == "cannot_answer_now" else _ASKS
        return text[end : end + 1] in ("？", "?") or asks.search(clause) is not None
    end = _stop(text, max(hit.end - 1, 0), _ENGLISH_EDGE)
    sentence = text[_start(text, hit.start, _ENGLISH_EDGE) : end]
    return text[end : end + 1] == "?" and _ENGLISH_ASKS.search(sentence) is not None


def _same_sentence(text: str, hit: Hit, other: Hit) -> bool:
    between = text[min(hit.end, other.end) : max(hit.start, other.start)]
    return not any(mark in between for mark in "。！!；;")
