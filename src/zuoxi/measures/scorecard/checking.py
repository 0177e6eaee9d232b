"""What does not make sense in a form, and what a person cannot say of an item. It refuses to know where a form is kept."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator

from zuoxi.measures.scorecard.model import HUNDRED, ZERO, Fault, Item, Said, Scorecard, exact


def faults(card: Scorecard, known: Iterable[str]) -> list[Fault]:
    """Everything that does not make sense in the form; known: the standard's clauses."""
    clauses = list(known)
    found = [*_faults_of_card(card)]
    sections: dict[str, int] = {}
    items: set[str] = set()
    for number, section in enumerate(card.sections):
        if section.id in sections:
            found.append(Fault(number, None, f"the section {section.id} stands twice; give each an id of its own."))
        sections.setdefault(section.id, number)
        if not section.items:
            found.append(Fault(number, None, f"the section {section.id} has no items; add one or remove it."))
        elif card.weighted and not any(item.kind != "bonus" and item.points > 0 for item in section.items):
            found.append(
                Fault(number, None, f"the section {section.id} has a weight and no points; give an item points.")
            )
        for place, item in enumerate(section.items):
            if item.id in items:
                found.append(Fault(number, place, f"the item {item.id} stands twice; give each an id of its own."))
            items.add(item.id)
            found += [Fault(number, place, text) for text in _faults_of_item(item, clauses)]
    return found


def _faults_of_card(card: Scorecard) -> Iterator[Fault]:
    if not card.sections:
        yield Fault(None, None, "the form has no sections; add one with items.")
        return
    for name, value in (("total", card.total), ("most_bonus", card.most_bonus), ("most", card.most)):
        if value is not None and value <= 0:
            yield Fault(None, None, f"`{name}` is {value:g}; give a number over 0, or leave it out.")
    bare = [number for number, section in enumerate(card.sections) if section.weight is None]
    if card.weighted and bare:
        text = f"the section {card.sections[bare[0]].id} has no weight and others have; give all a weight, or none."
        yield Fault(bare[0], None, text)
    for number, section in enumerate(card.sections):
        if section.weight is not None and section.weight <= 0:
            yield Fault(number, None, f"the weight {section.weight:g} of section {section.id} is not over 0; mend it.")
    if card.weighted and not bare:
        weights = sum((exact(section.weight or 0.0) for section in card.sections), ZERO)
        if weights != HUNDRED:
            yield Fault(None, None, f"the weights of the sections add up to {float(weights):g}; make them 100.")
    if not card.points:
        yield Fault(None, None, "no item has points, so there is nothing to score; give items points.")
    elif card.total is not None and card.points != exact(card.total):
        text = f"the points add up to {float(card.points):g}, not to the total {card.total:g}; mend one of them (bonus apart)."
        yield Fault(None, None, text)


def _faults_of_item(item: Item, known: list[str]) -> Iterator[str]:
    if item.points < 0 or (item.points == 0 and item.kind != "fatal"):
        yield f"{item.id}: {item.points:g} points; give a number over 0 (a fatal item may have none)."
    if len(set(item.clauses)) < len(item.clauses):
        yield f"{item.id}: a clause is named twice; name each once."
    for clause in item.clauses:
        if clause not in known:
            near = difflib.get_close_matches(clause, known, n=1, cutoff=0.0)
            yield f"{item.id}: no clause {clause!r} in the standard; the nearest is {near[0]}." if near else (
                f"{item.id}: no clause {clause!r}; the standard has none.")  # fmt: skip
    if item.kind == "fatal" and (item.combine == "share" or item.scale == "points"):
        yield f"{item.id}: a fatal item is kept or broken; use `combine: all` or `any`, and `scale: yes_no`."
    if item.kind == "bonus" and item.not_applicable == "full":
        yield f"{item.id}: a bonus is not earned by what did not apply; leave `not_applicable: full` out."


def said_amiss(item: Item, said: Said) -> str:
    """Why a person cannot say this of the item; empty if they can."""
    if isinstance(said, str):
        return ""
    if not 0 <= said <= item.points:
        return f"{said:g} points are outside 0 to {item.points:g}"
    if item.scale == "yes_no" and said not in (0, item.points):
        return f"the item has no degrees: {item.points:g} points or 0"
    if item.points == 0:
        return "the item has no points; give a verdict"
    return ""
