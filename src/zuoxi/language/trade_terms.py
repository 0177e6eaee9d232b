"""Abbreviations of a trade that a customer cannot be expected to know: RMA, DSLAM, POD.

Written in capitals, not among those everybody knows, and not explained in the same words. It refuses to know the trade: what
is spelt out, named as a brand or model (letters beside figures) or belongs to a shouted sentence is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zuoxi.language.normalising import has_chinese
from zuoxi.language.reading import Hit

_SHORT = re.compile(
    r"(?<![A-Za-z0-9'’&@/._-])(?<![0-9] )"
    r"(?:[A-Z]{2,6}|[PL][0-9](?= ?(?:级|工单|with|ticket|incident)))"
    r"(?![A-Za-z0-9'’&@._-]|[ -]?[0-9])"
)
#: everyday abbreviations, and words people write in capitals
_EVERYDAY = """
OK OKAY ID PIN APP SIM ATM VIP WIFI PDF QQ USB TV LED LCD GPS EMS CEO PC CPU IP NFC POS CT KTV AA SPA DVD CD UPS DHL ETC
HR IT AM PM UK US USA EU UN FAQ SMS FM DJ DIY CV PS RSVP ASAP TBC TBA NHS GP MRI BBC MOT VAT PO RAM HD SUV EV AC DC XL
XXL XS SS ML AI VR PPT WORD EXCEL HTML WWW HTTP URL II III IV VI VII VIII IX XI XII AB AD BC CC DD EE MR MRS MS DR ST RD
NO YES NOT AND THE ALL YOU FREE NEW SALE STOP END GO UP ON OFF IN OUT HOT COLD LOL OMG WTF BTW IDK TBH FYI LMAO ROFL SMH
IKR EMO YYDS KPI PVC UV BMW KFC IKEA HP LG AUX HDMI SD SSD DNA HIV ICU ECG CPR EMT AED NBA CBA MBA PHD SAT IELTS TOEFL
GRE USD RMB EUR GBP HKD JPY PCR MP KG CM MM KM GB MB KB DIN ISO WC TEL ADD OPEN CLOSE MON TUE WED THU FRI SUN JAN FEB
MAR APR JUN JUL AUG SEP OCT NOV DEC SCHUFA AAA BB CBD LOGO MV BUG NG GPA VPN MSN CAD DM UFO HAHA WOW CCTV NYC YEP YEAH
NOPE WHAT WHY HOW WHO GREAT SURE PLEASE HI HELLO BYE THANKS RM ADSL DOB SSN XBOX SONY IBM NASA FBI CIA MTV HBO CNN BYD
GE GM SOS AIDS SARS APEC WTO UNESCO MAX MIN LTE WPS TXT JPG PNG GIF ZIP DOC
"""
_KNOWN = frozenset(_EVERYDAY.split())
#: the speaker says what it means, or spells it
_EXPLAINED = re.compile(
    r"就是|意思|简称|全称|所谓|俗称|字母|大写|[（(]|stands for|short for|meaning|which means|that is|letters?\b|spell",
    re.IGNORECASE,
)
#: it names a seat, a gate, a size or a firm
_LABEL = re.compile(
    r"^\s?(?:座|区|栋|型|款|楼|口|字|键|码|班|门|出口|航站|馆|厅|牌|品牌|公司|列|排|组|套餐|店|路|线|号)"
)


def trade_terms(text: str) -> Iterator[Hit]:
    """The first abbreviation that only the trade knows."""
    chinese = has_chinese(text)
    if (not chinese and text.upper() == text) or _EXPLAINED.search(text):
        return
    for match in _SHORT.finditer(text):
        word = match.group()
        if word in _KNOWN or "HAH" in word or (not chinese and len(word) == 2 and word.isalpha()):
            continue
        if not _LABEL.match(text[match.end() :]):
            yield Hit("jargon", match.start(), match.end(), "pattern", 0.8)
            return
