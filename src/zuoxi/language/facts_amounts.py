"""Sums of money and counted things.

Why on its own: a number is a sum or a quantity only by the words around it, and those lists grow on their own. It refuses
percentages, ordinals, sizes, approximate numbers and a bare number without a word for price before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from zuoxi.language.facts_numbers import CHINESE, ENGLISH, digits_spoken, english_number, is_english, spoken_number
from zuoxi.language.reading import Fact

_MONEY = re.compile(
    rf"(?:[¥￥]|\b(?:RMB|CNY)) ?([0-9][0-9,]*(?:\.[0-9]+)?)(万)?"
    rf"|(?<![第每几数0-9.零〇一二两三四五六七八九十百千点])([0-9][0-9,]*(?:\.[0-9]+)?|{CHINESE})(万)? ?"
    r"(?:(元|圆|块)(?![旦件素宵儿])(?:([0-9]|[一二两三四五六七八九])(?:[毛角](?:([0-9]|[一二两三四五六七八九])分?)?"
    r"|(?![0-9零一二两三四五六七八九十百千万个台件天年点]))?)?(钱|整|人民币)?"
    r"|([毛角])(钱|(?=[，。,.！!？?\s]|$))|(?<=万)(?![零〇一二两三四五六七八九十]|火|分|人|次|字|台|件|个|箱|公里|里|平|家|名|位|种|多|事|能))",
)
ENGLISH_SUM = rf"(?:{ENGLISH}|hundred|thousand)(?:[ -](?:and )?(?:hundred|thousand))*"
_MONEY_ENGLISH = re.compile(
    rf"([$£€¥￥]|\b(?:RMB|CNY|USD|HK\$)) ?([0-9][0-9,]*(?:\.[0-9]+)?)"
    rf"|\b([0-9][0-9,]*(?:\.[0-9]+)?|(?:a )?{ENGLISH_SUM}) ?(yuan|RMB|CNY|kuai|dollars?|bucks|USD|pounds(?! of)|quid|GBP|euros?|EUR)\b",
    re.IGNORECASE,
)
_CURRENCIES = {
    "$": "USD",
    "d": "USD",
    "b": "USD",
    "u": "USD",
    "£": "GBP",
    "p": "GBP",
    "g": "GBP",
    "q": "GBP",
    "€": "EUR",
    "e": "EUR",
}
#: a sum may do without its unit after these words, and after 万 in its short form (三万五)
_TOTAL = re.compile(
    r"(?:一共|总共|合计|总计|共计|[付花交充扣退收罚赔补转存取](?:了|我|您|你)|罚款?|手续费|运费|邮费|定金|订金|押金|房费|房租|月租费?|学费|车费|停车费|物业费|话费|电费|水费"
    r"|违约金|滞纳金|服务费|安装费|维修费|上门费|加急费|差价|差额|原价|现价|售价|单价|价格|价钱|报价|标价|底价|市价|税前|税后|到手价?|工资|预算|金额|余额|费用|优惠价|折后|特价|尾款|首付|到账|要价|卖|只要|说好的?)"
    r"(?:多少来着|是多少|还要|还是|只要|[就才只]|的)?[，, ]{0,2}(?:[嗯呃额哎啊]+[，, ]{0,2})?(?:是|有|要|为|收|我|您|你|约|给|[:：])?"
    rf"([0-9][0-9,]{{1,8}}(?:\.[0-9]+)?|{CHINESE})"
    r"(?=$|[\s，。,.！!？?、；;吧的了呢啊嘛吗]|一[场晚天次个件间位人年月张])"
)
_SHORT_SUM = re.compile(
    rf"(?<![第每几数0-9.零〇一二两三四五六七八九十百千万])({CHINESE}万[二两三四五六七八九])(?=$|[\s，。,.！!？?、；;吧的了呢啊])"
)

#: 三百八一场: hundreds in their short form before what the price is for
_SHORT_PRICE = re.compile(
    r"(?<![第每几数0-9.零〇一二两三四五六七八九十百千万])([一二两三四五六七八九][百千][二两三四五六七八九])(?=一[场晚天次件间位人年月张][，。,.！!？?吧的]?)"
)
#: 260块, not 216: the sum that is denied
_DENIED = re.compile(
    rf"[元块][^。！？]{{0,4}}[，,][^。！？，,]{{0,3}}不是({CHINESE})(?=$|[\s，。,.！!？?、；;吧的了呢啊嘛吗])"
)
_STEPPED = re.compile(
    r"(?<![0-9.])([0-9]{1,4}(?:\.[0-9]+)?)(?:万(?:([0-9])千)?(?:([0-9])百)?|千(?:([0-9])百)?|百) ?(?:元|块钱?)(?![0-9])"
    r"|(?<![0-9.])([0-9]{1,4})万([0-9])千"
)
_LETTERED = re.compile(
    r"(?<![0-9A-Za-z.])([0-9]{1,4}(?:\.[0-9]+)?) ?([wWkK])(?=元|块|[，。,.！!？?的了吧]|$)(?:元|块钱?)?"
)
_TOTAL_BEFORE = re.compile("[付花交充扣退收罚赔补转价费金款](?:了|是|我|要|共)?$")
_FOREIGN = re.compile(
    rf"(?<![第每几数0-9.零〇一二两三四五六七八九十百千万])([0-9][0-9,]*(?:\.[0-9]+)?|{CHINESE})(万)?个? ?(美元|美金|美刀|欧元?|英镑|日元|日币|港币|港元|港纸|澳元|澳币|加元|加币|韩元|新币|泰铢|台币)"
)
_FOREIGN_UNITS = {
    "美": "USD", "欧": "EUR", "英": "GBP", "日": "JPY", "港": "HKD", "澳": "AUD", "加": "CAD", "韩": "KRW", "新": "SGD",
    "泰": "THB", "台": "TWD",
}  # fmt: skip
_PRICED = re.compile(
    r"\b(?:pay|paid|price|cost|costs|fee|fare|refund|deposit|charged?|spent|owe|yuan|pounds?|dollars?|euros?|bill|till|shelf|total|salary|budget"
    r"|rmb|worth|discount)\b|[$£€¥]",
    re.IGNORECASE,
)
_KILO = re.compile(
    r"(?<![0-9A-Za-z.])([$£€¥])?([0-9]{1,4}(?:\.[0-9]+)?) ?[kK](?= |[,.!?]|$)(?! (?:run|race|km|resolution|tv|screen|monitor))"
)
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_PRICE_PAIR = re.compile(
    rf"\b(?:was|is|it's|cost|costs|paid|pay|charged|price|only|me|for|than) ((?:{_ONES}|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    rf"|seventeen|eighteen|nineteen|{_TENS})) ((?:{_TENS})(?:[- ](?:{_ONES}))?)\b(?! (?:o'clock|[ap]\.?m|minutes|hours|days))",
    re.IGNORECASE,
)
_BARE_ENGLISH = re.compile(
    rf"\b(?:total|price|fee|cost|fare|bill|deposit|refund|balance)(?: (?:is|was|of|to|comes|came|only|just|will|be))+ "
    rf"([0-9][0-9,]{{1,8}}(?:\.[0-9]{{1,2}})?|(?:a )?{ENGLISH_SUM})(?=[.,!?]?(?: |$))(?! ?(?:%|percent|nights?|days?|[a-z]+s\b))",
    re.IGNORECASE,
)
_AFTER_FEW = re.compile(r"$|[\s，。,.！!？?、；;吧的吗呢多左以了行可就对是和，]")

_CLASSIFIERS = "平方米|立方米?|平方|毫克|公斤|千克|平米|[台件套箱盒瓶袋张把间辆本包桶条双只副盏份支桌床晚片颗粒卷根盆束朵株棵部幅枚组批斤吨米页捆碗壶杯盘碟串筐篮罐听扎匹艘架摞沓板扇顶笔升亩克]|[kK][gG]|毫升|名(?![字单称额])|块(?=地砖|瓷砖|玻璃|电池|手表|蛋糕|肥皂|木板|板|地毯|硬盘|屏|布|面料|石)|个"
_QUANTITY = re.compile(
    rf"(?<![第每几数半0-9.零〇一二两三四五六七八九十百千万点后尾])([0-9]{{1,6}}(?:\.[0-9]+)?|{CHINESE}) ?({_CLASSIFIERS})(?:(?<=[斤米吨个箱])(半)(?![年月天小]))?"
    r"(?![零〇一二两三四五六七八九十])"
)
#: what follows a number and a measure word that counts nothing ordered or delivered
_NO_QUANTITY = re.compile(
    r"(?<=个)(?:自然日|交易日|问题|月|半?小时|工作日|星期|礼拜|钟|电话|事|方面|意思|选择|办法|方案|地方|字|部门|客服|同事|原因|建议|要求|方法|情况|步骤|号码|人|疑问|投诉|来回)"
    r"|(?<=件)(?:事|套)|(?<=套)(?:一|话)|(?<=条)(?:龙|街|路|信息|短信|消息|建议|心)|(?<=张)(?:嘴|口)|(?<=把)(?:手|年|抓|火|汗)|(?<=本)(?:正|地|月|周|来|人|身|店|公)"
    r"|(?<=份)(?:心|子|力|情)|(?<=晚)上|(?<=部)(?:分|门)|(?<=包)(?:括|含|月|邮|年)|(?<=支)(?:付|持)|(?<=条)件|(?<=组)(?:成|长)|(?<=双)(?:方|向|眼)"
    r"|(?<=页)(?:面|码)|(?<=盘)(?:点|算)|(?<=听)(?:说|见|你|您|不|到|懂|清|他|我)|(?<=架)(?:构|子)|(?<=板)(?:一眼|块)|(?<=串)(?:号|通)|(?<=碗)(?:水端平)"
    r"|(?<=片)(?:心|刻)|(?<=只)(?:要|有|能|是|好|想|会)|(?<=根)(?:本|据)|(?<=间)(?:接|隔)|(?<=把)(?!$|[\s，。,.！!？?、椅伞锁刀钥剪吉新扇木旧藤红白黑转吧的吗])|(?<=副)(?:总|经|主)|(?<=张)(?:先生|女士|小姐|经理)"
)
_PEOPLE = re.compile(
    rf"(?<![第每几数半0-9.零〇一二两三四五六七八九十百千万点后尾前最])([0-9]{{1,4}}|{CHINESE}) ?(个?人)(?![民员工事间均家次体格类生手气力造脸才物行份])"
    rf"|(?<![第每几数半0-9.零〇一二两三四五六七八九十百千万点后尾前最末多各这那])([0-9]{{1,4}}|{CHINESE}) ?(位)"
    r"(?=$|[，。,.！!？?、；;吧]|客人|成人|大人|老人|老师|小孩|儿童|乘客|朋友|住客|学员|嘉宾|用餐|入住|就餐)"
)
_NO_PLACES = re.compile("数|密码|号码|验证码|卡号|还是|最后|尾号")
_RATE = re.compile(rf" ?(?:才|要|只要|卖|就|收|是)?(?:多少|几块|[0-9]|{CHINESE}[元块])|$")
_PRICE_BEFORE = re.compile(r"[元块毛钱](?:[一二两三四五六七八九0-9])?$")
_NOUN_ENGLISH = (
    "units?|pieces?|boxes|box|sets?|bottles?|bags?|cartons?|packs?|packets?|packages|parcels|tickets?|rooms?|nights?|items?|pairs?|cop(?:y|ies)|adults?"
    "|child(?:ren)?|kids|guests?|people|persons?|passengers?|cups?|glasses|plates|rolls?|chairs?|tables?|kilos?|kg|kilograms?|grams|litres?|liters?"
    "|met(?:re|er)s|pages?|towels?|pillows?|blankets?|suitcases?|cases|seats?|keys|beds?|cans?|jars?|crates?|sheets?|tiles?|lamps?|shirts|jackets|phones"
    "|laptops|bikes|cars|books?|envelopes?|sacks?|tins?|tubes?|pallets?|trays?|vouchers|eggs|loaves|dishes|portions?|slices|baskets|barrels|reams?"
)
_QUANTITY_ENGLISH = re.compile(
    rf"(?<![0-9.$£€¥])\b([0-9]{{1,6}}|{ENGLISH})(?: (?:more|extra|large|small|big|single|double|new|spare|hotel|bath|other|whole))? ({_NOUN_ENGLISH})\b"
    rf"|\b((?:[0-9]{{1,3}}|{ENGLISH}|a|half a)) dozen(?: ([a-z]+))?",
    re.IGNORECASE,
)
_IRREGULAR = {"copies": "copy", "boxes": "box", "children": "child", "people": "person", "glasses": "glass", "loaves": "loaf",
              "dishes": "dish", "kids": "child"}  # fmt: skip
_ONE_ENGLISH = re.compile(r"(?i)(?:no|any|some|every|which|this|that|each|at|the|either|other|last|first|next) $")


def find_amounts(text: str) -> Iterator[Fact]:
    """Sums of money in plain decimals."""
    if is_english(text):
        yield from _english_amounts(text)
        return
    yield from _stepped_amounts(text)
    for match in _MONEY.finditer(text):
        value = _sum_of(match, text)
        if value:
            yield Fact("amount", plain(value), *match.span(), unit="CNY")
    for pattern in (_TOTAL, _SHORT_SUM, _SHORT_PRICE, _DENIED):
        for match in pattern.finditer(text):
            number = _decimal(match.group(1))
            least = 100 if match.group().startswith("说好") else 10
            if number is not None and number >= least:
                yield Fact("amount", plain(number), *match.span(1), unit="CNY")


def _stepped_amounts(text: str) -> Iterator[Fact]:
    """1万2千元, 3千块, 2w; money of other countries."""
    for match in _STEPPED.finditer(text):
        first, thousands, hundreds, rest, other, other_thousands = match.groups()
        if other:
            value = Decimal(other) * 10000 + Decimal(other_thousands) * 1000
        else:
            unit = 10000 if "万" in match.group() else 1000 if "千" in match.group() else 100
            value = Decimal(first) * unit + Decimal(thousands or 0) * 1000 + Decimal(hundreds or rest or 0) * 100
        yield Fact("amount", plain(value), *match.span(), unit="CNY")
    for match in _LETTERED.finditer(text):
        if match.group()[-1] in "元块钱" or _TOTAL_BEFORE.search(text, max(0, match.start() - 6), match.start()):
            value = Decimal(match.group(1)) * (10000 if match.group(2) in "wW" else 1000)
            yield Fact("amount", plain(value), *match.span(), unit="CNY")
    for match in _FOREIGN.finditer(text):
        number = _decimal(match.group(1))
        if number:
            value = number * (10000 if match.group(2) else 1)
            yield Fact("amount", plain(value), *match.span(), unit=_FOREIGN_UNITS[match.group(3)[0]])


def _english_amounts(text: str) -> Iterator[Fact]:
    for match in _MONEY_ENGLISH.finditer(text):
        sign, signed, said, word = match.groups()
        number = _english_decimal(signed or said)
        if number:
            unit = _CURRENCIES.get((sign or word)[0].lower(), "CNY")
            yield Fact("amount", plain(number), *match.span(), unit=unit)
    if not _PRICED.search(text):
        return
    for match in _KILO.finditer(text):
        unit = _CURRENCIES.get(match.group(1) or "", "CNY")
        yield Fact("amount", plain(Decimal(match.group(2)) * 1000), *match.span(), unit=unit)
    for match in _PRICE_PAIR.finditer(text):
        whole, part = english_number(match.group(1)), english_number(match.group(2))
        if whole and part:
            yield Fact("amount", plain(Decimal(whole) + Decimal(part) / 100), match.start(1), match.end(2), unit="CNY")
    for match in _BARE_ENGLISH.finditer(text):
        number = _english_decimal(match.group(1))
        if number is not None and number >= 10:
            yield Fact("amount", plain(number), *match.span(1), unit="CNY")


def _english_decimal(said: str) -> Decimal | None:
    raw = said.replace(",", "")
    if raw[0].isdecimal():
        return Decimal(raw)
    number = english_number(raw.lower().removeprefix("a "))
    return None if number is None else Decimal(number)


def _sum_of(match: re.Match[str], text: str) -> Decimal | None:
    signed, signed_unit, said, unit, whole, tenth, hundredth, money, small, _ = match.groups()
    if signed is not None:
        return Decimal(signed.replace(",", "")) * (10000 if signed_unit else 1)
    number = _decimal(said)
    if number is None:
        return None
    number *= 10000 if unit else 1
    if small:
        return number / 10
    if whole == "块" and number < 10 and not money and not tenth:
        # 三块地砖 are three tiles, and 一块 is as often "together"
        if number == 1 or not _AFTER_FEW.match(text, match.end()):
            return None
    if tenth:
        number += Decimal(digits_spoken(tenth)) / 10
    if hundredth:
        number += Decimal(digits_spoken(hundredth)) / 100
    return number


def _decimal(said: str) -> Decimal | None:
    if said[0].isdecimal():
        return Decimal(said.replace(",", ""))
    number = spoken_number(said)
    return None if number is None else Decimal(number)


def plain(value: Decimal) -> str:
    """Without exponent and trailing zeros."""
    told = f"{value:f}"
    return told.rstrip("0").rstrip(".") if "." in told else told


def find_quantities(text: str) -> Iterator[Fact]:
    """A number with a measure word."""
    if is_english(text):
        yield from _english_quantities(text)
        return
    for match in _QUANTITY.finditer(text):
        said, unit, half = match.groups()
        if (said == "一" and unit in "个米组批部根条页听架板盘笔名" and not half) or _NO_QUANTITY.match(
            text, match.end()
        ):
            continue
        if said in ("一", "1") and unit in "斤公斤米" and not half and _is_rate(text, *match.span()):
            continue
        number = _decimal(said)
        if number:
            yield Fact("quantity", plain(number + Decimal((half and "0.5") or 0)), *match.span(), unit=unit)
    if "人" in text or "位" in text:
        for match in _PEOPLE.finditer(text):
            people, unit, places, unit_of_places = match.groups()
            if places and _NO_PLACES.search(text, max(0, match.start() - 6), match.start()):
                continue
            number = _decimal(people or places)
            if number is not None and number >= 2:
                yield Fact("quantity", plain(number), *match.span(), unit="人" if unit else unit_of_places)


def _is_rate(text: str, start: int, end: int) -> bool:
    """一斤才三块五, 三块五一斤: a price for each, nothing counted."""
    after = _RATE.match(text, end)
    return (after is not None and after.end() > end) or _PRICE_BEFORE.search(text, 0, start) is not None


def _english_quantities(text: str) -> Iterator[Fact]:
    for match in _QUANTITY_ENGLISH.finditer(text):
        said, noun, dozens, dozen_of = match.groups()
        if dozens:
            halves = (
                6 if dozens.lower() == "half a" else 12 * (1 if dozens.lower() == "a" else english_number(dozens) or 0)
            )
            if halves:
                yield Fact("quantity", str(halves), *match.span(), unit=(dozen_of or "piece").removesuffix("s"))
            continue
        counted = english_number(said)
        if not counted or (said.lower() == "one" and _ONE_ENGLISH.search(text, 0, match.start())):
            continue
        unit = noun.lower()
        unit = _IRREGULAR.get(unit, unit.removesuffix("s"))
        yield Fact("quantity", str(counted), *match.span(), unit=unit)
