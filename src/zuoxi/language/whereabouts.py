"""Where somebody or something is: the person wanted is elsewhere, the customer's matter has come so far.

Both are told of a third party in words that no list holds, so the form of the clause is judged: who or what it is about, and
that it has moved, is busy or is done. It refuses clauses about the customer, promises, questions, suppositions and rules.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from zuoxi.language.normalising import Normal
from zuoxi.language.reading import Hit
from zuoxi.language.sounding import span_of, written

_NAME = r"(?:[小老阿][^\W\d_你我们是这那的]|[^\W\d_你我他的了不]{1,3}"
_PERSON = (
    rf"(?:他|{_NAME}(?:经理|主任|主管|老师|总|工|店长|院长|校长|医生|大夫|律师|师傅|会计|科长|处长|所长|厂长|组长|队长|教练|秘书|教授|护士|先生|女士|小姐|姐|哥))"
    r"|经理|主任|主管|店长|老板|老板娘|院长|校长|园长|厂长|所长|科长|组长|队长|负责人|会计|翻译"
    r"|大夫|医生|律师|同事|秘书|助理|管家|领导|总监|(?:你|要)(?:要|想)?找的[^|]{0,6}?)"
)
_WHEN = r"(?:人|本人|这会|现在|今天|今|昨天|刚才|刚刚|刚|正好|正|这两天|这周|上午|下午|早上|晚上|还|已经|都|前脚|上个月|上周|也)*"
_ELSEWHERE = (
    r"(?:(?:去|跑|陪|带|回|到|飞|上|下|往)(?!过|年|你|得|底|时|账|货|期|次|来电|现在|目前)[^"
    r"|]{1,12}(?:了|去了|呢|会|课|差)(?=\||$)|回(?:老家|家|总部|学校|国)"
    r"|(?:在|正在)(?!查|核|处理|修|联系|约|安排|帮|给|确认|跟进|审|催|赶|路上|等|协调|问|找|调"
    r"|整理|弄|看你|你|清点|对)[^|]{1,10}(?:会|呢|课|庭|手术|培训|出差|休假|外地|里|上|楼|院|场"
    r"|客户|电话|班|考试|吃饭|诊)(?=\||$|他|要|得|手机)"
    r"|(?:走了|刚走|歇班|歇了|休班|倒班|补休|休[^|]{0,2}假|不当值|没排班|换(?:到|去|成)?[^"
    r"|]{0,4}(?:班|岗|店|部门)|见不着|不上班|没来上班|不坐班|住院|生病|病了|喊走|叫走|请走|拉去"
    r"|派去|借调|脱岗|忙得|没空)"
    r"|被[^|]{1,5}(?:喊走|叫走|派|拉|请)[^|]{0,5})"
)
_ABSENT = re.compile(
    rf"(?:^|\||不巧|不凑巧|抱歉|不好意思|我们这(?:的)?|我们(?:家|店|公司|单位)?(?:的)?){_PERSON}{_WHEN}{_ELSEWHERE}"
)
_ABOUT_YOU = re.compile(
    r"(?:给|帮|为|替|跟|向|找|联系|往|到)你|你家|上门|路上|正赶|如果|要是|以后|之后|的时候|会给|吗(?:\||$)|了没"
)
_ENGLISH_ABSENT = re.compile(
    r" (?:he|she|hes|shes|they|theyre|mr \w+|mrs \w+|ms \w+|miss \w+|dr \w+|professor \w+|(?:the"
    r"|our) (?:\w+ )?(?:manager|foreman|forewoman|registrar|director|boss|owner|chef|doctor|nurse"
    r"|vet|teacher|supervisor|engineer|colleague|receptionist|accountant|solicitor|lawyer|agent"
    r"|secretary|caretaker|landlord|consultant|surgeon|dentist|pharmacist|head|lady|gentleman"
    r"|editor|translator|interpreter|buyer|mechanic)|my (?:colleague|manager|supervisor|boss)) "
    r"(?:(?:is|was|has|had|have|are|s|will be|just|now|already|currently|only|actually|been"
    r"|always|sadly|unfortunately) )*"
    r"(?:gone (?:into|to|out|on|for|off|home|up|down|over|back)\b|called in sick|in (?:a|an"
    r"|another|the middle of a) (?:meeting|call|interview|session|consultation)|at lunch|at (?:a"
    r"|the) (?:meeting|conference|dentist|doctors?|hospital|funeral|wedding|bank|training|other)"
    r"|up on the|out in the|out with|working from (?:home|another)|working (?:nights|away"
    r"|late shift|the late)|on (?:nights|shift from|a call|the other line|his lunch|her lunch"
    r"|their lunch|his break|her break|a course|training|jury|site|the road|the shop floor)"
    r"|with (?:a|another|the) (?:customer|patient|client|visitor|family|guest|tenant|supplier"
    r"|auditors?)"
    r"|(?:has |have )?(?:finished|left|clocked off|logged off) (?:for|early|at|already|half|an|a"
    r"|ten|five)|not (?:back|due|expected) (?:until|till|in|back)|off (?:with|sick|on|until|till"
    r"|for|today)|away (?:on|until|till|at|this|for|with)|abroad|poorly|in court|in surgery"
    r"|in theatre|teaching|travelling|flying|delivering a|doing the rounds|on rounds)\b"
)
_ITEM = (
    r"(?:工单|申请|订单|包裹|快件|单子|货|快递|退款|退费|款子|款项|维修单|材料|资料|理赔|案子"
    r"|案件|合同|发票|证件|证|配件|零件|样本|样品|检测|报告|赔付|投诉单?|审批|保险|贷款|签证|护照"
    r"|物流|仪器|家具|柜子|窗帘|车子|车(?!位|险|牌|票|型|库)|师傅|工程师|骑手|快递员|司机"
    r"|抢修队|施工队|工程队|维修队|工人|电工|技术员?|技术部|仓库|库房|厂家|财务|银行|医保局|站点|网点|总部|保险公司|审核员|同事)"
)
_REACHED = (
    r"(?:(?:已经|已|刚刚|刚|都|昨天|昨晚|今早|今天|上午|早上|下午|中午|前天|现在|目前|眼下|这会|正|还"
    r"|全|就)*(?:(?:到|过|批到|派到|转到|送到|走到|排到|卡在|停在|排着|进了|上了|上机|上车|过了|出了"
    r"|打出来|发出来|做好|办好|装好|修好|备好|查出|拆完|装完|测完|对完|批完|签完|盖完|寄走|寄出|发走"
    r"|下来|送出|交给|提交|进入)[^|吗没]{0,10}|在[^|]{1,12}(?:呢|着|中))(?=\||$))"
)
_CAME = re.compile(
    rf"(?:^|\||你(?:的|这|那)?(?:个|件|张|笔|台|批)?)[^|我]{{0,5}}?{_ITEM}[^|我吗]{{0,3}}{_REACHED}"
    r"|(?:就差|只差|还差|就剩|只剩|还剩)[^|]{1,8}(?:$|\|)|(?:[三两四五几]个|一共)[^|]{1,6}(?:问|查|找|翻|核|联系)了(?:[一两三四五六七八九]|半)"
    r"|(?:翻|查|核|对|看|数|听|找)到(?:了)?[^|你]{0,6}(?:月|页|号|条|步|行|笔|个|点)[^"
    r"|]{0,3}(?:了)(?=\||$)|(?:正|正在|还在)(?:对|查|翻|核|看|找|问|搜|算|比)[^|]{1,8}(?:呢"
    r"|着)(?=\||$)|(?:找|查|翻|搜|调)(?:着|到|出)(?:那|这|了|你)[^|]{1,8}(?:单|账|记录|档|件|合同"
    r"|底)"
)
_NOT_CAME = re.compile(
    r"如果|要是|以后|之后|的话|一般|通常|我通知|我(?:再|就|会)?告诉|就给你|会给|给你回|吗(?:\||$)"
    r"|了没|没有(?:\||$)|哪|什么|多少|是不是|你(?:说|讲|反映|提|刚才|刚说|是|记)|对[吗吧]|需要"
    r"|必须|只要|才能|可以|建议|不能|无法|没法|因为|上次|你可|说明|到期|注意|请你|先到先得|秒到"
    r"|不分|会在|即可|就能"
)
_ENGLISH_CAME = re.compile(
    r" (?:your|the) (?:\w+ ){1,3}?(?:has (?:moved|gone|been|passed|come|reached|cleared|left"
    r"|arrived|started|landed)|(?:is|was|s) (?:at the|at stage|now with|with (?:the|our)|sitting"
    r"|waiting|being|in the (?:final|last|queue|hands|system)|on (?:a|its|the) (?:lorry|van|way"
    r"|truck|bench)|half|being|nearly|almost|finishing|next))\b"
    r"| ive got as far as | got (?:as far as|up to|to page) | the \w+ (?:is|are) (?:finishing"
    r"|on (?:their|his|her|the) way|packing|loading|just)\b| weve (?:ordered|sent|booked|asked"
    r"|chased|rung|raised|escalated)\b"
)
_ENGLISH_NOT_CAME = re.compile(
    r" (?:if|when|once|usually|normally|please|would you|could you|you said|sorry to hear|should be|will be) "
)


def settle_whereabouts(hits: dict[str, Hit], normal: Normal, asked: bool) -> None:
    """Adds that somebody is away and that the matter has come so far. `asked`: the customer has just asked for a person."""
    english = normal.text.startswith(" ")
    plain = normal.text if english else written(normal)
    if "state_absent" not in hits:
        away = (_ENGLISH_ABSENT if english else _ABSENT).search(plain)
        if away is not None and (english or asked or not _ABOUT_YOU.search(plain)):
            _put(hits, "state_absent", normal, away, english)
    if "state_progress" not in hits and not _told(hits) and "state_absent" not in hits:
        came = (_ENGLISH_CAME if english else _CAME).search(plain)
        if came is not None and not (_ENGLISH_NOT_CAME if english else _NOT_CAME).search(plain):
            _put(hits, "state_progress", normal, came, english)


def _told(hits: Mapping[str, Hit]) -> bool:
    """Whether the words are about something else than how far the matter is."""
    return not {"state_outage", "summarise", "read_back", "state_purpose", "state_self", "disclose_private", "ask_details",
                "notice_transfer", "redirect_number"}.isdisjoint(hits)  # fmt: skip


def _put(hits: dict[str, Hit], act: str, normal: Normal, match: re.Match[str], english: bool) -> None:
    span = normal.span(match.start(), match.end()) if english else span_of(normal, match)
    hits[act] = Hit(act, *span, "pattern", 0.8)
