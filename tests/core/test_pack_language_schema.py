"""The schema for editors accepts what the readers accept, and marks what they refuse."""

from __future__ import annotations

import jsonschema
import pytest
from ruamel.yaml import YAML
from tests.core.test_pack_language import CONDITIONS as GOOD_CONDITIONS
from tests.core.test_pack_language import HEAD, PARAMETERS, PATTERNS, rule, texts
from tests.core.test_pack_language_problems import IN_CONDITIONS, IN_PATTERNS, IN_SITUATIONS

from zuoxi.standard import pack_schema

SCHEMA = pack_schema()


def load(text):
    yaml = YAML(typ="safe")
    yaml.version = (1, 2)
    return yaml.load(text)


def fits(kind, value):
    own = {**SCHEMA, "anyOf": [{"$ref": f"#/$defs/{kind}"}]}
    return not list(jsonschema.Draft202012Validator(own).iter_errors(value))


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert len(SCHEMA["anyOf"]) == 10


@pytest.mark.parametrize("written", [item[0] for item in PATTERNS])
def test_every_pattern_that_is_read_fits(written):
    assert fits("pattern", load(written))


@pytest.mark.parametrize("written", [item[0] for item in GOOD_CONDITIONS])
def test_every_condition_that_is_read_fits(written):
    assert fits("condition", load(written))


#: what only reading can tell, because it needs names or numbers from elsewhere
BEYOND = ("waitin", "rings", "complete: waiting", "X99", "$ways", "pattern: closing", "enters: waiting", "12:00-07:00", "7-12", "words, where",
          "-5", "1e9", "third", "first: yes", "mod: [blind]", "party: [agent]", "for_at_least: 5 s", "agent: []")  # fmt: skip


def marked(items):
    return [item[0] for item in items if not any(part in item[0] for part in BEYOND)]


@pytest.mark.parametrize("written", marked(IN_PATTERNS))
def test_a_mistake_in_a_pattern_is_marked(written):
    assert not fits("pattern", load(written))


@pytest.mark.parametrize("written", marked(IN_CONDITIONS))
def test_a_mistake_in_a_condition_is_marked(written):
    assert not fits("condition", load(written))


def test_a_situation_of_no_kind_or_of_two_is_marked():
    assert fits("situation", load("{flag: {set: {event: held}, starts: yes}}"))
    assert [fits("situation", load(written)) for written, _ in IN_SITUATIONS[:2]] == [False, False]


RULES = [
    ("duty", "{after: {event: held}, do: [thank]}", "{after: {event: held}, doo: [thank]}"),
    ("duty", "{after: {event: held}, do: {n_of: [a, b], need: 1}, within: {turns: 2, of: agent}}", "{after: {event: held}, do: x, each: often}"),
    ("duty", "{after: {event: held}, do: a, within: {table: hours, by: [complexity]}}", "{after: {event: held}, do: a, within: {minutes: 3}}"),
    ("permission", "{of: {event: muted}, only_if: yes, lasting: 3 s, until: {event: unmuted}}", "{of: {event: muted}}"),
    ("prohibition", "{never: {agent: insult}, in: x}", "{never: {agent: insult}, during: x}"),
    ("at_most", "{of: {event: rang}, n: {parameter: times, more: 1}}", "{of: {event: rang}}"),
    ("steps", "{after: {event: held}, steps: [{do: {agent: a}, skip_if: no}, {agent: b}]}", "{steps: [{agent: b}]}"),
    ("ladder", "silent", "[silent]"),
    ("read_back", "{kinds: [phone]}", "{kinds: [fone]}"),
    ("measure", "{what: interruptions, at_most: 3}", "{what: loudness, at_most: 3}"),
    ("record", "{after: {event: held}, kind: complaint}", "{after: {event: held}}"),
]


@pytest.mark.parametrize(("kind", "good", "bad"), RULES, ids=[f"{item[0]} {item[2]}" for item in RULES])
def test_a_rule_fits_and_a_mistaken_one_is_marked(kind, good, bad):
    def clause(body):
        return load(texts(rule(kind, body))["clauses/A.yaml"])

    assert fits("clauses", clause(good))
    assert not fits("clauses", clause(bad))


FILES = [
    ("pack", HEAD, HEAD.replace("1.0.0", "one")),
    ("parameters", PARAMETERS, PARAMETERS.replace("kind: seconds", "kind: second")),
    ("situations", "situations: {it: {flag: {set: {event: held}}}}", "situation: {}"),
    ("phrases", "hello: {zh: 您好, en: hello, locked: yes}", "hello: {zh: 您好}"),
    ("messages", "not_due: {zh: 未到, en: not due}", "not_due: {en: not due}"),
    ("profile", "profile: {extends: x, parameters: {a: 1}, off: [X01], weights: {X01: 2}, severities: {X01: fatal}}",
     "profile: {weights: {X01: -2}}"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "good", "bad"), FILES, ids=[item[0] for item in FILES])
def test_a_file_fits_and_a_mistaken_one_is_marked(kind, good, bad):
    assert fits(kind, load(good))
    assert not fits(kind, load(bad))
