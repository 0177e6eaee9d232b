"""Acts of an agent that depend on a step of our own beside them: leave for it, the reason of it.

"Is that all right?" asks leave only for a wait, a transfer, a record or the end of the call; "I will check" is a reason only
where someone waits, is put through or is refused. It refuses to invent a step that was not said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from zuoxi.language.normalising import Normal
from zuoxi.language.reading import Hit
from zuoxi.language.sounding import sounding, span_of, spoken, written

_LEAVE_STEPS = frozenset({"ask_wait", "notice_transfer", "announce_end"})
_MAY = "(?:能否|可否|能不能|可不可以|是否可以)(?:请|麻烦)?你"
_TAIL = sounding(
    "(?:可以|行|好|方便|介意|愿意|同意|没问题|成|没意见)(?:吗|么|嘛)(?=/|$)|(?:可以|不介意|没问题|没意见|不反对)吧(?=/|$)"
    "|(?:可以|行|成|好)不(?=/|$)|(?:能不能|能否|可不可以|可否)等|(?:可不可以|行不行|好不好|方不方便|成不成)(?=/|$)"
    f"|你看(?:可以|行|好|这样|怎么样|如何|呢)|^{_MAY}|/{_MAY}|(?:可以|能|能否|能不能|可否)(?:请|麻烦)你[^/]*(?:吗|么)(?=/|$)"
)
_TAIL_ENGLISH = re.compile(
    r" (?:is|would|will) (?:that|it) (?:be )?(?:ok|okay|all right|alright|fine)\b"
    r"| if (?:thats|that is|you dont mind)\b| (?:ok|okay|all right|alright) with you "
)
#: something of the customer's that we put down, pass on or record
_OUR_STEP = sounding(
    "(?:我(?!们的)|帮你|给你|替你|为你|这边)[^/]{0,22}(?:登记|记录|记一下|记下|录音|录下|录一|转接|转到|转给|转过|写到|写进|存档|备注|录入|保留|静音|核对|核实|请示|留一下|留个|留底|打断|看一下你|查一下你|查看你|调一下你|放下电话)"
)
_END = sounding("先到(?:这|此)|到此(?:为止|结束)|先结束|先挂|结束(?:本次|这次|这通)?(?:通话|来电)")
_END_ENGLISH = re.compile(r"(?: i| ill| i will| me| we)(?: \w+)? (?:end|close) (?:this|the) call ")
_WAITING = frozenset({"ask_wait", "ask_stay", "notice_transfer"})
_DUTY = (
    "(?:查|核实|核对|确认|看一下|看看|请示|调|了解|询问|问|登记|翻|找|接一下|接个|商量|沟通|处理|核算|算一下|汇报|请教"
    "|咨询|拿|取|打印)"
)
_WE = "(?:我|我们|我这边|这边|这里)"
_NEEDED = "(?:请示|核对|汇报|沟通|询问|调取|了解|处理|核实|审核|查询|确认|解决|受理|操作|授权)"
_ANSWERS = "(?:负责|处理|管|受理|范围|业务|解答|判断|安排|讲解|回答|答复|解释|决定|跟进)"
_REASONS = (
    _WE
    + "(?:还|就|现在|马上|先|这就|正好)?(?:需要|要|得|去|帮你|给你|为你|替你|再|来|先|马上|跟|向|和)[^/]{0,10}"
    + _DUTY,
    "(?:容|让)我[^/]{0,6}" + _DUTY,
    "我(?:先|来)?(?:查|核实|核对|调|翻|看|请教|询问|测试|试|接)(?:一下|下|查|看)",
    "我(?:们|这边)?(?![^/]{0,8}(?:转|接通|连线|静音|挂))[^/]{1,12}(?:一下|一次|刷新)",
    "我(?:这边)?把[^/]{1,12}(?:调|查|找|翻|打开|看)",
    "(?:需要|要)(?:花)?(?:点|一点|一些|一会|几分钟|一段)(?:的)?时间",
    "(?:需要|要)[^/]{0,10}" + _NEEDED,
    "(?:由|属于|归)[^/]{1,14}" + _ANSWERS,
    "(?:涉及|牵涉)[^/]{2,}|(?:比较|更)(?:复杂|专业|熟悉|了解)|因为|由于|鉴于|原因是|为了[^/]{2,}",
    "(?:权限|业务|问题)[^/]{0,6}(?:专员|专人|专门|更专业|更清楚|才能)",
    _WE + "(?:得|要|想|再|先|就|去|来|赶紧|现在|这就|进去|过去|到|从|往|给你|帮你|替你|跟|和|向|把|叫"
    "|找|让)+(?![^/]{0,8}(?:转|接通|连线|静音|挂))[^/]{0,12}?"
    "(?:查|核|翻|看|瞅|瞧|问|请示|调|拿出|拿来|登记|录入|汇报|沟通|商量|联系|比对|对一下|打开|搜|定位|重启|试试|盘点|跑一趟|切过去)",
    "我(?:一)?(?:页页|条条|笔笔|张张|单单)|我(?:翻|查|找|核|问|看|对|搜|算)(?:翻|查|找|核|问|看|对|搜|算)",
    "(?:要|得|需要|该|须)(?:先)?(?:去|到|从|调|查|翻|核|请示|问|进|切|找|开|往)[^/]{1,14}(?:后台"
    "|系统|仓库|库房|档案|底档|主管|经理|领导|同事|翻|查|调|看|核)",
    "(?:要|得|需要)(?:由)?[^/]{1,10}(?:来)(?:办|处理|跟进|解答|核|做|审)|做不了主|(?:我"
    "|我们)(?:这边)?(?:也)?不(?:太|大|怎么)?(?:熟|懂|归)|我这(?:里|边)?是[^/]{1,8}(?:组|部|科|处"
    "|台|中心|线)|我(?:是)?管不(?:了|到)",
    "(?:单子|资料|记录|数据|内容|明细|账目|页数|东西)[^/]{0,6}(?:多|杂|长|存在)|(?:存在|放在"
    "|留在)[^/]{1,12}(?:系统|仓库|库房|档案|柜|分店|总部)|切过去看|进去看|懂行|更懂|最熟|最清楚"
    "|(?:归|由)[^/]{1,12}(?:管|办|处理|接手)",
    "我[^/]{0,10}(?:瞧瞧|瞅瞅|看看|翻翻|查查|问问)|我[^/]{0,6}(?:走过去|跑一趟|换台|喊一下"
    "|叫他一声|喊一声|叫一声)|说了算|(?:归|是)[^/]{0,4}(?:他|你|我)们?管(?=/|$)|(?:刷卡"
    "|扫码)?授权",
    "在响|来电进来|另(?:外)?一[^/]{0,4}(?:电话|线|来电)|有人找|有人敲|件急事|有急事|个急事",
)
_REASON = sounding("|".join(_REASONS))
#: 的, where the rule wants 得, which sounds alike
_OURS = re.compile("我的|们的")
_LATE = sounding(
    "(?:线路|电话|热线|座席|坐席|来电|咨询|进线|人工|客户|话务|客服|线上|人)[^/]{0,8}(?:忙|多|满"
    "|高峰|占|排队|量大|紧张)|高峰|人手|忙不过来|(?:几条|多条|好几)[^/]{0,3}(?:线|电话)"
    "|一(?:拨|波|个)接(?:着)?一(?:拨|波|个)|(?:就|只有|只剩)[^/]{0,3}个(?:人|客服|坐席)|打进来的"
    "|同时(?:进|打)|所以[^/]{0,6}才|抽(?:走|过去|调)|打(?:电话|进来|来)的[^/]{0,4}多|排(?:着"
    "|了)(?:长)?队|一直在(?:核对|处理|查|忙|接|跟)|(?:线|队伍|队)[^/]{0,3}(?:很长|太长|排)"
    "|(?:系统|网络|电脑)[^/]{0,4}(?:慢|卡|故障|坏|断)"
    "|(?:刚才|刚刚)[^/]{0,4}(?:在接|在处理|在忙)|因为|由于"
)
_TARDY = sounding(
    "(?:等|候)了(?:半天|这么|好|很|许)|(?:接|回|复|回复|答复)(?:得|的)?(?:慢|迟|晚)|等(?:急|久|这么久|半天)|久等"
)
_PATIENCE = sounding(
    "(?:坐|歇|候)(?:一)?会|别(?:扣|断|搁)|(?:举|拿)着(?:别|就)|容我|(?:听|放)段音乐|先听|稍候|稍稍等|耽(?:搁|误)你[^/]{0,3}(?:分钟|会)|等我|候着"
    "|候一候|稍候|[一两几三五半十]分钟(?:的事|就好|就行)|[一两几三五半十]分钟[^/]{0,4}(?:成|行|可以|好)(?:吗|不|么)"
)
_PATIENCE_ENGLISH = re.compile(
    r" (?:on hold|hang on|hang fire|hold tight|sit tight|wait|bear with|two ticks|a tick|give me|a sec|a moment) "
)
#: what keeps somebody or something from coming in time
_KEPT = sounding(
    "爆胎|堵车|堵在|路上堵|抛锚|交通事故|大雪|大雨|暴雨|台风|封路|道路|限行|航班取消|车坏|临时有|人手不|缺件|缺货|停电|停水"
)
_LATE_BY = sounding(
    "(?:晚|迟|延误|耽搁|耽误|推迟|延后)(?:了)?(?:点|些|一|半|两|几|到|送|会|十)|来不了|到不了|送不了|赶不到"
)
#: a refusal that says itself why
_SINCE = sounding(
    "不是(?:我|我们)?(?:这边)?不[^/]{1,8}/?(?:是|而是|主要是)[^/]{3,}|(?:没有|缺"
    "|少)[^/]{0,8}(?:授权|签字|证明|委托|凭证|签名|盖章|记录|小票|票据|发票|身份证"
    "|原件)[^/]{0,6}/|(?:得|要|须)看[^/]{1,12}(?:结果|情况|鉴定|报告)|(?:线|电话"
    "|话机)[^/]{0,3}(?:要|得|是)留给"
)
_BECAUSE = sounding("因为|由于|鉴于|考虑到|为了|出于|按(?:照)?[^/]{0,4}规定|根据[^/]{0,4}规定")
_REFUSED = sounding(
    "(?:不能|无法|没办法|没法|不便|不可以)(?:再)?(?:把|跟|给|帮|为|替|向|透露|告诉|告知|提供|办|退|改|查|受理|直接|开|取消|换|修|送|发)"
    "|(?:退|改|查|办|换|修|送|提供|发|开|受理|安排|取消|处理)不(?:了|回|到|成|出)|不(?:支持|予|方便透露|便透露|方便提供)"
    "|没有?权限|(?:暂时|只能|所以)[^/]{0,6}(?:不能|无法|没法|没办法|等|不了)"
)
#: which of two it is
_EITHER = sounding(
    "(?<!不管)(?<!无论)(?<!不论)(?<!你看)是[^/]{1,8}(?:/)?还是(?!要|得|请|让|没|不|由|我|听|没有|会|需要|可以|能)[^/]{1,8}$"
)
_MUST_ASK = sounding(
    "我(?:们|这边)?(?:还)?(?:需要|得|要去)(?:先)?(?:去)?(?:跟|向|和|问|请示|请)[^/]{0,12}(?:" + _DUTY + "|一下|问问)"
)
_NOT_ALONE = frozenset({"promise_reply", "promise_report", "offer_callback", "cannot_answer_now", "offer_relay"})
_LOOK = (
    "(?:look|check|find|verify|ask|confirm|pull|speak|consult|see|get|fetch|go|talk|open|discuss"
    "|bring|dig|grab|have a"
    "|read|run|ring|search|locate|review|work|track|trace|load|log|double|chase|nip|pop over|clear|sort|figure|scan)"
)
_REASON_ENGLISH = re.compile(
    rf" (?:need|needs|have|want|going|like|id better|gonna|got) (?:to )?(?:just |quickly |first "
    rf"|go and |go |double |have to )?{_LOOK}\b"
    rf"| (?:let me|ill|i will|while i|whilst i|so (?:that )?i can|until i|and i|as i|and) (?:just "
    rf"|quickly |go and )?{_LOOK}\b"
    r"| (?:because|since|as (?:we|its|the|this|it)|due to|in order to|so that) "
    r"| (?:handled?|handles|deals?|dealt|looks? after|looked after|responsible|specialises?) "
    r"| (?:they|she|he|department|team|billing|sales)[^|]{0,20} (?:can help|will be able"
    r"|are better|know more|has the details|(?:knows?|understands?)[^|]{0,20} better|know all)"
    r"|outside (?:my|our) (?:patch|area|remit|field)|not (?:my|our) (?:patch|remit|department)"
    r"|another (?:team|department|desk|branch)|not my (?:area|field)|different (?:team"
    r"|department)"
)
_LATE_ENGLISH = re.compile(
    r" (?:busy|queues?|long queue|flood|rush|swamped|inundated|backlog|lines|very high"
    r"|high volume|a lot of calls|lots of calls|so many calls|many calls|short staffed|because"
    r"|due to|another call|peak) "
)
_REFUSED_ENGLISH = re.compile(
    r" (?:cant|cannot|can not|unable to|not able to|not allowed|not possible|couldnt|wont be able) "
)
_BECAUSE_ENGLISH = re.compile(r" (?:because|since|due to|as (?:its|it|the|this|that|youre|your|we|i)) ")
#: an act that is said with the words of another
_INSTEAD = {
    "ask_read_back": ("ask_repeat", "read_back", "ask_confirm"),
    "ask_mandarin": ("ask_repeat",),
    "ask_other_speaker": ("ask_mandarin",),
}
#: a question that is one of these is no question for details
_OTHER_QUESTIONS = ("ask_name", "ask_contact", "ask_unit", "offer_help", "anything_else", "ask_repeat", "ask_handset",
                    "check_audible", "spell_character", "check_understood", "rhetorical_question",
                    "ask_satisfied", "ask_other_phone", "ask_read_back", "ask_other_speaker")  # fmt: skip


def settle_steps(hits: dict[str, Hit], normal: Normal) -> None:
    """Adds and takes away what hangs on a step of ours."""
    for act, others in _INSTEAD.items():
        if act in hits:
            for other in others:
                hits.pop(other, None)
    if "shout_louder" in hits and "ask_louder" not in hits:
        hits.pop("state_no_sound", None)
        hits.pop("state_unclear", None)
    if normal.text[:1] != " " and "spell_character" not in hits and "offer_alternative" not in hits:
        either = _EITHER.search(spoken(normal)[0])
        if either is not None and "ask_details" not in hits:
            hits["ask_details"] = Hit("ask_details", *span_of(normal, either), "pattern", 0.8)
    details = hits.get("ask_details")
    if details is not None and any(
        _overlap(details, hits[act]) for act in _OTHER_QUESTIONS if act in hits and hits[act].how != "fuzzy"
    ):
        del hits["ask_details"]
    english = normal.text.startswith(" ")
    for act, match in (("ask_consent", _leave(hits, normal, english)), ("give_reason", _reason(hits, normal, english))):
        if match is not None and act not in hits:
            span = normal.span(match.start(), match.end()) if english else span_of(normal, match)
            hits[act] = Hit(act, *span, "pattern", 0.9)
    note = hits.get("take_note")
    if "ask_consent" in hits and note is not None:
        said = written(normal)
        if _overlap(hits["ask_consent"], note) or not (english or {"了", "着"} & set(said)):
            del hits["take_note"]


def _leave(hits: Mapping[str, Hit], normal: Normal, english: bool) -> re.Match[str] | None:
    if _LEAVE_STEPS.isdisjoint(hits):
        text = normal.text if english else spoken(normal)[0]
        steps = (_END_ENGLISH,) if english else (_END, _OUR_STEP)
        if all(step.search(text) is None for step in steps):
            return None
    return _TAIL_ENGLISH.search(normal.text) if english else _TAIL.search(spoken(normal)[0])


def _reason(hits: Mapping[str, Hit], normal: Normal, english: bool) -> re.Match[str] | None:
    text = normal.text if english else spoken(normal)[0]
    if "apologise_wait" in hits or (not english and "apologise" in hits and _TARDY.search(text)):
        late = (_LATE_ENGLISH if english else _LATE).search(text)
        if late is not None:
            return late
        if "state_outage" in hits:
            return re.search(".+", text)
    if not english and "apologise" in hits and _KEPT.search(text) and _LATE_BY.search(text):
        return _KEPT.search(text)
    since = None if english else _SINCE.search(text)
    if since is not None and (
        "cannot_answer_now" in hits
        or "decline_private_call" in hits
        or _REFUSED.search(text)
        or "不是不" in written(normal)
    ):
        return since
    if "announce_end" in hits or "state_no_reply" in hits or "decline_private_call" in hits:
        return None
    reason = next((found for found in (_REASON_ENGLISH if english else _REASON).finditer(text)
                   if (english or not _OURS.search(written(normal), found.start(), found.end()))
                   and not ("notice_transfer" in hits
                            and _overlap(_as_hit(normal, found, english), hits["notice_transfer"]))), None)  # fmt: skip
    if reason is not None and (not _WAITING.isdisjoint(hits) or _waits(hits, text, english)) and not (
        "state_progress" in hits and _overlap(_as_hit(normal, reason, english), hits["state_progress"])
    ):  # fmt: skip
        return reason
    because = (_BECAUSE_ENGLISH if english else _BECAUSE).search(text)
    if because is not None and (_REFUSED_ENGLISH if english else _REFUSED).search(text) is not None:
        return because
    if not english and _NOT_ALONE.isdisjoint(hits) and "state_purpose" not in hits:
        return _MUST_ASK.search(text)
    return None


def _waits(hits: Mapping[str, Hit], text: str, english: bool) -> bool:
    """Whether words that ask for a little patience stand in the text, though they were not heard as an act."""
    if not {"promise_reply", "offer_callback", "anything_else", "offer_help"}.isdisjoint(hits):
        return False
    return (_PATIENCE_ENGLISH if english else _PATIENCE).search(text) is not None


def _as_hit(normal: Normal, match: re.Match[str], english: bool) -> Hit:
    start, end = normal.span(match.start(), match.end()) if english else span_of(normal, match)
    return Hit("", start, end, "pattern")


def _overlap(one: Hit, other: Hit) -> bool:
    return one.start < other.end and other.start < one.end
