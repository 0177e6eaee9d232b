"""The command `zuoxi standard compare`: the comparison as a summary on the terminal and as a page. It refuses to judge."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from zuoxi.app.compare import Comparison, compare, version_of
from zuoxi.app.report.compare_page import write_comparison

_MOST_TOLD = 12


def run_compare(old: str, new: str, archive: Sequence[Path], only: Sequence[str], out: Path, language: str) -> int:
    """Returns the exit status: 2 nothing could be read, 3 some input was refused, else 0."""
    with Console(stderr=True).status("comparing" if language == "en" else "对比中"):
        found = compare(version_of(old), version_of(new), archive, frozenset(only), language)
    if not found.change.all.conversations:
        return 2
    _print(found, language == "en")
    write_comparison(out, found, language)
    print(("page: " if language == "en" else "页面：") + str(out.resolve()))
    return 3 if found.refused else 0


def _print(found: Comparison, english: bool) -> None:
    every, averages = found.change.all, found.change.all.averages
    shown = "–" if averages is None else f"{averages[0]:.1f} → {averages[1]:.1f}"
    if english:
        print(f"{every.conversations} conversations, scores that change {every.moved}, average {shown}")
    else:
        print(f"共 {every.conversations} 次会话，得分改变 {every.moved} 次，平均分 {shown}")
    for one in found.differences[:_MOST_TOLD]:
        rewritten = "text or rules rewritten" if english else "条文或规则改写"
        print(f"  {one.what}: {rewritten if one.old == '…' else one.old + ' → ' + one.new}")
    moved = [(clause, change) for clause, change in found.change.clauses.items() if change.appeared + change.vanished]
    for clause, change in sorted(moved, key=lambda pair: -(pair[1].appeared + pair[1].vanished))[:_MOST_TOLD]:
        print(f"  {clause}: +{change.appeared} −{change.vanished} ({change.old} → {change.new})")
    for example in found.examples[:_MOST_TOLD]:
        quote = f" “{example.quote[:40]}”" if example.quote else ""
        print(f"  {'+' if example.appears else '−'} {example.clause} {example.conversation}{quote} · {example.reason}")
