"""Complaints that no wording foresaw: somebody on the other side, something that went wrong, and how it came about.

"快递小哥把我的生鲜往门口一扔就走，虾全臭了": a courier, thrown and gone bad, and nobody is asked for anything. It refuses where
the speaker asks, requests, supposes, blames himself, praises or tells that all is well again, and where one sign stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from zuoxi.language.normalising import has_chinese
from zuoxi.language.reading import Hit

ACT = "customer_complain"
#: who did it
_OTHER = re.compile(
    r"[你您]们|你家|贵[司店行院公]|[他她]们?(?!妈)|人家|客服|师傅|快递|小哥|外卖|骑手|前台|物业|窗口|医生|大夫|"
    r"护士|服务员|收银|司机|店里?员?|老板|医院|酒店|宾馆|银行|公司|商家|卖家|厂家|平台|柜台|工作人员"
    r"|接线员|接电话|话务员|那(?:个|位)?[男女]的|同事|销售|业务员|中介|房东|保安|保洁|维修|安装|售后|热线|"
    r"机器人|系统|[Aa][Pp][Pp]|网站|小程序|楼[上下]|隔壁|邻居|超市|餐厅|饭店|学校|老师|导游|管家|经理|主管|"
    r"领导|部门"
    r"|营业员|幼儿园|教练|司仪|导购|店家|房间|空调|电梯|水龙头|马桶|热水器|冰箱|洗衣机|电视|衣服|鞋|快递|包裹|"
    r"验证码|推销|上门|端上来|洗回来|拿回来|修回来|到手|收费|那[件双条台个]|那个?(?:小姑娘|小伙子|姑娘|小伙|"
    r"大姐|大妈|阿姨)|送货|装修队|施工队|送来|寄来|发来|买的|订的|点的|修的|装的|办的|贴的|刷的|做的"
)
#: what went wrong; the first group weighs double
_BAD = re.compile(
    r"(?P<bad>[坏碎烂臭馊裂瘪断堵塌歪霉锈潮黑糊花漏蔫化皱][了的掉]|全[坏碎烂臭馊裂毁没黑花]|空鼓|发霉|褪色|"
    r"掉色|变形|生锈|冒烟|冒火|跳闸|串味|异味|怪味|臭味|头发|钢丝|虫子|苍蝇|蟑螂|老鼠|霉[斑味]|渗水|漏水|漏电|"
    r"短路|死机|闪退|卡死"
    r"|黑屏|掉线|断线|停电|停水|断网|[找送发寄给开算记写弄搞装拿配上扣收打]错|少[了发送给装]|漏[发送装做]|"
    r"多[收扣算要]|乱[收扣写填搞来弄]|重复扣|照样[扣收要]|照[扣收]不误|白[跑等花交]|扔|摔|砸|撞|刮花|划花|"
    r"弄[坏丢脏没]|丢[了件失]|甩|扯"
    r"|骂|吼|凶|横[得了]?|赶我|轰|瞪|翻白眼|白眼|冷笑|嘲|敷衍|打发|推[给来脱诿卸]|推推|骗|坑|忽悠|糊弄|"
    r"拖[了着到]|晾|踢|赖|黑心|不耐烦|爱理不理|爱答不理|没好气|阴阳怪气|态度"
    r"|挂[了断我]|撂|掐|打断|不吭声|没人[接管理来应修]|[没不][来送给退修换接回理认管让肯许赔办发](?!急|得及|"
    r"方便|用|需要|错|问题)|没这[条个]|没有这[条个]|没(?:戴|穿|敲|听|看|写|说|讲|通知|打招呼|登记|记录|到账|"
    r"到货|收到|见到|效果|用|反应|洗|擦|扫|收拾|打扫|处理|解决|盖|封|动静|热水|信号|暖气)"
    r"|不[戴穿听看说讲动通响亮转热冷凉灵]|打不[开通进]|登不[上]|进不去|修不好|洗不[掉]|用不了|连不上|"
    r"睡不[着好]|[涨贵]了|吵|脏|慢[得死]|差[得劲]|晚了|迟到|超时|过期|作废|耽误|误[了事]|害|冤|冻结|封了|停了|"
    r"关了|取消了|硬邦邦|嗡嗡|没法[睡用吃穿下住看走]|没见|烦[死都]|张口就|拧不紧|关不[上紧严]|磨磨|收不到|要命|"
    r"磕破|没吭|没理|没上|抢光|黄牛|拦着|不让|瞪眼|成心|故意|要价|加价|折腾|撞|踩|摔|难[吃用喝闻打听看]|辣得|"
    r"咸得|酸了|凉[了的透]|冷冰冰|散架|起球|脱线|不合适|不新鲜|不干净|不卫生|不负责|掉漆|缺[了斤]|短[了斤]|"
    r"漏[了风]|缩水|游泳池|一地|满地|乌烟瘴气)"
)
#: how it came about
_TURN = re.compile(
    r"结果|居然|竟然?|根本|压根|偏偏|硬[是说]|愣是|明明|照样|照旧|还[是跟对在要说不没]|又[是要不没让说]?|"
    r"才[来到给送发办轮叫]|就[走扔挂坏没空给这是完不断漏裂响黑臭](?!行|好)|一[扔丢摔推问看用开]就|再一|等到|"
    r"到现在|至今|都没|都不|也没|也不|都[臭坏碎烂凉冷馊化]|全[都]?|连|比没|比[以之]前还|越[来修弄]|反[而倒]|"
    r"说[好是给]"
    r"|答应|承诺|保证|[两三四五六七八九十几好\d][来多个]*(?:趟|次|回|遍|天|周|月|个月|小时|钟头|礼拜|星期)|"
    r"半[天夜个]|一[天早上下晚]+午?都|大半|刚[买贴装修换收刷做到]|没[出过]?几?[天一个]|不到[一两三半]|张口|"
    r"一晚上|一整?[天夜]|半天|好几|[十百]多|一声都?|一句都?|从来|每次|老是|总是|天天|一直|动不动|好好的|"
    r"无缘无故|莫名|凭什么|随便|往"
)
#: no complaint: a question, a wish, a supposition, one's own doing, or all is well
_CALM = re.compile(
    r"[吗呢么没][？?]|[吗呢么]$|什么时候|啥时候|多久|多少|哪[里个儿位]|几点|如何|是不是|怎么[办弄修退换样]|"
    r"咋办|能不能|可不可以|能否|可否|是否|请|麻烦[你您]?|劳驾|帮我|帮忙|派人|来看看|想[问要请知找查了]|"
    r"我要[找订买]|如果|要是|假如|万一|的话|会不会|建议|希望|最好|不妨|应该可以"
    r"|我自己|自己不小心|不小心|怪我|是我|我[填写打记弄搞看听]错|我(?:的|家)?(?:手机|电话|网|信号)|谢谢|多谢|"
    r"感谢|辛苦|挺好|很好|真好|不错|满意|表扬|好评|热情|耐心|放心|省心|不认识|想打给|不办|不说了|"
    r"不[漏响卡坏吵]了|修得好|我把|我自己|横幅|解决了|修好了|换好了|处理好了|弄好了|办好了|好多了|没事|没关系|"
    r"不要紧"
    r"|不是(?:来)?投诉|没有要|没有怪|听说|推荐|介绍我|让我(?:来|问|打)|我找|转接|转一下|接一下|电话给|号码|"
    r"没听[懂清明]|听不[懂清见到]|听懂|明白|我不(?:方便|需要|想|要|用|是|会)|不需要|不用了|没什么|没有了|先挂|"
    r"挂了[啊吧哈。，]|我先|你[是叫]|姓|名字|住院|下岗|失业|残疾|去世|过世|低保|救命|欠债"
)
_ENGLISH_OTHER = re.compile(
    r"\b(?:you|your|youve|they|their|he|she|him|her|staff|courier|driver|receptionist|engineer|technician|"
    r"agent|doctor|nurse|waiter|waitress|plumber|builder|fitter|cleaner|cashier|guard|manager|company"
    r"|shop|store|hotel|bank|clinic|restaurant|nobody|no one|neighbours?|app|website|system|line|delivery|"
    r"parcel|package|order|room|bill|heating|wifi|internet|product|machine|food|shower|bed|car|refund)\b",
    re.IGNORECASE,
)
_ENGLISH_BAD = re.compile(
    r"\b(?:threw|thrown|chucked|dumped|dropped|smashed|broke|broken|ruined|scratched|soaked|stained|filthy|"
    r"dirty|mould(?:y)?|smell(?:s|ed|y)?|stank|stinks|cold|burnt|raw|stale|rotten|hair in|flies|"
    r"cockroach(?:es)?|leak(?:s|ed|ing)?|flood(?:ed)?|stuck|crash(?:es|ed)?|freez(?:es|ing)"
    r"|frozen|slow|late|noisy|noise|loud|rude|rolled (?:her|his) eyes|laughed|sneered|shouted|snapped|swore|"
    r"ignored|walked (?:off|away)|drove off|hung up|cut (?:me )?off|went dead|lied|lying|cheat(?:ed)?|"
    r"overcharged|twice|double|wrong|missing|empty|faulty|damaged|torn|cracked|late|delayed"
    r"|cancel(?:led|ed)|lost|refus(?:ed|es)|won'?t|wouldn'?t|didn'?t|doesn'?t|hasn'?t|haven'?t|never|nothing|"
    r"nobody|no (?:one|engineer|reply|answer|apology|hot water|sign|explanation|warning|towels)|not (?:one|"
    r"even|working|what)|out since|off since|down since|down again|up again|gone up|blamed|pushed|shoved|"
    r"bounced"
    r"|passed|kept|keeps|could be better|awful|terrible|useless|hopeless|appalling|poor|disappoint\w+|"
    r"without even|never agreed|agreed to|ended up|shrugged|bother(?:ed)?|zero response|no response|"
    r"not very helpful|waited|sat (?:in|there)|queued|stood (?:in|there))\b",
    re.IGNORECASE,
)
_ENGLISH_TURN = re.compile(
    r"\b(?:since|again|still|twice|times|every time|each time|even|just|then|after|for (?:the|two|three|four|"
    r"five|six|ten|\d+|an?|half|over|nearly|almost)|(?:two|three|four|five|six|ten|\d+) (?:hours?|days?|weeks?|"
    r"months?|times)|in \w+ weeks|and (?:no|nobody|then|won'?t|still|never|nothing|left|now|it)|but|only to|"
    r"instead|without|over the|at me|on me|to me|all (?:over|day|night|morning)"
    r"|whole|another|already|yet|halfway|all the)\b",
    re.IGNORECASE,
)
_ENGLISH_CALM = re.compile(
    r"\?|\b(?:please|could you|can you|can i|could i|would you|may i|i'?d like|i want to (?:know|ask|book|"
    r"order|check)|i was wondering|what if|if (?:the|it|my|i|you|we)|in case|thanks?|thank you|great|lovely|"
    r"helpful|kind|perfect|no problem|no rush|don'?t worry|on time|fixed now|sorted|sorry|my fault|my mistake|"
    r"i (?:broke|dropped|lost|forgot)"
    r"|i'?m (?:not (?:angry|complaining)|fine|happy)|wrong number|not (?:here|me)|(?:he|she)'?s (?:not|out)|"
    r"don'?t (?:know|need|want|understand|have|think|speak|mind)|didn'?t (?:catch|hear|get (?:your|that|"
    r"the last)|understand)|can'?t hear|passed away|my (?:job|wife|husband|mum|mother|dad|father)|"
    r"nothing (?:else|more)"
    r"|that'?s (?:all|it|wrong|not)|no,|lost you|lost me|suggest\w*|should|never mind|would be|hear you|"
    r"your voice)\b",
    re.IGNORECASE,
)


#: acts that say for themselves what the bad words are about
_OTHERWISE = frozenset(
    {"customer_hardship", "customer_harass", "customer_apologise", "customer_wrong_person", "customer_wrong_number",
     "customer_deny", "customer_cannot_hear", "customer_praise", "customer_suggest", "customer_abuse", "customer_refuse"}
)  # fmt: skip


def grievance_hit(text: str, already: Collection[str]) -> Hit | None:
    """Where a customer tells what went wrong on the other side, if he does."""
    if ACT in already:
        return None
    english = not has_chinese(text)
    calm = (_ENGLISH_CALM if english else _CALM).search(text)
    if calm is not None:
        return None
    bad = list((_ENGLISH_BAD if english else _BAD).finditer(text))
    if not bad:
        return None
    other = (_ENGLISH_OTHER if english else _OTHER).search(text)
    turn = (_ENGLISH_TURN if english else _TURN).search(text)
    heated = "！" in text or "!" in text
    signs = min(len(bad), 2) + (other is not None) + (turn is not None) + heated
    sure = other is not None and not english and other.group() not in "他她" and "我家" not in text
    if signs < (2 if sure else 3) or not _OTHERWISE.isdisjoint(already):
        return None
    spans = [match.span() for match in (bad[0], other, turn) if match is not None]
    return Hit(ACT, min(start for start, _ in spans), max(stop for _, stop in spans), "pattern", 0.7)
