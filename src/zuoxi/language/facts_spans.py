"""Lengths of time as people say them: durations, and deadlines that count from now.

Why on its own: seconds need no calendar and no instant of speaking. It refuses recurring ones (每三天), approximate ones and
figures of speech.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zuoxi.language.facts_numbers import CHINESE, ENGLISH, english_number, is_english, spoken_number
from zuoxi.language.reading import Fact

_NUMBER = rf"[0-9]{{1,3}}(?:\.5)?|{CHINESE}"
_SPAN = re.compile(
    rf"(?:(?:{_NUMBER}) ?(?:到|至|-|~|—) ?)?(?:(?<![0-9.第每几数零〇一二两三四五六七八九十百点])({_NUMBER}) ?(个半)?"
    r"|(?<=[到至\-~—])(?:([0-9]{1,3})|([一二两三四五六七八九十]{1,3}))|(?<!多)(半))(?:个)? ?"
    r"(秒钟?|分钟|刻钟|小时|钟头|工作日|自然日|交易日|天|周(?![一二三四五六日天末岁年围边到全])|星期(?![一二三四五六日天])|礼拜(?![一二三四五六日天])|(?<=个)月|年(?![级前货底]))(半)?"
)
_NO_SPAN = re.compile(r"两头|打鱼|到晚|愉快|天|四季|一度|生")
_BEFORE_NO_SPAN = re.compile(r"(?:每|有|哪|那|这|同|新的|祝您|(?<![超不])过|前|当)$")
_WITHIN = re.compile(r" ?(?:的?时间)?(?:之内|以内|内(?!容|部|存))")
_SECONDS = {
    "秒": 1, "分": 60, "刻": 900, "小": 3600, "钟": 3600, "工": 86400, "自": 86400, "交": 86400, "天": 86400,
    "周": 604800, "星": 604800, "礼": 604800, "月": 2592000, "年": 31536000,
}  # fmt: skip
_SPAN_ENGLISH = re.compile(
    rf"(?:\b(within|in less than|in under|in no more than)(?: the)?(?: next)? )?\b(?:(half an|half a|an?)|(?:[0-9]{{1,3}}(?: to |-))?([0-9]{{1,3}}|{ENGLISH})"
    r"( and a half)?)[ -](second|minute|hour|working day|business day|calendar day|day|week|month|year)s?\b(?! old)( and a half)?",
    re.IGNORECASE,
)
_SECONDS_ENGLISH = {"second": 1, "minute": 60, "hour": 3600, "week": 604800, "month": 2592000, "year": 31536000}
_ODD_MINUTES = re.compile(r"零?([0-9]{1,2}|[一二三四五六七八九十]{1,3})分(?!之|钟|[0-9一二三四五六七八九])")
#: a minute is a span after these; elsewhere it is a rate or a figure of speech
_FOR_A = re.compile(
    r"\b(?:for|take|takes|took|taking|about|another|nearly|almost|over|than|under|lasts?|lasted|wait(?:ed)?|around|in|roughly|once every) $",
    re.IGNORECASE,
)
_AT_LATEST = re.compile(r" (?:at the (?:very )?latest|at most from now|or less)\b", re.IGNORECASE)
_IN = re.compile(r"\b(in) (?:about |around |under |the next )?$", re.IGNORECASE)
#: what is still to come
_SOON = re.compile(
    r"(?:\b(?:will|be|ready|going to|gonna|should|shall|please|can|call|ring|reply|back|arrives?|leaves?|starts?|closes?|expires?|there|need)|'ll)\b",
    re.IGNORECASE,
)
_AFTER_IN = re.compile(r" (?:of|each|per)\b|'", re.IGNORECASE)


def find_spans(text: str) -> Iterator[Fact]:
    """Durations, and deadlines that count from now, in seconds."""
    if is_english(text):
        yield from _english_spans(text)
        return
    for start, end, seconds, unit in _chained(text):
        within = _WITHIN.match(text, end)
        if within is not None:
            yield Fact("deadline", str(seconds), start, within.end())
        elif not _BEFORE_NO_SPAN.search(text, 0, start) or (
            unit in "秒分小钟" and text[start - 1] == "前" and text[start - 2 : start - 1] not in ("", "，", "。", " ")
        ):
            yield Fact("duration", str(seconds), start, end)


def _chained(text: str) -> Iterator[tuple[int, int, int, str]]:
    """Spans of time with their seconds; 1小时20分 is one."""
    kept: tuple[int, int, int, str] | None = None
    for match in _SPAN.finditer(text):
        seconds = _seconds(match, text)
        if not seconds or (match.group(5) and match.group(6) == "天"):
            continue
        start, end, unit = match.start(), match.end(), match.group(6)[0]
        if (
            kept is not None
            and _SECONDS[unit] < _SECONDS[kept[3]]
            and text[kept[1] : start] in ("", "零", "又", "加", " ")
        ):
            kept = (kept[0], end, kept[2] + seconds, unit)
            continue
        if kept is not None:
            yield kept
        odd = _ODD_MINUTES.match(text, end) if unit in "小钟" else None
        minutes = spoken_number(odd.group(1)) if odd is not None else None
        if odd is not None and minutes:
            seconds, end = seconds + minutes * 60, odd.end()
        kept = (start, end, seconds, unit)
    if kept is not None:
        yield kept


def _seconds(match: re.Match[str], text: str) -> int:
    said, middle, upper, upper_spoken, half, unit, more = match.groups()
    if unit == "天" and _NO_SPAN.match(text, match.end()):
        return 0
    if unit == "年" and (said == "一" or len(said or "") > 2) and _NO_SPAN.match(text, match.end()):
        return 0
    told = said or upper or upper_spoken
    if half:
        number = 0.5
    else:
        whole = float(told) if told[0].isdecimal() else spoken_number(told)
        if whole is None:
            return 0
        number = whole + (0.5 if middle or more else 0)
    return int(number * _SECONDS[unit[0]])


def _english_spans(text: str) -> Iterator[Fact]:
    kept: tuple[int, int, int, str] | None = None
    for match in _SPAN_ENGLISH.finditer(text):
        seconds = _english_seconds(match, text)
        if not seconds:
            continue
        if kept is not None and not match.group(1) and text[kept[1] : match.start()] in (" ", " and ", ", "):
            kept = (kept[0], match.end(), kept[2] + seconds, kept[3])
            continue
        if kept is not None:
            yield _english_span(text, *kept)
        kept = (match.start(), match.end(), seconds, match.group(1) or "")
    if kept is not None:
        yield _english_span(text, *kept)


def _english_seconds(match: re.Match[str], text: str) -> int:
    within, article, said, half, unit, more = match.groups()
    if article:
        number: float | None = 0.5 if article.lower().startswith("half") else 1
        if number == 1 and not within and not more and not _FOR_A.search(text, 0, match.start()):
            return 0
    else:
        number = english_number(said)
    if not number:
        return 0
    return int((number + (0.5 if half or more else 0)) * _SECONDS_ENGLISH.get(unit.lower(), 86400))


def _english_span(text: str, start: int, end: int, seconds: int, within: str) -> Fact:
    latest = _AT_LATEST.match(text, end)
    if latest is not None:
        end = latest.end()
    if within or latest is not None:
        before = _IN.search(text, 0, start)
        return Fact("deadline", str(seconds), before.start(1) if before is not None else start, end)
    before = _IN.search(text, 0, start)
    if before is not None and _SOON.search(text, 0, start) and not _AFTER_IN.match(text, end):
        return Fact("deadline", str(seconds), before.start(1), end)
    return Fact("duration", str(seconds), start, end)
