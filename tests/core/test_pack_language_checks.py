"""`check` finds what a pack that can be bound still has wrong: unreachable, contradicting, unnamed, untested, unused."""

from __future__ import annotations

import pytest
from tests.core.test_pack_language import CLAUSE, PARAMETERS, rule, texts

from zuoxi.standard import bind_pack, read_pack
from zuoxi.standard.checks import check_pack, fold
from zuoxi.standard.model import AllOf, Always, AnyOf, ByParty, Not

ACTS = {"greet", "thank", "goodbye", "insult", "customer_greet", "customer_thank"}


def checked(rules="[]", situations="", acts=ACTS, tried=(("X01", "kept"), ("X01", "broken")), **more):
    more.setdefault("parameters", "")
    pack = read_pack([texts(rules, situations, **more)])
    found = check_pack(pack, bind_pack(pack), acts, tried)
    return [str(problem) for problem in found if problem.file != "messages.yaml"]


def has(found, *parts):
    return any(all(part in line for part in parts) for line in found)


def test_a_sound_pack_has_nothing_to_be_told():
    assert checked(rule("prohibition", "{never: {agent: insult}}")) == []


def test_an_act_without_wording_is_an_error_with_its_line():
    found = checked(rule("prohibition", "{never: {agent: [insult, inslut]}}"))
    assert len(found) == 1 and has(found, "clauses/A.yaml:10: the act 'inslut' has no wording", "Did you mean insult?")


def test_a_fixed_text_counts_only_if_its_phrase_is_locked():
    written = rule("duty", "{after: {event: answered}, do: text.hello}")
    assert checked(written, **{"phrases.yaml": "hello: {zh: 您好, en: hello, locked: yes}"}) == []
    assert has(checked(written, **{"phrases.yaml": "hello: {zh: 您好, en: hello}"}), "hello is not locked")
    assert has(checked(written), "the act 'text.hello' has no wording")


def test_an_act_said_by_the_wrong_side_never_matches():
    found = checked(rule("prohibition", "{never: [{agent: customer_greet}, {customer: greet}]}"))
    assert has(found, "customer_greet is not said by the agent") and has(found, "greet is not said by the customer")


UNREACHABLE = [
    (rule("prohibition", "{never: }"), "nothing ever matches"),
    (rule("prohibition", "{never: {agent: insult, when: {all: [no, {by: agent}]}}}"), "nothing ever matches"),
    (rule("duty", "{after: {event: [hung_up, closed]}, do: thank}"), "nothing is judged after the end"),
    (rule("duty", "{after: {event: transferred, where: {mode: [blind]}}, do: thank}"), "nothing is judged after the end"),
    ("[]", "X01 has no rule"),
]


@pytest.mark.parametrize(("written", "what"), UNREACHABLE, ids=[item[1] for item in UNREACHABLE])
def test_what_can_never_happen_is_told(written, what):
    assert has(checked(written), what)


def test_a_duty_that_waits_for_an_empty_pattern_is_an_error():
    found = checked(rule("duty", "{after: {event: held}, do: {all: [thank, {pattern: empty}]}}"), "patterns: {empty: }")
    assert has(found, "can never be done") and not has(found, "warning", "can never be done")


def test_a_clause_that_never_applies_is_told():
    assert has(checked(rule("prohibition", "{never: {agent: insult}}"), clause="when: no"), "X01 never applies")


def test_a_situation_that_nothing_refers_to_or_sets_is_told_with_its_line():
    situations = "patterns: {p: {agent: greet}}\nsituations:\n  idle: {flag: {set: {event: held}}}\n  never: {flag: {set: }}\n"
    found = checked(rule("prohibition", "{never: {agent: insult}, in: never}"), situations)
    assert has(found, "situations.yaml:1: warning: nothing refers to p") and has(found, "situations.yaml:3: warning: nothing refers to idle")
    assert has(found, "never is never set")


def clauses(*bodies):
    return "".join(CLAUSE.replace("X01", f"X0{number}") + "  rules:\n    " + body.replace("\n", "\n    ") + "\n"
                   for number, body in enumerate(bodies, 1))  # fmt: skip


CONTRADICTING = [
    "{after: {event: answered}, do: goodbye}",
    "{after: {event: answered}, do: {all: [thank, goodbye]}}",
    "{after: {event: answered}, do: {agent: {all: [thank, goodbye]}}}",
    "{after: {event: answered}, do: {n_of: [goodbye, [goodbye, insult], thank], need: 2}}",
]


@pytest.mark.parametrize("duty", CONTRADICTING)
def test_a_duty_to_say_what_another_clause_forbids_is_an_error(duty):
    both = clauses(rule("prohibition", "{never: {agent: [insult, goodbye]}}"), rule("duty", duty))
    found = checked(**{"clauses/A.yaml": both})
    assert has(found, "X02 asks for what may never be said: goodbye (forbidden by X01)") and not has(found, "warning: X02 asks")


def test_a_duty_that_leaves_another_way_contradicts_nothing():
    for duty in ("[thank, goodbye]", "{any: [thank, goodbye]}", "{n_of: [goodbye, thank, greet], need: 2}"):
        both = clauses(rule("prohibition", "{never: {agent: goodbye}}"), rule("duty", f"{{after: {{event: answered}}, do: {duty}}}"))
        assert not has(checked(**{"clauses/A.yaml": both}), "asks for")


def test_a_prohibition_in_a_scope_or_under_a_condition_contradicts_nothing():
    for never in ("{agent: goodbye, when: {by: agent}}", "{agent: {all: [goodbye], any: [thank]}}", "{customer: goodbye}"):
        both = clauses(rule("prohibition", f"{{never: {never}}}"), rule("duty", "{after: {event: answered}, do: goodbye}"))
        assert not has(checked(**{"clauses/A.yaml": both}), "asks for"), never


def test_a_mistake_in_a_body_that_no_default_chooses_is_found():
    parameters = "way: {kind: choice, default: first, options: [first, second], title: {zh: 方式, en: way}}"
    written = rule("permission", "{of: {event: held}, only_if: {choose: way, first: {by: agent}, second: {is: nothing}}}")
    found = checked(written, parameters=parameters, clause="parameters: [way]")
    assert len(found) == 1 and has(found, "no situation named 'nothing'", "(with way: second)")


def test_an_act_or_situation_of_another_position_counts_as_used():
    parameters = "way: {kind: choice, default: first, options: [first, second], title: {zh: 方式, en: way}}"
    written = rule("permission", "{of: {event: held}, only_if: {choose: way, first: {by: agent}, second: {is: waiting}}}")
    situations = "situations: {waiting: {flag: {set: {agent: nosuch}}}}"
    found = checked(written, situations, parameters=parameters, clause="parameters: [way]")
    assert len(found) == 1 and has(found, "situations.yaml:1: the act 'nosuch' has no wording")


def test_parameters_that_nothing_uses_or_that_are_listed_wrongly_are_told():
    written = rule("permission", "{of: {event: held}, only_if: {silent_for: $pause}}")
    found = checked(written, parameters=PARAMETERS, clause="parameters: [times]")
    assert has(found, "X01 lists the parameter times, but none") and has(found, "X01 needs the parameter pause, but does not list it")
    assert has(found, "parameters.yaml:4: warning: no clause uses the parameter rate")
    assert has(found, "late has no title in zh and en") is False
    assert has(checked(parameters="pause: {kind: seconds, default: 5}"), "pause has no title in zh and en")


def test_a_parameter_of_a_situation_may_be_listed_by_the_clause_that_refers_to_it():
    situations = "situations: {quiet: {ladder: {steps: [{say: {agent: words}, pause: $pause}]}}}"
    parameters = "pause: {kind: seconds, default: 5, title: {zh: 停, en: pause}}"
    for listed in ("[pause]", "[]"):
        assert checked(rule("ladder", "quiet"), situations, parameters=parameters, clause=f"parameters: {listed}") == []


def test_what_has_no_name_no_source_no_clause_and_no_wording_is_told():
    head = texts("[]")["pack.yaml"].replace("sections: [", "sections: [{id: B, title: {zh: 乙, en: B}}, ")
    files = texts(rule("prohibition", "{never: {agent: insult}}"), head=head, parameters="")
    files["clauses/A.yaml"] = files["clauses/A.yaml"].replace("  source: [own]\n", "")
    pack = read_pack([files])
    found = [str(problem) for problem in check_pack(pack, bind_pack(pack), ACTS)]
    assert has(found, "the section B has no clause") and has(found, "X01 names no source")
    assert has(found, "messages.yaml:1: warning: no wording for the reasons response.kept")


def test_two_rules_that_a_reader_cannot_tell_apart_are_told():
    assert has(checked(rule("prohibition", "{never: {agent: insult}}") + "\n" + rule("prohibition", "{never: {event: dropped}}")),
               "another rule of this label in line")  # fmt: skip


def test_a_clause_without_a_kept_and_a_broken_example_is_told():
    written = rule("prohibition", "{never: {agent: insult}}")
    assert has(checked(written, tried=[("X01", "kept")]), "X01 has no broken example")
    assert checked(written, tried=[], clause="examples: {kept: [[agent 您好]], broken: [[agent 蠢货]]}") == []


def test_what_always_holds_is_known_beforehand():
    some = ByParty(party="agent")
    cases = [(Always(value=1), 1), (some, None), (Not(of=Always(value=2)), 0), (AllOf(of=(some, Always(value=0))), 0),
             (AllOf(of=()), 2), (AllOf(of=(some,)), None), (AnyOf(of=(some, Always(value=2))), 2), (AnyOf(of=()), 0),
             (AnyOf(of=(Always(value=0), Always(value=1))), 1), (Not(of=some), None), (None, 2)]  # fmt: skip
    assert [fold(condition) for condition, _ in cases] == [value for _, value in cases]


def test_examples_of_acts_are_wanted_in_the_packs_first_language():
    head = texts("[]")["pack.yaml"].replace("pack: {", "pack: {languages: [en], ", 1)
    assert "languages: [en]" in head
    files = texts(rule("prohibition", "{never: {agent: insult}}"), head=head)
    files["act-examples/a.yaml"] = "insult: {en: {yes: [a, b, c, d, e], no: [f, g, h]}}"
    pack = read_pack([files])
    found = [str(problem) for problem in check_pack(pack, bind_pack(pack), ACTS, worded={"insult": "agent", "thank": "agent"})]
    assert has(found, "thank has 0 examples and 0 traps in en") and not has(found, "insult has")


def test_whose_act_it_is_is_known_from_the_wording_and_not_from_the_name():
    written = rule("prohibition", "{never: {customer: insult}}")
    pack = read_pack([texts(written, parameters="")])
    for said_by, told in (("agent", True), ("customer", False), ("both", False)):
        found = [str(problem) for problem in check_pack(pack, bind_pack(pack), ACTS, worded={"insult": said_by})]
        assert has(found, "insult is not said by the customer") is told
