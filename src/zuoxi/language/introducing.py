"""A firm, an office or a desk by the shape of its name where one introduces oneself, and the question for the person called.

For callers' and desks' names that no list knows. It refuses questions about a firm, firms that are spoken about, and a
person who is looked for by the other side.
"""

from __future__ import annotations

import re

from zuoxi.language.names import TITLES
from zuoxi.language.own_names import NOT_NAMES
from zuoxi.language.reading import Names
from zuoxi.language.surnames import ANY

_OWN = (
    r"(?:(?<![给跟找让请和与比对替为])我们?|咱们?|这里|这边|(?:我|咱|我们|咱们)这(?:边|里|头儿?|儿|块)?|这(?:儿|头儿?)?|此处|本人|俺们?)"
    r"(?:呢|呀|啊)?[，,]?\s*(?:就|正|也|这就)?(?:是|为|系|属于|在)"
)
_PLACE = (
    "公司|集团|中心|医院|银行|物业|酒店|宾馆|民宿|旅社|饭店|餐厅|餐馆|茶馆|咖啡馆|超市|商场|商城|商行|平台|科技|旗舰店|专卖店|门店|营业厅|大厅|服务台"
    "|前台|总台|总机|话务台|专线|热线|窗口|客服部?|售后部?|事业部|总部|管理处|供电局|水务局|税务局|公安局|社保局|邮局|事务所|律所|社区|居委会|村委会|街道办?|派出所"
    "|交警队|消防队|大队|支队|中队|学校|小学|中学|大学|学院|幼儿园|驾校|培训班|药房|药店|诊所|门诊|急诊|护士站|驿站|油站|加油站|车站|客运站|服务站|维修站|水站|煤气站|救助站"
    "|图书馆|博物馆|体育馆|健身房|影院|剧院|书店|花店|鲜花店|洗衣店|修车行|车行|4[sS]店|四[sS]店|超市|俱乐部|工会|协会|基金会|法院|检察院|仲裁委|委员会|车管所|房管所|研究所|敬老院|养老院"
    "|医务室|卫生站|卫生院|卫生所|保健站|派件网点|网点|项目部|分诊台|值班室|办公室|教务处|后勤处|保卫处|问询处|挂号处|收费处|报名处|预约处|接待处|招生办|信息科|财务科|设备科|总务科|医务科|内科|外科|儿科|财务部|市场部|人事部|工程部"
    "|客房部|餐饮部|预订部|会员部|售票处|调度室|抢修班|抢修队|维修队|救援队|施工队|维修组|理赔部|理赔组|快递|物流|家政|搬家|保险|燃气|热力|自来水|宽带|出版社|旅行社|报社|电视台|电台"
)
_ORGANISATION = re.compile(
    rf"{_OWN}[^，,。！!？?、]{{0,14}}?(?:{_PLACE})"
    r"(?:的|这边的?|这里的?|这头|那边的|值班的|值班员|夜班的?|工作人员|人员|业务大厅|专线|热线|客服|客服部|售后|老师|医生|护士|专员|经理|理赔员|网格员|(?:的)?小\w)?"
    r"(?=[，,。！!]|$|\s|给[您你]|打来|打过来|来电|请问|跟[您你]|找[您你])"
    rf"|[您你](?:现在|所|正在|已经?)?(?:拨打|接通|拨通|联系|打到|致电)(?:到)?的是[^，,。！!？?]{{0,12}}(?:{_PLACE}|电话)"
    rf"|(?:^|[，,。！!]\s*)[您你]好[，,！!]?\s*(?!欢迎|感谢|谢谢|请|有|我|您|你|这)[^，,。！!？?的]{{2,10}}(?:{_PLACE})(?=[，,。！!]|$)"
    rf"|(?:^|[，,。！!]\s*)(?:早上|上午|中午|下午|晚上)好[呀啊哦]?[，,！!]\s*(?!欢迎|感谢|谢谢|请|有|我|您|你|这)[^，,。！!？?的]{{0,10}}(?:{_PLACE})(?:这边的?|的)?(?=[，,。！!]|$)"
)
_NOT_OWN = re.compile(
    r"不是|专属|给[您你]|哪|什么|正规|一家|大公司|小公司|全国|所有|合作|[您你]?(?:们)?(?:小区|家)的|以为"
)
_ASKS = re.compile(r"[^，,。！!]*?(?:吗|么|[？?])")
_UNIT = (
    "(?:front desk|night desk|service desk|help desk|helpdesk|reception|concierge|housekeeping|switchboard|box office|surgery"
    "|pharmacy|clinic|hospital|school|library|museum|council|garage|hotel|bank|branch|hotline|helpline|department|office"
    "|call centre|call center|contact centre|customer (?:care|service|services|support)|support team|claims team|billing team"
    "|bookings|reservations|accounts|dispatch|water board|company|agency|florist'?s?|store|shop|gym|nursery|dealership|workshop"
    "|solicitors|insurance|desk|team|line|service|studio|salon|restaurant|theatre|university|college)"
)
_ENGLISH = re.compile(
    r"\b(?:this is|you(?:'re| are|'ve| have)(?: now)? (?:on the line (?:to|with)|through to|come through to|reached|called"
    r"|rung|got|speaking (?:to|with)|talking (?:to|with))|(?:calling|phoning|ringing|speaking)(?: you)? (?:from|on behalf of)"
    r"|welcome to|thank(?:s| you) for (?:calling|ringing|contacting|phoning)|i'm from|i'm with|belongs to|i represent|it's"
    r"|here at|(?-i:[A-Z]\w+) (?:at|from|in|with)) (?:the |your (?:\w+'s )?|our )?(?:[\w'&\-]+ ){0,3}?"
    rf"{_UNIT}(?=[,.!?]|\s+(?:here|calling|speaking|about|regarding|and|sir|madam|how|to)\b|$)"
    r"|(?:^|[,.!]\s+)(?:the )?(?:(?-i:(?!(?:Is|Are|No|Not|My|Your|That|Any|At|In|From)\b)[A-Z])[\w'\-]*\s+){0,3}"
    rf"(?:night |main )?{_UNIT}(?: here| speaking)?(?=[,.!]|$)"
    r"|\byou(?:'re| are|'ve come| have come|'ve got)(?: now)? through to (?:the|our) \w+"
    r"|\byou(?:'re| are) through to (?-i:(?:Accounts|Billing|Sales|Bookings|Claims|Support|Dispatch|Reception))\b",
    re.IGNORECASE,
)
_UNITS = (
    "(?i:company|reception|concierge|housekeeping|switchboard|bookings|reservations|helpline|garage|surgery|library"
    "|school|shop|store|gym|college|university|council|team|centre|center|hotline|desk|department|office|hotel|team|clinic|hospital|bank|branch|service)"
)
_ORGANISATION_ENGLISH = re.compile(
    r"\b[Ww]elcome to (?:the )?[A-Z]\w+|\b[Tt]hank(?:s| you) for (?:calling|contacting|choosing|ringing) (?:the )?[A-Z]\w+"
    r"|\b(?:[Tt]his is|[Yy]ou(?:'re| are|'ve come| have come|'ve got) through to|[Yy]ou've (?:rung|called|reached)"
    r"|[Yy]ou're (?:speaking|talking) (?:to|with)|[Cc]alling from|[Rr]inging from|[Ii]'m from|I'm with|calling on behalf of"
    r"|(?:[Ii]t's|I'm|[Tt]his is) [A-Z]\w+(?: [A-Z]\w+)?,? (?:here )?(?:from|at|with)) "
    rf"(?:the |our )?(?:[A-Z]?[\w\-]+ ){{0,3}}?{_UNITS}\b"
    rf"|\b(?:from|with) the (?:[\w\-]+ ){{0,3}}?{_UNITS}\b(?=[,.]|\s+(?:about|to|regarding|and|calling)|$)"
    r"|\b(?:calling|ringing|phoning) (?:you )?from (?:[A-Z]\w+|the \w+)"
    rf"|^(?:[Hh]ello|[Hh]i|(?:[Gg]ood )?(?:[Mm]orning|[Aa]fternoon|[Ee]vening)),? {NOT_NAMES}[A-Z]\w+ [A-Z]\w+[,.]"
    r"|\b(?i:this is|it's|i'm|i am) [A-Z]\w+(?: [A-Z]\w+)? (?:from|with|at|of) (?:the )?[A-Z]\w+"
)
_LOOKED_FOR = re.compile(r"找|联系|打给|说的|收件|代收|转|叫(?!做)|想|要|给|归|负责")
_WHO = rf"(?:(?:{ANY})[\u4e00-\u9fff]{{0,2}}?(?:{TITLES}|叔叔|大爷|大妈|大娘|伯伯|伯母|家长))"
_END = (
    r"(?:本人|家里?人?|的(?:家里?人?|爱人|太太|先生|老婆|老公|妈妈|爸爸|父亲|母亲|孩子|儿子|女儿|家属|电话|手机|手机号|号码|座机))?(?:在用)?"
    r"(?:(?:对|是|没错)?[吗吧么](?=[，,。！!？?]|$)|[不呀啊哈]?[？?])"
)
_PERSON = re.compile(
    rf"(?:是|就是)(?:不是)?([^，,。！!？?]{{0,14}}?){_WHO}{_END}|是不是()姓{ANY}[？?]|贵?姓(){ANY}[对是][吧吗]"
    rf"|(?:^|[，,。！!])(?:请问)?(){_WHO}(?:这会儿?|现在)?(?:在不在|在不|在吗|在家不|在家吗|在旁边吗|在家里吗)"
)


def organisation_span(text: str) -> tuple[int, int] | None:
    """Where the own firm, office or desk is named, by the shape of its name."""
    for match in _ORGANISATION.finditer(text):
        if not (_NOT_OWN.search(match.group()) or _ASKS.match(text[match.end() :])):
            return match.span()
    named = _ORGANISATION_ENGLISH.search(text) or _ENGLISH.search(text)
    return None if named is None or "?" in text[: named.end()] else named.span()


def person_span(text: str, names: Names) -> tuple[int, int] | None:
    """Where it is asked whether this is the person wanted."""
    for match in _PERSON.finditer(text):
        if not any(_LOOKED_FOR.search(part) for part in match.groups() if part):
            return match.span()
    known = names.customer_name or ""
    if len(known) > 1:
        for match in re.finditer(
            rf"(?:是|就是|^|[，,。！!]|请问)({re.escape(known)}|{re.escape(known[1:])}){_END}", text
        ):
            if len(match.group(1)) > 1:
                return match.span()
    return None
