"""Short answers: yes, no, nothing more, not me. Bare ones mean something only after a question of the other side.

It refuses to guess: without the acts of the other side's last words only an answer that says itself what it answers counts.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from zuoxi.language.reading import Hit

_REQUESTS = frozenset({"ask_consent", "ask_wait", "notice_transfer", "ask_convenient", "ask_other_phone", "ask_call_later",
                       "ask_louder", "ask_stay", "ask_write_down", "offer_callback", "offer_message", "offer_relay",
                       "invite_survey", "announce_end", "ask_hang_up", "ask_mandarin", "ask_other_speaker", "ask_slower"})  # fmt: skip
_CHECKS = frozenset({"read_back", "ask_confirm", "check_understood", "verify_person", "ask_satisfied", "check_audible",
                     "summarise"})  # fmt: skip
_MORE = frozenset({"anything_else"})
_LEAD = r"^(?:[嗯啊哦噢呃欸哎唉喔][，,、。 ]*)*"
#: what may stand behind a bare yes or no: the end of a clause, a particle, or who or what goes on
_END = r"(?=[\s，,、。.！!；;~]|$|[的啊呀吧呢哦嘞嘛呗][\s，,、。.！!；;~]|[的啊呀吧呢哦嘞嘛呗]$"
_YES_BOTH = (
    rf"{_LEAD}(?:(?:可以|好的?|行|没问题|好[啊呀吧嘞呗]|成|中|嗯+|对的?|是的?|没错|正确|方便|同意|愿意|能|要|听得(?:[到见]|很?清楚?)|听清楚?了|听[到见]了|明白|清楚|懂|满意|对对+|是是+"
    rf"|好好+|行行+|当然(?:可以)?|是啊是啊|可以可以|可不(?:是)?|的确|确实){_END}|[你您我那没谢麻])|ok(?:ay)?\b(?!.*\bnot\b)|yes\b|yeah\b|yep\b|yup\b|sure\b|right\b|correct\b|fine\b|certainly\b|of course\b|go ahead"
    r"|all right\b|alright\b|no problem\b|no worries\b|that'?s right|that'?s fine|please do\b|exactly\b|absolutely\b|definitely\b)"
)
_YES = re.compile(_YES_BOTH, re.IGNORECASE)
#: refuses a step, denies a fact, or either
_REFUSES = re.compile(
    rf"{_LEAD}(?:不行|不可以|不好(?!意思)|不用|不要|不必|不方便|不太方便|不同意|不愿意|不能|不了|没空|没时间|算了|别(?!的|人)|免了|改天)"
    r"|^(?:no\b|nope\b|not (?:now|really|at the moment)|i'd rather not|i can'?t|i cannot|i don'?t (?:want|have))",
    re.IGNORECASE,
)
_DENIES = re.compile(
    rf"{_LEAD}(?:不对|不是不是|不是(?!说|不)|错了?(?![过])|不正确|没有(?!问题|错)|不满意|不明白|不清楚|听不[到见清]|不(?![\u4e00-\u9fff])|不不)"
    r"|^(?:no\b|nope\b|not\b|wrong\b|that'?s not|incorrect|i (?:didn'?t|never|don'?t))",
    re.IGNORECASE,
)
_BOTH_NO = re.compile(rf"{_LEAD}不{_END})|^(?:no|nope|nah)\b", re.IGNORECASE)
_HARMLESS = (
    "没问题",
    "不客气",
    "不错",
    "没事",
    "不好意思",
    "没关系",
    "no problem",
    "no worries",
    "No problem",
    "No worries",
)
_NOTHING = re.compile(
    r"[没木]有?(?:了|啦|别的|其他|其它|什么|啥|事|问题)|没了|没啥|不用了?|不需要|就这些|就这样|就这个|就这么|暂时没|够了|(?:没有|不|没)[。.！!，, ]*$|^[没木]有(?![\u4e00-\u9fff]{2})"
    r"|\bnothing\b|\bno\b(?:[, ]+(?:that|thank|thanks|nothing|it'?s|i'?m|not))?|\bnope\b|that'?s (?:all|it|everything)|that'?ll be all"
    r"|i'?m (?:good|fine|all set|okay|ok)|all good",
    re.IGNORECASE,
)
_ASKS_MORE = re.compile(
    r"怎么|吗|[？?]|呢|多少|什么时候|哪|还有[一个件]|^有|再问|再帮|没有(?:收|到|货|用|人)|not yet|yes\b", re.IGNORECASE
)
#: answers that say themselves what they answer
_PLAIN = {
    "customer_confirm": re.compile(
        r"你说[得的](?:很|都|一点[都也]?|完全)?(?:没错|不错|对|是)|^就是这[样么](?:的|回事|个意思)?(?![\u4e00-\u9fff])|就是这个意思|正是(?:如此|这样|我)|就是我本人|(?:对|没错|是的|嗯)+[，, ]*(?:就)?是这[个样]"
        r"|^(?:对对+|没错没错|对对对是)[，,。！! ]|\bthat'?s (?:absolutely |exactly )?correct\b(?!\?)|^exactly,|that'?s exactly (?:it|right|what)",
        re.IGNORECASE,
    ),
    "customer_deny": re.compile(
        r"你(?:们)?(?:弄|搞|记|听|看|写|理解|误会)[错反](?:了|我)|^不不+|哪有的事|没(?:有)?这回事|没那回事|我(?:从来|根本|压根|可)?(?:没|没有)(?:说|骂|提|讲|答应|下|买|订|签|要求|申请|同意|做)过"
        r"|我(?:说|要|指|问|讲)的(?:可|根本|压根)?不是(?!对不起|道歉)|不是这个意思|^我(?:可|又|哪)?没骂|that'?s not what i|got that wrong|^no,? not (?:the|that|this|a|my|in|on|at)\b|^no,? i (?:ordered|meant|said|asked|wanted|booked|bought)\b|^no,? no,? (?:i|that|it)\b(?!'?s (?:it|all))|^nope, (?:that'?s (?!it|all|every)|it'?s|i (?:meant|said|didn))|i never (?:said|asked|agreed)|i didn'?t (?:say|ask|agree)",
        re.IGNORECASE,
    ),
    "customer_consent": re.compile(
        r"(?:就|那就?|都)?(?:按|照|依)你(?:们)?说的(?:办|做|来|吧)|^(?:那|那就|就|行|好)*(?:都)?听你的|就这么(?:办|定|说定)|就这样定|^(?:okay|ok|sure|fine|alright|yes),? (?:let'?s do (?:that|it)\b|go ahead|do it|i agree)",
        re.IGNORECASE,
    ),
    "customer_refuse": re.compile(
        r"我(?:们)?(?:是)?(?:绝对|坚决|绝|肯定|也|可|真的|实在)?不(?:能|会|可能)?(?:同意|接受|答应|认可)(?!吗)|(?:没法|无法|不能|难以)接受|接受不了|(?:我|这个|恕|恕我|身份证|号码?|地址|名字)[^，。]{0,3}(?:不想|不愿意?|不方便|不能|不会|不便)(?:透露|提供|告诉你|给你|奉告|外传)(?![吗么])|^不(?:换|转|评|留|填|录)(?:了)?[，,。！]|^免了吧?|^(?:那|这)(?:可|肯定|绝对)?(?:不行|不成|不中)(?![吗么])|^(?:周|星期|礼拜)[一二三四五六日天](?:可|肯定|也)?(?:不行|不成|没空|不方便)|谁要你(?:们)?(?:的)?道歉|道歉(?:有什么用|没用|就完了)"
        r"|i (?:won'?t|can'?t|cannot|don'?t|do not|refuse to) (?:accept|agree)|not interested|i'?d (?:really )?rather not\b(?! wait)|i'?d prefer not to",
        re.IGNORECASE,
    ),
    "customer_give_name": re.compile(
        r"(?:\bit'?s|\bthis is|\bi'?m) (?-i:(?:Mr|Mrs|Ms|Miss|Dr)\.? [A-Z][a-z]+|[A-Z][a-z]+ [A-Z][a-z]+)(?= here| calling| speaking| from|[,.!]|$)",
        re.IGNORECASE,
    ),
    "customer_wrong_person": re.compile(
        r"(?:找|认|弄|搞)错人|我不认识(?:什么|这个|那个|叫)|(?:没有?|查无)(?:这个?人|叫[\u4e00-\u9fff]{2,3}的)|我不姓[\u4e00-\u9fff]|^(?:他|她|人|老人家|老爷子|老太太)[^，。]{0,6}(?:不在|走了|过世|去世|没了|睡|出去|上班|搬|出差|住院)[^，。]{0,6}[，,。 ].*我是(?:他|她)"
        r"|(?:手机|号码?|电话)[^，。]{0,4}(?:新办|刚换|刚办|换人)|wrong person|(?:no ?one|nobody)(?: here)? (?:by that name|(?:called|named) (?-i:[A-Z]))|not the person you",
        re.IGNORECASE,
    ),
}
_LATIN_NAME = re.compile(r"^(?:(?:Mr|Mrs|Ms|Miss|Dr)\.? )?[A-Z][a-z]+(?: [A-Z][a-z'-]+){1,2}[.!]?$")
#: somebody by a name: "文静在不在"
_SOUGHT = re.compile(
    r"(?:^|[，,。！!])(?:请问|喂|你好|那个)?([^\W\d_a-zA-Z你我他她有没还货这那都人店哪现正您老东西户药]{2,3})(?<!货)(?:在不在|在吗|在么)(?:[？?，,。！!啊呀]|$)"
)
_ABOUT_QUESTION = re.compile(r"[？?吗]|能不能|可以不|可不可以")
#: an act that is heard in the same words as the first and weighs more
_OVERRULES = {
    "customer_ask_supervisor": frozenset({"customer_ask_person"}),
    "customer_cannot_hear": frozenset({"customer_complain"}),
    "customer_private_call": frozenset({"customer_urgent"}),
    "customer_consent": frozenset({"customer_urgent"}),
    "customer_ask_repeat": frozenset({"customer_hold_on"}),
    "customer_not_understood": frozenset({"customer_hold_on"}),
    "customer_wrong_person": frozenset(
        {"customer_deny", "customer_confirm", "customer_private_call", "customer_ask_person", "customer_wrong_number"}
    ),
    "customer_ask_leader_number": frozenset({"customer_ask_supervisor", "customer_ask_person"}),
    "customer_abuse": frozenset({"customer_praise", "customer_thank"}),
}


def reply_hits(text: str, previous: Collection[str], already: frozenset[str]) -> Iterator[Hit]:
    """What a customer's short answer does, given what was asked."""
    words = text.strip()
    if not words:
        return
    sought = _SOUGHT.search(words)
    if sought is not None:
        yield Hit("customer_ask_person", sought.start(1), sought.end(), "pattern", 0.8)
    if not _ABOUT_QUESTION.search(words):
        for act, form in _PLAIN.items():
            plain = form.search(words)
            if plain is not None:
                yield Hit(act, plain.start(), plain.end(), "pattern", 0.9)
    if not previous:
        return
    asked = frozenset(previous)
    if "ask_name" in asked and _LATIN_NAME.match(words):
        yield Hit("customer_give_name", 0, len(words), "reply")
    if asked & _MORE and len(words) <= 40:
        match = _NOTHING.search(words)
        if match is not None and "customer_question" not in already and not _ASKS_MORE.search(words):
            yield Hit("customer_nothing_else", match.start(), match.end(), "reply")
            return
    if words.startswith(_HARMLESS) and not words.startswith(("没问题", "没事", "no", "No")):
        return
    yield from _bare(words, asked, "customer_wrong_person" in already)


def _bare(words: str, asked: frozenset[str], stranger: bool) -> Iterator[Hit]:
    harmless = words.startswith(_HARMLESS)
    refused, denied, agreed = _REFUSES.match(words), _DENIES.match(words), _YES.match(words)
    either = _BOTH_NO.match(words)
    if not harmless and (refused or denied or either):
        if asked & _CHECKS and (denied or either) and not stranger:
            yield Hit("customer_deny", 0, _stop(denied or either), "reply")
        if asked & _REQUESTS and (refused or either):
            yield Hit("customer_refuse", 0, _stop(refused or either), "reply")
    elif agreed is not None or harmless:
        if asked & _REQUESTS:
            yield Hit("customer_consent", 0, _stop(agreed), "reply")
        if asked & _CHECKS:
            yield Hit("customer_confirm", 0, _stop(agreed), "reply")


def _stop(match: re.Match[str] | None) -> int:
    return 1 if match is None else max(match.end(), 1)


def overruled(acts: Collection[str], previous: Collection[str]) -> frozenset[str]:
    """The acts that another act heard in the same words rules out."""
    dropped: set[str] = set()
    for act, weaker in _OVERRULES.items():
        if act in acts:
            dropped |= weaker
    if "customer_solved" in acts and "check_understood" in previous:
        dropped.add("customer_confirm")
    if "check_audible" in previous and "customer_confirm" in acts:
        dropped.add("customer_solved")
    if "customer_deny" in acts and "ask_satisfied" in previous:
        dropped.add("customer_complain")
    if "customer_nothing_else" in acts and _MORE & set(previous):
        dropped |= {"customer_deny", "customer_refuse"}
    if "customer_deny" in acts and {"ask_confirm", "read_back", "verify_person"} & set(previous):
        dropped.add("customer_refuse")
    if "customer_deny" in acts and "customer_confirm" in acts:
        dropped.add("customer_confirm")
    if "customer_refuse" in acts and "customer_consent" in acts:
        dropped.add("customer_consent")
    return frozenset(dropped)
