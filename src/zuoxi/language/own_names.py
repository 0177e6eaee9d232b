"""The agent's own number and name, said by the agent: known to the desk, so heard wherever they stand in the sentence.

Digits may be spoken in either language or misheard. It refuses numbers that are given another meaning (an order, a room,
a price) and names of somebody who is spoken about; without a known number or name it finds nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache

from zuoxi.language.normalising import has_chinese, syllable_of
from zuoxi.language.reading import Names

_SPOKEN = {
    "0": ("零〇", "zero|oh|o|nought"),
    "1": ("一幺", "one"),
    "2": ("二两", "two"),
    "3": ("三", "three"),
    "4": ("四", "four"),
    "5": ("五", "five"),
    "6": ("六", "six"),
    "7": ("七", "seven"),
    "8": ("八", "eight"),
    "9": ("九", "nine"),
}
_DIGIT = "0-9零〇一幺二两三四五六七八九十百千"
#: what is numbered so is no person
_OTHER_BEFORE = re.compile(
    r"(?:订单|单号|单子|运单|快递|取件|房间?|尾号|末尾|手机|电话|卡|验证码|车牌|账|户|楼|票|金额|余额|共|价格?|要|收|花|等|第|排)"
    r"[^，,。！!？?]{0,3}$|请问$|[\d.]$"
)
_OTHER_BEFORE_ENGLISH = re.compile(
    r"(?:order|reference|ticket|room|invoice|booking|case|account|card|policy|flat|parcel|phone|ending(?: in)?|price"
    r"|number you|your)\s*(?:number|no\.?|id|code)?\s*(?:is|was|:|#)?\s*$",
    re.IGNORECASE,
)
_OTHER_AFTER = re.compile(
    r"\s*(?:[元块房室楼栋幢层个位分秒点年月日天份件款路米户次%\d]|公里|公斤|单元|号(?:房|楼|线|单|店|机|仓|之前|以前|下午|上午|晚)"
    r"|(?:am|pm|minutes?|hours?|days?|pounds|dollars|yuan|rooms?)\b)"
)
_ABOUT_BEFORE = re.compile(
    r"(?:请|让|找|转给|同事|转告|问问?|联系|[跟和与给向把被]|(?<!我)叫|by|with|ask|told|from|call|tell|thanks|,? and)\s*$"
)
_ABOUT_AFTER = re.compile(
    r"(?:今天|明天|昨天|刚才|刚刚|已经|休息|请假|不在|下班|出差|先生|女士|小姐|师傅|说|会|他|她|'s\b"
    r"|\s+(?:is|was|will|has|said|isn't|can|would|told|left|street|road)\b)",
    re.IGNORECASE,
)


def own_number_span(text: str, sound: str, names: Names) -> tuple[int, int] | None:
    """Where the agent's own number is said. `sound`: the text's syllables, as long as the text."""
    number = re.sub(r"[^0-9A-Za-z]", "", names.agent_number or "")
    if not re.search(r"\d{2}", number) or len(number) > 12:
        return None
    written, spoken, heard = _number_patterns(number)
    for pattern, form in ((written, text), (heard, sound)):
        for match in pattern.finditer(form):
            before, after = text[: match.start()], text[match.end() :]
            named = (
                len(number) > 2 or re.search(r"号\D{0,2}$|我是$|坐席$", before) or re.match(r"号(?!楼|房|线)", after)
            )
            if named and not (_OTHER_BEFORE.search(before) or _OTHER_BEFORE_ENGLISH.search(before)
                              or _OTHER_AFTER.match(after)):  # fmt: skip
                return match.span()
    if has_chinese(text):
        return None
    said = re.sub(r"\bdouble (\w+)", r"\1 \1", text, flags=re.IGNORECASE)
    match = spoken.search(said)
    if match is None or _OTHER_BEFORE_ENGLISH.search(said[: match.start()]):
        return None
    return match.span() if said == text else (0, len(text))


@lru_cache(maxsize=256)
def _number_patterns(number: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """The number as it is written, as it is spoken in English, and as it sounds in Chinese."""
    written, spoken, heard = [], [], []
    for character in number:
        chinese, english = _SPOKEN.get(character, ("", re.escape(character)))
        written.append(f"[{character}{chinese}]")
        spoken.append(f"(?:{english}|{character})")
        heard.append(f"[{character}{''.join(map(syllable_of, chinese))}]")
    between = r"[\s\-]*"
    edge = f"(?<![{_DIGIT}A-Za-z])", f"(?![{_DIGIT}A-Za-z])"
    whole = edge[0] + between.join(written) + edge[1]
    if number.isdigit() and len(number) == 2:
        whole += f"|{edge[0]}{_tens(number)}{edge[1]}"
    loud = between.join(heard) if len(number) > 2 else "(?!)"
    return (
        re.compile(whole, re.IGNORECASE),
        re.compile(r"\b" + r"[\s,\-]+".join(spoken) + r"\b", re.IGNORECASE),
        re.compile(rf"(?<![{_DIGIT}]){loud}(?![{_DIGIT}])", re.IGNORECASE),
    )


def _tens(number: str) -> str:
    """二十五 for 25."""
    names = "零一二三四五六七八九"
    ten, one = int(number[0]), int(number[1])
    return ("" if ten == 1 else names[ten]) + ("十" if ten else "") + (names[one] if one else "")


def own_name_span(text: str, names: Names) -> tuple[int, int] | None:
    """Where the agent says the own name as the desk knows it: two characters or an English word at the least."""
    name = (names.agent_name or "").strip()
    if len(name) < 2:
        return None
    edge = ("", "") if has_chinese(name) else (r"\b", r"\b")
    for match in re.finditer(edge[0] + re.escape(name) + edge[1], text):
        if not (_ABOUT_BEFORE.search(text[: match.start()]) or _ABOUT_AFTER.match(text[match.end() :])):
            return match.span()
    return None
