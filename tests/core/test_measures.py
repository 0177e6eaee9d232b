"""Scores, intervals and the audit's figures."""

from __future__ import annotations

import math
import tracemalloc
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from zuoxi.events import Outcome, Reason
from zuoxi.measures import (
    ClauseWeight,
    Inspected,
    Judgement,
    Leg,
    Summary,
    mean_interval,
    score_conversation,
    score_judgements,
    wilson_interval,
)
from zuoxi.measures.score import score_merged

WEIGHTS = {
    "A1": ClauseWeight("advice"), "N1": ClauseWeight("minor"), "N2": ClauseWeight("minor"), "M1": ClauseWeight("major"),
    "M2": ClauseWeight("major"), "F1": ClauseWeight("fatal"), "F2": ClauseWeight("fatal"), "P1": ClauseWeight("minor", 2.5),
}  # fmt: skip


def outcome(clause, verdict, number=1, agent=None, because=None):
    return Outcome(clause=clause, number=number, verdict=verdict, reason=Reason("x"), agent=agent, because=because)


def test_the_score_is_the_kept_share_of_the_weights_of_kept_and_broken():
    score = score_conversation([outcome("M1", "kept"), outcome("N1", "broken"), outcome("M2", "unknown")], WEIGHTS)
    assert score.score == 75.0
    assert score.deductions == {"N1": 25.0}


def test_unknown_and_not_applicable_clauses_have_no_weight():
    score = score_conversation([outcome("M1", "unknown"), outcome("N1", "not_applicable")], WEIGHTS)
    assert score.score is None
    assert score.merged == {"M1": "unknown", "N1": "not_applicable"}


def test_advice_alone_gives_no_score_and_takes_nothing():
    score = score_conversation([outcome("A1", "broken")], WEIGHTS)
    assert score.score is None
    assert score.deductions == {"A1": 0.0}


def test_several_outcomes_of_a_clause_count_once_and_the_worst_counts():
    outcomes = [outcome("M1", "kept"), outcome("M1", "broken", 2), outcome("M1", "broken", 3), outcome("N1", "kept")]
    assert score_conversation(outcomes, WEIGHTS).score == 25.0


def test_a_broken_fatal_clause_makes_zero_and_takes_what_the_others_leave():
    score, deductions = score_merged({"F1": "broken", "M1": "broken", "N1": "kept"}, WEIGHTS)
    assert score == 0.0
    assert deductions == {"F1": 66.67, "M1": 33.33}


def test_two_broken_fatal_clauses_share_what_they_take():
    assert score_merged({"F1": "broken", "F2": "broken", "M1": "kept"}, WEIGHTS) == (0.0, {"F1": 50.0, "F2": 50.0})


def test_an_outcome_that_follows_from_another_has_no_weight():
    score = score_conversation([outcome("M1", "kept"), outcome("M2", "broken", because="H01#1")], WEIGHTS)
    assert score.score == 100.0
    assert "M2" not in score.deductions


def test_a_profile_weight_replaces_that_of_the_severity():
    assert score_conversation([outcome("P1", "kept"), outcome("N1", "broken")], WEIGHTS).score == 71.43


@pytest.mark.parametrize(("kept", "broken", "expected"), [(5, 3, 62.5), (2, 1, 66.67), (1, 2, 33.33), (1, 799, 0.13), (333, 667, 33.3)])  # fmt: skip
def test_two_decimals_are_rounded_half_up(kept, broken, expected):
    weights = {"K": ClauseWeight("minor", kept), "B": ClauseWeight("minor", broken)}
    assert score_merged({"K": "kept", "B": "broken"}, weights)[0] == expected


def test_each_agent_has_a_score_and_the_worst_is_the_conversations():
    outcomes = [outcome("M1", "kept", 1, "1023"), outcome("M1", "broken", 2, "2045"), outcome("N1", "kept")]
    score = score_conversation(outcomes, WEIGHTS, ("1023", "2045"))
    assert [(leg.agent, leg.score) for leg in score.legs] == [("1023", 100.0), ("2045", 25.0)]
    assert score.score == 25.0


def test_a_finding_is_charged_in_the_leg_of_its_agent():
    outcomes = [outcome("M1", "kept", 1, "1023"), outcome("M1", "broken", 2, "2045"), outcome("N1", "kept")]
    score = score_conversation(outcomes, WEIGHTS, ("1023", "2045"))
    assert score.deduction("M1", "2045") == 75.0
    assert score.deduction("M1", "1023") == 0.0
    assert score.deduction("M1") == 75.0


def test_what_names_no_agent_of_a_leg_counts_in_every_leg():
    outcomes = [outcome("M1", "kept", 1, "1"), outcome("M1", "kept", 2, "2"), outcome("N1", "broken", 1, "colleague")]
    assert [leg.score for leg in score_conversation(outcomes, WEIGHTS, ("1", "2")).legs] == [75.0, 75.0]


def test_a_leg_that_nothing_was_judged_in_has_no_score_and_is_not_the_worst():
    score = score_conversation([outcome("M1", "kept", 1, "1")], WEIGHTS, ("1", "2"))
    assert [leg.score for leg in score.legs] == [100.0, None]
    assert score.score == 100.0


def test_one_agent_named_twice_is_no_second_leg():
    assert score_conversation([outcome("M1", "kept", 1, "1")], WEIGHTS, ("1", "1")).legs == ()


verdicts = some.sampled_from(["kept", "broken", "unknown", "not_applicable"])
judgements = some.lists(some.builds(Judgement, some.sampled_from(sorted(WEIGHTS)), verdicts, some.none(), some.booleans()))


@settings(max_examples=200, deadline=None)
@given(judgements)
def test_the_deductions_add_up_to_what_is_missing_from_100(given_judgements):
    score = score_judgements(given_judgements, WEIGHTS)
    if score.score is None:
        assert sum(score.deductions.values()) == 0
    else:
        assert math.isclose(sum(score.deductions.values()), 100 - score.score, abs_tol=0.005 * (len(score.deductions) + 1))


@settings(max_examples=200, deadline=None)
@given(judgements, some.randoms(use_true_random=False))
def test_the_order_of_outcomes_changes_no_score(given_judgements, dice):
    shuffled = list(given_judgements)
    dice.shuffle(shuffled)
    assert score_judgements(shuffled, WEIGHTS).score == score_judgements(given_judgements, WEIGHTS).score


@settings(max_examples=200, deadline=None)
@given(judgements)
def test_the_score_is_that_of_the_plain_formula(given_judgements):
    order = ["broken", "unknown", "kept", "not_applicable"]
    worst: dict[str, str] = {}
    for one in given_judgements:
        if not one.follows:
            worst[one.clause] = min(worst.get(one.clause, one.verdict), one.verdict, key=order.index)
    kept = sum(Decimal(str(WEIGHTS[clause].value)) for clause, verdict in worst.items() if verdict == "kept")
    broken = sum(Decimal(str(WEIGHTS[clause].value)) for clause, verdict in worst.items() if verdict == "broken")
    expected = float((100 * kept / (kept + broken)).quantize(Decimal("0.01"), ROUND_HALF_UP)) if kept + broken else None
    if any(verdict == "broken" and clause.startswith("F") for clause, verdict in worst.items()):
        expected = 0.0
    assert score_judgements(given_judgements, WEIGHTS).score == expected


def test_a_share_has_wilsons_interval():
    found = wilson_interval(10, 100)
    assert found is not None
    assert (round(found.low, 4), round(found.high, 4)) == (0.0552, 0.1744)


def test_a_share_of_none_or_all_is_still_uncertain_on_the_other_side():
    none, every = wilson_interval(0, 10), wilson_interval(10, 10)
    assert none is not None and every is not None
    assert (none.low, round(none.high, 4)) == (0.0, 0.2775)
    assert (round(every.low, 4), every.high) == (0.7225, 1.0)
    assert wilson_interval(0, 0) is None


def test_an_average_has_students_interval():
    values = [70, 75, 80, 85, 90]
    found = mean_interval(5, sum(values), sum(value * value for value in values), 0, 100)
    assert found is not None
    assert (round(found.low, 2), round(found.high, 2)) == (70.18, 89.82)


def test_an_average_of_many_is_near_the_normal_interval():
    found = mean_interval(121, 121 * 80.0, 121 * 6400.0 + 120 * 100.0, 0, 100)
    assert found is not None
    assert math.isclose(found.high - 80, 1.9799 * 10 / 11, rel_tol=1e-4)


def test_few_or_equal_values_get_no_interval_and_none_leaves_the_range():
    assert mean_interval(4, 360, 32500, 0, 100) is None
    assert mean_interval(50, 5000, 500000, 0, 100) is None
    found = mean_interval(5, 480, 46400, 0, 100)
    assert found is not None and found.high == 100


def inspected(**fields):
    return Inspected(**({"day": "2026-11-02", "agent": "1023", "group": "A"} | fields))


def test_the_figures_are_counted_by_clause_section_day_agent_and_group():
    summary = Summary(("M1", "N1", "F1"))
    summary.add(inspected(score=100.0, merged={"M1": "kept", "N1": "kept"}))
    summary.add(inspected(agent="2045", group="B", day="2026-11-03", score=25.0, merged={"M1": "broken", "N1": "kept"},
                          findings=("M1", "M1")))  # fmt: skip
    summary.add(inspected(merged={"M1": "unknown"}, doubts=(("M1", "no times"),)))
    assert summary.all.conversations == 3
    assert summary.all.average == 62.5
    assert (summary.all.findings, summary.all.clean) == (2, 2)
    assert {day: tally.conversations for day, tally in summary.days.items()} == {"2026-11-02": 2, "2026-11-03": 1}
    assert summary.groups["B"].average == 25.0
    assert summary.agents["2045"].broken == {"M1": 1}
    assert summary.sections({"M1": "M", "N1": "N", "F1": "M"})["M"] == {"kept": 1, "broken": 1, "unknown": 1, "not_applicable": 0}
    assert summary.clauses["M1"].share == 0.5
    assert summary.clauses["F1"].share is None
    assert summary.clauses["M1"].causes == {"no times": 1}
    assert (summary.bins[-1], summary.bins[2], sum(summary.bins)) == (1, 1, 2)


def test_the_worst_clauses_are_those_that_cost_most_and_advice_comes_last():
    summary = Summary(WEIGHTS)
    for clauses in (("A1", "N1"), ("A1", "N1"), ("A1", "M1"), ("F1",)):
        summary.add(inspected(merged=dict.fromkeys(clauses, "broken"), findings=clauses))
    assert summary.worst_clauses(9, WEIGHTS) == ["F1", "M1", "N1", "A1"]
    assert summary.worst_clauses(2, WEIGHTS) == ["F1", "M1"]


def test_endlessly_many_causes_of_doubt_are_not_all_remembered():
    summary = Summary(("M1",))
    for number in range(500):
        summary.add(inspected(doubts=(("M1", f"cause {number}"),)))
    causes = summary.clauses["M1"].causes
    assert len(causes) <= 13
    assert sum(causes.values()) == 500


def test_memory_does_not_grow_with_conversations():
    summary = Summary(WEIGHTS)
    one = inspected(score=90.0, merged=dict.fromkeys(WEIGHTS, "kept"), findings=("M1",))
    summary.add(one)
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    for _ in range(5000):
        summary.add(one)
    grown = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert grown < 20_000


def test_after_a_transfer_each_agent_answers_for_their_own_part():
    summary = Summary(WEIGHTS)
    legs = (Leg("1023", 100.0), Leg("2045", 40.0, ("M1",)))
    summary.add(inspected(agent_name="Wang", score=40.0, findings=("M1",), legs=legs))
    summary.add(inspected(agent="2045", agent_name="Li", group="B", score=60.0))
    assert (summary.all.conversations, summary.all.average) == (2, 50.0)
    assert (summary.agents["1023"].average, summary.agents["1023"].findings) == (100.0, 0)
    assert (summary.agents["2045"].average, summary.agents["2045"].findings) == (50.0, 1)
    assert (summary.agents["2045"].name, summary.agents["2045"].group) == ("Li", "B")
