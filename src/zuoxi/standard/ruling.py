"""The written rules of a clause, lowered to rows.

One function a kind of rule; the kinds are closed. It refuses to read files and to judge.
"""

from __future__ import annotations

from collections.abc import Callable

from zuoxi.standard.document import Node
from zuoxi.standard.lowering import (
    Choice,
    UnsetError,
    guard_atom,
    lower_condition,
    lower_pattern,
)
from zuoxi.standard.model import (
    Always,
    AtMost,
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


def lower_rules(node: Node, choice: Choice) -> tuple[Row, ...]:
    """All rules of a clause, in order."""
    rows: list[Row] = []
    for item in node.items():
        resolved = choice.resolve(item)
        if resolved.value is None:
            continue
        if resolved.is_list():
            rows.extend(lower_rules(resolved, choice))
        else:
            rows.extend(_lower_rule(resolved, choice))
    return tuple(rows)


def _lower_rule(node: Node, choice: Choice) -> list[Row]:
    kinds = [kind for kind in RULES if node.has(kind)]
    if len(kinds) != 1:
        node.fail(f"a rule is exactly one of {', '.join(RULES)}.")
    node.only(kinds[0], "label")
    body = choice.resolve(node.need(kinds[0]))
    label = _label(node)
    try:
        return RULES[kinds[0]](body, label, choice)
    except UnsetError as unset:
        return [_unset(body, label, str(unset), choice)]


def _label(node: Node) -> str:
    """Labels are kept as `zh|en`; the wording picks the side."""
    label = node.get("label")
    if label is None:
        node.fail("a rule needs a `label` with zh and en: what is asked, in a few words.")
    return f"{label.need('zh').text()}\n{label.need('en').text()}"


def _unset(body: Node, label: str, name: str, choice: Choice) -> Row:
    trigger = body.get("after") or body.get("of")
    pattern = lower_pattern(trigger, choice) if trigger is not None else ()
    return Permit(trigger=pattern, only_if=Always(value=1, unset=name), label=label)


def _optional(body: Node, key: str, choice: Choice) -> Pattern:
    found = body.get(key)
    return () if found is None else lower_pattern(found, choice)


# ---------------------------------------------------------------- kinds of rules


def _duty(body: Node, label: str, choice: Choice) -> list[Row]:
    body.only(
        "after",
        "do",
        "need",
        "within",
        "each",
        "lapses",
        "grace",
        "same_utterance",
        "same_leg",
        "unless",
    )
    goals, need = _goals(body, choice)
    within = body.get("within")
    ms, turns, party, deadline = _within(within, choice)
    grace, each = body.get("grace"), body.get("each")
    name = "each" if each is None else each.text()
    if name not in ("each", "first", "idle"):
        body.fail("`each` is each, first or idle.")
    trigger = lower_pattern(body.need("after"), choice)
    return [
        Response(trigger=trigger, goals=goals, need=need, each=name, within_ms=ms, within_turns=turns,  # type: ignore[arg-type]
                 turns_of=party, deadline=deadline, lapse=_optional(body, "lapses", choice),
                 grace=choice.duration(grace) if grace is not None else None,
                 same=_truth(body, "same_utterance"), same_agent=_truth(body, "same_leg"), label=label)
    ]  # fmt: skip


def _truth(body: Node, key: str) -> bool:
    found = body.get(key)
    return found.truth() if found is not None else False


def _goals(body: Node, choice: Choice) -> tuple[tuple[Goal, ...], int]:
    do = choice.resolve(body.need("do"))
    listed = do.is_map() and (do.has("all") or do.has("any") or do.has("n_of"))
    if not listed:
        return (_goal(do, choice),), 1
    key = next(key for key in ("all", "any", "n_of") if do.has(key))
    goals = tuple(_goal(item, choice) for item in _present(do.need(key), choice))
    if key == "any":
        return goals, 1
    need = do.get("need")
    return goals, need.whole() if need is not None else len(goals)


def _present(node: Node, choice: Choice) -> list[Node]:
    found = [choice.resolve(item) for item in choice.resolve(node).items()]
    return [item for item in found if item.value is not None]


def _goal(node: Node, choice: Choice) -> Goal:
    if node.is_map() and node.has("say"):
        node.only("say", "unless_already")
        already = node.get("unless_already")
        return Goal(pattern=lower_pattern(node.need("say"), choice),
                    already=lower_condition(already, choice) if already else None)  # fmt: skip
    if not node.is_map():
        acts = choice.texts(node)
        return Goal(pattern=lower_pattern(Node({"agent": list(acts)}, node.file, node.line), choice))
    return Goal(pattern=lower_pattern(node, choice))


def _within(node: Node | None, choice: Choice) -> tuple[int | None, int | None, str, Pattern]:
    if node is None:
        return None, None, "agent", ()
    body = choice.resolve(node)
    body.only("seconds", "turns", "of", "before")
    seconds, turns, party = body.get("seconds"), body.get("turns"), body.get("of")
    return (
        choice.duration(seconds) if seconds is not None else None,
        choice.number(turns) if turns is not None else None,
        party.text() if party is not None else "agent",
        _optional(body, "before", choice),
    )


def _permission(body: Node, label: str, choice: Choice) -> list[Row]:
    body.only("of", "only_if", "lasting", "until")
    lasting = body.get("lasting")
    return [
        Permit(trigger=lower_pattern(body.need("of"), choice), only_if=lower_condition(body.need("only_if"), choice),
               lasting=choice.duration(lasting) if lasting is not None else None,
               until=_optional(body, "until", choice), label=label)
    ]  # fmt: skip


def _prohibition(body: Node, label: str, choice: Choice) -> list[Row]:
    body.only("never", "in")
    scope = body.get("in")
    pattern = lower_pattern(body.need("never"), choice)
    return [
        Never(
            pattern=pattern,
            scope=scope.text() if scope is not None else "",
            label=label,
        )
    ]


def _at_most(body: Node, label: str, choice: Choice) -> list[Row]:
    body.only("of", "n", "window", "judged")
    window = body.get("window")
    return [
        AtMost(pattern=lower_pattern(body.need("of"), choice), n=choice.number(body.need("n")),
               window=choice.duration(window) if window is not None else None,
               judged=_optional(body, "judged", choice), label=label)
    ]  # fmt: skip


def _steps(body: Node, label: str, choice: Choice) -> list[Row]:
    body.only("after", "steps", "until", "complete")
    patterns: list[Pattern] = []
    skips: list[Condition | None] = []
    for item in _present(body.need("steps"), choice):
        guarded = item.is_map() and item.has("do")
        patterns.append(lower_pattern(item.need("do") if guarded else item, choice))
        skip = item.get("skip_if") if guarded else None
        skips.append(lower_condition(skip, choice) if skip is not None else None)
    complete = body.get("complete")
    return [
        Steps(trigger=lower_pattern(body.need("after"), choice), steps=tuple(patterns), skips=tuple(skips),
              until=_optional(body, "until", choice), complete=complete.truth() if complete is not None else True,
              label=label)
    ]  # fmt: skip


def _ladder(body: Node, label: str, choice: Choice) -> list[Row]:
    return [Climb(ladder=body.text(), label=label)]


def _read_back(body: Node, label: str, choice: Choice) -> list[Row]:
    body.only("kinds", "deny", "grace")
    deny, grace = body.get("deny"), body.get("grace")
    return [
        ReadBack(kinds=choice.texts(body.need("kinds")),
                 deny=choice.texts(deny) if deny is not None else ("customer_deny",),
                 grace=choice.duration(grace) if grace is not None else None, label=label)
    ]  # fmt: skip


def _measure(body: Node, label: str, choice: Choice) -> list[Row]:
    body.only("what", "by", "opens", "closes", "at_least", "at_most", "ignore_under")
    what = body.need("what").text()
    timed = what in ("duration", "longest_silence")
    convert: Callable[[Node], int] = choice.duration if timed else choice.number
    least, most, ignore, by = (body.get(key) for key in ("at_least", "at_most", "ignore_under", "by"))
    if what not in ("duration", "speech_rate", "longest_silence", "interruptions"):
        body.fail("`what` is duration, speech_rate, longest_silence or interruptions.")
    return [
        Measure(what=what, by=by.text() if by is not None else "agent",  # type: ignore[arg-type]
                opens=_optional(body, "opens", choice), closes=_optional(body, "closes", choice),
                at_least=convert(least) if least is not None else None,
                at_most=convert(most) if most is not None else None,
                ignore_under=choice.duration(ignore) if ignore is not None else 0, label=label)
    ]  # fmt: skip


def _record(body: Node, label: str, choice: Choice) -> list[Row]:
    """Where records are shown, the record decides; where they are not, words suffice."""
    body.only("after", "kind", "or_words", "within", "grace")
    shown = Shown(kind="records")
    opened = lower_pattern(Node({"event": "record_opened", "where": {"kind": [body.need("kind").text()]}}, body.file,
                                body.line), choice)  # fmt: skip
    seconds = _within(body.get("within"), choice)[0]
    rows: list[Row] = []
    for guard, goal in (
        (shown, opened),
        (Not(of=shown), _optional(body, "or_words", choice)),
    ):
        trigger = tuple(guard_atom(atom, guard) for atom in lower_pattern(body.need("after"), choice))
        within = seconds if guard is shown else None
        rows.append(Response(trigger=trigger, goals=(Goal(pattern=goal),), need=1, within_ms=within,
                             same=guard is not shown, each="idle", label=label))  # fmt: skip
    return rows


RULES: dict[str, Callable[[Node, str, Choice], list[Row]]] = {
    "duty": _duty, "permission": _permission, "prohibition": _prohibition, "at_most": _at_most, "steps": _steps,
    "ladder": _ladder, "read_back": _read_back, "measure": _measure, "record": _record,
}  # fmt: skip
