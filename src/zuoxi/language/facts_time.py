"""Days, times of day, durations and deadlines as people say them.

Why on its own: everything here is relative to the instant of speaking, which is an argument. Values are local to its
zone. It refuses to guess: without that instant tomorrow is no fact, and an hour without a part of the day stays as said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from zuoxi.language.facts_numbers import digits_spoken, english_number, is_english, spoken_number
from zuoxi.language.reading import Fact

_SMALL = "[0-9]{1,2}|[一二三四五六七八九十]{1,3}"
_PART = "凌晨|清晨|早上|早晨|早|上午|中午|正午|下午|午后|傍晚|晚上|晚|夜里|半夜"
_MINUTES = "半|[一三]刻|[0-9]{1,2}分|[零〇][一二三四五六七八九]分?|[二三四五]?十[一二三四五六七八九]?分?|[一二三四五六七八九]分|[0-5][0-9]"
_CLOCK = re.compile(
    rf"({_PART})?的? ?(?:(?<![0-9.:])([0-9]{{1,2}})[:：]([0-5][0-9])(?:[:：][0-5][0-9])?(?![0-9])"
    rf"|(?<![0-9.零〇一二两三四五六七八九十第百])([0-9]{{1,2}}|[零一二两三四五六七八九]|二?十[一二三四五六七八九]?)(点钟|点整|点|时)({_MINUTES})?"
    r"(?![0-9零〇一二三四五六七八九]))|正午"
)
#: what may follow a bare hour (三点吧); after anything else 三点 may be three points of a list
_AFTER_HOUR = re.compile(
    r"$|[\s，。,.！!？?、；;吧吗呢行]|可以|之?前|以[前后]|之后|左右|到|至|来|送|见|开始|的时候|我|方便|给|打|再|过"
)
_NO_HOUR = re.compile(r"[儿事小心想建意要说不五]")
_BEFORE_WORD = r" ?(?:下班|结束|月底)?(?:之前|以前|前)(?![台面往去来后几天两年任])"
_BEFORE = re.compile(_BEFORE_WORD)
_LATEST = re.compile(
    r"(?:最晚|最迟|最慢|至迟|至晚|不晚于|不迟于|不超过|截止[到至]?|截至|赶在)(?:在|是|到|于)?$"
    r"|(?:\b[Bb]y|\b[Bb]efore|[Nn]o later than|[Nn]ot later than|\b(?:have|has|got|given you|extended) (?:it )?(?:until|till))(?: the)?(?: end of)? $"
)
_LATEST_AFTER = re.compile(r"(?: in the morning| in the afternoon)? (?:at the (?:very )?latest|or earlier)")
#: a part of the day without an hour, between a day and 之前
_PART_BEFORE = re.compile(rf" ?的?(?:{_PART})(?={_BEFORE_WORD})")

_DATE = re.compile(
    r"(?<![0-9])(20[0-9]{2})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:(?:T| )(?=[0-9]{1,2}:)|(?![0-9]))"
    rf"|(?:(20[0-9]{{2}}|二[零〇][零〇一二三四五六七八九]{{2}}|[今明去后]年) ?年? ?)?(?<![0-9一二三四五六七八九十])({_SMALL}) ?月份? ?({_SMALL}) ?[日号](?!楼|院|线|客服)"
    rf"|(这个月|本月|下个月|下月|上个月)({_SMALL})[日号]|(?<![0-9月第一二三四五六七八九十])({_SMALL})号(?=[上下中早晚]午?|凌晨|之前|以前|前[，。]|前$)"
)
_DAY = re.compile(r"大后天|[今明后昨前][天日](?!地|气)|[今明昨](?=[早晚])|大前天")
_EARLY_LATE = re.compile("[早晚](?![上晨])")
_DAYS = {"大后天": 3, "今": 0, "明": 1, "后": 2, "昨": -1, "前": -2, "大前天": -3}
_WEEK = re.compile(
    r"(?:每|周[一二三四五六日天](?:至|到|~|-))(?:周|星期|礼拜)?[一二三四五六日天]?"
    r"|(下下|下|这|本|上)?个?(?:周|星期|礼拜)([一二三四五六日天])(?![点个])"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = (
    "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?)"
)
_DATE_ENGLISH = re.compile(
    rf"\b{_MONTH}\.? ([0-9]{{1,2}})(?:st|nd|rd|th)?(?:,? (20[0-9]{{2}}))?\b"
    rf"|\b([0-9]{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH}\b(?:,? (20[0-9]{{2}}))?"
    rf"|\b(the day after tomorrow|this (?:morning|afternoon|evening)|today|tonight|tomorrow|yesterday)\b"
    rf"|\b(?:(next|this|last|every|each) )?({'|'.join(_WEEKDAYS)})\b(?! (?:to|through|till|until|and) (?:{'|'.join(_WEEKDAYS)}))",
    re.IGNORECASE,
)
_RANGE_BEFORE = re.compile(rf"\b(?:{'|'.join(_WEEKDAYS)}) (?:to|through|till|until|and|-) $", re.IGNORECASE)
#: a bare weekday after these is the last one
_PAST = re.compile(
    r"\b(?:returned|arrived|delivered|bought|ordered|called|rang|sent|paid|was|were|came|went|got|left|happened|placed|received|signed|picked (?:it )?up"
    r"|collected|dropped|checked (?:in|out)|made|spoke|told me|stayed|moved|broke|stopped|started|cancelled|booked it)(?: (?:it|them|you|me|here|this|that|there|off|out|up|in))? (?:back )?on $",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"(?:\b(?:will|be|to|can|could|should|would|is|are)|'ll) (?:[a-z]+ ){0,3}(?:on )?$", re.IGNORECASE
)
_HOUR_ENGLISH = "[0-9]{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_CLOCK_ENGLISH = re.compile(
    rf"(?:\b(half past|(?:a )?quarter past|(?:a )?quarter to) ({_HOUR_ENGLISH})"
    rf"|(?<![0-9:.])\b({_HOUR_ENGLISH})(?::([0-5][0-9])| (thirty|fifteen|forty-five))?(?= ?[ap]\.?m\b| o'clock)(?: o'clock)?"
    rf"|(?<![0-9:.])\b([0-9]{{1,2}}):([0-5][0-9])(?![0-9:])|(?<=\bat )({_HOUR_ENGLISH})(?![0-9:a-z-])(?! (?:least|most|%|percent))"
    rf"|(?<=\bby )({_HOUR_ENGLISH})(?= (?:tonight|tomorrow|today|this (?:morning|afternoon|evening)|on (?:{'|'.join(_WEEKDAYS)}))\b)"
    r"|\b(noon|midnight)\b)(?: ?([ap])\.?m\b\.?)?(?: in the (morning|afternoon|evening))?",
    re.IGNORECASE,
)
_GAP = re.compile(
    r"(?:[，,（( ]{0,2}(?:的|大概|大约)?[）)]?|,? ?(?:(?:in the )?(morning|afternoon|evening|night))?,? ?(?:at|around|about|by)? ?)",
    re.IGNORECASE,
)
_PART_AFTER = re.compile(r" (?:afternoon|evening|night)\b", re.IGNORECASE)
_GAP_BACK = re.compile(r",? (?:on )?", re.IGNORECASE)

_TRIGGER_ENGLISH = re.compile(
    r"day|this |to(?:morrow|night)|ber\b|(?:Jan|Febr)uary|March|April|June|July|August|yesterday|noon|night|[0-9]|half|quarter|o'clock|\b(?:at|[ap]\.?m)\b",
    re.I,
)


class Day(NamedTuple):
    """A day said; `date` is None where only month and day are known, then `told` is all there is."""

    start: int
    end: int
    told: str
    date: date | None


class Clock(NamedTuple):
    """A time of day said; `later`: the hour belongs to the day after the one said (晚上十二点)."""

    start: int
    end: int
    told: str
    later: bool = False


def find_times(text: str, at: datetime | None) -> Iterator[Fact]:
    """Days and times of day, joined where they stand together; deadlines that name an instant."""
    english = is_english(text)
    if english and not _TRIGGER_ENGLISH.search(text):
        return
    days = _joined(text, sorted(_english_days(text, at) if english else _days(text, at)))
    if english:
        days = sorted(days + list(_days_in_figures(text, at)))
    clocks = list(_english_clocks(text) if english else _clocks(text, days))
    used: set[int] = set()
    before = at.date() if at is not None else None
    for day in days:
        found = next(
            (n for n, clock in enumerate(clocks) if n not in used and _stand_together(text, day, clock)),
            None,
        )
        if found is None:
            end = day.end + 1 if _EARLY_LATE.match(text, day.end) else day.end
            yield _as_fact(text, day.start, end, day.told)
            continue
        used.add(found)
        clock = _shifted(text, day, clocks[found])
        yield _as_fact(text, min(day.start, clock.start), max(day.end, clock.end), _combined(day.told, day.date, clock))
    for number, clock in enumerate(clocks):
        if number not in used:
            near = next((day.date for day in reversed(days) if day.end <= clock.start and day.date), before)
            yield _as_fact(text, clock.start, clock.end, _combined("", near, clock))


def _combined(told: str, that_day: date | None, clock: Clock) -> str:
    if that_day is None:
        return told + clock.told
    return (that_day + timedelta(days=1) if clock.later else that_day).isoformat() + clock.told


def _as_fact(text: str, start: int, end: int, value: str) -> Fact:
    part = _PART_BEFORE.match(text, end)
    before = _BEFORE.match(text, part.end() if part is not None else end) or _LATEST_AFTER.match(text, end)
    if before is not None:
        return Fact("deadline", value, start, before.end())
    return Fact("deadline" if _LATEST.search(text, 0, start) else "datetime", value, start, end)


def _stand_together(text: str, day: Day, clock: Clock) -> bool:
    if clock.start >= day.end:
        return _GAP.fullmatch(text, day.end, clock.start) is not None
    return _GAP_BACK.fullmatch(text, clock.end, day.start) is not None


def _shifted(text: str, day: Day, clock: Clock) -> Clock:
    """The hour with the part of the day that stands between an English day and it: tomorrow afternoon at three."""
    part = _GAP.fullmatch(text, day.end, clock.start) if clock.start >= day.end else None
    hour = int(clock.told[1:3])
    named = part.group(1).lower() if part is not None and part.group(1) else ""
    told = text[day.start : day.end].lower()
    after = _PART_AFTER.match(text, day.end)
    late = after is not None or told in ("tonight", "this afternoon", "this evening")
    if hour < 12 and (named in ("afternoon", "evening", "night") or late):
        return clock._replace(told=f"T{hour + 12:02d}{clock.told[3:]}")
    return clock


def _joined(text: str, days: list[Day]) -> list[Day]:
    """11月25号周三 is one day."""
    kept: list[Day] = []
    for day in days:
        if kept and day.start < kept[-1].end:
            continue
        if kept and kept[-1].date is not None and text[kept[-1].end : day.start].strip("，,（( 也就是") == "":
            if day.date == kept[-1].date:
                kept[-1] = kept[-1]._replace(end=day.end)
                continue
        kept.append(day)
    return kept


def _on(start: int, end: int, year: int | None, month: int | None, day: int | None, at: datetime | None) -> Day | None:
    """A day of the calendar; without a year the one nearest to `at`."""
    if not month or not day or month > 12 or day > 31:
        return None
    if year is None and at is None:
        return Day(start, end, f"--{month:02d}-{day:02d}", None)
    candidates: list[date] = []
    for candidate in (year,) if year is not None or at is None else (at.year - 1, at.year, at.year + 1):
        try:
            candidates.append(date(candidate or 0, month, day))
        except ValueError:
            continue
    if not candidates:
        return None
    found = candidates[0] if at is None else min(candidates, key=lambda one: abs(one - at.date()))
    return Day(start, end, found.isoformat(), found)


def _days(text: str, at: datetime | None) -> Iterator[Day]:
    yield from _days_in_figures(text, at)
    if at is None:
        return
    today = at.date()
    for match in _DAY.finditer(text):
        word = match.group()
        found = today + timedelta(days=_DAYS[word if word[0] == "大" else word[0]])
        yield Day(*match.span(), found.isoformat(), found)
    if "周" in text or "期" in text or "拜" in text:
        for match in _WEEK.finditer(text):
            if match.group(2):
                wanted = "一二三四五六日".find(match.group(2)) % 7
                found = _weekday(today, wanted, match.group(1) or "")
                yield Day(*match.span(), found.isoformat(), found)


def _weekday(today: date, wanted: int, word: str) -> date:
    """A bare weekday is the coming one; with this, next or last it is that of the week from Monday."""
    if not word:
        return today + timedelta(days=(wanted - today.weekday()) % 7)
    weeks = {"下下": 2, "下": 1, "上": -1}.get(word, 0)
    return today + timedelta(days=wanted - today.weekday(), weeks=weeks)


def _days_in_figures(text: str, at: datetime | None) -> Iterator[Day]:
    for match in _DATE.finditer(text):
        iso_year, iso_month, iso_day, year, month, day, near, near_day, only_day = match.groups()
        start, end = match.span()
        found: Day | None = None
        if iso_year:
            end = match.end(3)
            found = _on(start, end, int(iso_year), int(iso_month), int(iso_day), at)
        elif month:
            found = _on(start, end, _year(year, at), spoken_number(month), spoken_number(day), at)
        elif at is not None:
            shift = {"下": 1, "上": -1}.get((near or "本")[0], 0)
            months = at.year * 12 + at.month - 1 + shift
            found = _on(start, end, months // 12, months % 12 + 1, spoken_number(near_day or only_day), at)
        if found is not None:
            yield found


def _year(said: str | None, at: datetime | None) -> int | None:
    if not said:
        return None
    if said[-1] == "年":
        return at.year + {"今": 0, "明": 1, "去": -1, "后": 2}[said[0]] if at is not None else None
    return int(digits_spoken(said))


def _clocks(text: str, days: list[Day]) -> Iterator[Clock]:
    for match in _CLOCK.finditer(text):
        part, figure, figure_minutes, said, word, minutes = match.groups()
        said = figure or said
        if said is None:
            yield Clock(*match.span(), "T12:00")
            continue
        hour = spoken_number(said)
        if hour is None or hour > 24:
            continue
        if not figure and not minutes and word in ("点", "时") and not part:
            adjacent = any(day.end <= match.start() <= day.end + 2 for day in days)
            if _NO_HOUR.match(text, match.end()) and not adjacent:
                continue
            if not adjacent and (hour < 3 or word == "时" or not _AFTER_HOUR.match(text, match.end())):
                continue
        yield _clock(match, part or "", hour, figure_minutes or minutes or "")
    for day in days:
        # noon needs no hour after a day
        if text.startswith("中午", day.end) and not _CLOCK.match(text, day.end):
            yield Clock(day.end, day.end + 2, "T12:00")


def _clock(match: re.Match[str], part: str, hour: int, minutes: str) -> Clock:
    later = False
    if (part in ("下午", "午后", "傍晚") and hour < 12) or (part in ("中午", "正午") and hour < 4):
        hour += 12
    elif part in ("晚上", "晚"):
        later = hour < 4 or hour == 12
        hour = hour % 12 if later else (hour + 12 if hour < 12 else hour)
    elif hour == 24:
        hour, later = 0, True
    minute = {"半": 30, "一刻": 15, "三刻": 45}.get(minutes)
    if minute is None:
        minute = spoken_number(minutes.rstrip("分").lstrip("零〇") or "0") or 0
    start = match.start()
    return Clock(start, match.end(), f"T{hour % 24:02d}:{minute:02d}", later)


def _english_days(text: str, at: datetime | None) -> Iterator[Day]:
    for match in _DATE_ENGLISH.finditer(text):
        month, day, year, day_first, month_after, year_after, relative, which, weekday = match.groups()
        start, end = match.span()
        found: Day | None = None
        if month or month_after:
            number = _MONTHS.index((month or month_after)[:3].lower()) + 1
            said = year or year_after
            found = _on(start, end, int(said) if said else None, number, int(day or day_first), at)
        elif at is not None:
            if relative and relative[:4].lower() == "this":
                that = at.date()
            elif relative:
                away = {"today": 0, "tonight": 0, "tomorrow": 1, "yesterday": -1}.get(relative.lower(), 2)
                that = at.date() + timedelta(days=away)
            else:
                word = {"next": "下", "last": "上", "this": "这"}.get((which or "").lower(), "")
                that = _weekday(at.date(), _WEEKDAYS.index(weekday.lower()), word)
                if (which and which.lower() in ("every", "each")) or _RANGE_BEFORE.search(text, 0, start):
                    continue
                if (
                    not word
                    and that > at.date()
                    and _PAST.search(text, 0, start)
                    and not _TO_COME.search(text, 0, start)
                ):
                    that -= timedelta(days=7)
            found = Day(start, end, that.isoformat(), that)
        if found is not None:
            yield found


def _english_clocks(text: str) -> Iterator[Clock]:
    for match in _CLOCK_ENGLISH.finditer(text):
        past, past_hour, hour_said, minutes, spoken, figure, figure_minutes, bare, due, noon, half, part = (
            match.groups()
        )
        if noon:
            hour, minute = (12 if noon.lower() == "noon" else 0), 0
        else:
            hour = english_number(past_hour or hour_said or figure or bare or due) or 0
            minute = int(minutes or figure_minutes or 0) or (english_number(spoken) if spoken else 0) or 0
        if past:
            minute = 30 if "half" in past.lower() else 15
            if past.lower().endswith("to"):
                hour, minute = hour - 1, 45
        if hour > 24:
            continue
        afternoon = (half or "").lower() == "p" or (part or "").lower() in ("afternoon", "evening")
        morning = (half or "").lower() == "a"
        if afternoon and hour < 12:
            hour += 12
        elif morning and hour == 12:
            hour = 0
        yield Clock(*match.span(), f"T{hour % 24:02d}:{minute:02d}", later=(noon or "").lower() == "midnight")
