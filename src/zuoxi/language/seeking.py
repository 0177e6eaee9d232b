"""Somebody asked for by a name or by what he did: "帮我喊下晓燕", "陈律师今天坐班吗", "is Samantha about today".

It refuses to decide whether the person exists, and takes no bare word for a name: a surname, a title, a pet name or, in
English, a capital letter has to show it, and a verb of calling or a question for presence has to ask for it.
"""

from __future__ import annotations

import re

from zuoxi.language.normalising import has_chinese
from zuoxi.language.reading import Hit
from zuoxi.language.surnames import ANY

ACT = "customer_ask_person"
_TITLE = (
    "(?:先生|女士|小姐|老师|师傅|工程师|医生|大夫|主任|教授|同事|经理|会计|律师|护士长?|校长|院长|科长|处长|"
    "局长|队长|店长|站长|所长|助理|秘书"
    "|警官|法官|顾问|主管|[工总哥姐叔姨])"
)
#: characters of given names, where two of them side by side are hardly another word
_GIVEN = (
    "晓芳丽燕娟敏静雯婷丹玲霞娜莉慧琳颖倩蕾洁梅兰英秀珍萍红艳琴华强伟杰军勇涛磊斌鹏辉浩宇轩峰凯建国志海亮刚波超飞龙洋俊豪鑫欣怡佳嘉思雨诗"
    "梓涵皓泽晨瑞芬菲莲芝云香桂淑美凤春娥菊巧彩虹翠雪薇茜莹璐瑶妍媛彬健旭东鸣坤阳庆荣祥福贵根宝顺德昌林森淼焱"
)
_PET = (
    "(?:[小老](?!区|孩|时|姐|朋友|组|程序|票|板|人|婆|公|师|大|总|太|头|百姓|外|家|爷|妈|伴|心|费|店|额|狗|猫|"
    "数|学|吃|说|规矩|样|是|年|年人|同学|乡)|阿(?!姨|訇))[\u4e00-\u9fff]"
)
_FULL = rf"(?:{ANY}[\u4e00-\u9fff]?[{_GIVEN}]|[{_GIVEN}][{_GIVEN}])"
_NAME = rf"(?:{_PET}|{_FULL}|{ANY}{_TITLE})"
_VERB = (
    "(?:找|喊|叫|请|接|转|转接|转给|让|要见|给我?接|换)(?:一下子?|一?下|个)?(?:你们?(?:那[儿边里]?|这[儿边里]?|"
    "组|单位|公司|店里?|部门|科室?|前台)?的?)?"
    "(?:那个|那位|一个叫|叫|姓|[\u4e00-\u9fff]{1,4}[的室部科])?"
)
_AFTER = (
    r"(?=[\s，,。.！!？?、]|$|[啊呀吧呢啦呗哈嘛]|听|接|来|过来|出来|在|讲|说|我|[他她]|跟|谈|帮忙|谢谢|麻烦|"
    r"一下|接电话|回(?:个|我))"
)
_CALLED = re.compile(
    rf"{_VERB}({_NAME}|{ANY}[\u4e00-\u9fff]{{2}}(?=[，,。.！!？?]|$|[，,]?(?:听|接|在吗|我是|我找))){_AFTER}"
)
_HERE = re.compile(
    rf"({_PET}|{_FULL}|{ANY}{_TITLE})[^，。！？,!?]{{0,5}}?(?:在吗|在不在|在没在|在么|在不[？?]|有空吗?|坐班|"
    rf"上班[吗没了不]|当班|值班[吗没]|回来了?[没吗]|下班了?[没吗]|出差回来|忙完|在[^，。！？,!?]{{1,4}}[吗没]|"
    rf"在吧|下课了?[没吗]|退休了?没|到了?没有?|出车|在吧)"
)
_GIVE = re.compile(rf"(?:电话|话筒)(?:给|交给|递给|转给)(?:一下)?({_NAME}){_AFTER}")
_TALK = re.compile(
    rf"[跟和同与]({_NAME})[^，。！？,!?]{{0,4}}?(?:通(?:个|一下)?(?:电)?话|讲(?!过)|说(?!过)(?:两句|几句|话|"
    rf"一下|个事)|谈(?!过|得|好)|聊|约好|对接|联系一下)"
)
_NUMBERED = re.compile(
    r"(?:\d{3,6}|[一二三四五六七八九零幺]{3,6})号?(?:的)?(?:客服|坐席|座席|话务员|师傅|同事|那位|"
    r"工号)[^，。！？,!?]{0,3}?(?:在吗|在不在|接|听|来|在么)"
    r"|(?:找|转|接)(?:一下)?(?:工号)?(?:\d{3,6}|[一二三四五六七八九零幺]{3,6})号?(?:客服|坐席|座席|话务员|师傅|"
    r"同事|那位|(?<=号)(?=[，。！？]|$))"
)
_BACK = re.compile(rf"(?:让|叫|请|麻烦|喊)({_NAME})[^，。！？,!?]{{0,3}}?(?:给我|跟我|和我)(?:回|打|说|讲|联系|通)")
_SEEN = re.compile(
    r"(?:找|叫|喊|让|请|转|接|换)[^，。！？,!?我]{0,3}?(?:那个|那位|那名|刚才的|上次的|"
    r"上回的?)[^，。！？,!?]{0,9}?(?:的)?(?:小伙子?|小姑娘|姑娘|女士|先生|大姐|大哥|小妹|客服|师傅|护士|医生|"
    r"大夫|同事|老师|阿姨|小哥|女的|男的)(?=[听来接，。！？,!?]|$|在|过来|说)"
)
_SAME = re.compile(
    r"[和跟与](?:刚才|之前|上次|上回|昨天|原来|前面)?(?:的|那个|那位)(?:客服|师傅|同事|姑娘|小伙|女士|先生|"
    r"医生|老师)[^，。！？,!?]{0,3}(?:说|谈|聊|讲|沟通|联系)|姓[\u4e00-\u9fff]的那?[个位]?(?:师傅|客服|医生|"
    r"大夫|老师|姑娘|小伙子?|大姐|先生|女士)[^，。！？,!?]{0,6}[没吗]"
)
_SURNAMED = re.compile(
    r"(?:位|个|叫)?姓[\u4e00-\u9fff]的?(?:那?个?位?[\u4e00-\u9fff]{0,3})?[^。！？!?]{0,8}(?:在吗|在不在|叫一下|"
    r"喊一下|接电话|听电话|我找[他她]|找一下|上班)"
)
_NOT = re.compile(
    r"(?:[他她]|老师|师傅|经理|主任|律师|医生|大夫)(?:让|叫|说|告诉|推荐|介绍)我|别叫|[叫喊]我|"
    r"我是[^，,。]{1,8}[，,]叫|姓[^，,。]{1,10}[，,]叫|不找|不用找|找到了?|找过|没找|你叫|都叫|名字叫|客户叫|(?<!帮)[我俺咱]叫|找错|"
    r"打错|帮我催|谢谢你?小|叫(?:个|了)?车"
)
_ENGLISH_NAME = (
    r"(?-i:(?!I\b|I'|English|Mandarin|Cantonese|Chinese|Hokkien|Hakka|Teochew|Yes|No|Next|Monday|Tuesday|"
    r"Wednesday|Thursday|Friday|Saturday|Sunday|January|May\b|June|July|August|God|Wi|"
    r"The\b)[A-Z][a-z]+(?: [A-Z][a-z]+)?)"
)
_ENGLISH_TITLED = r"(?-i:(?:Mr|Mrs|Ms|Miss|Dr|Professor|Prof|Nurse|Officer|Captain|Sister)\.? ?[A-Z][\w']*)"
_WHO = (
    rf"(?:{_ENGLISH_TITLED}|{_ENGLISH_NAME}|my (?:wife|husband|son|daughter|brother|sister|mum|mom|dad|mother|"
    rf"father|girlfriend|boyfriend|cousin|mate|friend)"
    r"|(?:the|that|this) (?:same )?(?:lady|man|guy|gentleman|woman|girl|lad|chap|fellow|person|agent|colleague|"
    r"engineer|technician|plumber|doctor|nurse|young man|young lady|bloke)"
    r"(?: (?:who|that|i|from|in|on))[^.?!]{0,40}|whoever (?:i (?:spoke|talked)|served|helped|called|rang|phoned))"
)
_ENGLISH = re.compile(
    rf"(?:speak|talk|chat|word|get through|put me (?:through|on)|connect me|transfer me) (?:to|with) {_WHO}"
    rf"|(?:(?:trying|need|want|like|hoping|have) to (?:reach|get hold of|find|contact|see)|looking for|after|"
    rf"asking for|i need|i want|can i get|could i get|fetch|grab) {_WHO}(?! (?:to (?:call|ring|know|fix|bring|"
    rf"say|come)|number|mobile|service|room))(?=[ ,.?!]|$)(?!'s (?:number|mobile|phone|email))"
    rf"|(?:put|get) {_ENGLISH_NAME} (?:on|to the phone|for me|please)|(?:can|could|would) you (?:get|put|fetch|"
    rf"grab|find|call) (?:me )?(?:{_ENGLISH_NAME}|{_ENGLISH_TITLED}|him|her)(?! (?:to|a|his|her|some|number)\b)"
    rf"|\b(?:is|has) (?:{_ENGLISH_NAME}|{_ENGLISH_TITLED}) (?:about|around|in\b|there|available|free|back|"
    rf"on (?:shift|duty|the desk|today)|working|come back|at (?:his|her) desk|still (?:there|in|around))"
    rf"|^(?:hi|hello|hey|yes|good morning)?[,. ]*{_ENGLISH_NAME} (?:from|in) [a-z ]{{3,20}}, please"
    rf"|\bwould (?:{_ENGLISH_NAME}|{_ENGLISH_TITLED}) be (?:around|in|there|free|available)|(?:tell|"
    rf"ask) {_ENGLISH_NAME} (?:(?:his|her|it'?s)|to (?:call|ring|come))"
    r"|\b(?:chat|word|speak|talk) (?:with|to) (?:him|her)\b(?! (?:in|about (?:it|that) (?:yesterday|already))\b)",
    re.IGNORECASE,
)
_ENGLISH_NOT = re.compile(
    r"\b(?:told|asked|said|called) me\b|i (?:spoke|talked) (?:to|with)|been (?:speaking|talking)|"
    r"already (?:spoke|spoken|talked)|don'?t (?:want|need) to (?:speak|talk)",
    re.IGNORECASE,
)


def sought_hit(text: str, already: frozenset[str]) -> Hit | None:
    """Where a customer asks for somebody, if he does; an improper demand or a request for a number asks for nobody."""
    if ACT in already or already & {
        "customer_harass",
        "customer_ask_leader_number",
        "customer_ask_supervisor",
        "customer_ask_dialect",
    }:
        return None
    if not has_chinese(text):
        if _ENGLISH_NOT.search(text):
            return None
        match = _ENGLISH.search(text)
        return None if match is None else Hit(ACT, match.start(), match.end(), "pattern", 0.8)
    if _NOT.search(text):
        return None
    for form in (_CALLED, _HERE, _GIVE, _TALK, _NUMBERED, _BACK, _SEEN, _SURNAMED, _SAME):
        match = form.search(text)
        if match is not None:
            return Hit(ACT, match.start(), match.end(), "pattern", 0.8)
    return None
