"""Postal addresses as people say them: from the first name of a place to the last number of a door.

Why beside the facts: there an address is compared, and two sure steps are enough; here nothing of it may be left. It refuses
counters, gates, platforms and floors of public places, dates (小区8号停水), and a number behind no name of a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zuoxi.language.personal_kinds import Personal

_HAN = "\u4e00-\u9fff"
_N = r"(?:[0-9]{1,5}|[零〇一二三四五六七八九十百]{1,5}|[甲乙丙丁东西南北]|[A-Za-z])"
_AREA = "省|自治区|市|新区|开发区|区|县|镇|乡|街道|新城"
_ROAD = "大道|大街|马路|环路|路|街|巷|胡同|弄堂|里弄|道|村|屯|庄|坡|坊|桥|横街"
_ESTATE = (
    "小区|社区|花园|家园|花苑|公寓|大厦|广场|别墅|宿舍|养老院|敬老院|福利院|家属院|大院|酒店|宾馆|学院|大学|中学"
    "|小学|新村|山庄|名都|公馆|国际|中心|大楼"
    "|苑|园|庭|府|居|城|湾|阁|轩|郡|堡|岛|邸|台|里|墅|院|厂|楼"
)
_UNIT = (
    rf"(?:{_N}(?:[-之—]{{1,2}}[0-9]{{1,4}})*(?:号楼|号院|号门|号铺|号房|号(?!线|口|客服|坐席|座席|窗|柜|机|码|出|登|站"
    rf"|馆|厅|店|桌|文|令)"
    r"|支弄|弄|栋|幢|座|单元|门(?!店|口|诊|卫|锁|禁)|楼(?!下|上|梯)|层|室|房间?(?!型|价|费|租|东|子|贷|产)|户(?!型|口"
    r"|主|名)|期|区|段|组|队|排|梯))"
)
_MIDDLE = rf"[{_HAN}]{{1,8}}?(?:{_ROAD}|{_ESTATE})"
_DOOR = (
    r"(?:[0-9]{2,4}[A-Za-z]?|[0-9]{1,4}(?:-[0-9]{1,4}){1,3}|[零〇幺一二三四五六七八九]{3,4})(?:室|房|号|户)?"
    r"(?![0-9零〇一二三四五六七八九十年月日点元块个件万%])"
)
_CHAIN = re.compile(
    rf"(?:第?{_UNIT})(?:[，, ]?(?:{_UNIT}|{_MIDDLE}(?={_UNIT}|[，, ]?{_DOOR})))*(?:[，, ]?(?:{_DOOR}))?"
)
_ESTATE_DOOR = re.compile(
    rf"(?:小区|公寓|花园|家园|苑|大厦|广场|新村|公馆|山庄|别墅|养老院|敬老院|宿舍|庭|府|湾)(?:的)?([A-Za-z]?{_DOOR})"
)
_THREE = re.compile(
    r"(?:住|地址|送|寄|在|到|家)[^，。]{0,8}?([\u4e00-\u9fff]{2,8}[0-9]{1,3}-[0-9]{1,2}-[0-9]{3,4}(?![0-9-]))"
)
_UNITS = re.compile(_UNIT)
_DEEP = re.compile(r"号楼|号院|栋|幢|座|单元|室|弄|门|户|梯")
_ENDS = re.compile(rf"(?:{_AREA}|{_ROAD}|{_ESTATE})$")
_STREET = re.compile(rf"(?:{_ROAD}|[里弄组])$")
_NAME = re.compile(rf"[{_HAN}A-Za-z·]*$")
#: what stands before an address and is not its beginning
_LEAD = re.compile(
    r".*(?:在|到(?!达)|往|寄|送|给|是|为(?!民)|住(?!建)|请|去|就|成(?!都|华|安|功|武)|址|和(?!平|田|谐|县|顺|兴|睦"
    r"|静)|跟|与|我|你|您|他|她|们|的|了|这|那|哪|把|从"
    r"|至|搬|填|写|换|改|发票|快递|包裹|核对|确认|家里|老家|[我你他她]家|家住|家在|一下|下(?!城|沙|关|坝|街|陆)"
    r"|上门取件|报修|修|来|叫|说|位于|户籍|户口|现居)"
)
_OURS = re.compile(
    r"(?:我们|本|咱们?)(?:的)?(?:门店|店|公司|网点|总部|展厅|营业厅|酒店|中心)|门店|营业厅|网点|办事大厅|政务"
    r"|服务中心|服务大厅|派出所|分行|支行|旗舰店|专卖店"
)
_PUBLIC_AFTER = re.compile(
    r"^(?:的)?(?:窗口?|柜台|号?柜|登机口|检票口|出口|展位|服务台|大厅|航站楼|营业厅|门店|网点|派出所|服务厅|停车场"
    r"|会议室|诊室|门诊)"
)

_WAY = (
    "Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Court|Ct|Place|Pl|Wharf|Close|Crescent|Way|Terrace|Square|Sq"
    "|Gardens?|Grove|Hill|Park|Row"
    "|Mews|Boulevard|Blvd|Quay|Walk|Parade|Gate|Green|Rise|Yard|Circle|Highway|Parkway|Alley|Path|Mansions?|House"
    "|Towers?|Villas?|Estate|Heights|Bridge|Crossing"
)
_PART = (
    r"(?:Flat|Apartment|Apt\.?|Unit|Suite|Room|Rm\.?|Floor|Building|Bldg\.?|Block|Tower|Villa|House|No\.?|Number)"
    r" ?#?[A-Z0-9]{1,5}(?:-[0-9]+)?(?![a-z])"
)
_TOWN = r"(?:,? ?(?!Thanks?\b|Please\b|And\b|But\b|It\b|I\b|The\b|My\b|Is\b|Can\b|We\b|You\b)[A-Z][a-z]+(?:[ -][A-Z][a-z]+){0,2})"
_POST = r"(?:,? (?:[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}|(?:[A-Z]{2} )?[0-9]{5,6})(?![0-9]))"
_TAIL = rf"(?:,? (?:NW|NE|SW|SE|N|S|E|W|North|South|East|West)\b)?(?:,? {_PART})*(?:,{_TOWN})*(?:{_POST})?"
_ENGLISH = re.compile(
    rf"(?:{_PART},? )*(?:No\.? ?)?(?<![0-9.])[0-9]{{1,5}}[A-Za-z]?(?:-[0-9]+)?,? (?:[A-Z][A-Za-z'"
    rf"’.]*,? ){{1,4}}(?:{_WAY})\b\.?{_TAIL}"
    rf"|{_PART}(?:,? {_PART})*,? (?:[A-Z][A-Za-z'’]+,? ){{1,4}}(?:{_WAY})\b{_TAIL}"
    rf"|{_PART}(?:,? {_PART})+{_TAIL}"
)
_LOWER = re.compile(
    r"(?<![0-9.$£€])[0-9]{1,5}[a-z]? (?:(?!minutes?|hours?|days?|miles?|the|of|a|on|in|at|and|to|for|by|or|people"
    r"|years?|metres?|meters?|times)[a-z']+ ){1,3}"
    r"(?:street|road|avenue|lane|drive|court|crescent|terrace|boulevard|mews)\b(?:,? (?:flat|apartment|apt|unit|suite"
    r"|room) [0-9]{1,5}[a-z]?)?"
)


def find_places(text: str) -> Iterator[Personal]:
    """Every address of somebody, the longest form of it."""
    for pattern in (_ENGLISH, _LOWER):
        for match in pattern.finditer(text):
            yield Personal("address", re.sub(r"[,.]", "", match.group()).strip(), *match.span())
    for match in _CHAIN.finditer(text):
        start, end = _start(text, match.start()), match.end()
        if _is_address(text, start, match.start(), end):
            yield Personal("address", re.sub("[，, ]", "", text[start:end]), start, end)
    for match in _THREE.finditer(text):
        start = _start(
            text, match.end() - len(match.group(1).lstrip("".join(set(match.group(1)) - set("0123456789-"))))
        )
        yield Personal("address", text[start : match.end()], start, match.end())
    for match in _ESTATE_DOOR.finditer(text):
        start = _start(text, match.start())
        if match.start() - start >= 2 and not is_public(text, start, match.end()):
            yield Personal("address", text[start : match.end()], start, match.end())


def is_public(text: str, start: int, end: int) -> bool:
    """Whether an address there is an organisation's own: a counter, a shop, an office that anybody may go to."""
    return bool(_OURS.search(text[max(0, start - 16) : end]) or _PUBLIC_AFTER.match(text[end : end + 6]))


def _start(text: str, first: int) -> int:
    """Where the name of the place before a number begins."""
    name = _NAME.search(text, max(0, first - 24), first)
    begin = name.start() if name else first
    lead = _LEAD.match(text, begin, first)
    return lead.end() if lead else begin


def _is_address(text: str, start: int, first: int, end: int) -> bool:
    name, chain = text[start:first], text[first:end]
    units = _UNITS.findall(chain)
    if len(name) < 2 or name[-1] in "月第每前后周" or is_public(text, start, end):
        return False
    if len(name) > 16 and not _ENDS.search(name):
        return False
    deep = any(_DEEP.search(unit) for unit in units)
    rest = _UNITS.sub("", chain)
    if _STREET.search(name):
        return deep or any(unit.endswith("号") for unit in units)
    if _ENDS.search(name):
        return deep or (bool(rest.strip("，, ")) and len(units) >= 1 and bool(re.search(r"\d{3}|路|街|巷", rest)))
    return deep and (len(units) >= 2 or (len(name) >= 4 and units[-1][-1] in "栋幢室"))
