"""What a customer's acts mean beside each other and beside what was asked.

A wait asked for in the answer to a request is no consent; words not caught, when only their repetition is asked for, are
no complaint of not hearing; a bare "that's it" ends a conversation only if more was offered. It refuses to look back
further than the other side's last words.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from zuoxi.language.customer_names import contact_hit, name_hit
from zuoxi.language.reading import Hit

#: requests that a yes answers, and those that only facts answer
_OPEN = frozenset({"ask_name", "ask_contact", "ask_details"})
_YES_NO = frozenset({"ask_consent", "ask_wait", "notice_transfer", "ask_convenient", "ask_other_phone", "ask_call_later",
                     "ask_louder", "ask_stay", "ask_write_down", "offer_callback", "offer_message", "offer_relay",
                     "invite_survey", "announce_end", "ask_hang_up", "ask_mandarin", "ask_other_speaker",
                     "ask_slower"})  # fmt: skip
_WAITING = frozenset({"ask_wait", "ask_stay"})
_AGREES = re.compile(
    r"^[嗯啊哦噢呃哎，, ]*(?:好(?!不|几|久|多|像)|行|可以|成[，,。吧啊！]|中[，,。]|没问题|没事|要[得的]|得嘞"
    r"|得[，,]|妥|方便|同意|愿意|能[，,。]|ok|okay\b|sure\b|yes\b|yeah\b|yep\b|fine\b|certainly\b|of course\b"
    r"|all right\b|alright\b|no problem\b|go ahead\b|please do\b|absolutely\b)",
    re.IGNORECASE,
)
#: says that a step is welcome, not that a fact is right
_STEP_WORDS = re.compile(
    r"^[嗯啊哦噢呃哎，, ]*(?:好|行|成|中|可以|没问题|方便|同意|愿意|要得|ok|okay\b|sure\b|fine\b|go ahead|please do)",
    re.IGNORECASE,
)
_WAIT_WORDS = re.compile(r"等|挂|稍|慢|别急|wait|hang on|hold|moment|second|minute|\bsec\b", re.IGNORECASE)
#: nothing more, in words that say so whatever was asked
_NOTHING_SAID = re.compile(
    r"[别其][的他它].{0,6}(?:没|不用|不需要)|(?:没|没有|没啥|没什么|不需要|不用)[^，。]{0,3}(?:别的|[其]他"
    r"|其它|另外)|没[有什么啥]?事了|没问题了|没了|就[是]?(?:这些|这个事|这一件|这点)|[问说办]完"
    r"|没[有什么啥]*(?:要|想)问|没什么事|没啥事|就问"
    r"|nothing (?:else|more|further)|no (?:more|other|further)|that'?s (?:all|everything|the lot)|all (?:set"
    r"|done)\b|everything i need|that'?ll be all|that will be all|that would be all",
    re.IGNORECASE,
)
#: the ear's own trouble, more than a word that was missed
_HEARS_BADLY = re.compile(
    r"听不|听勿|声音|声儿|没声|没音|信号|杂音|吵|噪|断断续续|大声|大点|响|电流|耳|话筒|一个字|模糊|含糊|听没"
    r"|没听到|没听见|can'?t hear|cannot hear|hear you|hearing|noise|louder|line|break|cutting|faint|quiet|echo",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"几时|什么时候|啥时候|多久|怎么|如何|何时|咋|[吗么][？?]?$|[？?]|没有?[？?]?$|会不会|能不能|有没有|是不是"
    r"|要是|如果"
)
_OWN_DIALECT = re.compile(r"(?:^|[，,。])我(?:讲|说|用)[^，。]{1,6}?你?(?:听得懂|能听懂|听得明白)")
_NOW_CLEAR = re.compile(r"(?:现在|这下|这回|这会儿?)[^，。]{0,3}(?:明白|清楚|懂)了")
_DIALS = re.compile(r"[打拨按找]|dial|number|call|ring|rang|reach", re.IGNORECASE)
_AGAIN = re.compile(r"再|重|遍|[？?]|again|repeat|once more", re.IGNORECASE)
#: it is the other side that should be sorry, or that hears nothing
_WANTS_APOLOGY = re.compile(
    r"(?:应该|应当|必须|起码|至少|赶紧|给我们?|跟我们?|向我们?|让[他她]|叫[他她]|你们得"
    r"|你们要)[^，。我]{0,5}[\u4e00-\u9fff]?(?:个|声|句)?歉"
)
_OTHER_CANNOT_HEAR = re.compile(
    r"(?:老人|老头|老太太|孩子|我[妈爸爷奶婆公][妈爸爷奶婆公]?|[他她])[^，。你您]{0,4}听不[见清到]|(?:^"
    r"|[，,。！])(?:是不是)?[你您](?:们|那边|那头)?(?:是不是)?(?:听不|没听)[见到清着]"
)
_PARTS = re.compile(r"再见|再会|拜|掰|挂|撂|见|bye", re.IGNORECASE)
_CHECKS = frozenset({"read_back", "ask_confirm", "summarise"})
_CLEAR = re.compile(
    r"明白|(?<!够)清楚|[懂会]了|有数|有底|晓得|了解|恢复|修好|弄好|解决|能用|好使|收到|到账|working|works"
    r"|got it|i see|sense|clear|fixed|understand",
    re.IGNORECASE,
)
_NOT_IN_CANTONESE = re.compile(r"^[，, ]*唔[系係是啱對对]|^[，, ]*[唔冇]有?[，,。]")
_NO_AFTER = re.compile(
    r"不(?!急|着急|用急|挂|错|好意思|赶)|没(?!问题|事|关系)|算了|免了|拒|凭什么|\b(?:but|not|no|never)\b|n't",
    re.IGNORECASE,
)
#: words of courtesy before a request
_SORRY = re.compile(r"不好意思|对不[起住]|抱歉|sorry|apolog", re.IGNORECASE)
_SORRY_FIRST = re.compile(r"^[哎啊哦噢呀，, oh]*(?:不好意思|对不[起住]|抱歉|sorry)", re.IGNORECASE)
_ASKS_CLAUSE = re.compile(r"[^，。！；,.!;]{5,}(?:[吗么][？?]?|[？?])(?:$|[。])")
_STAYS = re.compile(r"我?(?:不|没)挂(?!你|机吗)|我等(?!不|了)|i'?ll (?:wait|hold|hang on|stay)", re.IGNORECASE)
_WILLING = re.compile(r"没(?:什么|啥)不(?:行|可以|方便|同意|好)")
_OUR_STEP = re.compile(
    r"(?:我|我们|这边)(?:先|再|现在|就|这就)?(?:帮|把|给|替|为)[^。！？!?]*(?:可以|好|行|成|同意|方便)[吗么不][？?]?$"
)
_STEPS_ASKED = (
    _YES_NO
    | _OPEN
    | {"ask_confirm", "read_back", "ask_satisfied", "check_understood", "anything_else", "offer_alternative"}
)


def asks_leave(text: str, acts: Collection[str]) -> tuple[int, int] | None:
    """Where our side asks leave for a step of its own that no other act names."""
    if not _STEPS_ASKED.isdisjoint(acts):
        return None
    found = _OUR_STEP.search(text.strip())
    return None if found is None else found.span()


def settle_customer(text: str, previous: Collection[str], hits: Mapping[str, Hit]) -> tuple[frozenset[str], list[Hit]]:
    """(the acts that do not stand, the acts to add)."""
    asked = frozenset(previous)
    more = [hit for hit in (name_hit(text, asked, hits), contact_hit(text, asked, hits)) if hit is not None]
    if "customer_solved" not in hits and (clear := _NOW_CLEAR.search(text)) is not None and not _ASKS.search(text):
        more.append(Hit("customer_solved", *clear.span(), "pattern", 0.9))
    if "customer_refuse" in hits and asked & _YES_NO and (agreed := _AGREES.match(text)) is not None:
        if _NO_AFTER.search(text, agreed.end()) is None:
            more.append(Hit("customer_consent", *agreed.span(), "reply"))
    if asked & _WAITING and (stays := _STAYS.search(text)) is not None:
        more.append(Hit("customer_consent", *stays.span(), "reply"))
    if asked & _YES_NO and (willing := _WILLING.search(text)) is not None:
        more.append(Hit("customer_consent", *willing.span(), "reply"))
    if asked & (_CHECKS | {"verify_person"}) and (no := _NOT_IN_CANTONESE.match(text)) is not None:
        more.append(Hit("customer_deny", *no.span(), "reply"))
    return frozenset(_fallen(text, asked, hits, frozenset(hit.act for hit in more))), more


def _fallen(text: str, asked: frozenset[str], hits: Mapping[str, Hit], added: frozenset[str]) -> Iterator[str]:
    agrees = _AGREES.match(text) is not None
    if "customer_consent" in hits:
        if not agrees and ("customer_hold_on" in hits or (asked & _OPEN and not asked & _YES_NO and "吧" not in text)):
            yield "customer_consent"
        if "customer_hold_on" in hits and agrees and (asked & _WAITING or _WAIT_WORDS.search(text) is None):
            yield "customer_hold_on"
        if "customer_confirm" in hits and _STEP_WORDS.match(text) is not None:
            yield "customer_confirm"
    if "customer_consent" in added:
        yield "customer_refuse"
    if "customer_apologise" in hits and ("customer_cannot_hear" in hits or "customer_ask_repeat" in hits):
        if len(_SORRY.findall(text)) == 1 and _SORRY_FIRST.match(text) is not None:
            yield "customer_apologise"
    place = hits.get("customer_give_contact")
    if place is not None and _ASKS_CLAUSE.match(text, place.start) is not None and not re.search(r"\d", text):
        yield "customer_give_contact"
    if "customer_give_name" in hits and "customer_confirm" in hits and "verify_person" in asked and len(text) < 12:
        yield "customer_give_name"
    if "customer_deny" in added:
        yield "customer_confirm"
    if (
        "customer_goodbye" in hits
        and ("customer_consent" in hits or "anything_else" in asked)
        and _PARTS.search(text) is None
    ):
        yield "customer_goodbye"
    if "customer_wrong_number" in hits and asked & _CHECKS and "customer_deny" in hits and not _DIALS.search(text):
        yield "customer_wrong_number"
    if "customer_ask_dialect" in hits and _OWN_DIALECT.search(text) is not None:
        yield "customer_ask_dialect"
    if "customer_deny" in hits and "check_understood" in asked and _NOW_CLEAR.search(text) is not None:
        yield "customer_deny"
    if "customer_apologise" in hits and _WANTS_APOLOGY.search(text) is not None:
        yield "customer_apologise"
    if "customer_cannot_hear" in hits and _OTHER_CANNOT_HEAR.search(text) is not None:
        yield "customer_cannot_hear"
    if "customer_refuse" in hits and "customer_give_contact" in hits and "ask_contact" in asked:
        yield "customer_refuse"
    if "customer_wrong_person" in hits:
        yield "customer_confirm"
    if "customer_nothing_else" in hits and "customer_wrong_number" in hits:
        yield "customer_nothing_else"
    if "customer_nothing_else" in hits and "anything_else" not in asked and _NOTHING_SAID.search(text) is None:
        yield "customer_nothing_else"
    if (
        "customer_ask_repeat" in hits
        and "customer_cannot_hear" in hits
        and _AGAIN.search(text)
        and not _HEARS_BADLY.search(text)
    ):
        yield "customer_cannot_hear"
    solved = hits.get("customer_solved")
    if solved is not None:
        if "anything_else" in asked and "customer_nothing_else" in hits and _CLEAR.search(text) is None:
            yield "customer_solved"
        clause = re.split(r"[，,。！!；;]", text[solved.start :])[0]
        if _ASKS.search(clause + text[len(clause) + solved.start : len(clause) + solved.start + 1]):
            yield "customer_solved"
