"""Whether a customer asks something, clause by clause.

A questioning form that is part of another act (asking for a name, a supervisor, a repetition, urging) is no question besides.
It refuses indefinite uses (什么都不用, 没多少), tags (好吗, 对吧), what somebody else asked, and what the speaker says he knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from zuoxi.language.normalising import has_chinese
from zuoxi.language.reading import Hit

#: a questioning form inside one of these is part of it
_OTHERS = frozenset(
    {"customer_ask_repeat", "customer_refuse", "customer_suggest", "customer_cannot_hear", "customer_abuse", "customer_anger",
     "customer_ask_identity", "customer_ask_person", "customer_ask_department", "customer_ask_supervisor", "customer_harass",
     "customer_invite", "customer_ask_dialect", "customer_ask_leader_number", "customer_wrong_number", "customer_wrong_person",
     "customer_not_understood", "customer_urgent", "customer_private_call", "customer_hold_on", "customer_deny",
     "customer_greet", "customer_goodbye", "customer_nothing_else"}
)  # fmt: skip
_CLAUSE = re.compile(r"[^，。！？；,.!?;…\n]+[？?]?")
#: who speaks so asks nothing else, whatever stands in the other clauses
_WHOLE = frozenset(
    {"customer_harass", "customer_wrong_number", "customer_cannot_hear",
     "customer_ask_repeat", "customer_wrong_person", "customer_suggest", "customer_invite"}
)  # fmt: skip
#: question words that ask nothing
_INDEFINITE = re.compile(
    r"(?:没|没有|不用|不要|不)(?:什么|啥|多少|几[个天次]|怎么|哪里)|(?:什么|啥|谁|哪[里儿个]?|怎么)(?:都|也)"
    r"|多少(?:还是?|有点|有些|也)|不了几|好几|什么的|(?:根本|也|都|完全|压根)不知道[^，。]*|谁知道"
    r"|什么(?:态度|玩意|破?东西|服务[啊！!]|质量[啊！!]|素质|效率[啊！!])|怎么(?:搞|回事啊你|可能)|凭什么|这么"
    r"|那么|几乎|哪怕|哪有|要么|什么什么|(?:无论|不管|随便)[^，。]*"
    r"|(?<![不想要你])知道(?:怎么|什么|哪|多少|几|谁|是不是)|(?:忘|忘记|记不清|告诉过?你|说过|明白)了?(?:是|我"
    r"|在)?(?:怎么|什么|哪|多少|几|谁)"
    r"|(?:你|就)看着办|什么时候都|我怎么知道|不(?:想|要|是)?[\u4e00-\u9fff]{0,2}谁|不怎么|怎么说(?:呢|你)"
    r"|[一那这]么|是不是你$"
    r"|多久都|(?:知道|晓得|明白|懂)(?:该|要|得)?(?:怎么|咋)[^，。]{0,3}了|都几点了[^，。]*|几点了还[^，。]*"
    r"|哪(?:知道|晓得)[^，。]*|(?:啥|什么)时候说(?:过|要|我|了)[^，。]*|几次三番|三番几次|怎么(?:感?谢|报答)"
    r"|等到什么时候|(?:重复|说|讲|跑|打|催)多少[遍次回]|懂不懂|(?:谢|急|吵|催|笑|抢|吹|装|拽|凶|得意|嚷|吼|闹"
    r"|嘚瑟)什么|什么好|还[^，。]{0,6}干嘛|^哪[儿里](?:收到|说|打|买|下)[过了]|^好意思|你们?好意思[^，。]*"
    r"|别[^，。]{1,8}(?:行不行|好不好|行吗|好吗)|^哪里[哦呀啊哟，]|什么[^，。]{0,3}(?:跟|和|告诉)我|什么年月"
    r"|还有没有人管|有没有(?:王法|良心|天理|素质|搞错|人性|点)|是不是(?:欺负|看不起|故意|耍|玩|骗|当我|不想"
    r"|觉得我)|(?:明摆着|不是)[^，。]{0,8}吗$"
)
_REPORTED = re.compile(
    r"(?:他|她|他们|人家|对方|别人|师傅|客服|同事|姑娘|小伙子?|那位|那人|医生|老公|老婆|妈"
    r"|爸)[^，。]{0,4}(?:问|说|让)|问(?:过)?我"
)
_TAG = re.compile(
    r"^(?:好吗|行吗|可以吗|好不好|对吗|是吗|行不行|是吧|对吧|可以吧|知道吗|懂吗|明白吗|真的吗?|在吗|在不在|啊"
    r"|喂|嗯|什么|啥|(?:喂|那边)?有人(?:在)?[吗么嘛不]|在听[吗么嘛不]|能?听[得能]?到[吗么嘛不]"
    r"|能?听得?见[吗么嘛不]|还在[吗么]|说话呀?|没有(?:没有)?|(?:对|是|可不|好)的?[呢嘛]|可不嘛|可不是嘛?"
    r"|(?:有)?(?:啥|什么)事|有事吗?|[您你]?哪[位里])[？?]?$"
)
#: to have something looked up is a demand when it ends so
_EMBEDDED = re.compile(r"^(?:看看|看下|看一下|查查|问问)[^？?]*没有?$")
_ASKING = re.compile(
    r"什么|怎么|怎样|多少|几(?:[点天个号时年月块元钱周层楼件次种条张家岁折斤米路位人口]|分钟|小时|公里|平米)"
    r"|哪(?:[里儿个天家些位种款条一年]|几)|在哪|去哪|是哪|谁"
    r"|为什么|为啥|为何|咋|啥|多(?:久|长|大|远|高|宽|重|厚|快|贵|深)|何时|是否|能否|可否|有无|如何|请问|请教"
    r"|(?<!不)([能会要有是行好对算收包管来用给退修送开够])不\1|可不可以|支不支持|有没有|需不需要|来不来得及"
    r"|不知道(?:能|有|可|是|会|要)"
)
_ENDING = re.compile(
    r"(?:吗|么|嘛|伐|否)[？?]?$|不成[？?]$|呢[？?]$|^(?![我他她])(?!.*[在还着才正])[\u4e00-\u9fff]{1,4}呢$"
    r"|(?:了|过|着|到|好|完|[\u4e00-\u9fff][^还都也从就点音])(?:没有?|不)[？?]?$|没[？?]$"
)
_ASKED_FOR = re.compile(
    r"(?:想|要)(?:问|咨询|了解|知道|打听|请教)(?:一下|下|问|你)?[\u4e00-\u9fff]|(?:帮我|给我|麻烦你?"
    r"|帮忙)(?:查|看|问|算)(?:一下|看|查|下)?[\u4e00-\u9fff]"
)
_ENGLISH = re.compile(
    r"^(?:(?:hi|hello|hey|so|and|but|ok|okay|well|oh|please|yes|no|um|sorry|thanks|there|also|then|good \w+)[, ]+)*"
    r"(?:(?:when|what|where|how|why|who|which)(?:'s|'re|s)?\s+(?!a\b|an\b|i\b|you\b|we\b|the\b(?!.*\?)|it\b"
    r"|my\b(?!.*\?)|they\b)"
    r"|(?:can|could|do|does|did|is|are|was|were|will|would|may|should|has|have|am|isn't|aren't|don't|doesn't"
    r"|won't|can't)"
    r"\s+(?:i|you|we|it|they|he|she|there|the|my|your|this|that|these|those|any|anyone|someone|a|an)\b)",
    re.IGNORECASE,
)
_AUXILIARIES = ("can ", "could ", "do ", "does ", "did ", "is ", "are ", "will ", "would ", "may ", "should ", "has ")
#: what only wants to know, also from somebody who is angry
_EARNEST = re.compile(
    r"什么时候|啥时候|几时|何时|多久|几天|怎么办|咋办|怎么(?:处理|赔|解决|退|弄)|请问|能退|可以退|(?:什么"
    r"|啥)(?:意思|叫)|正常吗|合理吗|合法吗|哪天|\b(?:when|how long|how do i|how can i|where can"
    r"|what are you going|can i|could you)\b",
    re.IGNORECASE,
)
_HEATED = frozenset({"customer_complain", "customer_anger", "customer_abuse"})
_MEANING = re.compile(
    r"(?:什么|啥)叫.|.{3}(?:什么|啥)(?:意思|东西)|.{2}怎么理解|what (?:does|do|is|are) \w+|meaning of", re.IGNORECASE
)
_IDENTITY = re.compile(
    r"叫|名字|工号|称呼|哪[位个]|谁|身份|贵姓|是不是你|name\b|speaking|talking to|who |badge|agent number|identify",
    re.IGNORECASE,
)
#: blames in the form of a question
_RHETORIC = re.compile(
    r"活该|歧视|(?:开|逗|跟我)[^，。]{0,3}玩笑|耍[我人]|糊弄|坑人|骗[我人子]|踢皮球|欺负|当我(?:是|傻|好)"
    r"|讲不讲理|像话吗|至于吗|脸呢|良心|好意思|就(?:给我|这么|拿)[^，。]{0,8}(?:打发|应付|敷衍|空盒子|完了)"
    r"|难道|明摆着|还(?:用|要)我(?:说|教|重复)|要我(?:重复|说|讲|跑|等)多少|什么东西$|算什么"
    r"|\b(?:are you kidding|you kidding|joking|is this a joke|seriously|how dare|have you no|what a joke"
    r"|that'?s all you)\b",
    re.IGNORECASE,
)
_POLITE = re.compile(r"请问|能不能|可不可以|请教|能否")
_RESPITE = re.compile(r"[缓宽]一?[缓限]|通融|延期|晚几天|拖几天")
_TO_PERSON = re.compile(
    r"\b(?:can|could|would) you (?:please )?(?:grab|get|fetch|put) (?:him|her|them)\b", re.IGNORECASE
)
_ENGLISH_TAG = re.compile(
    r"(?:right|okay|ok|yeah|eh|hello|what|pardon|sorry|really|how are you(?: doing| today)?)\?*$", re.IGNORECASE
)


def question_span(text: str, hits: Mapping[str, Hit]) -> tuple[int, int] | None:
    """Where the customer asks; `hits`: the acts found so far, a question by its wording among them."""
    taken = [(hit.start, hit.end) for act, hit in hits.items() if act in _OTHERS]
    if not _WHOLE.isdisjoint(hits):
        return None
    worded = hits.get("customer_question")
    heated = not _HEATED.isdisjoint(hits)
    lost = "customer_not_understood" in hits
    poor = "customer_hardship" in hits
    known = "customer_ask_identity" in hits
    for start, end in _clauses(text):
        clause = text[start:end].strip()
        meaning = lost and _MEANING.search(clause) is not None
        if not meaning and any(first < end and start < last for first, last in taken):
            continue
        if (
            (heated and not _EARNEST.search(clause))
            or (lost and not meaning)
            or (known and (_IDENTITY.search(clause) or clause.startswith(("请教", "请问一下"))))
            or (poor and _RESPITE.search(clause))
            or (text[end : end + 1] in ("！", "!") and not _POLITE.search(clause))
            or clause.endswith("来着")
            or ("customer_hold_on" in hits and "你" not in clause and "您" not in clause and text[end - 1] not in "？?")
            or _RHETORIC.search(clause)
            or _TO_PERSON.search(clause)
        ):
            continue
        if (
            worded is not None
            and start <= worded.start < end
            and not _TAG.match(clause)
            and not _tells(clause)
            and not _idle(clause, worded, start)
        ):
            return worded.start, worded.end
        if _asks(clause, not text[:start].rstrip().endswith((",", "，")), bool(taken)):
            return start, end
    return None


def _idle(clause: str, worded: Hit, start: int) -> bool:
    """Whether the questioning words ask nothing."""
    return any(
        match.start() < worded.end - start and worded.start - start < match.end()
        for match in _INDEFINITE.finditer(clause)
    )


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in _CLAUSE.finditer(text))


def _tells(clause: str) -> bool:
    return _REPORTED.search(clause) is not None or clause.endswith(("问问", "问一下", "问一声"))


def _asks(clause: str, opens: bool, busy: bool) -> bool:
    if not has_chinese(clause):
        if _ENGLISH_TAG.search(clause) and len(clause) < 24:
            return False
        if clause.endswith("?"):
            return len(clause.split()) > 2
        asked = _ENGLISH.match(clause)
        if re.search(r"\bdo (?:that|this|it)$", clause.rstrip("."), re.IGNORECASE):
            return False
        return asked is not None and (opens or asked.group().strip().lower().startswith(_AUXILIARIES))
    if _TAG.match(clause) or _tells(clause) or _EMBEDDED.match(clause):
        return False
    plain = _INDEFINITE.sub("", clause)
    if _ASKING.search(plain) or _ENDING.search(plain) or _ASKED_FOR.search(clause):
        return True
    if clause.endswith(("吧？", "吧?")) and busy:
        return False
    return clause.endswith(("？", "?")) and len(clause) > 4
