"""An agent's question after the facts of the matter, judged by the form of its sentence.

What can be asked has no list, so a question in polite words counts if nothing else heard in it accounts for the asking. It
refuses offers, checks, tags, courtesies, rude questions, and questions about the line, the talk or the speaker himself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from zuoxi.language.normalising import has_chinese
from zuoxi.language.reading import Hit
from zuoxi.language.sounding import sound_of, sounding

_SENTENCE = re.compile(r"[^。！!？?；;\n]+[。！!？?；;\n]*")
_CLAUSE = re.compile(r"[^，,：:…—]+")
#: beside these a question asks for nothing, whatever its words
_RUDE = frozenset(
    {"rude_repeat", "rude_check", "rude_identity", "rhetorical_question", "mock", "insult", "discriminate", "bare_hello",
     "dismiss_end", "threaten_end", "joke", "shout_louder", "blame_customer", "ask_repeat", "ask_read_back"}
)  # fmt: skip
#: these say nothing about what a sentence asks
_LIGHT = frozenset(
    {"greet", "greet_morning", "greet_afternoon", "greet_evening", "greet_festival", "welcome", "apologise", "apologise_wait",
     "thank", "thank_wait", "thank_call", "thank_suggestion", "identify_organisation", "identify_number", "identify_name",
     "address_by_name", "acknowledge", "filler", "explain", "empathise", "give_reason", "negative_wording", "state_self",
     "state_purpose", "take_note", "state_progress", "glad_to_serve", "state_absent", "verbal_tic", "jargon", "net_slang",
     "promise_reply", "promise_report", "apologise_disturb", "command_speak", "state_outage", "cannot_answer_now"}
)  # fmt: skip
#: beside these no other check is sought
_CHECKING = frozenset(
    {"ask_confirm", "check_understood", "ask_satisfied", "verify_person", "ask_consent", "ask_convenient", "check_audible",
     "ask_handset", "ask_mandarin", "anything_else", "offer_help", "spell_character", "offer_alternative", "ask_wait",
     "ask_other_phone", "offer_callback", "offer_message", "ask_hang_up", "invite_survey", "ask_contact", "ask_name",
     "ask_other_speaker", "ask_louder", "ask_slower", "ask_call_later", "announce_end", "ask_write_down"}
)  # fmt: skip
_COUNTED = (
    "(?:点|号|次|个|位|天|晚|件|岁|月|年|台|箱|间|人|趟|路|层|楼|栋|单元|块|度|瓶|袋|分钟|小时|周|回|张|份|双|套|口|米|斤|寸|成|笔|条|户|盏|本|辆|排|座|级|兆)"
)
#: question words as they are written; alone, most of them sound like other words
_WORDS = re.compile(rf"哪|谁|啥|咋|几(?:{_COUNTED}|[了呢]?$)|多[久长大重远高宽深厚]|何时|[有是能会要用开换]没有|为何")
_SOUNDS = sounding("什么|怎么|怎样|多少|有没有|是不是")
#: forms that ask where a mark of question stands
_MARKED = sounding("是[^，]{1,9}还是|(.)不\\1|没(?:有)?[呀啊呢]?$|[^，]{2}(?:吗|么|不)[呀啊呢]?$|[^，]呢$")
_PLAIN = re.compile(
    rf"什么(?:时候|样|颜色|型号|牌子|情况)|多少(?!有|都)(?=[^，我]{{0,6}}$)|几{_COUNTED}[^，]{{0,6}}(?:的|呢|呀|啊)$|哪[个家天里儿一种条节趟层款位][^，]{{0,8}}(?:的|呢|呀|啊|了)?$"
    r"|是[^，]{1,9}还是[^，]{1,9}(?:呢|的|呀|啊)$|吗$"
)
_NOT = re.compile(
    r"不管|无论|随便|(?:什么|啥|谁|哪[里个家天儿]?|怎么|多少|几.)[^，]{0,6}都|没什么|有(?:什么|啥)(?!印象|响|味|现象|特征|异常|变化|反应|提示|标)|(?:什么|啥)(?:可以|能)|还有(?:什么|啥|别的|其他|哪|没有|事|问题|不)"
    r"|[帮为替]到?[您你]|需要我|要我|让我|我(?:们)?(?:来|去|帮|给|替|就|再|先|这|能|可以|讲|说|把|叫|请|换|也|看|查|想帮|打|会)|要不要|需不需要|想不想|愿意|愿不愿|要不(?!是)|[想要](?:了解|咨询|办|问|查|反映)"
    r"|听(?:得|不|清|见|到|懂|明|着|进)|明白|懂|清楚[吗了没]|满意|过得去|顺手|方不方便|方便[吗接听说讲么不]|合适|有空|时间(?:吗|方便)|耽误|打扰|本人|贵姓|称呼|大名|留个?[话言]|开口|出声"
    r"|普通话|国语|免提|扬声器|扩音|话筒|听筒|大[点些一]*声|慢[点些]|(?:^|您看|你看|这样)[可以好行成对是没错]+[吗么吧不哈喔嘛]|(?:可以|好|行|成|对|介意|同意|可)[吗么不伐喔哈哦][呀啊呢]?$|好不好|行不行|可不可以|能不能|能否|可否"
    r"|对不对|是吧|是吗$|是不$|哪[能会敢有怕]|怎么(?:会|能|可能|敢|这么|那么|这样|好|办|搞)|这么|那么|凭什么|为什么不|什么(?:态度|意思$)|谁知道|(?:告诉|教|跟|给)[您你][^，]{0,4}(?:怎么|哪|什么|几)|知道[了吗]|记[下好住]了|开始记|准备好"
    r"|[您你]看[^，]{0,3}(?:怎么|如何|哪|几|是|行|好)|吃饭|别的(?:事|问题|需要)|谢|我[叫是姓]|没长|不是[^，]*[吗么]$|完了没|说完|请稍|纸笔|有笔|拿笔|笔[^，]{0,2}好|对得|[您你](?:问|记|抄|写)的?|[是的]?哪(?:个|家)(?:单位|公司)(?:的)?$|哪位$|几号来着|[孩家亲朋邻][^，]{0,3}在[吗不]|哪里哪里|名下|那位[^，]{0,6}吗$|就是[^，]*吗$|(?<!谁)不在$|[您你]家住"
)
#: asked across clauses, or in words that otherwise offer help
_WHOLE = re.compile(r"(?<!您看)(?<!要)是(?!要)[^，。]{1,9}，还是[^，。]{1,9}[？?]|找(?:他|她|人|我们?[^，]{2,6})[^，]{0,3}(?:什么|啥)事|还有印象")
_THING = "(?:型号|单号|编号|流水号|卡号|订单号|尾号|车次|航班|房号|车牌|序列号|户号|会员号|批号|日期|金额)"
_TOLD = "(?:情况|经过|问题|细节|现象|过程|来龙去脉|原委|原因|症状|怎么|前后|事情)"
_SAY = "(?:细说|细讲|说说|讲讲|谈谈|聊聊|描述|形容|捋|回忆|回想|详细说|具体说|仔细说|说一下|说下|讲一下|讲下|跟我说|告诉我|告诉一下|念一下|念下|报一下|报下|报给我|念给我|说给我|发我)"
_SEEKS = sounding(f"{_SAY}[^，]{{0,9}}(?:{_TOLD}|{_THING})|(?:{_TOLD}|{_THING})[^，]{{0,6}}{_SAY}|报(?:个)?{_THING}")
_SEEKS_ACROSS = sounding(f"{_THING}，[^，]{{0,3}}能?(?:报给我|念给我|告诉我|说给我)|{_TOLD}，[^，]{{0,2}}(?:跟我说|告诉我)")
_NOT_SOUGHT = re.compile(
    r"我(?:给|跟|来|把|先|再|会|帮|替)|[给跟为替帮][您你他她]|就知道|就可以|您可以|你可以|有什么|有啥|任何|抄|记一?下|记好|说给他|[您你]怎么|方便.{0,6}再|不用(?!报)"
)
_SPEAKER = re.compile(r"^(?:那|好|嗯|好的|这边|然后)*(?:我(?!想问|问|再问|请教|想请教|了解|想了解|核实)|让我|容我)")
_EN_SENTENCE = re.compile(r"[^.!?;\n]+[.!?;\n]*")
_EN_LEAD = (
    r"^\W*(?:(?:and|so|but|or|ok|okay|right|well|now|then|also|sorry|thanks|thank you|um|uh|er|hmm|oh|i see|sir|madam"
    r"|ma'am|roughly|about|just|first|good \w+|may i ask|can i ask|could i ask|might i ask|may i know|if i may"
    r"|mr \w+|mrs \w+|ms \w+)\W+)*"
)
_EN_ASKS = re.compile(
    _EN_LEAD
    + r"(?:(?:in|at|on|from|by|to|for|with|of|about|since) )?(?:(?:what|which|when|where|how|why|who|whose|whereabouts)(?:'s|’s|'re|'d)?\b"
    r"|(?:did|do|does|was|were|is|are|has|have|had)\s+(?:you|it|the|he|she|they|there|your|that|this|any|anyone|anybody|someone|somebody|those|these|all|both|his|her|their|a|an)\b"
    r"|(?:can|could|would|will) you (?:please |just |kindly |possibly )?(?:tell|describe|explain|walk|talk|show|recall|remember|go through|take me|run me|run through|see (?:the|a|any|what)|give me (?:some|a bit|more|an idea|the (?:gist|details|order|full|model|serial))))",
    re.IGNORECASE,
)
_EN_SEEKS = re.compile(
    r"\b(?:walk|talk|take|run) me through (?:what|how|the|it|your|everything|exactly)"
    r"|\b(?:tell|show) me (?:more|what|how|when|where|which|exactly|about (?:the|what)|everything)|\bdescribe (?:the|what|it|how|exactly)",
    re.IGNORECASE,
)
_EN_NOT = re.compile(
    r"anything else|something else|can i |could i |may i (?!ask|know wh)|shall (?:i|we)|should i|help you|i help|assist"
    r"|would you (?:like|mind|prefer|be|care|rather)|do you mind|hear (?:me|you|us)|make sense|understand|follow(?: me)?\?|clear\?"
    r"|are you (?:there|still|ok|okay|happy|satisfied|able to hear|comfortable|free|willing|on speaker|using)"
    r"|(?:is|does|did) (?:that|this|it|everything) (?:ok|okay|all|alright|fine|right|correct|clear|so|everything|help|sound|suit|work for|match|possible|look)"
    r"|(?:good|convenient|bad) (?:time|moment)|got a (?:minute|moment)|(?:a|any) (?:minute|moment|pen)\b|pen\b|write (?:this|with|on)|(?:you|got|have) written|noted|who(?:'s| is| are) (?:this|it|calling|you)"
    r"|\bname\b|speaking (?:with|to)|talking to|do i (?:look|have|sound)|did i\b|am i\b|what(?:'s| is) (?:with|wrong with you)"
    r"|how (?:are you|do you do|about|may|can|could|dare|should i|do i|would you like me)|what (?:about|did you say|are you saying|was that|do you want from)"
    r"|mandarin|english\b|louder|slow|again\b|in a (?:hurry|rush)|want me to|need me to|like (?:me|us) to|get it\?|got it\?"
    r"|, (?:is|are|do|does|was|has|have|did)(?:n't)? (?:it|you|they|he|she)\?|right\?|correct\?|yes\?|isn't|aren't|didn't|don't you|wasn't"
    r"|why (?:don't|not|should)|(?:what|which) (?:company|firm|organi[sz]ation|school|hospital|agency)(?! (?:delivered|sold|did|sent|handled|made))"
    r"|your (?:best )?(?:number|address|email|phone|mobile|postcode)|number to|mobile we|reach you|contact you|call you|ring you|spell|spelt|stay on|hold\b|hang"
    r"|one l or|with an? [a-z]\b|postcode|post code|(?:have|got) (?:a|an) (?:email|mobile|phone)",
    re.IGNORECASE,
)


#: what is asked, where it is no fact of the matter; the first that fits
_TOPICS = (
    ("ask_contact", re.compile(
        r"(?<!订)(?<!运)(?:电话|手机(?:号|多少|是|呢|$)|[哪个]手机|微信|邮箱|邮编|邮政编码|门牌|住址|地址|固话|座机|联系人|联系得?[到上]?您|联系方式)|哪个号|[几哪]单元|[住到]几[楼栋号]|住哪|(?:送|寄|发|邮)(?:到|去|往|给)?(?:哪|府上|什么地方)"
        r"|\b(?:email|landline|phone number|mobile|postcode|address|number (?:can|should|shall|do|to|for|is best)|reach you|deliver(?:ing)? (?:it )?to|send it|where (?:do you live|are you based))\b", re.IGNORECASE)),
    ("ask_name", re.compile(
        r"姓(?:什么|啥|氏|甚|哪)|贵姓|称呼|户名|名下|登记的是(?:哪位|谁)|(?:先生|女士|小姐|老人家|朋友|人|您|客人)[^，。]{0,2}叫(?:什么|啥)|叫什么名|(?:您|客人|户主|机主|孩子|患者|病人|本人)的?(?:名字|姓名)|您叫$|是(?:哪位|谁)(?:的|订|登|报)"
        r"|\b(?:whose name|your name|holder's name|(?:guest|patient|customer|caller|passenger)(?:'s)? name|surname|who(?:'s| is| am i| do i) (?:the|this|it|speaking|calling|booking|i)[^?]*(?:booking|for|under|to|calling|speaking|talking))", re.IGNORECASE)),
    ("ask_unit", re.compile(
        r"(?:(?:您|您们)(?:那边|这边|那头|那里|这里|这)?(?:是|属于|代表|来自|为|替|给|在|哪)?[^，。去买办订转找想要]{0,6}(?:哪家|哪个|哪间|什么|哪)(?:律所|班组|单位|公司|企业|机构|学校|医院|县局|局|厂|店|院|所|部队|车间|事务所|中心|街道|社区|村|协会|的|集团|分公司|部门|科室|支行|网点)(?!买|办|订|送)[^，。]{0,4}$|贵(?:公司|司|店|厂|校|院|单位|所|方)|抬头|就职|供职|任职|高就|代表(?:哪|公司|单位)|^哪(?:家|个)(?:公司|单位|的))"
        r"|\b(?:(?:company|business|organi[sz]ation|firm|employer|practice|agency|school|hospital|charity)(?:'s)?(?: name| called| are you| do you| is (?:this|it|that)|, please|\?)|calling (?:from|for|on behalf)|for a business|on behalf of|you work for|represent)", re.IGNORECASE)),
)
_BACK = re.compile(r"(?:您|给我|跟我|我)?[^，。]{0,6}(?:念|读|复述|重复|回)[^，。]{0,3}(?:给我|回来|一遍|我听)|what did you (?:put|write|note|jot)|have you (?:put|written|noted)", re.IGNORECASE)
#: a statement with a particle that wants it confirmed
_CHECKED = re.compile(r"[^，]{3}(?:吧|不是|不[啊呀]?)$|没$")
_NOT_CHECKED = re.compile(
    r"(?:可以|好|行|成|走|算了|是|对|能|方便|满意|明白|懂|清楚|听[^，]{0,4}|够|要|说|没事|没意见|愿意|介意|同意|挂|试试|看|完|会|用|需要|怎么样|病|教的)(?:了)?(?:吧|不|没)[啊呀]?$|^我(?!写|念|记|听|说|登)|咱|什么|哪|谁|几|多少|怎么|还(?!在用|是)|有没有|请|麻烦|吗|要不|不如"
)
_CHECKED_ENGLISH = re.compile(
    r"(?:\b(?:is|are|does|do) (?:everything|all of (?:that|this)|those|that|this|it|these)\b[^?]*(?:as it should|in order|as you (?:said|wanted|have)|still the (?:same|case)|accurate|right|correct|match|tally|ring true|look (?:ok|okay|right|good))"
    r"|, (?:is|are|was|were|do|does|did|have|has)n't (?:it|you|they|he|she|that)|, (?:is|was) (?:that|it) (?:so|right)|have i (?:got|missed|read|written|put|taken)[^?]*|or (?:have|did) i [^?]*(?:wrong|mis\w+))[^?]{0,14}\?",
    re.IGNORECASE,
)


def asking_hits(text: str, hits: Mapping[str, Hit]) -> Iterator[Hit]:
    """What an agent asks for in words that no list holds, given the acts already heard."""
    if not _RUDE.isdisjoint(hits) or "spell_character" in hits or ("你" in text and "您" not in text):
        return
    found = _detail_hit(text, hits)
    if found is not None:
        topic = _topic(text[found.start : found.end])
        if topic is None or topic not in hits:
            yield Hit(topic or "ask_details", found.start, found.end, "pattern", 0.8)
        return
    if not _CHECKING.isdisjoint(hits):
        return
    if has_chinese(text):
        for sentence in _SENTENCE.finditer(text):
            said = sentence.group().rstrip(" \n")
            last = re.split("[，,：:]", said.rstrip("？?"))[-1]
            if said.endswith(("？", "?")) and _CHECKED.search(last) and not _NOT_CHECKED.search(last):
                yield Hit("ask_confirm", sentence.start(), sentence.end(), "pattern", 0.8)
                return
    else:
        checked = _CHECKED_ENGLISH.search(text)
        if checked is not None:
            yield Hit("ask_confirm", checked.start(), checked.end(), "pattern", 0.8)


def _topic(said: str) -> str | None:
    if _BACK.search(said):
        return "ask_read_back"
    return next((act for act, form in _TOPICS if form.search(said)), None)


def _detail_hit(text: str, hits: Mapping[str, Hit]) -> Hit | None:
    taken = [hit for act, hit in hits.items() if act not in _LIGHT and "." not in act and act != "ask_details"]
    chinese = has_chinese(text)
    for found in (_SENTENCE if chinese else _EN_SENTENCE).finditer(text):
        place = _in_chinese(found, taken) if chinese else _in_english(found, taken)
        if place is not None:
            return Hit("ask_details", *place, "pattern", 0.8)
    return None


def _in_chinese(found: re.Match[str], taken: list[Hit]) -> tuple[int, int] | None:
    sentence = found.group().rstrip("。！!；;\n ")
    marked = sentence.endswith(("？", "?"))
    heard = sound_of(sentence)
    whole = _WHOLE.search(sentence)
    if whole is not None and not _is_taken(found.start(), found.end(), taken):
        return found.start() + whole.start(), found.start() + whole.end()
    if _SEEKS_ACROSS.search(heard) and not _NOT_SOUGHT.search(sentence) and not _is_taken(found.start(), found.end(), taken):
        return found.span()
    for part in _CLAUSE.finditer(sentence.rstrip("？? ")):
        start, end = found.start() + part.start(), found.start() + part.end()
        clause = part.group()
        if _SPEAKER.search(clause) or _is_taken(start, end, taken):
            continue
        sound = heard[part.start() : part.end()]
        if _SEEKS.search(sound) and not _NOT_SOUGHT.search(clause):
            return start, end
        if _NOT.search(clause):
            continue
        last = end >= found.start() + len(sentence.rstrip("？? "))
        if not marked:
            asks = last and "我" not in clause and _PLAIN.search(clause) is not None
        else:
            asks = any((_WORDS.search(clause), _SOUNDS.search(sound), last and _MARKED.search(sound)))
        if asks:
            return start, end
    return None


def _is_taken(start: int, end: int, taken: list[Hit]) -> bool:
    return any(hit.start < end and start < hit.end for hit in taken)


def _in_english(found: re.Match[str], taken: list[Hit]) -> tuple[int, int] | None:
    sentence = found.group()
    if _is_taken(found.start(), found.end(), taken):
        return None
    if _EN_SEEKS.search(sentence) and not re.search(r"\b(?:let me|i'll|i can|i will)\b", sentence, re.IGNORECASE):
        return found.span()
    asks = sentence.rstrip().endswith("?") and len(sentence.split()) > 2
    if asks and _EN_ASKS.search(sentence) and not _EN_NOT.search(sentence):
        return found.span()
    return None
