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
]

NOTHING = [
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
