"""What personal data is: its kinds, one datum, and the levelled text that all who look for it read.

Why on its own: the finders of names, places, dates and codes share it. Levelling is one character for one, so places stay
those of the original: full width, and digits as they are called on the radio (洞 0, 要 1, 两 2, 拐 7, 勾 9). It refuses to level
要 and 两 outside a run that is long enough to be a number.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from zuoxi.language.facts_numbers import WIDE, D

KINDS = (
    "phone", "id_card", "bank_card", "passport", "travel_permit", "plate", "email", "company_code", "address", "name", "person",
    "wechat", "qq", "secret", "birth_date", "ip_address", "vin", "imei", "iban", "ssn", "account", "room", "order_number",
    "reference", "military_id", "driving_licence",
)  # fmt: skip


class Personal(NamedTuple):
    """One datum: kind, normalised value, half-open span in code points; partial: a piece of a value."""

    kind: str
    value: str
    start: int
    end: int
    partial: bool = False


#: what stands between two digits of one number
GAP = (
    r"(?:[ \-—–()（），,、.]{0,3}|[ ，,、。.…]{0,2}(?:嗯|呃|额|啊|那个|然后|然后是|接着|接着是|再来?|后面是?|横?杠"
    r"|空格|er|um|uh|and then)"
    r"[ ，,、。.…]{0,2})"
)
_WIDE = {**WIDE, ord("／"): "/", ord("＃"): "#", ord("　"): " "}
_RADIO = {"洞": "零", "拐": "七", "勾": "九", "要": "幺", "腰": "幺", "两": "二"}
_CALLED = re.compile(
    rf"[{D}洞拐勾要腰两](?:[ \-，,、]{{0,2}}[{D}洞拐勾要腰两]){{2,23}}"
    rf"[ \-，,、]{{0,2}}(?:[{D}洞拐勾]|[要腰两](?![\u4e00-\u9fff]))"
)
_BANKERS = str.maketrans("壹贰叁肆伍陆柒捌玖", "一二三四五六七八九")
_BANKED = re.compile(rf"[{D}壹贰叁肆伍陆柒捌玖](?:[ \-，,、]{{0,2}}[{D}壹贰叁肆伍陆柒捌玖]){{3,24}}")
_SURE = re.compile("[洞拐勾]")


def level(text: str) -> str:
    """The text as the finders read it, as long as it was."""
    plain = text.translate(_WIDE)
    if "壹" in plain or "叁" in plain or "捌" in plain:
        plain = _BANKED.sub(lambda match: match.group().translate(_BANKERS), plain)
    return _CALLED.sub(_in_words, plain) if any(sign in plain for sign in _RADIO) else plain


def _in_words(match: re.Match[str]) -> str:
    said = match.group()
    count = sum(not sign.isspace() and sign not in "-，,、" for sign in said)
    radio = {k: v for k, v in _RADIO.items() if count >= 7 or (k in "洞拐勾" and _SURE.search(said))}
    first = said[0] if said[0] in "要腰两" and count != 11 else radio.get(said[0], said[0])
    return first + "".join(radio.get(sign, sign) for sign in said[1:])
