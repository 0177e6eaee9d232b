"""Bare replies: yes, no, nothing more. They mean something only after a question of the other side.

It refuses to guess: without the acts of the other side's last words there is no reply.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from zuoxi.language.reading import Hit

_REQUESTS = frozenset({"ask_consent", "ask_wait", "notice_transfer", "ask_convenient", "ask_other_phone", "ask_call_later",
                       "ask_louder", "ask_stay", "ask_write_down", "offer_callback", "offer_message", "offer_relay",
                       "invite_survey", "announce_end", "ask_hang_up", "ask_mandarin"})  # fmt: skip
_CHECKS = frozenset({"read_back", "ask_confirm", "check_understood", "verify_person", "ask_satisfied", "check_audible",
                     "summarise"})  # fmt: skip
_MORE = frozenset({"anything_else"})
_YES = re.compile(
    r"^(?:[嗯啊哦噢呃欸哎]*[，,、 ]*)*(?:可以|好的?|行|没问题|好啊|好呀|好吧|成|中|嗯+|对的?|是的?|没错|正确|方便|同意|愿意|能|听得到|明白|清楚|懂|满意"
    r"|ok|okay|yes|yeah|yep|sure|right|correct|fine|certainly|of course|go ahead|all right|alright|no problem|that's right"
    r"|please do|that's fine)",
    re.IGNORECASE,
)
_NO = re.compile(
    r"^(?:[嗯啊哦噢呃欸哎]*[，,、 ]*)*(?:不行|不可以|不好|不用|不要|不必|不方便|不同意|不愿意|不能|不了|不对|不是|错了|不正确|没有|没空|没时间|算了|别|不"
    r"|no\b|nope|not\b|wrong|i can't|i cannot|i don't|that's not|incorrect)",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"没有?(?:了|啦|别的|其他|什么|事|问题)|没了|没啥|不用了?|不需要|就这些|就这样|就这个|暂时没|(?:没有|不|没)[。.！!，, ]*$|^没有"
    r"|\bnothing\b|\bno\b(?:[, ]+(?:that|thank|thanks|nothing|it'?s))?|that'?s (?:all|it|everything)|i'?m (?:good|fine|all set)",
    re.IGNORECASE,
)


def reply_hits(text: str, previous: Collection[str], already: frozenset[str]) -> Iterator[Hit]:
    """What a customer's short answer does, given what was asked."""
    words = text.strip()
    if not words or not previous:
        return
    asked = frozenset(previous)
    if asked & _MORE and len(words) <= 40:
        match = _NOTHING.search(words)
        if match is not None and "customer_question" not in already:
            yield Hit("customer_nothing_else", match.start(), match.end(), "reply")
            return
    refused, agreed = _NO.match(words), _YES.match(words)
    if refused is not None and not words.startswith(("没问题", "不客气", "不错")):
        if asked & _CHECKS:
            yield Hit("customer_deny", 0, refused.end(), "reply")
        if asked & _REQUESTS:
            yield Hit("customer_refuse", 0, refused.end(), "reply")
    elif agreed is not None:
        if asked & _REQUESTS:
            yield Hit("customer_consent", 0, agreed.end(), "reply")
        if asked & _CHECKS:
            yield Hit("customer_confirm", 0, agreed.end(), "reply")
