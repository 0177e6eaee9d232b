"""Full names that stand after a word that announces one: a field (收件人), a role (主管), a relation (我侄子), a greeting.

Why on its own: these are names of anybody, not only of the speaker, so they are less sure (`ANOTHERS_NAME`) than what a customer says
of himself, and nobody's name is learnt from them. It refuses surnames alone, and a word that merely begins like a surname.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zuoxi.language.reading import ANOTHERS_NAME, Fact
from zuoxi.language.surnames import DOUBLE, RARE_DOUBLE, WIDEST

#: words that begin like a surname
_STOP = (
    "(?!顾客|顾问|常[客年来规用见常说]|安[全装排静心检保慰]|高[级层一二三中考兴低温铁速血峰烧热压]|马[上路桶]|金[卡牌额融属]|白[金天领色条]|程[序度]"
    "|司机|文[员件化本字]|成[员年功本绩都人为品交]|任[何务]|向[您你来我]|万[不分一能元块]|于[关是今明]|关[于心系机门闭]|方[便式向法案面]|许[多可]|严[重格肃]|何[时必处]"
    "|路[过上费口线程由边]|单[位身独号元子价据]|管[理家道]|项目|代[理表办替码]|车[安主辆牌位库间票上门号费子型来在]|左右|温[和度馨州]|易|陆续|华[人为东南北中]"
    "|柜|毛[病巾利]|史上|尚未|施工|申[请报诉]|和|江[湖苏西]|兰|孙[女子]|时|石[家头油]|汤|钱[包款数已没不]|费[用]|包[括含裹]|房[间]|余[额下款]|水[费电]|季[度节]"
    "|龙[头虎]|黄[色金牌]|黑[色]|康[复]|齐[全]|连[接续]|张[口贴三数]|别|才|更|沙[发特]|解[决释除绑冻约]|初[步次始级中]|占[用线]|池|练[习]|强[制]|慎[重]|伏|郁[闷]"
    "|海[外南口]|北京|上海|广[州东]|英[文语国]|全[名部]|段[时]|应[该当]|章[程]|甘[肃]|宁[可愿]|乔[迁]|柳[州]|贵[阳州姓]|苏州|郑州|杭州|贺[卡]|尹|邱|宋体|谢谢"
    "|古|姚|明|赖|梁上|田里|林[里区]|叶子|杜绝|武[汉]|童[装]|雷[同]|阳|青|齐|鲁|莫[名非]|欧[元洲]|游[客戏泳]|卓|宿[舍]|谷[歌]|桂[林花]|桑|盛|计|强)"
)
_DOUBLES = "|".join((*DOUBLE, *RARE_DOUBLE))
#: given names hold none of these; 王副主任 and 张老太太 are no full names
_GIVEN = "[^\\W\\da-zA-Z_的了吗吧呢啊是在有没就不我你您他她它们这那什么哪怎很都还说要会能可以给把被让和跟与或但而且之其已经也又再点号位个某姓副人]"
_NO_TITLE = "(?!先生|女士|小姐|太太|医生|大夫|老师|师傅|经理|主任|教授|老板|律师|阿姨|叔叔)"
_FULL = rf"((?:{_DOUBLES}){_NO_TITLE}{_GIVEN}{{1,2}}?|(?!{_DOUBLES}){WIDEST}{_NO_TITLE}{_GIVEN}{{1,2}}?)"
_FULL_THREE = rf"((?:{_DOUBLES}){_NO_TITLE}{_GIVEN}{{1,2}}?|(?!{_DOUBLES}){WIDEST}{_NO_TITLE}{_GIVEN}{{2}})"
_TITLE = "先生|女士|小姐|太太|医生|大夫|老师|师傅|经理|主任|教授|护士|律师|工程师|法官|同学|同志|阿姨"
_HARD_END = r"(?=[，,。.！!？?、；;：:\s（(]|$"
_END = (
    rf"{_HARD_END}|{_TITLE}|的|[吧啊呀吗呢就会已在来去给跟和将也不没是正这那帮为由从到对让把有本先再要都说]"
    r"|[上下]次|[上下]周|[昨今明后]天|刚[才刚]|回[您你我电复]|[出坐]诊|负责|联系|电话|手机|身份证|地址|证件|随后|稍后|现在|预约|报[修名]|[0-9])"
)
_HARD = rf"{_HARD_END}|{_TITLE}|的|吧|啊|呀|吗|电话|手机|身份证|地址)"
_FIELD = (
    "收[件货款]人|[寄发]件人|联系人|户名|户主|机主|车主|业主|房主|开户人|持[卡证]人|投保人|被保险人|被保人|受益人|报[修案名失警]人|申请人|申办人|预[约订定]人|订[票餐房]人"
    "|入住人|住客|客人|乘[客机车]人?|旅客|就诊人|患者|病人|产妇|老人|家属|姓名|名字|全名|大名|本名|真名|付款人|经办人|委托人|代办人|法人|法定代表人|抬头|住户|租客|房客|租户"
    "|学员|学生|考生|孩子|宝宝|会员|客户|监护人|担保人|当事人|投诉人|举报人|反映人|实名|登记人|取件人|提货人|签收人|登记的?|署名|原名|改名"
)
_FIELD_JOIN = r"(?:登记|填写|那里|一栏|这里|上面)?(?:的|就|应该|现在)?(?:[是叫为写填]|名叫|叫做|改[成为]|换成|[啊呢嘛])?(?:[：:，,] ?|\s)?"
_ROLE = (
    "主管|经理|店长|医生|医师|大夫|护士长?|教授|专家|主任|工程师|技师|师傅|司机|快递员|配送员|骑手|维修[员工]|安装[员工]|管家|顾问|专员|业务员|理赔员|查勘员|律师|班主任"
    "|教练|导游|助理|秘书|柜员|客服|坐席|座席|组长|队长|站长|院长|校长|处长|科长|局长|技术员|调解员|法官|设计师|督导|审核员|房东|中介|化妆师|月嫂|保洁员?|网格员|负责人|值班员|领导|同事"
)
_KIN = (
    "先生|太太|老公|老婆|爱人|妻子|丈夫|儿子|女儿|侄子|侄女|外甥女?|母亲|父亲|妈妈?|爸爸?|爷爷|奶奶|外公|外婆|姥姥|姥爷|岳父|岳母|公公|婆婆|哥哥?|姐姐?|弟弟?|妹妹?"
    "|表[哥姐弟妹]|堂[哥姐弟妹]|朋友|同学|室友|邻居|孩子|孙子|孙女|老板|舅舅|叔叔|姑姑|伯伯|婶婶|男朋友|女朋友|女婿|儿媳|媳妇|闺女|姑娘"
)
_FIELDED = re.compile(rf"(?:{_FIELD}){_FIELD_JOIN}{_STOP}{_FULL}{_HARD}")
_ROLED = re.compile(rf"(?:{_ROLE})(?:是|叫|名叫|：|:)?{_STOP}{_FULL}{_END}")
_RELATED = re.compile(rf"[我他她您你的](?:{_KIN})(?:[是叫，,]|名叫|名字叫)?{_STOP}{_FULL}{_HARD}")
_GREETED = re.compile(
    rf"(?:[您你]好|早上好|上午好|下午好|晚上好|查到了|找到了|核对一下|确认一下|确认下|核对下|请问是|请问您是|是)[，,：:！! ]?{_STOP}{_FULL_THREE}"
    r"(?=[，,！!](?![0-9零〇幺一二三四五六七八九]{4})|对吗|对吧|吗|本人)"
)
_TITLED = re.compile(
    rf"(?:^|[，,。：:！!；;、接挂找请叫让是约给和跟与问派见看由到\s]){_STOP}{_FULL}(?<![老大小总两姓家])(?<!客户)(?={_TITLE})"
)
_CALLED = re.compile(rf"(?:我叫|我的名字叫|名叫|叫做){_STOP}{_FULL}{_HARD}")
#: somebody is looked for, sent for or given something: three characters and a clear end
_VERBED = re.compile(
    rf"(?:找一下|我找|要找|[让叫派由替陪]|转接?|接通|联系|通知|告诉|登记在|写的是|签的是|[寄送转发交留]给|给|[是叫]){_STOP}{_FULL_THREE}"
    r"(?=[，,。！!？?]|$|名下|接(?:一下)?电话|签收|代[收领签办]|来?取|本人|亲[启自]|那[里边]|的(?:名字|名下|包裹|快递|电话|订单|号))"
)
_SUFFIXED = re.compile(
    rf"(?:^|[，,。：:！!；;\s]|[您你]是|请问|[在由]){_STOP}{_FULL_THREE}(?=名下|本人|签收|亲启|在吗|在不在|收[，,。]|收$)"
)
_SELF = re.compile(
    rf"(?:我就?是|本人|我这[边里]是|这[边里]是|[我免贵]姓{WIDEST}[，, ](?:名?叫|全名|名字)?是?){_STOP}{_FULL}(?=[，,。.！!？?、；;：:\s]|$)"
)
#: a second name after one that was found
_SECOND = re.compile(rf"[和与、跟及，]{_STOP}{_FULL_THREE}{_HARD}")
_MARK = re.compile(
    f"{_FIELD}|{_ROLE}|{_KIN}|{_TITLE}|我叫|[我边里您你]是|本人|姓|名下|签收|[让叫派由替陪找给]|转接|联系|通知|名叫|叫做|[您你]好|[早上下晚][上午]好|到了|一下|请问|确认下|核对下"
)
_FORMS = (_FIELDED, _ROLED, _RELATED, _TITLED, _VERBED, _SUFFIXED)
_OWN_FORMS = (_CALLED, _SELF)

_CAP = r"(?!(?:Mr|Mrs|Ms|Miss|Dr)\b)[A-Z][a-z]*(?:['’-][A-Z])?[a-z]+"
_FULL_ENGLISH = rf"((?:{_CAP}|[A-Z]\.) (?:[A-Z]\. |(?:van|de|von|bin|al) )?{_CAP}(?: {_CAP})?)\b"
_TITLE_ENGLISH = r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.? )?"
_ROLE_ENGLISH = (
    "nurse|doctor|manager|supervisor|engineer|technician|driver|colleague|courier|agent|guest|passenger|patient|recipient|customer|"
    "consultant|lawyer|receptionist|plumber|electrician|inspector|advisor|adviser|assistant|director|teacher|tenant|landlord|"
    "account holder|cardholder|policyholder|husband|wife|son|daughter|brother|sister|mother|father|mum|mom|dad|friend|boss|partner|"
    "neighbou?r|uncle|aunt|cousin|nephew|niece|roommate|flatmate|contact|contact person|team leader|specialist|surgeon|dentist|host"
)
_LED_ENGLISH = re.compile(
    r"(?i:\b(?:ask(?:ing)? for|under|in the name of|(?:full |legal )?name(?:'s| is| was| as|:| should be)?|named|called|(?:speak|talk)(?:ing)?"
    r" (?:to|with)|spoke (?:to|with)|this is|(?:so )?i have|made out to|addressed to|registered (?:to|as)|belongs to|"
    r"on behalf of|assigned|(?:appointment|meeting|booked|booking) with|account (?:of|for)|(?:booking|reservation|table|room|appointment|parcel|package|delivery|order|ticket|invite|pass)s? (?:is |was )?for|attention|attn:?|"
    rf"care of|c/o|payable to|issued to|signed by|signed for by|(?:is|are) (?:that|you|i speaking to|this)|(?:{_ROLE_ENGLISH})(?:,| is| was|'s name is|"
    rf" called| named)?)) (?i:the (?:name|surname) )?{_TITLE_ENGLISH}{_FULL_ENGLISH}"
)
_TITLED_ENGLISH = re.compile(rf"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Nurse)\.? {_FULL_ENGLISH}")
_SPEAKING = re.compile(rf"(?:^|[,.!] |\b[Ii]t's ){_FULL_ENGLISH}(?= (?:here|speaking|calling)\b)")
_APPOSED = re.compile(
    rf"(?:^|[:;,.] |\bfor ){_TITLE_ENGLISH}{_FULL_ENGLISH}(?=, (?i:id|passport|mobile|cell|phone|telephone|tel|e-?mail|date of birth|born|card|"
    r"account|arriving|checking)\b)"
)
_VOCATIVE = re.compile(
    rf"(?:^(?:(?i:hello|hi|dear|good (?:morning|afternoon|evening)|thank you|thanks),? )?){_TITLE_ENGLISH}{_FULL_ENGLISH}"
    r"(?=, (?i:thank(?:s| you) for (?!calling|ringing|phoning|your call|choosing)|(?:your|i|i've|i'm|we|we've|you|you've|is that|are you|sorry)\b))"
)
#: whether it is worth looking at all, in either language
NAME_MARK = re.compile(rf"[A-Z][a-z'’.-]* [A-Zvdab][a-zA-Z.]|{_MARK.pattern}")
_CAPITALS = re.compile(r"[A-Z][a-z'’.-]* [A-Zvdab][a-zA-Z.]")
#: a name holds none of these words
_NO_NAME = re.compile(
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\b(?:January|February|March|April|June|July|August|September|October|November|December"
    r"|Road|Street|Lane|Avenue|Park|Plaza|Hotel|Bank|Airport|Station|Hospital|Tower|Gardens|Court|Square|Centre|Center|Mall|Group|Limited|Ltd"
    r"|Company|Insurance|Service|Services|Support|Team|Desk|Department|Office|Customer|Airlines|Airways|University|School|College|Express"
    r"|Premium|Gold|Silver|Platinum|Standard|Deluxe|Hong|Kong|New York|Los|San|United|North|South|East|West|Good|Hello|Thank|Thanks|Please|Sorry"
    r"|The|This|That|Your|Our|My|Is|Are|Was|Yes|No|Okay|Room|Flat|Unit|Block|Apple|Pay|Wi|Visa|Card|Club|Plan|Plus|Pro|Max|House|Great|Happy"
    r"|Type|Level|Version|One|Two|Three|Four|Five|Christmas|Eve|Year|English|Chinese|Dear|Hi|And|But|So|Now|If|When|Not|It|He|She|They|We|You|Well|Right|Terms|Central|Inn|Resort|City)\b"
)


def find_names(text: str, english: bool) -> Iterator[Fact]:
    """Full names of anybody after a word that announces them."""
    if english:
        if _CAPITALS.search(text):
            yield from _english(text)
        return
    if not _MARK.search(text):
        return
    ends = 0
    found = [(*match.span(1), 1.0) for form in _OWN_FORMS for match in form.finditer(text)]
    found += [(*match.span(1), ANOTHERS_NAME) for form in (*_FORMS, _GREETED) for match in form.finditer(text)]
    for start, end, sure in sorted(found):
        if start < ends:
            continue
        ends = end
        yield Fact("name", text[start:end], start, end, confidence=sure)
        second = _SECOND.match(text, end)
        if second is not None:
            ends = second.end(1)
            yield Fact("name", second.group(1), *second.span(1), confidence=ANOTHERS_NAME)


def _english(text: str) -> Iterator[Fact]:
    ends = 0
    found = sorted(
        match.span(1)
        for form in (_LED_ENGLISH, _TITLED_ENGLISH, _SPEAKING, _APPOSED, _VOCATIVE)
        for match in form.finditer(text)
    )
    for start, end in found:
        if start >= ends and not _NO_NAME.search(text, start, end):
            ends = end
            yield Fact("name", text[start:end], start, end, confidence=ANOTHERS_NAME)
