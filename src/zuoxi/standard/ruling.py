"""The written rules of a clause, lowered to rows.

One function a kind of rule; the kinds are closed. It refuses to read files and to judge, and refuses rules that could
never be kept or never be broken by their own numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import msgspec

from zuoxi.standard.choice import Choice, UnsetError
from zuoxi.standard.condition_form import lower_condition
from zuoxi.standard.document import Node
from zuoxi.standard.duty_form import lower_duty, read_within
from zuoxi.standard.judged_form import lower_judged
from zuoxi.standard.model import (
    Always,
    AtMost,
    Atom,
    Climb,
    Condition,
    Goal,
    Measure,
    Never,
    Not,
    Pattern,
    Permit,
    ReadBack,
    Response,
    Row,
    Shown,
    Steps,
)
from zuoxi.standard.pattern_form import guard_atom, lower_optional, lower_pattern
from zuoxi.standard.vocabulary import ACTORS, FACTS

MEASURES = ("duration", "speech_rate", "longest_silence", "interruptions")


class Placed(NamedTuple):
    """A row and where its rule is written."""

    row: Row
    file: str
    line: int


def lower_rules(node: Node, choice: Choice) -> list[Placed]:
    """All rules of a clause, in order."""
    rows: list[Placed] = []
    for item in node.items():
        try:
            resolved = choice.resolve(item)
        except UnsetError as unset:
            rows.extend(_unset_choice(item, str(unset)))
            continue
        if resolved.value is None:
            continue
        if resolved.is_list():
            rows.extend(lower_rules(resolved, choice))
        else:
            rows.extend(Placed(row, resolved.file, resolved.line) for row in _lower_rule(resolved, choice))
    return rows


def _lower_rule(node: Node, choice: Choice) -> list[Row]:
    if not node.is_map():
        node.fail(f"a rule is a mapping with one of {', '.join(RULES)}.")
    kinds = [kind for kind in RULES if node.has(kind)]
    if len(kinds) != 1:
        node.fail(f"a rule is exactly one of {', '.join(RULES)}.")
    node.only(kinds[0], "label")
    label, own = _label(node), node.need(kinds[0])
    try:
        rows = RULES[kinds[0]](choice.resolve(own), label, choice)
    except UnsetError as unset:
        return [_unset(own, label, str(unset), choice)]
    return [_told(row) for row in rows]


def _label(node: Node) -> str:
    """Labels are kept as two lines, zh and en; the wording picks the side."""
    label = node.get("label")
    if label is None:
        node.fail("a rule needs a `label` with zh and en: what is asked, in a few words.")
    label.only("zh", "en")
    zh, en = label.need("zh").text().strip(), label.need("en").text().strip()
    if not zh or not en or "\n" in zh or "\n" in en:
        label.fail("a label is one line in zh and one in en.")
    return f"{zh}\n{en}"


# ---------------------------------------------------------------- unset parameters


def _with_note(label: str, name: str) -> str:
    """The reader of an unknown learns which parameter would cure it."""
    zh, _, en = label.partition("\n")
    return f"{zh}（参数 {name} 尚未设置，设置后即可判断）\n{en} (the parameter {name} is not set; with it this can be judged)"


def _told(row: Row) -> Row:
    if isinstance(row, Permit) and isinstance(row.only_if, Always) and row.only_if.unset:
        return msgspec.structs.replace(row, label=_with_note(row.label, row.only_if.unset))
    return row


def _unset(body: Node, label: str, name: str, choice: Choice) -> Row:
    """A rule that lacks a parameter is unknown wherever it would be judged; else at the answer."""
    trigger: Pattern = ()
    for key in ("after", "of", "never", "opens"):
        if body.is_map() and body.has(key):
            try:
                trigger = lower_pattern(body.need(key), choice)
            except UnsetError:
                trigger = ()
            break
    return unknown_row(trigger, name, label)


def unknown_row(trigger: Pattern, name: str, label: str) -> Permit:
    """What stands in for a rule whose parameter is unset."""
    return Permit(trigger=trigger or (Atom(kind="answered"),), only_if=Always(value=1, unset=name),
                  label=_with_note(label, name))  # fmt: skip


def _unset_choice(item: Node, name: str) -> list[Placed]:
    """A choice among rules by an unset parameter: unknown, in the words of the parameter's name."""
    return [Placed(unknown_row((), name, f"按参数选择的规则\nthe rule that {name} chooses"), item.file, item.line)]


# ---------------------------------------------------------------- kinds of rules


def _duty(body: Node, label: str, choice: Choice) -> list[Row]:
    rows: list[Row] = []
    for trigger, row, name in lower_duty(body, label, choice):
        rows.append(unknown_row(trigger, name, label) if row is None else row)
    return rows


def _permission(body: Node, label: str, choice: Choice) -> list[Row]:
    body.only("of", "only_if", "lasting", "until")
    lasting = body.get("lasting")
    if lasting is None and body.has("until"):
        body.fail("`until` says when what lasts is over; it needs `lasting`.")
    return [
        Permit(trigger=lower_pattern(body.need("of"), choice), only_if=lower_condition(body.need("only_if"), choice),
               lasting=choice.duration(lasting) if lasting is not None else None,
               until=lower_optional(body, "until", choice), label=label)
    ]  # fmt: skip


def _prohibition(body: Node, label: str, choice: Choice) -> list[Row]:
    body.only("never", "in")
    scope = body.get("in")
    return [
        Never(pattern=lower_pattern(body.need("never"), choice),
              scope="" if scope is None else choice.track(scope, "flag", "stretch"), label=label)
    ]  # fmt: skip


def _at_most(body: Node, label: str, choice: Choice) -> list[Row]:
    body.only("of", "n", "window", "judged")
    window, n = body.get("window"), choice.number(body.need("n"))
    if n < 0:
        body.fail(f"`n` is 0 or more, not {n}.")
    return [
        AtMost(pattern=lower_pattern(body.need("of"), choice), n=n,
               window=choice.duration(window) if window is not None else None,
               judged=lower_optional(body, "judged", choice), label=label)
    ]  # fmt: skip


def _steps(body: Node, label: str, choice: Choice) -> list[Row]:
    body.only("after", "steps", "until", "complete")
    patterns: list[Pattern] = []
    skips: list[Condition | None] = []
    for item in choice.resolve(body.need("steps")).items():
        step = choice.resolve(item)
        if step.value is None:
            continue
        guarded = step.is_map() and step.has("do")
        if guarded:
            step.only("do", "skip_if")
        patterns.append(lower_pattern(step.need("do") if guarded else step, choice))
        skip = step.get("skip_if") if guarded else None
        skips.append(lower_condition(skip, choice) if skip is not None else None)
    if not patterns:
        body.fail("no step is left; name at least one.")
    complete = body.get("complete")
    return [
        Steps(trigger=lower_pattern(body.need("after"), choice), steps=tuple(patterns), skips=tuple(skips),
              until=lower_optional(body, "until", choice), complete=complete.truth() if complete is not None else True,
              label=label)
    ]  # fmt: skip


def _ladder(body: Node, label: str, choice: Choice) -> list[Row]:
    return [Climb(ladder=choice.track(body, "ladder"), label=label)]


def _read_back(body: Node, label: str, choice: Choice) -> list[Row]:
    body.only("kinds", "deny", "grace")
    deny, grace = body.get("deny"), body.get("grace")
    return [
        ReadBack(kinds=choice.words(body.need("kinds"), FACTS, "kind of fact"),
                 deny=choice.acts(deny, "customer") if deny is not None else ("customer_deny",),
                 grace=choice.duration(grace) if grace is not None else None, label=label)
    ]  # fmt: skip


def _measure(body: Node, label: str, choice: Choice) -> list[Row]:
    body.only("what", "by", "opens", "closes", "at_least", "at_most", "ignore_under")
    what = choice.word(body.need("what"), MEASURES, "measure")
    timed = what in ("duration", "longest_silence")
    convert: Callable[[Node], int] = choice.duration if timed else choice.number
    least, most = (None if (found := body.get(key)) is None else convert(found) for key in ("at_least", "at_most"))
    if least is None and most is None:
        body.fail("a measure needs at_least, at_most or both.")
    if least is not None and most is not None and least > most:
        body.fail("at_least is over at_most, so it can never be kept; swap them.")
    if what == "duration" and not (body.has("opens") and body.has("closes")):
        body.fail("a duration needs `opens` and `closes`.")
    ignore, by = body.get("ignore_under"), body.get("by")
    return [
        Measure(what=what, by="agent" if by is None else choice.word(by, ACTORS, "party"),  # type: ignore[arg-type]
                opens=lower_optional(body, "opens", choice), closes=lower_optional(body, "closes", choice),
                at_least=least, at_most=most,
                ignore_under=choice.duration(ignore) if ignore is not None else 0, label=label)
    ]  # fmt: skip


def _record(body: Node, label: str, choice: Choice) -> list[Row]:
    """Where records are shown, the record decides; where they are not, words suffice."""
    body.only("after", "kind", "category", "or_words", "within", "grace")
    shown = Shown(kind="records")
    where = {key: [body.need(key).text()] for key in ("kind", "category") if body.has(key)}
    opened = lower_pattern(Node({"event": "record_opened", "where": where}, body.file, body.line), choice)
    body.need("kind")
    within, grace = read_within(body.get("within"), choice), body.get("grace")
    rows: list[Row] = []
    for guard, goal in ((shown, opened), (Not(of=shown), lower_optional(body, "or_words", choice))):
        trigger = tuple(guard_atom(atom, guard) for atom in lower_pattern(body.need("after"), choice))
        rows.append(Response(trigger=trigger, goals=(Goal(pattern=goal),), need=1,
                             within_ms=within.ms if guard is shown else None, same=guard is not shown, each="idle",
                             grace=None if grace is None else choice.duration(grace), label=label))  # fmt: skip
    return rows


def _checklist(body: Node, label: str, choice: Choice) -> list[Row]:
    """What only a person can see: unknown until it is marked, once a conversation or at each trigger."""
    trigger: Pattern = (Atom(kind="answered"),)
    if body.is_map():
        body.only("after")
        trigger = lower_pattern(body.need("after"), choice)
    elif body.text() != "yes":
        body.fail("write `checklist: yes`, or `checklist: {after: PATTERN}` for one outcome at each.")
    return [Permit(trigger=trigger, only_if=Always(value=1), label=label, by_person=True)]


RULES: dict[str, Callable[[Node, str, Choice], list[Row]]] = {
    "duty": _duty, "permission": _permission, "prohibition": _prohibition, "at_most": _at_most, "steps": _steps,
    "ladder": _ladder, "read_back": _read_back, "measure": _measure, "record": _record,
    "checklist": _checklist, "judged": lower_judged,
}  # fmt: skip
