"""What a customer's acts mean beside each other and beside what was asked, and names no list of wordings can hold.

A wait asked for in the answer to a request is no consent; words not caught, when only their repetition is asked for, are
no complaint of not hearing; a bare "that's it" ends a conversation only if more was offered. It refuses to look back
further than the other side's last words, and believes a bare name only where the speaker says it is his.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from zuoxi.language.reading import Hit
from zuoxi.language.surnames import ANY, COMMON

#: requests that a yes answers, and those that only facts answer
_OPEN = frozenset({"ask_name", "ask_contact", "ask_details"})
_YES_NO = frozenset({"ask_consent", "ask_wait", "notice_transfer", "ask_convenient", "ask_other_phone", "ask_call_later",
                     "ask_louder", "ask_stay", "ask_write_down", "offer_callback", "offer_message", "offer_relay",
                     "invite_survey", "announce_end", "ask_hang_up", "ask_mandarin", "ask_other_speaker", "ask_slower"})  # fmt: skip
_WAITING = frozenset({"ask_wait", "ask_stay"})
_AGREES = re.compile(
    r"^[嗯啊哦噢呃哎，, ]*(?:好(?!不|几|久|多|像)|行|可以|成[，,。吧啊！]|中[，,。]|没问题|没事|要[得的]|得嘞|得[，,]|妥|方便|同意|愿意|能[，,。]|ok|okay\b|sure\b|yes\b|yeah\b|yep\b|fine\b|certainly\b|of course\b"
    r"|all right\b|alright\b|no problem\b|go ahead\b|please do\b|absolutely\b)",
    re.IGNORECASE,
)
#: says that a step is welcome, not that a fact is right
_STEP_WORDS = re.compile(
    r"^[嗯啊哦噢呃哎，, ]*(?:好|行|成|中|可以|没问题|方便|同意|愿意|要得|ok|okay\b|sure\b|fine\b|go ahead|please do)", re.IGNORECASE
)
_WAIT_WORDS = re.compile(r"等|挂|稍|慢|别急|wait|hang on|hold|moment|second|minute|\bsec\b", re.IGNORECASE)
#: nothing more, in words that say so whatever was asked
_NOTHING_SAID = re.compile(
    r"[别其][的他它].{0,6}(?:没|不用|不需要)|(?:没|没有|没啥|没什么|不需要|不用)[^，。]{0,3}(?:别的|[其]他|其它|另外)|没[有什么啥]?事了|没问题了|没了|就[是]?(?:这些|这个事|这一件|这点)|[问说办]完"
    r"|没[有什么啥]*(?:要|想)问|没什么事|没啥事|就问"
    r"|nothing (?:else|more|further)|no (?:more|other|further)|that'?s (?:all|everything|the lot)|all (?:set|done)\b|everything i need|that'?ll be all|that will be all|that would be all",
    re.IGNORECASE,
)
#: the ear's own trouble, more than a word that was missed
_HEARS_BADLY = re.compile(
    r"听不|听勿|声音|声儿|没声|没音|信号|杂音|吵|噪|断断续续|大声|大点|响|电流|耳|话筒|一个字|模糊|含糊|听没|没听到|没听见|can'?t hear|cannot hear|hear you|hearing|noise|louder|line|break|cutting|faint|quiet|echo",
    re.IGNORECASE,
)
_ASKS = re.compile(r"几时|什么时候|啥时候|多久|怎么|如何|何时|咋|[吗么][？?]?$|[？?]|没有?[？?]?$|会不会|能不能|有没有|是不是|要是|如果")
_OWN_DIALECT = re.compile(r"(?:^|[，,。])我(?:讲|说|用)[^，。]{1,6}?你?(?:听得懂|能听懂|听得明白)")
_NOW_CLEAR = re.compile(r"(?:现在|这下|这回|这会儿?)[^，。]{0,3}(?:明白|清楚|懂)了")
_DIALS = re.compile(r"[打拨按找]|dial|number|call|ring|rang|reach", re.IGNORECASE)
_AGAIN = re.compile(r"再|重|遍|[？?]|again|repeat|once more", re.IGNORECASE)
#: it is the other side that should be sorry, or that hears nothing
_WANTS_APOLOGY = re.compile(
    r"(?:应该|应当|必须|起码|至少|赶紧|给我们?|跟我们?|向我们?|让[他她]|叫[他她]|你们得|你们要)[^，。我]{0,5}[\u4e00-\u9fff]?(?:个|声|句)?歉"
)
_OTHER_CANNOT_HEAR = re.compile(r"(?:^|[，,。！])(?:是不是)?[你您](?:们|那边|那头)?(?:是不是)?(?:听不|没听)[见到清着]")
_PARTS = re.compile(r"再见|再会|拜|挂|撂|见|bye", re.IGNORECASE)
_CHECKS = frozenset({"read_back", "ask_confirm", "summarise"})
_CLEAR = re.compile(
    r"明白|(?<!够)清楚|[懂会]了|有数|有底|晓得|了解|恢复|修好|弄好|解决|能用|好使|收到|到账|working|works|got it|i see|sense|clear|fixed|understand",
    re.IGNORECASE,
)
_NOT_IN_CANTONESE = re.compile(r"^[，, ]*唔[系係是啱對对]|^[，, ]*[唔冇]有?[，,。]")
#: 唔 is dropped as a sound of hesitation elsewhere
_CANTONESE = (
    ("customer_cannot_hear", re.compile(r"听唔|聽唔")),
    ("customer_hold_on", re.compile(r"唔好(?:收线|收線|挂|掛)")),
    ("customer_thank", re.compile(r"唔该(?:晒|曬|哂)|唔该你?[啊哦呀]?[。！!，,]?$")),
    ("customer_apologise", re.compile(r"对唔住|對唔住")),
)
_STAYS = re.compile(r"我?(?:不|没)挂(?!你|机吗)|我等(?!不|了)|i'?ll (?:wait|hold|hang on|stay)", re.IGNORECASE)
_WILLING = re.compile(r"没(?:什么|啥)不(?:行|可以|方便|同意|好)")
_NAME_END = r"(?=[，,。.！!？?；;、\s]|$|的名|吧|啊|呀)"
_SELF = (
    re.compile(r"(?:^|[，,。！!；; ])(?:我|本人)?姓(?![什啥名])([\u4e00-\u9fff]{1,2})(?=[，,。.！!]|$)"),
    re.compile(rf"(?:叫|喊|称呼)我(?:[老小阿]?{ANY}|{ANY}[\u4e00-\u9fff]{{0,2}}?)(师傅|大爷|大妈|阿姨|老师|大姐|大哥|老板|先生|女士|哥|姐|叔|婶|嫂|工|)(?=吧|就|得了|[，,。]|$)"),
    re.compile(rf"(?:我|我的|本人|收件人?|收货人?|联系人|登记)[^，。]{{0,4}}名字?[，,：: ]{{0,2}}[写叫是填]?({ANY}[\u4e00-\u9fff]{{1,2}}){_NAME_END}"),
    re.compile(rf"(?:^|[，,。])(?:收件人?|收货人?|联系人|抬头|名字|姓名)(?:[写叫是填]|就写)({ANY}[\u4e00-\u9fff]{{1,2}}){_NAME_END}"),
    re.compile(rf"我是[^，。]{{1,10}}[的号楼]([{COMMON}][\u4e00-\u9fff]{{1,2}})(?=[，,。.！!]|$)"),
    re.compile(rf"(?:^|[，,。])(?:我)?(?:本人|叫)({ANY}[\u4e00-\u9fff]{{1,2}})(?=[，,。.！!]|$)"),
    re.compile(rf"(?:登记|登|写|记|留|填)(?:上|个)?({ANY}[\u4e00-\u9fff]{{1,2}}?)(?=就行|就好|就可以|的名字|这个名字)"),
    re.compile(
        rf"我是[^，。]{{0,8}}(?:客户|会员|业主|住户|用户|家长|学生|租户|同学|司机|病人|患者|读者|乘客|旅客|房客|居民|村民|工)({ANY}[\u4e00-\u9fff]{{1,2}})(?=[，,。.！!]|$)"
    ),
    re.compile(rf"(?:鄙人|在下|敝姓|俺叫|俺是|俺姓)({ANY}[\u4e00-\u9fff]{{0,2}}){_NAME_END}"),
    re.compile(rf"(?:^|[，,。！! ])我[，,]({ANY}[\u4e00-\u9fff]{{1,2}})[，,。]"),
    re.compile(
        rf"(?:^|[，,。！!；; 喂])(?:我|俺)(?:就)?是[^，。找来说想问打]{{0,10}}?[的那]?((?:[老小阿][{COMMON}]|[{COMMON}](?:师傅|大爷|大妈|阿姨|老师|老头|大姐|大哥|老板|医生|大夫|奶奶|爷爷|婶|叔|嫂|哥|姐|工)))"
        r"(?=[，,。！!、\s]|$|啊|呀|哈)"
    ),
    re.compile(r"(?:单名|大名|全名|名字)(?:是|叫)?(?:一?个)?([\u4e00-\u9fff])[，,。]"),
)
_SELF_ENGLISH = (
    re.compile(
        r"(?:^|[,.!] )(?-i:([A-Z][a-z]+(?: [A-Z][a-z'-]+)?)) (?:here|speaking|calling)\b(?! (?:is|are|was|to|about how))", re.IGNORECASE
    ),
    re.compile(
        r"\b(?:it'?s|this is|it is) (?-i:((?:(?:Mr|Mrs|Ms|Miss|Dr|Auntie|Uncle)\.? )?[A-Z][a-z'-]+(?: [A-Z][a-z'-]+)?))(?= (?:from|at|in|here|again|calling|speaking|on)\b|[,.!]|$)",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:under|in the name of|surname'?s|surname is|last name'?s|first name'?s|forename'?s|the name'?s|name'?s|name:|call me|i go by|known as) "
        r"(?:is )?(?-i:((?:(?:Mr|Mrs|Ms|Miss|Dr)\.? )?[A-Z][a-z'-]+(?: [A-Z][a-z'-]+)?))",
        re.IGNORECASE,
    ),
)
_ANSWER_ENGLISH = re.compile(r"^(?-i:[A-Z][a-z'-]+), (?:first name|given name) [A-Z]|^(?:it'?s )?[A-Z][a-z'-]+[,.] ?(?:with a|spelled|[A-Z]-[A-Z])")
_ANSWER_SHORT = re.compile(rf"^(?:[小老阿][{COMMON}]|{ANY}(?:师傅|大爷|大妈|阿姨|老师|大姐|大哥|老板|先生|女士|小姐|哥|姐|叔|婶|工))[吧啊呀]?[。.！!]?$|^(?!Yes|No|Sure|Why|What|Okay|Ok|Sorry|Fine|Right|Hello|Hi|Well|Thanks|Pardon|Never|Just|Anonymous|Correct|Yeah|Nope|Who|Wait)[A-Z][a-z'-]+[.!]?$")
_NO_ENGLISH_NAME = re.compile(
    r"^(?:Anyone|Anybody|Nobody|Someone|Somebody|Everyone|Is|Are|It|I|He|She|They|We|You|The|This|That|New|Customer|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
    r"|January|February|March|April|May|June|July|August|September|October|November|December|Christmas|Easter|Hello|Hi|Sorry|Right|Okay|No|Yes|From|Over|Still|Just|What|When|Where|Who|Why|English"
    r"|French|Chinese|Spanish|German|Italian|Road|Street|Apple|Samsung|Not|Speaking|Flat|Apartment|Room|Unit)\b"
)
_STREET = re.compile(
    r"\b\d+[A-Za-z]?,? (?:[A-Z][a-z'-]+ ){1,3}(?:Street|St|Road|Rd|Lane|Avenue|Ave|Drive|Close|Court|Way|Place|Square|Crescent|Terrace|Gardens|Row|Hill|Boulevard|Grove|Mews)\b"
)
_FIGURES = re.compile(r"\+?\d[\d -]{6,}\d")
_CONTACT_ASKED = frozenset({"ask_contact", "offer_callback"})
_SAME_NUMBER = re.compile(
    r"(?:这个|现在(?:这个|打的)?|本机|来电|打来的|同一个)(?:来电)?(?:号码?|电话|手机)|^this (?:number|one)|the (?:number|one) i'?m (?:calling|ringing)|same number", re.IGNORECASE
)


def settle_customer(text: str, previous: Collection[str], hits: Mapping[str, Hit]) -> tuple[frozenset[str], list[Hit]]:
    """(the acts that do not stand, the acts to add)."""
    asked = frozenset(previous)
    more = list(_named(text, asked, hits))
    if "customer_give_contact" not in hits:
        place = _STREET.search(text) or ((_SAME_NUMBER.search(text) or _FIGURES.match(text)) if asked & _CONTACT_ASKED else None)
        if place is not None and "?" not in text:
            more.append(Hit("customer_give_contact", *place.span(), "pattern", 0.9))
    if "customer_solved" not in hits and (clear := _NOW_CLEAR.search(text)) is not None and not _ASKS.search(text):
        more.append(Hit("customer_solved", *clear.span(), "pattern", 0.9))
    if "唔" in text:
        for act, form in _CANTONESE:
            if act not in hits and (heard := form.search(text)) is not None:
                more.append(Hit(act, *heard.span(), "pattern", 0.9))
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
    if "customer_give_name" in hits and "customer_confirm" in hits and "verify_person" in asked and len(text) < 12:
        yield "customer_give_name"
    if "customer_deny" in added:
        yield "customer_confirm"
    if "customer_goodbye" in hits and "customer_consent" in hits and _PARTS.search(text) is None:
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
    if "customer_ask_repeat" in hits and "customer_cannot_hear" in hits and _AGAIN.search(text) and not _HEARS_BADLY.search(text):
        yield "customer_cannot_hear"
    solved = hits.get("customer_solved")
    if solved is not None:
        if "anything_else" in asked and "customer_nothing_else" in hits and _CLEAR.search(text) is None:
            yield "customer_solved"
        clause = re.split(r"[，,。！!；;]", text[solved.start :])[0]
        if _ASKS.search(clause + text[len(clause) + solved.start : len(clause) + solved.start + 1]):
            yield "customer_solved"


def _named(text: str, asked: frozenset[str], hits: Mapping[str, Hit]) -> Iterator[Hit]:
    if "customer_give_name" in hits:
        return
    for form in _SELF if not text.isascii() else _SELF_ENGLISH:
        found = form.search(text)
        if found is not None and not _NO_ENGLISH_NAME.match(found.group(1)):
            yield Hit("customer_give_name", found.start(1), found.end(1), "pattern", 0.9)
            return
    if "ask_name" in asked and (answer := _ANSWER_ENGLISH.match(text) or _ANSWER_SHORT.match(text)) is not None:
        yield Hit("customer_give_name", *answer.span(), "reply")
