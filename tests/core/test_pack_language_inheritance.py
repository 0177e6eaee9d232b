"""Packs extend packs: what a child says again replaces its parent's, the rest is the parent's."""

from __future__ import annotations

import pytest
from tests.core.test_pack_language import CLAUSE, HEAD, bound, rule, texts

from zuoxi.standard import PackError, bind_pack, read_pack, read_profile
from zuoxi.standard.pack_files import line_of_packs, parents_of

CHILD_HEAD = "pack: {id: child, version: 2.0.0, extends: [trial], title: {zh: 子, en: child}}\n"
PARENT = texts(
    rule("measure", "{what: duration, opens: {event: held}, closes: {event: resumed}, at_most: $pause}"),
    "patterns: {hello: {agent: greet}}\nsituations: {waiting: {flag: {set: {event: held}}}}",
    clause="when: {shown: hold}",
    **{"phrases.yaml": "hello: {zh: 您好, en: hello}", "messages.yaml": "not_due: {zh: 未到, en: not due}",
       "acts/agent.yaml": "the parent's wording"},
)  # fmt: skip


def child(**files):
    own = {name.replace("__", "/").replace("_yaml", ".yaml"): text for name, text in files.items()}
    return read_pack([PARENT, {"pack.yaml": CHILD_HEAD, **own}])


def test_a_child_has_everything_of_its_parent():
    pack = child()
    assert (pack.id, pack.version, pack.line) == ("child", "2.0.0", ("trial", "child"))
    assert set(pack.clauses) == {"X01"} and set(pack.phrases) == {"hello"} and set(pack.messages) == {"not_due"}
    assert bind_pack(pack).standard.clauses == bind_pack(read_pack([PARENT])).standard.clauses


def test_a_child_adds_clauses_and_a_clause_of_the_same_id_replaces_the_whole():
    clauses = CLAUSE.replace("X01", "Y01") + "  rules: []\n" + CLAUSE.replace("条文", "改写") + "  rules: []\n"
    pack = child(clauses__A_yaml=clauses)
    assert list(pack.clauses) == ["X01", "Y01"] and pack.texts["X01"].text["zh"] == "改写"
    first = bind_pack(pack).standard.clauses[0]
    assert first.rows == () and first.when is None


def test_a_clause_without_rules_of_its_own_changes_only_what_it_gives():
    pack = child(clauses__A_yaml="- id: X01\n  severity: fatal\n")
    clause, before = bind_pack(pack).standard.clauses[0], bind_pack(read_pack([PARENT])).standard.clauses[0]
    assert clause.severity == "fatal" and (clause.rows, clause.when) == (before.rows, before.when)
    assert pack.texts["X01"].title == {"zh": "条", "en": "clause"}


def test_a_new_clause_without_rules_is_refused():
    with pytest.raises(PackError, match=r"clauses/A\.yaml:1: `section` is missing"):
        child(clauses__A_yaml="- id: X02\n  severity: fatal\n")


def test_a_child_may_give_only_the_default_of_a_parameter():
    pack = child(parameters_yaml="pause: {default: 8}")
    assert (pack.parameters["pause"].default, pack.parameters["pause"].most, pack.parameters["pause"].unit) == (8, 30, "s")
    assert bind_pack(pack).standard.clauses[0].rows[0].at_most == 8000


def test_a_child_cannot_give_a_default_outside_its_parents_range_nor_another_kind():
    with pytest.raises(PackError, match="pause: 99 is outside 1 to 30 s"):
        child(parameters_yaml="pause: {default: 99}")
    with pytest.raises(PackError, match=r"pause is of kind seconds in parameters\.yaml:2, here count"):
        child(parameters_yaml="pause: {kind: count}")


def test_phrases_messages_patterns_and_situations_are_replaced_by_name():
    pack = child(
        phrases_yaml="hello: {zh: 早, en: good day, locked: yes}", messages_yaml="not_due: {zh: 早, en: too early}",
        situations_yaml="patterns: {hello: {agent: welcome}}\nsituations: {waiting: {flag: {set: {event: muted}}}}",
    )  # fmt: skip
    assert pack.phrases["hello"].locked and pack.messages["not_due"]["en"] == "too early"
    assert bind_pack(pack).standard.tracks[0].set[0].kind == "muted"


def test_a_childs_wording_of_an_act_comes_after_its_parents_so_that_it_wins():
    pack = child(acts__agent_yaml="the child's wording")
    assert [pack.acts[name] for name in sorted(pack.acts)] == ["the parent's wording", "the child's wording"]
    grandchild = read_pack([PARENT, {"pack.yaml": CHILD_HEAD, "acts/agent.yaml": "b"},
                            {"pack.yaml": CHILD_HEAD.replace("child", "third"), "acts/agent.yaml": "c"}])  # fmt: skip
    assert [grandchild.acts[name] for name in sorted(grandchild.acts)] == ["the parent's wording", "b", "c"]


def test_the_digest_changes_with_any_text_of_the_line_and_with_the_profile():
    digests = {
        bind_pack(child()).standard.digest,
        bind_pack(child(phrases_yaml="hello: {zh: 早, en: good day}")).standard.digest,
        bind_pack(read_pack([PARENT | {"phrases.yaml": "hello: {zh: 喂, en: hey}"}, {"pack.yaml": CHILD_HEAD}])).standard.digest,
        bind_pack(child(), recogniser="another").standard.digest,
        bind_pack(child(), read_profile("p", "profile: {extends: child, off: [X01]}", child().parameters, frozenset({"X01"}))).standard.digest,
    }  # fmt: skip
    assert len(digests) == 5
    assert bind_pack(child()).standard.digest == bind_pack(child()).standard.digest


def test_a_profile_may_extend_the_pack_or_a_pack_that_it_extends():
    for name in ("child", "trial"):
        profile = read_profile("p", f"profile: {{extends: {name}}}", child().parameters, frozenset())
        assert bind_pack(child(), profile).standard.id == "child"


# ---------------------------------------------------------------- the line of packs


def heads(**extends):
    made = {name: {"pack.yaml": HEAD.replace("trial", name).replace("version", f"extends: [{', '.join(parents)}], version")}
            for name, parents in extends.items()}  # fmt: skip
    return lambda name: made[name]


def names(line):
    return [next(word for word in texts["pack.yaml"].split() if word.endswith(",")).rstrip(",") for texts in line]


def test_parents_stand_before_children_and_a_shared_one_only_once():
    found = line_of_packs("d", heads(a=[], b=["a"], c=["a"], d=["b", "c"]))
    assert names(found) == ["a", "b", "c", "d"]
    assert read_pack(found).line == ("a", "b", "c", "d")


def test_a_loop_of_packs_is_refused_and_shown():
    with pytest.raises(PackError, match="b → c → b"):
        line_of_packs("a", heads(a=["b"], b=["c"], c=["b"]))
    with pytest.raises(PackError, match="a → a"):
        line_of_packs("a", heads(a=["a"]))


def test_a_pack_without_extends_has_no_parents():
    assert parents_of({"pack.yaml": HEAD}) == ()
    assert parents_of({"pack.yaml": CHILD_HEAD}) == ("trial",)


# ---------------------------------------------------------------- profiles


def test_a_profile_switches_off_weighs_and_sets_severities():
    pack = read_pack([texts("[]", **{"clauses/B.yaml": CLAUSE.replace("X01", "X02") + "  rules: []\n"})])
    text = "profile: {extends: trial, off: [X02], weights: {X01: 2.5}, severities: {X01: fatal}}"
    standard = bind_pack(pack, read_profile("p", text, pack.parameters, frozenset(pack.clauses)))
    assert [(clause.id, clause.severity) for clause in standard.standard.clauses] == [("X01", "fatal")]
    assert standard.weights == {"X01": 2.5} and standard.texts["X01"].severity == "fatal"


def test_plain_numbers_of_a_profile_are_seconds_and_become_milliseconds():
    body = rule("permission", "{of: {event: hung_up}, only_if: {silent_for: $pause}}")
    assert bound(body, profile="pause: 2.345").standard.clauses[0].rows[0].only_if.at_least == 2345


def test_a_parameter_may_be_unset_by_a_profile_and_is_told():
    standard = bound(rule("permission", "{of: {event: held}, only_if: {silent_for: $pause}}"), profile="pause: unset")
    assert standard.values["pause"] is None
    assert any("pause is unset" in problem.text and not problem.error for problem in standard.problems)


def test_a_table_may_have_rows_or_rows_and_columns():
    flat, deep = bound("[]", profile="hours: {simple: 24}"), bound("[]", profile="hours: {simple: {vip: 4, '*': 24}, complex: 72}")
    assert flat.values["hours"] == {"simple": "24"}
    assert deep.values["hours"] == {"simple/vip": "4", "simple/*": "24", "complex": "72"}
