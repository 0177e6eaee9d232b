"""JSON Schema of the pack files, so that editors can help. It refuses to validate; reading a pack does."""

from __future__ import annotations

from zuoxi.standard.pack_files import CLAUSE_FIELDS
from zuoxi.standard.profile import KINDS
from zuoxi.standard.ruling import RULES
from zuoxi.standard.vocabulary import PARTIES

Schema = dict[str, object]
_TEXT: Schema = {"type": "string"}
_BOTH: Schema = {
    "type": "object",
    "required": ["zh", "en"],
    "properties": {"zh": _TEXT, "en": _TEXT},
}
_ANY: Schema = {}


def _object(properties: dict[str, Schema], required: list[str], extra: bool = False) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": extra,
    }


def pack_schema() -> Schema:
    """One schema with a definition for each kind of file: pack, parameters, situations, clauses, phrases, messages, profile."""
    rule_kinds: dict[str, Schema] = {kind: {"$ref": "#/$defs/body"} for kind in RULES}
    rule: Schema = {
        "type": "object",
        "properties": {
            **rule_kinds,
            "label": _BOTH,
            "choose": _TEXT,
            "if": _ANY,
            "then": _ANY,
            "else": _ANY,
        },
    }
    clause_fields: dict[str, Schema] = dict.fromkeys(CLAUSE_FIELDS, _ANY)
    clause_fields |= {
        "id": _TEXT, "section": _TEXT, "title": _BOTH, "text": _BOTH,
        "severity": {"enum": ["advice", "minor", "major", "fatal"]},
        "source": {"type": "array", "items": {"type": ["string", "number"]}},
        "parameters": {"type": "array", "items": _TEXT}, "say": {"type": "array", "items": _TEXT},
        "covers": {"type": "array", "items": _TEXT}, "rules": {"type": "array", "items": rule},
    }  # fmt: skip
    clause = _object(clause_fields, ["id", "section", "title", "text", "source", "severity", "rules"])
    parameter = _object(
        {"kind": {"enum": list(KINDS)}, "default": _ANY, "unit": _TEXT, "least": {"type": "number"},
         "most": {"type": "number"}, "options": {"type": "array"}, "title": _BOTH, "settles": {"type": "array"},
         "positions": {"type": "array"}, "note": _TEXT},
        ["kind"],
    )  # fmt: skip
    profile = _object(
        {"extends": _TEXT, "parameters": {"type": "object"}, "off": {"type": "array", "items": _TEXT},
         "weights": {"type": "object"}, "severities": {"type": "object"}, "title": _ANY}, [],
    )  # fmt: skip
    pack = _object({"id": _TEXT, "version": _TEXT, "extends": {"type": "array"}, "title": _BOTH,
                    "languages": {"type": "array"}}, ["id", "version", "title"])  # fmt: skip
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Zuoxi pack files",
        "anyOf": [{"$ref": f"#/$defs/{name}"} for name in ("pack", "parameters", "situations", "clauses", "profile")],
        "$defs": {
            "body": {"description": f"patterns name a party ({', '.join(PARTIES)}) or an event"},
            "pack": _object({"pack": pack, "sections": {"type": "array"}}, ["pack", "sections"]),
            "parameters": {"type": "object", "additionalProperties": parameter},
            "situations": _object({"patterns": {"type": "object"}, "situations": {"type": "object"}}, []),
            "clauses": {"type": "array", "items": clause},
            "phrases": {"type": "object", "additionalProperties": {**_BOTH}},
            "messages": {"type": "object", "additionalProperties": _BOTH},
            "profile": _object({"profile": profile}, ["profile"]),
        },
    }
