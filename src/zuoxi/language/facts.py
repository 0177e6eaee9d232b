"""Facts in speech: numbers, dates, names, places; spoken forms too.

Values are normalised so that read-back compares values, not strings. Offsets are code points of the original text,
half-open. It refuses to guess: a number without a hint or a check is no fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from zuoxi.language.reading import Fact

_TRIGGER = re.compile(
    r"[0-9零〇幺一二两三四五六七八九十百千]|我[叫姓是]|名字|免贵|name|@|half|tomorrow|o'clock",
    re.IGNORECASE,
)
_SPOKEN = str.maketrans("零〇幺一二两三四五六七八九", "0011223456789")
_D = "0-9零〇幺一二两三四五六七八九"
_RUN = re.compile(r"[0-9零〇幺一二三四五六七八九](?:[ \-—]?[0-9零〇幺一二三四五六七八九]){2,24}")
_ORDER = re.compile(
    r"(?:订单号?|单号|运单号?|快递单号|工单号|编号|流水号|合同号|order(?:\s+(?:number|no\.?|id))?|booking(?:\s+(?:number|reference))?)"
    r"(?:码)?(?:呢|是|为|：|:|is|\s|，|,|号)*([A-Za-z]{0,4}[0-9零〇幺一二三四五六七八九][A-Za-z0-9零〇幺一二三四五六七八九\- ]{3,22})",
    re.IGNORECASE,
)
_PARTIAL = re.compile(
    rf"(?:后|末|尾|最后)(?:[一二三四五六三3456]位|号|几位)?(?:数|号码|数字)?(?:应该|才)?(?:是|为|：|:)?\s*([{_D}](?:[ \-]?[{_D}]){{1,5}})|last (?:two|three|four|five|six) (?:digits )?(?:are |is )?([0-9](?:[ \-]?[0-9]){{1,5}})",
    re.IGNORECASE,
)
_MOBILE = re.compile(r"1[3-9]\d{9}")
_LANDLINE = re.compile(r"0\d{2,3}\d{7,8}|[48]00\d{7}")
_UNITS = "台|件|套|箱|盒|瓶|袋|张|把|间|辆|本|包|桶|条|双|只|副|盏|份|支|桌|床"
_QUANTITY = re.compile(rf"(?<![第{_D}十百])([0-9]{{1,4}}|[一两二三四五六七八九十]{{1,3}})({_UNITS})(?!事|话|儿话)")
_AMOUNT = re.compile(
    r"(?:[¥￥]\s*([0-9]+(?:\.[0-9]{1,2})?))|([0-9]+(?:\.[0-9]{1,2})?|[一二两三四五六七八九十百千万零]+)\s*(万)?(?:元|块钱|块|圆|yuan|人民币)",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(凌晨|早上|上午|中午|下午|傍晚|晚上|今晚|明早)?\s*([0-9]{1,2}|[一二两三四五六七八九十]{1,3})\s*(?:点钟?|时|:|：)\s*(半|一刻|三刻|[0-9]{1,2}分?|[一二三四五六七八九十]{1,3}分)?"
)
_DAYS = {
    "大后天": 3,
    "今天": 0,
    "今日": 0,
    "今晚": 0,
    "明天": 1,
    "明日": 1,
    "明早": 1,
    "后天": 2,
    "昨天": -1,
    "前天": -2,
}
_DAY = re.compile("|".join(_DAYS))
_WEEK = re.compile(r"(下下|下|这|本|上)?(?:个)?(?:周|星期|礼拜)([一二三四五六日天])")
_DATE = re.compile(
    r"(?:(20\d{2})\s*[年\-/.])?\s*([0-9]{1,2}|[一二三四五六七八九十]{1,3})\s*(?:月|[\-/.])\s*([0-9]{1,2}|[一二三四五六七八九十]{1,3})\s*[日号]"
)
_ISO = re.compile(r"(20\d{2})-(\d{1,2})-(\d{1,2})(?:[ T](\d{1,2}):(\d{2}))?")
_SPAN = re.compile(
    r"([0-9]{1,3}|[一二两三四五六七八九十百]{1,4}|半|几)\s*(?:个)?(分钟|小时|钟头|工作日|天|周|星期|个月|秒)"
)
_WITHIN = re.compile(r"(?:之内|以内|内)")
_ADDRESS = re.compile(
    r"(?:[\u4e00-\u9fff]{2,8}?(?:省|市|区|县|镇|乡|村))*[\u4e00-\u9fff0-9]{1,12}?(?:路|街|大道|巷|弄|胡同|小区|花园|苑|村)[\u4e00-\u9fff]{0,6}?[0-9一二三四五六七八九十百零〇]{1,5}(?:号|栋|幢|楼|座|单元|室|弄|期)(?:[0-9一二三四五六七八九十百零〇]{1,5}(?:号楼?|栋|幢|楼|座|单元|室|层|户))*"
)
_SURNAMES = "王李张刘陈杨黄赵周吴徐孙马胡朱郭何罗高林郑梁谢唐许冯宋韩邓彭曹曾田萧潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严欧莫孔向常汤康易乔赖文庄柳殷温倪章鲁葛苗岳齐梅柯季安骆申祝凌柴霍宁舒段关洪卓甘游成阮翁"
_NAME = re.compile(
    rf"(?:我叫|我的名字[叫是]|名字[叫是]|我是|姓名是)((?:欧阳|上官|司马|诸葛|[{_SURNAMES}])[\u4e00-\u9fff]{{1,2}}?)(?=[，,。.！!？? ]|先生|女士|小姐|$|的|电话|手机|，)"
)
_SURNAME = re.compile(
    rf"(?:我姓|免贵姓|贵姓|敝姓|鄙姓)((?:欧阳|上官|司马|诸葛|[{_SURNAMES}]))(?:，\s*(?:叫)?((?:欧阳|上官|司马|诸葛|[{_SURNAMES}])[\u4e00-\u9fff]{{1,2}}?)(?=[，,。 ]|$))?"
)
_TITLED = re.compile(rf"我是((?:欧阳|上官|司马|诸葛|[{_SURNAMES}])[\u4e00-\u9fff]{{0,2}}?)(?=先生|女士|小姐|太太)")
_NAME_ENGLISH = re.compile(
    r"(?:my name is|my name's|this is|name is|i'm|i am) ((?:Mr|Ms|Mrs|Miss)\.? )?([A-Z][a-z]+(?: [A-Z][a-z]+)?)"
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PLATE = re.compile(r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·\s]?[A-Z0-9]{5,6}")
_IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ENGLISH_WITHIN = re.compile(
    r"within (?:the next )?([0-9]{1,3}|one|two|three|four|five|six|twelve|twenty[- ]four|forty[- ]eight) (working days?|business days?|days?|hours?|minutes?)",
    re.IGNORECASE,
)
_ENGLISH_NUMBERS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "twelve": 12,
    "twenty four": 24,
    "forty eight": 48,
}
_SECONDS = {
    "秒": 1,
    "分钟": 60,
    "小时": 3600,
    "钟头": 3600,
    "天": 86400,
    "工作日": 86400,
    "周": 604800,
    "星期": 604800,
    "个月": 2592000,
}


def spoken_number(text: str) -> int | None:
    """二十四 → 24, 一百二十 → 120, 两百五 → 250; digits as they are."""
    if text.isdigit():
        return int(text)
    total = section = current = 0
    last = 1
    for character in text:
        if character in "十百千万":
            unit = {"十": 10, "百": 100, "千": 1000, "万": 10000}[character]
            if unit == 10000:
                total = (total + section + current) * unit
                section = current = 0
            else:
                section += (current or 1) * unit
                current = 0
            last = unit
        else:
            digit = character.translate(_SPOKEN)
            if not digit.isdigit():
                return None
            current = int(digit)
            if digit == "0":
                last = 1
    if current and last > 10 and text[-2] in "百千万":
        current *= last // 10
    return total + section + current


def digits_spoken(text: str) -> str:
    """Digits of a spoken or written digit string."""
    return re.sub(r"[^0-9]", "", text.translate(_SPOKEN))


def find_facts(text: str, *, at: datetime | None = None, by: str = "customer") -> tuple[Fact, ...]:
    """All facts of one utterance, in order of their places. `at`: what relative dates refer to."""
    if _TRIGGER.search(text) is None:
        return ()
    taken: list[tuple[int, int]] = []
    facts: list[Fact] = []
    for source in (
        _emails,
        _plates,
        _orders,
        _partials,
        _runs,
        _addresses,
        _amounts,
        _deadlines,
        _dates,
        _quantities,
    ):
        for fact in source(text, at):
            if not any(fact.start < end and start < fact.end for start, end in taken):
                taken.append((fact.start, fact.end))
                facts.append(fact)
    if by == "customer":
        facts.extend(_names(text))
    return tuple(sorted(facts, key=_place))


def _place(fact: Fact) -> tuple[int, int]:
    return fact.start, fact.end


def _emails(text: str, at: datetime | None) -> Iterator[Fact]:
    for match in _EMAIL.finditer(text):
        yield Fact("email", match.group().lower(), *match.span())


def _plates(text: str, at: datetime | None) -> Iterator[Fact]:
    for match in _PLATE.finditer(text):
        yield Fact("plate", re.sub(r"[·\s]", "", match.group()), *match.span())


def _orders(text: str, at: datetime | None) -> Iterator[Fact]:
    for match in _ORDER.finditer(text):
        value = re.sub(r"[ \-]", "", match.group(1).translate(_SPOKEN)).upper()
        if len(value) >= 5 and any(character.isdigit() for character in value):
            start = match.start(1)
            yield Fact("order_number", value, start, start + len(match.group(1).rstrip(" -")))


def _partials(text: str, at: datetime | None) -> Iterator[Fact]:
    for match in _PARTIAL.finditer(text):
        group = 1 if match.group(1) else 2
        kind = "order_number" if re.search(r"订单|单号|order", text, re.IGNORECASE) else "phone"
        yield Fact(kind, digits_spoken(match.group(group)), *match.span(group), partial=True)


def _runs(text: str, at: datetime | None) -> Iterator[Fact]:
    for match in _RUN.finditer(text):
        value = digits_spoken(match.group())
        kind = _kind_of_run(value, text[max(0, match.start() - 8) : match.start()])
        if kind:
            yield Fact(kind, value, *match.span())
        elif 3 <= len(value) <= 5 and not re.sub(rf"[{_D}\s，,。、\-嗯是对好的]", "", text):
            yield Fact("phone", value, *match.span(), partial=True)


def _kind_of_run(value: str, before: str) -> str:
    if len(value) == 11 and _MOBILE.fullmatch(value):
        return "phone"
    if len(value) in (17, 18) and _is_identity(value):
        return "id_card"
    if 16 <= len(value) <= 19 and value[0] in "3456" and _passes_luhn(value):
        return "bank_card"
    if _LANDLINE.fullmatch(value) or (len(value) in (7, 8) and re.search(r"电话|座机|打|phone|号码", before)):
        return "phone"
    return ""


def _is_identity(value: str) -> bool:
    if len(value) != 18:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(value, _IDENTITY_WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == value[-1]


def _passes_luhn(value: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(value)):
        number = int(digit) * (2 if place % 2 else 1)
        total += number - 9 if number > 9 else number
    return total % 10 == 0


def _addresses(text: str, at: datetime | None) -> Iterator[Fact]:
    for match in _ADDRESS.finditer(text):
        value = re.sub(
            r"^.*?(?:住在|送到|寄到|地址是|地址|住|在|到|送|是|我家|家在)",
            "",
            match.group(),
        )
        if len(value) >= 5:
            yield Fact("address", value, match.end() - len(value), match.end())


def _amounts(text: str, at: datetime | None) -> Iterator[Fact]:
    for match in _AMOUNT.finditer(text):
        if match.group(1):
            yield Fact("amount", match.group(1), *match.span(), unit="CNY")
            continue
        raw = match.group(2)
        number = float(raw) if re.fullmatch(r"[0-9.]+", raw) else spoken_number(raw)
        if number:
            value = number * (10000 if match.group(3) else 1)
            yield Fact(
                "amount",
                f"{value:g}" if value < 1e6 else str(int(value)),
                *match.span(),
                unit="CNY",
            )


def _deadlines(text: str, at: datetime | None) -> Iterator[Fact]:
    for match in _SPAN.finditer(text):
        raw = match.group(1)
        number = 0.5 if raw == "半" else (None if raw == "几" else spoken_number(raw))
        if not number:
            continue
        seconds = str(int(number * _SECONDS[match.group(2)]))
        within = _WITHIN.match(text, match.end())
        if within is not None:
            yield Fact("deadline", seconds, match.start(), within.end())
        else:
            yield Fact("duration", seconds, *match.span())
    for match in _ENGLISH_WITHIN.finditer(text):
        word = match.group(1).lower().replace("-", " ")
        number = int(word) if word.isdigit() else _ENGLISH_NUMBERS[word]
        unit = match.group(2).lower()
        factor = 60 if "minute" in unit else (3600 if "hour" in unit else 86400)
        yield Fact("deadline", str(number * factor), *match.span())


def _dates(text: str, at: datetime | None) -> Iterator[Fact]:
    for match in _ISO.finditer(text):
        year, month, day, hour, minute = match.groups()
        clock = f"T{int(hour):02d}:{minute}" if hour else ""
        yield Fact("datetime", f"{year}-{int(month):02d}-{int(day):02d}{clock}", *match.span())
    clocks = [(match, _clock(match)) for match in _CLOCK.finditer(text)]
    days = list(_days(text, at))
    for start, end, day in days:
        near = next(
            ((m, value) for m, value in clocks if value and -1 <= m.start() - end <= 2),
            None,
        )
        stop = near[0].end() if near else end
        kind = "deadline" if re.match(r"\s*(?:之前|以前|前)", text[stop:]) else "datetime"
        yield Fact(kind, day + (near[1] if near else ""), start, stop)
    for match, value in clocks:
        if value and (
            match.group(1) or match.group(3) or not re.match(r"[点][儿]?(?:事|心|小|想|建)", text[match.end() - 1 :])
        ):
            if at is None and not any(start <= match.start() <= end + 2 for start, end, _ in days):
                yield Fact("datetime", value, *match.span())


def _clock(match: re.Match[str]) -> str:
    part, hours, minutes = match.groups()
    hour = spoken_number(hours)
    if hour is None or hour > 24 or (part is None and minutes is None and hours in ("一", "两", "二", "几")):
        return ""
    if (part in ("下午", "傍晚", "晚上", "今晚") and hour < 12) or (part == "中午" and hour < 4):
        hour += 12
    minute = {"半": 30, "一刻": 15, "三刻": 45}.get(minutes or "")
    if minute is None:
        minute = spoken_number((minutes or "0").rstrip("分")) or 0
    return f"T{hour % 24:02d}:{minute:02d}" if minute < 60 else ""


def _days(text: str, at: datetime | None) -> Iterator[tuple[int, int, str]]:
    for match in _DATE.finditer(text):
        year = int(match.group(1)) if match.group(1) else (at.year if at is not None else None)
        month, day = spoken_number(match.group(2)), spoken_number(match.group(3))
        if month and day and month <= 12 and day <= 31:
            yield (
                *match.span(),
                (f"{year}-" if year else "--") + f"{month:02d}-{day:02d}",
            )
    for match in _DAY.finditer(text):
        if at is not None:
            yield (
                *match.span(),
                (at + timedelta(days=_DAYS[match.group()])).date().isoformat(),
            )
    for match in _WEEK.finditer(text):
        if at is not None:
            weeks = {"下下": 2, "下": 1, "上": -1}.get(match.group(1) or "", 0)
            wanted = "一二三四五六日天".index(match.group(2)) % 7 if match.group(2) != "天" else 6
            that_day = at - timedelta(days=at.weekday()) + timedelta(days=wanted, weeks=weeks)
            yield *match.span(), that_day.date().isoformat()


def _quantities(text: str, at: datetime | None) -> Iterator[Fact]:
    for match in _QUANTITY.finditer(text):
        number = spoken_number(match.group(1))
        if number:
            yield Fact("quantity", str(number), *match.span(), unit=match.group(2))


def _names(text: str) -> Iterator[Fact]:
    match = _SURNAME.search(text)
    if match is not None:
        group = 2 if match.group(2) else 1
        yield Fact("name", match.group(group), *match.span(group))
        return
    for pattern in (_TITLED, _NAME):
        found = pattern.search(text)
        if found is not None:
            yield Fact("name", found.group(1), *found.span(1))
            return
    english = _NAME_ENGLISH.search(text)
    if english is not None and english.group(2).split()[0] not in (
        "Calling",
        "Looking",
        "Sorry",
        "Just",
    ):
        yield Fact("name", english.group(2), *english.span(2))
