"""The kernel on small hand-made streams: order at one instant, bounds, doubt."""

from __future__ import annotations

import pytest

from zuoxi.standard.judgement import judge_moments
from zuoxi.standard.kernel import Kernel
from zuoxi.standard.model import AtMost, Atom, Clause, Goal, Never, Permit, Response, Silent, Standard
from zuoxi.standard.moment import Moment, Setting
from zuoxi.standard.program import compile_standard

ALL = Setting(shows=frozenset({"rings", "hangup", "hold", "transfer", "agent_words", "customer_words", "times"}))


def line(kind, at, party=None, seq=0, **more):
    return Moment(at=at, start=at, rank=2, seq=seq, kind=kind, party=party, **more)


def said(party, start, end, *acts, number=0, **more):
    voice = Moment(at=start, start=start, rank=3, seq=number, kind="voice", party=party, utterance=number)
    return [voice, Moment(at=end, start=start, rank=0, seq=number, kind="said", party=party, utterance=number,
                          content=True, acts=acts, **more)]  # fmt: skip


def one(kind, **more):
    return (Atom(kind=kind, **more),)


def judge(row, moments, setting=ALL, **more):
    clause = Clause(id="X", section="x", severity="minor", rows=(row,))
    standard = Standard(id="t", version="1", digest="d", tracks=(), clauses=(clause,))
    ordered = sorted(moments, key=lambda moment: moment.order)
    return [(o.verdict, o.at) for o in judge_moments(compile_standard(standard), setting, ordered, **more)]


THANK = one("said", by=("agent",), any_of=("thank",))
DUTY = Response(trigger=one("resumed"), goals=(Goal(pattern=THANK),), need=1, within_ms=3000)


@pytest.mark.parametrize(("start", "verdict", "at"), [(3000, "kept", 5000), (3001, "broken", 3000)])
def test_within_a_time_is_met_by_an_utterance_whose_start_is_inside(start, verdict, at):
    moments = [line("resumed", 0), *said("agent", start, 5000, "thank", number=1), line("hung_up", 9000, "customer", 9)]
    assert judge(DUTY, moments) == [(verdict, at)]


def test_no_verdict_while_an_utterance_that_began_in_time_lasts():
    moments = [line("resumed", 0), *said("agent", 2000, 6000, "greet", number=1)]
    assert judge(DUTY, moments, watermark=4000) == [("unknown", 4000)]
    assert judge(DUTY, moments, watermark=6000) == [("broken", 3000)]


def test_a_discharge_at_the_due_instant_comes_before_the_breaking_timer():
    row = Response(trigger=one("held"), goals=(Goal(pattern=one("resumed")),), need=1, within_ms=60_000)
    moments = [line("held", 1), line("resumed", 60_001, seq=1), line("hung_up", 90_000, "customer", 2)]
    assert judge(row, moments) == [("kept", 60_001)]


def test_a_trigger_does_not_discharge_itself():
    row = Response(trigger=one("held"), goals=(Goal(pattern=one("held")),), need=1, within_ms=1000)
    assert judge(row, [line("held", 0), line("hung_up", 5000, "agent", 1)]) == [("broken", 1000)]


def test_a_doubtful_utterance_neither_keeps_nor_breaks():
    moments = [line("resumed", 0), *said("agent", 500, 900, "thank", number=1, doubtful=True), line("hung_up", 9000, "agent", 9)]
    assert judge(DUTY, moments) == [("unknown", 3000)]
    never = Never(pattern=one("said", by=("agent",), any_of=("insult",)))
    doubtful = said("agent", 0, 500, "greet", number=1, doubtful=True)
    assert judge(never, [*doubtful, line("hung_up", 900, "agent", 9)]) == [("kept", 900)]


def test_a_hidden_kind_is_unknown_and_never_kept():
    hidden = Setting(shows=ALL.shows - {"hold"})
    assert judge(DUTY, [line("hung_up", 9000, "agent")], hidden) == [("unknown", None)]


@pytest.mark.parametrize(("rings", "verdict"), [(3, "kept"), (4, "broken")])
def test_at_most_counts_inclusively(rings, verdict):
    row = AtMost(pattern=one("rang"), n=3, judged=one("answered"))
    moments = [line("rang", i * 1000, seq=i) for i in range(rings)] + [line("answered", 9000, "agent", 50)]
    assert judge(row, moments)[0][0] == verdict


@pytest.mark.parametrize(("end", "verdict"), [(5000, "kept"), (4999, "broken")])
def test_silence_is_measured_inclusively_and_a_resolution_makes_it_unknown(end, verdict):
    row = Permit(trigger=one("hung_up"), only_if=Silent(at_least=3000))
    moments = [line("answered", 0, "agent"), *said("agent", 100, 2000, "goodbye", number=1), line("hung_up", end, "agent", 9)]
    assert judge(row, moments)[0][0] == verdict
    coarse = Setting(shows=ALL.shows, resolution=1000)
    assert judge(row, moments, coarse)[0][0] == "unknown"


def test_next_due_names_the_earliest_armed_instant():
    clause = Clause(id="X", section="x", severity="minor", rows=(DUTY,))
    program = compile_standard(Standard(id="t", version="1", digest="d", tracks=(), clauses=(clause,)))
    kernel = Kernel(program, ALL)
    assert kernel.next_due() is None
    kernel.step(line("resumed", 1000))
    assert kernel.next_due() == 4000


@pytest.mark.parametrize("parties", [((), ("agent",)), (("agent",), ())])
def test_the_surest_alternative_counts_whatever_its_place(parties):
    row = Never(pattern=tuple(Atom(kind="held", by=by) for by in parties))
    assert judge(row, [line("held", 5), line("hung_up", 9, "customer", 1)]) == [("broken", 5)]


def test_what_a_kernel_has_learnt_about_one_utterance_is_not_taken_for_another():
    row = Never(pattern=one("said", by=("agent",), any_of=("rude",)))
    clause = Clause(id="X", section="x", severity="minor", rows=(row,))
    program = compile_standard(Standard(id="t", version="1", digest="d", tracks=(), clauses=(clause,)))

    def verdicts(*moments):
        return [outcome.verdict for outcome in judge_moments(program, ALL, [*moments, line("hung_up", 9, "customer", 9)])]

    sure, doubtful = said("agent", 0, 5, "rude"), said("agent", 0, 5, "rude", doubtful=True)
    unheard, other = said("agent", 0, 5, "rude", heard=False), said("customer", 0, 5, "rude")
    for _ in range(2):
        assert verdicts(*sure) == ["broken"]
        assert verdicts(*doubtful) == ["unknown"]
        assert verdicts(*unheard) == verdicts(*other) == ["kept"]
