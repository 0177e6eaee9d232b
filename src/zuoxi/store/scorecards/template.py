"""The table that an organisation fills in with its own form: the sheet that is read, notes, and the clauses to choose from.

It is filled with a whole form to begin from, and read back it is that form. It refuses to overwrite a file: it may be filled in.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import xlsxwriter

from zuoxi.measures import scorecard as forms
from zuoxi.store.intake import UnreadableError
from zuoxi.store.scorecards.entries import SETTINGS, WORDS
from zuoxi.store.scorecards.tabled import COLUMNS, ROWS

_LINES = 500
_NOTES = {
    "zh": (
        ("只读取第一张表；一行一个项目，章节的行写在其项目之前。", ""),
        ("类别", "普通；加分：只加不减，不进分母；致命：违反则总分为 0。章节、设置、评分表：该行不是项目"),
        ("章节", "项目所在的章节编号。章节行：分值为章节权重（可不填；要填就都填，合计 100）"),
        ("项目", "编号，各不相同。设置行：total 总分、most_bonus 加分上限、most 总分上限，数值写在分值栏"),
        ("分值", "项目的分数；致命项可以不写"),
        ("条款", "按哪些条款判定，用逗号隔开（见“条款”表）；不写则由人评分"),
        ("合并", "多个条款：全部＝都符合才得分；任一＝有一个符合即得分；按比例＝按符合的比例得分"),
        ("计分", "人工评分时：是否＝得满分或 0 分；分数＝可给 0 到满分之间的分"),
        ("不适用时", "不计＝不进分母；计满分＝按满分计"),
        ("标题", "中文、英文至少写一个"),
    ),
    "en": (
        ("Only the first sheet is read; one row an item; a section's row stands before its items.", ""),
        (
            "kind",
            "normal; bonus: adds only; fatal: broken, it makes the total 0. section, setting, card: the row is no item",
        ),
        (
            "section",
            "the section's id. On a section's own row the points are its weight (for all or none, adding up to 100)",
        ),
        ("item", "an id of its own. A setting's row: total, most_bonus or most, with the number under points"),
        ("points", "of the item; a fatal item may have none"),
        ("clauses", "by which it is judged, with commas between (see the sheet of clauses); none: a person marks it"),
        ("combine", "several clauses: all = all kept; any = one kept; share = the share kept, of the points"),
        ("scale", "for people: yes_no = all points or none; points = any number up to the item's"),
        ("not_applicable", "leave = out of the denominator; full = full points"),
        ("title", "in Chinese, in English, or both"),
    ),
}


def write_template(
    path: Path, card: forms.Scorecard, clauses: Mapping[str, Mapping[str, str]], language: str = "zh"
) -> None:
    """Write the form as a table to fill in; clauses: the titles to choose from, by id."""
    if path.suffix.lower() != ".xlsx":
        raise UnreadableError(f"{path}: a template is an XLSX workbook. Give a name that ends in .xlsx.")
    if path.exists():
        raise UnreadableError(f"{path}: is there already and may be filled in. Give another name, or remove it.")
    side = 1 if language == "en" else 0
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    head = book.add_format({"bold": True, "bg_color": "#DCE8F2", "bottom": 1})
    strong = book.add_format({"bold": True, "bg_color": "#F2F5F7"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(("评分表", "Scorecard")[side])
    for place, (zh, en, width) in enumerate(COLUMNS.values()):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, (zh, en)[side], head)
    for number, row in enumerate(_rows(card, side), 1):
        for place, name in enumerate(COLUMNS):
            shape = strong if "id" not in row or row["kind"] == ROWS["setting"][1][side] else None
            value = row.get(name, "")
            if isinstance(value, float):
                sheet.write_number(number, place, value, shape)
            else:
                sheet.write(number, place, value, shape)
    for place, name in enumerate(COLUMNS):
        if name in WORDS:
            words = [known[side ^ 1] for known in WORDS[name].values()]
            words += [pair[side] for _, pair in ROWS.values()] if name == "kind" else []
            sheet.data_validation(1, place, _LINES, place, {"validate": "list", "source": words})
    sheet.freeze_panes(1, 0)
    notes = book.add_worksheet(("说明", "Notes")[side])
    notes.set_column(0, 0, 20)
    notes.set_column(1, 1, 90, wrapped)
    for number, pair in enumerate(_NOTES["en" if side else "zh"]):
        notes.write_row(number, 0, pair)
    listed = book.add_worksheet(("条款", "Clauses")[side])
    listed.set_column(1, 2, 40)
    listed.write_row(0, 0, (("条款", "中文标题", "英文标题"), ("clause", "title_zh", "title_en"))[side], head)
    for number, (clause, title) in enumerate(clauses.items(), 1):
        listed.write_row(number, 0, (clause, title["zh"], title["en"]))
    listed.freeze_panes(1, 0)
    book.close()


def _rows(card: forms.Scorecard, side: int) -> list[dict[str, str | float]]:
    """The form's lines, by the names of the columns, in the language's words."""

    def word(name: str, value: str) -> str:
        return WORDS[name][value][side ^ 1]

    rows: list[dict[str, str | float]] = [{"kind": ROWS["card"][1][side], "id": card.id, **card.title}]
    for name in SETTINGS:
        value = {"total": card.total, "most_bonus": card.most_bonus, "most": card.most}[name]
        if value is not None:
            rows.append({"kind": ROWS["setting"][1][side], "id": name, "points": value})
    for section in card.sections:
        row: dict[str, str | float] = {"kind": ROWS["section"][1][side], "section": section.id, **section.title}
        if section.weight is not None:
            row["points"] = section.weight
        rows.append(row)
        for item in section.items:
            rows.append({"kind": word("kind", item.kind), "section": section.id, "id": item.id, **item.title,
                         "clauses": ", ".join(item.clauses), "scale": word("scale", item.scale),
                         "combine": word("combine", item.combine) if item.clauses else "",
                         "not_applicable": word("not_applicable", item.not_applicable),
                         **({"points": item.points} if item.points else {})})  # fmt: skip
    return rows
