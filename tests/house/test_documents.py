"""The documents say what the code does, in both languages, and every link leads somewhere."""

from __future__ import annotations

import argparse
import re
import subprocess
import sys

import pytest
from ruamel.yaml import YAML
from tests.house.repository import ROOT, SOURCES, kept_files, shown, text_of

from zuoxi.app.command import build_parser
from zuoxi.app.findings import COLUMNS
from zuoxi.events import Conversation, Spoken, happening
from zuoxi.events.conversation import SHOWS
from zuoxi.standard import pack_schema
from zuoxi.store.tables import SYNONYMS

DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"
MARKDOWN = [path for path in kept_files() if path.suffix == ".md"]
LINK = re.compile(r"\]\(([^)\s]+)\)")


def subcommands(parser):
    actions = (action for action in parser._actions if isinstance(action, argparse._SubParsersAction))
    return next(actions).choices


def section(text, heading):
    """The text under the heading that begins with the words, up to the next heading of its level."""
    found = re.search(rf"(?ms)^## {re.escape(heading)}.*?(?=^## |\Z)", text)
    assert found, f"no heading “## {heading}”"
    return found.group(0)


@pytest.mark.parametrize("name", subcommands(build_parser()))
def test_every_command_is_documented_with_all_its_options(name):
    told = section(text_of(REFERENCE / "commands.md"), f"`zuoxi {name}")
    for action in subcommands(build_parser())[name]._actions:
        words = [word for word in action.option_strings if word.startswith("--") and word != "--help"]
        words += [str(choice) for choice in action.choices or ()]
        assert [word for word in words if word not in told] == []


def test_no_command_or_option_is_documented_that_does_not_exist():
    text = text_of(REFERENCE / "commands.md")
    commands = subcommands(build_parser())
    assert set(re.findall(r"(?m)^## `zuoxi (\w+)", text)) == set(commands)
    for name, parser in commands.items():
        known = {word for action in parser._actions for word in action.option_strings} | {"--version"}
        assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", section(text, f"`zuoxi {name}"))) <= known


def test_every_setting_of_the_environment_is_documented():
    named = {name for path in SOURCES for name in re.findall(r'environ(?:\.get\(|\[)"(\w+)"', text_of(path))}
    told = text_of(REFERENCE / "commands.md")
    assert [name for name in sorted(named) if f"`{name}`" not in told] == []


PARAMETERS = YAML(typ="safe").load(ROOT / "packs" / "telephone" / "parameters.yaml")
#: not chosen by a clause but read for all of them
READ_BY_THE_PRODUCT = {"zone", "join_gap", "minimum_confidence", "festival_periods"}
ROWS = dict(re.findall(r"(?m)^\| `(\w+)` \| ([^|]*) \|", text_of(REFERENCE / "profile.md")))


def written(value, unit):
    """A parameter's value as the page prints it."""
    if value is None:
        return "unset"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return ", ".join(f"{key} {item}" for key, item in value.items())
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return f"{text} {unit}".strip()


@pytest.mark.parametrize("name", PARAMETERS)
def test_every_parameter_is_documented_with_its_default(name):
    assert ROWS.get(name) == written(PARAMETERS[name].get("default"), PARAMETERS[name].get("unit", ""))


def test_no_parameter_is_documented_that_does_not_exist():
    assert set(ROWS) == set(PARAMETERS)


@pytest.mark.parametrize("name", happening.KINDS)
def test_every_kind_of_event_is_documented_with_its_fields(name):
    row = re.search(rf"(?m)^\| `{name}` \|.*$", text_of(REFERENCE / "events.md"))
    assert row, "no row"
    own = set(happening.KINDS[name].__struct_fields__) - set(happening.Happening.__struct_fields__)
    assert [field for field in sorted(own) if f"`{field}`" not in row.group(0)] == []


def test_every_field_of_a_conversation_and_of_a_turn_is_documented():
    inside = {"index", "extra", "started_text", "zone_given"}
    fields = {*Conversation.__struct_fields__, *Spoken.__struct_fields__} - inside
    told = text_of(REFERENCE / "events.md")
    assert [name for name in sorted(fields | SHOWS) if f"`{name}`" not in told] == []


def test_every_column_and_its_headers_are_documented():
    told = text_of(REFERENCE / "tables.md")
    assert [name for name in SYNONYMS if f"| `{name}` |" not in told] == []
    words = {word for words in SYNONYMS.values() for word in words}
    assert [word for word in sorted(words) if not re.search(rf"(?<!\w){re.escape(word)}(?!\w)", told)] == []


def test_every_column_of_the_findings_is_documented():
    told = text_of(REFERENCE / "results.md")
    assert [name for name in COLUMNS if f"`{name}`" not in told] == []


def test_every_kind_of_rule_and_every_field_of_a_clause_is_documented():
    told = text_of(REFERENCE / "standard-language.md")
    clause = pack_schema()["$defs"]["clauses"]["items"]
    kinds = clause["properties"]["rules"]["items"]["properties"]
    assert [name for name in {**kinds, **clause["properties"]} if not re.search(rf"\b{name}\b", told)] == []


def referred_to():
    """The parameters that some clause or situation really uses, by `$name` or by name."""
    pack = ROOT / "packs" / "telephone"
    clauses = [clause for path in sorted((pack / "clauses").glob("*.yaml")) for clause in YAML(typ="safe").load(path)]
    bodies = [{**clause, "parameters": [], "covers": []} for clause in clauses]
    words = set(re.findall(r"\w+", repr([bodies, YAML(typ="safe").load(pack / "situations.yaml")])))
    return {name for name in PARAMETERS if name in words} | READ_BY_THE_PRODUCT


def test_parameters_on_which_nothing_depends_are_marked_as_such():
    marked = re.findall(r"(?m)^\| `(\w+)` \|.*\*\*¹\*\*", text_of(REFERENCE / "profile.md"))
    assert set(marked) == set(PARAMETERS) - referred_to()


@pytest.mark.parametrize("path", MARKDOWN, ids=shown)
def test_every_link_inside_the_repository_leads_to_a_file(path):
    for target in LINK.findall(text_of(path)):
        place = target.split("#")[0]
        if place and "://" not in place:
            assert (path.parent / place).exists(), target


def test_every_document_can_be_reached_from_the_readme():
    reached, waiting = set(), [ROOT / "README.md"]
    while waiting:
        path = waiting.pop()
        if path in reached or not path.is_file() or path.suffix != ".md":
            continue
        reached.add(path)
        targets = (target.split("#")[0] for target in LINK.findall(text_of(path)) if "://" not in target)
        for place in ((path.parent / target).resolve() for target in targets if target):
            waiting += sorted(place.glob("*.md")) if place.is_dir() else [place]
    assert [shown(path) for path in MARKDOWN if path.is_relative_to(DOCS) and path not in reached] == []


def test_both_readmes_have_the_same_sections_and_the_same_commands():
    english, chinese = text_of(ROOT / "README.md"), text_of(ROOT / "README.zh-CN.md")
    assert english.count("\n## ") == chinese.count("\n## ")
    commands = [set(re.findall(r"(?m)^(?:make \w+|\.venv/bin/zuoxi \w+)", text)) for text in (english, chinese)]
    assert commands[0] == commands[1]
    assert {"make run", "make test"} <= commands[0]


def test_every_target_that_the_documents_name_is_in_the_makefile():
    known = set(re.findall(r"(?m)^([a-z-]+):", text_of(ROOT / "Makefile")))
    for path in MARKDOWN:
        assert set(re.findall(r"`make ([a-z-]+)", text_of(path))) <= known, shown(path)


def test_decisions_are_numbered_without_gaps_or_doubles():
    numbers = sorted(path.name[:4] for path in (DOCS / "adr").glob("[0-9]*.md"))
    assert numbers == [f"{number:04d}" for number in range(1, len(numbers) + 1)]


def test_the_glossary_has_at_least_sixty_terms_each_once():
    rows = re.findall(r"(?m)^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", text_of(DOCS / "glossary.md"))
    terms = [row for row in rows if row[0] != "中文"]
    assert len(terms) >= 60
    assert len({row[0] for row in terms}) == len({row[1] for row in terms}) == len(terms)


def test_the_coverage_page_is_fresh():
    script = [sys.executable, str(DOCS / "coverage" / "generate.py"), "--check"]
    done = subprocess.run(script, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
