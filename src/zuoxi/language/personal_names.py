"""Names of people behind words that say whose name follows: 收件人, 我爷爷, 一个叫, booking for, my husband.

Why beside the facts: there only the one name a customer gives is a fact; here nobody's may be left. A surname of the whole
list is believed, because a word before it calls for a name and the words after it end one. It refuses a bare surname, a
nickname, and the names of agents, firms and places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zuoxi.language.customer_names import name_hit
from zuoxi.language.personal_kinds import Personal
from zuoxi.language.reading import Fact
from zuoxi.language.surnames import EVERY, EVERY_DOUBLE

#: never in the given name behind a sure word, nor behind a weaker one
_SURE_NO = "的了是在不没我你您他她这那什么吗呢吧啊就也叫给"
_WEAK_NO = _SURE_NO + (
    "还都要会能可到让说去来上下里外们跟与及或把被对从向以为而且但因所其各每某些两几号码元块钱费卡店站路街区县"
    "市省楼室房机话账户款票证件期月日点次台套张条份"
    "着得进扣过占带买卖好吃喝看听"
    "单业务员师理客服手打有一个查退换办寄送发请问想用信息便项目车电动物人方时间地址间"
)
_SURE_GIVEN = rf"[^\W\d_A-Za-z{_SURE_NO}]"
_WEAK_GIVEN = rf"[^\W\d_A-Za-z{_WEAK_NO}]"
_MARK = r"[，,。.！!？?、；;：:\s（）()]"
_VERBS = (
    "先生|女士|小姐|太太|会|家属|收|本人|签|的(?!号|卡|单)|今年|现在|已经|也|在|和|跟|与|以及|还有|哥俩|姐妹|兄弟"
    "|夫妻|俩|两个|一起|各|办|住|要|说|没|不|去|来|想|是|让|给"
    "|身份证|证件|电话|手机|护照|银行卡|卡号|签收|代收|代办|吧|啊|呀|呢|吗|就|才|刚|昨天|今天|上次|名下|那|这|他|她"
    "|做|帮|替|到|打|把|用|因|从|岁|女|男|\\d"
)
_OWNER = "是我|是本人|的(?:电话|手机|身份证|证件|护照|地址|快递|包裹|卡号|账号|生日)"
_HARD = rf"(?={_MARK}|$|吧|啊)"
_END = rf"(?={_MARK}|$|{_VERBS})"
#: words that begin like a surname
_STOP = (
    "(?!顾客|常[客年来用驻]|安[全装排心慰]|高[级层铁速兴端]|马上|金[卡牌额融]|白[金天领色班]|程序|司机|文[员件]"
    "|成[员年本功]|任[何务]|向[你您来]|万[不分一]|于是|关[于心]"
    "|方[便面案法]|许多|严[重格]|何[时必处]|路[过上由]|单[位身独号]|管[理家]|项目|代[理表办替收]"
    "|车[主辆来牌间位险票]|左右|温和|陆续|华人|毛病|史上|尚未|施工|申[请诉]|和[你您我他]|江湖|孙[女子]"
    "|经[理常过办]|房[东主间子产]|应[该当]|解[决释除]|包[裹括装]|路由|双[方人]|国[内外家]|通[知过话道]|平[台时安]"
    "|相[关信同]|明[天白年细]|强制|商[家城品]|原[来因件]|后[来台面]|都|能"
    "|连|红包|公[司安众积]|利息"
    "|充[值电]|水[电费管]|云|海[外关]|简单|别[人的墅再]|谢谢|师傅|家属|查[询看]|花[费呗园]|计[划算]|权[限益]"
    "|印[章象]|祝|官[方网]|初[始步]|满意|广[告州]|空[调间]|时候|那|边|成了"
    "|全[部家]|终[于点]|步骤|索[要赔]|养老|宿舍"
    "|连|麻烦|幸|阳台|英[文语]|母[亲婴]|帅哥|区|商[家场品城务]|农[村民行]|怀[孕疑]|封[面号闭装]|储[值蓄存]|宣传"
    "|双[人方倍]|冷[藏气静]"
    rf"|(?:{EVERY_DOUBLE}|[^\W\d])[^\W\d]?(?:先生|女士|小姐|太太|老师|师傅|医生|大夫|经理|主任|总(?![^\W\d])))"
)
_SURE = (
    "(?:我|他|她|人家|对方)?(?:的)?(?:全名|大名|真名|姓名|名字|本名|原名|曾用名)|名叫|叫做|(?<![请可以好能要给帮打去就呼车不])叫"
    "|(?:收件|收货|寄件|发货|联系|预订|预定|预约|订票|订房|入住|登记|持卡|开户|投保|被保险|受益|申请|办理|经办|代办"
    "|委托|被委托|监护|担保|借款|贷款|付款|收款|汇款|报修|报案|取件|乘车|乘机"
    "|就诊|当事|承租|出租|负责|缴费|申报"
    "|举报|投诉)人|户主|房主|业主|车主|货主|机主|卡主|失主|事主|户名|账户名|开户名|抬头|租客|租户|房客|乘客|旅客"
    "|患者|病人|学生|考生|家长|经营者|法人代表|法定代表人|法人|投保者|收方|寄方|用户|客户|联系人"
)
_WEAK = (
    "(?:我|他|她|俺|咱)?(?:的)?(?:老婆|老公|爱人|妻子|丈夫|先生|太太|媳妇|对象|男朋友|女朋友|未婚妻|未婚夫|前妻|前夫"
    "|儿子|女儿|闺女|孩子|娃|宝宝|爸爸?|妈妈?|父亲|母亲|爷爷|奶奶|外公|外婆"
    "|姥姥|姥爷|公公|婆婆|岳父|岳母|哥哥?|弟弟?|姐姐?|妹妹?|表[哥弟姐妹]|堂[哥弟姐妹]|嫂子|叔叔?|舅舅?|姑姑?|姨妈?"
    "|侄子|侄女|外甥女?|孙子|孙女|女婿|儿媳|同事|朋友|室友|邻居|同学|闺蜜"
    "|房东|老板|领导|秘书|助理"
    "|司机|安装工|维修[员工]|工程师|送货员|快递小哥|骑手|客户经理|顾问|店长|前台|技师|教练|会计|业务员|快递员|维修工"
    "|保姆|护工|护士|医生|班主任|老师|师傅|经理|主管|主任|律师)(?:叫|是)?"
    "|(?:他|她|它|这|那|本人|人|的)(?:就)?是|让|给|替|代|帮|找|被|陪|接|带|转给?|交给?|写|填|留|投诉|表扬|感谢|认识"
    "|一位|有个|那个|这个|本人|我|跟|联系|转告|通知|请|由|和|叫|我(?:就)?是"
)
_LINK = r"(?:名字?)?(?:一?栏)?(?:[就也]?[叫是为写填]了?)?(?:的)?[：:，,\s]{0,2}"
_NAMES = (
    re.compile(
        rf"(?:{_SURE}){_LINK}{_STOP}((?:{EVERY_DOUBLE}|{EVERY}){_SURE_GIVEN}{{2}}{_HARD}|(?:{EVERY_DOUBLE}|{EVERY}){_SURE_GIVEN}{{1,2}}?{_END})"
    ),
    re.compile(rf"(?:{_WEAK}){_STOP}((?:{EVERY_DOUBLE}){_WEAK_GIVEN}{{1,2}}?|{EVERY}{_WEAK_GIVEN}{{2}}){_END}"),
    re.compile(
        rf"(?:^|{_MARK}){_STOP}((?:{EVERY_DOUBLE}){_WEAK_GIVEN}{{1,2}}|{EVERY}{_WEAK_GIVEN}{{1,2}})(?:亲|签|代)?收(?={_MARK}|$)"
    ),
    re.compile(
        rf"(?:^|{_MARK}){_STOP}((?:{EVERY_DOUBLE}){_WEAK_GIVEN}{{1,2}}|{EVERY}{_WEAK_GIVEN}{{1,2}})[，,：:\s]{{0,2}}"
        r"(?=(?:的)?(?:身份证|证件号|手机号?|护照号|男[，,]|女[，,]|1[3-9]\d{9}))"
    ),
)
_BETWEEN = re.compile(
    rf"(?:^|{_MARK}){_STOP}((?:{EVERY_DOUBLE}){_WEAK_GIVEN}{{1,2}}|{EVERY}{_WEAK_GIVEN}{{2}})(?={_MARK})"
)
_OWNED = re.compile(rf"(?:^|{_MARK}){_STOP}({EVERY}{_WEAK_GIVEN}{{1,2}})(?={_OWNER})")
_NUMBER = re.compile(r"(?:[0-9零〇幺一二三四五六七八九][ ，\-]?){6}")
_AND = re.compile(
    rf"[、，,\s]*(?:和|跟|与|以及|还有)?{_STOP}((?:{EVERY_DOUBLE}|{EVERY}){_WEAK_GIVEN}{{2}}{_HARD}|(?:{EVERY_DOUBLE}"
    rf"|{EVERY}){_WEAK_GIVEN}{{1,2}}?{_END})"
)
_OPEN = re.compile(r"、|和|跟|与|以及|还有")

_CAP = r"[A-Z][a-z]*(?:['’\-]?[A-Z]?[a-z]+)+"
_FULL = rf"{_CAP}(?: [A-Z]\.?)?(?: (?:van|de|der|von|al|bin|la|da|di))*(?: {_CAP}){{1,2}}"
_KIN = (
    "husband|wife|son|daughter|mother|father|mom|mum|dad|brother|sister|colleague|friend|partner|boss|neighbou?r"
    "|landlord|landlady|tenant|flatmate|roommate|uncle|aunt"
    "|nephew|niece|cousin|grand(?:mother|father|son|daughter|ma|pa)|fianc[ée]e?|assistant|secretary|manager|doctor"
    "|lawyer|driver|roommate"
)
_ENGLISH_SURE = re.compile(
    r"\b(?:[Nn]ame(?:d)?(?:'s|’s| is| was| should be| reads?| on (?:the |my )?(?:account|card|booking|order"
    r"|reservation|ticket|policy)(?: is)?)?:?|[Cc]alled|(?:account |card |policy )?[Hh]older(?: is|'s)?"
    r"|[Pp]atient|[Gg]uests?|[Pp]assengers?|[Rr]ecipient|[Ss]ender|[Bb]eneficiary|[Tt]raveller|[Oo]wner|[Pp]ayee"
    r"|[Cc]ustomer|[Ss]tudent|[Dd]river|[Tt]enant"
    r"|(?:[Bb]ooking|[Rr]eservation|[Aa]ppointment|[Oo]rder|[Pp]arcel|[Pp]ackage|[Dd]elivery|[Tt]able|[Rr]oom"
    r"|[Mm]essage|[Tt]icket|[Pp]olicy|[Pp]rescription|[Cc]heck-?in) (?:is )?(?:for|under|to)"
    r"|(?:[Uu]nder|[Ii]n) the name(?: of)?|[Uu]nder|[Ss]igned by|[Cc]are of|c/o|[Aa]ttn:?|[Aa]ttention|[Cc]ontact"
    r"|[Ss]peaking (?:to|with)|[Ss]p[eo]a?ke? (?:to|with)|[Tt]alk(?:ed|ing)? (?:to|with)|[Ll]ooking for|[Rr]each"
    r"|[Aa]sk for|[Mm]ade out to|[Aa]ddressed to"
    rf"|[Mm]y (?:{_KIN})(?:'s name)?(?: is)?|(?:his|her|their) name(?: is|'s)|[Tt]his is|[Tt]hat's|[Ii]t's|I'm|I am"
    rf"|[Hh]ere is|[Ff]or)(?: is|:)?,? (?:Mr\.? |Mrs\.? |Ms\.? |Miss |Dr\.? )?({_FULL})"
)
_ENGLISH_LOW = re.compile(
    r"\b(?:[Mm]y|the|his|her) (?:full )?name(?: is|'s) ([a-z]+ [a-z]+)(?=[.,!?]|$| and [Ii]\b| and my\b| calling\b)"
)
_ENGLISH_AND = re.compile(rf"(?:,? and |, | & )({_FULL})")
#: two words with capitals inside a sentence, or before a verb at its beginning
_ENGLISH_ANY = re.compile(
    rf"(?<=[a-z,:;] )({_CAP} {_CAP}(?: {_CAP})?)(?![A-Za-z0-9])|^({_CAP} {_CAP})(?=,| is\b| was\b| here\b| speaking\b"
    rf"| has\b| lives\b)"
)
_NOT_ENGLISH = re.compile(
    r"(?:The|This|That|My|Our|Your|Customer|Service|Support|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
    r"|January|February|March|April|May|June|July|August|September|October|November"
    r"|December|Hong|New|Wi|Room|Flat|Visa|Master|Apple|Google|Windows|Microsoft|China|Chinese|English|British"
    r"|American|Union|Bank|Premium|Gold|Silver|Black|Christmas|Spring|Chassis|Order|Hello|Good)\b"
    r"|.*\b(?:Hotel|Bank|Service|Services|Support|Team|Company|Street|Road|Lane|Park|House|Avenue|Square|Court|Tower"
    r"|Plan|Store|Shop|Mall|Pay|Room|Floor|Airport|Station|Hospital|Insurance|Ltd"
    r"|Limited|Inc|Airlines|Express|Club|Card|Desk|Centre|Center|Department|Kong|Suite|Day|Year|Eve)\b"
)


def find_names(text: str, names: list[Fact], *, by: str) -> Iterator[Personal]:
    """Every name that the words around call for; of an agent's words, not what they say of themselves.

    `name` is the speaker's own, as the standard reads it too (`names` are those that are facts); `person` is anybody's.
    """
    own = name_hit(text, (), ()) if by == "customer" else None
    for found in _all(text, by):
        is_own = own is not None and own.start <= found.end and found.start <= own.end
        is_own = is_own or any(fact.start < found.end and found.start < fact.end for fact in names)
        yield found._replace(kind="name") if is_own else found


def _all(text: str, by: str) -> Iterator[Personal]:
    for pattern in _NAMES:
        for match in pattern.finditer(text):
            if by != "customer" and text[match.start() : match.start() + 1] in ("我", "叫"):
                continue
            yield Personal("person", match.group(1), *match.span(1))
            yield from _further(text, match.end(1))
    for match in _OWNED.finditer(text):
        yield Personal("person", match.group(1), *match.span(1))
    if _NUMBER.search(text):
        for match in _BETWEEN.finditer(text):
            yield Personal("person", match.group(1), *match.span(1))
    if not text.isascii():
        return
    for match in _ENGLISH_SURE.finditer(text):
        themselves = match.group().lower().startswith(("this is", "i'm", "i am", "my name", "it's", "name"))
        if _NOT_ENGLISH.match(match.group(1)) or (by != "customer" and themselves):
            continue
        yield Personal("person", match.group(1), *match.span(1))
        yield from _further_english(text, match.end(1))
    if by == "customer":
        for match in _ENGLISH_ANY.finditer(text):
            group = match.lastindex or 1
            if not _NOT_ENGLISH.match(match.group(group)):
                yield Personal("person", match.group(group), *match.span(group))
        for match in _ENGLISH_LOW.finditer(text):
            if match.group(1).split()[0] not in (
                "not",
                "spelled",
                "wrong",
                "on",
                "in",
                "still",
                "the",
                "under",
                "misspelled",
                "also",
            ):
                yield Personal("person", match.group(1), *match.span(1))


def _further(text: str, place: int) -> Iterator[Personal]:
    """The names joined to one: 甲、乙和丙."""
    while _OPEN.match(text, place):
        match = _AND.match(text, place)
        if match is None:
            return
        yield Personal("person", match.group(1), *match.span(1))
        place = match.end(1)


def _further_english(text: str, place: int) -> Iterator[Personal]:
    while (match := _ENGLISH_AND.match(text, place)) is not None and not _NOT_ENGLISH.match(match.group(1)):
        yield Personal("person", match.group(1), *match.span(1))
        place = match.end(1)
