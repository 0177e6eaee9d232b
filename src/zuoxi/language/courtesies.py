"""What is no hello, what a festival wish is, and what was put together from two sentences: second thoughts on courtesies.

It refuses to find acts of its own beyond those that go with a festival wish; it only corrects what the wordings found.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from zuoxi.language.reading import Hit

#: not a hello: 您好像, 告诉您好吗, 早上好几个
_NO_HELLO = re.compile(r"[像多几久些吗不的好转听卖用办看运友心评天歹点]|一[点些]|打[车的]|起[得不来]|了吗")
_HELLO = re.compile(r"您好|你好|(?:早上|上午|中午|下午|午后|晚上|傍晚|清晨|早晨)好")
#: 晚安 is a farewell after as much as this
_PARTING = re.compile(r"[祝再拜挂谢]|.{9}")
_WISH = re.compile(r"祝|提前|预祝|愿您|[Tt]o you and")
#: acts that one sentence does: what was put together from two is none
_ONE_SENTENCE = ("thank_call", "thank_wait", "anything_else", "offer_help", "ask_satisfied", "check_understood", "verify_person",
                 "accept_apology", "welcome", "state_purpose", "state_self", "glad_to_serve", "invite_survey")  # fmt: skip
_END = re.compile(r"[。！？；!?;]|(?<!Mr)(?<!Mrs)(?<!Ms)(?<!Dr)[.] ")


def settle_openings(text: str, hits: Mapping[str, Hit]) -> tuple[frozenset[str], tuple[Hit, ...]]:
    """(acts that only looked so, acts that go with those found): what is no hello, and what a festival wish is."""
    wrong = {
        act
        for act in ("greet", "greet_morning", "greet_afternoon", "greet_evening")
        if act in hits and _no_hello(text, hits[act])
    }
    wrong.update(act for act in _ONE_SENTENCE if act in hits and _END.search(_words(text, hits[act])))
    more: list[Hit] = []
    asked = hits.get("anything_else")
    if asked is not None and "greet" in hits and "identify_organisation" in hits and "greet" not in wrong:
        # who has just said hello and where he sits asks what is wanted, not what else
        wrong.add("anything_else")
        if "offer_help" not in hits:
            more.append(Hit("offer_help", asked.start, asked.end, "pattern", 0.9))
    festival = hits.get("greet_festival")
    if festival is not None:
        greeted = "greet" in hits and "greet" not in wrong
        parting = "goodbye" in hits or (
            not greeted
            and _WISH.search(text) is not None
            and not hits.keys() & {"offer_help", "identify_organisation", "identify_name", "welcome"}
        )
        if parting:
            more.append(Hit("wish_well", festival.start, festival.end, "pattern", 0.9))
        else:
            more.append(Hit("greet", festival.start, festival.end, "pattern", 0.9))
            wish = hits.get("wish_well")
            if wish is not None and wish.start < festival.end and festival.start < wish.end:
                wrong.add("wish_well")
    return frozenset(wrong), tuple(more)


def _no_hello(text: str, hit: Hit) -> bool:
    """Whether every hello that was heard at a place like this is part of another word."""
    if text[hit.start : hit.end] == "晚安":
        return _PARTING.search(text[: hit.start]) is not None
    if hit.how == "syllable":
        return _NO_HELLO.match(text[hit.end : hit.end + 2]) is not None
    if not _HELLO.fullmatch(text[hit.start : hit.end]):
        return False
    hellos = [match for match in _HELLO.finditer(text) if _greets(text, match.start(), match.end())]
    if hit.act == "greet":
        return not hellos
    return all(match.group() != text[hit.start : hit.end] for match in hellos)


def _greets(text: str, start: int, end: int) -> bool:
    return not _NO_HELLO.match(text[end : end + 2]) and text[max(0, start - 1) : start] not in tuple("祝比对给替")


def _words(text: str, hit: Hit) -> str:
    return text[hit.start : hit.end].strip(" !?.。！？；;")
