"""The oracle's rows against cases worked out by hand from the definitions."""

from __future__ import annotations

import pytest
from tests.oracle.scene import Scene, happens, said

from zuoxi.standard.model import (
    Always,
    AtMost,
    Atom,
    Attribute,
    Clause,
    Flag,
    FlagSet,
    Goal,
    Measure,
    Never,
    Permit,
    ReadBack,
    Response,
    Steps,
)

SORRY = (Goal(pattern=said("sorry")),)
UPSET = said("complain", "customer")


def soothe(**fields: object) -> Response:
    plain: dict[str, object] = {"trigger": UPSET, "goals": SORRY, "need": 1}
    return Response(**{**plain, **fields})  # type: ignore[arg-type]


def upset(**setting: object) -> Scene:
    return Scene(**setting).customer(0, 1000, "complain")  # type: ignore[arg-type]


# ---------------------------------------------------------------- response


def test_a_duty_is_kept_by_an_utterance_that_starts_on_the_bound_however_long_it_lasts() -> None:
    assert upset().agent(3000, 9000, "sorry").judge(soothe(within_ms=2000)) == [("kept", 9000, None)]


def test_a_duty_breaks_at_its_due_instant_when_the_words_start_one_too_late() -> None:
    assert upset().agent(3001, 4000, "sorry").judge(soothe(within_ms=2000)) == [("broken", 3000, None)]


def test_no_verdict_falls_while_an_utterance_that_began_in_time_lasts() -> None:
    scene = upset().agent(2500, 9000, "sorry")
    assert scene.judge(soothe(within_ms=2000), watermark=3000) == [("unknown", 3000, None)]
    assert scene.judge(soothe(within_ms=2000), watermark=8999) == [("unknown", 8999, None)]
    assert scene.judge(soothe(within_ms=2000), watermark=9000) == [("kept", 9000, None)]


def test_a_duty_is_not_yet_broken_at_its_due_instant() -> None:
    scene = upset()
    assert scene.judge(soothe(within_ms=2000), watermark=3000) == [("unknown", 3000, None)]
    assert scene.judge(soothe(within_ms=2000), watermark=3001) == [("broken", 3000, None)]


def test_a_duty_without_a_bound_breaks_at_the_end() -> None:
    assert upset().hangs_up(5000, "agent").judge(soothe()) == [("broken", 5000, None)]
    assert upset(complete=True).event(4000, "held").judge(soothe()) == [("broken", 4000, None)]
    assert upset().event(4000, "held").judge(soothe()) == [("unknown", 4000, None)]


def test_an_act_does_not_discharge_the_duty_that_it_opens() -> None:
    row = Response(trigger=said("ask"), goals=(Goal(pattern=said("ask")),), need=1, within_ms=3000)
    scene = Scene().agent(0, 1000, "ask").agent(2000, 3000, "ask").hangs_up(9000, "agent")
    assert scene.judge(row) == [("kept", 3000, None), ("broken", 6000, None)]


def test_each_trigger_opens_a_duty_unless_only_the_first_or_only_while_idle() -> None:
    scene = upset().customer(1500, 2000, "complain").agent(3000, 4000, "sorry").customer(5000, 6000, "complain")
    scene.hangs_up(9000, "agent")
    assert scene.judge(soothe()) == [("kept", 4000, None), ("kept", 4000, None), ("broken", 9000, None)]
    assert scene.judge(soothe(each="first")) == [("kept", 4000, None)]
    assert scene.judge(soothe(each="idle")) == [("kept", 4000, None), ("broken", 9000, None)]


def test_enough_of_the_goals_must_be_met() -> None:
    goals = tuple(Goal(pattern=said(act)) for act in ("sorry", "help", "thank"))
    scene = upset().agent(2000, 3000, "help").agent(4000, 5000, "sorry").hangs_up(9000, "agent")
    assert scene.judge(soothe(goals=goals, need=2)) == [("kept", 5000, None)]
    assert scene.judge(soothe(goals=goals, need=3)) == [("broken", 9000, None)]


def test_what_is_already_done_needs_not_be_done_again() -> None:
    goal = (Goal(pattern=said("sorry"), already=FlagSet("S")),)
    flag = Flag(name="S", set=said("sorry"))
    scene = Scene().agent(0, 500, "sorry").customer(600, 1000, "complain").hangs_up(9000, "agent")
    assert scene.judge(soothe(goals=goal), tracks=(flag,)) == [("kept", 1000, None)]


def test_the_opening_utterance_counts_only_where_asked() -> None:
    row = Response(trigger=said("ask"), goals=(Goal(pattern=said("polite")),), need=1, same=True, within_turns=1)
    assert Scene().agent(0, 1000, "ask", "polite").judge(row) == [("kept", 1000, None)]
    assert Scene().agent(0, 1000, "ask").agent(2000, 3000, "polite").judge(row) == [("broken", 1000, None)]


def test_the_last_turn_allowed_ends_a_duty() -> None:
    scene = upset().agent(2000, 2500, content=False).agent(3000, 4000, "hm").agent(5000, 6000, "hm")
    scene.agent(7000, 8000, "sorry")
    assert scene.judge(soothe(within_turns=2)) == [("broken", 6000, None)]
    assert scene.judge(soothe(within_turns=3)) == [("kept", 8000, None)]


def test_only_the_same_agent_can_keep_a_duty_of_one_leg() -> None:
    row = Response(trigger=said("ask"), goals=(Goal(pattern=said("thank")),), need=1, same_agent=True)
    scene = Scene().agent(0, 1000, "ask", agent="1").agent(2000, 3000, "thank", agent="2").hangs_up(5000, "customer")
    assert scene.judge(row) == [("broken", 5000, None)]
    scene.agent(3500, 4000, "thank")
    assert scene.judge(row) == [("kept", 4000, None)]


def test_a_deadline_ends_a_duty_and_a_lapse_waives_it() -> None:
    row = soothe(deadline=happens("held"), lapse=happens("transferred"))
    assert upset().event(2000, "held").judge(row) == [("broken", 2000, None)]
    assert upset().event(2000, "transferred", mode="attended").judge(row) == [("not_applicable", 2000, None)]
    assert upset().agent(1500, 2000, "sorry").event(2000, "held").judge(row) == [("kept", 2000, None)]


def test_a_doubtful_lapse_makes_a_breach_unknown() -> None:
    row = soothe(lapse=said("bye", "customer"))
    scene = upset().customer(2000, 2500, "bye", doubtful=True).hangs_up(5000, "agent")
    assert scene.judge(row) == [("unknown", 5000, None)]


@pytest.mark.parametrize(
    ("party", "at", "expected"),
    [
        ("customer", 4000, ("not_applicable", 4000, None)),
        ("customer", 4001, ("broken", 4001, None)),
        ("agent", 4000, ("broken", 4000, None)),
        (None, 4000, ("unknown", 4000, None)),
        (None, 4001, ("broken", 4001, None)),
    ],
)
def test_a_duty_lapses_when_the_customer_leaves_within_the_grace(
    party: str | None, at: int, expected: tuple[str, int, None]
) -> None:
    assert upset().hangs_up(at, party).judge(soothe(grace=3000)) == [expected]


def test_a_doubtful_utterance_or_a_gap_that_could_hold_the_words_leaves_it_unknown() -> None:
    row = soothe(within_ms=3000)
    end = {"at": 9000, "party": "agent"}
    assert upset().agent(2000, 3000, doubtful=True).hangs_up(**end).judge(row) == [("unknown", 4000, None)]  # type: ignore[arg-type]
    assert upset().gap(3000, 4000).hangs_up(**end).judge(row) == [("unknown", 4000, None)]  # type: ignore[arg-type]
    assert upset().gap(4001, 5000).hangs_up(**end).judge(row) == [("broken", 4000, None)]  # type: ignore[arg-type]


def test_near_the_resolution_a_bound_is_unknown() -> None:
    scene = upset(resolution=100)
    assert scene.agent(2950, 3500, "sorry").judge(soothe(within_ms=2000)) == [("unknown", 3000, None)]
    assert upset(resolution=100).agent(2900, 3500, "sorry").judge(soothe(within_ms=2000)) == [("kept", 3500, None)]


def test_a_doubtful_trigger_gives_no_breach_and_no_merit() -> None:
    row = Response(trigger=happens("held", "agent"), goals=(Goal(pattern=said("sorry")),), need=1)
    assert Scene().event(0, "held").hangs_up(5000, "agent").judge(row) == [("unknown", 5000, None)]
    assert Scene().event(0, "held").agent(1000, 2000, "sorry").judge(row) == [("unknown", 2000, None)]


def test_a_trigger_that_is_not_shown_leaves_one_unknown() -> None:
    row = Response(trigger=(*happens("held"), *UPSET), goals=SORRY, need=1)
    scene = Scene(hides=("hold",)).customer(0, 1000, "complain").agent(2000, 3000, "sorry").hangs_up(5000, "agent")
    assert scene.judge(row) == [("kept", 3000, None), ("unknown", None, None)]


def test_goals_that_are_not_shown_leave_a_breach_unknown() -> None:
    assert upset(hides=("agent_words",)).hangs_up(5000, "agent").judge(soothe()) == [("unknown", 5000, None)]


# ---------------------------------------------------------------- permit


def test_a_permission_is_judged_where_its_trigger_stands() -> None:
    row = Permit(trigger=happens("hung_up", "agent"), only_if=Attribute("topic", "is", ("x",)))
    assert Scene(attributes={"topic": "x"}).hangs_up(1000, "agent").judge(row) == [("kept", 1000, None)]
    assert Scene().hangs_up(1000, "agent").judge(row) == [("broken", 1000, None)]
    assert Scene().hangs_up(1000, None).judge(row) == [("unknown", 1000, None)]
    assert Scene().hangs_up(1000, "customer").judge(row) == [("not_applicable", None, None)]
    assert Scene().event(1000, "held").judge(row) == [("unknown", 1000, None)]


@pytest.mark.parametrize(
    ("back", "expected"), [(2999, []), (3000, [("broken", 0, None)]), (3001, [("broken", 0, None)])]
)
def test_a_short_wait_needs_no_permission(back: int, expected: list[tuple[str, int, None]]) -> None:
    row = Permit(trigger=happens("muted"), only_if=Always(0), lasting=3000, until=happens("unmuted"))
    scene = Scene().event(0, "muted").event(back, "unmuted").hangs_up(9000, "agent")
    assert scene.judge(row) == (expected or [("not_applicable", None, None)])


def test_a_wait_counts_as_soon_as_it_has_lasted() -> None:
    row = Permit(trigger=happens("muted"), only_if=Always(2), lasting=3000, until=happens("unmuted"))
    scene = Scene().event(0, "muted")
    assert scene.judge(row, watermark=2999) == [("unknown", 0, None)]
    assert scene.judge(row, watermark=3000) == [("kept", 0, None)]


# ---------------------------------------------------------------- never and at most


def test_a_prohibition_is_kept_only_when_it_was_observed_to_the_end() -> None:
    row = Never(pattern=said("swear"))
    assert Scene().agent(0, 1000, "hm").hangs_up(2000, "agent").judge(row) == [("kept", 2000, None)]
    assert Scene().agent(0, 1000, "hm").judge(row) == [("unknown", 1000, None)]
    scene = Scene().agent(0, 1000, "swear").agent(2000, 3000, "swear")
    assert scene.judge(row) == [("broken", 1000, None), ("broken", 3000, None)]
    assert Scene(hides=("agent_words",)).hangs_up(2000, "agent").judge(row) == [("unknown", None, None)]


def test_a_prohibition_in_a_scope_counts_only_there() -> None:
    row = Never(pattern=said("chat"), scope="W")
    flag = Flag(name="W", set=happens("held"), reset=happens("resumed"))
    scene = Scene().agent(0, 500, "chat").hangs_up(9000, "agent")
    assert scene.judge(row, tracks=(flag,)) == [("not_applicable", None, None)]
    scene.event(1000, "held").event(3000, "resumed").agent(3500, 4000, "chat")
    assert scene.judge(row, tracks=(flag,)) == [("kept", 9000, None)]
    scene.agent(1500, 2000, "chat")
    assert scene.judge(row, tracks=(flag,)) == [("broken", 2000, None)]


def test_too_many_in_a_window_break_once_and_the_window_is_closed_at_both_ends() -> None:
    row = AtMost(pattern=happens("held"), n=1, window=2000)
    assert Scene(complete=True).event(0, "held").event(2001, "held").judge(row) == [("kept", 2001, None)]
    scene = Scene(complete=True).event(0, "held").event(2000, "held").event(2000, "held")
    assert scene.judge(row) == [("broken", 2000, None)]


def test_a_count_that_is_judged_at_a_moment_is_not_judged_without_it() -> None:
    row = AtMost(pattern=said("hm"), n=1, judged=said("bye"))
    assert Scene().agent(0, 500, "hm").hangs_up(1000, "agent").judge(row) == [("not_applicable", None, None)]
    scene = Scene().agent(0, 500, "hm").agent(600, 900, "hm", doubtful=True).agent(1000, 2000, "bye")
    assert scene.agent(3000, 4000, "hm").judge(row) == [("unknown", 2000, None)]


# ---------------------------------------------------------------- steps

HANDSFREE = Steps(
    trigger=said("echo"),
    steps=(said("tell"), said("ask"), said("thank")),
    skips=(None, Always(2), None),
    until=said("bye"),
)


def test_steps_in_order_are_kept_and_a_skipped_one_may_be_left_out() -> None:
    scene = Scene().agent(0, 500, "echo").agent(1000, 1500, "tell").agent(2000, 2500, "thank").agent(3000, 3500, "bye")
    assert scene.judge(HANDSFREE) == [("kept", 3500, None)]


def test_a_step_before_the_one_it_needs_breaks_the_order_there() -> None:
    scene = Scene().agent(0, 500, "echo").agent(1000, 1500, "thank").agent(2000, 2500, "tell")
    assert scene.judge(HANDSFREE) == [("broken", 1500, None)]


def test_steps_said_in_one_breath_are_in_order() -> None:
    scene = Scene().agent(0, 500, "echo").agent(1000, 1500, "thank", "tell").agent(3000, 3500, "bye")
    assert scene.judge(HANDSFREE) == [("kept", 3500, None)]


def test_a_missing_step_breaks_at_the_end_unless_something_doubtful_could_hold_it() -> None:
    scene = Scene().agent(0, 500, "echo").agent(1000, 1500, "tell").hangs_up(5000, "agent")
    assert scene.judge(HANDSFREE) == [("broken", 5000, None)]
    assert scene.gap(2000, 3000).judge(HANDSFREE) == [("unknown", 5000, None)]
    assert Scene().agent(0, 500, "echo").agent(1000, 1500, "tell").judge(HANDSFREE) == [("unknown", 1500, None)]


def test_steps_begun_again_at_the_moment_that_ended_them_open_anew() -> None:
    scene = Scene().agent(0, 500, "echo").agent(1000, 1500, "tell", "thank").agent(2000, 2500, "bye", "echo")
    assert scene.hangs_up(5000, "agent").judge(HANDSFREE) == [("kept", 2500, None), ("broken", 5000, None)]


# ---------------------------------------------------------------- clauses


def test_a_guard_that_fails_at_the_start_makes_the_clause_not_applicable() -> None:
    rows = (Never(pattern=said("swear")),)
    guard = Attribute("direction", "is", ("outbound",))
    clause = Clause(id="X", section="s", severity="minor", rows=rows, when=guard, needs=("levels",))
    assert Scene().judge_clauses((clause,))["X"] == [("not_applicable", None, None)]
    assert Scene(direction="outbound", hides=("levels",)).judge_clauses((clause,))["X"] == [("unknown", None, None)]


def test_outcomes_are_numbered_by_the_moment_that_opened_them_and_then_by_row() -> None:
    late = soothe(within_ms=9000)
    early = Permit(trigger=happens("held"), only_if=Always(0))
    scene = upset().event(2000, "held").agent(5000, 6000, "sorry")
    assert scene.judge(early, late) == [("kept", 6000, None), ("broken", 2000, None)]
    assert scene.judge(Never(pattern=said("swear")), early) == [("broken", 2000, None), ("unknown", 6000, None)]


def test_nothing_after_the_end_of_the_conversation_counts() -> None:
    scene = Scene().agent(0, 1000, "hm").hangs_up(2000, "agent").agent(3000, 4000, "swear")
    assert scene.judge(Never(pattern=said("swear"))) == [("kept", 2000, None)]


def test_a_flag_that_turns_opens_duties_that_see_the_new_state() -> None:
    flag = Flag(name="W", set=happens("held"), reset=happens("resumed"))
    row = Permit(trigger=(Atom(kind="enter", name="W"), Atom(kind="leave", name="W")), only_if=FlagSet("W"))
    scene = Scene().event(1000, "held").event(1500, "held").event(2000, "resumed")
    assert scene.judge(row, tracks=(flag,)) == [("kept", 1000, None), ("broken", 2000, None)]


# ---------------------------------------------------------------- measures

HOLD = Measure(what="duration", opens=happens("held"), closes=happens("resumed"), at_most=3000, ignore_under=500)


@pytest.mark.parametrize(
    ("back", "expected"),
    [(499, ("not_applicable", None, None)), (3500 - 500, ("kept", 3000, None)), (3001, ("broken", 3000, None))],
)
def test_a_duration_is_judged_with_its_bound_inside(back: int, expected: tuple[str, int | None, None]) -> None:
    assert Scene().event(0, "held").event(back, "resumed").hangs_up(9000, "agent").judge(HOLD) == [expected]


def test_a_duration_ends_with_the_conversation_and_is_unknown_before_its_bound() -> None:
    assert Scene().event(0, "held").hangs_up(2000, "customer").judge(HOLD) == [("kept", 2000, None)]
    assert Scene().event(0, "held").event(2000, "rang").judge(HOLD) == [("unknown", 2000, None)]
    assert Scene().event(0, "held").event(3001, "rang").judge(HOLD) == [("broken", 3000, None)]


def test_a_duration_shorter_than_asked_breaks_at_its_end() -> None:
    row = Measure(what="duration", opens=happens("held"), closes=happens("resumed"), at_least=3000)
    assert Scene().event(0, "held").event(2999, "resumed").judge(row) == [("broken", 2999, None)]


@pytest.mark.parametrize(("characters", "verdict"), [(3, "kept"), (4, "broken")])
def test_the_speech_rate_is_the_average_over_what_could_be_measured(characters: int, verdict: str) -> None:
    # 6 + 3 characters in 3 s are 180 a minute exactly; sound, doubt and what was not heard do not count
    row = Measure(what="speech_rate", by="agent", at_most=180)
    scene = Scene(complete=True).agent(0, 2000, characters=6).agent(3000, 4000, characters=characters)
    scene.agent(5000, 5500, characters=90, doubtful=True).agent(6000, 6500, characters=90, heard=False)
    assert scene.judge(row) == [(verdict, 6500, None)]


def test_each_long_silence_breaks_once_but_not_under_a_hold() -> None:
    row = Measure(what="longest_silence", at_most=2000)
    scene = Scene().agent(0, 1000).customer(3000, 4000).agent(6001, 7000).event(7500, "held").customer(11_000, 12_000)
    assert scene.event(12_500, "resumed").hangs_up(15_000, "agent").judge(row) == [
        ("broken", 6000, None),
        ("broken", 14_000, None),
    ]


def test_one_interruption_more_than_allowed_breaks_there() -> None:
    row = Measure(what="interruptions", by="agent", at_most=1)
    scene = Scene(complete=True).customer(0, 2000).agent(1000, 1500).agent(2000, 2500).customer(3000, 5000)
    assert scene.judge(row) == [("kept", 5000, None)]
    assert scene.agent(3500, 4000).judge(row) == [("broken", 3500, None)]


# ---------------------------------------------------------------- reading back

PHONE = ReadBack(kinds=("phone",), deny=("deny",), grace=3000)
NUMBER = "13912345678"


def stated(**setting: object) -> Scene:
    return Scene(**setting).states(0, 1000, "phone", NUMBER)  # type: ignore[arg-type]


def test_a_number_is_read_back_whole_or_in_pieces_of_consecutive_utterances() -> None:
    key = f"phone={NUMBER}"
    assert stated().reads(2000, 3000, NUMBER).judge(PHONE) == [("kept", 3000, key)]
    scene = (
        stated().reads(2000, 3000, "139").reads(3500, 4000, "1234").reads(4500, 5000, "5678").hangs_up(9000, "agent")
    )
    assert scene.judge(PHONE) == [("kept", 5000, key)]
    scene = stated().reads(2000, 3000, "139").customer(3100, 3200, "hm").reads(3500, 4000, "12345678")
    assert scene.hangs_up(9000, "agent").judge(PHONE) == [("broken", 9000, key)]


def test_a_denial_reopens_what_was_read_and_a_correction_replaces_its_end() -> None:
    scene = stated().reads(2000, 3000, NUMBER).states(4000, 5000, "phone", "99", "deny", partial=True)
    assert scene.judge(PHONE, watermark=5000) == [("unknown", 5000, "phone=13912345699")]
    assert scene.reads(6000, 7000, "13912345699").judge(PHONE) == [("kept", 7000, "phone=13912345699")]


def test_what_the_next_utterance_did_not_deny_stays_confirmed() -> None:
    scene = stated().reads(2000, 3000, NUMBER).customer(4000, 5000, "thank").customer(6000, 7000, "deny")
    assert scene.hangs_up(9000, "agent").judge(PHONE) == [("kept", 3000, f"phone={NUMBER}")]


def test_a_whole_new_value_with_a_denial_replaces_the_old_one() -> None:
    scene = stated().states(2000, 3000, "phone", "13987654321", "deny").hangs_up(9000, "agent")
    assert scene.judge(PHONE) == [("broken", 9000, "phone=13987654321")]


def test_two_values_are_two_items_in_the_order_of_their_first_statement() -> None:
    scene = stated().states(2000, 3000, "phone", "13987654321").states(3500, 3600, "phone", NUMBER)
    scene.reads(4000, 5000, "13987654321").hangs_up(9000, "agent")
    assert scene.judge(PHONE) == [("broken", 9000, f"phone={NUMBER}"), ("kept", 5000, "phone=13987654321")]


def test_a_doubtful_reading_leaves_it_unknown_and_leaving_early_waives_it() -> None:
    key = f"phone={NUMBER}"
    assert stated().agent(2000, 3000, doubtful=True).hangs_up(9000, "agent").judge(PHONE) == [("unknown", 9000, key)]
    assert stated().hangs_up(4000, "customer").judge(PHONE) == [("not_applicable", 4000, key)]
    assert stated().hangs_up(4001, "customer").judge(PHONE) == [("broken", 4001, key)]


def test_what_was_recorded_otherwise_breaks_a_reading_that_was_right() -> None:
    scene = stated().reads(2000, 3000, NUMBER).event(4000, "recorded", field="phone", value="1").hangs_up(9000, "agent")
    assert scene.judge(PHONE) == [("broken", 9000, f"phone={NUMBER}")]
    scene.event(5000, "recorded", field="phone", value=NUMBER)
    assert scene.judge(PHONE) == [("kept", 3000, f"phone={NUMBER}")]
