"""Facts as people say them: values, units, spans; and what is no fact."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from zuoxi.language.facts import find_facts

#: a Thursday morning
AT = datetime(2026, 11, 26, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))

SAID = [
    ("我的手机号是一三八零零一三八零零零", "phone", "13800138000"),
    ("幺三九 零零零零 三七二八", "phone", "13900003728"),
    ("139-0000-3728", "phone", "13900003728"),
    ("电话是021-63001234转8001", "phone", "02163001234"),
    ("您可以拨打400-800-1234", "phone", "4008001234"),
    ("我座机是6300 1234", "phone", "63001234"),
    ("My number is one three nine double zero zero zero three seven two eight", "phone", "13900003728"),
    ("身份证号110101199003072316", "id_card", "110101199003072316"),
    ("订单号是JD20261123001", "order_number", "JD20261123001"),
    ("快递单号SF1234567890123", "order_number", "SF1234567890123"),
    ("order number A-20983 please", "order_number", "A20983"),
    ("车牌是京A12345", "plate", "京A12345"),
    ("我的邮箱是 li.lei@example.com", "email", "li.lei@example.com"),
    ("我住在朝阳区建国路88号3号楼502室", "address", "朝阳区建国路88号3号楼502室"),
    ("我付了两千零五十块", "amount", "2050"),
    ("一共两百五", "amount", "250"),
    ("总共三万五", "amount", "35000"),
    ("退款九十九块八", "amount", "99.8"),
    ("三百二十元五角", "amount", "320.5"),
    ("¥1,299.50", "amount", "1299.5"),
    ("I paid two hundred and fifty dollars", "amount", "250"),
    ("It's $1,299.50 in total", "amount", "1299.5"),
    ("the bill was RMB 1,200", "amount", "1200"),
    ("we need 300 yuan", "amount", "300"),
    ("我要退一件", "quantity", "1"),
    ("要两箱矿泉水", "quantity", "2"),
    ("二十四瓶", "quantity", "24"),
    ("three boxes of tiles", "quantity", "3"),
    ("下周三下午三点半", "datetime", "2026-12-02T15:30"),
    ("明天上午十点", "datetime", "2026-11-27T10:00"),
    ("十二月五号上午十点", "datetime", "2026-12-05T10:00"),
    ("后天早上八点到", "datetime", "2026-11-28T08:00"),
    ("今晚八点", "datetime", "2026-11-26T20:00"),
    ("2026-12-01 09:30", "datetime", "2026-12-01T09:30"),
    ("tomorrow at half past three in the afternoon", "datetime", "2026-11-27T15:30"),
    ("等了二十分钟了", "duration", "1200"),
    ("已经拖了三天", "duration", "259200"),
    ("大概要半个小时", "duration", "1800"),
    ("it took two hours", "duration", "7200"),
    ("24小时内给您回电话", "deadline", "86400"),
    ("半小时之内", "deadline", "1800"),
    ("两个工作日之内答复您", "deadline", "172800"),
    ("我们明天中午前给您答复", "deadline", "2026-11-27T12:00"),
    ("今天下午五点前一定回复您", "deadline", "2026-11-26T17:00"),
    ("本周五之前", "deadline", "2026-11-27"),
    ("We will reply within 24 hours", "deadline", "86400"),
    ("by tomorrow noon", "deadline", "2026-11-27T12:00"),
    ("我叫李雷，木子李", "name", "李雷"),
    ("我姓欧阳，叫欧阳雪", "name", "欧阳雪"),
    ("This is Mr. Green speaking", "name", "Green"),
    ("联系人叶知非，白天打不通", "name", "叶知非"),
    ("工程师姜小北昨天来过", "name", "姜小北"),
    ("我女儿陶然，今年三岁", "name", "陶然"),
    ("麻烦转接司徒远航医生", "name", "司徒远航"),
    ("Please ask for Miriam Okafor at the desk", "name", "Miriam Okafor"),
    ("The parcel is for my neighbour Tobias Lindqvist", "name", "Tobias Lindqvist"),
    ("我姓端木，端木知秋", "name", "端木知秋"),
    ("麻烦让贺长宁接电话", "name", "贺长宁"),
    ("Appointment with Dr Leonora Vasquez at noon", "name", "Leonora Vasquez"),
    ("the corner of Willow Street and Mill Road", "address", "corner of Willow Street and Mill Road"),
    ("赔案号是PA20270016", "order_number", "PA20270016"),
    ("Your parcel is on its way, it's GX-5530128", "order_number", "GX5530128"),
    ("碎了三块地砖", "quantity", "3"),
    ("包裹寄回海宁市文苑路77号3号仓", "address", "海宁市文苑路77号3号仓"),
    ("我住云栖里8幢2单元301室", "address", "云栖里8幢2单元301室"),
    ("就在解放路和人民街交叉口东北角", "address", "解放路和人民街交叉口东北角"),
    ("Send it to Flat 12, Orchid House, 4 Brick Lane please", "address", "Flat 12, Orchid House, 4 Brick Lane"),
    ("票号6180032255471还能退吗", "order_number", "6180032255471"),
    ("快件YT4400198273到哪了", "order_number", "YT4400198273"),
    ("您的预约号是HB20270103", "order_number", "HB20270103"),
    ("Ticket four four zero nine one seven, please check", "order_number", "440917"),
    ("Your case reference is LM4K7Z", "order_number", "LM4K7Z"),
    ("车牌粤B，6，幺，八，K，3", "plate", "粤B618K3"),
    ("My car is 浙A6K218", "plate", "浙A6K218"),
    ("邮箱是mia点liu艾特example点com", "email", "mia.liu@example.com"),
    ("It's mia dot liu at example dot com", "email", "mia.liu@example.com"),
    ("身份证是一一零一零一，呃，一九九零零三零七，嗯，二三一六", "id_card", "110101199003072316"),
    ("押金一百五，对吧", "amount", "150"),
    ("维修费3万5千元", "amount", "35000"),
    ("转了五百美元", "amount", "500"),
    ("I was charged nine ninety and the bill says eight", "amount", "9.9"),
    ("we paid 15k for it", "amount", "15000"),
    ("the deposit is a hundred yuan", "amount", "100"),
    ("复印三十页", "quantity", "30"),
    ("少了两斤半", "quantity", "2.5"),
    ("我们四个人入住", "quantity", "4"),
    ("three dozen plates", "quantity", "36"),
    ("two adults please", "quantity", "2"),
    ("开了2小时40分钟", "duration", "9600"),
    ("超过五分钟就会断线", "duration", "300"),
    ("it took two hours and ten minutes", "duration", "7800"),
    ("an hour and a half", "duration", "5400"),
    ("五个自然日内到账", "deadline", "432000"),
    ("最慢十二月八号", "deadline", "2026-12-08"),
    ("明天晚上之前", "deadline", "2026-11-27"),
    ("We'll call you back in twenty minutes", "deadline", "1200"),
    ("by eight tonight", "deadline", "2026-11-26T20:00"),
    ("quarter past four this afternoon", "datetime", "2026-11-26T16:15"),
    ("it was returned on Monday", "datetime", "2026-11-23"),
]

NOTHING = [
    ("客户经理安排好了", "name"), ("主管马上回您电话", "name"), ("户名不符", "name"), ("收件人高先生", "name"), ("业主车牌没登记", "name"),
    ("师傅路上堵车了", "name"), ("机主和联系人不一样", "name"), ("I spoke to Customer Service", "name"), ("It is under New York time", "name"),
    ("系统里的派车安排", "name"), ("证件号是AB1234567", "order_number"), ("三号楼那边停电了", "address"), ("Room service was slow", "address"), ("错误代码E40713", "order_number"), ("in case 3 people come", "order_number"),
    ("The error code is E40713", "order_number"), ("十六位数的卡号", "quantity"), ("五块一斤", "quantity"), ("look at dot com firms", "email"),
    ("每三天一次", "duration"), ("twice a week", "duration"), ("Monday to Friday", "datetime"), ("三个自然日", "quantity"),
    ("我们一起看看", "amount"), ("一块去吧", "amount"), ("给您三块地砖", "amount"), ("万一坏了呢", "amount"),
    ("三四台就够", "quantity"), ("一个问题", "quantity"), ("第三件", "quantity"), ("这本来是", "quantity"),
    ("一点都不贵", "datetime"), ("有点儿慢", "datetime"), ("三点建议", "datetime"), ("祝您天天开心", "duration"),
    ("我的工号是1023", "phone"), ("身份证号110101199003072317", "id_card"), ("三万多人", "amount"), ("百分之二十五", "quantity"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "value"), SAID, ids=[text for text, _, _ in SAID])
def test_a_fact_is_heard_with_its_value(text, kind, value):
    found = [fact for fact in find_facts(text, at=AT, by="customer") if fact.kind == kind]
    assert [fact.value for fact in found] == [value]
    assert all(0 <= fact.start < fact.end <= len(text) for fact in found)


@pytest.mark.parametrize(("text", "kind"), NOTHING, ids=[f"{text} {kind}" for text, kind in NOTHING])
def test_what_only_looks_like_a_fact_is_none(text, kind):
    assert [fact.value for fact in find_facts(text, at=AT, by="customer") if fact.kind == kind] == []


def test_money_of_other_countries_keeps_its_currency():
    (dollars,) = [fact for fact in find_facts("It's $20", at=AT, by="customer") if fact.kind == "amount"]
    (yuan,) = [fact for fact in find_facts("二十元", at=AT, by="customer") if fact.kind == "amount"]
    assert (dollars.unit, yuan.unit) == ("USD", "CNY")


def test_the_end_of_a_number_said_alone_is_a_part_of_it():
    (part,) = find_facts("不对，尾号是3729", at=AT, by="customer")
    assert (part.kind, part.value, part.partial) == ("phone", "3729", True)


def test_tomorrow_is_no_day_without_the_instant_of_speaking():
    assert [fact.value for fact in find_facts("明天上午十点", at=None, by="customer")] == ["T10:00"]


def test_the_name_of_another_is_not_taken_for_the_speakers():
    (other,) = [fact for fact in find_facts("工程师姜小北昨天来过", at=AT, by="customer") if fact.kind == "name"]
    (own,) = [fact for fact in find_facts("我叫李雷，木子李", at=AT, by="customer") if fact.kind == "name"]
    assert (other.is_own_name, own.is_own_name) == (False, True)


def test_the_span_holds_the_words_of_the_value_alone():
    text = "包裹寄回海宁市文苑路77号3号仓，收件人写叶知非"
    found = {fact.kind: text[fact.start : fact.end] for fact in find_facts(text, at=AT, by="agent")}
    assert found == {"address": "海宁市文苑路77号3号仓", "name": "叶知非"}
