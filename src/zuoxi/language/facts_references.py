"""References that a system gave: orders, parcels, tickets, cases, bookings, policies; number plates and addresses of mail in words.

Why on its own: nothing but the word before, or the shape, says what such a code is. It refuses models, error codes and serial
numbers, and a code without a word that announces it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zuoxi.language.facts_numbers import FILLED, PROVINCES, D, digits_spoken, english_digits
from zuoxi.language.reading import Fact

_HINT = re.compile(
    r"[号单订运编流合保工票案件包裹受参确缴收取预提批]|order|booking|tracking|reserv|confirm|case|ticket|waybill|parcel|package|shipment|invoice"
    r"|policy|claim|ref|complaint|consign|refund|payment|transact|receipt|request|repair",
    re.IGNORECASE,
)
_NOUN = (
    "订单编?号|订单|单号|运单号|运单|编号|流水号|流水|合同号|合同|预[约订定]号|预[约订定]码|预[约订定]编号|票号|保单号?|工单号?|受理号|案件号?|[快信邮]件号?|包裹|快递号|参考号|确认号|确认码"
    "|交易号|凭证号|提单号?|批次号|申请号|服务单|[退换发缴报送维][货费修件]?单|回执号?|挂号单号?|投诉单|登记号|查询号|面单号?|业务号|案号|[理赔]?赔案?号|理赔号|报案号|处方号|账单号|发票号|订座号|取票号|支付号|申诉号|诉求号|预授权号|快递"
)
_NOUN_ENGLISH = (
    "order|booking|tracking|reservation|confirmation|case|ticket|waybill|parcel|package|shipment|invoice|policy|claim|reference|ref"
    "|complaint|consignment|refund|payment|transaction|receipt|service request|request|repair|incident|job|delivery|return|purchase order"
)
_ORDER = re.compile(
    rf"({_NOUN}|(?:{_NOUN_ENGLISH})(?: (?:number|no\.?|id|code|reference|ref))?)"
    r"(?:码)?(?:呢|就|应该|是|为|：|:|is|was|it's|[\s，,#])*"
    rf"((?:[A-Za-z][ \-]?){{0,6}}[{D}](?:[ \-]?[A-Za-z]{{0,4}}[{D}])*(?:[A-Za-z]{{1,3}}(?![A-Za-z]))?)(?!\.?[{D}]*[元块个件万%岁年月])",
    re.IGNORECASE,
)
#: these words stand before many other numbers too; the code must look like one
_WEAK = re.compile(
    "case|ticket|parcel|package|shipment|policy|claim|ref(?:erence)?|complaint|refund|payment|request|repair|incident|job|delivery|return"
    "|receipt|transaction|invoice|合同|保单|案件|包裹|流水|.件|..?单",
    re.IGNORECASE,
)
_SURE = re.compile("订单|运单|快件")
_SPOKEN_RUN = re.compile(
    rf"(?:{_NOUN}|号码?)(?:就|应该)?[是为：:，, ]{{0,2}}((?:[A-Z]{{0,4}}[，, ]?)[{D}](?:{FILLED}[{D}]){{4,19}})(?![{D}A-Za-z])"
)
_FAR = re.compile(
    r"(?:[订运货修费保工票案快信邮包件预][单号件裹约案]|单子|单尾)[^。！？!?；;，,]{0,8}[，,]?[^。！？!?；;，,A-Za-z0-9]{0,3}"
    r"(?<![A-Za-z0-9])((?=[A-Z]*[0-9])[A-Z]{1,4}-?[0-9][0-9A-Z\-]{4,18})(?![A-Za-z0-9])"
)
#: a code in letters and figures after any 号 that is not of a person or a thing
_NUMBER_OF = re.compile(
    r"([\u4e00-\u9fff]{2})号码?(?:就|应该)?[是为：: ]{0,2}([A-Z]{1,4}-?[0-9][0-9A-Z\-]{4,18})(?![A-Za-z0-9])"
)
_OTHER_NUMBER = re.compile(
    "证件|身份|护照|工|型|账|帐|卡|序列|会员|车牌|[社医]保|户|学|设备|邮|机|电话|微信|微信|航班|车次|房间|座位|架|批|串|门牌|货|款|版本"
)
#: the carriers' own shapes need no word
_CARRIER = re.compile(r"(?<![A-Za-z0-9])(?:SF|YT|ZTO?|STO|YD|JD[A-Z]{0,3}|JT|EMS)[0-9]{9,15}(?![A-Za-z0-9])")
_FAR_ENGLISH = re.compile(
    rf"\b(?i:{_NOUN_ENGLISH})\b[^.?!0-9]{{0,30}}?[ :#]((?=[A-Z0-9\-]*[0-9]{{4}})[A-Z]{{1,4}}-?[0-9][0-9A-Z\-]{{3,18}})(?![A-Za-z0-9])"
)
_NO_FAR = re.compile("证件|会员|保险卡|错误|代码|型号|工号|序列号|车牌|护照|验证码|取件码")
_MIXED = re.compile(
    rf"\b(?i:{_NOUN_ENGLISH}|code|number)(?i: (?:number|no\.?|id|code|reference|ref))?(?:[:#, ]|(?i:is|was|it's))*[ :#]"
    r"((?=[A-Z0-9\-]*[0-9])(?:(?=[0-9\-]*[A-Z])|(?=[0-9]{6}))[A-Z0-9]{1,20}(?:-[A-Z0-9]{1,10}){0,3})(?![A-Za-z0-9])"
)
_NO_MIXED = re.compile(
    r"(?i)\b(?:error|model|serial|flight|room|staff|agent|gate|seat|promo|voucher|discount|post|zip|account|card|employee|phone|id|"
    r"mobile|extension|your|my|area|dial|door|access|pin|security) (?:code|number)"
)
_NO_FAR_ENGLISH = re.compile(r"\b(?:error|model|serial|flight|gate|part)\b", re.IGNORECASE)
_WORDS = re.compile(
    rf"\b(?i:{_NOUN_ENGLISH})(?i: (?:number|no\.?|id|code|reference|ref))?(?:[:#, ]|(?i:is|was|it's))*[ :#]"
    r"((?:[A-Z][ \-,]{1,2}){0,4}(?i:(?:double |triple )?(?:zero|oh|one|two|three|four|five|six|seven|eight|nine))"
    r"(?:[ ,\-]{1,2}(?i:(?:double |triple )?(?:zero|oh|one|two|three|four|five|six|seven|eight|nine))){3,18})\b"
)
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_NO_PHONE = re.compile(r"不是(?:电话|手机)|订单号|不是.{0,3}号码|not (?:a|my|the) (?:phone|mobile)|it's not")

_PLATE = re.compile(rf"[{PROVINCES}][A-Z][·• \-]?[A-HJ-NP-Z0-9]{{5,6}}(?![A-Z0-9])")
_PLATE_SPOKEN = re.compile(
    rf"[{PROVINCES}][，, ]?[A-Za-z](?:[，,·•、. \-]{{0,2}}(?:[嗯呃额]|那个)?[，, ]{{0,2}}[A-HJ-NP-Za-hj-np-z{D}洞拐]){{5,6}}"
    rf"[学警港澳挂领使]?(?![A-Za-z{D}])"
)
_HEARD = str.maketrans("零〇洞幺一二三四五六七拐八九", "00011234567789")
_CAR = re.compile("[车牌辆停驾泊]|plate|car|vehicle")

_LOCAL = r"[A-Za-z0-9][A-Za-z0-9_+\-]*"
_MAIL_CHINESE = re.compile(
    r"(?:[A-Za-z0-9_.+\-]|(?<=[A-Za-z0-9])[零〇幺一二三四五六七八九](?=[A-Za-z0-9零〇幺一二三四五六七八九艾爱圈下点])| ?(?:点|下划线|杠|减号|横杠|中划线) ?(?=[A-Za-z0-9]))+"
    r" ?(?:艾特|爱特|圈[aA]|[aA][tT](?![A-Za-z])|@) ?(?:[A-Za-z0-9\-]|杠(?=[A-Za-z]))+(?: ?(?:点|\.|dot) ?[A-Za-z0-9\-]+)+"
)
_MAIL_ENGLISH = re.compile(
    rf"\b({_LOCAL}(?:(?: (?:dot|point|underscore|dash|hyphen|minus|plus) |\.){_LOCAL})*)"
    r" (?:at|@) ([A-Za-z0-9\-]+(?: (?:dash|hyphen) [A-Za-z0-9]+)*(?:(?: dot |\.)[A-Za-z0-9\-]+)+)",
    re.IGNORECASE,
)
_SIGNS = (
    (re.compile(r"\s*(?:下划线|\bunderscore\b)\s*", re.I), "_"),
    (re.compile(r"\s*(?:横杠|中划线|减号|杠|\bdash\b|\bhyphen\b|\bminus\b)\s*", re.I), "-"),
    (re.compile(r"\s*(?:点|\bdot\b|\bpoint\b)\s*", re.I), "."),
    (re.compile(r"\s*\bplus\b\s*", re.I), "+"),
    (re.compile(r"\s*(?:艾特|爱特|圈[aA]|\bat\b)\s*", re.I), "@"),
)
_NO_LOCAL = frozenset(
    [
        "me",
        "us",
        "him",
        "her",
        "them",
        "it",
        "you",
        "we",
        "look",
        "is",
        "was",
        "available",
        "online",
        "email",
        "mail",
        "address",
        "website",
        "site",
        "shop",
        "store",
        "work",
        "home",
        "meet",
        "back",
        "this",
        "that",
        "there",
    ]
)


def find_references(text: str, english: bool) -> Iterator[Fact]:
    """Order numbers and the like: upper case, without spaces and dashes."""
    if not _HINT.search(text):
        return
    if english:
        for match in _MIXED.finditer(text):
            value = match.group(1).replace("-", "")
            if 5 <= len(value) <= 20 and not _NO_MIXED.search(text, max(0, match.start() - 12), match.start(1)):
                if not value.isdecimal() or not _MOBILE.fullmatch(value):
                    yield Fact("order_number", value, *match.span(1))
        for match in _FAR_ENGLISH.finditer(text):
            if not _NO_MIXED.search(text, match.start(), match.start(1)) and not _NO_FAR_ENGLISH.search(match.group()):
                yield Fact("order_number", match.group(1).replace("-", ""), *match.span(1))
        for match in _WORDS.finditer(text):
            yield Fact("order_number", english_digits(match.group(1)), *match.span(1))
    for match in _ORDER.finditer(text):
        fact = _order(match, text)
        if fact is not None:
            yield fact
    if english:
        return
    for match in _SPOKEN_RUN.finditer(text):
        value = "".join(
            digits_spoken(sign) or (sign if sign.isascii() and sign.isalpha() else "") for sign in match.group(1)
        )
        if re.search("[单票件案约保]", match.group()) and 6 <= len(value) <= 20 and not _MOBILE.fullmatch(value):
            yield Fact("order_number", value.upper(), *match.span(1))
    for match in _NUMBER_OF.finditer(text):
        if not _OTHER_NUMBER.search(match.group(1)):
            yield Fact("order_number", match.group(2).replace("-", ""), *match.span(2))
    for match in _CARRIER.finditer(text):
        yield Fact("order_number", match.group(), *match.span())
    for match in _FAR.finditer(text):
        if not _NO_FAR.search(text, max(0, match.start() - 4), match.start(1)):
            yield Fact("order_number", match.group(1).replace("-", "").upper(), *match.span(1))


def _order(match: re.Match[str], text: str) -> Fact | None:
    noun, said = match.groups()
    value = "".join(digits_spoken(character) or character for character in said if character not in " -").upper()
    figures = sum(character.isdecimal() for character in value)
    if not 5 <= len(value) <= 20 or figures < 3 or said[0].isspace():
        return None
    numbered = "号" in noun or "number" in noun.lower()
    if _MOBILE.fullmatch(value) and not numbered and not _NO_PHONE.search(text):
        return None
    if (
        not numbered
        and _WEAK.fullmatch(noun)
        and not _SURE.fullmatch(noun)
        and not (len(value) >= 8 or figures < len(value))
    ):
        return None
    if value.isalnum() and re.search("[a-z]", said) and len(re.findall("[A-Za-z]+", said)[0]) > 4:
        return None
    return Fact("order_number", value, *match.span(2))


def find_plates(text: str) -> Iterator[Fact]:
    """Number plates, written or with each place said on its own."""
    for match in _PLATE.finditer(text):
        yield Fact("plate", re.sub(r"[·• \-]", "", match.group()), *match.span())
    if _CAR.search(text):
        for match in _PLATE_SPOKEN.finditer(text):
            value = re.sub(r"[，,·•、. \-嗯呃额那个]", "", match.group()).translate(_HEARD).upper()
            if sum(sign.isdecimal() for sign in value) >= 2 and 7 <= len(value) <= 8:
                yield Fact("plate", value, *match.span())


def find_spoken_mail(text: str, english: bool) -> Iterator[Fact]:
    """Addresses of mail with their signs in words."""
    for match in (_MAIL_ENGLISH if english else _MAIL_CHINESE).finditer(text):
        if english and match.group(1).split()[-1].lower() in _NO_LOCAL:
            continue
        value = match.group()
        for sign, written in _SIGNS:
            value = sign.sub(written, value)
        value = re.sub("[零〇幺一二三四五六七八九]", _figure, value.replace(" ", "")).lower()
        if (
            (value.count("@") == 1 and value[0] != "." and not english)
            or "dot" in match.group().lower()
            or "@" in match.group()
        ):
            yield Fact("email", value, *match.span())


def _figure(match: re.Match[str]) -> str:
    return digits_spoken(match.group())
