"""Names in speech: addressing by name, saying who one is, asking. Rules that no list of wordings can hold.

It refuses to look anything up: surnames and titles are closed lists, the conversation's own names are given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zuoxi.language.reading import Hit, Names

_SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙马胡朱郭何罗高林郑梁谢唐许冯宋韩邓彭曹曾田萧潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方"
    "邹熊白孟秦邱侯江尹薛闫雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严欧莫孔汤康易乔赖文庄柳殷温倪章鲁葛苗岳齐梅柯季安骆申祝凌柴霍宁舒"
)
_DOUBLE = (
    "欧阳",
    "上官",
    "司马",
    "诸葛",
    "东方",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "令狐",
    "司徒",
    "夏侯",
)
TITLES = "先生|女士|小姐|太太|老板|经理|总监|主任|老师|师傅|教授|医生|大夫|同志|阿姨|大叔|大姐|大哥|奶奶|爷爷|总"
_TITLES_LONG = "先生|女士|小姐|太太|老板|经理|总监|主任|老师|师傅|教授|医生|大夫|同志|阿姨|大叔|大姐|大哥|奶奶|爷爷"
_ADDRESS = re.compile(rf"(?:{'|'.join(_DOUBLE)}|[{_SURNAMES}])[\u4e00-\u9fff]{{0,2}}?(?:{_TITLES_LONG})")
_ADDRESS_MASKED = re.compile(
    rf"‹(?:name|person):\d+›(?:{_TITLES_LONG})|\b(?:Mr|Mrs|Ms|Miss|Dr)\.? ‹(?:name|person):\d+›"
)
_ADDRESS_ENGLISH = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Madam|Sir)\.?\s+([A-Z][a-z]+)")
_NUMBER = re.compile(
    r"(?:[工公供恭贡攻宫功]号|员工号|坐席号|座席号)(?:呢)?(?:是|为|：|:)?\s*[A-Za-z]?[0-9零幺一二三四五六七八九][0-9零幺一二三四五六七八九\- ]*"
    r"|[0-9]{2,8}\s*号(?:客服|坐席|座席|话务员|接线员|为您|很高兴|服务)"
    r"|(?:agent|staff|employee|badge|service)\s+(?:number|no\.?|id)\s*(?:is\s+)?[0-9]+|\bagent\s+[0-9]{2,}",
    re.IGNORECASE,
)
#: a name is spoken about, not to, after these and before those
_ABOUT_BEFORE = tuple("是向找让跟把叫由问")
_ABOUT_AFTER = (
    "现在",
    "不在",
    "今天",
    "出差",
    "出去",
    "正在",
    "休",
    "开会",
    "本人",
    "吗",
    "吧",
    "的电话",
    "的手机",
    "下班",
    "请假",
    "刚",
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
    if name[:2] in _DOUBLE:
        return name[:2]
    if name and "\u3400" <= name[0] <= "\u9fff":
        return name[0]
    return name.split()[-1] if name.split() else name


def address_span(text: str, names: Names) -> tuple[int, int] | None:
    """Where a surname or name with a title is used; of the known customer, if one is known."""
    known = names.customer_name
    if known:
        surname = surname_of(known)
        for word in (known, surname):
            for match in re.finditer(re.escape(word), text):
                rest = text[match.end() : match.end() + 4]
                titled = re.match(rf"[\u4e00-\u9fff]{{0,2}}?(?:{TITLES})", rest)
                before = text[max(0, match.start() - 6) : match.start()]
                if titled is not None:
                    return match.start(), match.end() + titled.end()
                if re.search(r"(?:Mr|Mrs|Ms|Miss|Dr|Madam)\.?\s*$", before) or (word == known and len(word) > 1):
                    return match.start(), match.end()
    for found in (*_ADDRESS.finditer(text), *_ADDRESS_MASKED.finditer(text)):
        if text[: found.start()][-1:] not in _ABOUT_BEFORE and not text[found.end() :].startswith(_ABOUT_AFTER):
            return found.span()
    english = _ADDRESS_ENGLISH.search(text)
    if english is None or re.search(
        r"(?:is this|speaking with|speak to|am i speaking)", text[: english.start()], re.IGNORECASE
    ):
        return None
    return english.span()


_ANSWERED = re.compile(
    rf"^[，,。.！! 好的嗯哦啊行可以没问题]*(?:我)?(?:叫|是|姓)?((?:{'|'.join(_DOUBLE)}|[{_SURNAMES}段关洪卓甘游成阮翁][\u4e00-\u9fff]{{0,2}}?))"
    r"(?=[，,。.！! ]|$|吧|先生|女士|小姐)"
)


def answered_name(text: str) -> tuple[str, int, int] | None:
    """The name in an answer to the question for it: (name, start, end)."""
    match = _ANSWERED.search(text)
    if match is None:
        match = re.search(r"(?:[Ii]t is|[Ii]t's|[Tt]his is|I am|I'm)\s*(?:Mr|Mrs|Ms|Miss|Dr)?\.?\s*([A-Z][a-z]+)", text)
    return None if match is None else (match.group(1), match.start(1), match.end(1))


def identity_hits(text: str, names: Names) -> Iterator[Hit]:
    """The agent's number, said in digits."""
    match = _NUMBER.search(text)
    if match is not None and "请问" not in text[max(0, match.start() - 6) : match.start()]:
        yield Hit("identify_number", match.start(), match.end(), "pattern")
