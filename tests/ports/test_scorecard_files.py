"""Forms with weights of their own from YAML, XLSX and CSV; the template; and how a wrong form is told."""

from __future__ import annotations

import csv

import jsonschema
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as some
from openpyxl import Workbook, load_workbook
from ruamel.yaml import YAML

from zuoxi.app.assembly import assemble
from zuoxi.app.command import main
from zuoxi.standard import pack_schema
from zuoxi.store import UnreadableError, find_pack, scorecards

CLAUSES = ("Q01", "Q03", "Q10", "Q08", "Q06", "Q09", "Q14")
GOOD = """scorecard: {id: ours, title: {zh: 我们的表, en: Our form}, total: 10, most_bonus: 1, most: 100}
sections:
  - id: a
    title: 开场
    items:
      - {id: A1, title: {zh: 接听, en: Pick-up}, points: 4, clauses: [Q01, Q10], combine: share}
      - {id: A2, title: {en: Opening}, points: 2.5, clauses: Q03}
      - {id: A3, title: 亲切, points: 3.5, scale: points, not_applicable: full}
      - {id: F, title: 尊重, kind: fatal, clauses: [Q09]}
      - {id: B, title: 多问一句, points: 1, kind: bonus, clauses: [Q06], combine: any}
"""


def read(path, shipped=None):
    return scorecards.find_scorecard(str(path), shipped or {}, CLAUSES)


def told(path):
    with pytest.raises(UnreadableError) as caught:
        read(path)
    return str(caught.value)


def yaml(tmp_path, text):
    path = tmp_path / "ours.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def table(tmp_path, *rows):
    path = tmp_path / "ours.xlsx"
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


HEAD = ["类别", "章节", "项目", "中文标题", "分值", "条款", "合并", "计分"]


def test_every_field_of_a_written_form_is_read(tmp_path):
    form = read(yaml(tmp_path, GOOD))
    assert (form.id, form.title, form.total, form.most_bonus, form.most) == ("ours", {"zh": "我们的表", "en": "Our form"}, 10, 1, 100)
    found = {item.id: item for item in form.items()}
    assert [section.title for section in form.sections] == [{"zh": "开场", "en": "开场"}]
    assert (found["A1"].clauses, found["A1"].combine, found["A1"].points) == (("Q01", "Q10"), "share", 4)
    assert (found["A2"].clauses, found["A2"].title) == (("Q03",), {"zh": "Opening", "en": "Opening"})
    assert (found["A3"].clauses, found["A3"].scale, found["A3"].not_applicable) == ((), "points", "full")
    assert (found["F"].kind, found["F"].points, found["B"].kind, found["B"].combine) == ("fatal", 0, "bonus", "any")


def test_a_form_without_a_head_is_named_after_its_file(tmp_path):
    form = read(yaml(tmp_path, GOOD.partition("\n")[2]))
    assert (form.id, form.title["zh"], form.total) == ("ours", "ours", None)


def test_the_digest_follows_the_form_and_not_its_layout(tmp_path):
    one = read(yaml(tmp_path, GOOD))
    assert read(yaml(tmp_path, "# another layout\n" + GOOD.replace("points: 4,", "points:   4.0,"))).digest == one.digest
    assert read(yaml(tmp_path, GOOD.replace("combine: share", "combine: all"))).digest != one.digest


@pytest.mark.parametrize(("old", "new", "said"), [
    ("clauses: [Q01, Q10]", "clauses: [Q01, Q11]", ":6: A1: no clause 'Q11' in the standard; the nearest is Q"),
    ("id: A2", "id: A1", ":7: the item A1 stands twice"),
    ("points: 4,", "points: four,", ":6: A1: 'four' is no number of points; give a plain one"),
    ("points: 4,", "points: -4,", ":6: A1: '-4' is no number"),
    ("combine: share", "combine: al", ":6: A1: combine 'al' is not known; choose one of all, any, share. Did you mean all?"),
    ("kind: bonus", "kind: extra", ":10: B: kind 'extra' is not known"),
    ("points: 4,", "pionts: 4,", ":6: unknown field `pionts`; known here: id, title, points"),
    ("en: Pick-up}", "en: Pick-up, or sorry}", ":6: unknown field `or sorry`; known here: zh, en. A text with commas stands in quotes."),
    ("title: {zh: 接听, en: Pick-up}", "title: {}", ":6: A1: has no title"),
    ("total: 10", "total: 12", ":1: the points add up to 10, not to the total 12"),
    ("id: a\n", "id: a b\n", ":3: 'a b' is no id"),
    ("most: 100", "most: lots", ":1: most: 'lots' is no number"),
    ("    items:", "    itmes:", ":5: unknown field `itmes`; known here: id, title, weight, items. Did you mean items?"),
    ("title: 开场", "title: 开场\n    weight: 90", ":1: the weights of the sections add up to 90; make them 100"),
    ("sections:\n", "sections: [", "not YAML"),
    ("id: A1, title", "id: A1, id: A0, title", ":6: `id` stands twice"),
    ("clauses: Q03", "clauses: {Q03: yes}", ":7: plain text is expected here"),
])  # fmt: skip
def test_what_is_wrong_is_told_with_file_line_and_remedy(old, new, said, tmp_path):
    path = yaml(tmp_path, GOOD.replace(old, new, 1))
    assert f"{path}{said}" in told(path) if said.startswith(":") else said in told(path)


def test_everything_that_is_wrong_is_told_at_once(tmp_path):
    lines = told(yaml(tmp_path, GOOD.replace("points: 4", "points: x").replace("kind: fatal", "kind: deadly"))).splitlines()
    assert [line.split(":")[1] for line in lines] == ["6", "9"]


@pytest.mark.parametrize(("text", "said"), [
    ("", "the form has no sections"), ("sections: []\n", "the form has no sections"), ("[1, 2]\n", "a mapping is expected here"),
    ("sections:\n  - {id: a, title: 章, items: []}\n", "2: the section a has no items"), ("sections:\n  - 7\n", "2: a mapping is expected"),
    ("a: &a [*a]\n", "unknown field `a`"),
])  # fmt: skip
def test_a_form_with_nothing_in_it_is_told_as_such(text, said, tmp_path):
    assert said in told(yaml(tmp_path, text))


def test_a_table_in_chinese_words_gives_the_same_form_as_yaml(tmp_path):
    path = table(tmp_path, ["类别", "章节", "项目", "中文标题", "英文标题", "分值", "条款", "合并", "计分", "不适用时"],
                 ["评分表", None, "ours", "我们的表", "Our form"], ["设置", None, "total", None, None, 10], ["设置", None, "most_bonus", None, None, 1],
                 ["设置", None, "most", None, None, 100], ["章节", "a", None, "开场"],
                 ["普通", "a", "A1", "接听", "Pick-up", 4, "Q01，Q10", "按比例"], [None, "a", "A2", None, "Opening", 2.5, "Q03"],
                 ["普通", None, "A3", "亲切", None, 3.5, None, None, "分数", "计满分"], [],
                 ["致命", "a", "F", "尊重", None, None, "Q09"], ["加分", "a", "B", "多问一句", None, 1, "Q06", "任一"])  # fmt: skip
    assert read(path) == read(yaml(tmp_path, GOOD))


def test_a_table_may_name_its_sections_beside_the_items_alone(tmp_path):
    form = read(table(tmp_path, HEAD[1:6], ["开场", "A1", "接听", 4, "Q01"], ["结束", "E1", "道别", 6, "Q06"], ["开场", "A2", "问候", 2, "Q03"]))
    assert [(section.id, [item.id for item in section.items]) for section in form.sections] == [("开场", ["A1", "A2"]), ("结束", ["E1"])]


@pytest.mark.parametrize(("row", "said"), [
    (["普通", "a", "A2", "问候", 3, "Q30"], "3: A2: no clause 'Q30' in the standard; the nearest is Q"),
    (["普通", "b", "A2", "问候", 3, "Q03"], "3: A2: no section 'b' above it; write a line for the section"),
    (["普通", "a", None, "问候", 3, "Q03"], "3: the id is missing"),
    (["必须", "a", "A2", "问候", 3, "Q03"], "3: kind '必须' is not known; choose one of normal, 普通"),
    (["普通", "a", "A2", "问候", "三分", "Q03"], "3: A2: '三分' is no number of points"),
    (["普通", "a", "A2", "问候", 3, "Q03", "都要"], "3: A2: combine '都要' is not known"),
    (["设置", None, "totla", None, 3], "3: no setting 'totla'; known are total, most_bonus, most. Did you mean total?"),
    (["普通", "a", "A1", "问候", 3, "Q03"], "4: the item A1 stands twice"),
])  # fmt: skip
def test_a_wrong_row_is_told_with_file_row_and_remedy(row, said, tmp_path):
    path = table(tmp_path, HEAD, ["章节", "a", None, "开场"], row, ["普通", "a", "A1", "接听", 4, "Q01"])
    assert f"{path}:{said}" in told(path)


def test_an_item_before_any_section_and_a_table_without_heads_are_told(tmp_path):
    assert "2: A1: stands before any section" in told(table(tmp_path, HEAD, ["普通", None, "A1", "接听", 4, "Q01"], ["章节", "a", None, "开场"]))
    assert "1: no column headed 章节 or section, 分值 or points" in told(table(tmp_path, ["项目", "中文标题"], ["A1", "接听"]))


def test_a_csv_file_is_read_as_a_workbook_is(tmp_path):
    path = tmp_path / "ours.csv"
    with path.open("w", encoding="gb18030", newline="") as stream:
        csv.writer(stream).writerows([["章节", "项目", "标题", "权重", "条款"], ["开场", "A1", "接听", "4", "Q01;Q10"]])
    assert [(item.id, item.points, item.clauses) for item in read(path).items()] == [("A1", 4, ("Q01", "Q10"))]


def test_a_form_that_is_not_there_or_of_another_kind_is_told_with_the_shipped_ones(tmp_path):
    with pytest.raises(UnreadableError, match=r"no such scorecard. Give a file .* one of the shipped: hotel, standard"):
        read("nowhere", {"standard": GOOD, "hotel": GOOD})
    (tmp_path / "ours.docx").write_text("x")
    assert "no kind of scorecard" in told(tmp_path / "ours.docx")
    (tmp_path / "latin.yaml").write_bytes(b"scorecard: {title: caf\xe9}")
    assert "is no UTF-8 text" in told(tmp_path / "latin.yaml")


def test_a_shipped_form_is_told_by_its_place_in_the_pack():
    with pytest.raises(UnreadableError, match=r"^scorecards/mine\.yaml:6: A1: no clause"):
        read("mine", {"mine": GOOD.replace("[Q01, Q10]", "[Q99]")})


@given(some.text(max_size=300) | some.sampled_from(GOOD.splitlines()).map(lambda line: GOOD.replace(line, line[: len(line) // 2])))
def test_no_text_makes_the_reader_fail_otherwise_than_by_telling(text):
    try:
        form = scorecards.read_shipped("x", text, CLAUSES)
    except UnreadableError as error:
        assert all(line.startswith(("scorecards/x.yaml:", "…")) for line in str(error).splitlines())
    else:
        assert form.sections


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_template_read_back_is_the_form_that_it_was_written_from(language, tmp_path):
    for number, text in enumerate((GOOD, GOOD.replace("title: 开场", "title: 开场\n    weight: 100"))):
        form, path = read(yaml(tmp_path, text)), tmp_path / f"t{number}.xlsx"
        scorecards.write_template(path, form, {clause: {"zh": "条", "en": "c"} for clause in CLAUSES}, language)
        assert read(path) == form


def test_the_command_writes_the_template_with_the_clauses_to_choose_from_and_never_over_a_file(tmp_path, capsys):
    path = tmp_path / "form.xlsx"
    assert main(["standard", "scorecard", str(path)]) == 0
    book = load_workbook(path)
    assert book.sheetnames == ["评分表", "说明", "条款"]
    assert {row[0].value for row in book["条款"].iter_rows(min_row=2)} == set(assemble("telephone").pack.texts)
    assert len(book["评分表"].data_validations.dataValidation) == 4
    assert main(["standard", "scorecard", str(path)]) == 2
    assert "may be filled in" in capsys.readouterr().err
    assert main(["standard", "scorecard", str(tmp_path / "form.csv")]) == 2
    assert "ends in .xlsx" in capsys.readouterr().err


def test_the_shipped_form_is_a_hundred_points_with_items_for_clauses_and_for_people():
    assembled = assemble("telephone")
    form = assembled.find_form("standard")
    items = list(form.items())
    assert (form.points, form.total, len(form.sections)) == (100, 100, 6)
    assert [sum(item.kind == kind for item in items) for kind in ("bonus", "fatal")] == [2, 2]
    assert (sum(bool(item.clauses) for item in items), sum(not item.clauses for item in items)) == (23, 3)
    assert all(len(set(item.title.values())) == 2 for item in items)


def test_a_form_that_a_pack_ships_is_checked_with_the_pack_and_inherited_by_its_children(tmp_path, capsys):
    pack = tmp_path / "own"
    (pack / "scorecards").mkdir(parents=True)
    (pack / "pack.yaml").write_text("pack: {id: own, version: 1.0.0, extends: [telephone], title: {zh: 自, en: own}}\n", encoding="utf-8")
    assert main(["standard", "check", str(pack)]) == 0
    (pack / "scorecards" / "short.yaml").write_text(GOOD.replace("Q03", "Q93"), encoding="utf-8")
    assert main(["standard", "check", str(pack)]) == 1
    assert "scorecards/short.yaml:7: A2: no clause 'Q93'" in capsys.readouterr().out
    assert set(assemble(str(pack)).pack.scorecards) == {"standard", "short"}


def test_a_form_is_no_part_of_the_standards_digest(tmp_path):
    pack = tmp_path / "own"
    (pack / "scorecards").mkdir(parents=True)
    (pack / "pack.yaml").write_text("pack: {id: own, version: 1.0.0, extends: [telephone], title: {zh: 自, en: own}}\n", encoding="utf-8")
    before = assemble(str(pack)).bound.standard.digest
    (pack / "scorecards" / "short.yaml").write_text(GOOD, encoding="utf-8")
    assert assemble(str(pack)).bound.standard.digest == before


def test_a_read_form_can_be_written_and_read_as_plain_values(tmp_path):
    form = read(yaml(tmp_path, GOOD))
    assert msgspec.convert(msgspec.to_builtins(form), type(form)) == form


def test_the_schema_for_editors_accepts_what_is_read_and_marks_an_unknown_word():
    schema = {**pack_schema(), "anyOf": [{"$ref": "#/$defs/scorecard"}]}
    shipped = (find_pack("telephone") / "scorecards" / "standard.yaml").read_text("utf-8")
    for text in (GOOD, shipped):
        jsonschema.validate(YAML(typ="safe").load(text), schema)
    for old, new in (("combine: share", "combine: shared"), ("points: 4", "pionts: 4"), ("kind: fatal", "kind: deadly"), ("title: 开场", "tilte: 开场")):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(YAML(typ="safe").load(GOOD.replace(old, new)), schema)
