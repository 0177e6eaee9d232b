"""Refusals that are known by what they answer: our name asked for, a private call, an invitation.

After such words of the other side a refusal may be said in almost any way ("I'll stick to 418, if that's okay"). It refuses to
find a refusal without them, and one that refuses nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from zuoxi.language.normalising import has_chinese
from zuoxi.language.reading import Hit

_NO = (
    r"不(?!好意思|客气|管|论|过|仅|但|用谢|打扰)|没法|无法|没办法|免了|算了|算啦|恕|谢绝|婉拒|保密|只(?:能|报|用|有|可以)|允许我|心领|领了"
    r"|规定|违反|违规|纪律|别(?!的|人)|下(?:了)?班|交了班|改天|以后再"
)
_NO_ENGLISH = (
    r"\b(?:can't|cannot|can not|couldn't|not|don't|won't|isn't|aren't|unable|no|rather|only|just|all i|decline|pass|against"
    r"|rules?|policy|confidential|private|afraid|unfortunately|after (?:her|his|their|work)|stick to|keep|never|but)\b"
)
_OURS = r"名|姓|工号|编号|号|个人|隐私|资料|信息|叫|微信|住|私"
_OURS_ENGLISH = r"\b(?:name|number|id|code|details|personal|private|surname|agent|badge|information)\b"
_DUTY = r"上班|工作|当班|值班|岗|热线|线路|的线|这条线|客户|私|个人|家里|家常|闲聊|下班|交班|聊|公司|规定|班上|台上"
_DUTY_ENGLISH = (
    r"\b(?:personal|private|work|duty|shift|line|customers?|guests?|calls?|desk|chat|hours|business|family)\b"
)
#: what the other side did, the act of refusing it, what a refusal speaks of and how it is said, in both languages
_RULES = tuple(
    (asked, act, re.compile(about), re.compile(no), re.compile(about_english, re.IGNORECASE))
    for asked, act, about, no, about_english in (
        ("customer_ask_identity", "decline_identity", _OURS, _NO, _OURS_ENGLISH),
        ("customer_private_call", "decline_private_call", _DUTY, _NO, _DUTY_ENGLISH),
        ("customer_invite", "decline_invitation", "", _NO, r""),
    )
)
_REFUSES_ENGLISH = re.compile(_NO_ENGLISH, re.IGNORECASE)
#: what else was done with the other side's words
_OTHERWISE = {
    "decline_identity": frozenset({"identify_name", "rude_identity", "shift_blame", "flat_refusal", "ask_repeat"}),
    "decline_private_call": frozenset({"state_absent", "notice_transfer", "ask_unit", "ask_name", "state_no_reply"}),
    "decline_invitation": frozenset({"mock", "insult", "flat_refusal", "joke", "ask_repeat"}),
}


def declining_hits(text: str, previous: Collection[str], heard: Collection[str]) -> Iterator[Hit]:
    """Refusals of what the other side has just asked for."""
    chinese = has_chinese(text)
    for asked, act, about, no, about_english in _RULES:
        if asked not in previous or act in heard or not _OTHERWISE[act].isdisjoint(heard):
            continue
        refusal = (no if chinese else _REFUSES_ENGLISH).search(text.replace("’", "'"))
        if refusal is not None and (about if chinese else about_english).search(text) is not None:
            yield Hit(act, refusal.start(), min(len(text), refusal.end()), "reply", 0.8)
