"""Numbers as people say them: number words, telephone and card numbers, amounts, quantities.

Why on its own: everything here has a value that can be checked by arithmetic. It refuses to guess: approximate numbers
(三四台, 十几块), ordinals and a digit run without a known shape, a check digit or a hint are no facts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zuoxi.language.reading import Fact

#: one to one, so that offsets stay those of the original
WIDE = str.maketrans(
    {
        code: code - 0xFEE0
        for code in (
            *range(0xFF10, 0xFF1A),
            *range(0xFF21, 0xFF3B),
            *range(0xFF41, 0xFF5B),
            *map(ord, "＋－．＠＿"),
        )
    }
)
_CHINESE_SIGN = re.compile("[\u3400-\u9fff，。？！]")
_ENGLISH_WORDS = re.compile("[A-Za-z']{2,} [a-z']{2,}")
_SPOKEN = str.maketrans("零〇幺一二两三四五六七八九", "0011223456789")
_SMALL = {"十": 10, "百": 100, "千": 1000}
CHINESE = "[一二两三四五六七八九十][零〇一二两三四五六七八九十百千万]*"
_ENGLISH = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
} | {
    word: value * 10
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
_WORD = "|".join(sorted(_ENGLISH, key=len, reverse=True))
ENGLISH = rf"(?:{_WORD})(?:[ -](?:and )?(?:hundred|thousand|{_WORD}))*"

#: one digit, written or said, inside a character class
D = "0-9零〇幺一二三四五六七八九"
#: how number plates begin
PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
#: what may stand between two digits of one number
FILLED = r"(?:[ \-—–()（），,、.]{0,2}|[，, ]{0,2}(?:嗯+|呃+|额|哎|那个|然后)[，,… ]{0,2})"
_RUN = re.compile(rf"(?<![A-Za-z0-9.])(?:\+ ?)?[{D}](?:{FILLED}[{D}]){{2,24}}[Xx]?(?![A-Za-z0-9])")
#: 幺 is often written as 要, which sounds alike
_MISHEARD = re.compile(
    rf"(?<=[码话机是，,：:])要[三四五六七八九](?:{FILLED}[零〇幺要一二三四五六七八九]){{9}}(?![{D}])"
)
_PIECE = re.compile(rf"[{D}](?:[ \-—–()（）]{{0,2}}[{D}])*[Xx]?")
_SPELT = "zero|oh|one|two|three|four|five|six|seven|eight|nine|nought"
_WORD_RUN = re.compile(
    rf"\b(?:(?:double|triple|treble) )?(?:{_SPELT})(?:[ ,.\-…]{{1,3}}(?:(?:er|erm|um|uh|and|then"
    rf"|so)[ ,.]{{1,2}})?(?:(?:double|triple|treble) )?(?:{_SPELT}))"
    r"{3,20}(?:[ ,]{1,2}(?:x|ex)\b)?",
    re.IGNORECASE,
)
_DIGIT_WORDS = frozenset(_SPELT.split("|"))
_SERVICE = re.compile(r"[48]00\d{7}")
LANDLINE = re.compile(r"0(?:10|2\d)[2-9]\d{7}|0[3-9]\d{2}[2-9]\d{6,7}")
_PHONE_HINT = re.compile(r"电话|座机|手机|号码|[拨打]|phone|number|call", re.IGNORECASE)
_OTHER_HINT = re.compile(r"卡号?|身份证|证件|工号|card|号码|电话|座机|手机|phone", re.IGNORECASE)
_ALONE = re.compile(rf"[{D}\s，,。.、；;！!？?…~\-—嗯是对的]*")
_ANSWER = re.compile(r"(?:^[\s，,。.、嗯对好的]*|[是为：:]\s*)$")
_IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)

_DATE = re.compile(r"20[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?![0-9])")


def is_english(text: str) -> bool:
    """Whether it is an English sentence; the province of a number plate and a currency sign do not make it Chinese."""
    if text.isascii():
        return True
    return len(_CHINESE_SIGN.findall(text)) <= 1 and _ENGLISH_WORDS.search(text) is not None


def spoken_number(text: str) -> int | None:
    """二十四 → 24, 一百二十 → 120, 两百五 → 250; None for what is no single number (三四)."""
    if text.isdecimal():
        return int(text)
    total = section = 0
    current: int | None = None
    last = 1
    for character in text:
        if character == "万":
            total = (total + section + (current or 0)) * 10000
            section, current, last = 0, None, 10000
        elif character in _SMALL:
            last = _SMALL[character]
            section += (1 if current is None else current) * last
            current = None
        else:
            digit = character.translate(_SPOKEN)
            if not digit.isdecimal() or (current is not None and current != 0):
                return None
            current = int(digit)
            last = 1 if current == 0 else last
    if current and last > 10 and text[-2] in "百千万":
        current *= last // 10
    return total + section + (current or 0)


def english_number(text: str) -> int | None:
    """Twenty-four → 24, two hundred and fifty → 250; None for what is no single number (three four)."""
    if text.isdecimal():
        return int(text)
    total = current = 0
    before = 0
    for word in text.lower().replace("-", " ").split():
        if word == "and":
            continue
        if word == "hundred":
            current, before = (current or 1) * 100, 100
        elif word == "thousand":
            total, current, before = total + (current or 1) * 1000, 0, 1000
        else:
            value = _ENGLISH.get(word)
            if value is None or (before and before < 20) or (20 <= before < 100 and not 0 < value < 10):
                return None
            current, before = current + value, value or 1
    return total + current


def digits_spoken(text: str) -> str:
    """Digits of a spoken or written digit string."""
    return "".join(character for character in text.translate(_SPOKEN) if character in "0123456789")


def find_runs(text: str) -> Iterator[Fact]:
    """Telephone, identity and card numbers; pieces of a number said alone; a bare long number as an answer."""
    if "要" in text:
        for match in _MISHEARD.finditer(text):
            yield Fact("phone", digits_spoken(match.group().replace("要", "幺")), *match.span())
    alone: bool | None = None
    for match in _RUN.finditer(text):
        if _DATE.match(text, match.start()):
            continue
        pieces = [(match.start(), match.end())]
        if not _shape(text[match.start() : match.end()]):
            pieces = [
                (match.start() + piece.start(), match.start() + piece.end()) for piece in _PIECE.finditer(match.group())
            ]
        for start, end in pieces:
            said = text[start:end]
            kind, value = _shape(said) or ("", digits_spoken(said))
            if not kind:
                kind = _hinted(value, text[max(0, start - 8) : start])
            if kind:
                yield Fact(kind, value, start, end)
            elif 3 <= len(value) <= 5:
                if alone is None:
                    alone = _ALONE.fullmatch(text) is not None
                if alone:
                    yield Fact("phone", value, start, end, partial=True)


def find_word_runs(text: str) -> Iterator[Fact]:
    """A telephone number spelt in English digit words."""
    for value, start, end in word_runs(text):
        shape = _shape(value)
        if shape:
            yield Fact(shape[0], shape[1], start, end)


def word_runs(text: str) -> Iterator[tuple[str, int, int]]:
    """Numbers in English words, with fillers: (digits, start, end)."""
    for match in _WORD_RUN.finditer(text):
        value, times = "", 1
        for word in re.findall("[a-z]+", match.group().lower()):
            if word in ("double", "triple", "treble"):
                times = 2 if word == "double" else 3
            elif word in _DIGIT_WORDS:
                value += str(_ENGLISH.get(word, 0)) * times
                times = 1
            elif word in ("x", "ex"):
                value += "X"
        yield value, *match.span()


def english_digits(text: str) -> str:
    """Digits of a number spelt in English digit words; single letters stay: S F double one two → SF112."""
    value, times = "", 1
    for word in re.split(r"[ ,\-]+", text):
        if word.lower() in ("double", "triple"):
            times = 2 if word.lower() == "double" else 3
        else:
            sign = str(_ENGLISH.get(word.lower(), 0)) if len(word) > 1 else word.upper()
            value += sign * times
            times = 1
    return value


def _shape(said: str) -> tuple[str, str] | None:
    """(kind, value) of a number whose shape or check digit tells what it is."""
    value = digits_spoken(said)
    length = len(value)
    if length < 10:
        return None
    if length in (13, 15) and value.removeprefix("00").startswith("861"):
        value = value[-11:]
        length = 11
    if length == 11 and value[0] == "1" and value[1] >= "3":
        return "phone", value
    if said[-1] in "Xx":
        return ("id_card", value + "X") if length == 17 and is_identity(value + "X") else None
    if _SERVICE.fullmatch(value) or LANDLINE.fullmatch(value):
        return "phone", value
    if length == 18 and is_identity(value):
        return "id_card", value
    if 16 <= length <= 19 and value[0] in "34569" and passes_luhn(value):
        return "bank_card", value
    return None


def _hinted(value: str, before: str) -> str:
    """What the words before say about a number without a shape."""
    if len(value) in (7, 8) and value[0] not in "01" and _PHONE_HINT.search(before):
        return "phone"
    if len(value) >= 8 and _ANSWER.search(before) and not _OTHER_HINT.search(before):
        return "order_number"
    return ""


def is_identity(value: str) -> bool:
    """Whether the last of 18 places is the check digit of the others (ISO 7064 MOD 11-2, as GB 11643 asks)."""
    total = sum(int(digit) * weight for digit, weight in zip(value, _IDENTITY_WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == value[-1]


def passes_luhn(value: str) -> bool:
    """Whether the last digit is the check digit of the others (ISO/IEC 7812)."""
    total = 0
    for place, digit in enumerate(reversed(value)):
        number = int(digit) * (2 if place % 2 else 1)
        total += number - 9 if number > 9 else number
    return total % 10 == 0
