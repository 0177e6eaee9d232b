"""What is written means what the language says: each form lowered, and judged over a few moments."""

from __future__ import annotations

import textwrap

import pytest

from zuoxi.standard import bind_pack, compile_standard, read_pack, read_profile
from zuoxi.standard.judgement import judge_moments
from zuoxi.standard.model import (
    AllOf,
    Always,
    AnyOf,
    AtMost,
    Atom,
    Attribute,
    ByParty,
    Climb,
    Counted,
    FlagSet,
    LadderComplete,
    Measure,
    Never,
    Not,
    OutcomeIs,
    Permit,
    ReadBack,
    Replied,
    Response,
    Shown,
    Silent,
    Steps,
    TimeOfDay,
)
from zuoxi.standard.moment import LINE, SAID, VOICE, Moment, Setting

ALL = frozenset({"rings", "hangup", "hold", "transfer", "agent_words", "customer_words", "times"})
HEAD = """
pack: {id: trial, version: 1.0.0, title: {zh: 试, en: trial}}
sections: [{id: A, title: {zh: 甲, en: A}}]
"""
CLAUSE = """
- id: X01
  section: A
  title: {zh: 条, en: clause}
  text: {zh: 条文, en: the rule}
  source: [own]
  severity: minor
"""
PARAMETERS = """
pause: {kind: seconds, default: 5, unit: s, least: 1, most: 30, title: {zh: 停顿, en: pause}}
times: {kind: count, default: 3, unit: x, least: 1, most: 9, title: {zh: 次数, en: times}}
rate: {kind: number, default: 160, title: {zh: 语速, en: rate}}
slack: {kind: percent, default: 25, title: {zh: 偏差, en: slack}}
way: {kind: choice, default: first, options: [first, second], title: {zh: 方式, en: way}}
strict: {kind: yes_no, default: no, title: {zh: 严格, en: strict}}
parts: {kind: choices, default: [greet, thank], options: [greet, thank, goodbye], title: {zh: 要素, en: parts}}
hours: {kind: table, unit: h, title: {zh: 时限, en: hours}}
late: {kind: seconds, title: {zh: 未设, en: unset one}}
"""


def texts(rules="", situations="", clause="", head=HEAD, parameters=PARAMETERS, **files):
    """The files of a pack with one clause."""
    body = CLAUSE + textwrap.indent(textwrap.dedent(clause), "  ") + "\n  rules:\n"
    body += textwrap.indent(textwrap.dedent(rules), "    ") or "    []"
    return {"pack.yaml": head, "parameters.yaml": parameters, "situations.yaml": textwrap.dedent(situations),
            "clauses/A.yaml": body, **files}  # fmt: skip


def bound(rules="", situations="", profile="", **more):
    pack = read_pack([texts(rules, situations, **more)])
    chosen = None
    if profile:
        text = "profile: {extends: trial, parameters: {" + profile + "}}"
        chosen = read_profile("own.yaml", text, pack.parameters, frozenset(pack.clauses))
    return bind_pack(pack, chosen)


def rows(rules, situations="", profile="", **more):
    return bound(textwrap.dedent(rules), situations, profile, **more).standard.clauses[0].rows


def rule(kind, body):
    return f"- {kind}: {body}\n  label: {{zh: 甲, en: a}}"


def one_row(kind, body, situations="", profile=""):
    (row,) = rows(rule(kind, body), situations, profile)
    return row


def pattern(written, situations="", profile=""):
    return one_row("prohibition", f"{{never: {written}}}", situations, profile).pattern


def condition(written, situations="", profile=""):
    return one_row("permission", f"{{of: {{event: held}}, only_if: {written}}}", situations, profile).only_if


def track(written, profile=""):
    return bound("[]", "situations:\n  it: " + written, profile).standard.tracks[0]


def said(at, party, *acts, number=0, start=None, **more):
    begin = at - 500 if start is None else start
    voice = Moment(at=begin, start=begin, rank=VOICE, seq=number, kind="voice", party=party, utterance=number)
    words = Moment(at=at, start=begin, rank=SAID, seq=number, kind="said", party=party, content=True, acts=acts,
                   utterance=number, **more)  # fmt: skip
    return [voice, words]


def happened(kind, at, party=None, **details):
    return [Moment(at=at, start=at, rank=LINE, seq=at, kind=kind, party=party, details=details)]


def verdicts(standard, *parts, **setting):
    moments = sorted((moment for part in parts for moment in part), key=lambda moment: moment.order)
    outcomes = judge_moments(compile_standard(standard.standard), Setting(shows=ALL, **setting), moments)
    return [outcome.verdict for outcome in outcomes]


# ---------------------------------------------------------------- patterns

PATTERNS = [
    ("{agent: greet}", Atom(kind="said", by=("agent",), any_of=("greet",), content=True)),
    ("{agent: [greet, thank]}", Atom(kind="said", by=("agent",), any_of=("greet", "thank"), content=True)),
    ("{agent: {all: [a, b], any: [c], none: [d], in_order: [a, b]}}",
     Atom(kind="said", by=("agent",), all_of=("a", "b"), any_of=("c",), none_of=("d",), ordered=("a", "b"), content=True)),
    ("{customer: {facts: [phone, amount]}}",
     Atom(kind="said", by=("customer",), facts=("phone", "amount"), content=True, heard=False)),
    ("{agent: words}", Atom(kind="said", by=("agent",), content=True)),
    ("{agent: words, unheard: yes}", Atom(kind="said", by=("agent",), content=True, heard=False)),
    ("{customer: sound}", Atom(kind="voice", by=("customer",))),
    ("{customer: wordless}", Atom(kind="said", by=("customer",), wordless=True, heard=False)),
    ("{anyone: words}", Atom(kind="said", content=True, heard=False)),
    ("{agent: words, where: {language: [en]}}",
     Atom(kind="said", by=("agent",), content=True, where=(("language", ("en",)),))),
    ("{event: held}", Atom(kind="held")),
    ("{event: hung_up, by: [agent, system]}", Atom(kind="hung_up", by=("agent", "system"))),
    ("{event: transferred, where: {mode: [blind]}}", Atom(kind="transferred", where=(("mode", ("blind",)),))),
    ("{event: rated, bounds: {score: {at_most: 2}}}", Atom(kind="rated", bounds=(("score", None, 2),))),
    ("{agent: $parts}", Atom(kind="said", by=("agent",), any_of=("greet", "thank"), content=True)),
    ("{agent: greet, when: {by: agent}}",
     Atom(kind="said", by=("agent",), any_of=("greet",), content=True, when=ByParty(party="agent"))),
]  # fmt: skip


@pytest.mark.parametrize(("written", "atom"), PATTERNS, ids=[item[0] for item in PATTERNS])
def test_a_pattern_is_lowered_to_one_atom(written, atom):
    assert pattern(written) == (atom,)


def test_a_list_of_patterns_and_a_list_of_events_are_alternatives():
    assert [atom.kind for atom in pattern("[{event: [held, muted]}, {agent: greet}]")] == ["held", "muted", "said"]


def test_nothing_at_all_is_the_pattern_that_never_matches():
    assert pattern("{choose: way, first: , second: {agent: greet}}") == ()


NAMED = "patterns: {hello: [{agent: greet}, {event: answered, when: {by: agent}}]}"


def test_a_named_pattern_stands_for_its_alternatives_and_may_be_guarded():
    plain, guarded = pattern("{pattern: hello}", NAMED), pattern("{pattern: hello, when: {shown: rings}}", NAMED)
    assert [atom.kind for atom in plain] == ["said", "answered"]
    assert guarded[0].when == Shown(kind="rings")
    assert guarded[1].when == AllOf(of=(ByParty(party="agent"), Shown(kind="rings")))


def test_a_rule_may_wait_for_a_stretch_to_begin_or_to_end():
    situations = "situations: {waiting: {flag: {set: {event: held}}}}"
    assert pattern("[{enters: waiting}, {leaves: waiting}]", situations) == (
        Atom(kind="enter", name="waiting"), Atom(kind="leave", name="waiting"),
    )  # fmt: skip


# ---------------------------------------------------------------- conditions

FOR_CONDITIONS = """
situations:
  waiting: {flag: {set: {event: held}}}
  asked: {reply: {to: {agent: greet}, yes: [customer_consent], no: [customer_refuse]}}
  rings: {counter: {of: {event: rang}}}
  silent: {ladder: {steps: [{say: {agent: words}, pause: 5}]}}
"""
CONDITIONS = [
    ("yes", Always(value=2)),
    ("no", Always(value=0)),
    ("{is: waiting}", FlagSet(flag="waiting")),
    ("{is: waiting, for_at_least: 3 s, for_at_most: $pause}", FlagSet(flag="waiting", at_least=3000, at_most=5000)),
    ("{reply: asked, is: yes}", Replied(track="asked", answer="yes")),
    ("{reply: asked, is: none}", Replied(track="asked", answer="none")),
    ("{silent_for: $pause}", Silent(at_least=5000)),
    ("{time_of_day: [07:00-12:00, 14:00-22:00], zone: customer}", TimeOfDay(windows=((420, 720), (840, 1320)), zone="customer")),
    ("{time_of_day: {until: '12:00'}}", TimeOfDay(windows=((0, 720),))),
    ("{attribute: direction, is: inbound}", Attribute(name="direction", op="in", values=("inbound",))),
    ("{attribute: customer_name}", Attribute(name="customer_name")),
    ("{attribute: agent_skills, covers: topic}", Attribute(name="agent_skills", op="covers", values=("topic",))),
    ("{shown: records}", Shown(kind="records")),
    ("{complete: silent}", LadderComplete(ladder="silent")),
    ("{count: rings, at_least: 4}", Counted(counter="rings", at_least=4)),
    ("{count: rings, at_most: {parameter: times, less: 1}}", Counted(counter="rings", at_most=2)),
    ("{outcome: X02, is: [broken]}", OutcomeIs(clause="X02", verdicts=("broken",))),
    ("{by: agent}", ByParty(party="agent")),
    ("{set: pause}", Always(value=2)),
    ("{set: hours}", Always(value=1, unset="hours")),
    ("{all: []}", AllOf(of=())),
    ("[{by: agent}, no]", AllOf(of=(ByParty(party="agent"), Always(value=0)))),
    ("{any: [{by: agent}, {not: {is: waiting}}]}", AnyOf(of=(ByParty(party="agent"), Not(of=FlagSet(flag="waiting"))))),
    ("{choose: strict, yes: {by: agent}, no: {by: customer}}", ByParty(party="customer")),
    ("{silent_for: $late}", Always(value=1, unset="late")),
]  # fmt: skip


@pytest.mark.parametrize(("written", "meant"), CONDITIONS, ids=[item[0] for item in CONDITIONS])
def test_a_condition_is_lowered_as_written(written, meant):
    other = CLAUSE.replace("X01", "X02") + "  rules: []\n"
    body = rule("permission", f"{{of: {{event: held}}, only_if: {written}}}")
    pack = read_pack([texts(body, FOR_CONDITIONS, **{"clauses/B.yaml": other})])
    clause = next(clause for clause in bind_pack(pack).standard.clauses if clause.id == "X01")
    assert clause.rows[0].only_if == meant


# ---------------------------------------------------------------- situations


def test_a_stretch_opens_only_while_no_excluded_one_is_set():
    situations = """
    situations:
      nothing: {flag: {set: {event: muted}}}
      weak: {stretch: {opens: {agent: state_unclear}, closes: {event: resumed}, excludes: [nothing]}}
    """
    weak = bound("[]", situations).standard.tracks[1]
    assert weak.set[0].when == AllOf(of=(Not(of=FlagSet(flag="nothing")),))
    assert weak.reset == (Atom(kind="resumed"),)


def test_a_step_of_a_ladder_may_be_repeated_as_often_as_a_parameter_says():
    written = "{ladder: {steps: [{say: {agent: words}, pause: $pause, times: {parameter: times, less: 1}}, {say: {agent: goodbye}, gather: yes}], by_pause: yes, silent_end: yes}}"
    ladder, longer = track(written), track(written, "times: 5, pause: 3")
    assert [step.pause for step in ladder.steps] == [5000, 5000, 0]
    assert [step.pause for step in longer.steps] == [3000] * 4 + [0]
    assert ladder.steps[-1].gather and ladder.by_pause and ladder.silent_end and ladder.by == "agent"


def test_a_step_may_be_left_out_by_a_parameter():
    written = "{ladder: {steps: [{say: {agent: words}}, {if: {parameter: strict, is: yes}, then: {say: {agent: goodbye}}}]}}"
    assert len(track(written).steps) == 1
    assert len(track(written, "strict: yes").steps) == 2


def test_a_reply_is_the_customers_first_utterance_unless_written_otherwise():
    plain = track("{reply: {to: {agent: ask_wait}, yes: [customer_consent], no: [customer_refuse]}}")
    assert (plain.by, plain.within, plain.yes, plain.no) == (("customer",), 1, ("customer_consent",), ("customer_refuse",))
    other = track("{reply: {to: {customer: customer_question}, yes: [explain], within: 3, by: [agent, colleague]}}")
    assert (other.by, other.within) == (("agent", "colleague"), 3)


# ---------------------------------------------------------------- rules


def test_plain_names_in_a_duty_are_acts_of_the_agent():
    row = one_row("duty", "{after: {event: resumed}, do: [thank, apologise]}")
    assert isinstance(row, Response) and (row.need, row.each) == (1, "each")
    assert row.goals[0].pattern == (Atom(kind="said", by=("agent",), any_of=("thank", "apologise"), content=True),)


def test_a_duty_asks_for_all_for_any_or_for_some_of_its_goals():
    needs = {"all: [greet, [thank, goodbye]]": 2, "any: [greet, thank]": 1, "n_of: [greet, thank, goodbye], need: 2": 2,
             "all: $parts": 2}  # fmt: skip
    for written, need in needs.items():
        row = one_row("duty", f"{{after: {{event: answered}}, do: {{{written}}}}}")
        assert row.need == need, written


def test_what_a_duty_has_to_be_done_within_is_time_turns_or_an_event():
    row = one_row("duty", "{after: {event: held}, do: thank, within: {seconds: 1 min, turns: $times, of: agent, before: {event: dropped}}, "
                          "lapses: {event: left}, grace: 3, same_utterance: yes, same_leg: yes, each: idle}")  # fmt: skip
    assert (row.within_ms, row.within_turns, row.turns_of) == (60_000, 3, "agent")
    assert row.deadline == (Atom(kind="dropped"),) and row.lapse == (Atom(kind="left"),)
    assert (row.grace, row.same, row.same_agent, row.each) == (3000, True, True, "idle")


def test_a_goal_may_be_done_already_when_the_duty_opens():
    situations = "situations: {sorry: {flag: {set: {agent: apologise}}}}"
    row = one_row("duty", "{after: {event: held}, do: {all: [{say: apologise, unless_already: {is: sorry}}, thank]}}", situations)
    assert [goal.already for goal in row.goals] == [FlagSet(flag="sorry"), None]


def test_every_kind_of_rule_becomes_its_row():
    kinds = {
        "permission": ("{of: {event: muted}, only_if: yes, lasting: 3 s, until: {event: unmuted}}", Permit),
        "prohibition": ("{never: {agent: insult}, in: waiting}", Never),
        "at_most": ("{of: {event: rang}, n: $times, window: 1 min, judged: {event: answered}}", AtMost),
        "steps": ("{after: {event: answered}, steps: [{agent: greet}, {do: {agent: thank}, skip_if: {by: agent}}], until: {event: left}}", Steps),
        "ladder": ("silent", Climb),
        "read_back": ("{kinds: [phone], grace: 3}", ReadBack),
        "measure": ("{what: duration, opens: {event: held}, closes: {event: resumed}, at_most: $pause, ignore_under: 300 ms}", Measure),
    }  # fmt: skip
    for kind, (body, row) in kinds.items():
        assert isinstance(one_row(kind, body, FOR_CONDITIONS), row), kind


def test_a_measure_may_lie_a_percentage_around_a_parameter():
    row = one_row("measure", "{what: speech_rate, at_least: {parameter: rate, less_percent: {parameter: slack}}, "
                             "at_most: {parameter: rate, more_percent: {parameter: slack}}}")  # fmt: skip
    assert (row.at_least, row.at_most) == (120, 200)


def test_a_record_decides_where_records_are_shown_and_words_do_elsewhere():
    shown, words = rows(rule("record", "{after: {customer: customer_complain}, kind: complaint, or_words: {agent: take_note}, within: {seconds: 60}}"))
    assert shown.trigger[0].when == Shown(kind="records") and words.trigger[0].when == Not(of=Shown(kind="records"))
    assert shown.goals[0].pattern == (Atom(kind="record_opened", where=(("kind", ("complaint",)),)),)
    assert (shown.within_ms, words.within_ms, words.same) == (60_000, None, True)


def test_rules_are_chosen_and_left_out_by_parameters():
    written = """
- choose: way
  first:
    - prohibition: {never: {agent: insult}}
      label: {zh: 甲, en: a}
  else: []
- if: {parameter: strict, is: yes}
  then:
    - prohibition: {never: {agent: filler}}
      label: {zh: 乙, en: b}
"""
    assert [row.pattern[0].any_of for row in rows(written)] == [("insult",)]
    assert [row.pattern[0].any_of for row in rows(written, profile="way: second, strict: yes")] == [("filler",)]


# ---------------------------------------------------------------- unset parameters


def test_a_rule_that_needs_an_unset_parameter_is_unknown_and_says_which():
    standard = bound(rule("duty", "{after: {event: held}, do: thank, within: {seconds: $late}}"))
    row = standard.standard.clauses[0].rows[0]
    assert isinstance(row, Permit) and row.only_if == Always(value=1, unset="late")
    assert all("late" in side for side in row.label.split("\n"))
    assert verdicts(standard, happened("held", 1000), happened("hung_up", 5000, "customer")) == ["unknown"]
    assert verdicts(standard, happened("hung_up", 5000, "customer")) == ["not_applicable"]


def test_a_situation_that_needs_an_unset_parameter_makes_what_refers_to_it_unknown():
    situations = """
    situations:
      long: {flag: {set: {event: held}, reset: {event: resumed, when: {is: slow}}}}
      slow: {ladder: {steps: [{say: {agent: words}, pause: $late}]}}
      cut: {stretch: {opens: {event: $late}, excludes: [long]}}
    """.replace("{is: slow}", "{complete: slow}")
    written = rule("ladder", "slow") + "\n" + rule("prohibition", "{never: {agent: insult}, in: cut}")
    standard = bound(written, situations)
    assert [track.name for track in standard.standard.tracks] == ["long"]
    assert standard.standard.tracks[0].reset[0].when == Always(value=1, unset="late")
    ladder, never = standard.standard.clauses[0].rows
    assert ladder.trigger == (Atom(kind="answered"),) and never.trigger[0].any_of == ("insult",)
    assert ladder.only_if == never.only_if == Always(value=1, unset="late")


def test_a_time_in_a_table_is_chosen_by_attributes_and_a_missing_cell_is_unknown():
    body = "{after: {event: held}, do: thank, within: {table: hours, by: [complexity, customer_class]}}"
    table = "hours: {simple: {vip: 1, '*': 2}, complex: {vip: 3}}"
    standard = bound(rule("duty", body), profile=table)
    late = [happened("held", 0), happened("hung_up", 5_400_000, "agent")]
    cases = {("simple", "vip"): "broken", ("simple", "plain"): "broken", ("complex", "vip"): "broken",
             ("complex", "plain"): "unknown", ("", ""): "unknown"}  # fmt: skip
    for (row, column), verdict in cases.items():
        attributes = {"complexity": row, "customer_class": column}
        assert verdicts(standard, *late, attributes=attributes) == [verdict], (row, column)
    thanked = [happened("held", 0), said(5_400_000, "agent", "thank"), happened("hung_up", 9_000_000, "agent")]
    told = {"complexity": "simple", "customer_class": "vip"}
    assert verdicts(standard, *thanked, attributes=told) == ["broken"]
    assert verdicts(standard, *thanked, attributes=told | {"customer_class": "plain"}) == ["kept"]
    assert verdicts(bound(rule("duty", body)), *thanked, attributes=told) == ["unknown"]
