"""A customer's own name and address where no list of wordings can hold them.

It believes a name only where the speaker says it is his, or as the answer to the question for it. It refuses names of
third persons, and figures that nobody asked for.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from zuoxi.language.reading import Hit
from zuoxi.language.surnames import ANY, COMMON

_NAME_END = r"(?=[，,。.！!？?；;、\s]|$|的名|吧|啊|呀)"
_SELF = (
    re.compile(r"(?:^|[，,。！!；; ])(?:我|本人)?姓(?![什啥名])([\u4e00-\u9fff]{1,2})(?=[，,。.！!]|$)"),
    re.compile(
        rf"(?:叫|喊|称呼)我(?:[老小阿]?{ANY}|{ANY}[\u4e00-\u9fff]{{0,2}}?)(师傅|大爷|大妈|阿姨|老师|大姐|大哥"
        rf"|老板|先生|女士|哥|姐|叔|婶|嫂|工|)(?=吧|就|得了|[，,。]|$)"
    ),
    re.compile(
        rf"(?:我|我的|本人|收件人?|收货人?|联系人"
        rf"|登记)[^，。]{{0,4}}名字?[，,：: ]{{0,2}}[写叫是填]?({ANY}[\u4e00-\u9fff]{{1,2}}){_NAME_END}"
    ),
    re.compile(
        rf"(?:^|[，,。])(?:收件人?|收货人?|联系人|抬头|名字|姓名)(?:[写叫是填]"
        rf"|就写)({ANY}[\u4e00-\u9fff]{{1,2}}){_NAME_END}"
    ),
    re.compile(rf"我是[^，。]{{1,10}}[的号楼]([{COMMON}][\u4e00-\u9fff]{{1,2}})(?=[，,。.！!]|$)"),
    re.compile(rf"(?:^|[，,。])(?:我)?(?:本人|叫)({ANY}[\u4e00-\u9fff]{{1,2}})(?=[，,。.！!]|$)"),
    re.compile(rf"(?:登记|登|写|记|留|填)(?:上|个)?({ANY}[\u4e00-\u9fff]{{1,2}}?)(?=就行|就好|就可以|的名字|这个名字)"),
    re.compile(
        rf"我是[^，。]{{0,8}}(?:客户|会员|业主|住户|用户|家长|学生|租户|同学|司机|病人|患者|读者|乘客|旅客|房客"
        rf"|居民|村民|工)({ANY}[\u4e00-\u9fff]{{1,2}})(?=[，,。.！!]|$)"
    ),
    re.compile(rf"(?:户主|机主|房主|业主|车主)(?:叫|是|姓名)?({ANY}[\u4e00-\u9fff]{{1,2}})(?=[，,。.！!]|$)"),
    re.compile(rf"这[边里儿]+是({ANY}[\u4e00-\u9fff]{{0,2}}?)(?:先生|女士|小姐)"),
    re.compile(rf"(?:鄙人|在下|敝姓|俺叫|俺是|俺姓)({ANY}[\u4e00-\u9fff]{{0,2}}){_NAME_END}"),
    re.compile(rf"(?:^|[，,。！! ])我[，,]({ANY}[\u4e00-\u9fff]{{1,2}})[，,。]"),
    re.compile(
        rf"(?:^|[，,。！!；; 喂])(?:我|俺)(?:就)?是[^，。找来说想问打]{{0,10}}?[的那]?((?:[老小阿][{COMMON}]"
        rf"|[{COMMON}](?:师傅|大爷|大妈|阿姨|老师|老头|大姐|大哥|老板|医生|大夫|奶奶|爷爷|婶|叔|嫂|哥|姐|工)))"
        r"(?=[，,。！!、\s]|$|啊|呀|哈)"
    ),
    re.compile(r"(?:单名|大名|全名|名字)(?:是|叫)?(?:一?个)?([\u4e00-\u9fff])[，,。]"),
)
_SELF_ENGLISH = (
    re.compile(
        r"(?:^|[,.!] )(?-i:([A-Z][a-z]+(?: [A-Z][a-z'-]+)?)) (?:here|speaking|calling)\b(?! (?:is|are|was|to"
        r"|about how))",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:it'?s|this is|it is) (?-i:((?:(?:Mr|Mrs|Ms|Miss|Dr|Auntie"
        r"|Uncle)\.? )?[A-Z][a-z'-]+(?: [A-Z][a-z'-]+)?))(?= (?:from|at|in|here|again|calling|speaking|on)\b"
        r"|[,.!]|$)",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:under|in the name of|surname'?s|surname is|last name'?s|first name'?s|forename'?s|the name'?s"
        r"|name'?s|name:|call me|i go by|known as) "
        r"(?:is )?(?-i:((?:(?:Mr|Mrs|Ms|Miss|Dr)\.? )?[A-Z][a-z'-]+(?: [A-Z][a-z'-]+)?))",
        re.IGNORECASE,
    ),
)
_ANSWER_ENGLISH = re.compile(
    r"^(?-i:[A-Z][a-z'-]+), (?:first name|given name) [A-Z]|^(?:it'?s )?[A-Z][a-z'-]+[,.] ?(?:with a|spelled"
    r"|[A-Z]-[A-Z])"
)
_ANSWER_SHORT = re.compile(
    rf"^(?:[小老阿][{COMMON}]|{ANY}(?:师傅|大爷|大妈|阿姨|老师|大姐|大哥|老板|先生|女士|小姐|哥|姐|叔|婶"
    rf"|工))[吧啊呀]?[。.！!]?$|^(?!Yes|No|Sure|Why|What|Okay|Ok|Sorry|Fine|Right|Hello|Hi|Well|Thanks|Pardon"
    rf"|Never|Just|Anonymous|Correct|Yeah|Nope|Who|Wait)[A-Z][a-z'-]+[.!]?$"
)
_NO_ENGLISH_NAME = re.compile(
    r"^(?:Anyone|Anybody|Nobody|Someone|Somebody|Everyone|Is|Are|It|I|He|She|They|We|You|The|This|That|New"
    r"|Customer|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
    r"|January|February|March|April|May|June|July|August|September|October|November|December|Christmas|Easter"
    r"|Hello|Hi|Sorry|Right|Okay|No|Yes|From|Over|Still|Just|What|When|Where|Who|Why|English"
    r"|French|Chinese|Spanish|German|Italian|Road|Street|Apple|Samsung|Not|Speaking|Flat|Apartment|Room|Unit)\b"
)
_STREET = re.compile(
    r"\b\d+[A-Za-z]?,? (?:[A-Z][a-z'-]+ ){1,3}(?:Street|St|Road|Rd|Lane|Avenue|Ave|Drive|Close|Court|Way|Place"
    r"|Square|Crescent|Terrace|Gardens|Row|Hill|Boulevard|Grove|Mews)\b"
)
_FIGURES = re.compile(r"\+?\d[\d -]{6,}\d")
_CONTACT_ASKED = frozenset({"ask_contact", "offer_callback"})
_SAME_NUMBER = re.compile(
    r"(?:这个|现在(?:这个|打的)?|本机|来电|打来的|同一个)(?:来电)?(?:号码?|电话|手机)|^this (?:number|one)"
    r"|the (?:number|one) i'?m (?:calling|ringing)|same number",
    re.IGNORECASE,
)


def name_hit(text: str, asked: Collection[str], found: Collection[str]) -> Hit | None:
    """The speaker's own name, unless it was found already."""
    if "customer_give_name" in found:
        return None
    for form in _SELF if not text.isascii() else _SELF_ENGLISH:
        said = form.search(text)
        if said is not None and not _NO_ENGLISH_NAME.match(said.group(1)):
            return Hit("customer_give_name", said.start(1), said.end(1), "pattern", 0.9)
    answer = (_ANSWER_ENGLISH.match(text) or _ANSWER_SHORT.match(text)) if "ask_name" in asked else None
    return None if answer is None else Hit("customer_give_name", *answer.span(), "reply")


def contact_hit(text: str, asked: Collection[str], found: Collection[str]) -> Hit | None:
    """A street, or the number asked for, unless it was found already."""
    if "customer_give_contact" in found or "?" in text:
        return None
    place = _STREET.search(text)
    if place is None and not _CONTACT_ASKED.isdisjoint(asked):
        place = _SAME_NUMBER.search(text) or _FIGURES.match(text)
    return None if place is None else Hit("customer_give_contact", *place.span(), "pattern", 0.9)
