"""How agents introduce themselves: own number and name, the firm's short name, for whom they call and why.

Wordings with names, digits or figures of speech that no list can hold, by sound where characters may be misheard.
It refuses to look anything up, and to judge: it says what was said, the caller decides what to make of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from zuoxi.language.introducing import organisation_span, person_span
from zuoxi.language.normalising import syllables_of
from zuoxi.language.own_names import own_name_span, own_number_span
from zuoxi.language.reading import Hit, Names
from zuoxi.language.sounding import sound_of, sounding

_ASKED_ENGLISH = re.compile(r"^(?:is|are|do|did|which|where|what|who|may|can|could)\b[^.!]*\?", re.IGNORECASE)
_INTRODUCED = sounding(
    r"我是[^，,。！!？?]{1,18}(?:的|客服|专员|顾问|经理|人员)|(?:这里|这边|我这里|我这边|我们|我们这边)是[^，,。！!？?]{2,}"
    r"|我是[^，,。！!？?]{2,12}(?:公司|中心|银行|医院|物业|部)"
)
_INTRODUCED_ENGLISH = re.compile(
    r"\b(?i:this is|it's|it is|i'm|i am|my name is|my name's)\s+[A-Z]\w+(?:\s+[A-Z]\w+)?,?\s+"
    r"(?:from|with|of|at|calling|and i'm (?:calling|with))\b"
    r"|\b[Cc]alling (?:you )?(?:from|on behalf)"
)
#: who says whose he is, as one who calls does: 我是某处的
_OF_A_FIRM = re.compile(r"(?:^|[，,。！!呀啊\s好])我们?是(?!不是)[^，,。！!？?]{2,16}(?:的|的?小\w)(?=[，,。！!]|$)")
_ASKED = re.compile(r"吗|.?[？?]")
#: what only sounds so (我们师傅), and who does something (我是来通知)
_NO_INTRODUCTION = re.compile(
    r"(?:我|我们|这里|这边|我这里|我这边|我们这边)(?:[师市试使实十时始食室湿]|是(?:来|想|要|专门|特意|特地|为))"
)
_CALLS = sounding(
    r"(?:给你|跟你|向你)(?:打|来|致|做|回)(?:个|这个|一个)?(?:电话|电|回访)|(?<!你)(?<!你刚才)(?<!你刚刚)(?:打来|打过来)|致电给?你|来电(?:是|主要)|回访|这次(?:来电|致电|联系)|联系你是|打扰|打搅|占用你|冒昧|受.{2,10}委托"
)
_GIVES_CALL = sounding(r"给你(?:打|来|致|做)(?:个|这个|一个|通)?(?:电话|电|回访)")
_OWN = sounding(r"(?:我|我们|这里|这边|我这里|我这边|这)是[^，,。！!？?]{0,6}").pattern
_KIND = sounding(r"[^，,。！!？?]{0,4}(?:客服|服务|热线|售后|中心|公司|为你|组|部|前台|总台)").pattern
#: 您说 invites at the beginning of a talk; later it is a sign of listening
_INVITES = re.compile(
    r"(?:^|[，,。！!\s])((?:那|来|好)?[您你](?:说|讲|问|言语|吩咐)(?:吧|啊|呀|哈)?)(?=[，,。！!\s]|$)"
)
#: at the beginning of a talk any question what is wanted offers help, but for who and where the other is
_WANTED = re.compile(
    r"(?:想|要|需要|希望|打算|咨询|预约|办|订|叫(?![什啥])|买|修|出|找我们|遇到|碰到|出了|点|来)[^，,。！!？?]{0,10}?(?:什么|啥|哪[个款种项些类块门方样科一位]|还是|点儿?啥)[^，,。！!？?]{0,8}(?=[，,。！!？?]|$)"
    r"|[您你](?:是)?(?:要|想|需要)[^，,。！!？?]{1,10}[吗呢](?=[，,。！!？?]|$)|哪[里儿](?:坏|不|出|有)[^，,。！!？?]{0,6}"
    r"|(?:(?<=[,.!] )|^)(?:so |and |right |now )?(?:what|how|which|where|are you|is it|would you)\b[^,.!?]*\?",
    re.IGNORECASE,
)
_NO_OFFER = re.compile(
    r"贵姓|称呼|姓名|名字|电话|号码|地址|单号|工号|时候|几点|时间|方便|哪里人|怎么联系|还有|其他|别的|还要|哪位同事|找哪位|找谁|为什么|什么都|哪都"
    r"|\b(?:name|number|hear|spell|address|date of birth|postcode|else|how are you|doing|busy|time|free|convenient|speaking"
    r"|talking|account)\b",
    re.IGNORECASE,
)
_BEGINS = frozenset(
    {"greet", "identify_organisation", "identify_number", "identify_name", "welcome", "thank_call", "glad_to_serve"}
)
_HELPS = frozenset({"offer_help", "glad_to_serve", "thank_call", "welcome"})
_OUTBOUND = frozenset({"verify_person", "apologise_disturb", "ask_convenient", "state_purpose"})
_DISTURBS = frozenset({"apologise_disturb", "verify_person"})
_PURPOSE_HINT = frozenset({"verify_person", "apologise_disturb", "state_self"})
_PURPOSE = sounding(
    r"(?:想|要|需要|来|为了|主要是|专门|特地|特意|这次|委托|，)(?:再)?(?:跟|和|向|给|找|请|对)你(?:这边|们)?(?:.{0,3})(?:核实|确认|核对|了解|回访|通知|提醒|说明|沟通|询问|说一下|说一声|道歉|介绍|反馈|调查|约|邀请|商量|落实|征求|收集)"
    r"|想(?:再)?(?:了解|问一下|问问|确认|核实|回访|约|请你|邀请|提醒|通知|告诉|询问|征求|收集|听听|听取|沟通)|做(?:个|一个|一次|下).{0,8}(?:回访|调查|调研)|(?:通知|提醒|告知|告诉)你(?:一下|一声)|就你.{2,14}(?:一事|的事|问题).{0,6}(?:回访|核实|沟通|了解|答复|跟进|回复)"
)
#: news for the person called, after one's own introduction
_NEWS = sounding(
    r"你(?:有|的|家|们?家|那|这边有)[^，,。！!？?]{1,14}(?:到了|到站|到期|逾期|出来了|好了|有结果|欠费|没交|没缴|未缴|快满|到[^，,。]{1,4}了|停水|停电|挡|通过了|已经批)"
)
_NEWS_ENGLISH = re.compile(
    r"\byour (?:[\w\-]+ ){1,4}?(?:is|are|has|have) (?:now |just |nearly )?"
    r"(?:ready|arrived|due|overdue|been|expired|expiring|here)\b"
)
_CHECKED = re.compile(r"对[吗吧么]|是[吗吧么]|没错|是不是")
_CALLING = "(?:[打挂拨去来](?:个|这个|这通|通|一个|一通)?电话|来电|去电|致电|打给[你您]|打来|打过来|联系[你您]|找[你您]|这通电话)"
_WHY = "通知|提醒|回访|核实|确认|核对|告诉|告知|主要|为了|因为|是想|就是想|是关于"
_PURPOSE_STRONG = (
    re.compile(
        rf"{_CALLING}(?:[^，,。！!？?]{{0,6}}?(?:是|想|跟[你您]|和[你您]|向[你您]|给[你您])|[^，,。！!？?]{{0,3}}[，,](?:主要|是想|是为|是因|就是))(?!想咨询|要咨询|不是|要找|想问什么)"
    ),
    sounding(rf"{_CALLING}[^，,。！!？?]{{0,6}}?(?:{_WHY})(?!咨询)"),
    sounding(
        r"是关于你.{2,24}(?:跟进|回访|核实|确认|核对|沟通|答复|回复|了解)|给你(?:做个|做一个|做一次|做)?(?:电话)?回访|所以(?:给你)?打(?:这个|个|这通)电话|^我们?(?:是)?来回访"
    ),
)
_CUSTOMER_CALLS = sounding(
    r"(?:请问|感谢|谢谢|(?<![给跟向])你)(?:你|的|这次|今天|刚才|今个|今日|这趟|本次)?(?:打电话|来电|致电|打来|打这个电话|打过来|联系我们)"
    r"|随时|有问题|以后|到时候|稍后"
)
#: a question why the other calls, an apology for the hour
_NO_PURPOSE = re.compile(r"[^，,。！!？?]*(?:[什甚]么|啥|哪|合适|合时|真是|方便|打扰|不好意思|对不住)")
_LATER = re.compile(
    r"再|会|可以|帮您|替您|回头|晚点|客户|[他她]|谁|之前|上次|等下|等一下|待会|一会|稍后|等会|到时|已经|已|马上|尽快|第一时间|有消息|有结果|有进展|有了|不用|不必|主动"
)


def opening_hits(text: str, names: Names, found: Mapping[str, Hit]) -> Iterator[Hit]:
    """Acts of introduction that the wordings did not find."""
    sound = sound_of(text)
    if "identify_number" not in found:
        number = own_number_span(text, sound, names)
        if number is not None:
            yield Hit("identify_number", *number, "pattern", 0.9)
    if "identify_name" not in found:
        name = own_name_span(text, names)
        if name is not None:
            yield Hit("identify_name", *name, "pattern", 0.9)
    if "verify_person" not in found:
        person = person_span(text, names)
        if person is not None:
            found = {**found, "verify_person": Hit("verify_person", *person, "pattern", 0.9)}
            yield found["verify_person"]
    known = found.get("identify_organisation")
    short = _short_organisation(text, sound, names) if known is None else None
    organised = organisation_span(text) if short is None else short.span()
    if organised is not None and known is None and not _ASKED_ENGLISH.search(text):
        yield Hit("identify_organisation", *organised, "pattern", 0.9)
    opens = organised is not None or bool(found.keys() & _BEGINS)
    invited = _INVITES.search(text) if "offer_help" not in found and opens else None
    if invited is not None:
        yield Hit("offer_help", *invited.span(1), "pattern", 0.9)
    elif opens and "offer_help" not in found:
        invited = _asked_at_first(text)
        if invited is not None:
            yield Hit("offer_help", *invited.span(), "pattern", 0.8)
    span = organised if known is None else (known.start, known.end)
    yield from _call_hits(text, sound, frozenset(found) | ({"offer_help"} if invited else frozenset()), span)


def _asked_at_first(text: str) -> re.Match[str] | None:
    return next((match for match in _WANTED.finditer(text) if not _NO_OFFER.search(match.group())), None)


def _short_organisation(text: str, sound: str, names: Names) -> re.Match[str] | None:
    """The firm by the first part of its name, as people shorten it, where one introduces oneself."""
    name = names.organisation or ""
    if len(name) < 4 or name[0] < "\u4e00":
        return None
    return _shortened(name[: 2 if len(name) == 4 else 3]).search(sound)


@lru_cache(maxsize=256)
def _shortened(name: str) -> re.Pattern[str]:
    short = re.escape(syllables_of(name))
    return re.compile(rf"{_OWN}{short}|(?:^|(?<=[，,。！!？?\s])){short}(?:(?=[，,。！!]|$)|{_KIND})")


def _call_hits(text: str, sound: str, found: frozenset[str], organised: tuple[int, int] | None) -> Iterator[Hit]:
    """Who is calling, and why: only where something shows that it is our side that called."""
    acts = set(found)
    if "state_purpose" not in acts:
        match = _purpose(text, sound)
        if match is not None:
            acts.add("state_purpose")
            yield Hit("state_purpose", match.start(), match.end(), "pattern", 0.9)
        elif not acts & _HELPS and (organised is not None or _introduced(text, sound)):
            match = _NEWS.search(sound, 0 if organised is None else organised[1]) or _NEWS_ENGLISH.search(text)
            if match is not None:
                acts.add("state_purpose")
                yield Hit("state_purpose", match.start(), match.end(), "pattern", 0.8)
    if "state_self" not in acts and not acts & _HELPS:
        asked = _ASKED_ENGLISH.search(text)
        introduced = _introduced(text, sound) or (None if asked else _INTRODUCED_ENGLISH.search(text))
        english = introduced is not None and introduced.re is _INTRODUCED_ENGLISH
        if introduced is not None and (
            english or acts & _OUTBOUND or _CALLS.search(sound) or (organised is not None and _OF_A_FIRM.search(text))
        ):
            acts.add("state_self")
            yield Hit("state_self", introduced.start(), introduced.end(), "pattern", 0.9)
    named = organised is not None or "identify_name" in found
    if "state_self" not in acts and named and not acts & _HELPS:
        match = _GIVES_CALL.search(sound)
        if match is not None and not _LATER.search(text[: match.start()]):
            acts.add("state_self")
            yield Hit("state_self", match.start(), match.end(), "pattern", 0.8)
    if "state_self" not in acts and organised is not None and acts & _DISTURBS and not acts & _HELPS:
        acts.add("state_self")
        yield Hit("state_self", organised[0], organised[1], "pattern", 0.8)
    if "state_purpose" not in acts and acts & _PURPOSE_HINT and not _CHECKED.search(text):
        match = _PURPOSE.search(sound)
        if match is not None:
            yield Hit("state_purpose", match.start(), match.end(), "pattern", 0.8)


def _introduced(text: str, sound: str) -> re.Match[str] | None:
    match = _INTRODUCED.search(sound)
    return (
        None
        if match is None or _NO_INTRODUCTION.match(text, match.start()) or _ASKED.match(text, match.end() - 1)
        else match
    )


def _purpose(text: str, sound: str) -> re.Match[str] | None:
    for number, pattern in enumerate(_PURPOSE_STRONG):
        match = pattern.search(sound if number else text)
        if match is None or _LATER.search(text[: match.start()]) or _NO_PURPOSE.match(text[match.start() :]):
            continue
        if _CUSTOMER_CALLS.search(sound[: match.start() + 6]) is None:
            return match
    return None
