"""Chinese surnames, in one list for all who look for names: how surely a character is one depends on where it stands.

It refuses to look for names; who uses a list says in which places it may be believed.
"""

from __future__ import annotations

#: by frequency, hardly ever anything else before a title or after 姓
COMMON = (
    "王李张刘陈杨黄赵周吴徐孙马胡朱郭何罗高林郑梁谢唐许冯宋韩邓彭曹曾田萧潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方"
    "邹熊白孟秦邱侯江尹薛闫雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严欧莫孔汤康易乔赖文庄柳殷温倪章鲁葛苗岳齐梅柯季安骆申祝凌柴霍宁舒"
)
#: rarer ones, some of them words: where something else shows that a name is meant
UNCOMMON = "肖向常段关洪卓甘游成阮翁车尚代邢纪项童詹管牛卫路鲍褚华丛喻聂焦辛单樊兰阎凤左涂屈闻裴佟耿施"
DOUBLE = ("欧阳", "上官", "司马", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "夏侯")
#: one surname, as a regular expression
ANY = rf"(?:{'|'.join(DOUBLE)}|[{COMMON}{UNCOMMON}])"
#: believed only after a word that announces a full name (收件人, 主管) or before a title
RARE = (
    "谷柏蒲隋宿甄冉仲佘晏翟瞿桑桂敖苟祁巩宓虞郁伏岑戚沙芮靳邰荀厉荆郗缪茅解濮蔺桓慎池胥逄蔚仝扈亓邸撒冼訾揭苍练翦占初"
)
RARE_DOUBLE = ("端木", "钟离", "独孤", "南宫", "宇文", "长孙", "鲜于", "闻人", "赫连", "澹台", "拓跋", "轩辕", "呼延", "申屠",
               "濮阳", "淳于", "太叔", "仲孙", "公冶", "宗政", "百里", "东郭", "完颜", "万俟", "公羊",
               "纳兰")  # fmt: skip
#: one surname of the lists above, the double ones first
WIDEST = rf"(?:{'|'.join((*DOUBLE, *RARE_DOUBLE))}|[{COMMON}{UNCOMMON}{RARE}])"
#: the rest of the registers: believed only where nobody's name may be left, and the words on both sides call for one
REST = (
    "乐卞元卜伍俞穆湛明臧计谈庞席麻强娄危盛刁昝经房裘干应宗宣贲杭包诸钮嵇滑荣羊於惠曲封储汲邴糜松井富巫乌巴弓牧隗蓬班仰秋伊宫"
    "仇栾暴钭戎祖符景束幸司韶郜蓟薄印怀从鄂索咸籍屠蒙阴能双莘党贡劳姬扶堵宰郦雍却璩寿通边燕冀浦农别充慕连茹宦艾容古戈庾终暨衡"
    "步都满弘匡国寇广禄阙沃利越夔隆师厍晁勾融冷阚那简饶空毋养鞠须丰巢蒯相后红竺权逯盖益公水窦云花酆费廉滕毕邬平麦原帅母区朴鹿"
    "粟商海阳英承官楚羿牟仉缑亢况归鄢钦佴谯笪墨丘尧矫辜谌禹邝晋冒俸苑"
)
REST_DOUBLE = ("司空", "太史", "西门", "南门", "东门", "第五", "公西", "单于", "叶赫", "谷梁", "漆雕", "乐正")
#: a double surname of any list, and one surname of all of them
EVERY_DOUBLE = "|".join((*DOUBLE, *RARE_DOUBLE, *REST_DOUBLE))
EVERY = rf"(?:{EVERY_DOUBLE}|[{COMMON}{UNCOMMON}{RARE}{REST}])"
