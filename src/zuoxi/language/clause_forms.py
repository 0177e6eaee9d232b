"""Forms of clauses: figures, requests, courtesies, opinions, the speaker's own steps, and words to be put right.

What `explaining` judges a clause by, in Chinese and English. It refuses to judge anything itself.
"""

from __future__ import annotations

import re

from zuoxi.language.normalising import syllables_of

QUOTED = re.compile(r"“[^”]*”|「[^」]*」|\"[^\"]*\"|《[^》]*》")
SENTENCES = re.compile(r"[^。！!？?；;\n]+[。！!？?；;\n]*")
CLAUSES = re.compile(r"[^，,：:…—]+")
NUMBER = "[0-9０-９零一二三四五六七八九十百千万两半几]"
FIGURE = (
    rf"{NUMBER}+(?:来|多)?个?(?:元|块|毛|角|天|小时|钟头|分钟|分|秒|年|月|日|号|点|度|次|米|公里|公斤|斤|克|折"
    rf"|倍|页|楼|层|兆|瓦|伏|寸|厘米|毫米"
    r"|分贝|工作日|周|星期|礼拜|季度|张|种|档|毫升|升|兆|成|岁|人|格|级|平|回|遍|趟|集|栏|步|袋|瓶|勺|%|％)"
    r"|百分之|早上|上午|中午|下午|晚上|夜里|傍晚|凌晨|周末|当天|次日|次月|下月|月底|年底|隔天"
)
#: forms in which things are told, sure ones first
SURE = re.compile(
    rf"{FIGURE}|就(?:能|会|行|好|可以|不会|不能|自动|免|到期)|即可|才(?:能|会|可以|行|算|给)|自动|免费|收费"
    rf"|不收|不用钱|每(?:天|年|月|周|次|季度|个|人|单|件|日|隔|张)"
    r"|一般|通常|默认|照常|支持|包括|包含|有效|过期|到期|清零|以内|之内|以上|以下|左右|超过|不满|满了|只要|只有"
    r"|只能|只认|意思是|说明书?|表示|显示|写着|叠加|恢复|通用"
    r"|都(?:可以|能|要|会|别)|也(?:能|可以|行|不影响|没关系)|原路|不影响|指的是|造成的|引起的|导致的"
    r"|等[^，]{1,8}再|别(?:超过|放|用|碰|沾)|供应"
)
LIKELY = re.compile(
    rf"{NUMBER}(?:台|件|条|盒|箱|罐|根|名|项|份|只|套|片|类|辆)|最多|最少|至少|会|可以|能|需要|必须|要|不能"
    rf"|没办法|是[^，]{{1,14}}的$|是[^，]{{3}}|是(?:因为|由于)|在[^，]{{0,9}}(?:里|上|下|旁|边|面|底|处|口|位"
    rf"|前|后|内|外|中)|位于|放在|贴在|有[^，]|都[在是有]|属于|叫|分为|带|含|用[^，]"
    r"|装|坏|断|漏|停|已|过|了$|怕|把|按|点|归|由|算|送|发|到|退|修|开|关|写|贴|插|长|没|不|适合|配|耗|占|算"
)
ASKING = re.compile(
    r"(?:吗|么|呢|吧|没有|不)$|什么|怎么|怎样|如何|为啥|多少|几[点天个号时位]|哪|谁|是不是|有没有|能不能"
    r"|可不可以|要不要|是否|多久"
)
WHATEVER = re.compile(r"(?:什么|谁|哪|怎么|多少|不管|无论).*[都也]|不知道.*[都也]")
REQUEST = re.compile(
    r"^(?:那|就|也|还|先|女士|先生|您|你)?(?:请|麻烦|烦您|烦你|劳您|劳驾|烦请|拜托|辛苦|您?稍|您?等(?:我|一|下|会|片刻|着)"
    r"|您?慢慢|您?说(?!明)|您?讲|[让叫][他她]|您?再|您?听我|您?放心|您?别|您?不要|你别|您?念|您?记(?:一下|下"
    r"|好)|您?拿[笔纸好]|您?留[个下一]|您?报(?:一下|个|给)|您?告诉|您?跟我|您?给我|您?换[个一部台]"
    r"|您?先[挂别等]|报[^，]{1,5}就[好行])"
)
SPEAKER = re.compile(
    r"^(?:那|那么|好|好的|现在|接下来|刚才|这边|这里|不过|所以|然后|等下|回头|稍后|一会儿?|方便|让|由|是|因为"
    r"|但|但是|从)*(?:我(?!们|家|司|国)|我(?:们|这|这边|这里|们这边)(?:会|再|也|都|就|这就|马上|已经|正在|将"
    r"|一定|尽快|来|去|先|可以|能)*(?:帮|给|为|替|把|跟|向|和|与|看|查|核|记|登记|处理|反映|改|努力|重视|想"
    r"|希望|需要|联系|通知|道歉|理解|明白|很|非常|深|试|沟通|安排|负责|承担|转|听|收到))"
)
SERVING = re.compile(
    r"(?:给|为|帮|替|跟|向|和|与)您|联系您|通知您|告诉您|提醒您|回答您|打扰|(?:回复|答复)您|我(?:来|去|帮|先|再|就|会"
    r"|想|要|这边)"
)
CUSTOMER = re.compile(
    r"^(?:那|所以|先生|女士|就是)*[您你](?:刚|之前|上次|说|反映|提|讲|问|想|的意思|是说|是想|打错|好像|过奖|太"
    r"|真|咨询|要求|希望|觉得|记|买|打的|这边|那边|那头|看|什么|哪|贵|叫|姓|还|们|对|谁|到底|自己|当时|辛苦"
    r"|有什么|必须|的(?:要求|建议|意见|声音|话|反馈|批评)|需要(?!在|先|把|用|到))|[^自]我(?!们|家|司|国|方)"
)
COURTESY = re.compile(
    r"祝(?!福)|谢(?!师|幕|绝)|抱歉|对不起|对不住|不好意思|再见|拜拜|欢迎|您好|你好|放心|不客气|过意不去|遗憾|帮[上到]您|放在?心上"
    r"|见谅|谅解|体谅|理解|心情|荣幸|高兴|满意(?!度)|打扰|久等|劳驾"
)
OPINION = re.compile(
    r"(?:挺|真|好|太|蛮|很|特别|非常|怪|够)[^，]{0,4}(?:看|漂亮|好|棒|大|严重|冷|热|贵|便宜|美|吵|厉害|不错"
    r"|可爱|有意思|乱|难受|急|麻烦|可惜|丑)[了的啊呀呢]*$|天气|下雨|刮风|下雪"
)
BARE = re.compile(
    rf"{NUMBER}|元|块|毛|角|钱|分|点|天|号|日|月|年|小时|分钟|个|工作日|一共|总共|合计|总计|共|是|大概|大约"
    rf"|左右|的|那|这|费用|价格|总价|在|楼|层|周|星期|礼拜|号|半|整|早上|上午|下午|晚上|就|要|还剩|剩|有|了|到"
)
ABSENT = re.compile(
    r"谁都|^没别的|^[那这]就|^[那这]是我|好像|似乎|应该的|拨到您|(?:比较|有点|较)[^，]{1,3}$|[打拨看]错|找我|开会|出差"
    r"|休假|请假|外出|[去在]外地|不在|^[他她]们?(?:去|出|不|没|在|刚|已|今天|现在|这会)|吃饭|下班|随时|有需要"
    r"|是[^，]{1,4}[的得][^，的]$|[忙满]了$|^一共|^总共"
)
#: how far the work is, why one must wait, what is out of order or cannot be heard: acts of their own, even where unheard
ELSEWHERE = re.compile(
    r"正在|(?:已经?|刚)(?:出门|出发|上路|下楼|寄出|发出|打包)|已经?(?:上去|过去|赶到|到场)|出门了|在路上|初审|复[核审]|卡在|轮到[您你]|排(?:在)?第|到[您你](?:楼下|家门|那)"
    r"|就这么[几些]|大致是这样|就是这样$|就这些|还在[^，]{0,3}(?:查|处理|核|排|等|走|办|修)|查到|找到了|处理中|快好了|还差|马上就好|已经?(?:在|帮|为"
    r"|给)?(?:出库|接单|受理|提交|报上去|联系上|安排|派单|派出|通知|审核|进入|到[^，]{0,6}(?:环节|步骤|阶段)"
    r"|走到|查)"
    r"|(?:得|要|需要)[^，]{0,5}(?:查一|查询|核实|请示|调取|调出|翻一|问一下|问过|核对|审批|确认一)|(?:系统|后台"
    r"|服务器|我们这?边?网络|平台)[^，]{0,6}(?:故障|升级|维护|卡|慢|崩|断|打不开|没反应|抢修|异常|出问题|瘫痪)"
)
UNHEARD = re.compile(r"听不|声音|杂音|信号|断断续续|没听|话筒|电流")
#: who is spoken to and who speaks; a step or a thing of the customer's is no address
PERSONS = re.compile(
    r"[我你请]|麻烦|咱|(?<![还退寄送])您(?!不用|不需要|不必|无需|只要|只需|按|长按|先长?按|点|把|拧|拔|插|的"
    r"|家)"
)

#: words whose misheard spelling is put right before the form is judged
WORDS = [
    (word, syllables_of(word))
    for word in re.split(
        r"\|",
        "不需要|没办法|麻烦您|工作日|听不清|意思是|没问题|不清楚|不知道|正在|已经|照常|不用|"
        "不能|不会|必须|可以|就能|就行|就会|就好|就可以|即可|才能|自动|免费|一般|通常|"
        "默认|支持|需要|说明|显示|开会|请您|请问|麻烦|我们|我叫|工号|让他|或者|旁边|里面|"
        "上面|下面|左边|右边|底下|属于|只要|只能|超过|的话|如果|分钟|小时|挂机|挂断|要求|"
        "玩笑|保证|你们|谢谢|抱歉|好吗|是吗|对吗|行吗",
    )
]
#: 我 at the beginning of a clause, as it may be misheard
SPEAKER_MISHEARD = re.compile(r"(?:^|(?<=[，。！？；,.!?;]))[沃涡窝斡握蜗喔](?![牛心居巢手])")
#: a sentence with one of these boasts or swears
BOAST = re.compile(r"我[^，]{0,4}保证|打包票|发誓|拿[^，]{1,4}担保|一辈子|这辈子")
#: what comforts, gives the reason of a refusal or a delay, presses, spells or tells how far the work is explains nothing
ELSEWISE = re.compile(
    r"^(?:没关系|没事|不会不会|不要紧|别客气|不用客气|哪里|不碍事|不打紧)|不是不(?:给|让|帮|想|肯|办|替)|所以[^，。]{0,6}(?:慢|晚|久|迟|没|耽误|才接)"
    r"|谢谢您?[。！!]?$|[挂撂](?:电话|了[。！吧])|刚才有人|打岔|走神|(?:往后|以后|下次|下回|要是还)[^。]{0,12}(?:再来|找我们|过来|打来|拨这|打这|光临|联系)|断线[。！]|数[一二三]下|打过招呼|字母[A-Za-z欧]|耳东|弓长|立早|木子|口天|言午|双木|禾呈|草头|^对对|^(?:这|这个|这次)?是[我咱]们|报不出|真让人|太[^，]{1,4}人了|(?:也行|也成|还可以)[。！]?$|给出[^，]{0,4}答复|理一理|捋一捋|概括|总的来说|归纳|言字旁|双人旁|三点水|单人旁|偏旁|哪个字"
    r"|谢谢你[。！!]?$|咱们别|跟我[吵闹]|关我"
)
ENGLISH_ELSEWISE = re.compile(
    r"^(?:no (?:bother|problem|worries|trouble)|not at all|don't mention|that's okay|it's okay|no need to)|\bas in\b"
    r"|\bof (?:us|me) to\b|\bnot what you\b|\bbest bet\b|\bhas just\b|^(?:gosh|oh|goodness|dear)\b|\byou must be\b"
    r"|\bi can (?:give|offer|send)\b|\bjust look it up\b|\bnot that hard\b"
    r"|\bold (?:girl|man|lady|boy)\b|\bour (?:mistake|fault|error)\b|\bcan['’]t\b[^.]* (?:since|because|as|yet|until)\b",
    re.IGNORECASE,
)
ENGLISH_SENTENCES = re.compile(r"[^.!?;\n]+[.!?;\n]*")
ENGLISH_NOT = re.compile(
    r"\bplease\b|^\W*(?:(?:so|and|but|well|okay|ok|sure|right|yes|no|now|then|also|as|oh)\W+)*(?:go ahead|i\b"
    r"|i['’]|let me|let's|we['’]ll|we will|we are|we're|please|thank|thanks|sorry|hello|hi\b|good\b|welcome"
    r"|have a"
    r"|my\b|one moment|just a|could|can|would|will|do\b|does|did|is\b|are\b|may|what|when|where|which|who|how"
    r"|why|shall|should|has\b|have\b|don't hesitate|bye|goodbye|happy|enjoy|that (?:must|sounds|was)"
    r"|that's (?:all )?(?:right|very|so|the|a|it|okay|fine)"
    r"|you said|you mentioned|you told|you were|you want|you're|you are|this is|maybe|great|glad|wait|hold)",
    re.IGNORECASE,
)
ENGLISH_PERSONS = re.compile(r"\b(?:i|we|you|your|me|us|let's)\b", re.IGNORECASE)
ENGLISH_ABSENT = re.compile(
    r"\b(?:on another (?:call|line)|out of the office|in a meeting|on leave|at lunch|to lunch|off today|not in"
    r"|still (?:looking|checking|working)|looking into)\b",
    re.IGNORECASE,
)
ENGLISH_VERB = re.compile(
    r"\b(?:is|are|was|were|isn't|aren't|it's|there's|they're|has|have|had|can|can't|cannot|will|won't|must|may"
    r"|should|needs?|takes?|pays?|reads|welcome|goes|go|gets?|comes?|costs?|covers?|opens?|closes?|starts?|ends?|includes?|works?"
    r"|lasts?"
    r"|runs?|applies|apply|expires?|arrives?|ships?|shows?|means?|keeps?|resets?|renews?|appears?|charges?"
    r"|don't|doesn't|depends|sits|blinks|turns|stays|you'll|you need|it'll|sent|delivered|refunded|returned)\b"
    r"|\b(?:the|a|an|this|that|each|every|our|your|all)\b(?:\W+\w+){1,6}?\W+\w+s\W+(?:the|a|an|your|it|at|on|in"
    r"|to|from|back|for|when|up|off|out|every|after|before|its|by|about|only|over|itself|themselves|yourself"
    r"|you|them|if|as|free|right|straight|automatically)\b|\bfree\b",
    re.IGNORECASE,
)
ENGLISH_STEP = re.compile(
    r"^\W*(?:(?:first|then|next|just|simply|now|to \w+ \w+ \w+,|so)\W+)*(?:press|hold down|turn|push|pull|slide"
    r"|unplug|plug|open|close|tap|click|go to|select|choose|remove|rinse|insert|lift|switch|set|scan|enter|type"
    r"|keep|make sure|swipe|log|use|put|clean|charge|screw|twist|leave)\b",
    re.IGNORECASE,
)
