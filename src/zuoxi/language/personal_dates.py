"""Dates of birth: a date that words before or after say somebody was born on.

Why on its own: other dates are facts and stay; only here the words around decide. It refuses a date that nothing ties to a birth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zuoxi.language.personal_kinds import Personal

_N = "一二三四五六七八九〇零十"
_YEAR = rf"(?:(?:19|20)?\d{{2}}|[{_N}]{{2,4}})年"
_DAY = r"(?:\d{1,2}|初[一二三四五六七八九十]|[廿卅][一二三四五六七八九]?|[一二三四五六七八九十]{1,3})[日号]?"
_MONTH = r"(?:农历|阴历|阳历|公历)?(?:闰?(?:\d{1,2}|[一二三四五六七八九十]{1,2}|[正腊冬])月)"
_FULL = rf"(?:{_YEAR}{_MONTH}份?{_DAY})"
_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_ENGLISH = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?|[a-z]+(?:[ -][a-z]+)?)(?: of)? {_MONTHS},? (?:19|20)\d{{2}}"
    rf"|{_MONTHS} (?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)?|[a-z]+(?:-[a-z]+)?),? (?:19|20)\d{{2}}"
)
_FIGURES = r"(?:(?:19|20)\d{2}[-/. ]\d{1,2}[-/. ]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d{2}|(?:19|20)\d{6})(?!\d)"
_SHORT = rf"{_MONTH}{_DAY}|\d{{2}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?!\d)"
_SPOKEN = (
    r"[一二][九零〇][一二三四五六七八九零〇]{2}[，, ]?[零〇幺一]?[一二三四五六七八九零〇幺]"
    r"[，, ]?[零〇幺一二三]?[一二三四五六七八九零〇幺]"
)
_AFTER = re.compile(
    r"(?:出生日期|出生年月日?|出生时间|生日|诞辰|出生于|出生在|生于|出生|date of birth|birth ?date|birthday|(?<![a-z])born"
    r"|(?<![a-z])dob(?![a-z])|d\.o\.b\.?)"
    rf"[^。！？!?\d{_N}正腊冬农阴阳公闰]{{0,14}}?({_FULL}|{_FIGURES}|{_ENGLISH}|{_SHORT}|{_SPOKEN}(?![{_N}]))",
    re.IGNORECASE,
)
_BEFORE = re.compile(rf"({_FULL}|{_FIGURES})(?:的?出生|生的?(?![产效日活病意成])|生人|的人)")
_WHOSE = re.compile(
    rf"(?:我|他|她|孩子|儿子|女儿|宝宝|老人|老公|老婆|爱人|爸爸?|妈妈?|爷爷|奶奶|本人)(?:本人|自己)?(?:是|属于)?({_FULL})"
    r"(?:的(?=[，,。.！!？?\s]|$)|[，,]?属[鼠牛虎兔龙蛇马羊猴鸡狗猪])"
)
_FIRST = re.compile(
    rf"({_FULL}|{_ENGLISH})(?: is|'s| was|,)? (?:my|his|her|their) (?:birthday|date of birth|birth date)", re.IGNORECASE
)


def find_births(text: str) -> Iterator[Personal]:
    """Every date of birth, the day alone where words call it a birthday."""
    for pattern in (_AFTER, _BEFORE, _WHOSE, _FIRST):
        for match in pattern.finditer(text):
            yield Personal("birth_date", match.group(1), *match.span(1))
