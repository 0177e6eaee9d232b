"""JSON Schema of the pack files, so that editors can help. It refuses to validate; reading a pack does."""

from __future__ import annotations

from zuoxi.standard.pack_files import CLAUSE_FIELDS
from zuoxi.standard.profile import KINDS
from zuoxi.standard.schema_forms import (
    ANYTHING,
    BOTH,
    TEXT,
    TEXTS,
    YES_NO,
    Schema,
    fixed,
    form_definitions,
    list_of,
    mapping,
    one_or_more,
    ref,
    rule_properties,
)
from zuoxi.standard.vocabulary import SHOWS, VERDICTS

_SEVERITY: Schema = {"enum": ["advice", "minor", "major", "fatal"]}
#: the kinds of files, and which files they describe
FILES = {
    "pack": "pack.yaml", "parameters": "parameters.yaml", "situations": "situations.yaml", "phrases": "phrases.yaml",
    "messages": "messages.yaml", "clauses": "clauses/*.yaml", "wording": "acts/*.yaml", "act_examples": "act-examples/*.yaml",
    "profile": "a profile", "scorecard": "scorecards/*.yaml",
}  # fmt: skip


def pack_schema() -> Schema:
    """One schema with a definition for each kind of file; an editor is pointed at `#/$defs/clauses` and so on."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Zuoxi pack files",
        "anyOf": [ref(name) for name in FILES],
        "$defs": {
            **form_definitions(),
            "pack": _pack(),
            "parameters": mapping(_parameter(), "Parameters by name."),
            "situations": fixed({"patterns": mapping(ref("pattern")), "situations": mapping(ref("situation"))}, []),
            "clauses": {"type": "array", "items": _clause(), "description": FILES["clauses"]},
            "phrases": mapping(fixed({"zh": TEXT, "en": TEXT, "locked": YES_NO}, ["zh", "en"])),
            "messages": mapping(BOTH, "Reasons by message id; {label} is filled in."),
            "wording": _acts(),
            "act_examples": mapping(_act_examples(), "Sentences that are the act (yes), and traps (no)."),
            "profile": _profile(),
            "scorecard": _scorecard(),
        },
    }


def _acts() -> Schema:
    side: Schema = {"enum": ["agent", "customer", "both"]}
    words = one_or_more(TEXT)
    wording = fixed(
        {"zh": words, "en": words, "unless": words, "after": words, "implies": words, "literal": YES_NO,
         "negatable": YES_NO, "alone": YES_NO, "fuzzy": YES_NO, "short_by_sound": YES_NO, "by": side},
        [],
    )  # fmt: skip
    return fixed({"by": side, "acts": mapping(wording, "Wording by act.")}, ["acts"])


def _act_examples() -> Schema:
    sentence: Schema = {"anyOf": [TEXT, {"type": "array", "items": TEXT, "minItems": 1, "maxItems": 2}]}
    side = fixed({"yes": list_of(sentence), "no": list_of(sentence)}, [])
    return fixed({"zh": side, "en": side}, [])


def _pack() -> Schema:
    version: Schema = {"type": "string", "pattern": r"^\d+\.\d+\.\d+"}
    head = fixed({"id": TEXT, "version": version, "extends": TEXTS, "title": BOTH, "languages": TEXTS},
                 ["id", "version", "title"])  # fmt: skip
    return fixed({"pack": head, "sections": list_of(fixed({"id": TEXT, "title": BOTH}, ["id", "title"]))}, ["pack"])


def _parameter() -> Schema:
    position = fixed({"value": ANYTHING, "sources": one_or_more({"type": ["string", "number"]})}, ["value", "sources"])
    return fixed(
        {"kind": {"enum": list(KINDS)}, "default": ANYTHING, "unit": TEXT, "least": {"type": "number"},
         "most": {"type": "number"}, "options": TEXTS, "title": BOTH, "settles": TEXTS,
         "positions": list_of(position), "note": TEXT},
        [],
    )  # fmt: skip


def _clause() -> Schema:
    sources: Schema = one_or_more({"type": ["string", "number"]})
    fields: dict[str, Schema] = dict.fromkeys(CLAUSE_FIELDS, ANYTHING)
    fields |= {
        "id": TEXT, "section": TEXT, "title": BOTH, "text": BOTH, "severity": _SEVERITY, "source": sources,
        "parameters": TEXTS, "say": TEXTS, "covers": TEXTS, "when": ref("condition"),
        "needs": list_of({"enum": sorted(SHOWS)}), "situations": mapping(ref("situation")),
        "rules": list_of({"type": "object", "properties": rule_properties(), "additionalProperties": True,
                          "description": "exactly one kind of rule with its label, or choose / if"}),
        "examples": fixed({verdict: list_of(ref("example")) for verdict in VERDICTS}, []),
    }  # fmt: skip
    return fixed(fields, ["id"])


def _profile() -> Schema:
    body = fixed(
        {"extends": TEXT, "parameters": mapping(ANYTHING), "off": TEXTS,
         "weights": mapping({"type": "number", "minimum": 0}), "severities": mapping(_SEVERITY),
         "judged_counts": YES_NO, "title": ANYTHING}, [],
    )  # fmt: skip
    return fixed({"profile": body}, ["profile"])


def _scorecard() -> Schema:
    """An organisation's own form; another room reads it, and says more of what it refuses."""
    number: Schema = {"type": "number", "minimum": 0}
    title: Schema = {"anyOf": [TEXT, {"type": "object", "properties": {"zh": TEXT, "en": TEXT}, "minProperties": 1,
                                      "additionalProperties": False}]}  # fmt: skip
    item = fixed(
        {"id": {"type": ["string", "number"]}, "title": title, "points": number, "clauses": one_or_more(TEXT),
         "combine": {"enum": ["all", "any", "share"]}, "kind": {"enum": ["normal", "bonus", "fatal"]},
         "scale": {"enum": ["yes_no", "points"]}, "not_applicable": {"enum": ["leave", "full"]}},
        ["id", "title"],
    )  # fmt: skip
    section = fixed(
        {"id": {"type": ["string", "number"]}, "title": title, "weight": number, "items": list_of(item)},
        ["id", "title", "items"],
    )
    head = fixed({"id": TEXT, "title": title, "total": number, "most_bonus": number, "most": number}, ["title"])
    return fixed({"scorecard": head, "sections": list_of(section)}, ["sections"])
