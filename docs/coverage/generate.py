"""Writes docs/coverage/README.md: for every rule of the rulebook the file, the tests and the state.

The list of rules is our own (rules.yaml); what covers a rule is read from the pack, and what tests it from the pack's examples
and from tests/. `--check` says whether the page is fresh. It refuses to take anybody's word for a state: only rules.yaml's
reasons and gaps are written by hand.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple

from ruamel.yaml import YAML

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PACK = ROOT / "packs" / "telephone"
PAGE = HERE / "README.md"
#: parameters that the product itself reads, not a clause
READ_BY_THE_PRODUCT = {"zone", "join_gap", "minimum_confidence", "festival_periods"}
#: the tests whose clauses are the pack's own; tests of the core use clauses made up for the purpose
THROUGH_THE_PACK = {"packs", "desk", "ports"}
FIELDS = ("zh", "en", "planned", "missing", "by", "whole", "files", "shown")
LANGUAGES = ("zh", "en")
STATES = ("done", "partly", "prohibition only", "planned")
INTRODUCTION = """# Coverage 规范落实情况

Generated from [rules.yaml](rules.yaml), the pack and the tests by `make coverage-page`; do not edit. 本页自动生成，请勿手工修改。

One line for every rule, row and item of the rulebook that the telephone standard is made from; titles are our own words.
The rows of the rulebook's table A17 bear the ids of clauses and stand with them, and so do the numbers of A18.

| state | means |
|---|---|
| done | a clause judges it, or a parameter decides it |
| partly | it is there, but not all of it: the line says what is missing |
| prohibition only | what is forbidden is found; what ought to be done is not asked for yet |
| planned | not there; the line says why |

*Tests*: **example** stands for the pack's own ones, run by `zuoxi standard test`
([examples.jsonl](../../packs/telephone/examples.jsonl));
**vectors** are the boundary cases of [tests/data/vectors](../../tests/data/vectors); other names are files in
[tests/](../../tests).
"""


class Cover(NamedTuple):
    """What makes a rule true: a clause or a parameter, its file, and whether it is more than a prohibition or has an effect."""

    name: str
    file: str
    parameter: bool
    whole: bool


def load(path):
    return YAML(typ="safe").load(path.read_text("utf-8"))


def check_entry(rule, entry):
    """Raises ValueError for a field that the list does not have, which is mostly a comma that wanted quotes."""
    for node, allowed in ((entry, FIELDS), (entry.get("missing", LANGUAGES), LANGUAGES)):
        odd = set(node) - set(allowed)
        if odd or not set(LANGUAGES) <= set(node):
            raise ValueError(f"rules.yaml: {rule} has odd or missing fields: {', '.join(sorted(odd)) or 'zh, en'}")


def kinds_in(rules):
    """The kinds of all rules of a clause, also of those behind a choice."""
    for rule in rules:
        if any(key in rule for key in ("choose", "if")):
            for value in rule.values():
                if isinstance(value, list):
                    yield from kinds_in(value)
        else:
            yield next(key for key in rule if key not in ("label", "message"))


def read_covers():
    """Rule id → its covers, from the clauses and the parameters of the pack."""
    found = defaultdict(list)
    bodies = []
    for path in sorted((PACK / "clauses").glob("*.yaml")):
        file = path.relative_to(ROOT).as_posix()
        for clause in load(path):
            whole = any(kind != "prohibition" for kind in kinds_in(clause["rules"]))
            for rule in dict.fromkeys([clause["id"], *clause.get("covers", [])]):
                found[rule].append(Cover(clause["id"], file, False, whole))
            bodies.append(json.dumps({**clause, "parameters": [], "covers": []}, default=str))
    bodies.append(json.dumps(load(PACK / "situations.yaml"), default=str))
    text = "\n".join(bodies)
    file = (PACK / "parameters.yaml").relative_to(ROOT).as_posix()
    for name, parameter in load(PACK / "parameters.yaml").items():
        used = re.search(rf'"(?:\${name}|{name})"', text) is not None or name in READ_BY_THE_PRODUCT
        for rule in parameter.get("settles", []):
            found[rule].append(Cover(name, file, True, used))
    return found


def read_tests():
    """Clause or rule id → what tests it, as words of the page."""
    found = defaultdict(set)
    for line in (PACK / "examples.jsonl").read_text("utf-8").splitlines():
        entry = json.loads(line)
        found[entry["clause"]].add(f"example {entry['outcome']}")
    for line in (ROOT / "tests" / "data" / "vectors" / "expected.jsonl").read_text("utf-8").splitlines():
        entry = json.loads(line)
        for clause in {**entry.get("outcomes", {}), **entry.get("never", {})}:
            found[clause].add("vectors")
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        if THROUGH_THE_PACK & set(path.parts):
            for name in set(re.findall(r"\b[A-Z]\d\d\b|\b[a-z]+(?:_[a-z]+)+\b", path.read_text("utf-8"))):
                found[name].add(path.name.removesuffix(".py"))
    return found


def judge(rule, entry, covers, states):
    """The state of a rule, with what is missing or why it is planned."""
    own = covers.get(rule, [])
    gap = entry.get("missing")
    helpers = [states[other] for other in entry.get("by", [])]
    if not own and not helpers and not entry.get("files"):
        return "planned", None
    if gap:
        return "partly", gap
    parameters = [cover for cover in own if cover.parameter]
    if rule.startswith("A16-"):
        if not parameters:
            return "partly", {
                "zh": "条款已有，尚未成为参数",
                "en": "the clause is there, the choice is not a parameter yet",
            }
        if not any(cover.whole for cover in parameters):
            return "partly", {
                "zh": "参数已声明，尚不影响判断",
                "en": "the parameter is declared, but nothing depends on it yet",
            }
        return "done", None
    if helpers and set(helpers) != {"done"}:
        return "partly", {"zh": "见所列条款", "en": "as far as the clauses named are"}
    if own and not any(cover.whole for cover in own) and not entry.get("whole"):
        return "prohibition only", None
    return "done", None


def link(file, text):
    return f"[{text}](../../{file})"


def line_of(rule, entry, covers, tests, state, gap):
    places = [link(cover.file, cover.name) for cover in covers.get(rule, [])]
    places += list(entry.get("by", [])) + [link(file, Path(file).name) for file in entry.get("files", [])]
    names = {cover.name for cover in covers.get(rule, [])} | ({rule} if rule[0] in "ABCDEFHKMNORSTVWX" else set())
    told = sorted(set().union(*(tests.get(name, set()) for name in names))) if places else []
    if not told and entry.get("by"):
        told = ["as named"]
    words = f"{state}: {gap['zh']} · {gap['en']}" if gap else state
    cells = (
        entry.get("shown", rule),
        entry["zh"],
        entry["en"],
        ", ".join(places) or "–",
        ", ".join(told) or "–",
        words,
    )
    return "| " + " | ".join(cells) + " |"


def settle_states(parts, covers):
    """The state and the gap of every rule; those that others make true come last."""
    entries = {
        rule: (entry, group) for part in parts for group in part["groups"] for rule, entry in group["rules"].items()
    }
    found = {}
    for rule, (entry, _) in entries.items():
        check_entry(rule, entry)
    for rule, (entry, _) in sorted(entries.items(), key=lambda item: "by" in item[1][0]):
        found[rule] = judge(rule, entry, covers, {name: state for name, (state, _) in found.items()})
    return found, entries


def page():
    """The page's text; raises ValueError for a planned rule without a reason or a cover that the list does not know."""
    document, covers, tests = load(HERE / "rules.yaml"), read_covers(), read_tests()
    found, entries = settle_states(document["parts"], covers)
    unknown = sorted(set(covers) - set(entries))
    if unknown:
        raise ValueError(
            f"the pack covers {', '.join(unknown)}, which docs/coverage/rules.yaml does not list; add them"
        )
    lines, counts = [], {}
    for part in document["parts"]:
        counts[part["part"]] = Counter()
        lines += ["", f"## Part {part['part']} {part['title']['zh']} · {part['title']['en']}"]
        for group in part["groups"]:
            lines += ["", f"### {group['title']['zh']} · {group['title']['en']}", "",
                      "| rule | 规则 | title | where | tests | state |", "|---|---|---|---|---|---|"]  # fmt: skip
            for rule, entry in group["rules"].items():
                state, gap = found[rule]
                if state == "planned":
                    reason = entry.get("planned") or group.get("planned")
                    if reason is None:
                        raise ValueError(f"{rule} is covered by nothing; give it a reason (`planned:`) in rules.yaml")
                    gap = document["reasons"][reason]
                counts[part["part"]][state] += 1
                lines.append(line_of(rule, entry, covers, tests, state, gap))
    table = ["", "| part | rules | " + " | ".join(STATES) + " |", "|---|" + "---|" * (len(STATES) + 1)]
    for part in document["parts"]:
        count = counts[part["part"]]
        table.append(f"| {part['part']} {part['title']['en']} | {count.total()} | "
                     + " | ".join(str(count[state]) for state in STATES) + " |")  # fmt: skip
    return INTRODUCTION + "\n".join(table + lines) + "\n"


def main():
    text = page()
    if "--check" in sys.argv:
        fresh = PAGE.is_file() and PAGE.read_text("utf-8") == text
        print("fresh" if fresh else "docs/coverage/README.md is stale: run `make coverage-page`")
        return 0 if fresh else 1
    PAGE.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
