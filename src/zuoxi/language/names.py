"""Names in speech: addressing by name, saying who one is, asking. Rules that no list of wordings can hold.

It refuses to look anything up: surnames and titles are closed lists, the conversation's own names are given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zuoxi.language.normalising import has_chinese, syllable_of, syllables_of
from zuoxi.language.reading import Names
from zuoxi.language.surnames import ANY, COMMON, DOUBLE

#: surnames that are also everyday words: only right before a title
_RARE = "段关洪卓甘尤冉游成阮翁樊兰施邢裴聂焦鲍路佟时耿尚符穆单丰涂芦车滕冉俞解褚盛晏应包明左项曲华冀桂靳景门詹党冼甄池迟辛屈巩闵匡蓝麦敖屠云鞠茅仇巫海仲向古沙阳花艾祖牛米水寇庞管卞"
TITLES = "先生|女士|小姐|太太|老板|经理|总监|主任|老师|师傅|教授|医生|大夫|同志|阿姨|大叔|大姐|大哥|奶奶|爷爷|总"
_TITLES_OF_TRADE = "师傅|主任|医生|大夫|教授|经理|总监|老师"
_TITLES_OF_COURTESY = "先生|女士|小姐|太太|老板|同志|阿姨|大叔|大姐|大哥|奶奶|爷爷|叔叔|大妈|大爷|大娘"
_ADDRESS = re.compile(
    rf"(?:{'|'.join(DOUBLE)}|[{COMMON}])[\u4e00-\u9fff]{{0,2}}?(?:{_TITLES_OF_COURTESY})"
    rf"|(?:{'|'.join(DOUBLE)}|[{COMMON}{_RARE}])(?:{_TITLES_OF_COURTESY}|{_TITLES_OF_TRADE})"
    rf"|(?:^|(?<=[，,。！!嗯])|(?<=好的|是的|[您你]好|谢谢|对的|明白|题的)|(?<=行|那))(?:{'|'.join(DOUBLE)}|[{COMMON}])(?:总|哥|姐|工|老|姨|叔|婶|伯|嫂|爷)(?=[，,。！!]|$|[您你]|早上好|上午好|下午好|中午好|晚上好|早[，。]|新年|这)"
)
#: a surname that was misheard, where only a form of address can stand
_ADDRESS_HEARD = re.compile(
    r"(?:^|[，,。！!？?\s]|[你您]好|好的|谢谢|感谢)([\u4e00-\u9fff])(?<![位各们那这该老大小])(?:先生|女士|小姐)"
)
_SURNAME_SOUNDS = frozenset(map(syllable_of, COMMON))
_TITLES_HEARD = {syllables_of(title): title for title in ("先生", "女士", "小姐", "阿姨", "太太")}
_ADDRESS_MASKED = re.compile(rf"‹(?:name|person):\d+›(?:{_TITLES_OF_COURTESY}|{_TITLES_OF_TRADE})")
_ADDRESS_MASKED_ENGLISH = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr)\.? ‹(?:name|person):\d+›")
_ADDRESS_ENGLISH = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Madam|Sir)\.?\s+([A-Z][a-z]+)")
#: a name is spoken about, not to, after these and before those
_ABOUT_BEFORE = re.compile(
    r"(?:[是向找让跟把叫由问给替请和与为对被派找]|联系|转告|转接|告诉|请示|通知|帮|询问|转到|接通|安排|咨询|汇报|反映给|找到)(?:一下)?$"
)
_ABOUT_BEFORE_CLAUSE = re.compile(
    r"(?:请问|您|你|那边|这)?(?:是|就是|找)(?:不是)?(?:[^，,。！!？?]{0,4}|[^，,。！!？?]{0,14}的)$"
)
_ABOUT_AFTER = re.compile(
    r"签[的了过]|[买订办打付寄]的|现在|目前|桌|办公|那|身体|的(?:电话|手机|号码|意见|意思|单子|快递|订单)|轮休|不在|是(?!这样|的|不是)|在[吗么家]|今[天早晚]|明[天早晚]|后天|昨天|出差|出去|正在|休|开会|本人|吗|吧|么|的|下班|请假|刚|已经?|会|要给|能|去了|负责|上门|到了|到家|对[吗吧]|是吗|是吧|家(?!您)|那[边里]"
    r"|下周|周[一二三四五六日]|[上下]午(?!好)|说(?!的)|告诉|给我|跟我"
)
#: titles of those who are mostly spoken about: only with a hello, or where the clause says 您
_TRADES = re.compile(r"师傅$|主任$|医生$|大夫$|教授$|经理$|总监$|老师$")
_ABOUT_TRADE = re.compile(r"(?:批|签|同意|答应|安排|交代|吩咐|给|帮|跟|来|可以|要|过|那|就|再|和|把|在|有)")
_ENGLISH_BEFORE = re.compile(
    r"(?:\b(?:be|reach|a|put|did|does|has|had|was|were|that you,|you're|that's|of|named|under|not|is this|is that|it|speaking (?:with|to)|speak (?:to|with)|talk to|am i speaking|are you|ask|tell|call|called|from|by|with|reach|contact|for|to|find|get|transfer|and|is|but|that|see|when|if|where|because)\s*)$",
    re.IGNORECASE,
)
_ENGLISH_AFTER = re.compile(
    r"\s*(?:'s\b|(?:is|was|will|has|isn't|does|can|would|left|said|should|won't|may|might|handles|usually|just|also)\b)"
)


def known_names(names: Names) -> Iterator[tuple[str, str]]:
    """(slot, name) for the names that are known."""
    for slot in (
        "organisation",
        "department",
        "agent_number",
        "agent_name",
        "customer_name",
    ):
        value = getattr(names, slot)
        if value:
            yield slot, value


def surname_of(name: str) -> str:
    """The surname of a Chinese name, the last word of any other."""
    if name[:2] in DOUBLE:
        return name[:2]
    if has_chinese(name[:1]):
        return name[0]
    return name.split()[-1] if name.split() else name


def address_span(text: str, names: Names) -> tuple[int, int] | None:
    """Where a surname or name with a title is used to speak to somebody, not about him; the known customer's first."""
    known = names.customer_name
    if known:
        surname = surname_of(known)
        for word in (known, surname):
            for match in re.finditer(re.escape(word), text):
                titled = re.match(rf"[\u4e00-\u9fff]{{0,2}}?(?:{TITLES})", text[match.end() : match.end() + 4])
                before = text[max(0, match.start() - 6) : match.start()]
                if titled is not None:
                    if _speaks_to(text, match.start(), match.end() + titled.end()):
                        return match.start(), match.end() + titled.end()
                elif re.search(r"(?:Mr|Mrs|Ms|Miss|Dr|Madam)\.?\s*$", before):
                    start = match.start() - len(before) + before.rindex(before.split()[-1])
                    if _speaks_to_english(text, start, match.end()):
                        return match.start(), match.end()
    heard = _titles_as_said(text)
    for found in (*_ADDRESS.finditer(heard), *_ADDRESS_MASKED.finditer(heard)):
        if _speaks_to(heard, *found.span()):
            return found.span()
    for found in _ADDRESS_HEARD.finditer(heard):
        if syllable_of(found[1]) in _SURNAME_SOUNDS and _speaks_to(heard, found.start(1), found.end()):
            return found.start(1), found.end()
    for english in (*_ADDRESS_ENGLISH.finditer(text), *_ADDRESS_MASKED_ENGLISH.finditer(text)):
        if _speaks_to_english(text, *english.span()):
            return english.span()
    return None


def _titles_as_said(text: str) -> str:
    """The text with titles in their own characters where one of the two was misheard."""
    sound = syllables_of(text)
    for code, title in _TITLES_HEARD.items():
        place = sound.find(code)
        while place >= 0:
            if text[place] == title[0] or text[place + 1] == title[1]:
                text = text[:place] + title + text[place + 2 :]
            place = sound.find(code, place + 2)
    return text


def _speaks_to(text: str, start: int, end: int) -> bool:
    before, after, name = text[:start], text[end:], text[start:end]
    if _ABOUT_BEFORE.search(before) or _ABOUT_BEFORE_CLAUSE.search(before) or _ABOUT_AFTER.match(after):
        return False
    if name[0] == "祝" and name[1:] in (
        "奶奶",
        "爷爷",
        "阿姨",
        "叔叔",
        "大哥",
        "大姐",
        "老师",
        "老板",
        "大爷",
        "大妈",
        "大娘",
    ):
        return False
    return _TRADES.search(name) is None or _ABOUT_TRADE.match(after) is None


def _speaks_to_english(text: str, start: int, end: int) -> bool:
    return not (_ENGLISH_BEFORE.search(text[:start]) or _ENGLISH_AFTER.match(text[end:]))


_ANSWERED = re.compile(
    rf"^[，,。.！! 好的嗯哦啊行可以没问题]*(?:我)?(?:叫|是|姓)?({ANY}[\u4e00-\u9fff]{{0,2}}?|‹person:\d+›)"
    r"(?=[，,。.！! ]|$|吧|先生|女士|小姐)"
)


def answered_name(text: str) -> tuple[str, int, int] | None:
    """The name in an answer to the question for it: (name, start, end)."""
    match = _ANSWERED.search(text)
    if match is None:
        match = re.search(r"(?:[Ii]t is|[Ii]t's|[Tt]his is|I am|I'm)\s*(?:Mr|Mrs|Ms|Miss|Dr)?\.?\s*([A-Z][a-z]+)", text)
    return None if match is None else (match.group(1), match.start(1), match.end(1))
