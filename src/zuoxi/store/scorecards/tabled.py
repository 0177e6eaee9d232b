"""A form as a table, XLSX or CSV, as plain lines with their rows. It refuses to guess a column, and to judge the form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from zuoxi.store.scorecards.entries import WORDS, Draft, Entry, RowKind, nearest
from zuoxi.store.tables import read_rows

#: the columns in the template's order: Chinese and English head, width
COLUMNS: dict[str, tuple[str, str, int]] = {
    "kind": ("类别", "kind", 9), "section": ("章节", "section", 14), "id": ("项目", "item", 12),
    "zh": ("中文标题", "title_zh", 34), "en": ("英文标题", "title_en", 40), "points": ("分值", "points", 8),
    "clauses": ("条款", "clauses", 22),
    "combine": ("合并", "combine", 10), "scale": ("计分", "scale", 10), "not_applicable": ("不适用时", "not_applicable", 12),
}  # fmt: skip
_OTHERS = {
    "id": ("评分项", "项目编号"),
    "points": ("分数", "weight", "权重"),
    "zh": ("标题", "title"),
    "section": ("章",),
}
#: a line that is no item says in `kind` what it is
ROWS: dict[str, tuple[RowKind, tuple[str, str]]] = {
    "card": ("card", ("评分表", "card")),
    "setting": ("setting", ("设置", "setting")),
    "section": ("section", ("章节", "section")),
}
_HEAD = {word: name for name, (zh, en, _) in COLUMNS.items() for word in (zh, en, *_OTHERS.get(name, ()))}
_ROW = {word: kind for kind, words in ROWS.values() for word in words}
NEEDED = ("section", "id", "points")


def table_entries(path: Path, draft: Draft) -> list[Entry]:
    """The form's lines; what is wrong is told by the draft."""
    rows = enumerate(read_rows(path), 1)
    heads = [cell.strip().lower() for cell in next(rows, (1, []))[1]]
    names = [_HEAD.get(head, "") for head in heads]
    missing = [name for name in NEEDED if name not in names]
    if missing:
        told = ", ".join(f"{COLUMNS[name][0]} or {COLUMNS[name][1]}" for name in missing)
        draft.wrong.append(
            (1, f"no column headed {told}; `zuoxi standard scorecard TEMPLATE.xlsx` writes a table with all heads.")
        )
        draft.fail()
    return list(_entries(rows, names, draft))


def _entries(rows: Iterable[tuple[int, list[str]]], names: list[str], draft: Draft) -> Iterator[Entry]:
    found = [entry for number, row in rows for entry in _entry(number, row, names, draft)]
    if any(entry.kind == "section" for entry in found):
        yield from found
        return
    # a table that names its sections only beside the items needs no lines for them
    known: set[str] = set()
    for entry in found:
        section = entry.fields.get("section", "")
        if entry.kind == "item" and section and section not in known:
            known.add(section)
            yield Entry("section", entry.line, {"section": section, "zh": section})
        yield entry


def _entry(number: int, row: list[str], names: list[str], draft: Draft) -> Iterator[Entry]:
    fields = {name: cell.strip() for name, cell in zip(names, row, strict=False) if name and cell.strip()}
    if not fields:
        return
    word = fields.get("kind", "").lower()
    kind: RowKind = _ROW.get(word, "item")
    if not word and not fields.get("id"):
        kind = "section"
    if kind == "item" and word and not any(word in words for words in WORDS["kind"].values()):
        choices = [
            choice for words in (*WORDS["kind"].values(), *(pair for _, pair in ROWS.values())) for choice in words
        ]
        draft.wrong.append(
            (number, f"kind {word!r} is not known; choose one of {', '.join(choices)}.{nearest(word, choices)}")
        )
        return
    yield Entry(kind, number, fields)
