"""`zuoxi audit`: inputs in, results, findings and report out.

It refuses to judge; it drives the run, feeds the figures, and writes the products.
"""

from __future__ import annotations

import gc
import sys
import time
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)

from zuoxi.app.assembly import Assembled, assemble
from zuoxi.app.audit_run import (
    FORKS,
    Order,
    Recipe,
    Refusals,
    finish_folder,
    judged,
    make_order,
    open_folder,
)
from zuoxi.app.card_sheets import CardTable
from zuoxi.app.findings import FindingsTable, finding_rows, write_workbook
from zuoxi.app.fold import Audit
from zuoxi.app.judge_lane import JudgeLane, JudgeRequest, open_lane, reach_judge
from zuoxi.app.report import write_report
from zuoxi.desk import Inspector, Marks
from zuoxi.events import SEVERITY_ORDER, Severity
from zuoxi.store import read_marks

_MOST_TOLD = 20


class AuditRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked for on the command line."""

    inputs: tuple[Path, ...]
    out: Path
    standard: str = "telephone"
    profile: str | None = None
    workers: int = 1
    embed: int = 300
    language: str | None = None
    fail_on: Severity | None = None
    overwrite: bool = False
    masked: bool = False
    marks: Path | None = None
    judge: JudgeRequest | None = None
    scorecard: str | None = None


def build_inspector(recipe: Recipe) -> Inspector:
    """A worker's inspector, from names."""
    assembled = assemble(recipe.standard, recipe.profile)
    _equip(assembled, recipe)
    return assembled.inspector


def _equip(assembled: Assembled, recipe: Recipe) -> None:
    """The inspector gets the form and what people said; their free words are left out where personal data are masked."""
    inspector = assembled.inspector
    inspector.scorecard = assembled.find_form(recipe.scorecard) if recipe.scorecard else None
    given = read_marks(Path(recipe.marks), recipe.zone, inspector.scorecard) if recipe.marks else Marks()
    inspector.marks = given.without_notes() if recipe.masked else given


def count_lines(paths: tuple[str, ...]) -> int | None:
    """The number of JSON lines to come, for the progress bar; None if a table is among the inputs."""
    total = 0
    for name in paths:
        if not name.endswith(".jsonl"):
            return None
        with Path(name).open("rb") as stream:
            while piece := stream.read(1024 * 1024):
                total += piece.count(b"\n")
    return total


def run_audit(request: AuditRequest) -> int:
    """Run it; returns the exit status of contract.md section 2."""
    assembled = assemble(request.standard, request.profile)
    for problem in assembled.bound.problems:
        print(problem, file=sys.stderr)
    # the standard stands for the whole run: it is never searched for garbage, and forked workers share it
    gc.freeze()
    recipe = Recipe(request.standard, request.profile, request.language, assembled.bound.standard.zone, request.masked,
                    str(request.marks or ""), request.scorecard or "")  # fmt: skip
    _equip(assembled, recipe)
    marks, card = assembled.inspector.marks, assembled.inspector.scorecard
    judge = reach_judge(request.judge, _tell) if request.judge is not None else None
    order = make_order(request.inputs, recipe, assembled.bound.standard.digest, request.embed,
                       judge=request.judge.order if request.judge is not None else "",
                       scorecard=card.digest if card else "")  # fmt: skip
    done = open_folder(request.out, order, request.overwrite)
    audit = Audit(assembled.bound.texts, assembled.inspector.weights, request.embed, card)
    lane = None
    if judge is not None and request.judge is not None:
        counts = assembled.bound.judged_counts
        lane = open_lane(request.judge, assembled.inspector, counts, request.out, marks, judge, _tell)
        # what people say comes after what the judge says
        recipe = msgspec.structs.replace(recipe, marks="")
        assembled.inspector.marks = Marks()
    refusals = Refusals(request.out, _tell)
    began = time.monotonic()
    run = _Run(assembled, recipe, order, done, marks, CardTable(request.out / "findings.csv", card))
    failing = _judge_all(request, run, audit, refusals, lane)
    refusals.close()
    if lane is not None:
        lane.close()
    _tell_lost(marks, audit)
    if not audit.figures.all.conversations:
        run.forms.discard()
        print("nothing could be read: no conversation in the inputs. See refused.jsonl.", file=sys.stderr)
        return 2
    _write_products(request, run, audit, refusals)
    _print_summary(request, audit, refusals, time.monotonic() - began)
    if lane is not None:
        print(lane.summary(request.language == "en"))
    if failing:
        return 1
    return 3 if refusals.refused else 0


def _write_products(request: AuditRequest, run: _Run, audit: Audit, refusals: Refusals) -> None:
    """The workbook and the report; then the folder is a finished audit."""
    language, table = request.language or "zh", request.out / "findings.csv"
    write_workbook(
        request.out / "findings.xlsx", table, audit, language, lambda book: run.forms.add_sheets(book, audit)
    )
    write_report(
        request.out / "report.html", audit, run.assembled, run.order, refusals.refused, refusals.warned, language
    )
    finish_folder(request.out, run.order)


def _tell_lost(marks: Marks, audit: Audit) -> None:
    """Marks that changed nothing are told, never dropped in silence."""
    lost = [
        f"conversation {mark.conversation!r}, clause {mark.id or mark.clause!r}: no such outcome in these inputs."
        for mark in [
            *(one for name, given in marks.outcomes.items() for one in given if name not in audit.marked),
            *audit.unplaced,
        ]
    ]
    why = "no such conversation in these inputs." if audit.card else "items are marked with --scorecard."
    lost += [
        f"conversation {mark.conversation!r}, item {mark.item!r}: {why}"
        for name, given in marks.items.items()
        for mark in given
        if audit.card is None or name not in audit.marked
    ]
    for what in lost[:_MOST_TOLD]:
        print(f"mark without effect: {what}", file=sys.stderr)
    if len(lost) > _MOST_TOLD:
        print(f"… and {len(lost) - _MOST_TOLD} more marks without effect.", file=sys.stderr)


def _tell(text: str) -> None:
    print(text, file=sys.stderr)


class _Run(NamedTuple):
    """What an audit runs on."""

    assembled: Assembled
    recipe: Recipe
    order: Order
    done: int
    marks: Marks
    forms: CardTable


def _judge_all(request: AuditRequest, run: _Run, audit: Audit, refusals: Refusals, lane: JudgeLane | None) -> bool:
    """Every result into the figures, findings.csv and the rows of the form; whether `--fail-on` is met."""
    least = SEVERITY_ORDER.index(request.fail_on) if request.fail_on is not None else None
    failing = False
    assembled, recipe, order, done, marks, forms = run
    finish = None if lane is None else partial(lane.finish, language=request.language)
    table = FindingsTable(request.out / "findings.csv")
    build = build_inspector if request.workers > 1 and not FORKS else lambda _: assembled.inspector
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
               TextColumn("{task.fields[rate]}"), TimeRemainingColumn())  # fmt: skip
    began = time.monotonic()
    with Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task("inspecting", total=count_lines(order.inputs), rate="")
        for conversation, result in judged(order, recipe, build, done, request.workers, request.out, refusals, finish):
            score = audit.add(conversation, result)
            audit.place(marks, result)
            language = request.language or conversation.language or "zh"
            table.add(finding_rows(conversation, result, score, assembled.bound.texts, language))
            forms.add(conversation, result, request.language or "zh")
            if least is not None and not failing:
                failing = any(outcome.outcome == "broken" and not outcome.is_advice
                              and SEVERITY_ORDER.index(outcome.severity) >= least
                              for outcome in result.outcomes)  # fmt: skip
            if audit.figures.all.conversations % 50 == 0:
                rate = audit.figures.all.conversations / max(time.monotonic() - began, 1e-6)
                progress.update(task, completed=audit.figures.all.conversations, rate=f"{rate:,.0f}/s")
        progress.update(task, completed=audit.figures.all.conversations)
    table.close()
    forms.close()
    return failing


def _print_summary(request: AuditRequest, audit: Audit, refusals: Refusals, seconds: float) -> None:
    english = request.language == "en"
    average = audit.figures.all.average
    score = "–" if average is None else f"{average:.1f}"
    if english:
        print(f"{audit.figures.all.conversations} conversations, average score {score}, {audit.figures.all.findings} findings, "
              f"{refusals.refused} refused, {refusals.warned} warnings, {seconds:.1f} s")  # fmt: skip
    else:
        print(f"共 {audit.figures.all.conversations} 次会话，平均分 {score}，问题 {audit.figures.all.findings} 个，"
              f"拒收 {refusals.refused} 行，提醒 {refusals.warned} 条，用时 {seconds:.1f} 秒")  # fmt: skip
    if audit.card is not None:
        print(_card_line(audit, audit.card.title["en" if english else "zh"], english))
    print_worst(audit, 5, english)
    print(("report: " if english else "报告：") + str((request.out / "report.html").resolve()))


def _card_line(audit: Audit, title: str, english: bool) -> str:
    """The organisation's own form in one line."""
    found, items = audit.figures.card.all, audit.figures.card.items
    average, ends = found.score.average, found.score.interval
    score = "–" if average is None else f"{average:.2f}"
    open_ = sum(counts["unmarked"] for counts in items.values())
    if english:
        sure = f" (95% {ends.low:.2f}–{ends.high:.2f})" if ends else ""
        return (f"scorecard {title}: average {score}{sure} of {found.score.count} scored, {found.fatal} made 0 by a fatal item, "
                f"{found.provisional} provisional ({open_} items wait for a person)")  # fmt: skip
    sure = f"（95% 区间 {ends.low:.2f}–{ends.high:.2f}）" if ends else ""
    return (f"评分表 {title}：{found.score.count} 份有得分，平均 {score}{sure}，致命项清零 {found.fatal} 份，"
            f"暂定 {found.provisional} 份（{open_} 项待人工评分）")  # fmt: skip


def print_worst(audit: Audit, count: int, english: bool) -> None:
    """The worst findings, one line each."""
    for finding in audit.worst_findings(count):
        title = audit.texts[finding.clause].title["en" if english else "zh"]
        at = "" if finding.at is None else f" {finding.at:.1f} s"
        quote = f" “{finding.quote[:40]}”" if finding.quote else ""
        print(f"  {finding.clause} {title} · {finding.conversation}{at}{quote} · {finding.reason}")
