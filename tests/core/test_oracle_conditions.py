"""The oracle's matches, conditions and tracks against cases worked out by hand from the definitions.

`rang` is the probe: a condition's truth is read at the rings.
"""

from __future__ import annotations

import pytest
from tests.oracle.scene import Scene, happens, said

from zuoxi.standard.model import (
    AllOf,
    Always,
    AnyOf,
    Atom,
    Attribute,
    ByParty,
    Condition,
    Counted,
    Counter,
    Flag,
    FlagSet,
    Never,
    Not,
    OutcomeIs,
    Permit,
    Replied,
    Reply,
    Shown,
    Silent,
    TimeOfDay,
)

MIDNIGHT_IN_SHANGHAI = 1_764_000_000_000
ASKED = Reply(name="R", to=said("ask"), yes=("yes",), no=("no",))
WAITING = Flag(name="W", set=happens("held"), reset=happens("resumed"))


@pytest.mark.parametrize(
    ("condition", "truth"),
    [
        (Always(1), 1),
        (Not(Always(1)), 1),
        (Not(Always(2)), 0),
        (AllOf(()), 2),
        (AnyOf(()), 0),
        (AllOf((Always(2), Always(1))), 1),
        (AnyOf((Always(0), Always(1))), 1),
        (Shown("rings"), 2),
        (Shown("times"), 0),
        (ByParty("agent"), 1),
        (Attribute("direction", "is", ("inbound",)), 2),
        (Attribute("queue"), 0),
        (Attribute("topic", "in", ("x", "y")), 2),
        (Attribute("skills", "covers", ("topic",)), 2),
        (Attribute("topic", "covers", ("queue",)), 0),
    ],
)
def test_plain_conditions_hold_as_written(condition: Condition, truth: int) -> None:
    scene = Scene(attributes={"topic": "x", "queue": "", "skills": "w,x"}).event(1000, "rang")
    assert scene.truth(condition, "rang") == [truth]


def test_a_recorded_field_wins_over_the_attribute_once_it_was_recorded() -> None:
    scene = Scene(attributes={"topic": "x"}).event(1000, "rang").event(2000, "recorded", field="topic", value="y")
    assert scene.event(3000, "rang").truth(Attribute("topic", "is", ("y",)), "rang") == [0, 2]


def test_the_time_of_day_is_half_open_and_asks_the_zone_named() -> None:
    condition = TimeOfDay(((0, 1),))
    scene = Scene(started_at_ms=MIDNIGHT_IN_SHANGHAI - 1, customer_zone="Europe/Paris")
    scene.event(0, "rang").event(1, "rang").event(60_000, "rang").event(60_001, "rang")
    assert scene.truth(condition, "rang") == [0, 2, 2, 0]
    # 17:00 in Paris on that day
    assert scene.truth(TimeOfDay(((1020, 1021),), "customer"), "rang") == [0, 2, 2, 0]


def test_the_time_of_day_of_an_utterance_is_that_of_its_start() -> None:
    scene = Scene(started_at_ms=MIDNIGHT_IN_SHANGHAI).agent(59_999, 61_000, "greet")
    row = Permit(trigger=said("greet"), only_if=TimeOfDay(((0, 1),)))
    assert scene.judge(row) == [("kept", 61_000, None)]


def test_the_time_of_day_is_unknown_without_a_date() -> None:
    assert Scene().event(0, "rang").truth(TimeOfDay(((0, 1),)), "rang") == [1]


# ---------------------------------------------------------------- silence


def test_silence_runs_from_the_last_end_of_either_side() -> None:
    scene = Scene().agent(0, 1000).customer(500, 2000).event(4999, "rang").event(5000, "rang")
    assert scene.truth(Silent(3000), "rang") == [0, 2]


def test_nobody_is_silent_while_somebody_speaks_or_before_the_answer() -> None:
    scene = Scene().event(0, "rang").event(9000, "rang").event(10_000, "answered").customer(11_000, 20_000)
    assert scene.event(15_000, "rang").truth(Silent(0), "rang") == [0, 0, 0]


def test_silence_runs_from_the_answer_and_a_recorded_voice_does_not_end_it() -> None:
    scene = Scene().event(1000, "answered").say("ivr", 2000, 3000).event(6000, "rang")
    assert scene.truth(Silent(5000), "rang") == [2]


def test_a_gap_after_the_last_sound_leaves_silence_unknown_until_it_is_long_enough_after_the_gap() -> None:
    scene = Scene().agent(0, 1000).gap(2000, 3000).event(4000, "rang").event(4500, "rang").event(5000, "rang")
    assert scene.truth(Silent(2000), "rang") == [1, 1, 2]


def test_silence_is_at_most_unknown_where_one_side_is_not_shown() -> None:
    scene = Scene(hides=("customer_words",)).agent(0, 1000).event(1500, "rang").event(5000, "rang")
    assert scene.truth(Silent(2000), "rang") == [0, 1]


def test_silence_is_unknown_after_an_untimed_utterance_and_near_the_resolution() -> None:
    scene = Scene().agent(0, 1000, timed=False).event(9000, "rang")
    assert scene.truth(Silent(2000), "rang") == [1]
    scene = Scene(resolution=100).agent(0, 1000).event(2900, "rang").event(2901, "rang").event(3100, "rang")
    assert scene.truth(Silent(2000), "rang") == [0, 1, 2]


# ---------------------------------------------------------------- flags and counters


def test_a_flag_is_seen_from_the_moment_after_the_one_that_set_it() -> None:
    scene = Scene().event(1000, "held").event(1000, "rang").event(2000, "resumed").event(3000, "rang")
    assert scene.truth(FlagSet("W"), "rang", (WAITING,)) == [2, 0]
    assert scene.truth(FlagSet("W"), "held", (WAITING,)) == [0]
    assert scene.truth(FlagSet("W"), "resumed", (WAITING,)) == [2]


def test_the_age_of_a_flag_counts_from_its_last_setting_and_bounds_are_inclusive() -> None:
    scene = Scene().event(0, "held").event(1000, "held").event(2000, "rang").event(2001, "rang")
    assert scene.truth(FlagSet("W", at_least=1000, at_most=1000), "rang", (WAITING,)) == [2, 0]


def test_a_doubtful_reset_leaves_a_flag_doubtful_until_it_is_set_again() -> None:
    scene = Scene().event(0, "held").event(500, "resumed", "agent").event(1000, "rang")
    flag = Flag(name="W", set=happens("held"), reset=(Atom(kind="said", by=("agent",), any_of=("back",)),))
    assert scene.truth(FlagSet("W"), "rang", (flag,)) == [2]
    scene.agent(1500, 2000, "back", doubtful=True).event(3000, "rang").event(4000, "held").event(5000, "rang")
    assert scene.truth(FlagSet("W", at_least=0), "rang", (flag,)) == [2, 1, 2]


def test_a_flag_that_starts_set_was_set_at_the_beginning() -> None:
    flag = Flag(name="W", set=happens("held"), reset=happens("resumed"), starts=True)
    scene = Scene().event(1000, "rang").event(2000, "rang")
    assert scene.truth(FlagSet("W", at_most=1500), "rang", (flag,)) == [2, 0]


def test_a_flag_whose_setting_is_not_shown_is_never_surely_off() -> None:
    scene = Scene(hides=("hold",)).event(1000, "rang")
    assert scene.truth(FlagSet("W"), "rang", (WAITING,)) == [1]


def test_a_counter_counts_sure_and_possible_hits_apart() -> None:
    counter = Counter(name="K", of=said("sorry"))
    scene = Scene().agent(0, 500, "sorry").agent(500, 900, "sorry", doubtful=True).event(1000, "rang")
    assert scene.truth(Counted("K", at_least=1), "rang", (counter,)) == [2]
    assert scene.truth(Counted("K", at_least=2), "rang", (counter,)) == [1]
    assert scene.truth(Counted("K", at_least=3), "rang", (counter,)) == [0]
    assert scene.truth(Counted("K", at_most=1), "rang", (counter,)) == [1]


def test_a_blind_counter_decides_only_what_it_surely_saw() -> None:
    counter = Counter(name="K", of=(*said("sorry"), Atom(kind="held")))
    scene = Scene(hides=("hold",)).agent(0, 500, "sorry").event(1000, "rang")
    assert scene.truth(Counted("K", at_least=1), "rang", (counter,)) == [2]
    assert scene.truth(Counted("K", at_most=0), "rang", (counter,)) == [0]
    assert scene.truth(Counted("K", at_least=2), "rang", (counter,)) == [1]


def test_a_counter_begins_again_after_its_reset_which_comes_before_the_count() -> None:
    counter = Counter(name="K", of=said("sorry"), reset=said("again"))
    scene = Scene().agent(0, 500, "sorry").agent(600, 900, "sorry", "again").event(1000, "rang")
    assert scene.truth(Counted("K", at_least=1, at_most=1), "rang", (counter,)) == [2]


# ---------------------------------------------------------------- replies


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (("yes",), {"yes": 2, "no": 0, "other": 0, "none": 0}),
        (("no", "yes"), {"yes": 0, "no": 2, "other": 0, "none": 0}),
        (("hm",), {"yes": 0, "no": 0, "other": 2, "none": 0}),
    ],
)
def test_the_first_answer_with_content_is_the_reply(answer: tuple[str, ...], expected: dict[str, int]) -> None:
    scene = Scene().agent(0, 1000, "ask").event(1100, "rang").customer(1200, 1300, content=False)
    scene.customer(1500, 2000, *answer, heard=False).customer(2500, 2600, "yes").event(3000, "rang")
    for word, value in expected.items():
        condition = Replied("R", word)  # type: ignore[arg-type]
        assert scene.truth(condition, "rang", (ASKED,)) == [2 if word == "none" else 0, value]


def test_without_a_question_there_is_no_reply() -> None:
    scene = Scene().customer(0, 500, "yes").event(1000, "rang")
    assert scene.truth(Replied("R", "none"), "rang", (ASKED,)) == [2]
    assert scene.truth(Replied("R", "yes"), "rang", (ASKED,)) == [0]


def test_a_reply_may_be_found_in_the_second_answer_where_two_are_allowed() -> None:
    reply = Reply(name="R", to=said("ask"), yes=("yes",), no=("no",), within=2)
    scene = Scene().agent(0, 1000, "ask").customer(1500, 2000, "hm").event(2100, "rang").customer(2500, 3000, "yes")
    scene.event(4000, "rang")
    assert scene.truth(Replied("R", "yes"), "rang", (reply,)) == [0, 2]
    assert scene.truth(Replied("R", "none"), "rang", (reply,)) == [2, 0]


def test_a_doubtful_answer_or_a_gap_leaves_the_reply_open() -> None:
    for scene in (
        Scene().agent(0, 1000, "ask").customer(1500, 2000, "yes", doubtful=True).customer(2100, 2200, "no"),
        Scene().agent(0, 1000, "ask").gap(1500, 2000).customer(2100, 2200, "no"),
    ):
        scene.event(3000, "rang")
        values = [scene.truth(Replied("R", w), "rang", (ASKED,))[0] for w in ("yes", "no", "other", "none")]  # type: ignore[arg-type]
        assert values == [1, 1, 1, 0]


def test_a_doubtful_question_makes_a_sure_answer_doubtful_and_a_sure_question_replaces_it() -> None:
    scene = Scene().agent(0, 1000, "hm", doubtful=True).customer(1500, 2000, "yes").event(3000, "rang")
    assert scene.truth(Replied("R", "yes"), "rang", (ASKED,)) == [1]
    scene.agent(4000, 5000, "ask").event(5500, "rang").customer(6000, 6500, "yes").event(7000, "rang")
    assert scene.truth(Replied("R", "yes"), "rang", (ASKED,)) == [1, 0, 2]


def test_a_reply_is_unknown_where_its_answers_are_not_shown() -> None:
    scene = Scene(hides=("customer_words",)).agent(0, 1000, "ask").event(1500, "rang")
    for word in ("yes", "no", "other", "none"):
        assert scene.truth(Replied("R", word), "rang", (ASKED,)) == [1]  # type: ignore[arg-type]


# ---------------------------------------------------------------- matches


def count_breaches(scene: Scene, *atoms: Atom) -> list[str]:
    return [verdict for verdict, _, _ in scene.judge(Never(pattern=atoms)) if verdict in ("broken", "unknown")]


@pytest.mark.parametrize(
    ("atom", "verdict"),
    [
        (Atom(kind="said", any_of=("a", "z")), "broken"),
        (Atom(kind="said", all_of=("a", "b")), "broken"),
        (Atom(kind="said", all_of=("a", "z")), ""),
        (Atom(kind="said", none_of=("z",)), "broken"),
        (Atom(kind="said", none_of=("b",)), ""),
        (Atom(kind="said", ordered=("a", "b")), "broken"),
        (Atom(kind="said", ordered=("b", "a")), ""),
        (Atom(kind="said", wordless=True), ""),
        (Atom(kind="said", by=("customer",)), ""),
        (Atom(kind="said", where=(("a.argument", ("x",)),)), "broken"),
        (Atom(kind="said", where=(("a.argument", ("y",)),)), ""),
        (Atom(kind="said", where=(("b.argument", ("*",)),)), ""),
        (Atom(kind="said", bounds=(("n", 3, 4),)), "broken"),
        (Atom(kind="said", bounds=(("n", 5, None),)), ""),
        (Atom(kind="said", bounds=(("a.argument", 0, None),)), ""),
        (Atom(kind="said", when=Always(1)), "unknown"),
    ],
)
def test_an_atom_matches_only_what_it_describes(atom: Atom, verdict: str) -> None:
    scene = Scene(complete=True).agent(0, 1000, "a", "c", "b", details={"a.argument": "x", "n": "4"})
    assert count_breaches(scene, atom) == ([verdict] if verdict else [])


def test_what_the_customer_cannot_hear_matches_only_where_that_does_not_matter() -> None:
    scene = Scene(complete=True).agent(0, 1000, "a", heard=False)
    assert count_breaches(scene, Atom(kind="said", any_of=("a",))) == []
    assert count_breaches(scene, Atom(kind="said", any_of=("a",), heard=False)) == ["broken"]


def test_an_event_of_nobody_matches_a_party_at_most_doubtfully() -> None:
    assert count_breaches(Scene(complete=True).event(0, "held"), Atom(kind="held", by=("agent",))) == ["unknown"]


def test_doubt_breaks_nothing_and_leaves_it_unknown_only_if_the_text_itself_holds_it() -> None:
    scene = (
        Scene(complete=True).agent(0, 1000, "a", doubtful=True).agent(2000, 3000, "b", doubtful=True).gap(4000, 5000)
    )
    assert count_breaches(scene, Atom(kind="said", any_of=("a",))) == ["unknown"]


# ---------------------------------------------------------------- other clauses


def test_a_clause_sees_what_an_earlier_clause_has_come_to_at_the_same_moment() -> None:
    from zuoxi.standard.model import Clause

    first = Clause(id="A", section="s", severity="minor", rows=(Never(pattern=happens("held")),))
    row = Permit(trigger=(*happens("held"), *happens("rang")), only_if=OutcomeIs("A", ("broken",)))
    second = Clause(id="B", section="s", severity="minor", rows=(row,))
    scene = Scene().event(0, "rang").event(1000, "held")
    assert scene.judge_clauses((first, second))["B"] == [("broken", 0, None), ("kept", 1000, None)]
