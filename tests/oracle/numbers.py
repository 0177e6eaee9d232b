"""Measure, as section 7 of the definitions says it. This module refuses to know other rows."""

from __future__ import annotations

from collections.abc import Iterator

from tests.oracle.conditions import word_needs
from tests.oracle.duties import NEVER, VERDICTS, say_not_shown
from tests.oracle.stream import SILENT_PARTIES, TIMERS, Position, View
from tests.oracle.world import Found, World, is_main

from zuoxi.events import Verdict
from zuoxi.standard.model import Measure
from zuoxi.standard.moment import Moment


def judge_measure(world: World, row: Measure, upto: Position) -> Iterator[Found]:
    if row.what == "duration":
        yield from judge_duration(world, row, upto)
    elif row.what == "speech_rate":
        yield from judge_speech_rate(world, row, upto)
    elif row.what == "longest_silence":
        yield from judge_longest_silence(world, row, upto)
    else:
        yield from judge_interruptions(world, row, upto)


# ---------------------------------------------------------------- duration


def judge_duration(world: World, row: Measure, upto: Position) -> Iterator[Found]:
    for view in world.views(upto):
        fired = world.match(row.opens, "open", view)
        if fired:
            found = measure_duration(world, row, view, fired == 1, upto)
            if found is not None:
                yield found
    yield from say_not_shown(world, world.is_blind(row.opens), upto)


def measure_duration(world: World, row: Measure, opening: View, uncertain: bool, upto: Position) -> Found | None:
    stream = world.stream
    # Passing the due instant says something only where opening and end are sure, seen and timed.
    hidden = uncertain or world.is_blind(row.closes)
    is_due = row.at_most is not None and not hidden and opening.moment.timed
    due = opening.moment.at + (row.at_most or 0) if is_due else NEVER
    passed: Position | None = None
    end: View | None = None
    for view in world.views(upto, after=opening.position):
        if passed is None and is_main(view) and view.moment.at > due:
            passed = (view.state, TIMERS, 0)
        if world.match(row.closes, "fire", view) == 2:
            end = view
            break
    if end is None and world.is_closed(upto):
        close = stream.close_view()
        if passed is None and stream.terminal is None and stream.watermark > due:
            passed = (close.position[0], TIMERS, 0)
        if not stream.ended and passed is None:
            return Found("unknown", stream.close_at, opening.position, close.position)
        if stream.ended:
            end = close
    if end is None:
        return Found("broken", due, opening.position, passed) if passed is not None else None
    return judge_length(world, row, opening, end, hidden, passed)


def judge_length(
    world: World, row: Measure, opening: View, end: View, hidden: bool, passed: Position | None
) -> Found | None:
    """The verdict over a length whose end is known."""
    counts = world.elapsed_at_least(opening.moment, end.moment, row.ignore_under) if row.ignore_under else 2
    if counts == 0:
        return None
    hidden = hidden or counts == 1
    at, reached = end.moment.at, end.position
    short = 2 if row.at_most is None else world.elapsed_at_most(opening.moment, end.moment, row.at_most)
    long = 2 if row.at_least is None else world.elapsed_at_least(opening.moment, end.moment, row.at_least)
    if short == 0 and row.at_most is not None and passed is not None:
        at, reached = opening.moment.at + row.at_most, passed
    verdict = VERDICTS[min(short, long)]
    return Found("unknown" if hidden else verdict, at, opening.position, reached)


# ---------------------------------------------------------------- speech rate


def judge_speech_rate(world: World, row: Measure, upto: Position) -> Iterator[Found]:
    if not world.is_closed(upto):
        return
    close = world.stream.close_view()
    spoken = [m for m in world.stream.moments if is_measured(m, row.by)]
    if not spoken:
        yield from say_not_shown(world, not word_needs([row.by]) <= world.setting.shows, upto)
        return
    characters = 60000 * sum(m.characters for m in spoken)
    length = sum(m.at - m.start for m in spoken)
    inside = (row.at_least is None or characters >= row.at_least * length) and (
        row.at_most is None or characters <= row.at_most * length
    )
    verdict: Verdict = "unknown" if not world.stream.ended else "kept" if inside else "broken"
    yield Found(verdict, world.stream.close_at, close.position, close.position)


def is_measured(moment: Moment, by: str) -> bool:
    plain = moment.content and moment.heard and not moment.doubtful and moment.timed
    return moment.kind == "said" and moment.party == by and plain and moment.at > moment.start


# ---------------------------------------------------------------- silence and interruptions


def judge_longest_silence(world: World, row: Measure, upto: Position) -> Iterator[Found]:
    assert row.at_most is not None
    stream = world.stream
    told: list[Moment] = []
    doubt = False
    for view in world.views(upto):
        moment = view.moment
        if not is_main(view) or not (moment.kind == "voice" or moment is stream.terminal):
            continue
        base = stream.silence_base(view.state)
        if base is None or not (base.timed and moment.timed):
            continue
        if stream.under_way(view.state):
            continue
        if is_waiting(world, view.state) or stream.gap_after(base, view.state) or any(base is b for b in told):
            continue
        within = world.elapsed_at_most(base, moment, row.at_most)
        doubt = doubt or within == 1
        if within == 0:
            told.append(base)
            yield Found("broken", base.at + row.at_most, view.position, view.position)
    if not told:
        yield from close_count(world, doubt, upto)


def is_waiting(world: World, state: int) -> bool:
    """A hold or mute is open."""
    for opens, closes in (("held", "resumed"), ("muted", "unmuted")):
        last = next((m.kind for m in world.stream.before(state) if m.kind in (opens, closes)), closes)
        if last == opens:
            return True
    return False


def judge_interruptions(world: World, row: Measure, upto: Position) -> Iterator[Found]:
    assert row.at_most is not None
    count = 0
    for view in world.views(upto):
        if not is_main(view) or view.moment.kind != "voice" or view.moment.party != row.by:
            continue
        others = [v for v in world.stream.under_way(view.state) if v.party not in (row.by, *SILENT_PARTIES)]
        count += bool(others)
        if count > row.at_most:
            yield Found("broken", view.moment.at, view.position, view.position)
            return
    yield from close_count(world, False, upto)


def close_count(world: World, doubt: bool, upto: Position) -> Iterator[Found]:
    """Nothing was broken: kept if all could be heard to the end."""
    if not world.shows_words():
        yield from say_not_shown(world, True, upto)
    elif world.is_closed(upto):
        close = world.stream.close_view()
        sure = world.stream.ended and not doubt
        yield Found("kept" if sure else "unknown", world.stream.close_at, close.position, close.position)
