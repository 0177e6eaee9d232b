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
    "messages": "messages.yaml", "clauses": "clauses/*.yaml", "profile": "a profile",
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
            "profile": _profile(),
        },
    }


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
         "weights": mapping({"type": "number", "minimum": 0}), "severities": mapping(_SEVERITY), "title": ANYTHING}, [],
    )  # fmt: skip
    return fixed({"profile": body}, ["profile"])
