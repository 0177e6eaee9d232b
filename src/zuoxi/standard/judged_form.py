"""The written form of what depends on content: a question with its criteria, lowered to a row that waits for a judge.

The kernel never answers it: the outcome stays unknown until a person marks it or, where a judge is switched on, a model
advises. It refuses a question without criteria, for nobody could say later why it was answered so.
"""

from __future__ import annotations

from zuoxi.standard.choice import Choice, UnsetError
from zuoxi.standard.document import Node
from zuoxi.standard.model import Always, Atom, Pattern, Permit, Question, Row
from zuoxi.standard.pattern_form import lower_pattern

_SIDES = ("zh", "en")


def lower_judged(body: Node, label: str, choice: Choice) -> list[Row]:
    """Unknown once a conversation, or at each trigger, with the question that would settle it."""
    body.only("question", "criteria", "reference", "after")
    question, criteria = body.need("question"), body.need("criteria")
    question.only(*_SIDES)
    criteria.only(*_SIDES)
    zh, en = (_one(question.need(side)) for side in _SIDES)
    many = tuple(tuple(_one(item) for item in criteria.need(side).items()) for side in _SIDES)
    if len(many[0]) != len(many[1]):
        criteria.fail("there are as many criteria in zh as in en, in the same order.")
    trigger: Pattern = (Atom(kind="answered"),)
    if body.has("after"):
        trigger = lower_pattern(body.need("after"), choice)
    reference, unset = _reference(body, choice)
    asked = Question(question=(zh, en), criteria=(many[0], many[1]), reference=reference, unset=unset)
    return [Permit(trigger=trigger, only_if=Always(value=1, unset=unset), label=label, by_person=True, question=asked)]


def _one(node: Node) -> str:
    text = " ".join(node.text().split())
    if not text:
        node.fail("a text is expected here.")
    return text


def _reference(body: Node, choice: Choice) -> tuple[str, str]:
    """The text, and the name of the parameter if it has none."""
    node = body.get("reference")
    if node is None:
        return "", ""
    name = node.text()
    if not name.startswith("$"):
        node.fail("`reference` names a parameter of kind text, such as $answers.")
    try:
        text = choice.resolve(node).text()
    except UnsetError as unset:
        text = ""
        name = f"${unset}"
    if choice.parameters[name[1:]].kind != "text":
        node.fail(f"{name[1:]} is no text; `reference` names a parameter of kind text.")
    return text, "" if text else name[1:]
