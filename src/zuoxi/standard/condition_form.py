"""The written form of conditions, lowered to the clause model.

Every condition is a mapping with one word that says what it is. It refuses fields that the condition does not know, and
never turns an unset parameter into yes or no: the condition becomes unknown.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from zuoxi.standard.choice import Choice, UnsetError
from zuoxi.standard.document import Node
from zuoxi.standard.model import (
    AllOf,
    Always,
    AnyOf,
    Attribute,
    ByParty,
    Condition,
    Counted,
    FlagSet,
    LadderComplete,
    Not,
    OutcomeIs,
    Replied,
    Shown,
    Silent,
    TimeOfDay,
)
from zuoxi.standard.parameter_values import minutes, window
from zuoxi.standard.vocabulary import ACTORS, SHOWS, VERDICTS

Answer = Literal["yes", "no", "other", "none"]
ANSWERS: tuple[Answer, ...] = ("yes", "no", "other", "none")


def lower_condition(node: Node, choice: Choice) -> Condition:
    """A condition; an unset parameter inside makes it unknown."""
    try:
        node = choice.resolve(node)
        if node.value is None or node.value is True or node.value == "yes":
            return Always(value=2)
        if node.value is False or node.value == "no":
            return Always(value=0)
        if node.is_list():
            return AllOf(of=tuple(lower_condition(item, choice) for item in node.items()))
        if not node.is_map():
            node.fail(f"a condition is a mapping, yes or no; known are {', '.join(CONDITIONS)}.")
        kinds = [name for name in CONDITIONS if node.has(name)]
        if not kinds:
            node.fail(f"no such condition; known are {', '.join(CONDITIONS)}.")
        return CONDITIONS[kinds[0]](node, choice)
    except UnsetError as unset:
        return Always(value=1, unset=str(unset))


def _all(node: Node, choice: Choice) -> Condition:
    node.only("all")
    return AllOf(of=tuple(lower_condition(item, choice) for item in choice.resolve(node.need("all")).items()))


def _any(node: Node, choice: Choice) -> Condition:
    node.only("any")
    return AnyOf(of=tuple(lower_condition(item, choice) for item in choice.resolve(node.need("any")).items()))


def _not(node: Node, choice: Choice) -> Condition:
    node.only("not")
    return Not(of=lower_condition(node.need("not"), choice))


def _set(node: Node, choice: Choice) -> Condition:
    node.only("set")
    choice.set_value(node.need("set").text(), node)
    return Always(value=2)


def _reply(node: Node, choice: Choice) -> Condition:
    node.only("reply", "is")
    found = node.need("is")
    text = found.text()
    track = choice.track(node.need("reply"), "reply")
    for answer in ANSWERS:
        if text == answer:
            return Replied(track=track, answer=answer)
    found.fail(f"an answer is {', '.join(ANSWERS)}.")


def _attribute(node: Node, choice: Choice) -> Condition:
    node.only("attribute", "is", "covers")
    name, values, covers = node.need("attribute").text(), node.get("is"), node.get("covers")
    if covers is not None:
        return Attribute(name=name, op="covers", values=(covers.text(),))
    return Attribute(name=name) if values is None else Attribute(name=name, op="in", values=choice.texts(values))


def _outcome(node: Node, choice: Choice) -> Condition:
    node.only("outcome", "is")
    verdicts = choice.words(node.need("is"), VERDICTS, "outcome")
    return OutcomeIs(clause=choice.clause(node.need("outcome")), verdicts=verdicts)


def _silent(node: Node, choice: Choice) -> Condition:
    node.only("silent_for")
    return Silent(at_least=choice.duration(node.need("silent_for")))


def _time(node: Node, choice: Choice) -> Condition:
    node.only("time_of_day", "zone")
    zone = node.get("zone")
    name = "organisation" if zone is None else choice.word(zone, ("organisation", "customer"), "zone")
    body = choice.resolve(node.need("time_of_day"))
    if body.is_map():
        body.only("from", "until")
        first, last = body.get("from"), body.get("until")
        begin = minutes(choice.resolve(first)) if first else 0
        end = minutes(choice.resolve(last)) if last else 1440
        if begin >= end:
            body.fail("the time ends before it begins; write two windows, divided at midnight.")
        windows: tuple[tuple[int, int], ...] = ((begin, end),)
    else:
        windows = tuple(window(item) for item in body.items())
    return TimeOfDay(windows=windows, zone="customer" if name == "customer" else "organisation")


def _shown(node: Node, choice: Choice) -> Condition:
    node.only("shown")
    return Shown(kind=choice.word(node.need("shown"), SHOWS, "kind of evidence"))


def _complete(node: Node, choice: Choice) -> Condition:
    node.only("complete")
    return LadderComplete(ladder=choice.track(node.need("complete"), "ladder"))


def _by(node: Node, choice: Choice) -> Condition:
    node.only("by")
    return ByParty(party=choice.word(node.need("by"), ACTORS, "party"))


def _count(node: Node, choice: Choice) -> Condition:
    node.only("count", "at_least", "at_most")
    least, most = _numbers(node, "at_least", "at_most", choice.number)
    if least is None and most is None:
        node.fail("`count` needs at_least, at_most or both.")
    return Counted(counter=choice.track(node.need("count"), "counter"), at_least=least, at_most=most)


def _is(node: Node, choice: Choice) -> Condition:
    node.only("is", "for_at_least", "for_at_most")
    least, most = _numbers(node, "for_at_least", "for_at_most", choice.duration)
    return FlagSet(flag=choice.track(node.need("is"), "flag", "stretch"), at_least=least, at_most=most)


def _numbers(node: Node, low: str, high: str, read: Callable[[Node], int]) -> tuple[int | None, int | None]:
    least, most = (None if (found := node.get(key)) is None else read(found) for key in (low, high))
    if least is not None and most is not None and least > most:
        node.fail(f"{low} is over {high}, so it can never hold; swap them.")
    return least, most


#: by the word that names the condition; `is` and `by` last, because they also stand beside other words
CONDITIONS: dict[str, Callable[[Node, Choice], Condition]] = {
    "all": _all, "any": _any, "not": _not, "set": _set, "reply": _reply, "attribute": _attribute, "outcome": _outcome,
    "silent_for": _silent, "time_of_day": _time, "shown": _shown, "complete": _complete, "count": _count, "by": _by,
    "is": _is,
}  # fmt: skip
