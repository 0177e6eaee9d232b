"""A mistake in a pack or a profile is told with file, line and remedy, and never stops at the first one."""

from __future__ import annotations

from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from tests.core.test_pack_language import CLAUSE, HEAD, PARAMETERS, bound, rule, texts

from zuoxi.events import happening
from zuoxi.events.conversation import SHOWS
from zuoxi.standard import PackError, bind_pack, read_pack, read_profile, vocabulary


def problems_of(files):
    with pytest.raises(PackError) as caught:
        bind_pack(read_pack([files]))
    return caught.value.problems


def told(rules, situations="", **more):
    return "\n".join(map(str, problems_of(texts(rules, situations, **more))))


NEVER = "{{never: {}}}"
IN_PATTERNS = [
    ("{event: heldd}", "no event 'heldd'", "Did you mean held?"),
    ("{event: held, by: agnet}", "no party 'agnet'", "Did you mean agent?"),
    ("{event: transferred, where: {mod: [blind]}}", "transferred has no field 'mod'", "known are mode, to, to_kind"),
    ("{event: held, where: {party: [agent]}}", "held has no field 'party'", "known are none"),
    ("{agent: words, where: {loudness: [high]}}", "words have no field 'loudness'", "known are language"),
    ("{agnt: greet}", "a pattern names a party", "event"),
    ("greet", "a pattern names a party", "event"),
    ("{agent: []}", "no act is left", "words"),
    ("{agent: {al: [a]}}", "unknown field `al`", "Did you mean all?"),
    ("{customer: {facts: [phones]}}", "no kind of fact 'phones'", "Did you mean phone?"),
    ("{pattern: closing}", "no pattern named 'closing'", "known are"),
    ("{enters: waiting}", "no situation named 'waiting'", "add it"),
    ("{agent: $ways}", "no parameter 'ways'", "Did you mean way?"),
    ("{agent: greet, whn: yes}", "unknown field `whn`", "Did you mean when?"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "what", "remedy"), IN_PATTERNS, ids=[item[0] for item in IN_PATTERNS])
def test_a_mistake_in_a_pattern_is_told_with_its_remedy(written, what, remedy):
    text = told(rule("prohibition", NEVER.format(written)))
    assert what in text and remedy in text
    assert text.startswith("clauses/A.yaml:")


IN_CONDITIONS = [
    ("{is: waitin}", "no situation named 'waitin'. add it", "Did you mean waiting?"),
    ("{is: rings}", "rings is a counter", "a flag or stretch is needed"),
    ("{complete: waiting}", "waiting is a flag", "a ladder is needed"),
    ("{reply: asked, is: maybe}", "an answer is", "yes, no, other, none"),
    ("{count: rings}", "needs at_least", "at_most"),
    ("{count: rings, at_least: 4, at_most: 2}", "at_least is over at_most", "swap"),
    ("{is: waiting, for_at_least: 5 s, for_at_most: 3 s}", "for_at_least is over for_at_most", "swap"),
    ("{time_of_day: [12:00-07:00]}", "ends before it begins", "midnight"),
    ("{time_of_day: [7-12]}", "is no time of day", "such as 07:30"),
    ("{time_of_day: ['07:00-12:00'], zone: local}", "no zone 'local'", "organisation"),
    ("{shown: video}", "no kind of evidence 'video'", "known are"),
    ("{outcome: X01, is: [good]}", "no outcome 'good'", "known are"),
    ("{outcome: X99, is: [kept]}", "no clause 'X99'", ""),
    ("{silent_for: 5 parsecs}", "is no duration", "such as 5 s"),
    ("{silent_for: -5}", "is no duration", "such as 5 s"),
    ("{silent_for: 1e999999999}", "is no duration", "such as 5 s"),
    ("{iss: waiting}", "no such condition", "known are"),
    ("maybe", "a condition is a mapping", "known are"),
    ("{attribute: topic, in: [a]}", "unknown field `in`", "known here"),
    ("{choose: way, first: yes}", "has no case for second", "`else`"),
    ("{choose: way, first: yes, third: no, else: no}", "knows first, second, not 'third'", ""),
    ("{if: {parameter: way, is: third}, then: yes}", "way is one of first, second", ""),
]  # fmt: skip
SITUATIONS = """
situations:
  waiting: {flag: {set: {event: held}}}
  asked: {reply: {to: {agent: greet}, yes: [customer_consent]}}
  rings: {counter: {of: {event: rang}}}
"""


@pytest.mark.parametrize(("written", "what", "remedy"), IN_CONDITIONS, ids=[item[0] for item in IN_CONDITIONS])
def test_a_mistake_in_a_condition_is_told_with_its_remedy(written, what, remedy):
    text = told(rule("permission", f"{{of: {{event: held}}, only_if: {written}}}"), SITUATIONS)
    assert all(part in text for part in what.split(". ")) and remedy in text


IN_SITUATIONS = [
    ("{flagg: {set: {event: held}}}", "a situation is a flag"),
    ("{flag: {set: {event: held}}, counter: {of: {event: rang}}}", "exactly one"),
    ("{stretch: {opens: {event: held}, excludes: [it]}}", "it excludes itself"),
    ("{reply: {to: {agent: greet}, yes: [customer_thank], no: [customer_thank]}}", "cannot mean both yes and no"),
    ("{reply: {to: {agent: greet}, within: 0}}", "at least 1"),
    ("{ladder: {steps: []}}", "1 to 100 steps, not 0"),
    ("{ladder: {steps: [{say: {agent: words}, times: 500}]}}", "`times` is 0 to 100"),
    ("{ladder: {steps: [{pause: 5}]}}", "either `say` or `reply`"),
    ("{ladder: {steps: [{reply: it}]}}", "it is a ladder; here a reply is needed"),
    ("{flag: {set: {enters: it}}}", "serves in rules only"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "what"), IN_SITUATIONS, ids=[item[0] for item in IN_SITUATIONS])
def test_a_situation_that_cannot_be_is_refused(written, what):
    text = told("[]", f"situations:\n  it: {written}")
    assert what in text and text.startswith("situations.yaml:2:")


IN_RULES = [
    ("- dutty: {after: {event: held}, do: thank}\n  label: {zh: 甲, en: a}", "a rule is exactly one of"),
    ("- duty: {after: {event: held}, do: thank}", "needs a `label`"),
    ("- duty: {after: {event: held}, do: thank}\n  label: {zh: 甲}", "`en` is missing"),
    (rule("duty", "{after: {event: held}}"), "`do` is missing"),
    (rule("duty", "{after: {event: held}, do: {all: []}}"), "nothing is left to be done"),
    (rule("duty", "{after: {event: held}, do: {n_of: [thank], need: 2}}"), "2 of 1 goals"),
    (rule("duty", "{after: {event: held}, do: thank, each: sometimes}"), "each, first, idle"),
    (rule("duty", "{after: {event: held}, do: thank, within: {turns: 0}}"), "at least 1"),
    (rule("duty", "{after: {event: held}, do: thank, within: {of: agent}}"), "needs `turns`"),
    (rule("duty", "{after: {event: held}, do: thank, unless: yes}"), "unknown field `unless`"),
    (rule("duty", "{after: {event: held}, do: thank, within: {table: pause, by: [a]}}"), "is none"),
    (rule("permission", "{of: {event: held}, only_if: yes, until: {event: left}}"), "it needs `lasting`"),
    (rule("prohibition", "{never: {event: held}, in: nowhere}"), "no situation named 'nowhere'"),
    (rule("at_most", "{of: {event: rang}, n: -1}"), "0 or more"),
    (rule("at_most", "{of: {event: rang}, n: 2.5}"), "a whole number"),
    (rule("at_most", "{of: {event: rang}, n: {parameter: way}}"), "way is no number"),
    (rule("steps", "{after: {event: held}, steps: []}"), "no step is left"),
    (rule("ladder", "nothing"), "no situation named 'nothing'"),
    (rule("measure", "{what: loudness, at_most: 3}"), "no measure 'loudness'"),
    (rule("measure", "{what: longest_silence}"), "at_least, at_most or both"),
    (rule("measure", "{what: interruptions, at_least: 3, at_most: 1}"), "at_least is over at_most"),
    (rule("measure", "{what: duration, at_most: 3}"), "needs `opens` and `closes`"),
    (rule("record", "{after: {event: held}}"), "`kind` is missing"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "what"), IN_RULES, ids=[item[1] for item in IN_RULES])
def test_a_rule_that_cannot_be_meant_is_refused(written, what):
    assert what in told(written)


def test_every_problem_names_the_line_on_which_it_stands():
    files = texts(rule("prohibition", "{never: {agent: insult}, in: nowhere}"))
    lines = files["clauses/A.yaml"].splitlines()
    (problem,) = problems_of(files)
    assert "nowhere" in lines[problem.line - 1]
    assert str(problem).startswith(f"clauses/A.yaml:{problem.line}: ")


def test_all_mistakes_are_told_together():
    second = CLAUSE.replace("X01", "X02") + "  rules: [{duty: {after: {event: nothing}, do: x}, label: {zh: 甲, en: a}}]\n"
    files = texts(rule("ladder", "nowhere"), "situations:\n  it: {flag: {set: {event: never}}}", **{"clauses/B.yaml": second})
    assert {problem.file for problem in problems_of(files)} == {"clauses/A.yaml", "clauses/B.yaml", "situations.yaml"}


AROUND_CLAUSES = [
    ("severity: minor", "severity: grave", "severity is one of advice, minor, major, fatal"),
    ("section: A", "section: B", "no section 'B'"),
    ("title: {zh: 条, en: clause}", "title: {zh: 条}", "the en text is missing"),
    ("title: {zh: 条, en: clause}", "title: {zh: 条, en: ''}", "the en text is missing"),
    ("source: [own]", "source: [own]\n  sayy: [x]", "unknown field `sayy`"),
    ("source: [own]", "source: [own]\n  say: [x]", "the phrase 'x', which is not written"),
    ("source: [own]", "source: [own]\n  parameters: [puase]", "Did you mean pause?"),
    ("source: [own]", "source: [own]\n  needs: [smell]", "no kind of evidence 'smell'"),
    ("source: [own]", "source: [own]\n  when: {is: x}", "no situation named 'x'"),
]


@pytest.mark.parametrize(("old", "new", "what"), AROUND_CLAUSES, ids=[item[1] for item in AROUND_CLAUSES])
def test_a_mistake_around_the_rules_is_told(old, new, what):
    files = texts("[]")
    files["clauses/A.yaml"] = files["clauses/A.yaml"].replace(old, new)
    assert what in str(problems_of(files)[0])


def test_a_name_is_given_once_and_the_first_place_is_told():
    again = texts("[]")
    again["clauses/B.yaml"] = again["clauses/A.yaml"]
    assert "clause X01 stands already at clauses/A.yaml:2" in str(problems_of(again)[0])
    both = texts("[]", "situations: {it: {flag: {set: {event: held}}}}", "situations: {it: {flag: {set: {event: muted}}}}")
    assert "situation it stands already at" in str(problems_of(both)[0])


def test_a_file_that_belongs_to_no_pack_is_told_but_does_no_harm():
    standard = bound("[]", **{"clause/B.yaml": "", "situatons.yaml": ""})
    found = [str(problem) for problem in standard.problems if problem.file != "parameters.yaml"]
    assert [line.split(":")[0] for line in found] == ["clause/B.yaml", "situatons.yaml"]
    assert "Did you mean situations.yaml?" in found[1] and "warning" in found[1]


HEADS = [
    (HEAD.replace("1.0.0", "one"), "is no version"),
    (HEAD.replace("id: trial", "id: ''"), "the id is a name"),
    (HEAD.replace("id: trial, ", ""), "`id` is missing"),
    (HEAD.replace("title: {zh: 试, en: trial}", "titel: x"), "Did you mean title?"),
    ("", "`pack` is missing"),
    ("- a\n- b", "a mapping is expected, not a list"),
]


@pytest.mark.parametrize(("head", "what"), HEADS, ids=[item[1] for item in HEADS])
def test_a_pack_without_a_proper_head_is_refused(head, what):
    assert what in str(problems_of(texts("[]", head=head))[0])


def test_a_pack_without_any_head_or_without_anything_is_refused():
    files = texts("[]")
    del files["pack.yaml"]
    assert "no pack.yaml" in str(problems_of(files)[0])
    with pytest.raises(PackError, match="no pack was given"):
        read_pack([])


# ---------------------------------------------------------------- YAML itself

BROKEN_YAML = [
    ("a: [1, 2", "not YAML"),
    ("a: 1\na: 2", "not YAML"),
    ("a: \x00", "not YAML"),
    ("a: b: c", "not YAML"),
    ("&x\na: *x", "hold themselves"),
    ("a: &a [1,1,1,1,1,1,1,1,1,1]\n" + "\n".join(
        f"{name}: &{name} [{','.join('*' + before for _ in range(10))}]" for before, name in zip("abcdef", "bcdefg", strict=True)
    ), "unfold"),
    ("[" * 5000, "nested too deeply"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "what"), BROKEN_YAML, ids=[item[0][:12] for item in BROKEN_YAML])
def test_what_is_no_yaml_or_never_ends_is_refused_with_its_place(text, what):
    files = texts("[]")
    files["situations.yaml"] = text
    (problem,) = problems_of(files)
    assert problem.file == "situations.yaml" and problem.line >= 1 and what in problem.text


def test_the_line_of_a_broken_document_is_the_line_that_an_editor_shows():
    files = texts("[]")
    files["situations.yaml"] = "situations:\n  a: {flag: {set: {event: held}}}\n  b: }"
    assert problems_of(files)[0].line == 3


def test_yes_and_times_of_day_stay_text_as_yaml_1_2_has_it():
    assert bound(rule("permission", "{of: {event: held}, only_if: {time_of_day: {from: 07:30, until: 22:00}}}"))


# ---------------------------------------------------------------- wording

WORDINGS = [
    ("messages.yaml", "response.kept: {zh: '{label}', en: '{label.__class__}'}", "{label.__class__} cannot be filled in"),
    ("messages.yaml", "response.kept: {zh: '{label}', en: '{label!r}'}", "a plain name"),
    ("messages.yaml", "response.kept: {zh: '{标签}', en: 'done'}", "cannot be filled in"),
    ("messages.yaml", "response.kept: {zh: '{label', en: 'done'}", "the braces do not fit"),
    ("messages.yaml", "response.kept: {zh: '{label}'}", "the en text is missing"),
    ("phrases.yaml", "hello: {zh: '您好{0}', en: 'hello'}", "a plain name"),
    ("phrases.yaml", "hello: {zh: 您好, en: hello, lock: yes}", "Did you mean locked?"),
]


@pytest.mark.parametrize(("file", "text", "what"), WORDINGS, ids=[item[1] for item in WORDINGS])
def test_a_wording_that_could_not_be_filled_in_is_refused(file, text, what):
    (problem,) = problems_of(texts("[]", **{file: text}))
    assert problem.file == file and what in problem.text


# ---------------------------------------------------------------- references

LOOP = """
- id: {}
  section: A
  title: {{zh: 条, en: clause}}
  text: {{zh: 条, en: rule}}
  source: [own]
  severity: minor
  rules:
    - permission: {{of: {{event: held}}, only_if: {{outcome: {}, is: [kept]}}}}
      label: {{zh: 甲, en: a}}
"""


def test_clauses_that_refer_to_each_other_in_a_loop_are_refused():
    files = texts("[]", **{"clauses/A.yaml": LOOP.format("A1", "A2") + LOOP.format("A2", "A3") + LOOP.format("A3", "A1")})
    assert "A1 → A2 → A3 → A1" in str(problems_of(files)[0])


def test_a_loop_through_a_situation_is_found_too():
    situations = "situations: {it: {flag: {set: {event: held, when: {outcome: X01, is: [broken]}}}}}"
    text = told(rule("prohibition", "{never: {agent: insult}, in: it}"), situations)
    assert "X01 → X01" in text


def test_a_clause_stands_after_those_that_it_refers_to():
    files = texts("[]", **{"clauses/A.yaml": LOOP.format("A1", "A2") + LOOP.format("A2", "A3") + LOOP.format("A3", "X02"),
                           "clauses/B.yaml": CLAUSE.replace("X01", "X02") + "  rules: []\n"})  # fmt: skip
    assert [clause.id for clause in bind_pack(read_pack([files])).standard.clauses] == ["X02", "A3", "A2", "A1"]


def test_a_pattern_that_holds_itself_is_refused():
    situations = "patterns: {a: [{pattern: b}], b: [{agent: greet}, {pattern: a}]}"
    assert "holds itself" in told(rule("prohibition", "{never: {pattern: a}}"), situations)


# ---------------------------------------------------------------- parameters and profiles

PARAMETER_MISTAKES = [
    ("{kind: second}", "Did you mean seconds?"),
    ("{kind: seconds, least: 9, most: 1}", "least 9 is over most 1"),
    ("{kind: count, default: 2.5}", "a whole number"),
    ("{kind: count, default: 99, most: 9}", "99 is outside at most 9"),
    ("{kind: choice, default: a}", "needs `options`"),
    ("{kind: choice, default: c, options: [a, b]}", "choose one of a, b"),
    ("{kind: time, default: '25:00'}", "is no time of day"),
    ("{kind: periods, default: {feast: 2026-10-07/2026-10-01}}", "is no period"),
    ("{kind: zone, default: Mars/Olympus}", "no time zone"),
    ("{kind: zone, default: ../../etc/passwd}", "no time zone"),
    ("{kind: yes_no, default: perhaps}", "yes or no"),
    ("{kind: number, default: .nan}", "a plain number"),
    ("{kind: number, default: 1e400}", "a plain number"),
    ("{kind: windows, default: []}", "at least one window"),
    ("{default: 3}", "`kind` is missing"),
]


@pytest.mark.parametrize(("written", "what"), PARAMETER_MISTAKES, ids=[item[0] for item in PARAMETER_MISTAKES])
def test_a_parameter_that_cannot_be_is_refused(written, what):
    (problem,) = problems_of(texts("[]", parameters=f"odd: {written}"))
    assert problem.file == "parameters.yaml" and what in problem.text


PROFILES = [
    ("parameters: {pause: 50}", "pause: 50 is outside 1 to 30 s"),
    ("parameters: {pause: 5 min}", "a plain number (s) is expected, without a unit"),
    ("parameters: {pause: .inf}", "a plain number"),
    ("parameters: {times: 2.5}", "a whole number"),
    ("parameters: {pauze: 5}", "Did you mean pause?"),
    ("parameters: {way: third}", "choose one of first, second"),
    ("parameters: {parts: [greet, sing]}", "'sing' is not among"),
    ("parameters: {strict: perhaps}", "yes or no is expected"),
    ("parameters: {hours: {simple: soon}}", "a plain number (h)"),
    ("parameters: {hours: {simple: -1}}", "outside at least 0 h"),
    ("off: [X99]", "no clause 'X99'"),
    ("weights: {X01: -1}", "a number of 0 or more"),
    ("weights: {X01: .nan}", "a number of 0 or more"),
    ("weights: {X09: 1}", "no clause 'X09'"),
    ("severities: {X01: grave}", "one of advice, minor, major, fatal"),
    ("colour: red", "unknown field `colour`"),
]


@pytest.mark.parametrize(("written", "what"), PROFILES, ids=[item[0] for item in PROFILES])
def test_a_profile_out_of_range_or_of_unknown_names_is_told_with_its_line(written, what):
    pack = read_pack([texts("[]")])
    with pytest.raises(PackError) as caught:
        read_profile("own.yaml", f"profile:\n  extends: trial\n  {written}\n", pack.parameters, frozenset(pack.clauses))
    (problem,) = caught.value.problems
    assert str(problem).startswith("own.yaml:3: ") and what in problem.text


def test_all_mistakes_of_a_profile_are_told_together_in_the_order_of_lines():
    pack = read_pack([texts("[]")])
    text = "profile:\n  severities: {X01: grave}\n  parameters:\n    pause: 50\n    way: third\n  off: [X99]\n"
    with pytest.raises(PackError) as caught:
        read_profile("own.yaml", text, pack.parameters, frozenset(pack.clauses))
    assert [problem.line for problem in caught.value.problems] == [2, 4, 5, 6]


def test_a_profile_for_another_standard_is_refused():
    pack = read_pack([texts("[]")])
    profile = read_profile("own.yaml", "profile:\n  extends: hotel\n", pack.parameters, frozenset())
    with pytest.raises(PackError, match=r"own\.yaml:2: the profile extends 'hotel', but the standard is trial"):
        bind_pack(pack, profile)


def test_a_gap_of_joining_that_swallows_a_pause_is_refused_where_it_is_set():
    joined = PARAMETERS + "join_gap: {kind: seconds, default: 1.0, title: {zh: 合并, en: join}}\n"
    pack = read_pack([texts(rule("permission", "{of: {event: hung_up}, only_if: {silent_for: $pause}}"), parameters=joined)])
    assert bind_pack(pack).standard.join_gap == 1000
    for written in ("pause: 1", "join_gap: 5"):
        profile = read_profile("own.yaml", f"profile: {{extends: trial, parameters: {{{written}}}}}", pack.parameters, frozenset())
        with pytest.raises(PackError, match=r"own\.yaml:1: join_gap is"):
            bind_pack(pack, profile)


# ---------------------------------------------------------------- anything at all

SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.sampled_from(
    ["yes", "no", "agent", "greet", "words", "$pause", "$late", "$hours", "$nothing", "5 s", "held", "it", "X01", "first", ""]
))  # fmt: skip
KEYS = st.sampled_from(["agent", "event", "by", "when", "is", "all", "any", "not", "choose", "if", "parameter", "first", "else",
                        "pattern", "enters", "where", "after", "do", "within", "table", "say", "of", "n", "count", "at_least"])  # fmt: skip
ANYTHING = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=12)


@settings(max_examples=300, deadline=None)
@given(kind=st.sampled_from(["duty", "permission", "prohibition", "at_most", "steps", "ladder", "read_back", "measure", "record"]),
       fields=st.dictionaries(st.sampled_from(["after", "do", "within", "of", "only_if", "never", "in", "n", "steps", "kinds", "what",
                                               "opens", "closes", "at_most", "kind", "grace", "lapses"]), ANYTHING, max_size=4),
       situation=ANYTHING)  # fmt: skip
def test_whatever_is_written_is_either_bound_or_refused_with_problems(kind, fields, situation):
    def dumped(value):
        stream = StringIO()
        YAML(typ="safe").dump(value, stream)
        return stream.getvalue()

    clause = {"id": "X01", "section": "A", "title": {"zh": "条", "en": "c"}, "text": {"zh": "条", "en": "c"},
              "source": ["own"], "severity": "minor", "rules": [{kind: fields, "label": {"zh": "甲", "en": "a"}}]}  # fmt: skip
    files = texts("[]")
    files["clauses/A.yaml"] = dumped([clause])
    files["situations.yaml"] = dumped({"situations": {"it": situation}})
    try:
        bind_pack(read_pack([files]))
    except PackError as error:
        assert error.problems and all(problem.line >= 1 and problem.text for problem in error.problems)


# ---------------------------------------------------------------- the closed lists


def test_the_closed_lists_of_words_are_those_of_the_events():
    assert vocabulary.SHOWS == SHOWS
    assert set(happening.KINDS) | {"sound_ended"} == vocabulary.EVENTS
    assert vocabulary.details_of("record_opened") == {"record_id", "kind", "category", "owner", "due_at"}
