"""The parts of the schema that stand inside rules and situations: patterns, conditions, situations, rules, examples.

Wherever a body stands, a choice by a parameter may stand too. It refuses to say more than the readers check, so that an
editor never marks what an audit accepts.
"""

from __future__ import annotations

from zuoxi.standard.condition_form import ANSWERS, CONDITIONS
from zuoxi.standard.duty_form import EACH
from zuoxi.standard.example_form import FIELDS as EXAMPLE_FIELDS
from zuoxi.standard.ruling import MEASURES, RULES
from zuoxi.standard.situation_form import SITUATIONS
from zuoxi.standard.vocabulary import ACTORS, EVENTS, FACTS, PARTIES, SHOWS, VERDICTS

Schema = dict[str, object]
TEXT: Schema = {"type": "string"}
TEXTS: Schema = {"type": "array", "items": TEXT}
ANYTHING: Schema = {}
BOTH: Schema = {"type": "object", "required": ["zh", "en"], "properties": {"zh": TEXT, "en": TEXT}}
#: YAML 1.2 leaves yes and no as text; true and false are truth values
YES_NO: Schema = {"enum": ["yes", "no", True, False]}
_NUMBER: Schema = {"type": "integer"}


def ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def fixed(properties: dict[str, Schema], required: list[str]) -> Schema:
    """A mapping with these fields and no others."""
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def mapping(value: Schema, told: str = "") -> Schema:
    """A mapping of names to such values."""
    found: Schema = {"type": "object", "additionalProperties": value}
    return found | ({"description": told} if told else {})


def list_of(value: Schema) -> Schema:
    return {"type": "array", "items": value}


def one_or_more(value: Schema) -> Schema:
    return {"anyOf": [value, list_of(value)]}


def _or_choice(*bodies: Schema) -> Schema:
    """A body, a parameter's value, or a choice by a parameter."""
    return {"anyOf": [*bodies, ref("parameter_value"), ref("choose"), ref("if")]}


def _named(one: str, fields: dict[str, Schema], also: dict[str, Schema] | None = None) -> Schema:
    return fixed({one: fields[one], **(also or {})}, [one])


def form_definitions() -> dict[str, Schema]:
    """Definitions that the files' own refer to."""
    return {
        "parameter_value": {"type": "string", "pattern": r"^\$[a-z_]+$", "description": "the value of a parameter"},
        "choose": {"type": "object", "required": ["choose"], "properties": {"choose": TEXT}, "minProperties": 2},
        "if": fixed({"if": fixed({"parameter": TEXT, "is": ANYTHING}, ["parameter", "is"]), "then": ANYTHING,
                     "else": ANYTHING}, ["if"]),
        "number": _or_choice(_NUMBER, fixed(
            {"parameter": TEXT, **{key: ref("number") for key in ("less", "more", "less_percent", "more_percent")}},
            ["parameter"])),
        "duration": {"anyOf": [{"type": "number", "minimum": 0}, ref("parameter_value"), ref("choose"), ref("if"),
                               {"type": "string", "pattern": r"^[0-9.]+( (ms|s|min|h|d))?$"}]},
        "acts": _or_choice(one_or_more(_or_choice(TEXT))),
        "pattern": _pattern(),
        "spoken": _or_choice(TEXT, TEXTS, list_of(ref("acts")), fixed(
            {**{key: ref("acts") for key in ("any", "all", "none", "in_order")}, "facts": _words_of(sorted(FACTS))}, [])),
        "condition": _condition(),
        "situation": _situation(),
        "example": _example(),
    }  # fmt: skip


def _words_of(known: list[str]) -> Schema:
    return _or_choice(one_or_more({"enum": known}), list_of(_or_choice({"enum": known})))


def _pattern() -> Schema:
    details: dict[str, Schema] = {
        "where": mapping(one_or_more({"type": ["string", "number", "boolean"]})),
        "bounds": mapping(fixed({"at_least": ref("number"), "at_most": ref("number")}, [])),
    }
    when: dict[str, Schema] = {"when": ref("condition")}
    said = [fixed({party: ref("spoken"), "unheard": YES_NO, **when, **details}, [party]) for party in PARTIES]
    happened = fixed({"event": _words_of(sorted(EVENTS)), "by": _words_of(list(ACTORS)), **when, **details}, ["event"])
    passed = [fixed({key: TEXT, **when}, [key]) for key in ("enters", "leaves", "pattern")]
    one: Schema = {"anyOf": [*said, happened, *passed]}
    return _or_choice(one, list_of(ref("pattern")), {"type": "null"})


def _condition() -> Schema:
    part = ref("condition")
    fields: dict[str, Schema] = {
        "all": _or_choice(list_of(part)), "any": _or_choice(list_of(part)), "not": part, "set": TEXT, "reply": TEXT,
        "attribute": TEXT, "outcome": TEXT, "silent_for": ref("duration"), "shown": {"enum": sorted(SHOWS)},
        "time_of_day": _or_choice(one_or_more(TEXT), fixed({"from": TEXT, "until": TEXT}, [])), "complete": TEXT,
        "count": TEXT, "by": {"enum": list(ACTORS)}, "is": TEXT,
    }  # fmt: skip
    beside: dict[str, dict[str, Schema]] = {
        "reply": {"is": {"enum": [*ANSWERS, True, False]}},
        "attribute": {"is": one_or_more(ANYTHING), "covers": TEXT},
        "outcome": {"is": one_or_more({"enum": list(VERDICTS)})},
        "time_of_day": {"zone": {"enum": ["organisation", "customer"]}},
        "count": {"at_least": ref("number"), "at_most": ref("number")},
        "is": {"for_at_least": ref("duration"), "for_at_most": ref("duration")},
    }
    known = [_named(name, fields, beside.get(name)) for name in CONDITIONS]
    return _or_choice(*known, YES_NO, list_of(part), {"type": "null"})


def _situation() -> Schema:
    pattern = ref("pattern")
    step = fixed(
        {"say": pattern, "reply": TEXT, "pause": ref("duration"), "gather": YES_NO, "times": ref("number")}, []
    )
    bodies: dict[str, Schema] = {
        "flag": fixed({"set": pattern, "reset": pattern, "starts": YES_NO}, ["set"]),
        "stretch": fixed({"opens": pattern, "closes": pattern, "excludes": one_or_more(TEXT)}, ["opens"]),
        "reply": fixed({"to": pattern, "yes": ref("acts"), "no": ref("acts"), "within": ref("number"),
                        "by": _words_of(list(ACTORS)), "reset": pattern}, ["to"]),
        "counter": fixed({"of": pattern, "reset": pattern}, ["of"]),
        "ladder": fixed({"steps": _or_choice(list_of(_or_choice(step))), "by": {"enum": list(ACTORS)}, "reset": pattern,
                         "recognised": pattern, "by_pause": YES_NO, "silent_end": YES_NO, "within": ref("condition")},
                        ["steps"]),
    }  # fmt: skip
    return {"anyOf": [fixed({kind: _or_choice(bodies[kind])}, [kind]) for kind in SITUATIONS]}


def _example() -> Schema:
    lines = {**list_of(TEXT), "description": "PARTY [FROM-TO] TEXT, or EVENT [AT] [PARTY] [name=value]"}
    return {"anyOf": [lines, fixed({**dict.fromkeys(EXAMPLE_FIELDS, ANYTHING), "lines": lines}, ["lines"])]}


def rule_properties() -> dict[str, Schema]:
    """What a rule may hold: one of the kinds with its label, or a choice."""
    pattern, goal = ref("pattern"), _goal()
    within = fixed({"seconds": ref("duration"), "turns": ref("number"), "of": {"enum": list(ACTORS)}, "before": pattern,
                    "table": TEXT, "by": one_or_more(TEXT)}, [])  # fmt: skip
    amount: Schema = {"anyOf": [ref("duration"), ref("number")]}
    step: Schema = {"anyOf": [pattern, fixed({"do": pattern, "skip_if": ref("condition")}, ["do"])]}
    bodies: dict[str, Schema] = {
        "duty": fixed({"after": pattern, "do": goal, "within": _or_choice(within), "each": {"enum": list(EACH)},
                       "lapses": pattern, "grace": ref("duration"), "same_utterance": YES_NO, "same_leg": YES_NO},
                      ["after", "do"]),
        "permission": fixed({"of": pattern, "only_if": ref("condition"), "lasting": ref("duration"), "until": pattern},
                            ["of", "only_if"]),
        "prohibition": fixed({"never": pattern, "in": TEXT}, ["never"]),
        "at_most": fixed({"of": pattern, "n": ref("number"), "window": ref("duration"), "judged": pattern}, ["of", "n"]),
        "steps": fixed({"after": pattern, "steps": _or_choice(list_of(step)), "until": pattern, "complete": YES_NO},
                       ["after", "steps"]),
        "ladder": TEXT,
        "read_back": fixed({"kinds": _words_of(sorted(FACTS)), "deny": ref("acts"), "grace": ref("duration")}, ["kinds"]),
        "measure": fixed({"what": {"enum": list(MEASURES)}, "by": {"enum": list(ACTORS)}, "opens": pattern,
                          "closes": pattern, "at_least": amount, "at_most": amount,
                          "ignore_under": ref("duration")}, ["what"]),
        "record": fixed({"after": pattern, "kind": TEXT, "category": TEXT, "or_words": pattern, "within": _or_choice(within),
                         "grace": ref("duration")}, ["after", "kind"]),
        "checklist": {"anyOf": [{"const": "yes"}, fixed({"after": pattern}, ["after"])]},
        "judged": fixed({"question": BOTH, "criteria": fixed({"zh": TEXTS, "en": TEXTS}, ["zh", "en"]), "reference": TEXT,
                         "after": pattern}, ["question", "criteria"]),
    }  # fmt: skip
    rules = {kind: bodies[kind] if kind == "ladder" else _or_choice(bodies[kind]) for kind in RULES}
    return {**rules, "label": BOTH, "choose": TEXT, "if": ANYTHING, "then": ANYTHING, "else": ANYTHING}


def _goal() -> Schema:
    said: Schema = {"anyOf": [ref("acts"), ref("pattern")]}
    one: Schema = {"anyOf": [said, fixed({"say": said, "unless_already": ref("condition")}, ["say"])]}
    many = _or_choice(list_of(_or_choice(one)))
    return _or_choice(one, fixed({"all": many}, ["all"]), fixed({"any": many}, ["any"]),
                      fixed({"n_of": many, "need": ref("number")}, ["n_of", "need"]))  # fmt: skip
