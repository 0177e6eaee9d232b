"""A live conversation is judged as the archive judges it, in whatever order its moments arrive and wherever it stops.

`ZUOXI_TRACES` says how many traces each family draws, a tenth of it here. The monitor steps incrementally; what it is
compared with is stepped afresh.
"""

from __future__ import annotations

import os
from random import Random

import pytest
from tests.oracle.families import FAMILIES

from zuoxi.standard import compile_standard
from zuoxi.standard.judgement import collect_outcomes, judge_moments
from zuoxi.standard.kernel import Kernel
from zuoxi.standard.monitor import LANES, Monitor

TRACES = max(10, int(os.environ.get("ZUOXI_TRACES", "1000")) // 10)


def decided_afresh(program, case, watermark, timed):
    kernel = Kernel(program, case.setting)
    kernel.untimed = not timed
    for moment in case.moments:
        if moment.at <= watermark:
            kernel.step(moment)
    if watermark >= 0:
        kernel.elapse(watermark)
    return [outcome for outcome in collect_outcomes(kernel) if outcome.at is not None]


def feed(monitor, case, rng, window, check):
    """Offer each moment up to `window` ms late; the lanes promise only what must have arrived."""
    arrivals = sorted((moment.at + rng.randrange(window + 1), number) for number, moment in enumerate(case.moments))
    for now, number in arrivals:
        for lane in LANES:
            monitor.advance(lane, now - window - 1)
        monitor.offer(case.moments[number])
        if rng.random() < 0.3:
            check(now - window - 1)


@pytest.mark.parametrize("family", FAMILIES)
def test_any_order_of_arrival_within_the_window_decides_the_same_at_every_instant(family):
    for seed in range(TRACES):
        rng = Random(f"arrival-{family}-{seed}")
        case = FAMILIES[family](rng)
        program = compile_standard(case.standard)
        monitor = Monitor(program, case.setting)
        window = rng.choice((0, 1, 500, 2000, 10_000))

        def check(watermark, monitor=monitor, program=program, case=case, seed=seed):
            wanted = decided_afresh(program, case, watermark, monitor.timed)
            assert monitor.decided() == wanted, f"{family}, seed {seed}, watermark {watermark}"

        feed(monitor, case, rng, window, check)
        assert monitor.finish() == judge_moments(program, case.setting, case.moments), f"{family}, seed {seed}"


@pytest.mark.parametrize("family", FAMILIES)
def test_a_moment_that_comes_too_late_supersedes_what_was_decided(family):
    for seed in range(TRACES):
        rng = Random(f"late-{family}-{seed}")
        case = FAMILIES[family](rng)
        program = compile_standard(case.standard)
        monitor = Monitor(program, case.setting)
        arrivals = list(range(len(case.moments)))
        rng.shuffle(arrivals)
        for number in arrivals:
            monitor.offer(case.moments[number])
            for lane in LANES:
                monitor.advance(lane, case.moments[number].at)
        assert monitor.finish() == judge_moments(program, case.setting, case.moments), f"{family}, seed {seed}"


def test_a_lane_that_lags_holds_the_verdict_back():
    held_back = 0
    for seed in range(20):
        case = FAMILIES["references"](Random(f"lag-{seed}"))
        monitor = Monitor(compile_standard(case.standard), case.setting)
        for moment in case.moments:
            monitor.offer(moment)
        for lane in LANES[1:]:
            monitor.advance(lane, 10**9)
        assert monitor.decided() == []
        monitor.advance(LANES[0], 10**9)
        held_back += len(monitor.decided())
    assert held_back > 0
