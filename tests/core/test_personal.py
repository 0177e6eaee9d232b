"""Personal data is found with its kind, and what only looks like it is left."""

from __future__ import annotations

import random

import pytest

from zuoxi.language import Ledger, find_facts, find_personal
from zuoxi.language.personal import KINDS

SAID = [
    ("我电话是一三八零零一三八零零零", "phone", "13800138000"), ("打我座机021-63001234", "phone", "02163001234"),
    ("the number is +86 139 0000 3728", "phone", "13900003728"), ("138 0013 8000，对吗", "phone", "13800138000"),
    ("身份证11010519491231002X", "id_card", "11010519491231002X"), ("我的卡4367421234567896请查", "bank_card", "4367421234567896"),
    ("护照号E12345678", "passport", "E12345678"), ("港澳通行证H12345678", "travel_permit", "H12345678"),
    ("车牌粤B·12345", "plate", "粤B12345"), ("发到 Li.Lei@example.com 吧", "email", "li.lei@example.com"),
    ("税号91350100M000100Y43", "company_code", "91350100M000100Y43"), ("住朝阳区建国路88号3号楼502室", "address", "朝阳区建国路88号3号楼502室"),
    ("我叫李雷", "name", "李雷"), ("您好王先生", "person", "王"), ("good morning Ms. Green", "person", "Green"),
    ("加我微信号abc_12345", "wechat", "abc_12345"), ("QQ是123456789", "qq", "123456789"), ("验证码是8832", "secret", "8832"),
    ("密码是abc12345", "secret", "abc12345"), ("生日是1990年3月7号", "birth_date", "1990年3月7号"),
    ("登录地址52.168.1.20", "ip_address", "52.168.1.20"), ("车架号1M8GDM9AXKP042788", "vin", "1M8GDM9AXKP042788"),
    ("IMEI 490154203237518", "imei", "490154203237518"), ("IBAN GB82 WEST 1234 5698 7654 32", "iban", "GB82WEST12345698765432"),
    ("my SSN is 123-45-6789", "ssn", "123-45-6789"), ("病历号20231188", "account", "20231188"), ("我在1210房间", "room", "1210"),
    ("我的订单号是TB20260012938", "order_number", "TB20260012938"), ("售后单R20260012一直没人处理", "reference", "R20260012"),
    ("军官证广字第1102938号", "military_id", "广字第1102938号"), ("档案编号440300884471", "driving_licence", "440300884471"),
    ("电话幺八六，拐拐洞两，三四五勾", "phone", "18677023459"), ("打一三七，嗯，八八零二，然后是，六六一九", "phone", "13788026619"),
    ("my cell is one eight six, er, double seven zero two, three four five nine", "phone", "18677023459"),
    ("邮箱是lei_wang，艾特，mailbox，点，example", "email", "lei_wang@mailbox.example"), ("车牌号苏E，三八，K，九二", "plate", "苏E38K92"),
    ("护照号码E 8844 0021", "passport", "E88440021"), ("收货人写栾小宁就行", "person", "栾小宁"), ("我爸叫温庭玉，他不识字", "person", "温庭玉"),
    ("乘机人逄世杰、仝小卓", "person", "仝小卓"), ("passengers Lena Fischer and Kurt Fischer", "person", "Kurt Fischer"),
    ("送到阳光花园3栋2单元501，谢谢", "address", "阳光花园3栋2单元501"), ("改成和平里东街11号院3号楼1502", "address", "和平里东街11号院3号楼1502"),
    ("I live at Flat 3B, 221 King's Road, Chelsea", "address", "Flat 3B 221 King's Road Chelsea"),
    ("我是八八年二月十四号生的", "birth_date", "八八年二月十四号"), ("DOB 14/02/1988", "birth_date", "14/02/1988"),
    ("从2001:db8::9a登录的", "ip_address", "2001:db8::9a"), ("NI number AB 12 34 56 C", "ssn", "AB123456C"),
    ("用户名lihua_1990登不上", "account", "lihua_1990"), ("密码Sun@12345不对", "secret", "Sun@12345"), ("QQ771230048", "qq", "771230048"),
]  # fmt: skip

NOTHING = [
    "请登录192.168.1.20", "请拨打400-800-1234", "拨打95588转人工", "一共3280元", "工号6203为您服务", "发票号码80123456",
    "型号A2023", "2026年11月23日到期", "项目经理会联系您", "安排师傅上门", "维修师傅明天到", "身份证号码是多少", "三点半到四点之间",
    "价格是12800", "统一安排经理回访", "agent 6203 speaking", "it costs 1,299 yuan", "invoice number 4907 2211 03",
    "等了三四十分钟", "版本号10.2.3",
    "固件升级到10.20.30.40", "version 4.2.1.9", "叫车去机场", "麻烦叫师傅过来", "让方便的人来", "小区8号停水", "到三楼会议室", "办事大厅二楼18号窗口",
    "请到人民路88号营业厅办理", "密码忘了", "微信支付失败", "error code 50012", "my login is not working", "the code is invalid", "订单3天没动",
    "我2023年3月5号买的", "I spoke to Customer Service yesterday", "it takes 20 minutes down the road", "空调要三匹的，两匹不够",
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "value"), SAID, ids=[text for text, _, _ in SAID])
def test_a_personal_datum_is_found_with_its_kind_and_value(text, kind, value):
    found = [(item.kind, item.value.replace("-", "")) for item in find_personal(text)]
    assert (kind, value.replace("-", "")) in found


def test_every_kind_has_an_example():
    assert {kind for _, kind, _ in SAID} == set(KINDS)


@pytest.mark.parametrize("text", NOTHING)
def test_what_only_looks_like_personal_data_is_left(text):
    assert find_personal(text) == ()


@pytest.mark.parametrize(("text", "kind"), [("110105194912310021", "id_card"), ("4367421234567897", "bank_card"),
                                            ("91350100M000100Y44", "company_code"), ("GB82WEST12345698765433", "iban")])  # fmt: skip
def test_a_wrong_check_digit_is_not_taken_for_that_kind(text, kind):
    assert kind not in {item.kind for item in find_personal(text)}


def test_the_same_value_has_the_same_placeholder_and_pieces_know_their_place():
    ledger = Ledger(spare=("王芳",))
    ledger.learn_name("李明")
    turns = [("agent", "工号1023王芳为您服务"), ("customer", "我叫李明，电话13800138000"), ("agent", "李先生，跟您核对一下，138"),
             ("agent", "0013"), ("agent", "8000，对吗？"), ("agent", "是138 0013 8000吗")]  # fmt: skip
    for by, text in turns:
        ledger.learn(text, by)
    assert [ledger.mask(text, by) for by, text in turns] == [
        "工号1023王芳为您服务", "我叫‹name:1›，电话‹phone:1›", "‹name:1›先生，跟您核对一下，‹phone:1:0-3›", "‹phone:1:3-7›",
        "‹phone:1:7-11›，对吗？", "是‹phone:1›吗",
    ]  # fmt: skip


def test_a_code_said_again_without_its_word_is_masked_too():
    ledger = Ledger()
    turns = [("customer", "订单号LQ26000017"), ("agent", "LQ26000017，没错吧"), ("customer", "会员卡号30077121"), ("agent", "30077121查到了")]
    for by, text in turns:
        ledger.learn(text, by)
    masked = [ledger.mask(text, by) for by, text in turns]
    assert not any("0017" in text or "7712" in text for text in masked) and masked[0] == "订单号‹order_number:1›"


def test_masking_masked_text_changes_nothing():
    ledger = Ledger()
    for text, _, _ in SAID:
        once = ledger.mask(text, "customer")
        assert once != text and ledger.mask(once, "customer") == once


def test_pieces_of_a_placeholder_add_up_to_it_and_other_numbers_differ():
    pieces = find_facts("‹phone:7:0-3›") + find_facts("‹phone:7:3-7›") + find_facts("‹phone:7:7-11›")
    assert [fact.partial for fact in pieces] == [True] * 3
    whole, other = find_facts("‹phone:7›")[0], find_facts("‹phone:8›")[0]
    assert "".join(fact.value for fact in pieces) == whole.value != other.value and not whole.partial


def test_no_digits_of_a_number_are_left_however_it_is_grouped():
    generator = random.Random(3)
    spoken = dict(zip("0123456789", "零幺二三四五六七八九", strict=True))
    for _ in range(300):
        number = "1" + generator.choice("3456789") + "".join(generator.choice("0123456789") for _ in range(9))
        form = generator.choice(["{0}{1}{2}", "{0} {1} {2}", "{0}-{1}-{2}", "{0}，{1}，{2}"]).format(number[:3], number[3:7], number[7:])
        if generator.random() < 0.4:
            form = "".join(spoken.get(sign, sign) for sign in form)
        masked = Ledger().mask(f"我的电话是{form}，谢谢", "customer")
        assert masked == "我的电话是‹phone:1›，谢谢", form
