"""Personal data in speech: where it stands and of what kind, with check digits wherever the kind has them.

Shapes follow the issuers' public rules: identity cards ISO 7064 MOD 11-2 (GB 11643), cards ISO/IEC 7812 (issuer prefix and
Luhn), credit codes GB 32100 (MOD 31), vehicle numbers ISO 3779, IBAN ISO 13616 (MOD 97). Public numbers (400, order
numbers, amounts) are left. It refuses to replace anything: `masking` does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from zuoxi.language.facts import find_facts
from zuoxi.language.facts_numbers import LANDLINE, PROVINCES, D, digits_spoken, is_identity, passes_luhn, word_runs
from zuoxi.language.normalising import has_chinese
from zuoxi.language.personal_codes import find_codes, find_logins
from zuoxi.language.personal_dates import find_births
from zuoxi.language.personal_kinds import GAP, KINDS, Personal, level
from zuoxi.language.personal_names import find_names
from zuoxi.language.personal_places import find_places, is_public
from zuoxi.language.reading import Fact
from zuoxi.language.surnames import ANY

__all__ = ["KINDS", "Personal", "find_personal"]

#: how many characters before a number may say what it is
_BEFORE = 28
_RUN = re.compile(rf"(?<![A-Za-z0-9.])\+?[{D}](?:{GAP}[{D}]){{2,24}}(?:[ \-，,]?(?:[Xx](?![A-Za-z])|叉))?")
_ALONE = re.compile(rf"[{D}\s，,。.、；;！!？?…~\-—嗯是对的后面前面然后再]*")
_SERVICE = re.compile(r"[48]00\d{7}|1[02]\d{3}|9[56]\d{3}|1[12]\d")
_ISSUER = re.compile(r"62|4|5[1-5]|2(?:2[2-9]|[3-6]\d|7[01]|720)|35|3[47]|60|6[05]|9[0-9]{3}")
_DATE_IN_ID = re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")

#: what the words before a number say that it is; the nearest word decides
_HINTS = tuple((kind, re.compile("|".join(words.split()), re.IGNORECASE)) for kind, words in (
    ("", "编号 发票(?:编?号码?)? 金额 价格 型号 工号 序列号 条形?码 流水码 货号 固件 版本 股票代码 基金代码 邮编"
         " (?:staff|agent|serial|model|invoice|fault|error|version|firmware|zip|area|post|promo|product"
         "|bar)(?:.(?:number|no|id|code))?"),
    ("order_number", "(?:订单|单号|运单|快递单?|物流单?|工单|流水|受理|申请|投诉|报修|预[订定约])(?:单?编?号码?)? 订单 工单"
         " (?<![a-z])(?:order|tracking|booking|reference|ticket|reservation|confirmation|case|claim)(?:.(?:number|no"
         "|id|code|reference))?"),
    ("secret", "验证码 校验码 动态码 密码 口令 安全码 后三位 [门取提核开短]\\w{1,2}码 cvv cvc (?<![a-z])pin(?![a-z]) pas"
    "scode password"
               " one.time security.code verification.code (?<![a-z])code(?:[^.?!]{0,24}(?:is|was|:))?"),
    ("bank_card", "银行卡 卡号 信用卡 储蓄卡 借记卡 (?<![a-z])card(?![a-z])"),
    ("id_card", "身份证 证件号 公民身份 identity.card id.number id.card"),
    ("qq", "(?<![a-z])qq(?![a-z]) 扣扣 企鹅号"),
    ("account", "(?:社保|医保|社会保障|公积金|养老保险)(?:卡|账户|个人)?(?:卡?号码?|编号"
    "|账号)? 病历号 病案号 门诊号 就诊号 学号 准考证号?码? 就诊卡 住院号 户号 账号 帐号 会员号 会员卡(?:号码?"
    ")? 会员编号 客户编号 用户编号 存折 保单(?:编?号)?"
     " (?<![a-z])account(?![a-z])"
                " medical.record(?:.number)? policy(?:.number)? member(?:ship)?.number"),
    ("passport", "护照 passport(?:.number)?"),
    ("travel_permit", "通行证 回乡证 台胞证 permit(?:.number)?"),
    ("ssn", "social.security(?:.number)? (?<![a-z])ssn(?![a-z])"),
    ("imei", "imei 串号"),
    ("military_id", "军官证 军人证 士兵证 警官证 military.id"),
    ("driving_licence", "(?:驾驶?证)?档案编?号 驾驶?证 驾照 licen[cs]e.file.number driv(?:ing|er'?s?).licen[cs]e"),
    ("phone", "电话 手机 座机 号码 联系 拨打? 打到 打给 phone mobile (?<![a-z])cell(?![a-z]) number reach call contact"),
))  # fmt: skip
_LENGTHS = {"secret": (3, 8), "bank_card": (12, 19), "id_card": (15, 18), "qq": (5, 11), "account": (6, 20), "passport": (7, 9),
            "travel_permit": (8, 11), "ssn": (9, 9), "imei": (15, 15), "phone": (7, 15), "order_number": (5, 24),
            "military_id": (5, 12), "driving_licence": (8, 18)}  # fmt: skip
_TAIL = re.compile(
    rf"(?:尾号|尾数|末尾|[最末]?后[二两三四五六2-6]位(?:数字?)?)[是为：:\s]*([{D}](?:[ \-]?[{D}]){{1,5}})"
    r"|(?:ending in|ends with|last (?:four|three|two|4|3) (?:digits )?(?:are|is)?) ?([0-9](?:[ \-]?[0-9]){1,5})",
    re.IGNORECASE,
)

_CODE = re.compile(r"(?<![A-Za-z0-9])[0-9A-HJ-NP-RTUWXY]{2}\d{6}[0-9A-HJ-NP-RTUWXY]{10}(?![A-Za-z0-9])")
_PASSPORT = re.compile(r"(?<![A-Za-z0-9])(?:[EGDSPHKegdsphk]\d{8}|[Ee][A-HJ-NP-Za-hj-np-z]\d{7})(?![A-Za-z0-9])")
_PERMIT = re.compile(r"(?<![A-Za-z0-9])[HMCWhmcw]\d{8}(?:\d{2})?(?![A-Za-z0-9])")
_PLATE = re.compile(rf"[{PROVINCES}][A-Za-z][·• \-]?[A-HJ-NP-Za-hj-np-z0-9]{{5,6}}(?![A-Za-z0-9])")
_EMAIL = re.compile(r"[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_ADDRESS_4 = re.compile(r"(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.])")
_VIN = re.compile(r"(?<![A-Za-z0-9])[A-HJ-NPR-Z0-9]{17}(?![A-Za-z0-9])")
_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])")
_SSN = re.compile(r"(?<!\d)(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?!\d)")
_ROOM = re.compile(
    rf"(?:房间号?|房号|住在?|我在|客房|room(?: number)?(?: is)?)[是为：: ]?([{D}]{{3,5}})(?![{D}年月日点元块个号])"
    rf"|(?<![{D}])([{D}]{{3,5}})(?:号房|房间|客房|房(?![价型费租东子贷产]))",
    re.IGNORECASE,
)
_SURNAME = re.compile(ANY)
_TITLE = re.compile("先生|女士|小姐|太太|老师|师傅|医生|大夫|经理|主任|阿姨|奶奶|爷爷|大姐|大哥")
#: words that begin like a surname and stand before a title
_NO_NAME = re.compile(
    "谢谢|项目|安[排装全]|高[级兴端]|金[牌卡融]|白[班金天]|华[东南北中西]|任何|马上|方[便面]|管[理家]|单位|路过"
    "|常[驻客]|向[您你]|程序|客[户房]|车[间位]|成[年本]|代[理班]"
    "|文[件]|应[该届]|时[候]|和[您你他她我]|于[是]|万[一]|左右|.*[的了是在部和跟请找问给让叫您你]"
)
_CALLED = re.compile(rf"(?:我姓|免贵姓|敝姓|鄙姓|姓)({ANY})(?=[，,。.！!？?、\s]|$|名|叫|的|啊|吧)")
_TITLED_ENGLISH = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr)\.? ([A-Z][a-z]+(?: [A-Z][a-z]+)?)")
#: facts that are personal whoever says them, with the kind they are masked as
_FACTS = frozenset({"phone", "id_card", "bank_card", "plate", "email", "address"})


def find_personal(text: str, *, by: str = "customer") -> tuple[Personal, ...]:
    """All personal data of one utterance, in order of place, never overlapping. `by`: an agent's own name is none."""
    plain = level(text)
    taken: list[Personal] = []
    for found in _all(plain, by):
        if all(found.end <= other.start or other.end <= found.start for other in taken):
            taken.append(found)
    if any(found.kind == "order_number" for found in taken):
        facts = [fact for fact in find_facts(plain, by=by) if fact.kind == "order_number"]
        taken = [_read(found, facts) for found in taken]
    return tuple(sorted(taken, key=_place))


def _read(found: Personal, facts: list[Fact]) -> Personal:
    """An order number that the standard does not read as one is a `reference`: its placeholder may be no fact either."""
    if found.kind != "order_number":
        return found
    fact = next((fact for fact in facts if fact.start < found.end and found.start < fact.end), None)
    return found._replace(kind="reference") if fact is None else found._replace(value=fact.value)


def _place(found: Personal) -> int:
    return found.start


def _all(text: str, by: str) -> Iterator[Personal]:
    """Surer kinds first: what they take, no later kind may read again."""
    yield from _shaped(text)
    yield from find_codes(text)
    yield from find_logins(text)
    yield from find_births(text)
    yield from find_places(text)
    for match in _ROOM.finditer(text):
        group = match.lastindex or 0
        yield Personal("room", digits_spoken(match.group(group)), *match.span(group))
    yield from _numbers(text)
    facts = find_facts(text, by=by)
    yield from find_names(text, [fact for fact in facts if fact.is_own_name], by=by)
    for fact in facts:
        number = fact.kind != "phone" or fact.partial or _hint(text[max(0, fact.start - _BEFORE) : fact.start]) != ""
        if fact.kind in _FACTS and number and not _SERVICE.fullmatch(fact.value):
            if fact.kind != "address" or not is_public(text, fact.start, fact.end):
                yield Personal(fact.kind, fact.value, fact.start, fact.end, fact.partial)
        elif fact.kind == "name" and by == "customer":
            yield Personal("name" if fact.is_own_name else "person", fact.value, fact.start, fact.end)
    if by == "customer":
        for match in _CALLED.finditer(text):
            yield Personal("name", match.group(1), *match.span(1))
    yield from _titled(text)


def _titled(text: str) -> Iterator[Personal]:
    """The name before a title, the longest that begins with a surname: of the customer or of somebody else."""
    for match in _TITLE.finditer(text):
        for length in (3, 2, 1):
            start = match.start() - length
            name = text[max(start, 0) : match.start()]
            if start < 0 or not (_SURNAME.match(name)) or _NO_NAME.match(name):
                continue
            if text[max(0, start - 1) : start + 1] in ("谢谢", "感谢", "多谢", "致谢", "答谢", "任何"):
                continue
            if all(map(has_chinese, name)):
                yield Personal("person", name, start, match.start())
                break
    for found in _TITLED_ENGLISH.finditer(text):
        yield Personal("person", found.group(1), *found.span(1))


# ---------------------------------------------------------------- shapes with letters


def _shaped(text: str) -> Iterator[Personal]:
    for match in _PERMIT.finditer(text):
        if _hint(text[max(0, match.start() - 14) : match.start()]) == "travel_permit":
            yield Personal("travel_permit", match.group().upper(), *match.span())
    shapes: tuple[tuple[str, re.Pattern[str], Callable[[str], bool]], ...] = (
        ("email", _EMAIL, _any), ("company_code", _CODE, _is_company), ("iban", _IBAN, _is_iban), ("vin", _VIN, _is_vehicle),
        ("plate", _PLATE, _any), ("passport", _PASSPORT, _any), ("ssn", _SSN, _any), ("ip_address", _ADDRESS_4, _is_public),
    )  # fmt: skip
    for kind, pattern, holds in shapes:
        for match in pattern.finditer(text):
            value = re.sub(r"[ ·•\-]", "", match.group()).upper() if kind != "email" else match.group().lower()
            if holds(value) and not (
                kind == "ip_address" and _VERSION.search(text[max(0, match.start() - 12) : match.start()])
            ):
                yield Personal(kind, value, *match.span())


def _any(value: str) -> bool:
    return True


_VERSION = re.compile(
    r"版本|固件|升级|驱动|系统|(?<![a-z])v(?:er)?\.? ?$|version|firmware|release|build|update", re.IGNORECASE
)
_PRIVATE = re.compile(r"(?:10|127|0|22[4-9]|2[345]\d)\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.")


def _is_public(value: str) -> bool:
    return _PRIVATE.match(value) is None


_CODE_DIGITS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def _is_company(value: str) -> bool:
    total = sum(_CODE_DIGITS.index(digit) * pow(3, place, 31) for place, digit in enumerate(value[:17]))
    return _CODE_DIGITS[(31 - total % 31) % 31] == value[17] and not value.isdigit()


def _is_iban(value: str) -> bool:
    if not 15 <= len(value) <= 34:
        return False
    moved = value[4:] + value[:4]
    return int("".join(str(int(digit, 36)) for digit in moved)) % 97 == 1


_VIN_VALUES = dict(
    zip("ABCDEFGHJKLMNPRSTUVWXYZ", (1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9), strict=True)
)
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


def _is_vehicle(value: str) -> bool:
    if value.isdigit() or value.isalpha():
        return False
    total = sum((int(sign) if sign.isdigit() else _VIN_VALUES[sign]) * weight
                for sign, weight in zip(value, _VIN_WEIGHTS, strict=True))  # fmt: skip
    return "0123456789X"[total % 11] == value[8]


# ---------------------------------------------------------------- numbers


def _numbers(text: str) -> Iterator[Personal]:
    for match in _TAIL.finditer(text):
        group = 1 if match.group(1) else 2
        yield Personal("phone", digits_spoken(match.group(group)), *match.span(group), partial=True)
    for value, start, end in word_runs(text):
        kind = _kind_of(value, text[max(0, start - _BEFORE) : start], text[end : end + 4])
        if kind or (len(value) >= 10 and _hint(text[max(0, start - _BEFORE) : start]) != ""):
            yield Personal(kind or "phone", value, start, end)
    alone = _ALONE.fullmatch(text) is not None
    for match in _RUN.finditer(text):
        kind = _kind_of(
            match.group(), text[max(0, match.start() - _BEFORE) : match.start()], text[match.end() : match.end() + 4]
        )
        if kind:
            yield Personal(kind, _value(kind, match.group()), *match.span())
        else:
            yield from _pieces(match, alone)


def _pieces(match: re.Match[str], alone: bool) -> Iterator[Personal]:
    """A long run that is nothing may hold two numbers; a short one said alone is a piece of one."""
    begin = match.start()
    parts = [(begin + part.start(), begin + part.end()) for part in re.finditer(r"[^ ，,、.]+", match.group())]
    if len(parts) > 1:
        for start, end in parts:
            said = match.group()[start - begin : end - begin]
            kind = _kind_of(said, "", "")
            if kind:
                yield Personal(kind, _value(kind, said), start, end)
    elif alone and 3 <= len(digits_spoken(match.group())) <= 8:
        yield Personal("phone", digits_spoken(match.group()), *match.span(), partial=True)


def _value(kind: str, said: str) -> str:
    value = digits_spoken(said) + ("X" if said[-1] in "Xx叉" else "")
    if kind == "phone" and len(value) in (13, 15) and value.removeprefix("00").startswith("861"):
        return value[-11:]
    return value


def _kind_of(said: str, before: str, after: str) -> str:
    value = digits_spoken(said)
    length = len(value)
    hint = _hint(before)
    if said[-1] in "Xx叉" or length == 18:
        full = value + ("X" if said[-1] in "Xx叉" else "")
        if len(full) == 18 and _DATE_IN_ID.match(full[6:14]) and (hint == "id_card" or is_identity(full)):
            return "id_card"
    if length in (13, 15) and value.removeprefix("00").startswith("861") and value[-10] >= "3":
        return "phone"
    if length == 11 and value[0] == "1" and value[1] >= "3" and hint != "":
        return "phone"
    if hint == "":
        return ""
    if _SERVICE.fullmatch(value) and hint in ("none", "phone", "secret"):
        return "secret" if hint == "secret" else ""
    if LANDLINE.fullmatch(value):
        return "phone"
    if (
        13 <= length <= 19
        and _ISSUER.match(value)
        and passes_luhn(value)
        and hint in ("none", "bank_card", "account", "phone")
    ):
        return "bank_card"
    if hint in _LENGTHS:
        least, most = _LENGTHS[hint]
        if least <= length <= most and not (hint == "phone" and (value[0] in "01" or length > 8) and length < 10):
            return "" if hint == "phone" and after[:1] in ("元", "块", "个", "件", "年") else hint
    return ""


def _hint(before: str) -> str:
    """The kind that the nearest word before says; "" where it says that the number is no person's; none if it says nothing."""
    best, where, width = "none", -1, 0
    for kind, pattern in _HINTS:
        for match in pattern.finditer(before):
            size = match.end() - match.start()
            if match.end() > where or (match.end() == where and size > width):
                best, where, width = kind, match.end(), size
    return best
