"""Whose voice, whose telephone: acts about hearing that were heard in words on something else are taken back.

"The TV has no sound", "if you cannot hear it", "you said the line was noisy" and "I will say it again" state nothing about
this call and ask nothing of the customer. It refuses to find acts: it only names those, among the acts already heard, that
are to be taken back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from zuoxi.language.normalising import has_chinese
from zuoxi.language.reading import Hit

_STATED = frozenset({"state_no_sound", "state_no_reply", "state_unclear", "state_noise"})
_OF_CALL = _STATED | {"check_audible", "ask_louder", "ask_handset"}
_ASKED = frozenset(
    {"ask_louder", "ask_handset", "ask_other_phone", "ask_call_later", "ask_repeat", "ask_slower", "ask_mandarin",
     "ask_other_speaker", "check_audible"}
)  # fmt: skip
_MINE = _OF_CALL | _ASKED
_RUDE = ("shout_louder", "rude_repeat", "command_speak", "brush_off", "insult", "blame_customer")
_EDGE = re.compile(r"[，,。！!？?；;：:…\n]")
_ENGLISH_EDGE = re.compile(r"[.!?;,\n]")
_DEVICE = re.compile(
    r"电视|机顶盒|遥控|音箱|音响|收音机|洗衣机|空调|冰箱|油烟机|热水器|吸尘|风扇|闹钟|门铃|对讲|监控|摄像|打印|屏幕|投影|功放|主机|发动机|水泵|锅炉|暖气"
    r"|耳塞|降噪|路由|光猫|宽带|播放|视频|游戏|铃声|提示音|警报|报警|楼上|楼下|隔壁|邻居|装修队|扰民|工地|洗碗机|烘干|电梯里|床头|音量键|按键|水压|水流|供水|燃气|扫码|机器|马达|门禁|耳机有"
)
_CALL = re.compile(
    r"电话|通话|话筒|听筒|麦克风|线路|[您你](?:那边|那头|那里|那儿|这边|说话|讲话|的声音|声音|旁边|周围|身边|身后|背景|四周)|听不|听得|听着|没听|嗓|我这边|我这头|辨不"
)
_DEVICE_ENGLISH = re.compile(
    r"\b(?:tv|television|set top|remote|radio|earbuds?|headphones|alarm|doorbell|intercom|dishwasher|fridge|boiler|fan|engine"
    r"|washing machine|machine|router|printer|screen|game|video"
    r"|handwriting|photo|picture|signature|map|label"
    r"|door entry|car park|neighbours?|bar|building site|pipes?|pump|radiator"
    r"|kettle|oven|camera|heater|laptop|app|website)\b",
    re.IGNORECASE,
)
_CALL_ENGLISH = re.compile(
    r"\b(?:your voice|hear you|hearing you|you sound|youre|you're|on your end|your side|the line"
    r"|this line|this call|behind you|around you"
    r"|hear me|off speaker|on speaker|background|make you out|your ear|the phone|a different phone|another phone"
    r"|the call)\b",
    re.IGNORECASE,
)
#: a clause that supposes, or tells what was at another time or what somebody else said
_SUPPOSED = re.compile(
    r"^[^，,。]{0,6}(?:如果|要是|假如|倘若|万一|若是|一旦|若您|遇到)|的话(?:[，,]|$)|[您你](?:是说|反映|提到|说的是|投诉|描述)|[您你]说(?!的|话|得|什么|啥|太|了吗|慢|快|起|一|两|我|清|大|小|这|那)"
    r"|的时候(?:[，,]|$)|以后会|一般|通常|正常"
)
_TOLD_TIME = re.compile(
    r"上次|上回|昨天|昨晚|前天|当时|那天|之前打|上周|前几天|上个月|今早|\b(?:yesterday|last (?:week|time|night|month))\b"
)
_SUPPOSED_ENGLISH = re.compile(
    r"\b(?:if|unless|in case|you said|you mentioned|yesterday|last (?:week|time|night|month)|the other day)\b"
    r"|^\W*when\b|^\W*once\b",
    re.IGNORECASE,
)
#: what the agent says that he does himself
_OWN = re.compile(
    r"^\W*(?:好的?|那|行|没事|没关系|嗯|为了[^我]{1,6})?[，,]?我(?:们)?(?:这边|这就|这里)?"
    r"(?:可以(?:用|说|讲|再|帮)|能(?:用|说|讲)|再|重新|重复|来|会|就|把|给|跟|尽量|现在|慢|大|说|讲|念|报|复述|提高|靠|换|改|用|一个|逐|都|的|也)"
)
_THEIRS = re.compile(
    r"请|麻烦|劳|烦您|辛苦|您?能不能|[您你](?:可以|能|再|说|讲|那|的|这)|好吗|行吗|成吗|可以吗|行不|方便|听不|没听|没跟|没记|漏"
)
#: words about somebody else than the customer on the line
_OTHERS = re.compile(
    r"(?:他们?|她|师傅|快递|司机|骑手|同事|厂家|厂商|供应商|供货商|商家|卖家|平台|前台|仓库|邮件|短信|敲门|按铃)[^您你，,。]{0,10}$"
)
_OUR_SIDE = re.compile(r"我们?(?:这边|这里|这儿|办公室|机房|店里)(?![^。]{0,12}听)")
_OURS_SPEAK = re.compile(
    r"(?:这位|那位|导游|老师|客服|讲解)[^您你，。]{0,5}(?:讲|说|用)[^您你，。]{0,5}(?:普通话|国语)|(?:我们|我家|坐席|客服|员工|店员|师傅|同事|工作人员|导游|讲解|[^您你，。]{1,4}员)[^您你，,。]{0,5}(?:都|会|能|可以|也)[^您你，,。]{0,4}(?:普通话|国语|英语|英文|粤语)"
)
_POLITE = re.compile(
    r"您|请|麻烦|劳|烦|谢|抱歉|不好意思|对不|可以|能不能|能否|好吗|辛苦|受累|方便|能[^，。]{0,8}[不吗么]|\b(?:please|could|would|might|may|grateful|trouble|sorry|thank|thanks|mind|kindly|afraid|pardon|can)\b",
    re.IGNORECASE,
)


def not_heard_here(text: str, hits: Mapping[str, Hit]) -> list[str]:
    """The acts about hearing that were found in words which do not do them."""
    own = _MINE & hits.keys()
    if not own:
        return []
    chinese = has_chinese(text)
    found = {act for act in own if _elsewhere(text, act, hits[act], chinese)}
    heard = hits.get("check_audible")
    if heard is not None and "听不" in text[heard.start : heard.end] and _EDGE.search(text, heard.start, heard.end):
        found.add("check_audible")
    if "ask_stay" in hits and "ask_handset" in own and _overlap(hits["ask_stay"], hits["ask_handset"]):
        found.add("ask_stay")
    if "ask_louder" in own and _POLITE.search(text) is None:
        found.add("ask_louder")
    if not hits.keys().isdisjoint(_RUDE) and _POLITE.search(text) is None:
        found |= own & {"ask_repeat", "ask_slower", "ask_call_later", "ask_other_phone"}
    return sorted(found)


def _elsewhere(text: str, act: str, hit: Hit, chinese: bool) -> bool:
    edge = _EDGE if chinese else _ENGLISH_EDGE
    start = max((match.end() for match in edge.finditer(text, 0, hit.start + 1)), default=0)
    after = edge.search(text, max(start, hit.start + 1, hit.end - 1))
    clause = text[start : len(text) if after is None else after.end()]
    if act in _OF_CALL and (_DEVICE if chinese else _DEVICE_ENGLISH).search(text) is not None:
        if (_CALL if chinese else _CALL_ENGLISH).search(text) is None:
            return True
    if (
        act == "state_noise"
        and chinese
        and _OUR_SIDE.search(text, 0, hit.end) is not None
        and "您" not in text[: hit.end]
    ):
        return True
    if act == "state_no_reply" and chinese and _OTHERS.search(text[start : hit.start + 1]) is not None:
        return True
    if act in _STATED and _TOLD_TIME.search(text, 0, hit.start) is not None:
        return True
    if act in _STATED and (_SUPPOSED if chinese else _SUPPOSED_ENGLISH).search(clause) is not None:
        return True
    if not chinese:
        return False
    if act == "ask_mandarin" and _OURS_SPEAK.search(text) is not None:
        return True
    return act in _ASKED and _OWN.search(clause) is not None and _THEIRS.search(clause) is None


def _overlap(one: Hit, other: Hit) -> bool:
    return one.start < other.end and other.start < one.end


#: what a noise sounds like: 滋滋, 哐当哐当, 哗啦啦
_SOUNDS = re.compile(
    r"[哐当嘶啦哗滋嗞吱嗡呼咚轰隆噼啪沙喳嘎咔嚓嘀嘟铛叮呜嗖嗤砰啷呲刺拉]{2,}(?:的|地|响|声|作响|乱响|直响)"
)


def noise_hits(text: str, hits: Mapping[str, Hit]) -> list[Hit]:
    """A noise that is imitated, where the call is spoken of."""
    match = _SOUNDS.search(text) if "state_noise" not in hits else None
    if match is None or len(set(match.group())) == len(match.group()) or _DEVICE.search(text) is not None:
        return []
    if _CALL.search(text) is None and re.search("[您你]|线里|这边", text) is None:
        return []
    return [Hit("state_noise", match.start(), match.end(), "pattern", 0.9)]
