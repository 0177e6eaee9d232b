"""Whether an agent's utterance informs in substance: how things are, what happens, how something is done.

Nearly any content can be explained, so this looks at the form of a sentence and not at its topic: a statement with a predicate of
its own, about something else than the speaker, in which no other act was heard. It refuses to judge whether what is said is right.
"""

from __future__ import annotations

import re
from collections.abc import Collection

#: acts beside which a statement may still inform; any other act says by itself what the utterance does
_BESIDE = frozenset(
    {"greet", "greet_morning", "greet_afternoon", "greet_evening", "greet_festival", "apologise", "filler", "acknowledge",
     "address_by_name", "state_purpose"}
)  # fmt: skip
_QUOTED = re.compile(r"“[^”]*”|「[^」]*」|\"[^\"]*\"|《[^》]*》")
_SENTENCES = re.compile(r"[。！？!?；;]+")
_CLAUSES = re.compile(r"[，,：:]+")

_QUESTION = re.compile(
    r"[吗呢么嘛]$|[?？]|好不好|行不行|可不可以|是不是|对不对|有没有|能不能|要不要|怎么称呼|^(?:请问|哪|什么|谁|几|多少|怎么)"
)
_REQUEST = re.compile(
    r"^(?:那|好的?|您好|你好|嗯)?(?:请|麻烦|劳驾|烦请|有劳|稍等|别|不要|祝|欢迎|感谢|谢谢|让我|我来|我帮|我给|我去|我先|我再|我这就|我马上|我们马上|我现在)"
)
#: the speaker's own doings and states are no information about the matter
_OWN = re.compile(
    r"^(?:那|好的?|嗯|哦)?(?:(?:我|咱)(?!们)|是我|让你|让您|给您?添|您(?:刚才|刚刚|好像|的意思|说的?是|反映|提到|找的人|家|放心|别|太)|他说|她说|对方说|没事|没关系|不客气|不好意思|抱歉|对不起|实在|真)"
)
_PREDICATE = re.compile(
    "是|有|要|会|能|可以|需|得|用|就|把|在|放|到|收|退|换|办|修|送|寄|存|为|叫|算|开|关|按|打|给|按|满|清零|抵|包|含|不|没|只|都|已|将|才|从|由|归|属|容易|一般|通常|每|自动|正常|影响|高于|低于|以内|以上|以下|相当|走|插|连|认|选|填|写|看|显示"
)
_SMALL_TALK = re.compile(
    r"^(?:窗外|外面|天气|今天天气|那天|这天|那会儿)|(?:挺|很|真|太|蛮|好)[\u4e00-\u9fff]{1,4}的?[了呀啊哦]?$|就这样|^是关于|^(?:这|那|这个|那个|它)(?:就)?是[\u4e00-\u9fff]{1,4}的?$"
)
#: even a request or a doing of the customer's informs if it says what comes of it
_OUTCOME = re.compile("就(?:会|能|可以|行|好|算|是|可|到|完成|生效|出|用)|即可|才(?:会|能|可以|行)|(?:会|能)自动")
_LEAST = 7
_HESITATION = re.compile(r"^[嗯呃啊哦唔诶…，,、\s]*(?:那个?|这个)?[…，,、\s]+|^[嗯呃啊哦唔诶…，,、\s]+")

_ENGLISH = re.compile(
    r"^(?:so |well |yes |no |actually |currently |usually |normally |okay |ok )?(?:the|this|that|these|those|it|its|it's|your|our|their|his|her|we|they|you|there|there's"
    r"|if|when|once|after|before|most|all|each|every|any|some|both|refunds?|orders?|parcels?|deliver(?:y|ies)|returns?|payments?|customers?"
    r"|guests?|breakfast|check-?(?:in|out)|[a-z]+s) .*\b(?:is|are|was|were|will|won't|has|have|had|can|can't|cannot|takes?|costs?|covers?|goes|go|comes?|runs?|opens?|closes?"
    r"|starts?|ends?|needs?|don't|doesn't|do|does|works?|includes?|stays?|sits?|pauses?|catches|means?|lasts?|leaves?|arrives?|expires?|applies|apply"
    r"|should|must|may|need|keeps?|turns?|shows?|contains?|depends?|requires?|allows?|gets?|left|sent|shipped)\b",
    re.IGNORECASE,
)  # fmt: skip
_ENGLISH_NOT = re.compile(
    r"^(?:that's|that is|this is|it's|it is) (?:the |a |an )?[a-z]+(?: [a-z]+)?$|\?$|^(?:please|thank|sorry|could|can|would|may|shall|do|does|did|is|are)\b"
    r"|^(?:so |well |okay |ok )?(?:i|i'm|i've|i'll|let|let's)\b",
    re.IGNORECASE,
)  # fmt: skip
_LEAST_WORDS = 5


def informing_span(text: str, acts: Collection[str]) -> tuple[int, int] | None:
    """The first sentence that informs, if the utterance does nothing else that says so already."""
    if not _BESIDE.issuperset(acts):
        return None
    place = 0
    for sentence in _SENTENCES.split(text):
        start = text.index(sentence, place)
        place = start + len(sentence)
        asked = text[place : place + 1] in "?？" and place < len(text)
        if sentence.strip() and not asked and _informs(sentence.strip()):
            return start, place
    return None


def _informs(sentence: str) -> bool:
    plain = _QUOTED.sub("某某", sentence)
    if any("\u4e00" <= sign <= "\u9fff" for sign in plain):
        return _informs_in_chinese(plain)
    return _informs_in_english(plain)


def _informs_in_chinese(sentence: str) -> bool:
    sentence = _HESITATION.sub("", sentence)
    if _QUESTION.search(sentence) or "你" in sentence or "我" in sentence.replace("我们", ""):
        return False
    clauses = [clause.strip() for clause in _CLAUSES.split(sentence) if clause.strip()]
    telling = [clause for clause in clauses if not _REQUEST.match(clause) and not _OWN.match(clause)]
    if _OUTCOME.search(sentence) and not _OWN.match(sentence):
        telling = clauses
    said = "".join(telling)
    if sum(sign.isalnum() for sign in said) < _LEAST:
        return False
    return any(_PREDICATE.search(clause) and not _SMALL_TALK.search(clause) for clause in telling if len(clause) >= 4)


def _informs_in_english(sentence: str) -> bool:
    for part in re.split(r"[;,] ", sentence):
        if len(part.split()) >= _LEAST_WORDS and _ENGLISH.search(part) and not _ENGLISH_NOT.search(part):
            return True
    whole = len(sentence.split()) >= _LEAST_WORDS
    return whole and _ENGLISH.search(sentence) is not None and _ENGLISH_NOT.search(sentence) is None
