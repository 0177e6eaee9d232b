"""Facts in speech: numbers, dates, names, places; spoken forms too.

Values are normalised so that a read-back compares values, not strings. Offsets are code points of the original text,
half-open. It refuses to guess: a number without a hint, a shape or a check is no fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from zuoxi.language.facts_addresses import find_addresses
from zuoxi.language.facts_amounts import find_amounts, find_quantities
from zuoxi.language.facts_names import NAME_MARK, find_names
from zuoxi.language.facts_numbers import (
    WIDE,
    D,
    digits_spoken,
    find_runs,
    find_word_runs,
    is_english,
)
from zuoxi.language.facts_references import find_plates, find_references, find_spoken_mail
from zuoxi.language.facts_spans import find_spans
from zuoxi.language.facts_time import find_times
from zuoxi.language.normalising import has_chinese
from zuoxi.language.placeholders import neutral, placeholder_facts
from zuoxi.language.reading import Fact
from zuoxi.language.surnames import ANY

_TRIGGER = re.compile(
    r"[0-9０-９零〇幺一二两三四五六七八九十半@＠¥￥$£€]|[今明后昨前][天日早晚]|周[日天]|[期拜][日天]|正午|[省市区县镇乡路街巷村]|我[叫姓是]|叫我|免贵|姓|名字|艾特"
    r"|爱特|圈[aA]|day|ight|tomorrow|noon|half|[Nn]ame|[Tt]his is|I'm|I am|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Nn]ine|zero|[Tt]en|elve"
    r"|lev?en|fif|thirt|twent|hundred|thousand|dozen|[Ww]ithin|minute|hour|week|\bdot\b|January|February|March|April|June|July|ember|tober|August"
    r"|this (?:morn|after|even)|[Ff]lat [A-Z]|[Tt]ower [A-Z]"
)
_NUMERAL = re.compile(r"[0-9零〇幺一二两三四五六七八九十半]")
_TIME = re.compile(r"[点时:：月号前]|[今明后昨][天日早晚]|周|[期拜]|正午|-|/")

_EMAIL = re.compile(r"[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_MAIL_WORDS = re.compile(r"艾特|爱特|圈[aA]|点[a-zA-Z]|\bdot\b|\bDOT\b|Dot\b")
_CODE_ALONE = re.compile(r"[\s，,。.、嗯对是的好哦啊]*([A-Za-z]{1,4}[ \-]?[0-9]{6,16})[\s，,。.、！!？?吧啊的]*")
_PARTIAL = re.compile(
    rf"(?:尾号|尾数|末尾|(?:最?后|末|尾)面?的?(?:[二两三四五六2-6]|几)(?:位|个)(?:数字?|号码)?)(?:应该|就|才)?(?:是|为|：|:)?\s*([{D}](?:[ \-]?[{D}]){{1,7}})"
    r"|(?:[Ll]ast (?:(?:two|three|four|five|six|[2-6]) )?(?:digits|numbers)?|end(?:s|ing) (?:in|with))(?: ?(?:are|is|:))? ([0-9](?:[ \-]?[0-9]){1,7})(?![0-9])"
)
_PARTIAL_HINT = re.compile(r"[尾后末]|last|end", re.IGNORECASE)
_KIND_HINTS = (
    ("phone", re.compile(r"手机|电话|座机|phone|mobile", re.IGNORECASE)),
    ("order_number", re.compile(r"订单|单号|运单|order", re.IGNORECASE)),
    ("id_card", re.compile(r"身份证|证件")),
    ("bank_card", re.compile(r"银行卡|卡号|信用卡|储蓄卡|\bcard\b", re.IGNORECASE)),
)

_FULL = rf"({ANY}[\u4e00-\u9fff]{{1,2}}?)"
_STOP = (
    "(?!顾客|常客|常年|常来|安全|安装|安排|高级|高层|马上|金卡|金牌|白金|白天|白领|程序|司机|文员|成员|成年|任何|向[你您来]|万[不分一]|于|关[于心]"
    "|方便|许多|严重|何[时必处]|路过|单[位身独]|管理|管家|项目|代理|代表|代[办替]|车主|左右|温和|易|陆续|华人|柜|安慰|毛病|史上|尚未|施工|申请|和|江湖|兰|孙女|孙子)"
)
_END = r"(?=[，,。.！!？?、；;\s]|$|先生|女士|小姐|太太|的|电话|手机|吧|啊|呀)"
_NAME_FULL = re.compile(
    rf"(?:我(?:的)?名?字?叫(?:做)?|(?:名字|姓名)(?:[叫是]|：|:)?|我(?:的)?姓名是|姓{ANY}[，, ]{{0,2}}(?:名?叫)?){_STOP}{_FULL}{_END}"
)
_NAME_SURNAME = re.compile(rf"(?:我(?:这边)?姓|免贵姓|免贵，?姓?|敝姓|鄙姓)({ANY})(?!名|什么)")
_NAME_TITLED = re.compile(
    rf"(?:我(?:就)?是|叫我|(?:这边|这里)是)({ANY}[\u4e00-\u9fff]{{0,2}}?)(?:先生|女士|小姐|太太|老师|医生)"
    r"(?!的?(?:儿|女儿|同事|朋友|家|助|丈|妻|先生|太太|妈|爸|爱人|秘书|邻居))"
)
_NAME_WEAK = re.compile(rf"(?:我(?:就)?是){_STOP}{_FULL}(?=[，,。.！!？?\s]|$)")
_NAME_ENGLISH = re.compile(
    r"\b(?:([Mm]y (?:full )?name(?: is|'s)|[Nn]ame is)|[Tt]his is|I'm|I am) (?:(?:Mr|Ms|Mrs|Miss|Dr)\.? )?([A-Z][a-z]+(?: [A-Z][a-z]+)?\b|[a-z]+\b)"
)
_NO_NAME = frozenset(
    [
        "calling",
        "looking",
        "sorry",
        "just",
        "not",
        "the",
        "a",
        "an",
        "on",
        "in",
        "at",
        "afraid",
        "sure",
        "still",
        "here",
        "very",
        "so",
        "really",
        "also",
        "trying",
        "having",
        "going",
        "spelled",
        "wrong",
        "misspelled",
        "under",
        "it",
        "about",
        "customer",
        "chinese",
        "english",
        "ok",
        "okay",
        "fine",
        "good",
        "glad",
        "happy",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "correct",
        "right",
    ]
)


def find_facts(text: str, *, at: datetime | None = None, by: str = "customer") -> tuple[Fact, ...]:
    """All facts of one utterance, in order of their places. `at`: what relative dates refer to."""
    if "‹" in text:
        found = list(placeholder_facts(text))
    elif _TRIGGER.search(text) is None and NAME_MARK.search(text) is None:
        return ()
    else:
        found = []
    plain = text.translate(WIDE)
    if "‹" in text:
        plain = neutral(plain, english=not has_chinese(text), figures=False)
    for fact in _all(plain, at):
        for other in found:
            if fact.start < other.end and other.start < fact.end:
                break
        else:
            found.append(fact)
    if by == "customer" and not any(fact.kind == "name" for fact in found):
        found.extend(_names(plain))
    for fact in find_names(plain, is_english(plain)):
        if not any(fact.start < other.end and other.start < fact.end for other in found):
            found.append(fact)
    if len(found) > 1:
        found.sort(key=_place)
    return tuple(found)


def _place(fact: Fact) -> tuple[int, int]:
    return fact.start, fact.end


def _all(text: str, at: datetime | None) -> Iterator[Fact]:
    """Surer kinds first: what they take, no later kind may read again."""
    english = is_english(text)
    numbers = _NUMERAL.search(text) is not None
    if "@" in text:
        for match in _EMAIL.finditer(text):
            yield Fact("email", match.group().lower(), *match.span())
    if _MAIL_WORDS.search(text):
        yield from find_spoken_mail(text, english)
    if numbers or english:
        yield from find_references(text, english)
    if numbers:
        if not text.isascii():
            yield from find_plates(text)
        if _PARTIAL_HINT.search(text):
            yield from _partials(text)
        yield from find_runs(text)
        code = _CODE_ALONE.fullmatch(text)
        if code is not None:
            yield Fact("order_number", re.sub("[ -]", "", code.group(1)).upper(), *code.span(1))
    if english:
        yield from find_word_runs(text)
    yield from find_addresses(text, english)
    if english or numbers:
        yield from find_spans(text)
    if english or _TIME.search(text):
        yield from find_times(text, at)
    if english or numbers:
        yield from find_amounts(text)
        yield from find_quantities(text)


def _partials(text: str) -> Iterator[Fact]:
    for match in _PARTIAL.finditer(text):
        group = 1 if match.group(1) else 2
        kind = next((kind for kind, hint in _KIND_HINTS if hint.search(text)), "phone")
        yield Fact(kind, digits_spoken(match.group(group)), *match.span(group), partial=True)


def _names(text: str) -> Iterator[Fact]:
    """The one name a customer gives: the fullest form of it."""
    if is_english(text):
        for match in _NAME_ENGLISH.finditer(text):
            word = match.group(2)
            if word.split()[0].lower() not in _NO_NAME and (match.group(1) or word[0].isupper()):
                yield Fact("name", word, *match.span(2))
                return
        return
    if "我" not in text and "姓" not in text and "免贵" not in text and "名字" not in text and "是" not in text:
        return
    for pattern in (_NAME_FULL, _NAME_SURNAME, _NAME_TITLED, _NAME_WEAK):
        found = pattern.search(text)
        if found is not None:
            yield Fact("name", found.group(1), *found.span(1))
            return
