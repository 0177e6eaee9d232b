"""Where something is: numbered addresses, crossings, a landmark on a street; Chinese and English.

Why on its own: an address has no single shape but is made of steps, and what stands before it is seldom a part of it. It refuses
a single step (a street alone, a town alone) without a number or a landmark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zuoxi.language.facts_numbers import digits_spoken, spoken_number
from zuoxi.language.reading import Fact

_PLACE = re.compile(r"[省市区县镇乡路街巷弄道村苑园号栋幢楼室座院里门]")
_PLACE_ENGLISH = re.compile(
    r"\b(?:[Ff]lat|[Aa]partment|[Aa]pt|[Uu]nit|[Rr]oom|[Ss]uite|[Bb]lock|[Tt]ower|[Bb]uilding|Villa)\b|[0-9][A-Za-z]? [A-Z]"
)
_NUM = r"(?:[0-9]{1,5}|[零〇一二三四五六七八九十百]{1,5}|[A-Za-z])"
_HOUSE = rf"{_NUM}(?:-[0-9]{{1,4}})?(?:号楼|号院|号[仓库门铺](?!口的)|号(?!线|口|客服|坐席|座席|窗口|为[您你])|弄|支弄|栋|幢|座|单元|楼|层|室|房|期|组)|[A-Za-z][0-9]{{1,2}}(?:栋|幢|座|层|区)|[A-Za-z]区"
#: these are a place only where a house number follows
_ESTATE = (
    rf"[\u4e00-\u9fff]{{1,9}}?(?:里|府|城|湾|轩|庭|阁|邸|郡|居|坊|养老院|敬老院|福利院|医院|学校|大学|中学|小学|酒店|宾馆|饭店|社区|园区|产业园|工业园"
    rf"|科技园|开发区|高新区|中心|大院|宿舍|写字楼|商场)(?={_HOUSE})"
)
_STEP = (
    r"[\u4e00-\u9fff]{1,9}?(?:省|自治区|市|新区|区|县|镇|乡|街道|大道|路|街|巷|胡同|小区|花园|家园|苑|新村|村|广场|大厦|公寓)(?![路街巷]|大道)"
    rf"|{_ESTATE}|{_HOUSE}"
)
_TAIL = (
    r"(?:(?:村口|路口|巷口|街口|门口|[东南西北正侧后前]{1,2}门|[东南西北]{1,2}[侧角])(?:往[东南西北前后左右里][走边侧]?)?)?"
    r"(?:(?:旁边?|对面|隔壁)?的?第[一二三四五六七八九十0-9]{1,3}[家个间栋户根][\u4e00-\u9fff]{1,5}?(?:店|杆|楼|门|铺|房|站|亭|户|院|摊|厅|超市|药房))?"
)
_ADDRESS = re.compile(
    rf"(?>(?:{_STEP})(?:[，, ]?(?:{_STEP}))+)(?>(?:[0-9]{{2,5}}|[零〇一二三四五六七八九]{{2,5}})(?:室|房|号)?)?(?![点月元块]){_TAIL}"
)
_CROSSING = re.compile(
    r"[\u4e00-\u9fff]{1,12}?(?:大道|路|街|巷|道)(?:[与和跟同、]|[交同]叉)[\u4e00-\u9fff]{1,8}?(?:大道|路|街|巷|道)的?"
    r"(?:(?:交叉路?口|十字路口|丁字路口|交界处?|交汇处?|交口|路?口)(?:的?[东南西北]{1,2}[角侧边]?)?|[东南西北]{1,2}角)"
)
_STATION = re.compile(r"[\u4e00-\u9fff0-9]{2,9}?站(?:[A-Z][0-9]?|[0-9一二三四五六七八九]{1,2}号?)(?:出?入?口)")
_LANDMARK = re.compile(
    r"[\u4e00-\u9fff]{1,9}?(?:大道|路|街|巷|村|镇|胡同)(?:[东南西北正]门|村口|路口|巷口|街口|口)?(?:往[东南西北前后左右里][走边侧]?)?"
    r"第[一二三四五六七八九十0-9]{1,3}[家个间栋户根][\u4e00-\u9fff]{1,5}?(?:店|杆|楼|门|铺|房|站|亭|户|院|摊|厅|超市|药房)"
)
_STEPS = re.compile(_STEP)
_NUMBERED = re.compile(rf"{_NUM}(?:-[0-9]{{1,4}})?[号弄支栋幢座单楼层室房期组]")
_BUILDING = re.compile(rf"{_NUM}(?:号楼|号院|栋|幢|座|期)")
#: what stands before an address and is not its beginning
_BEFORE = r".*(?:[寄退发送运搬]回|[在到往寄送给是为住请去就成址下：:和跟与我你您他她们的了这那哪把]|核对|确认|家里?|一下|位于|改|写|填|登记|地点|门牌|租|开|搬|从|离|靠近|经过|找|来)"
_LEAD = re.compile(_BEFORE)
#: before a crossing the two streets are joined by words that else end what stands before an address
_LEAD_CROSSING = re.compile(
    r".*(?:[寄退发送运搬]回|[在到往寄送给是为住请去就成址下：:我你您他她们的了这那哪把从离找来]|家里?|一下|位于|靠近|经过)"
)
#: the name of an estate before its first house number
_UNTYPED = re.compile(r"[\u4e00-\u9fff]{2,12}$")
_NO_ESTATE = re.compile(
    r"前面|后面|旁边|对面|隔壁|里面|楼下|楼上|小区|电话|手机|不[是在]|麻烦|快递|包裹|师傅|客户|业主|先生|女士|收货|[吗吧呢啊]|还有|或者|以及|第|靠|房子|买|要|想|说"
)
_SPOKEN_NUMBER = re.compile(r"[零〇一二三四五六七八九十百]+(?=号|弄|支|栋|幢|座|单元|楼|层|室|房|期|组|$)")

_CAP = r"[A-Z][A-Za-z'’]*"
_UNIT = (
    r"(?:(?i:flat|apartment|apt\.?|unit|room|suite|block|building|house|warehouse|ward|villa|shop|bay|gate|hangar|no\.) ?#?"
    r"(?:[A-Z]?[0-9]{1,5}(?:-[0-9]{1,4})?[A-Z]?|[A-Z])|(?:[Tt]ower|[Bb]lock|[Bb]uilding|[Ww]ing) (?:[A-Z]|[0-9]{1,3})|#?[0-9]{1,3}-[0-9]{1,4}"
    r"|(?:[0-9]{1,3}(?:st|nd|rd|th)|[Gg]round|[Tt]op) [Ff]loor|(?i:floor|level) [0-9]{1,3})(?![A-Za-z0-9])"
)
_WAY = (
    "Street|St|Road|Rd|Lane|Ln|Avenue|Ave|Drive|Dr|Close|Court|Way|Place|Square|Crescent|Terrace|Gardens?|Row|Hill|Boulevard|Blvd|Grove|Mews"
    "|Park|Walk|Quay|Wharf|Parade|Green|Rise|View|Alley|Highway|Parkway|Embankment|Path|Bridge|Yard|Circus|Bund|Esplanade|Estate|Vale|Fields"
)
_STREET = rf"[0-9]{{1,5}}(?:-[0-9]{{1,4}})?[A-Z]?,? (?:{_CAP} ){{1,4}}(?:{_WAY})\b(?: (?:North|South|East|West))?"
_HOUSES = (
    "Gardens?|Plaza|Court|House|Park|Centre|Center|Mansions?|Tower|Towers|Building|Estate|Village|Heights|Villas?|Residence|Residences|Mall"
    "|Apartments|Lodge|Square|Hall|Hotel|Hospital|Point|Wharf|Yard|Terrace|Place|Arcade|Compound|Campus"
)
_NAMED = rf"(?:{_CAP} ){{1,3}}(?:{_HOUSES})\b"
_TOWN = rf"(?:{_CAP} ){{1,2}}(?:District|City|Town|County|Village|Province)\b|[A-Z]{{1,2}}[0-9]{{1,2}}[A-Z]? [0-9][A-Z]{{2}}\b"
_ENGLISH = re.compile(
    rf"(?<![A-Za-z0-9-])(?:(?:{_UNIT}|{_NAMED}),? (?:(?:at|in|of) )?){{0,3}}{_STREET}(?:, (?:{_UNIT}|{_NAMED}|{_TOWN})){{0,3}}"
    rf"|(?<![A-Za-z0-9-])(?:{_UNIT},? (?:(?:at|in|of) )?){{1,3}}{_NAMED}(?:, (?:{_UNIT}|{_NAMED}|{_TOWN})){{0,3}}"
    rf"|(?<![A-Za-z0-9-]){_NAMED}(?:, {_UNIT}){{1,3}}"
    rf"|(?:[Cc]orner|[Jj]unction|[Ii]ntersection|[Cc]rossing) of (?:{_CAP} ){{1,3}}(?:{_WAY}) and (?:{_CAP} ){{1,3}}(?:{_WAY})\b"
)


def find_addresses(text: str, english: bool) -> Iterator[Fact]:
    """Addresses, each of two steps at least; the value is what was said, its house numbers in figures."""
    if english:
        if _PLACE_ENGLISH.search(text) or " of " in text:
            for match in _ENGLISH.finditer(text):
                yield Fact("address", match.group(), *match.span())
        return
    if not _PLACE.search(text):
        return
    for pattern in (_CROSSING, _LANDMARK, _STATION):
        for match in pattern.finditer(text):
            start = _begin(text, match.start(), match.end(), _LEAD_CROSSING if pattern is _CROSSING else _LEAD)
            if match.end() - start >= 6:
                yield Fact("address", text[start : match.end()], start, match.end())
    for match in _ADDRESS.finditer(text):
        fact = _numbered(text, *match.span())
        if fact is not None:
            yield fact


def _begin(text: str, start: int, end: int, lead: re.Pattern[str]) -> int:
    first = re.search("大道|[路街巷道村镇站]|胡同", text[start:end])
    before = lead.match(text, start, start + first.start()) if first is not None else None
    return before.end() if before is not None else start


def _numbered(text: str, start: int, end: int) -> Fact | None:
    first = _STEPS.match(text, start)
    if first is not None and not _NUMBERED.match(text, start):
        lead = _LEAD.match(text, start, first.end() - 1)
        if lead is not None:
            start = lead.end()
    steps = _STEPS.findall(text, start, end)
    if len(steps) < 2 or end - start < 5:
        return None
    if _BUILDING.match(text, start):
        start = _estate(text, start)
    value = re.sub("[，, ]", "", text[start:end])
    return Fact("address", _SPOKEN_NUMBER.sub(_in_figures, value), start, end)


def _estate(text: str, start: int) -> int:
    """Where the name of the estate begins that stands before its first house number: 翠湖天地 has no word for its kind."""
    before = _UNTYPED.search(text, max(0, start - 12), start)
    if before is None:
        return start
    lead = _LEAD.match(text, before.start(), start)
    begin = lead.end() if lead is not None else before.start()
    name = text[begin:start]
    return start if not 2 <= len(name) <= 8 or _NO_ESTATE.search(name) else begin


def _in_figures(match: re.Match[str]) -> str:
    said = match.group()
    number = spoken_number(said) if "十" in said or "百" in said else None
    return str(number) if number is not None else digits_spoken(said) or said
