"""The oracle's ladders and climbs against cases worked out by hand from the definitions.

The ladder has three steps: "anyone", "anyone", "notice", each followed by five seconds of silence.
"""

from __future__ import annotations

import msgspec
import pytest
from tests.oracle.scene import Scene, happens, said

from zuoxi.standard.model import Atom, Climb, Ladder, LadderComplete, Permit, Reply, Step

VOICE = (Atom(kind="voice", by=("customer",)),)
SILENT = Ladder(
    name="L",
    steps=(
        Step(say=said("anyone"), pause=5000),
        Step(say=said("anyone"), pause=5000),
        Step(say=said("notice"), pause=5000),
    ),
    reset=VOICE,
    by_pause=True,
    silent_end=True,
)
ROW = Climb(ladder="L")


def climb(*pauses: int) -> Scene:
    """The three steps, each of a second, the later ones after these pauses."""
    scene, at = Scene().event(0, "answered", "agent"), 0
    for act, pause in zip(("anyone", "anyone", "notice"), (1000, *pauses), strict=False):
        scene.agent(at + pause, at + pause + 1000, act)
        at += pause + 1000
    return scene


def test_a_complete_ladder_lets_the_agent_end_the_call() -> None:
    # ends at 2000, 8000 and 14000
    scene = climb(5000, 5000).hangs_up(19_000, "agent")
    assert scene.judge(ROW, tracks=(SILENT,)) == [("kept", 19_000, None)]
    permit = Permit(trigger=happens("hung_up"), only_if=LadderComplete("L"))
    assert scene.judge(permit, tracks=(SILENT,)) == [("kept", 19_000, None)]


def test_an_end_before_the_last_pause_has_passed_is_broken() -> None:
    scene = climb(5000, 5000).hangs_up(18_999, "agent")
    assert scene.judge(ROW, tracks=(SILENT,)) == [("broken", 18_999, None)]
    permit = Permit(trigger=happens("hung_up"), only_if=LadderComplete("L"))
    assert scene.judge(permit, tracks=(SILENT,)) == [("broken", 18_999, None)]


def test_a_short_pause_starts_the_ladder_again_with_the_words_that_came_too_early() -> None:
    scene = climb(4999, 5000).hangs_up(18_999, "agent")
    assert scene.judge(ROW, tracks=(SILENT,)) == [("broken", 18_999, None)]
    # anyone, (short) anyone, anyone, notice
    scene = climb(4999).agent(12_999, 13_999, "anyone").agent(18_999, 19_999, "notice").hangs_up(24_999, "agent")
    assert scene.judge(ROW, tracks=(SILENT,)) == [("kept", 24_999, None)]


def test_a_ladder_cut_short_by_the_customer_is_kept_if_one_pause_had_passed_and_none_was_short() -> None:
    scene = climb(5000).hangs_up(9000, "customer")
    assert scene.judge(ROW, tracks=(SILENT,)) == [("kept", 9000, None)]
    scene = climb(5000).customer(9000, 9500).hangs_up(20_000, "customer")
    assert scene.judge(ROW, tracks=(SILENT,)) == [("kept", 9000, None)]


def test_a_ladder_cut_short_after_a_short_step_is_not_applicable() -> None:
    scene = climb(5000, 4000).hangs_up(14_000, "customer")
    assert scene.judge(ROW, tracks=(SILENT,)) == [("not_applicable", 14_000, None)]


def test_without_a_pause_nothing_was_recognised() -> None:
    scene = climb().customer(3000, 3500).hangs_up(9000, "customer")
    assert scene.judge(ROW, tracks=(SILENT,)) == [("not_applicable", None, None)]


def test_steps_before_a_sound_of_the_customer_never_count() -> None:
    scene = climb(5000).customer(9000, 9100, content=False).agent(14_100, 15_000, "notice").hangs_up(20_000, "agent")
    permit = Permit(trigger=happens("hung_up"), only_if=LadderComplete("L"))
    assert scene.judge(permit, tracks=(SILENT,)) == [("broken", 20_000, None)]


def test_an_end_by_the_agent_before_any_sound_of_the_customer_shows_the_silence_itself() -> None:
    scene = Scene().event(0, "answered").agent(1000, 2000, "greet").hangs_up(3000, "agent")
    assert scene.judge(ROW, tracks=(SILENT,)) == [("broken", 3000, None)]
    assert Scene().event(0, "answered").hangs_up(3000, None).judge(ROW, tracks=(SILENT,)) == [("unknown", 3000, None)]


def test_a_gap_may_hold_a_step_and_leaves_the_end_unknown() -> None:
    # the notice may have been said in the gap, which ends five seconds before the end
    scene = climb(5000).gap(13_000, 14_000).hangs_up(19_000, "agent")
    assert scene.judge(ROW, tracks=(SILENT,)) == [("unknown", 19_000, None)]


def test_a_doubtful_reset_takes_back_only_the_sure_run() -> None:
    ladder = msgspec.structs.replace(SILENT, reset=happens("sound", "customer"))
    scene = climb(5000, 5000).event(16_000, "sound").hangs_up(19_000, "agent")
    assert scene.judge(ROW, tracks=(ladder,)) == [("unknown", 19_000, None)]


def test_an_unfinished_conversation_leaves_the_last_spell_unknown() -> None:
    assert climb(5000).judge(ROW, tracks=(SILENT,)) == [("unknown", 8000, None)]


def test_where_the_other_side_is_not_shown_the_end_is_unknown() -> None:
    scene = Scene(hides=("customer_words",)).event(0, "answered")
    scene.agent(1000, 2000, "anyone").agent(7000, 8000, "anyone").agent(13_000, 14_000, "notice").hangs_up(
        19_000, "agent"
    )
    assert scene.judge(ROW, tracks=(SILENT,)) == [("unknown", 19_000, None)]


def test_the_acts_of_a_gathered_step_may_be_spread_over_utterances() -> None:
    notice = Step(say=(Atom(kind="said", by=("agent",), all_of=("sorry", "bye")),), gather=True)
    ladder = Ladder(name="L", steps=(Step(say=said("anyone")), notice), reset=VOICE)
    permit = Permit(trigger=happens("hung_up"), only_if=LadderComplete("L"))
    scene = Scene().agent(0, 1000, "anyone", "sorry").agent(2000, 3000, "bye").hangs_up(9000, "agent")
    assert scene.judge(permit, tracks=(ladder,)) == [("broken", 9000, None)]
    scene = Scene().agent(0, 1000, "anyone").agent(2000, 3000, "bye").agent(3100, 3200, "sorry").hangs_up(9000, "agent")
    assert scene.judge(permit, tracks=(ladder,)) == [("kept", 9000, None)]


@pytest.mark.parametrize(("answer", "verdict"), [(("yes",), "kept"), (("no",), "broken"), (("cough",), "broken")])
def test_a_step_that_is_a_consent_needs_a_yes(answer: tuple[str, ...], verdict: str) -> None:
    reply = Reply(name="R", to=said("ask"), yes=("yes",), no=("no",))
    ladder = Ladder(name="L", steps=(Step(say=said("ask")), Step(reply="R"), Step(say=said("bye"))))
    permit = Permit(trigger=happens("hung_up"), only_if=LadderComplete("L"))
    scene = Scene().agent(0, 1000, "ask").customer(1500, 2000, *answer).agent(3000, 4000, "bye").hangs_up(9000, "agent")
    assert scene.judge(permit, tracks=(reply, ladder)) == [(verdict, 9000, None)]


def test_words_recognise_a_situation_from_their_spell_on() -> None:
    ladder = Ladder(
        name="L", steps=(Step(say=said("weak"), pause=5000),), recognised=said("weak"), reset=said("clear", "customer")
    )
    scene = Scene().agent(0, 1000, "weak").customer(7000, 8000, "clear").hangs_up(9000, "agent")
    # the first spell had its pause (though the customer spoke, whose words are no reset before "clear")
    assert scene.judge(ROW, tracks=(ladder,)) == [("not_applicable", 8000, None)]
    scene = Scene().agent(0, 1000, "weak").hangs_up(6000, "customer")
    assert scene.judge(ROW, tracks=(ladder,)) == [("kept", 6000, None)]
    scene = Scene().agent(0, 1000, "weak").hangs_up(5000, "agent")
    assert scene.judge(ROW, tracks=(ladder,)) == [("broken", 5000, None)]
