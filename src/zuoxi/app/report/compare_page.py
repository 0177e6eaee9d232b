"""The page of a comparison: one file, without a script, in the reader's language. It refuses to reckon."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from zuoxi.app.compare import Comparison, Example
from zuoxi.app.report.page import digest_of, read_asset

_WORDS = {
    "zh": {
        "title": "规范变更对比",
        "from": "旧",
        "to": "新",
        "conversations": "会话",
        "moved": "得分改变",
        "average": "平均分",
        "appeared": "新增问题",
        "vanished": "消失问题",
        "differences": "写法上的不同",
        "what": "名称",
        "old": "旧",
        "new": "新",
        "clauses": "各条款",
        "clause": "条款",
        "title_": "标题",
        "other": "其他变化",
        "agents": "各坐席",
        "agent": "坐席",
        "examples": "例子",
        "none": "没有不同",
        "absent": "（没有）",
        "rewritten": "条文或规则改写",
        "left": "拒收",
        "note": "同一批会话分别按两个版本判定。新增、消失均按会话计。",
    },
    "en": {
        "title": "What the change would do",
        "from": "old",
        "to": "new",
        "conversations": "conversations",
        "moved": "scores that change",
        "average": "average score",
        "appeared": "findings that appear",
        "vanished": "findings that vanish",
        "differences": "Written differently",
        "what": "name",
        "old": "old",
        "new": "new",
        "clauses": "Clauses",
        "clause": "clause",
        "title_": "title",
        "other": "other changes",
        "agents": "Agents",
        "agent": "agent",
        "examples": "Examples",
        "none": "nothing differs",
        "absent": "(not there)",
        "rewritten": "text or rules rewritten",
        "left": "refused",
        "note": "The same conversations, judged by both versions. Appearing and vanishing are counted in conversations.",
    },
}


def write_comparison(path: Path, found: Comparison, language: str) -> None:
    """Write the page of a comparison."""
    say = _WORDS[language]
    style = read_asset("style.css")
    policy = f"default-src 'none'; style-src '{digest_of(style)}'; base-uri 'none'; form-action 'none'"
    body = "".join((_head(found, say), _differences(found, say), _clauses(found, say, language), _agents(found, say),
                    _examples(found, say, language)))  # fmt: skip
    path.write_text(
        f'<!doctype html>\n<html lang="{"en" if language == "en" else "zh-CN"}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}"><title>{escape(say["title"])}</title>'
        f"<style>{style}</style></head><body><main>{body}</main></body></html>\n",
        encoding="utf-8",
    )


def _card(title: str, inside: str, note: str = "") -> str:
    told = f'<p class="note">{escape(note)}</p>' if note else ""
    return f'<section class="card"><header><h2>{escape(title)}</h2>{told}</header>{inside}</section>'


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    head = "".join(f"<th>{escape(text)}</th>" for text in heads)
    lines = "".join("<tr>" + "".join(f"<td>{_cell(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<div class="scroll"><table class="compared"><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table></div>'


class _Drawn(str):
    """Markup of our own making."""


def _cell(value: object) -> str:
    return value if isinstance(value, _Drawn) else escape(str(value))


def _bar(appeared: int, vanished: int, most: int) -> _Drawn:
    """What appears to the right of a middle line, what vanishes to the left of it; the numbers stand beside it."""
    right, left = (round(60 * count / most, 1) if most else 0 for count in (appeared, vanished))
    return _Drawn(
        '<svg width="124" height="14" viewBox="0 0 124 14" aria-hidden="true">'
        f'<rect class="shape kept" x="{62 - left}" y="2" width="{left}" height="10"/>'
        f'<rect class="shape broken" x="62" y="2" width="{right}" height="10"/><path class="middle" d="M62,0 V14"/></svg>'
    )


def _head(found: Comparison, say: dict[str, str]) -> str:
    every = found.change.all
    averages = every.averages
    appeared = sum(change.appeared for change in found.change.clauses.values())
    vanished = sum(change.vanished for change in found.change.clauses.values())
    tiles = (
        (say["conversations"], every.conversations), (say["moved"], every.moved),
        (say["average"], "–" if averages is None else f"{averages[0]:.1f} → {averages[1]:.1f}"),
        (say["appeared"], appeared), (say["vanished"], vanished), (say["left"], found.refused),
    )  # fmt: skip
    tiled = "".join(
        f'<div class="tile"><span>{escape(name)}</span><b>{escape(str(value))}</b></div>' for name, value in tiles
    )
    return (
        f'<section class="card title"><div><h1>{escape(say["title"])}</h1><p class="note">'
        f"{escape(say['from'])} {escape(found.old.name)} "
        f"{found.old.assembled.pack.version} → {escape(say['to'])} {escape(found.new.name)} {found.new.assembled.pack.version}. "
        f'{escape(say["note"])}</p></div></section><section class="card tiles six">{tiled}</section>'
    )


def _differences(found: Comparison, say: dict[str, str]) -> str:
    if not found.differences:
        return _card(say["differences"], f'<p class="empty">{escape(say["none"])}</p>')
    rows = [
        (one.what, say["rewritten"], "")
        if one.old == "…"
        else (one.what, one.old or say["absent"], one.new or say["absent"])
        for one in found.differences
    ]
    return _card(say["differences"], _table((say["what"], say["old"], say["new"]), rows))


def _title(found: Comparison, clause: str, language: str) -> str:
    text = found.new.assembled.bound.texts.get(clause) or found.old.assembled.bound.texts[clause]
    return text.title[language]


def _clauses(found: Comparison, say: dict[str, str], language: str) -> str:
    moved = [
        (clause, change)
        for clause, change in found.change.clauses.items()
        if change.appeared + change.vanished + change.other
    ]
    moved.sort(key=lambda pair: (-(pair[1].appeared + pair[1].vanished), pair[0]))
    most = max((max(change.appeared, change.vanished) for _, change in moved), default=0)
    rows = [
        (
            clause,
            _title(found, clause, language),
            f"{change.old} → {change.new}",
            _bar(change.appeared, change.vanished, most),
            change.appeared,
            change.vanished,
            change.other,
        )
        for clause, change in moved
    ]
    if not rows:
        return _card(say["clauses"], f'<p class="empty">{escape(say["none"])}</p>')
    heads = (
        say["clause"],
        say["title_"],
        f"{say['old']} → {say['new']}",
        "− +",
        say["appeared"],
        say["vanished"],
        say["other"],
    )
    return _card(say["clauses"], _table(heads, rows))


def _agents(found: Comparison, say: dict[str, str]) -> str:
    moved = [(agent, shift) for agent, shift in found.change.agents.items() if shift.moved]
    moved.sort(key=lambda pair: (_gain(pair[1].averages), pair[0]))
    rows = [
        (f"{agent} {shift.name}", shift.conversations, shift.moved, *_both(shift.averages)) for agent, shift in moved
    ]
    if not rows:
        return _card(say["agents"], f'<p class="empty">{escape(say["none"])}</p>')
    heads = (
        say["agent"],
        say["conversations"],
        say["moved"],
        f"{say['average']} {say['old']}",
        f"{say['average']} {say['new']}",
        "Δ",
    )
    return _card(say["agents"], _table(heads, rows))


def _gain(averages: tuple[float, float] | None) -> float:
    return 0.0 if averages is None else averages[1] - averages[0]


def _both(averages: tuple[float, float] | None) -> tuple[str, str, str]:
    if averages is None:
        return "–", "–", "–"
    return f"{averages[0]:.1f}", f"{averages[1]:.1f}", f"{averages[1] - averages[0]:+.1f}"


def _examples(found: Comparison, say: dict[str, str], language: str) -> str:
    if not found.examples:
        return ""
    ordered = sorted(found.examples, key=lambda one: (one.clause, not one.appears))
    return _card(say["examples"], '<ul class="plain findings long">' + "".join(
        f"<li>{_line(one, say, _title(found, one.clause, language))}</li>" for one in ordered) + "</ul>")  # fmt: skip


def _line(one: Example, say: dict[str, str], title: str) -> str:
    quote = f"<q>{escape(one.quote)}</q> " if one.quote else ""
    at = "" if one.at is None else f" · {one.at:.1f} s"
    sign = "+" if one.appears else "−"
    return (
        f"<b>{sign} {escape(one.clause)} {escape(title)}</b> "
        f'<span class="tag">{escape(say["appeared" if one.appears else "vanished"])}</span> {quote}'
        f'<span class="note">{escape(one.reason)} · {escape(one.conversation)} {escape(one.agent)}{at}</span>'
    )
