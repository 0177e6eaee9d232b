"""The agent repeats what the customer said, to check it; and asks whether it is right.

"You said … is that right?" repeats; "please repeat", "I will confirm with the warehouse" and "you are quite right" do not. It
refuses to compare the words with what the customer really said: that is the clause's work.
"""

from __future__ import annotations

import re

from zuoxi.language.normalising import Normal
from zuoxi.language.reading import Fact, Hit
from zuoxi.language.sounding import sounding, span_of, spoken, written

_RIGHT = (
    "对吗|是吗|对吧|对不对|是不是|没错吧|没错吗|正确吗|对么|是么|是吧|准确吗|没问题吧|是这样吧|是这样吗|这样对吗|对不|是不"
    "|对嘛|没有错吧|不是吗|对伐|对喔|对哦|对哈|没错哈|没错哦|没错喔|没错的吧|是这个吗|是这个吧|对啵|对噻|是这么回事吧|是这么个情况吧|是这个意思吗|没跑吧|对得上吗|对得上吧|是不"
)
#: a clause of its own after what is to be checked
_TAIL = sounding(f"(?<=[^/][^/])/(?:是)?(?:{_RIGHT})(?:啊|呀|哈)?(?=/|$)")
_TAIL_ENGLISH = re.compile(r" (?:right|correct|yes|yeah) $")
_ASKED = "(?:什么|哪个|哪里|哪天|哪一|多少|几号|几点|怎么|是谁)"
_SAID = sounding(
    "(?:^|/|那|好的|就是|所以|噢|嗯|谢谢|啊)(?:刚才|刚刚|刚)?你(?:刚才|刚刚|刚|之前|前面|这边|一共|总共)?(?:是)?"
    "(?:(?:说|讲|提到|反映|报|留|给我|要|订|提供|描述|买|登记|要求|想要|需要|想订|预订|投诉|遇到|点|选)(?:到|我)?的[^/]{0,8}?是"
    f"|是说|意思是(?:说)?|说的意思是|是(?:想|要|觉得|指|希望)说?)/?(?!不是|吗|吧|对|/|{_ASKED})(?![^/]{{0,8}}{_ASKED})[^/]{{2,}}"
)
_LEAD = sounding(
    "(?:跟|和|与|向|给|帮|为)你(?:再|来|简单|重新|最后)?(?:核对|确认|复述|核实|复核|对|核)(?:一)?(?:下|遍|次)[^/]{0,8}/(?=[^/]+(?:/|$))"
)
_AGAIN = sounding(
    "(?:我|让我|那我|给你|跟你|我来|我再)(?:再|来|先|给你|跟你|为你|帮你)?(?:重复|复述|念|读|报)(?:一)?(?:下|遍|次|念|一念|读)[^/]{0,8}(?:/|$)"
)
_TAKEN_AS = sounding(
    "(?:可以|能|这样|这么|我)(?:这样|这么|就)?理解(?:为|成)|我的理解(?:是|为)|我没(?:理解|听|领会)错的话"
)
_HEARD = sounding(
    "我理解下来(?:就)?是|(?:按|照|依|听|据)你(?:刚才|刚刚)?(?:这么|这样)?(?:讲|说|描述"
    "|反映)(?:的)?/?(?:是|就是|那就是)[^/]{2,}|你(?:刚才|刚刚|刚)?(?:有)?(?:提到|说到|讲到"
    "|反映说|跟我说|告诉我)(?!吗|没有|的)[^/]{4,}|(?:^|/)你(?:刚才|刚刚|刚)(?:说|讲|提"
    "|反映)/[^/]{4,}|(?:跟|和|给)你过一遍/[^/]{3,}"
)
#: figures with what they count, and strings of them: what is worth repeating
_FIGURES = re.compile(
    r"[零一二三四五六七八九十百千两幺\d]+(?:号|点|位|件|晚|个|箱|台|次|月|日|楼|栋|室|张|份|间|人"
    r"|天|块|元|岁|斤|套|双|盒|大|年|单元|小时|期|趟|班|米|瓶|袋|本|桌|幢|层|排|座)"
    r"|[零一二三四五六七八九幺\d][|零一二三四五六七八九幺\d]{3,}"
)
_OTHER_SOURCE = re.compile(
    "好像|系统|登记|合同|档案|预留|留存|记录显示|资料|这边付|显示|查到|查询到|本人的名字|还是原|变动|没变|改过"
)
_QUESTION_WORD = re.compile("哪|什么|几[个号点位间]|多少|谁|怎么")
_STORED = re.compile("系统|登记|合同|档案|预留")
_PUT_SHORT = re.compile(r"(?:^|\|)(?:那|所以)?(?:也就是|就是说|也就是说)[|]?你")
_NOTED = re.compile("[：:]")
_ENGLISH_LEAD = re.compile(
    r"^ (?:(?:ok|okay|right|all right|alright|well|and|thanks|thank you|great|lovely|perfect|good"
    r"|sure) )*(?:so|then|just to confirm|thats|that is|that was|its|it was|it is|youre|you are"
    r"|youve|youd|you would|you want|you wanted|you need|you said|your (?:\w+ )+is"
    r"|the (?:\w+ )+is|two|three|four|five|one|a|an|for) "
)
_YOURS = sounding("你的|你(?:说|报|要|留|订|是|反映)")
_WANT = sounding(
    "(?:^|/|那|好的|所以|就是|就是说)你(?:这边|一共|总共|今天|主要)?(?:刚才|刚刚|刚|之前)?(?:是)?(?:想|要|需要|希望|订|买|打算|预订|报|点|选|退|换|说|讲"
    "|反映|提到|的(?:要求|问题|意思|需求|诉求|想法)(?:就)?是)[^/]{2,}(?:/[^/]+)*"
)
_MINE = sounding(
    "我(?:这样|这么)?(?:理解|记|听|念|写|登记|说)[^/]{0,4}(?:对|错|一样)|没(?:记|听|写|弄|理解)(?:错|岔)吧"
)
_RECORDED = sounding(
    "登记的(?:还|是|地址|电话|号码)|系统(?:里|上|中|显示)|还是(?:原来|之前|以前|老|那个)|资料(?:里|上)|档案|预留|留存|仍然是"
)
_RECORDED_ENGLISH = re.compile(r" (?:still|on file|our records|we have you|registered) ")
_CHOICE = sounding("还是(?:由|我|要|先|让)")
_EITHER = sounding("是[^/]{1,10}还是[^/]{1,10}")
_VALUES = frozenset({"phone", "order_number", "address", "quantity", "amount", "datetime"})
_SAME = re.compile(
    r"([^|的你我是])[^|的]{1,2}的\1(?:字)?(?=\||$|呢|吗|吧|啊|第|是|不)|[^|的]{1,2}([^"
    r"|的你我是])[^|的]{0,1}的\2(?:字)?(?=\||$|呢|吗|吧|啊|第|是|不)"
)
_LETTER = re.compile(r" ([a-z]) (?:as in|for|like in|like) \1[a-z]+ ")


def settle_repeating(hits: dict[str, Hit], normal: Normal, facts: tuple[Fact, ...], said: str = "") -> None:
    """Adds asking for confirmation, reading back and spelling; takes away what is only the question who this is."""
    english = normal.text.startswith(" ")
    text, _ = ("", ()) if english else spoken(normal)
    if english:
        _put(hits, "ask_confirm", normal, _own_clause(normal), True)
        _put(hits, "spell_character", normal, _LETTER.search(normal.text), True)
    else:
        _put(hits, "spell_character", normal, _SAME.search(written(normal)), False)
        _put(hits, "ask_confirm", normal, _TAIL.search(text), False)
        if "spell_character" in hits:
            _put(hits, "ask_confirm", normal, _EITHER.search(text), False)
    if "verify_person" in hits:
        hits.pop("ask_confirm", None)
    if "ask_read_back" in hits:
        return
    if not english:
        _put(hits, "read_back", normal, _repeated(hits, text, written(normal), bool(facts)), False)
    noted = hits.get("take_note")
    if noted is not None and "read_back" not in hits:
        mark = _NOTED.search(said, noted.end - 1)
        if mark is not None and mark.start() <= noted.end + 6 and len(said) - mark.end() >= 5:
            hits["read_back"] = Hit("read_back", mark.end(), len(said), "pattern", 0.8)
    recorded = (_RECORDED_ENGLISH.search(normal.text) if english else _RECORDED.search(text)) is not None
    if "ask_confirm" in hits and not recorded:
        if english and "ask_details" not in hits and "spell_character" not in hits:
            _put(hits, "read_back", normal, _ENGLISH_LEAD.search(normal.text), True)
        for fact in facts:
            if fact.kind in _VALUES and not fact.partial and "read_back" not in hits:
                hits["read_back"] = Hit("read_back", fact.start, fact.end, "pattern", 0.9)


def _own_clause(normal: Normal) -> re.Match[str] | None:
    """A "right?" of its own after something that is to be checked."""
    match = _TAIL_ENGLISH.search(normal.text)
    if match is None or match.start() + 1 not in normal.cuts or normal.text.count(" ", 0, match.start()) <= 2:
        return None
    return match


def _repeated(hits: dict[str, Hit], text: str, plain: str, values: bool) -> re.Match[str] | None:
    checked = "ask_confirm" in hits
    if "/还是" in plain.replace("|", "/") and not checked:
        return None
    short = _PUT_SHORT.search(plain)
    if short is not None and checked and _TAIL.search(text):
        hits.pop("summarise", None)
        return short
    taken = _TAKEN_AS.search(text)
    if taken is not None:
        return taken
    said = _SAID.search(text)
    if said is not None and (
        "是" not in plain[said.start() : said.end()]
        or (_QUESTION_WORD.search(plain) and not checked)
        or _STORED.search(plain)
    ):
        said = None
    if (
        said is not None
        and (checked or "summarise" not in hits)
        and not {"ask_mandarin", "promise_report"} & hits.keys()
        and _CHOICE.search(text, said.start()) is None
    ):
        return said
    heard = _HEARD.search(text)
    if heard is not None and "summarise" not in hits and (checked or {"promise_report", "take_note"}.isdisjoint(hits)):
        return heard
    asks = not {"ask_details", "ask_convenient", "check_audible", "ask_repeat"}.isdisjoint(hits)
    lead = _LEAD.search(text)
    if lead is not None and (checked or (not asks and "state_purpose" not in hits)):
        return lead
    again = _AGAIN.search(text)
    if again is not None and (checked or values or _YOURS.search(text) is not None) and not asks:
        return again
    if not checked or asks or _OTHER_SOURCE.search(plain) is not None:
        return None
    want = _WANT.search(text)
    if want is not None and "summarise" not in hits and (_TAIL.search(text) is not None or _MINE.search(text)):
        return want
    if "summarise" in hits:
        return None
    return _FIGURES.search(plain) if _TAIL.search(text) is not None or _MINE.search(text) else None


def _put(hits: dict[str, Hit], act: str, normal: Normal, match: re.Match[str] | None, english: bool) -> None:
    if match is not None and act not in hits:
        span = normal.span(match.start(), match.end()) if english else span_of(normal, match)
        hits[act] = Hit(act, *span, "pattern", 0.9)
