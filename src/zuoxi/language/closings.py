"""Second thoughts on thanks, on the replies to thanks and apologies, and on the end of a call.

The same words (没事, no worries) answer a thank-you or an apology: which of the two, the other side's last words decide.
What hangs on thanks ("谢谢您等我") must stand in the same breath. It refuses to find acts without the other side's words, but
for the few closing words that one place in the sentence makes clear.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from zuoxi.language.reading import Hit

_THANKED = frozenset({"customer_thank", "customer_praise"})
_APOLOGISED = frozenset({"customer_apologise", "customer_wrong_number"})
#: says of itself what it answers, whatever was said before
_SURE = {
    "accept_thanks": re.compile(
        r"客气|[不甭别]\w{0,2}谢|应[该当]|应尽|[职本]分|分内|份内|职责|本职|过奖|举手之劳|抬举|谬赞|不敢当|夸|认可|肯定|表扬|鼓励|这么说|哪里|白忙|白干"
        r"|welcome|mention|pleasure|thank me|flatter|of you to say|means a lot|my job|the job|here for|what we do|duty",
        re.IGNORECASE,
    ),
    "accept_apology": re.compile(
        r"没关系|没事|不要紧|不打紧|不碍|无妨|不妨事|道歉|抱歉|自责|不好意思|过意不去|往心里|心上|言重|介意|在意|见怪|怪[你您]|难免|冇|情有可原|不用|别这么"
        r"|apolog|sorry|worr|harm|offen[cs]e|mistake|hard feelings|happens to|all ?right|never mind|(?:quite|perfectly) (?:ok|fine)",
        re.IGNORECASE,
    ),
}
#: only after thanks or praise
_SOFT_THANKS = re.compile(
    r"^(?:[哎嗨啊呀欸哦嗯噢哈嗐][，,！!。 ]*)*(?:没事|没关系|不会|小事|应[该当]|哪里|哪[儿的]|客气|不用|别|没什么|没啥|不要紧|这算|这没|可别|快别|岂敢|好说|不值|没有没有|哪有|没帮)"
    r"|[好行成]了?就[好行成]|(?:开心|高兴)我?就|[决利定了快功意到复用通上好]就(?:好|行|成|放心)|也(?:很|特别|挺|跟着)?(?:高兴|开心)|(?:很|真|也|替您|特别|蛮)?高兴(?:能|可以|帮|听|您)|(?:动力|鼓励|暖|有劲|干劲|福气|白忙|踏实|舒坦|不值当|精神|过[誉奖]|夸)"
    r"|^(?:oh,? |aw+,? |ah,? |honestly,? |hey,? )*(?:no (?:bother|trouble|problem|worries|prob)|not at all|any ?time|sure(?: thing)?[.!,]|pleasure|of course|absolutely|it'?s nothing|don'?t mention|all in a day|you'?re (?:too|very|so)|happy to|glad)"
    r"|(?:glad|happy|pleased|delighted|chuffed|relieved) (?:it|that|we|i|to|you|everything)|made my (?:day|week)|team effort|what i'?m here|what we'?re here|doing (?:my|our) (?:job|bit)|bless you|(?:lovely|nice|good|great|glad) to hear",
    re.IGNORECASE,
)
#: only after an apology
_SOFT_PARDON = re.compile(
    r"^(?:[哎嗨啊呀欸哦嗯噢哈嗐][，,！!。 ]*)*(?:没事|没关系|没什么|没啥|不会|不要紧|不打紧|不碍|无妨|不妨|小事|别|甭|您别|您甭|快别|可别|不用|不怪|没怪|言重|您?客气|哪里|哪儿的|这有什么|这有啥|这没|这算|多大|冇|唔紧要|唔使|理解|不存在|没有的事|没耽误|不存在)"
    r"|谁[都还也没]|难免|(?:慢慢|不着急|不急)|人之常情|[搁换放]谁|能体谅|可以体谅|理解您"
    r"|^(?:oh,? |aw+,? |ah,? |honestly,? |hey,? |please,? |it'?s |that'?s |you'?re )*(?:no (?:bother|trouble|problem|worries|prob|harm|need|drama|stress|rush)|not at all|not a problem|all (?:good|fine|right)|fine|ok(?:ay)?|quite (?:all right|okay)|alright|don'?t|never mind|nothing to|forget|easily done|easy mistake)"
    r"|happens to|we'?ve all|we all|take your time|no (?:rush|hurry|harm)",
    re.IGNORECASE,
)
#: between thanks and what they are for, a clause of its own that asks or promises
_OWN_CLAUSE = re.compile(
    r"(?:谢谢|感谢|多谢|感激|谢啦|谢了)[您你啊哈了]?[，,、。！!； ](?:那[么]?|我|您|就|请|麻烦|劳烦|烦请|辛苦您|等会|等下|等一|待会|稍|还请|也请|欢迎|一会|过会|方便|如果|要是|回头|以后)"
)
_ASKED = re.compile(r"[?？]")
_ASKS = re.compile(r"[?？吗么呢]|没有[。！]?$")
_SENTENCE = re.compile(r"[。！；!;](?!$)|(?<!Mr)(?<!Mrs)(?<!Ms)(?<!Dr)[.] ")
_THANKS_FIRST = re.compile(r"\W*(?:谢|感|多谢|辛苦|有劳|thank|thx|cheers|ta\b|grateful|appreciate)", re.IGNORECASE)
_THANKS_FOR = ("thank_wait", "thank_call", "thank_suggestion")
_TO_YOU = re.compile(
    r"请|麻烦|劳|[您你][^的]{0,4}[挂撂收断结放按]|\b(?:you|please|could|would|if|kindly)\b", re.IGNORECASE
)
#: why or how a call is ended that nobody is threatened with
_CIVIL_END = re.compile(
    r"没有?(?:别的|其[他它]|什么|啥)|抱歉|不好意思|对不起|祝[您你]|感谢|谢谢|再见|听不[到见清]|没有?声音|没有?人?应[答声]|sorry|thank|goodbye|no (?:sound|response|reply|answer)|(?:can'?t|cannot) hear|nobody|no one",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"[^，。！？,!?]{0,8}[吧吗么]")
_MORE = re.compile(r"[还別别其另除再又仲]|else|more|other|further|all|everything", re.IGNORECASE)
_ANY_TIME = re.compile(r"随时|尽管|any ?time|whenever|if you (?:need|have)", re.IGNORECASE)
_SHOULD_IT = re.compile(
    r"随时|尽管|有[啥什事问需疑任不]|如[有果]|要是|万一|[以今往]后|日后|下[次回]|回头|再有|[遇碰][到上]|any ?time|whenever|if you (?:need|have)|if (?:it|any)|should|feel free|hesitate|welcome|always|拿不准|的时候",
    re.IGNORECASE,
)
_CANNOT_HEAR = frozenset({"ask_other_phone", "state_no_sound", "state_unclear", "state_noise", "announce_end"})
_LATER = re.compile(r"\s*(?:之后|以后|后|时|的时候|了?之前|前|的话)")
#: an act of courtesy, and the rude act that is heard in the same words
_RUDE = {
    "check_understood": ("rude_check", "blame_customer", "mock"),
    "anything_else": ("rude_check",),
    "announce_end": ("threaten_end",),
    "ask_hang_up": ("threaten_end",),
    "wish_well": ("mock",),
    "invite_again": ("joke", "mock", "shift_blame", "brush_off"),
}
_GOOD_NIGHT = re.compile(r"[^\W].*[，,。！! ~啦哈]晚安[啦哦喔哈呀啊]*[\W]*$")


def settle_closings(
    text: str, hits: Mapping[str, Hit], previous: Collection[str]
) -> tuple[frozenset[str], tuple[Hit, ...]]:
    """(acts that only looked so, acts that were meant)."""
    wrong = {act for act, rude in _RUDE.items() if act in hits and any(other in hits for other in rude)}
    if "您" in text:
        wrong -= {"check_understood", "anything_else"}
    wrong.update(act for act in _THANKS_FOR if act in hits and not _hangs_on_thanks(text, hits[act]))
    again = hits.get("invite_again")
    if again is not None and (
        (
            hits.keys() & {"greet", "identify_organisation", "identify_number"}
            and not hits.keys() & {"goodbye", "wish_well", "thank"}
        )
        or (hits.keys() & _CANNOT_HEAR and not _ANY_TIME.search(text))
        or ("ask_call_later" in hits and not _SHOULD_IT.search(text))
    ):
        wrong.add("invite_again")
    more_wanted = hits.get("anything_else")
    if more_wanted is not None and "invite_again" in hits and not _ASKS.search(text):
        wrong.add("anything_else")
    if more_wanted is not None and more_wanted.how != "exact" and not _MORE.search(_said(text, more_wanted)):
        wrong.add("anything_else")
    if _CIVIL_END.search(text):
        wrong.discard("announce_end")
    for act in ("announce_end", "ask_hang_up"):
        if act in hits and _LATER.match(text[hits[act].end :]):
            wrong.add(act)
    end = hits.get("announce_end")
    other = hits.get("ask_hang_up")
    if end is not None and other is not None and _overlap(end, other):
        wrong.add("announce_end" if _TO_YOU.search(_said(text, other)) else "ask_hang_up")
    dropped, more = _replies(text, hits, frozenset(previous))
    if _GOOD_NIGHT.search(text):
        place = text.rindex("晚安")
        more.append(Hit("goodbye", place, place + 2, "pattern", 0.9))
    return frozenset(wrong) | dropped, tuple(more)


def _overlap(one: Hit, other: Hit) -> bool:
    return one.start < other.end and other.start < one.end


def _said(text: str, hit: Hit) -> str:
    return text[hit.start : hit.end]


def _hangs_on_thanks(text: str, hit: Hit) -> bool:
    said = _said(text, hit)
    if _ASKED.search(said[:-1]) or _OWN_CLAUSE.search(said):
        return False
    return not (_THANKS_FIRST.match(said) and _SENTENCE.search(said.strip()))


def _replies(text: str, hits: Mapping[str, Hit], previous: frozenset[str]) -> tuple[frozenset[str], list[Hit]]:
    """Which of the two an answer is: to thanks or to an apology."""
    thanked, apologised = bool(previous & _THANKED), bool(previous & _APOLOGISED)
    thanks, pardon = hits.get("accept_thanks"), hits.get("accept_apology")
    if (
        thanks is not None
        and not thanked
        and hits.keys() & {"invite_again", "offer_help"}
        and "客气" in _said(text, thanks)
    ):
        return frozenset({"accept_thanks"}), []
    if thanked == apologised:
        wrong = {act for act, sure in _SURE.items() if act in hits and not sure.search(_said(text, hits[act]))}
        if thanked:
            return frozenset(), []
        sorry = hits.get("apologise")
        if pardon is not None and (_QUESTION.match(text[pardon.end :]) or (sorry and _overlap(sorry, pardon))):
            wrong.add("accept_apology")
        if (
            previous
            and pardon is not None
            and not re.search(r"道歉|抱歉|自责|往心里|apolog|sorry", _said(text, pardon))
        ):
            wrong.add("accept_apology")
        if thanks is not None and "customer_question" in previous:
            wrong.add("accept_thanks")
        return frozenset(wrong), []
    soft = (_SOFT_THANKS if thanked else _SOFT_PARDON).search(text)
    meant, other = ("accept_thanks", "accept_apology") if thanked else ("accept_apology", "accept_thanks")
    heard = hits.get(meant) or hits.get(other)
    if meant in hits:
        return frozenset({other}) & frozenset(hits), []
    if heard is not None:
        return frozenset({other}), [Hit(meant, heard.start, heard.end, heard.how, heard.confidence)]
    if soft is not None:
        return frozenset(), [Hit(meant, soft.start(), soft.end(), "reply", 0.8)]
    return frozenset(), []
