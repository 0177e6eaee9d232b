"""Codes that words introduce: orders, documents, accounts, log-ins, passwords; and what is spelt.

Why on its own: a shape with a check digit needs no words, these do. What follows the word must look like a code (digits, or signs
that no word has). It refuses serial and model numbers, versions, bar codes and dates, and a word without a code (忘了密码).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zuoxi.language.facts_numbers import PROVINCES, D, digits_spoken
from zuoxi.language.personal_kinds import GAP, Personal

#: what may stand between the word and the code
_LINK = (
    r"(?:号码?|编号|卡号|码|应该|就|是|为|呢|叫|填|写|改成|有|的|在|[:,，。：\s#=]"
    r"|发您|给您|['’]s|is|was|are|number|no\.?|code|id|reference|ref\.?|named){0,6}"
)
_RUN = rf"[{D}](?:{GAP}[{D}])"
_END = r"(?![A-Za-z0-9])"
#: letters and figures in one or more groups, each group with a figure
_GROUPED = r"[A-Za-z]{0,6}[ -]?[A-Za-z]{0,3}[0-9][A-Za-z0-9]*(?:[-/][A-Za-z0-9]+)*(?: (?=[A-Z]*[0-9])[A-Z0-9]+)*"
_LETTERED = rf"(?<![A-Za-z])[A-Za-z]{{1,2}}(?:[ ，,、\-]{{0,2}}[{D}]){{6,10}}(?![{D}])"

_ORDER_WORDS = (
    "(?:订单|运单|快递单?|物流单?|包裹单?|工单|预[订定约]单?|机票|车票|(?<!发)票单?|退款单?|退货单?|售后单?|维修单"
    "|报修单?|投诉单?|服务单|派工单|受理单?|申请单?|案件|寄件单?|取件单?"
    "|流水|交易|支付|付款|参考|确认|理赔|报案|合同|取票|预授权)"
    "(?:编?号码?|编码|单号)|订单|运单|工单|单号|快递|报修单|售后单|服务单"
    r"|(?<![a-z])(?:order|tracking|booking|reservation|confirmation|ticket|reference|shipment|parcel|waybill|case"
    r"|claim|transaction|payment|complaint|itinerary|pnr)"
    r"(?: (?:number|no\.?|id|code|reference|ref\.?))?"
)
_CODES = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in (
    ("order_number", rf"(?:{_ORDER_WORDS}){_LINK}((?:{_GROUPED}|{_RUN}{{4,24}}){_END})"),
    ("order_number", rf"(?:booking|reservation|confirmation|pnr|预订|预定|订座|确认)(?:号码?|编号| code| number| reference"
    rf"| ref)?(?: is|'s|是|:|：|，)?\s*((?-i:[A-Z]{{6}})){_END}"),
    ("military_id", rf"((?![证号是为件的码：])[\u4e00-\u9fff]{{1,2}}字[ ]?第?[ ]?[{D}](?:[ ，,]?[{D}]){{4,8}}[ ]?号?)"),
    ("military_id", rf"(?:军官证|军人证件?|士兵证|士官证|文职证|警官证|人民警察证|退役军人|优待证|残疾军人证"
    rf"|military (?:id|card|identity)(?: card)?|officer id){_LINK}({_GROUPED}"
    rf"|{_RUN}{{4,14}}){_END}"),
    ("driving_licence", rf"(?:档案编?号|驾驶?证|驾照|licen[cs]e file|driv(?:ing|er'?s?) licen[cs]e"
    rf"|licen[cs]e number)(?:档案)?{_LINK}({_GROUPED}|{_RUN}{{7,19}}){_END}"),
    ("account", rf"(?:社保|医保|社会保障|社会保险|养老保险|公积金|居住证|residen(?:ce|t) permit|national insurance"
    rf"|(?<![a-z])ni(?= n| is|:"
    rf"|,)){_LINK}({_LETTERED}|{_GROUPED}|{_RUN}{{5,20}}){_END}"),
    ("passport", rf"(?:护照|passport)[^。.!?！？]{{0,16}}?({_LETTERED}){_END}"),
    ("travel_permit", rf"(?:通行证|回乡证|台胞证|travel permit|permit|home return){_LINK}[^。.!?！？]{{0,6}}?({_LETTERED}"
    rf"|(?-i:[A-Z]){{1,2}}\d{{7,10}}|{_RUN}{{6,11}}){_END}"),
    ("qq", rf"(?<![a-z])(?:qq|扣扣|企鹅)(?:号码?|是|为|number|is|[:,，：\s]){{0,4}}({_RUN}{{4,10}}){_END}"),
    ("vin", rf"(?:车架|vin|chassis|车辆识别|大架){_LINK}((?:[A-HJ-NPR-Z0-9][ \-]?){{16}}[A-HJ-NPR-Z0-9]){_END}"),
    ("company_code", rf"(?:信用代码|税号|识别号|licen[cs]e code|credit code|tax (?:id|number"
    rf"|code)){_LINK}((?:[0-9A-Z][ \-]?){{14}}(?:(?:[ \-]?[0-9A-Z]){{3}})?[0-9A-Z]?){_END}"),
    ("plate", rf"([{PROVINCES}][A-Za-z](?:[ ·•，,、\-]{{0,2}}[A-HJ-NP-"
    rf"Za-hj-np-z{D}]){{4,6}}[学警港澳挂试"
    rf"超]?)(?![A-Za-z{D}])"),
    ("secret", rf"(?:密码|口令|(?:门禁|开锁|开门|取件|提货|核销|兑换|短信|解锁|锁屏|动态|校验|验证|邀请|登录|确认)码"
    rf"|暗号|passcode|(?<![a-z])pin(?: code)?"
    rf"|one.time (?:code|password)|door code|access code){_LINK}({_RUN}{{2,7}})(?![{D}A-Za-z年月元块位%])"),
))  # fmt: skip
_ALONE = re.compile(
    r"[\s，,。.、嗯对是的好哦啊]*(?!(?i:qq|imei|vin|ssn|ip|tel|pin))([A-Za-z]{1,4}[ \-]?[0-9]{6,16})[\s，,。.、！!？?吧啊的]*"
)
_DATE = re.compile(r"(?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/]\d{1,2}")
_COUNTED = re.compile(
    r"[ ]?(?:[年月日元块个件台箱盒%点岁天分钟套次]|yuan|dollars|pounds|items?|pieces?|days?|hours?|minutes?|pm|am)"
)
_NI = re.compile(r"(?<![A-Za-z0-9])[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?:[ -]?\d{2}){3}[ -]?[A-D](?![A-Za-z0-9])")
_IPV6 = re.compile(
    r"(?<![A-Za-z0-9:.])(?=[0-9a-fA-F:]*[0-9a-fA-F])(?:[0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{0,4}(?![A-Za-z0-9:])"
)
_SPOKEN_IP = re.compile(rf"(?:IP|ip|地址)[^{D}]{{0,6}}((?:[{D}十百]{{1,6}}点){{3}}[{D}十百]{{1,6}})")

_TOKEN = r"[A-Za-z0-9][A-Za-z0-9!@#$%^&*_+=~?.\-]*[A-Za-z0-9!@#$%^&*_+=~]"
_SECRET = re.compile(
    rf"(?:密码|口令|password|passcode|passphrase|passwd|(?<![a-z])pwd)(?:设的|设置?成|设置?为|改成|改为|换成|了|应该"
    rf"|就|是|为|呢|叫|[:：，,\s]"
    rf"|['’]s|is|was|to){{0,4}}({_TOKEN})",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"(?:用户名|登录名|登陆名|账户名|登录账?号?|账号|帐号|账户|昵称号|支付宝账?号?|抖音号?|微博号?|小红书号?|快手号?"
    r"|淘宝账?号?|(?<![a-z])(?:log ?in|user ?name"
    r"|user id|login id|account name|telegram|skype|whatsapp|line id|account(?= is|:)))"
    rf"(?:应该|就|是|为|呢|叫|[:：，,\s]|['’]s|is|was|id|name){{0,4}}({_TOKEN})",
    re.IGNORECASE,
)
_CHAT = re.compile(
    r"(?:微信|薇信|加[vV]|(?<![a-z])(?:vx|wx)(?![a-z])|we ?chat)\s?(?:账?号码?|id)?(?:就|也|呢|应该|是|为|叫|搜|加|me|at|as|is|on"
    r"|[:：，,\s]|['’]s){0,5}([A-Za-z][A-Za-z0-9_\-]{4,19})(?![A-Za-z0-9_@])",
    re.IGNORECASE,
)
_NO_CHAT = frozenset(
    ["phone", "email", "wechat", "android", "iphone", "windows", "number", "account", "alipay", "group", "message"]
)
_PART = rf"[A-Za-z0-9_+\-{D}]+"
_JOIN = r"(?:[，, ]*(?:点|\.|下划线|横?杠|减号|dot|underscore|dash|hyphen|plus)[，, ]*)"
_SPELT = re.compile(
    rf"(?<![A-Za-z0-9'’])((?:[A-Za-z0-9](?:[ ，,、\-][A-Za-z0-9])+|{_PART})(?:{_JOIN}{_PART})*[，, ]*(?:艾特|爱特|圈[aA小]?"
    rf"|(?<= )at(?= )|@)[，, ]*"
    rf"(?:[A-Za-z0-9](?:[ ，,、\-][A-Za-z0-9])+(?![A-Za-z])|{_PART}(?: [a-z]+){{0,1}}?)(?:[，, ]*(?:点|\."
    rf"| dot )[，, ]*[A-Za-z]+)+)",
    re.IGNORECASE,
)


def find_codes(text: str) -> Iterator[Personal]:
    """Every code that words introduce, and spelt addresses of e-mail."""
    alone = _ALONE.fullmatch(text)
    if alone is not None:
        yield Personal("order_number", re.sub("[ -]", "", alone.group(1)).upper(), *alone.span(1))
    for match in _SPELT.finditer(text):
        yield Personal("email", _unspelt(match.group(1)), *match.span(1))
    for match in _NI.finditer(text):
        yield Personal("ssn", re.sub("[ -]", "", match.group()), *match.span())
    for kind, pattern in _CODES:
        for match in pattern.finditer(text):
            if _holds(kind, match.group(1), text, match):
                value = "".join(digits_spoken(sign) or sign for sign in match.group(1) if sign.isalnum()).upper()
                yield Personal(kind, value, *match.span(1))
    for match in _IPV6.finditer(text):
        if "::" in match.group() or match.group().count(":") == 7:
            if not match.group().lower().startswith(("fe80", "::1", "fd", "fc")):
                yield Personal("ip_address", match.group().lower(), *match.span())
    for match in _SPOKEN_IP.finditer(text):
        yield Personal("ip_address", match.group(1), *match.span(1))


def find_logins(text: str) -> Iterator[Personal]:
    """Names to log in with, passwords with letters, names in chats."""
    for match in _SECRET.finditer(text):
        if match.group(1).isdigit():
            continue
        named = not text.isascii() and re.search(r"(?:是|为|：|:)\s*$", text[: match.start(1)]) is not None
        if named or _is_odd(match.group(1)):
            yield Personal("secret", match.group(1), *match.span(1))
    for match in _LOGIN.finditer(text):
        called = re.match(r"(?:用户|登[录陆])名(?:就?是|为|叫|：|:)", match.group()) is not None
        if (called or _is_odd(match.group(1))) and len(match.group(1)) >= 4 and re.search("[A-Za-z]", match.group(1)):
            yield Personal("account", match.group(1), *match.span(1))
    for match in _CHAT.finditer(text):
        name = match.group(1)
        known = not text.isascii() or re.search(
            r"(?:id|name)[\s:]*(?:is)?[\s:]*$", text[: match.start(1)], re.IGNORECASE
        )
        if name.lower() not in _NO_CHAT and (_is_odd(name) or known):
            yield Personal("wechat", name.lower(), *match.span(1))


def _holds(kind: str, said: str, text: str, match: re.Match[str]) -> bool:
    digits = len(digits_spoken(said))
    signs = sum(sign.isalnum() for sign in said)
    if kind == "order_number":
        if (
            _COUNTED.match(text, match.end(1))
            or _DATE.fullmatch(said)
            or (signs < 5 or (digits < 2 and not said.isupper()))
        ):
            return False
        return digits >= 5 or bool(re.search("[A-Z]", said)) or "-" in said
    if kind == "military_id":
        return (
            "字" not in said
            or re.search(
                r"军|兵|士官|警官|military|officer|soldier|^[南北沈兰成济广军海空政参后装士武京]字", text, re.IGNORECASE
            )
            is not None
        )
    if kind == "driving_licence":
        return 8 <= signs <= 18 and digits >= 6
    if kind == "company_code":
        return signs in (15, 18) and digits >= 6
    if kind == "plate":
        return 5 <= signs - 2 <= 7 and any(sign.isascii() and sign.isalnum() for sign in said[2:]) | (digits >= 4)
    if kind == "vin":
        return digits >= 4
    return digits >= (3 if kind == "secret" else 5)


def _is_odd(token: str) -> bool:
    """No word of a language: it holds a figure or a sign."""
    return re.search(r"[0-9_!@#$%^&*+=~]|[A-Za-z][.\-][A-Za-z0-9]", token) is not None


def _unspelt(said: str) -> str:
    value = re.sub(r"艾特|爱特|圈[aA小]?|(?<= )at(?= )", "@", said, flags=re.IGNORECASE)
    value = re.sub(r"点|(?<= )dot(?= )", ".", value, flags=re.IGNORECASE)
    value = re.sub(r"下划线|(?<= )underscore(?= )", "_", value, flags=re.IGNORECASE)
    value = re.sub(r"横?杠|减号|(?<= )(?:dash|hyphen)(?= )", "-", value, flags=re.IGNORECASE)
    return "".join(digits_spoken(sign) or sign for sign in value if sign not in " ，,、").lower()
