"""Who works and who calls in the sample archive.

Why: the scenes say what happens, this file says to whom, so that the report shows groups and agents with
habits of their own. Every organisation, person, address and number is invented; nothing here is read from
anywhere else, and nothing here decides an outcome.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Organisation:
    key: str
    name: str
    english: str
    group: str
    hours: tuple[int, int]
    prefix: str


@dataclass(frozen=True)
class Agent:
    number: str
    name: str
    organisation: str
    speed: float
    # How likely this agent is drawn for a play in which something goes wrong (1.0 = as likely as the others).
    slip: float
    # Ends a routine call one of these ways; names are those of the ending modes in endings.txt.
    endings: dict[str, float] = field(default_factory=dict)
    slow_pick_up: float = 0.03
    morning: bool = False
    english: bool = False

    @property
    def surname(self) -> str:
        return self.name[0]


ORGANISATIONS = {
    o.key: o
    for o in (
        Organisation("shop", "松鹿家居", "Songlu Home", "家居售后组", (9, 20), "SL"),
        Organisation("hotel", "栖鹭酒店", "Heron Rest Hotel", "酒店前台组", (7, 22), "QL"),
        Organisation("property", "砚湖物业", "Yanhu Estates", "物业客服组", (8, 19), "YH"),
        Organisation("hotline", "岚桥宽带", "Lanqiao Broadband", "宽带服务组", (8, 21), "LQ"),
    )
}

GOOD = {"customer": 6.0, "agent": 3.0, "solved": 1.0, "gone": 0.4}

AGENTS = (
    Agent("5101", "林晓彤", "shop", 2.8, 0.1, GOOD, morning=True),
    Agent("5102", "周启航", "shop", 3.0, 0.8, {**GOOD, "noelse": 3.5}),
    Agent("5103", "邓可盈", "shop", 3.3, 1.8, {**GOOD, "early": 1.5}),
    Agent("5104", "罗一鸣", "shop", 2.7, 1.3, {**GOOD, "noelse": 1.0, "noclosing": 1.0}),
    Agent("6201", "沈若溪", "hotel", 2.7, 0.1, GOOD, morning=True, english=True),
    Agent("6202", "高子墨", "hotel", 2.9, 0.8, GOOD, morning=True, english=True),
    Agent("6203", "贺文静", "hotel", 3.1, 1.6, {**GOOD, "early": 4.0}, english=True),
    Agent("7301", "蒋玉兰", "property", 2.7, 0.1, GOOD, morning=True),
    Agent("7302", "曹立新", "property", 2.8, 0.8, GOOD, slow_pick_up=0.35),
    Agent("7303", "唐雨桐", "property", 3.0, 0.4, GOOD),
    Agent("7304", "马国栋", "property", 3.7, 2.4, {**GOOD, "early": 2.0, "noclosing": 2.0}, slow_pick_up=0.2),
    Agent("8401", "叶思源", "hotline", 2.8, 0.1, GOOD, morning=True),
    Agent("8402", "孟佳宁", "hotline", 3.0, 1.2, {**GOOD, "noclosing": 2.5}),
    Agent("8403", "韩子昂", "hotline", 3.2, 1.6, {**GOOD, "noelse": 2.0}, slow_pick_up=0.1),
)

SURNAMES = "陆宋田任秦白邱江夏钟汪石姚谭范方廖邹熊金戴尹黎史段侯龙万钱汤"
WOMEN = ("佳琪", "雪梅", "海燕", "美玲", "春华", "一诺", "思雨", "秀芳", "晓雯", "玉洁")
MEN = ("明浩", "志强", "俊杰", "建平", "文博", "子轩", "立群", "泽宇", "长林")
STREETS = ("青杨路", "望舒街", "桂子巷", "听松路", "沉香街", "白鹭洲路", "小石桥路")
DIGITS = dict(zip("0123456789", "零幺二三四五六七八九", strict=True))


def draw_customer(rng: random.Random, organisation: Organisation) -> dict[str, str]:
    """The facts of one caller: the same key always means the same thing in the scene texts."""
    surname = rng.choice(SURNAMES)
    title = rng.choice(("先生", "女士"))
    given = rng.choice(MEN if title == "先生" else WOMEN)
    tail = f"{rng.randrange(1000, 9999)}"
    order = organisation.prefix + f"{rng.randrange(260000, 269999)}{rng.randrange(10, 99)}"
    street, house = rng.choice(STREETS), rng.randrange(2, 98)
    block, room = rng.randrange(1, 9), rng.randrange(2, 18) * 100 + rng.randrange(1, 5)
    other = f"{rng.randrange(1000, 9999)}"
    return {
        "sur": surname,
        "full": surname + given,
        "title": title,
        "phone": "1390000" + tail,
        "phone_read": f"139 0000 {tail}",
        "phone_spoken": "".join(DIGITS[d] for d in "1390000" + tail),
        "tail": tail,
        "phone_wrong": "1390000" + other,
        "phone_wrong_read": f"139 0000 {other}",
        "order": order,
        "order_wrong": order[:-2] + f"{(int(order[-2:]) + 37) % 100:02d}",
        "addr": f"{street}{house}号{block}栋{room}",
        "addr_wrong": f"{street}{house}号{block + 1}栋{room}",
        "room": f"{rng.randrange(3, 19)}{rng.randrange(10, 40)}",
        "english_surname": rng.choice(
            ("Hale", "Norwood", "Brandt", "Okafor", "Lindqvist", "Marsh", "Keller", "Ortega")
        ),
    }
