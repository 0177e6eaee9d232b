"""The clauses on the page about the language are real: each is bound to the telephone pack and comes out as it says."""

from __future__ import annotations

import re
from pathlib import Path

import jsonschema
import pytest
from ruamel.yaml import YAML

from zuoxi.app.assembly import assemble, lexicon_of
from zuoxi.events import decode_line, merge_verdicts
from zuoxi.language import Recogniser
from zuoxi.standard import bind_pack, compile_standard, judge_ingested, lay_out, pack_schema, read_pack
from zuoxi.standard.vocabulary import ACTORS, EVENTS, FACTS, PARTIES, SHOWS
from zuoxi.store import find_pack, read_texts

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "standard-language.md").read_text("utf-8")
BLOCKS = [block for block in re.findall(r"(?s)```yaml\n(.*?)```", PAGE) if block.startswith("- id: D")]
HEAD = "pack: {id: page, version: 1.0.0, extends: [telephone], title: {zh: 页, en: page}}\nsections: [{id: D, title: {zh: 页, en: page}}]\n"


def read_page():
    return read_pack([read_texts(find_pack("telephone")), {"pack.yaml": HEAD, "clauses/page.yaml": "\n".join(BLOCKS)}])


PACK = read_page()
EXAMPLES = [example for clause, found in PACK.examples.items() if clause.startswith("D") for example in found]


@pytest.fixture(scope="module")
def judge():
    recogniser = Recogniser(lexicon_of(PACK))
    standard = bind_pack(PACK).standard
    program = compile_standard(standard)

    def judged(example):
        told = []
        conversation = decode_line(example.line, standard.zone, told.append)
        assert [text for text in told if "legal" not in text] == []
        outcomes = judge_ingested(program, lay_out(conversation, standard, recogniser))
        return merge_verdicts([outcome.verdict for outcome in outcomes if outcome.clause == example.clause])

    return judged


def test_the_page_shows_all_twelve_constructs_each_with_a_kept_and_a_broken_example():
    assert [int(number) for number in re.findall(r"(?m)^## (\d+)\. ", PAGE)] == list(range(1, 13))
    assert len(BLOCKS) == 14
    tried = {(example.clause, example.outcome) for example in EXAMPLES}
    assert {(f"D{number:02}", outcome) for number in range(1, 13) for outcome in ("kept", "broken")} <= tried


@pytest.mark.parametrize("example", EXAMPLES, ids=[f"{example.place} {example.clause} {example.outcome}" for example in EXAMPLES])
def test_an_example_of_the_page_comes_out_as_it_says(example, judge):
    assert judge(example) == example.outcome


def test_the_clauses_of_the_page_fit_the_schema_for_editors():
    yaml = YAML(typ="safe")
    yaml.version = (1, 2)
    schema = {**pack_schema(), "anyOf": [{"$ref": "#/$defs/clauses"}]}
    jsonschema.validate(yaml.load("\n".join(BLOCKS)), schema)


def test_every_word_of_the_rules_stands_on_the_page():
    body = pack_schema()["$defs"]["clauses"]["items"]["properties"]["rules"]["items"]["properties"]
    fields = {name for rule in body.values() for choice in rule.get("anyOf", []) for name in choice.get("properties", {})}
    assert len(fields) > 25
    assert [name for name in sorted(fields) if not re.search(rf"`[^`\n]*\b{name}\b", PAGE)] == []


def test_every_kind_of_situation_and_condition_stands_on_the_page():
    schema = pack_schema()["$defs"]
    for kind in ("situation", "condition"):
        named = [next(iter(choice["properties"])) for choice in schema[kind]["anyOf"] if "properties" in choice]
        assert [name for name in named if f"{name}:" not in PAGE] == []


def test_the_telephone_clause_that_is_explained_is_the_one_that_is_shipped():
    shipped = (find_pack("telephone") / "situations.yaml").read_text("utf-8")
    block = next(block for block in re.findall(r"(?s)```yaml\n(.*?)```", PAGE) if block.startswith("silent_call:"))
    assert all(line.strip() in shipped for line in block.splitlines())
    assert "H01" in assemble("telephone").bound.texts


def test_the_closed_lists_hold_what_the_page_uses():
    assert {"agent", "customer", "colleague", "supervisor", "anyone"} == set(PARTIES) and set(PARTIES) - {"anyone"} <= set(ACTORS)
    assert {"held", "record_opened"} <= EVENTS and {"records"} <= SHOWS and {"phone"} <= FACTS
