"""Signs of listening: an agent's utterance that is made of nothing but short assents, and an assent that leads another.

"Right, I'm with you." listens; so does the first word of "Got it, and your postcode?". It refuses anything that tells, asks
or promises: every clause of a bare sign must be one of the short forms.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from zuoxi.language.normalising import has_chinese
from zuoxi.language.reading import Hit
from zuoxi.language.sounding import sound_of, sounding

_CLAUSE = re.compile(r"[^，,。.！!？?；;：:…—~～\s]+")
_ENGLISH_CLAUSE = re.compile(r"[^,.!?;:…—]+")
_TAIL = "(?:的|啊|呀|哦|呢|哈|嘞|哟|吧|了|啦|喔|噢|嘛)*"
_LEAD = "(?:嗯|哦|噢|啊|哎|诶|欸|唉|呃|额|哟|喔|嗨)*"
_KNOW = "(?:明白|了解|清楚|知道|晓得|懂|收到|理解|记住|记下|有数|听懂|听明白|听清楚|清楚明白)"
_THIS = "(?:这样子?|如此|这么(?:回|个|一回|档子)?(?:事|情况|意思|着|样)|这个(?:情况|意思|样子)|那样|那么回事)"
_GO_ON = (
    "(?:你|那你)?(?:请)?(?:慢慢|接着|继续|往下|只管|尽管|先|再)?(?:往下|接着)?(?:说|讲)(?:下去|就是|就行|就好)?"
    "(?:你?(?:说|讲))?"
)
_FORMS = (
    "(?:好(?:的|嘞|哒|呀|吧|啊)?)+",
    "(?:行|成|中|可以|是|对|是的|对的|行的|没错|的确|确实|没问题|有道理|也是|当然|ok)+",
    f"(?:那)?(?:我|我们|这边)?(?:都|大概|已经|心里|全|基本|完全|也|这下|这就|大致)*{_KNOW}(?:你(?:的|什么)?(?:意思|情况|想法|要求|诉求)(?:了)?)?",
    f"{_KNOW}了?你(?:的|什么|这个)?(?:意思|情况|想法|要求)",
    "你说(?:得|的)(?:对|是|没错|有道理)",
    "(?:我)?在(?:听|这)?(?:着)?(?:呢)?",
    f"(?:你的(?:意思|情况|想法|话|需求)|你说的(?:这个)?|这个|情况)我?(?:都|大概|心里|已经|也|全|基本)*{_KNOW}",
    f"(?:原来)?(?:是)?{_THIS}",
    "原来(?:是)?(?:这样|如此)的?",
    "(?:我|我们)?(?:都|也|一直|就|还|正)*(?:在)?听(?:着|呢)*",
    _GO_ON,
    "你?(?:接着|往下)(?:来)?",
    "(?:你)?(?:继续|接着来|别急|别着急|不急|不着急|慢慢来|慢慢说|不用急)",
    "(?:这|那)(?:倒)?(?:也)?是",
)
_BARE = sounding(f"^{_LEAD}(?:" + "|".join(_FORMS) + f"){_TAIL}$")
_ONLY_LEAD = re.compile("^[嗯哦噢啊哎诶欸唉呃额哟喔嗨]+$")
_LISTENS = re.compile("^(?:嗯嗯|哦哦|噢噢|啊啊)")
_LEADING = sounding("^(?:好的|好嘞|好哒|明白|明白了|收到|了解|了解了|清楚了|知道了|懂了)(?:啊|呀|哈|哦|喔)?$")
_ENGLISH = re.compile(
    r"^(?:(?:oh|ah|yes|yeah|yep|right|okay|ok|mm+|mhm|mm-?hmm+|hmm+|uh-?huh|sure|alright|all right|very well|well|so|of course"
    r"|certainly|absolutely|indeed|exactly|i see|got it|got that|got you|gotcha|noted|understood|fair enough|go on|carry on"
    r"|go ahead|continue|please go on|please continue|please carry on|do go on|do carry on"
    r"|i understand|i hear you|i get it|i get you"
    r"|i follow(?: you)?|i know|right you are|makes sense|(?:that|it) makes sense|that's clear|(?:that's )?fair enough|is that so"
    r"|(?:i'm |i am )?(?:still )?(?:with you(?: so far)?|following(?: you)?|listening|all ears|here|taking (?:it|that) in)"
    r"|i (?:see|understand|know|get|follow) what you(?: mean|'re saying| are saying)"
    r"|i see (?:what(?:'s)? happened|how|why)|and then"
    r"|take your time"
    r"|(?:that's )?(?:true|understood|noted))\s*)+$",
    re.IGNORECASE,
)
_ENGLISH_LEADING = re.compile(
    r"^(?:uh-?huh|mm-?hmm+|mhm|i see|got it|understood|noted|okay|right|right then|fair enough)$", re.IGNORECASE
)
#: beside these a leading assent does not listen
_RUDE = frozenset({"dismiss_end", "command_speak", "rude_check", "threaten_end", "joke", "mock", "brush_off"})


def listening_hit(text: str, heard: Collection[str]) -> Hit | None:
    """Where an agent's words are, or begin with, a sign of listening."""
    if not text.rstrip() or (text.rstrip().endswith(("?", "？")) and not has_chinese(text)):
        return _first(text, heard)
    chinese = has_chinese(text)
    if chinese and ("？" in text or "?" in text):
        return _first(text, heard)
    found = list((_CLAUSE if chinese else _ENGLISH_CLAUSE).finditer(text))
    words = [part for part in found if part.group().strip()]
    if not words:
        return None
    if chinese:
        real = [part for part in words if not _ONLY_LEAD.match(part.group())]
        if real and all(_BARE.match(sound_of(part.group())) for part in real):
            return Hit("acknowledge", words[0].start(), words[-1].end(), "pattern", 0.9)
    elif all(_ENGLISH.match(part.group().strip().replace("’", "'")) for part in words):
        return Hit("acknowledge", words[0].start(), words[-1].end(), "pattern", 0.9)
    return _first(text, heard)


def _first(text: str, heard: Collection[str]) -> Hit | None:
    """A leading assent that is a clause of its own."""
    if not _RUDE.isdisjoint(heard):
        return None
    chinese = has_chinese(text)
    first = (_CLAUSE if chinese else _ENGLISH_CLAUSE).search(text)
    if first is None or first.end() >= len(text.rstrip()):
        return None
    word = first.group().strip()
    if chinese:
        leads = _LISTENS.match(word) is not None or _LEADING.match(sound_of(word)) is not None
    else:
        leads = _ENGLISH_LEADING.match(word.replace("’", "'")) is not None
    return Hit("acknowledge", first.start(), first.end(), "pattern", 0.8) if leads else None
