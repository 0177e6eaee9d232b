"""The written form of situations: flags, stretches, replies, counters and ladders.

It refuses situations that contradict themselves: an answer that is yes and no, a stretch that excludes itself, a ladder
without steps.
"""

from __future__ import annotations

from collections.abc import Callable

from zuoxi.standard.choice import Choice
from zuoxi.standard.condition_form import lower_condition
from zuoxi.standard.document import Node
from zuoxi.standard.model import AllOf, Condition, Counter, Flag, FlagSet, Ladder, Not, Reply, Step, Track
from zuoxi.standard.pattern_form import guard_atom, lower_optional, lower_pattern
from zuoxi.standard.vocabulary import ACTORS

MOST_STEPS = 100


def kind_of_situation(node: Node) -> str:
    """flag, stretch, reply, counter or ladder."""
    kinds = [kind for kind in SITUATIONS if node.is_map() and node.has(kind)]
    if len(kinds) != 1:
        node.fail(f"a situation is a {', '.join(SITUATIONS)}: exactly one.")
    node.only(kinds[0])
    return kinds[0]


def lower_situation(name: str, node: Node, choice: Choice) -> Track:
    """A named memory of a conversation."""
    kind = kind_of_situation(node)
    choice.in_situation = True
    try:
        return SITUATIONS[kind](name, choice.resolve(node.need(kind)), choice)
    finally:
        choice.in_situation = False


def _counter(name: str, body: Node, choice: Choice) -> Counter:
    body.only("of", "reset")
    return Counter(name=name, of=lower_pattern(body.need("of"), choice), reset=lower_optional(body, "reset", choice))


def _reply(name: str, body: Node, choice: Choice) -> Reply:
    body.only("to", "yes", "no", "within", "by", "reset")
    within, by = body.get("within"), body.get("by")
    parties = ("customer",) if by is None else choice.words(by, ACTORS, "party")
    speaker = parties[0] if len(parties) == 1 else ""
    yes, no = (() if (found := body.get(key)) is None else choice.acts(found, speaker) for key in ("yes", "no"))
    both = sorted(set(yes) & set(no))
    if both:
        body.fail(f"{', '.join(both)} cannot mean both yes and no; strike it on one side.")
    turns = 1 if within is None else choice.number(within)
    if turns < 1:
        body.fail("`within` is at least 1 utterance.")
    return Reply(name=name, to=lower_pattern(body.need("to"), choice), yes=yes, no=no, within=turns, by=parties,
                 reset=lower_optional(body, "reset", choice))  # fmt: skip


def _flag(name: str, body: Node, choice: Choice) -> Flag:
    body.only("set", "reset", "starts")
    starts = body.get("starts")
    return Flag(name=name, set=lower_pattern(body.need("set"), choice), reset=lower_optional(body, "reset", choice),
                starts=starts.truth() if starts else False)  # fmt: skip


def _stretch(name: str, body: Node, choice: Choice) -> Flag:
    body.only("opens", "closes", "excludes")
    opens, excludes = lower_pattern(body.need("opens"), choice), body.get("excludes")
    if excludes is not None:
        others: list[Condition] = []
        for item in excludes.items():
            if item.text() == name:
                item.fail(f"{name} excludes itself, so it can never open; strike it.")
            others.append(Not(of=FlagSet(flag=choice.track(item, "flag", "stretch"))))
        opens = tuple(guard_atom(atom, AllOf(of=tuple(others))) for atom in opens)
    return Flag(name=name, set=opens, reset=lower_optional(body, "closes", choice))


def _ladder(name: str, body: Node, choice: Choice) -> Ladder:
    body.only("steps", "by", "reset", "recognised", "by_pause", "silent_end", "within")
    steps: list[Step] = []
    for item in choice.resolve(body.need("steps")).items():
        resolved = choice.resolve(item)
        if resolved.value is not None:
            steps.extend(_steps(resolved, choice))
    if not 1 <= len(steps) <= MOST_STEPS:
        body.fail(f"a ladder has 1 to {MOST_STEPS} steps, not {len(steps)}.")
    by, within = body.get("by"), body.get("within")
    by_pause, silent_end = body.get("by_pause"), body.get("silent_end")
    return Ladder(name=name, steps=tuple(steps), by="agent" if by is None else choice.word(by, ACTORS, "party"),
                  reset=lower_optional(body, "reset", choice), recognised=lower_optional(body, "recognised", choice),
                  by_pause=by_pause.truth() if by_pause else False,
                  silent_end=silent_end.truth() if silent_end else False,
                  within=lower_condition(within, choice) if within else None)  # fmt: skip


def _steps(item: Node, choice: Choice) -> list[Step]:
    item.only("say", "reply", "pause", "gather", "times")
    pause, gather, times = item.get("pause"), item.get("gather"), item.get("times")
    say, reply = item.get("say"), item.get("reply")
    if (say is None) == (reply is None):
        item.fail("a step has either `say` or `reply`.")
    step = Step(say=lower_pattern(say, choice) if say else (),
                reply=choice.track(reply, "reply") if reply else "",
                pause=choice.duration(pause) if pause else 0, gather=gather.truth() if gather else False)  # fmt: skip
    count = choice.number(times) if times else 1
    if not 0 <= count <= MOST_STEPS:
        item.fail(f"`times` is 0 to {MOST_STEPS}, not {count}.")
    return [step] * count


SITUATIONS: dict[str, Callable[[str, Node, Choice], Track]] = {
    "flag": _flag, "stretch": _stretch, "reply": _reply, "counter": _counter, "ladder": _ladder,
}  # fmt: skip
