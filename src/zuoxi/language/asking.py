"""An agent's question after the facts of the matter, judged by the form of its sentence.

What can be asked has no list, so a question in polite words counts if nothing else heard in it accounts for the asking. It
refuses offers, checks, tags, courtesies, rude questions, and questions about the line, the talk or the speaker himself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from zuoxi.language.normalising import has_chinese
from zuoxi.language.reading import Hit
from zuoxi.language.sounding import sound_of, sounding

_SENTENCE = re.compile(r"[^。！!？?；;\n]+[。！!？?；;\n]*")
_CLAUSE = re.compile(r"[^，,：:、…—]+")
#: beside these a question asks for nothing, whatever its words
_RUDE = frozenset(
    {"rude_repeat", "rude_check", "rude_identity", "rhetorical_question", "mock", "insult", "discriminate", "bare_hello",
     "dismiss_end", "threaten_end", "joke", "shout_louder", "blame_customer", "customer_question"}
)  # fmt: skip
#: these say nothing about what a sentence asks
_LIGHT = frozenset(
    {"greet", "greet_morning", "greet_afternoon", "greet_evening", "greet_festival", "welcome", "apologise", "apologise_wait",
     "thank", "thank_wait", "thank_call", "thank_suggestion", "identify_organisation", "identify_number", "identify_name",
     "address_by_name", "acknowledge", "filler", "explain", "empathise", "give_reason", "negative_wording", "state_self",
     "state_purpose", "take_note", "state_progress", "glad_to_serve", "state_absent", "verbal_tic", "jargon", "net_slang",
     "promise_reply", "promise_report", "apologise_disturb", "command_speak", "state_outage", "cannot_answer_now"}
)  # fmt: skip
_ASKS = sounding(
    "什么|啥|怎么|咋|多少|几[^乎率何种]|多(?:久|长|大|重|远|高|宽|深|厚)|哪|谁|何时|是[^，]{1,9}还是|[有是能会要用开换]没有|有没有|是不是|[^，]没[^，]?$"
    "|(.)不\\1|(?:吗|么|没有|没|伐|不)[呀啊呢]?$|[^，]呢$"
)
#: a question by its words alone, where no mark says so
_PLAIN = sounding(
    "什么(?:时候|样|颜色|型号|牌子|情况)|多少(?!有|都)|几(?:点|号|次|个人|位|天|晚|件)(?!了|就)|哪(?:个|家|天|里|一|种|条|节|趟|层|款)[^，]{0,8}(?:的|呢|呀|啊)$"
    "|是[^，]{1,9}还是[^，]{1,9}(?:呢|的|呀|啊)$|吗$"
)
_NOT = sounding(
    "不管|无论|随便|(?:什么|啥|谁|哪[里个家天]?|怎么|多少|几[^，])[^，]{0,6}都|没什么|有什么(?!印象|响|味|现象|特征|异常|变化)|什么(?:可以|能)|还有(?:什么|啥|别的|其他|哪|没有|事|问题)"
    "|帮(?:到|上|助)?你|为你|替你|需要我|要我|让我|我(?:们)?(?:来|去|帮|给|替|就|再|先|这|能|可以|讲|说|把|叫|请|换|也|看|查|问|想帮|打)|要不要|需不需要|想不想|愿(?:不)?愿意|要不(?!是)"
    "|听(?:得|不|清|见|到|懂|明|着)|明白|懂|清楚(?:吗|了|没)|满意|方不方便|方便(?:吗|接|听|说|讲|么|不)|合适|有空|时间(?:吗|方便)|耽误|打扰|本人|贵姓|称呼|大名"
    "|普通话|国语|免提|扬声器|扩音|话筒|听筒|大(?:点|些|一点)?声|慢[点些]|(?:^|你看|这样)(?:可以|好|行|成|对|是|没错)(?:吗|么|吧|不|哈|喔|嘛)|(?:可以|好|行|成|对|介意|同意|可)(?:吗|么|不|伐)[呀啊呢]?$|好不好|行不行|可不可以|能不能|能否|可否"
    "|对不对|是吧|是吗$|哪(?:能|会|敢|有这|怕)|怎么(?:会|能|可能|敢|这么|那么|这样|好|办)|那怎么|这么|那么|凭什么|为什么不|什么(?:态度|意思)|谁知道|(?:告诉|教|跟|给)你[^，]{0,4}(?:怎么|哪|什么|几)|知道(?:了|吗)|记(?:下|好|住)了|准备好"
    "|你看[^，]{0,3}(?:怎么|如何|哪)|吃饭|别的(?:事|问题|需要)|谢|我叫|我是|我姓|没长|是没|不是[^，]*(?:吗|么)$|说(?:完|不说)|请稍|贵公司"
)
_SEEKS = sounding(
    "(?:说说|讲讲|谈谈|聊聊|描述|形容|捋|回忆|回想|详细说|具体说|仔细说|说一下|说下|讲一下|讲下|跟我说|告诉我|告诉一下|念一下|念下|报一下|报下|看一下|看看|报给我|念给我)[^，]{0,9}"
    "(?:情况|经过|问题|细节|现象|过程|来龙去脉|原委|怎么|原因|症状|型号|单号|编号|流水号|卡号|订单|尾号|日期|位数|车次|航班|房号|车牌|序列号|哪|什么|几|多少|是不是)"
    "|(?:情况|经过|问题|细节|现象|过程|来龙去脉|原委|原因|症状|型号|单号|编号|流水号|卡号|订单号|尾号|车次|航班|房号|车牌|序列号)[^，/]{0,6}(?:说说|讲讲|谈谈|描述|说一下|说下|讲一下|跟我说|告诉我|念一下|报一下|报给我|念给我|说给我|捋)"
    "|(?:情况|经过|单号|流水号|编号|型号)/[^/]{0,4}(?:报给我|念给我|告诉我|说给我)|报(?:个)?(?:单号|型号|编号|房号|车牌)(?:就|$|/)"
)
_SPEAKER = sounding("^(?:那|好|嗯|好的|这边|然后)*(?:我(?!想问|问|再问|请教|想请教|了解|想了解|核实)|让我|容我)")
_EN_SENTENCE = re.compile(r"[^.!?;\n]+[.!?;\n]*")
_EN_LEAD = r"^\W*(?:(?:and|so|but|or|ok|okay|right|well|now|then|also|sorry|thanks|thank you|um|uh|er|hmm|oh|i see|sir|madam|ma'am|roughly|about|just|first|good \w+|may i ask|can i ask|could i ask|might i ask|if i may|mr \w+|mrs \w+|ms \w+)\W+)*"
_EN_ASKS = re.compile(
    _EN_LEAD
    + r"(?:(?:in|at|on|from|by|to|for|with|of|about) )?(?:(?:what|which|when|where|how|why|who|whose|whereabouts)(?:'s|’s|'re|'d)?\b|(?:did|do|does|was|were|is|are|has|have|had|will|would)\s+(?:you|it|the|he|she|they|there|your|that|this|any|anyone|anybody|someone|somebody|those|these|all|both|his|her|their|a|an)\b"
    r"|any\b|(?:can|could|would|will) you (?:please |just |kindly |possibly )?(?:tell|describe|explain|walk|talk|show|recall|remember|go through|take me|run me|run through|give me (?:some|a bit|more|an idea|the (?:gist|details|order|full))))",
    re.IGNORECASE,
)
_EN_SEEKS = re.compile(
    r"\b(?:walk|talk|take|run) me through (?:what|how|the|it|your|everything|exactly)|\b(?:tell|show) me (?:more|what|how|when|where|which|exactly|about (?:the|what)|everything)|\bdescribe (?:the|what|it|how|exactly)",
    re.IGNORECASE,
)
_EN_NOT = re.compile(
    r"anything else|something else|can i |could i |may i (?!ask)|shall (?:i|we)|should i|help you|i help|assist|would you (?:like|mind|prefer|be|care|rather)|will you be (?:ok|okay|fine|happy)|do you mind|are you (?:there|still there|ok|okay|happy|satisfied|able to hear|comfortable|free|willing|on speaker|using)|hear me|hear (?:you|us)|make sense|understand|follow(?: me)?\?|clear\?|is that (?:ok|okay|all right|alright|fine|right|correct|clear|so|everything|all)|does that (?:help|sound|suit|work|match)|sound (?:ok|okay|good|right)|(?:good|convenient|bad) (?:time|moment)|got a (?:minute|moment)|do you have a (?:minute|moment|pen)|who(?:'s| is) (?:this|it|calling)|who are you|your (?:full |first |last |sur)?name|speaking (?:with|to)|do i (?:look|have|sound)|did i\b|am i\b|what(?:'s| is) (?:with|wrong with you)|how (?:are you|do you do|about|may|can|could|dare|should i|do i|would you like me)|what (?:about|did you say|can i|may i|do you want from|was that)|mandarin|english\b|louder|slow|again\b|in a (?:hurry|rush)|want me to|need me to|like (?:me|us) to|will that (?:do|be)|is this (?:a good|right|ok)|get it\?|got it\?|, is it\?|, are you\?|right\?|correct\?|yes\?|isn't|aren't|didn't|don't you|wasn't|is (?:it|that) (?:ok|okay|all right|alright|fine|possible)|why (?:don't|not|should)|company|firm|organi[sz]ation|what(?:'s| is) your (?:number|address|email|phone|mobile|postcode)|reach you|contact you|call you|ring you|spell|spelt|stay on|hold|hang",
    re.IGNORECASE,
)


def detail_hit(text: str, hits: Mapping[str, Hit]) -> Hit | None:
    """Where an agent asks for facts of the matter, given the acts already heard."""
    if not _RUDE.isdisjoint(hits):
        return None
    taken = [hit for act, hit in hits.items() if act not in _LIGHT and "." not in act and act != "ask_details"]
    chinese = has_chinese(text)
    for found in (_SENTENCE if chinese else _EN_SENTENCE).finditer(text):
        place = _in_chinese(text, found, taken) if chinese else _in_english(found, taken)
        if place is not None:
            return Hit("ask_details", *place, "pattern", 0.8)
    return None


def _in_chinese(text: str, found: re.Match[str], taken: list[Hit]) -> tuple[int, int] | None:
    sentence = found.group()
    marked = sentence.rstrip().endswith(("？", "?"))
    heard = sound_of(sentence.rstrip("。！!？?；;\n "))
    for part in _CLAUSE.finditer(heard):
        start, end = found.start() + part.start(), found.start() + part.end()
        if any(hit.start < end and start < hit.end for hit in taken):
            continue
        clause = part.group()
        seeks = _SEEKS.search(clause)
        if seeks is not None and not _SPEAKER.search(clause) and not _NOT_SOUGHT.search(clause):
            return start, end
        if (_ASKS if marked else _PLAIN).search(clause) and not _NOT.search(clause) and not _SPEAKER.search(clause):
            return start, end
    return None


_NOT_SOUGHT = sounding("我(?:给|跟|来|把|先|再|会|帮|替)(?:你|他)?|(?:给|跟|为|替|帮)你|就(?:知道|可以|能)|您可以|你可以")


def _in_english(found: re.Match[str], taken: list[Hit]) -> tuple[int, int] | None:
    sentence = found.group()
    if any(hit.start < found.end() and found.start() < hit.end for hit in taken):
        return None
    if _EN_SEEKS.search(sentence) and not re.search(r"\b(?:let me|i'll|i can|i will)\b", sentence, re.IGNORECASE):
        return found.span()
    if sentence.rstrip().endswith("?") and _EN_ASKS.search(sentence) and not _EN_NOT.search(sentence) and len(sentence.split()) > 2:
        return found.span()
    return None
