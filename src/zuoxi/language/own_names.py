"""The agent's own number and name, said by the agent: by the form of the sentence, or known to the desk and so heard anywhere.

Digits may be spoken in either language or misheard. It refuses numbers that are given another meaning (an order, a room,
a price, another agent) and names of somebody who is spoken about.
"""

from __future__ import annotations

import re
from functools import lru_cache

from zuoxi.language.normalising import has_chinese, syllable_of
from zuoxi.language.reading import Names
from zuoxi.language.sounding import sounding
from zuoxi.language.surnames import ANY

_DIGIT = "[0-9零〇幺一二两三四五六七八九]"
_DIGITS = rf"[A-Za-z]?(?:{_DIGIT}[\s\-]*){{2,}}"
_NUMBER = sounding(
    rf"(?:工号|工牌号|员工号|坐席号|座席号|客服号|服务编号|员工编号|工作编号|我(?:这边|这里|这)?(?:的)?(?:编号|代码|号码|工牌|号)|工牌)(?:呢|就好|就行|就可以|吧|尾数|后四位|上写的|上)?[，,：:]?\s*(?:就?是|为|：|:)?\s*{_DIGITS}"
    rf"|(?:叫我|喊我|记我|记住我是){_DIGITS}(?:号|就|吧|$|[，,。])|{_DIGITS}(?:，)?(?:这个|这是我的?|就是我的?|是我的?|是本人的?)(?:工号|编号|工牌|号码)"
    rf"|(?:客服|坐席|座席|话务员|接线员|客服代表|客服专员|我是|这里是)\s*{_DIGITS}号?(?=[，,。.！!\s]|$|为你|很高兴|请|，)"
    rf"|(?:^|(?<=[，,。！!]))(?:我是|这里是)?{_DIGITS}号[，,。]\s*(?:请讲|请说|你好|你讲|你说|很高兴|有什么|请问)"
    rf"|{_DIGITS}号(?:客服|坐席|座席|话务员|接线员|服务员|员工|为你|很高兴|很荣幸|竭诚|接听)"
)
_NUMBER_ENGLISH = re.compile(
    r"\b(?:agent|staff|employee|badge|operator|advis[eo]r|service|my)\s+(?:number|no\.?|id|code)(?:'s)?\b[\s,:]*"
    r"(?:which is|is|it's|here is)?\s*#?\s*(?:\d[\s\-]?){2,}"
    r"|\b(?:agent|operator|advis[eo]r|consultant|clerk)\s+(?:number\s+|no\.?\s+|id\s+)?#?\d(?:[\s\-]?\d)+"
    r"|\bmy (?:code|badge|extension|number|id)(?:'s| is|,)? #?[A-Z]?-?\d(?:[\s\-]?\d)+",
    re.IGNORECASE,
)
#: another's number: asked for, or a colleague's
_OTHERS_NUMBER = re.compile(r"(?:请问|他的|她的|同事的?|那位|是不是|您说的|刚才的?)\s*$")
_AFTER_NAME = r"(?=$|[，,。.！!？?\s啊呀哈]|为您|很高兴|请|工号|是)"
_ROLE = "的|店长|经理|主管|组长|主任|班长|工程师|护士|老师|医生|客服|专员|顾问|管家|助理|坐席|话务员|值班员"
#: what a given name is made of; not what a role or a thing ends with
_GIVEN = r"[^\s，,。.！!？?的员长师管部理便全a-zA-Z0-9]"
_NAME = (
    re.compile(rf"(?:^|(?<=[，,。.！!？?\s]))姓{ANY}(?=$|[，,。.！!\s])"),
    re.compile(
        rf"我姓{ANY}(?![名氏])|(?:免贵|敝)姓|(?:叫|喊|称呼|管)我(?:一声)?(?:小|阿|老)?{ANY}(?![，,。]?[^，,。]*上门)|我(?:本人|这边|呢|呀|啊)[，,]?(?:免贵)?姓{ANY}(?![名氏])|名字(?:啊|嘛|呢)[，,]{ANY}{_GIVEN}{{1,2}}(?=[，,。])"
    ),
    re.compile(
        rf"[我俺窝](?:本人|这边|呢|呀|啊)?[，,]?(?:的?名字)?叫(?:(?:小|阿)?{ANY}{_GIVEN}{{0,2}}|[小阿]{_GIVEN}{{1,2}}){_AFTER_NAME}"
    ),
    re.compile(rf"我是(?:[^，,。！!？?]{{0,16}}(?:{_ROLE}))?小{ANY}{_AFTER_NAME}"),
    re.compile(rf"我是[^，,。！!？?]{{1,16}}(?:{_ROLE})(?<!负责的){ANY}(?![的方]){_GIVEN}{{1,2}}{_AFTER_NAME}"),
    re.compile(rf"(?:客服|专员|顾问|管家|坐席)小{ANY}(?=为您|很高兴|竭诚)"),
    re.compile(rf"我是{ANY}{_GIVEN}{{1,2}}{_AFTER_NAME}"),
)
NOT_NAMES = (
    r"(?!(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Sorry|Mr|Mrs|Ms|Miss|Dr|Madam|Sir|I|English|Chinese"
    r"|Mandarin|OK|Okay|Great|That|What|Who|Customer|Reception|Accounts|Billing|Sales|Bookings|Claims|Support|Dispatch|Yes|No|Operator|Agent|Look|So)\b)"
)
_NAME_ENGLISH = re.compile(
    rf"\b(?:I'm|I am|[Tt]his is|[Ii]t's|[Ii]t is|[Nn]ame's)\s+{NOT_NAMES}[A-Z][a-z]+(?:\s+[A-Z][a-z]+)?"
    r"(?=\s+(?:from|with|speaking|calling|here|at|in|of|your|and)\b|\s*[,.!]|\s*$)"
    rf"|\b[Yy]ou(?:'re| are) through to {NOT_NAMES}[A-Z][a-z]+(?=\s*[,.!]|\s+(?:in|from|at)\b|\s*$)"
    rf"|\b[Yy]ou(?:'re| are) (?:now )?(?:speaking|talking|chatting) (?:to|with) {NOT_NAMES}[A-Z][a-z]+"
    r"(?=\s*[,.!]|\s+(?:in|from|at|today|now)\b|\s*$)"
    rf"|\b(?:I go by|I'm called|I am called|calls? me|they call me|[Ii]t'll be) {NOT_NAMES}[A-Z][a-z]+"
    rf"|\b[Mm]y (?:good |first |full )?name(?:'s| is| would be|,) {NOT_NAMES}[A-Z][a-z]+"
    rf"|\b(?:I'm|I am) your [a-z \-]{{2,28}}?[,]? {NOT_NAMES}[A-Z][a-z]+(?=\s*[,.!]|\s*$)"
    rf"|(?<!Mr )(?<!Mrs )(?<!Ms )(?<!Miss )(?<!Dr )\b{NOT_NAMES}[A-Z][a-z]+ (?:speaking|here)\b(?! (?:to|with)|\?)"
)
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
_DIGIT_OR_TEN = "0-9零〇一幺二两三四五六七八九十百千"
_DIGIT_SOUNDS = frozenset(syllable_of(c) for chinese, _ in _SPOKEN.values() for c in chinese)
#: what is numbered so is no person
_OTHER_BEFORE = re.compile(
    r"(?:订单|单号|单子|运单|快递|取件|房间?|尾号|末尾|手机|电话|卡|验证码|车牌|账|户|楼|票|金额|余额|共|价格?|要|收|花|等|第|排)"
    r"[^，,。！!？?]{0,3}$|请问$|[\d.]$"
)
_OTHER_BEFORE_ENGLISH = re.compile(
    r"(?:order|reference|ticket|room|invoice|booking|case|account|card|policy|flat|parcel|phone|ending(?: in)?|price"
    r"|number you|your|be|costs?|comes to|total(?:s| is)?)\s*(?:number|no\.?|id|code)?\s*(?:is|was|:|#)?\s*$",
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
    for match in (*_NUMBER.finditer(sound), *_NUMBER_ENGLISH.finditer(text)):
        after = text[match.end() : match.end() + 3]
        if _misheard(text[match.start() : match.end()]) > 1:
            continue
        if not _OTHERS_NUMBER.search(text[: match.start()]) and not re.match(r"的?(?:同事|客服说|那位)", after):
            return match.span()
    return _known_number(text, sound, names)


def _misheard(words: str) -> int:
    """How many characters only sound like digits."""
    return sum(c not in _DIGIT and syllable_of(c) in _DIGIT_SOUNDS for c in words)


def _known_number(text: str, sound: str, names: Names) -> tuple[int, int] | None:
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
    words = spoken.search(said)
    if words is None or _OTHER_BEFORE_ENGLISH.search(said[: words.start()]):
        return None
    return words.span() if said == text else (0, len(text))


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
    edge = f"(?<![{_DIGIT_OR_TEN}A-Za-z])", f"(?![{_DIGIT_OR_TEN}A-Za-z])"
    whole = edge[0] + between.join(written) + edge[1]
    if number.isdigit() and len(number) == 2:
        whole += f"|{edge[0]}{_tens(number)}{edge[1]}"
    loud = between.join(heard) if len(number) > 2 else "(?!)"
    return (
        re.compile(whole, re.IGNORECASE),
        re.compile(r"\b" + r"[\s,\-]+".join(spoken) + r"\b", re.IGNORECASE),
        re.compile(rf"(?<![{_DIGIT_OR_TEN}]){loud}(?![{_DIGIT_OR_TEN}])", re.IGNORECASE),
    )


def _tens(number: str) -> str:
    """二十五 for 25."""
    names = "零一二三四五六七八九"
    ten, one = int(number[0]), int(number[1])
    return ("" if ten == 1 else names[ten]) + ("十" if ten else "") + (names[one] if one else "")


def own_name_span(text: str, names: Names) -> tuple[int, int] | None:
    """Where the agent says the own name: in a form of introduction, or as the desk knows it (two characters at the least)."""
    for pattern in (*_NAME, _NAME_ENGLISH):
        stated = pattern.search(text)
        if stated is not None and not _is_organisation(stated.group(), names):
            return stated.span()
    name = (names.agent_name or "").strip()
    if len(name) < 2:
        return None
    edge = ("", "") if has_chinese(name) else (r"\b", r"\b")
    for match in re.finditer(edge[0] + re.escape(name) + edge[1], text):
        if not (_ABOUT_BEFORE.search(text[: match.start()]) or _ABOUT_AFTER.match(text[match.end() :])):
            return match.span()
    return None


def _is_organisation(words: str, names: Names) -> bool:
    own = (names.organisation or "").split()
    return not set(own).isdisjoint(words.split())
