"""The written form of patterns, lowered to atoms.

A pattern is one alternative or a list of them: what a party says, an event, or a stretch that begins or ends. It refuses
words that stand in no closed list (events, details, parties, facts); acts are noted, for `check` to look up.
"""

from __future__ import annotations

import msgspec

from zuoxi.standard.choice import Choice
from zuoxi.standard.condition_form import lower_condition
from zuoxi.standard.document import Node
from zuoxi.standard.model import AllOf, Atom, Condition, Pattern
from zuoxi.standard.vocabulary import ACTORS, EVENTS, FACTS, PARTIES, details_of, is_detail_of_words

Bounds = tuple[tuple[str, int | None, int | None], ...]
Where = tuple[tuple[str, tuple[str, ...]], ...]


def lower_pattern(node: Node, choice: Choice) -> Pattern:
    """A pattern: one alternative or a list of them; nothing at all never matches."""
    node = choice.resolve(node)
    if node.value is None:
        return ()
    if node.is_list():
        return tuple(atom for item in node.items() for atom in lower_pattern(item, choice))
    if not node.is_map():
        node.fail(f"a pattern names a party ({', '.join(PARTIES)}), an event, enters, leaves or a pattern.")
    if node.has("pattern"):
        return _named(node, choice)
    for party in PARTIES:
        if node.has(party):
            return (_spoken(node, party, choice),)
    if node.has("enters") or node.has("leaves"):
        return (_passed(node, choice),)
    if not node.has("event"):
        node.fail(f"a pattern names a party ({', '.join(PARTIES)}), an event, enters, leaves or a pattern.")
    return _happened(node, choice)


def lower_optional(body: Node, key: str, choice: Choice) -> Pattern:
    """The pattern of a field that may be left out."""
    found = body.get(key)
    return () if found is None else lower_pattern(found, choice)


def guard_atom(atom: Atom, added: Condition) -> Atom:
    """The atom, matching only where the condition holds too."""
    return msgspec.structs.replace(atom, when=added if atom.when is None else AllOf(of=(atom.when, added)))


def _when(node: Node, choice: Choice) -> Condition | None:
    found = node.get("when")
    return None if found is None else lower_condition(found, choice)


def _named(node: Node, choice: Choice) -> Pattern:
    node.only("pattern", "when")
    name = choice.word(node.need("pattern"), choice.patterns, "pattern named")
    if name in choice.opened:
        node.fail(f"the pattern {name!r} holds itself; cut the loop.")
    choice.used_patterns.add(name)
    choice.opened.append(name)
    try:
        atoms = lower_pattern(choice.patterns[name], choice)
    finally:
        choice.opened.pop()
    added = _when(node, choice)
    return atoms if added is None else tuple(guard_atom(atom, added) for atom in atoms)


def _passed(node: Node, choice: Choice) -> Atom:
    key = "enters" if node.has("enters") else "leaves"
    node.only(key, "when")
    if choice.in_situation:
        node.fail(f"`{key}` serves in rules only; a situation names the events themselves.")
    name = choice.track(node.need(key), "flag", "stretch")
    return Atom(kind="enter" if key == "enters" else "leave", name=name, when=_when(node, choice))


def _happened(node: Node, choice: Choice) -> Pattern:
    node.only("event", "by", "where", "bounds", "when")
    kinds = choice.words(node.need("event"), EVENTS, "event")
    by = node.get("by")
    parties = () if by is None else choice.words(by, ACTORS, "party")
    when = _when(node, choice)
    where, bounds = _where(node, choice), _bounds(node, choice)
    for key in ("where", "bounds"):
        details = node.get(key)
        for name in details.keys() if details is not None else []:
            for kind in kinds:
                if name not in details_of(kind):
                    known = ", ".join(sorted(details_of(kind))) or "none"
                    (details or node).need(name).fail(f"{kind} has no field {name!r}; known are {known}.")
    return tuple(Atom(kind=kind, by=parties, where=where, bounds=bounds, when=when) for kind in kinds)


def _where(node: Node, choice: Choice) -> Where:
    where = node.get("where")
    return () if where is None else tuple((key, choice.texts(where.need(key))) for key in where.keys())


def _bounds(node: Node, choice: Choice) -> Bounds:
    found: list[tuple[str, int | None, int | None]] = []
    bounds = node.get("bounds")
    for key in bounds.keys() if bounds is not None else []:
        own = (bounds or node).need(key)
        own.only("at_least", "at_most")
        least, most = own.get("at_least"), own.get("at_most")
        found.append((key, choice.number(least) if least else None, choice.number(most) if most else None))
    return tuple(found)


def _spoken(node: Node, party: str, choice: Choice) -> Atom:
    node.only(party, "when", "unheard", "where", "bounds")
    body = choice.resolve(node.need(party))
    unheard = node.get("unheard")
    where, bounds = _where(node, choice), _bounds(node, choice)
    for key, details in (("where", where), ("bounds", bounds)):
        for name in (item[0] for item in details):
            if not is_detail_of_words(name):
                node.need(key).fail(f"words have no field {name!r}; known are language, to and ACT.ARGUMENT.")
    bare = Atom(
        kind="said", by=() if party == "anyone" else (party,), where=where, bounds=bounds, when=_when(node, choice),
        heard=party == "agent" and not (unheard is not None and unheard.truth()),
    )  # fmt: skip
    if body.value == "sound":
        return Atom(kind="voice", by=bare.by, when=bare.when)
    if body.value == "words":
        return msgspec.structs.replace(bare, content=True)
    if body.value == "wordless":
        return msgspec.structs.replace(bare, wordless=True)
    return _with_acts(msgspec.structs.replace(bare, content=True), body, "" if party == "anyone" else party, choice)


def _with_acts(bare: Atom, body: Node, by: str, choice: Choice) -> Atom:
    if not body.is_map():
        any_of = choice.acts(body, by)
        if not any_of:
            body.fail("no act is left to wait for; write `words` for any words, or name an act.")
        return msgspec.structs.replace(bare, any_of=any_of)
    body.only("any", "all", "none", "in_order", "facts")
    any_of, all_of, none_of, ordered = (
        () if (found := body.get(key)) is None else choice.acts(found, by) for key in ("any", "all", "none", "in_order")
    )
    facts = body.get("facts")
    return msgspec.structs.replace(
        bare, any_of=any_of, all_of=all_of, none_of=none_of, ordered=ordered,
        facts=() if facts is None else choice.words(facts, FACTS, "kind of fact"),
    )  # fmt: skip
