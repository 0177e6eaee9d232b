"""Forms in which an agent asks: question words, what is no question for facts, what a question is after.

What `asking` judges a clause by, in Chinese and English. It refuses to judge anything itself.
"""

from __future__ import annotations

import re

from zuoxi.language.sounding import sounding

COUNTED = (
    "(?:点|号|次|个|位|天|晚|件|岁|月|年|台|箱|间|人|趟|路|层|楼|栋|单元|块|度|瓶|袋|分钟|小时|周|回"
    "|张|份|双|套|口|米|斤|寸|成|笔|条|户|盏|本|辆|排|座|级|兆)"
)
#: question words as they are written; alone, most of them sound like other words
WORDS = re.compile(rf"哪|谁|啥|咋|几(?:{COUNTED}|[了呢]?$)|多[久长大重远高宽深厚]|何时|[有是能会要用开换]没有|为何")
SOUNDS = sounding("什么|怎么|怎样|多少|有没有|是不是")
#: forms that ask where a mark of question stands
MARKED = sounding("是[^，]{1,9}还是|(.)不\\1|没(?:有)?[呀啊呢]?$|[^，]{2}(?:吗|么|不)[呀啊呢]?$|[^，]呢$")
PLAIN = re.compile(
    rf"什么(?:时候|样|颜色|型号|牌子|情况)|多少(?!有|都)(?=[^，我]{{0,6}}$)"
    rf"|几{COUNTED}[^，]{{0,6}}(?:的|呢|呀|啊)$|哪[个家天里儿一种条节趟层款位][^，]{{0,8}}(?:的"
    rf"|呢|呀|啊|了)?$"
    r"|是[^，]{1,9}还是[^，]{1,9}(?:呢|的|呀|啊)$|吗$"
)
NOT = re.compile(
    r"不管|无论|随便|(?:什么|啥|谁|哪[里个家天儿]?|怎么|多少|几.)[^，]{0,6}都|没什么|有(?:什么"
    r"|啥)(?!印象|响|味|现象|特征|异常|变化|反应|提示|标)|(?:什么|啥)(?:可以|能)|还有(?:什么|啥"
    r"|别的|其他|哪|没有|事|问题|不)"
    r"|[帮为替]到?[您你]|需要我|要我|让我|我(?:们)?(?:来|去|帮|给|替|就|再|先|这|能|可以|讲|说|把"
    r"|叫|请|换|也|看|查|想帮|打|会)|要不要|需不需要|想不想|愿意|愿不愿|要不(?!是)|[想要](?:了解"
    r"|咨询|办|问|查|反映)"
    r"|听(?:得|不|清|见|到|懂|明|着|进)|明白|懂|清楚[吗了没]|满意|过得去|顺手|方不方便"
    r"|方便[吗接听说讲么不]|合适|有空|时间(?:吗|方便)|耽误|打扰|本人|贵姓|称呼|大名|留个?[话言]"
    r"|开口|出声"
    r"|普通话|国语|免提|扬声器|扩音|话筒|听筒|大[点些一]*声|慢[点些]|(?:^|您看|你看"
    r"|这样)[可以好行成对是没错]+[吗么吧不哈喔嘛]|(?:可以|好|行|成|对|介意|同意"
    r"|可)[吗么不伐喔哈哦][呀啊呢]?$|好不好|行不行|可不可以|能不能|能否|可否"
    r"|对不对|是吧|是吗$|是不$|哪[能会敢有怕]|怎么(?:会|能|可能|敢|这么|那么|这样|好|办|搞)|这么"
    r"|那么|凭什么|为什么不|什么(?:态度|意思$)|谁知道|(?:告诉|教|跟|给)[您你][^，]{0,4}(?:怎么|哪"
    r"|什么|几)|知道[了吗]|记[下好住]了|开始记|准备好"
    r"|[您你]看[^，]{0,3}(?:怎么|如何|哪|几|是|行|好)|吃饭|别的(?:事|问题|需要)|谢|我[叫是姓]"
    r"|没长|不是[^，]*[吗么]$|完了没|说完|请稍|纸笔|有笔|拿笔|笔[^，]{0,2}好|对得|[您你](?:问|记"
    r"|抄|写)的?|[是的]?哪(?:个|家)(?:单位|公司)(?:的)?$|哪位$|几号来着"
    r"|[孩家亲朋邻][^，]{0,3}在[吗不]|哪里哪里|名下|那位[^，]{0,6}吗$|就是[^，]*吗$|(?<!谁)不在$"
    r"|[您你]家住"
)
#: asked across clauses, or in words that otherwise offer help
WHOLE = re.compile(
    r"(?<!您看)(?<!要)是(?!要)[^，。]{1,9}，还是[^，。]{1,9}[？?]|找(?:他|她|人|我们?[^，]{2,6})[^，]{0,3}(?:什么|啥)事|还有印象"
)
THING = "(?:型号|单号|编号|流水号|卡号|订单号|尾号|车次|航班|房号|车牌|序列号|户号|会员号|批号|日期|金额)"
TOLD = "(?:情况|经过|问题|细节|现象|过程|来龙去脉|原委|原因|症状|怎么|前后|事情)"
SAY = (
    "(?:细说|细讲|说说|讲讲|谈谈|聊聊|描述|形容|捋|回忆|回想|详细说|具体说|仔细说|说一下|说下|讲一下"
    "|讲下|跟我说|告诉我|告诉一下|念一下|念下|报一下|报下|报给我|念给我|说给我|发我)"
)
SEEKS = sounding(f"{SAY}[^，]{{0,9}}(?:{TOLD}|{THING})|(?:{TOLD}|{THING})[^，]{{0,6}}{SAY}|报(?:个)?{THING}")
SEEKS_ACROSS = sounding(
    f"{THING}，[^，]{{0,3}}能?(?:报给我|念给我|告诉我|说给我)|{TOLD}，[^，]{{0,2}}(?:跟我说|告诉我)"
)
NOT_SOUGHT = re.compile(
    r"我(?:给|跟|来|把|先|再|会|帮|替)|[给跟为替帮][您你他她]|就知道|就可以|您可以|你可以|有什么|有啥|任何|抄|记一?下|记好|说给他|[您你]怎么|方便.{0,6}再|不用(?!报)"
)
SPEAKER = re.compile(r"^(?:那|好|嗯|好的|这边|然后)*(?:我(?!想问|问|再问|请教|想请教|了解|想了解|核实)|让我|容我)")
EN_SENTENCE = re.compile(r"[^.!?;\n]+[.!?;\n]*")
EN_LEAD = (
    r"^\W*(?:(?:and|so|but|or|ok|okay|right|well|now|then|also|sorry|thanks|thank you|um|uh|er|hmm|oh|i see|sir|madam"
    r"|ma'am|roughly|about|just|first|good \w+|may i ask|can i ask|could i ask|might i ask|may i know|if i may"
    r"|mr \w+|mrs \w+|ms \w+)\W+)*"
)
EN_ASKS = re.compile(
    EN_LEAD + r"(?:(?:in|at|on|from|by|to|for|with|of|about|since) )?(?:(?:what|which|when|where|how|why"
    r"|who|whose|whereabouts)(?:'s|’s|'re|'d)?\b"
    r"|(?:did|do|does|was|were|is|are|has|have|had)\s+(?:you|it|the|he|she|they|there|your|that"
    r"|this|any|anyone|anybody|someone|somebody|those|these|all|both|his|her|their|a|an)\b"
    r"|(?:can|could|would|will) you (?:please |just |kindly |possibly )?(?:tell|describe|explain"
    r"|walk|talk|show|recall|remember|go through|take me|run me|run through|see (?:the|a|any"
    r"|what)|give me (?:some|a bit|more|an idea|the (?:gist|details|order|full|model|serial))))",
    re.IGNORECASE,
)
EN_SEEKS = re.compile(
    r"\b(?:walk|talk|take|run) me through (?:what|how|the|it|your|everything|exactly)"
    r"|\b(?:tell|show) me (?:more|what|how|when|where|which|exactly|about (?:the|what)"
    r"|everything)|\bdescribe (?:the|what|it|how|exactly)",
    re.IGNORECASE,
)
EN_NOT = re.compile(
    r"anything else|something else|can i |could i |may i (?!ask|know wh)|shall (?:i|we)|should i"
    r"|help you|i help|assist"
    r"|would you (?:like|mind|prefer|be|care|rather)|do you mind|hear (?:me|you|us)|make sense"
    r"|understand|follow(?: me)?\?|clear\?"
    r"|are you (?:there|still|ok|okay|happy|satisfied|able to hear|comfortable|free|willing|on speaker|using)"
    r"|(?:is|does|did) (?:that|this|it|everything) (?:ok|okay|all|alright|fine|right|correct"
    r"|clear|so|everything|help|sound|suit|work for|match|possible|look)"
    r"|(?:good|convenient|bad) (?:time|moment)|got a (?:minute|moment)|(?:a|any) (?:minute|moment"
    r"|pen)\b|\bpen\b|write (?:this|with|on)|(?:you|got|have) written|noted|who(?:'s| is"
    r"| are) (?:this|it|calling|you)"
    r"|\bname\b|speaking (?:with|to)|talking to|do i (?:look|have|sound)|did i\b|am i\b|what(?:'s"
    r"| is) (?:with|wrong with you)"
    r"|how (?:are you|do you do|about|may|can|could|dare|should i|do i|would you like me)"
    r"|what (?:about|did you say|are you saying|was that|do you want from)"
    r"|mandarin|english\b|louder|slow|again\b|in a (?:hurry|rush)|want me to|need me to"
    r"|like (?:me|us) to|get it\?|got it\?"
    r"|, (?:is|are|do|does|was|has|have|did)(?:n't)? (?:it|you|they|he|she)\?|right\?|correct\?"
    r"|yes\?|isn't|aren't|didn't|don't you|wasn't"
    r"|why (?:don't|not|should)|(?:what|which) (?:company|firm|organi[sz]ation|school|hospital"
    r"|agency)(?! (?:delivered|sold|did|sent|handled|made))"
    r"|your (?:best )?(?:number|address|email|phone|mobile|postcode)|number to|mobile we"
    r"|reach you|contact you|call you|ring you|spell|spelt|stay on|hold\b|hang"
    r"|one l or|with an? [a-z]\b|postcode|post code|(?:have|got) (?:a|an) (?:email|mobile|phone)",
    re.IGNORECASE,
)


#: what is asked, where it is no fact of the matter; the first that fits
TOPICS = (
    (
        "ask_contact",
        re.compile(
            r"(?<!订)(?<!运)(?:电话|手机(?:号|多少|是|呢|$)|[哪个]手机|微信|邮箱|邮编|邮政编码"
            r"|门牌|住址|地址|固话|座机|联系人|联系得?[到上]?您|联系方式)|哪个号|[几哪]单元"
            r"|[住到]几[楼栋号]|住哪|(?:送|寄|发|邮)(?:到|去|往|给)?(?:哪|府上|什么地方)"
            r"|\b(?:email|landline|phone number|mobile|postcode|address|number (?:can|should"
            r"|shall|do|to|for|is best)|reach you|deliver(?:ing)? (?:it )?to|send it"
            r"|where (?:do you live|are you based))\b",
            re.IGNORECASE,
        ),
    ),
    (
        "ask_name",
        re.compile(
            r"姓(?:什么|啥|氏|甚|哪)|贵姓|称呼|户名|名下|登记的是(?:哪位|谁)|(?:先生|女士|小姐"
            r"|老人家|朋友|人|您|客人)[^，。]{0,2}叫(?:什么|啥)|叫什么名|(?:您|客人|户主|机主"
            r"|孩子|患者|病人|本人)的?(?:名字|姓名)|您叫$|是(?:哪位|谁)(?:的|订|登|报)"
            r"|\b(?:whose name|your name|holder's name|(?:guest|patient|customer|caller"
            r"|passenger)(?:'s)? name|surname|who(?:'s| is| am i| do i) (?:the|this|it|speaking"
            r"|calling|booking|i)[^?]*(?:booking|for|under|to|calling|speaking|talking))",
            re.IGNORECASE,
        ),
    ),
    (
        "ask_unit",
        re.compile(
            r"(?:(?:您|您们)(?:那边|这边|那头|那里|这里|这)?(?:是|属于|代表|来自|为|替|给|在"
            r"|哪)?[^，。去买办订转找想要]{0,6}(?:哪家|哪个|哪间|什么|哪)(?:律所|班组|单位|公司"
            r"|企业|机构|学校|医院|县局|局|厂|店|院|所|部队|车间|事务所|中心|街道|社区|村|协会|的"
            r"|集团|分公司|部门|科室|支行|网点)(?!买|办|订|送)[^，。]{0,4}$|贵(?:公司|司|店|厂|校"
            r"|院|单位|所|方)|抬头|就职|供职|任职|高就|代表(?:哪|公司|单位)|^哪(?:家|个)(?:公司"
            r"|单位|的))"
            r"|\b(?:(?:company|business|organi[sz]ation|firm|employer|practice|agency|school"
            r"|hospital|charity)(?:'s)?(?: name| called| are you| do you| is (?:this|it|that)"
            r"|, please|\?)|calling (?:from|for|on behalf)|for a business|on behalf of"
            r"|you work for|represent)",
            re.IGNORECASE,
        ),
    ),
)
BACK = re.compile(
    r"(?:您|给我|跟我|我)?[^，。]{0,6}(?:念|读|复述|重复|回)[^，。]{0,3}(?:给我|回来|一遍|我听)"
    r"|what did you (?:put|write|note|jot)|have you (?:put|written|noted)",
    re.IGNORECASE,
)
#: a statement with a particle that wants it confirmed
CHECKED = re.compile(r"[^，]{3}(?:吧|不是|不[啊呀]?)$|没$")
NOT_CHECKED = re.compile(
    r"(?:可以|好|行|成|走|算了|是|对|能|方便|满意|明白|懂|清楚|听[^，]{0,4}|够|要|说|没事|没意见"
    r"|愿意|介意|同意|挂|试试|看|完|会|用|需要|怎么样|病|教的)(?:了)?(?:吧|不|没)[啊呀]?$"
    r"|^我(?!写|念|记|听|说|登)|咱|什么|哪|谁|几|多少|怎么|还(?!在用|是)|有没有|请|麻烦|吗|要不"
    r"|不如"
)
CHECKED_ENGLISH = re.compile(
    r"(?:\b(?:is|are|does|do) (?:everything|all of (?:that|this)|those|that|this|it"
    r"|these)\b[^?]*(?:as it should|in order|as you (?:said|wanted|have)|still the (?:same|case)"
    r"|accurate|right|correct|match|tally|ring true|look (?:ok|okay|right|good))"
    r"|, (?:is|are|was|were|do|does|did|have|has)n't (?:it|you|they|he|she|that)|, (?:is"
    r"|was) (?:that|it) (?:so|right)|have i (?:got|missed|read|written|put|taken)[^?]*|or (?:have"
    r"|did) i [^?]*(?:wrong|mis\w+))[^?]{0,14}\?",
    re.IGNORECASE,
)
