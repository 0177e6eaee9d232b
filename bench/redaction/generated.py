"""Sentences with labelled personal data, and sentences with numbers that are nobody's: a seeded generator.

It imports nothing of the product and computes its check digits by itself. `sentences(COUNT, SEED)` gives (by, text, spans), a span
being (kind, start, end).
"""

from __future__ import annotations

import random
from collections.abc import Iterator

SPOKEN = dict(zip("0123456789", "零幺二三四五六七八九", strict=True))
SPOKEN_ONE = {**SPOKEN, "1": "一"}
SURNAMES = "王李张刘陈杨黄赵周吴徐孙马胡朱郭何罗高林郑梁谢唐许冯宋韩邓彭曹曾田萧潘袁蔡蒋余杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付邹熊孟秦邱侯"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英文华玉兰红梅建国志强海燕晓东佳怡子涵雨桐浩然思远梓萱"
CITIES = ["朝阳区", "海淀区", "浦东新区", "天河区", "高新区", "西湖区", "江北区", "青羊区"]
ROADS = ["建国路", "人民大道", "听松路", "望舒街", "学府路", "长江路", "文昌巷", "科技大道"]
PROVINCES = "京沪粤苏浙鲁川鄂湘皖闽赣冀豫陕辽"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CODE = "0123456789ABCDEFGHJKLMNPQRTUWXY"


class Maker:
    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def figures(self, count: int, first: str = "0123456789") -> str:
        return self.random.choice(first) + "".join(self.random.choice("0123456789") for _ in range(count - 1))

    def grouped(self, value: str, sizes: tuple[int, ...]) -> str:
        separator = self.random.choice(["", "", "", " ", "-"])
        parts, place = [], 0
        for size in sizes:
            parts.append(value[place : place + size])
            place += size
        return separator.join(part for part in (*parts, value[place:]) if part)

    def perhaps_spoken(self, value: str) -> str:
        if self.random.random() < 0.25:
            table = self.random.choice([SPOKEN, SPOKEN_ONE])
            return "".join(table.get(sign, sign) for sign in value)
        return value.translate({48 + k: 0xFF10 + k for k in range(10)}) if self.random.random() < 0.05 else value

    def phone(self) -> str:
        return self.perhaps_spoken(self.grouped("1" + self.figures(1, "3456789") + self.figures(9), (3, 4)))

    def landline(self) -> str:
        area = self.random.choice(["010", "021", "0755", "028", "0571"])
        return area + self.random.choice(["-", "", " "]) + self.figures(8, "23456789")

    def id_card(self) -> str:
        date = f"{self.random.randrange(1945, 2009)}{self.random.randrange(1, 13):02}{self.random.randrange(1, 29):02}"
        head = self.random.choice(["110105", "310115", "440106", "510107", "330106"]) + date + self.figures(3)
        total = sum(int(a) * b for a, b in zip(head, WEIGHTS, strict=True))
        return self.perhaps_spoken(self.grouped(head + "10X98765432"[total % 11], self.random.choice([(), (6, 8)])))

    def bank_card(self) -> str:
        head = self.random.choice(["622202", "621700", "436742", "552599", "356827"])
        head += self.figures(self.random.choice([15, 18]) - len(head))
        total = 0
        for place, sign in enumerate(reversed(head)):
            number = int(sign) * (1 if place % 2 else 2)
            total += number - 9 if number > 9 else number
        return self.perhaps_spoken(self.grouped(head + str(-total % 10), self.random.choice([(), (4, 4, 4)])))

    def company_code(self) -> str:
        head = "91" + self.figures(6, "123456") + "M" + "".join(self.random.choice(CODE) for _ in range(8))
        total = sum(CODE.index(sign) * pow(3, place, 31) for place, sign in enumerate(head))
        return head + CODE[-total % 31]

    def passport(self) -> str:
        return "E" + self.figures(8) if self.random.random() < 0.7 else "EJ" + self.figures(7)

    def travel_permit(self) -> str:
        return self.random.choice("HMC") + self.figures(8)

    def plate(self) -> str:
        tail = "".join(self.random.choice("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789") for _ in range(5))
        return self.random.choice(PROVINCES) + self.random.choice("ABCDEFGH") + self.random.choice(["", "", "·"]) + tail

    def email(self) -> str:
        names = ["li.lei", "wangfang88", "zhao_min", "Chen.Jie", "sun-hao"]
        return self.random.choice(names) + "@" + self.random.choice(["example.com", "mail.example.cn", "example.org"])

    def address(self) -> str:
        house = f"{self.random.randrange(1, 300)}号{self.random.randrange(1, 20)}{self.random.choice(['栋', '号楼', '幢'])}"
        return self.random.choice(CITIES) + self.random.choice(ROADS) + house + f"{self.random.randrange(101, 2500)}室"

    def name(self) -> str:
        return self.random.choice(SURNAMES) + "".join(self.random.sample(GIVEN, self.random.choice([1, 2])))

    def person(self) -> str:
        return self.random.choice(SURNAMES)

    def wechat(self) -> str:
        return self.random.choice(["wx_", "lili", "zhang-", "abc"]) + self.figures(5)

    def qq(self) -> str:
        return self.figures(self.random.choice([8, 9, 10]), "123456789")

    def secret(self) -> str:
        return self.figures(self.random.choice([4, 6]))

    def birth_date(self) -> str:
        return f"{self.random.randrange(1945, 2009)}年{self.random.randrange(1, 13)}月{self.random.randrange(1, 29)}{self.random.choice('日号')}"

    def account(self) -> str:
        return self.figures(self.random.choice([8, 10, 12]))

    def room(self) -> str:
        return str(self.random.randrange(2, 25)) + f"{self.random.randrange(1, 30):02}"

    def ip_address(self) -> str:
        return ".".join(str(number) for number in (self.random.randrange(11, 126), *self.random.choices(range(1, 255), k=3)))

    def order_number(self) -> str:
        head = self.random.choice(["", "", "20261123", "SF", "WO-", "JD", "A"])
        return head + self.figures(self.random.choice([8, 9, 10, 12]), "123456789")


#: kind → (carriers); {} is the datum. `person` and `name` differ by who bears it.
CARRIERS = {
    "phone": ["我的电话是{}", "打{}找我就行", "手机{}，麻烦记一下", "您的号码是{}，对吗？", "留一个{}吧", "{}，这是我爱人的手机", "my number is {}, thanks",
              "you can reach me at {}", "回电请打{}", "{}"],
    "landline": ["家里座机{}", "单位电话是{}", "打{}也能找到我"],
    "id_card": ["身份证号{}", "我身份证是{}", "证件号码：{}，请核对", "实名登记的是{}这个"],
    "bank_card": ["卡号是{}", "退到我这张卡{}", "我的银行卡{}被扣款了", "信用卡{}刷的", "my card number is {}"],
    "company_code": ["开票税号{}", "公司的统一社会信用代码是{}"],
    "passport": ["护照号{}", "用护照{}订的", "my passport is {}"],
    "travel_permit": ["港澳通行证号是{}", "回乡证{}"],
    "plate": ["车牌{}", "我的车是{}，停在B2", "登记一下车牌号{}"],
    "email": ["邮箱是{}", "发票发到{}吧", "email me at {} please"],
    "address": ["我住{}", "送到{}", "地址是{}，对吗？", "寄{}就行"],
    "name": ["我叫{}", "我姓名是{}", "名字叫{}", "我是{}，上次打过电话"],
    "person": ["请{}先生接电话", "好的，{}女士", "{}先生您好", "上次是{}师傅来修的", "麻烦转告{}经理"],
    "wechat": ["我的微信号是{}", "加微信{}"],
    "qq": ["QQ号{}", "我qq是{}"],
    "secret": ["验证码是{}", "密码{}", "动态码收到了，{}", "卡后面的安全码{}", "the verification code is {}"],
    "birth_date": ["我生日是{}", "出生日期{}", "孩子{}出生"],
    "account": ["病历号{}", "户号是{}", "我的会员卡号是{}", "社保号{}", "宽带账号{}", "保单号{}"],
    "order_number": ["订单号是{}", "工单{}已经派了", "快递单号{}", "运单号{}", "流水号{}", "我的订单{}", "申请编号{}", "预约单号是{}",
                     "your order {} has shipped", "my booking reference is {}"],
    "room": ["我住{}房间", "房间号{}", "我在{}号房", "{}房间没热水"],
    "ip_address": ["我这边ip是{}", "登录地址显示{}"],
}
KIND = {"landline": "phone"}
NOBODYS = [
    "工号{4}为您服务", "我是{4}号客服", "一共{4}元", "价格是{5}块", "请拨打400-{3}-{4}", "发票号码{8}",
    "编号{6}的那一台", "型号XR{4}", "{2}分钟以后", "今年第{2}次了", "排在第{2}位", "余额还有{4}.5元", "用了{3}度电",
    "agent {4} speaking", "it costs {4} dollars", "满{3}减{2}", "版本是10.{1}.{2}",
    "大概{2}到{2}号能到", "请转{1}号键", "{4}款的沙发", "3月{2}日之前", "共{3}件，{2}箱",
]
BETWEEN = ["嗯，", "你好，", "麻烦您，", "对，", "那个，", "", "", ""]
AFTER = ["。", "，谢谢", "，麻烦快一点。", "", "吧。", "，没错。"]


def sentences(count: int, seed: int) -> Iterator[tuple[str, str, list[tuple[str, int, int]]]]:
    """Two in three hold a datum, one in three a number that is nobody's."""
    maker = Maker(seed)
    chance = maker.random
    kinds = list(CARRIERS)
    for number in range(count):
        before, after = chance.choice(BETWEEN), chance.choice(AFTER)
        if number % 3 == 2:
            text = chance.choice(NOBODYS)
            for size in range(1, 16):
                while "{" + str(size) + "}" in text:
                    text = text.replace("{" + str(size) + "}", maker.figures(size, "123456789"), 1)
            yield "agent", before + text + after, []
            continue
        kind = kinds[number % len(kinds)]
        head, _, tail = chance.choice(CARRIERS[kind]).partition("{}")
        if head.isascii() and head:
            before, after = "", "."
        value = getattr(maker, kind)()
        start = len(before) + len(head)
        yield "customer", before + head + value + tail + after, [(KIND.get(kind, kind), start, start + len(value))]
