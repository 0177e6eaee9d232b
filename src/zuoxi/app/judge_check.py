"""`zuoxi doctor --judge`: whether a judging model may be listened to at all.

Each conversation of the shipped calibration set, whose answer is known, is put to the judge three times. Reckoned are how often
it repeats itself, whether its quotes stand, how often it gives no verdict, and how far it agrees with the labels; every
threshold must be met. The set is small and easy: who fails here is useless, who passes has yet to be measured on the own
conversations by people's marks. It refuses to remember answers: nothing is taken from or left in a file.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations

import msgspec

from zuoxi.app.assembly import Assembled, assemble
from zuoxi.app.judge_lane import Given, JudgeRequest, reach_judge
from zuoxi.desk import judging
from zuoxi.events import decode_line
from zuoxi.measures import wilson_interval
from zuoxi.store import find_profile, read_examples

ROUNDS = 3
#: the set's profile, as seen from the shipped profiles; the conversations stand beside it
CALIBRATION = "../_calibration/profile"
#: least share of equal answers among the pairs of rounds, least share of quotes that stand, most share without a verdict
LEAST_EQUAL, LEAST_STANDING, MOST_SILENT = 0.9, 0.95, 0.05
#: the lower end of the 95 % interval of the agreement with the labels must reach this
LEAST_AGREEMENT = 0.6


class Trial(msgspec.Struct, frozen=True):
    """One conversation of the set: what is asked, what is right, and what the judge came to in each round."""

    place: str
    clause: str
    right: str
    came_to: tuple[str, ...]
    answers: tuple[Given, ...]

    @property
    def usual(self) -> str:
        """What it came to most often; a tie goes to the first round's."""
        return Counter(self.came_to).most_common(1)[0][0]


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """What was reckoned from the trials, as hits of tries."""

    equal: tuple[int, int]
    standing: tuple[int, int]
    silent: tuple[int, int]
    agreed: tuple[int, int]

    def checks(self) -> list[tuple[str, str, bool]]:
        """Each figure in words with its threshold, and whether that is met."""
        interval = wilson_interval(*self.agreed)
        low, high = (interval.low, interval.high) if interval is not None else (0.0, 1.0)
        return [
            ("repeatability", f"{_share(self.equal)} equal answers when asked again; at least {LEAST_EQUAL:.0%}",
             _of(self.equal, 0.0) >= LEAST_EQUAL),
            ("evidence", f"{_share(self.standing)} of the quotes stand in their turn; at least {LEAST_STANDING:.0%}",
             _of(self.standing, 0.0) >= LEAST_STANDING),
            ("silence", f"{_share(self.silent)} refused or without a usable answer; at most {MOST_SILENT:.0%}",
             _of(self.silent, 1.0) <= MOST_SILENT),
            ("agreement", f"{_share(self.agreed)} as labelled, 95% interval {low:.0%} to {high:.0%}; its lower end at least "
                          f"{LEAST_AGREEMENT:.0%}", low >= LEAST_AGREEMENT),
        ]  # fmt: skip


def _of(pair: tuple[int, int], without: float) -> float:
    return pair[0] / pair[1] if pair[1] else without


def _share(pair: tuple[int, int]) -> str:
    return f"{pair[0]} of {pair[1]}"


def try_judge(request: JudgeRequest, tell: Callable[[str], None]) -> int:
    """Print what the judge is worth on the calibration set; 0 if every threshold is met, else 1."""
    judge = reach_judge(request, tell)
    tell(f"        judge {request.model}: each conversation of the calibration set is asked {ROUNDS} times")
    began = time.monotonic()
    trials = put_trials(judge, request.parallel)
    judge.close()
    for trial in trials:
        if trial.usual != trial.right or len(set(trial.came_to)) > 1:
            tell(f"        {trial.place} {trial.clause}: {', '.join(trial.came_to)}; labelled {trial.right}")
    why = Counter(str(one) for trial in trials for one in trial.answers if isinstance(one, judging.JudgeSilentError))
    for text, count in why.most_common(3):
        tell(f"        no answer, {count} times: {text}")
    failed = False
    for name, told, met in reckon(trials).checks():
        failed = failed or not met
        tell(f"{'ok     ' if met else 'FAILED '} {name}: {told}")
    tell(f"{'FAILED ' if failed else 'ok     '} judge {request.model} ({time.monotonic() - began:.1f} s)"
         + ("; do not use its verdicts." if failed else "; next, measure it on your own conversations by marks."))  # fmt: skip
    return 1 if failed else 0


def put_trials(judge: judging.Judge, parallel: int) -> list[Trial]:
    """Every conversation of the set, asked so often; only the first if the judge does not answer at all."""
    profile = find_profile(CALIBRATION)
    assembled = assemble("telephone", str(profile))
    lane = judging.Lane(assembled.inspector, judge.model)
    trials: list[Trial] = []
    with ThreadPoolExecutor(parallel) as pool:
        for example in read_examples(profile.parent, "judge.jsonl"):
            sent, inquiry = _inquiry(assembled, lane, example.line, example.clause)
            answers = list(pool.map(lambda _, asked=inquiry: _ask(judge, asked), range(ROUNDS)))
            trials.append(Trial(example.place, example.clause, example.outcome,
                                tuple(_came_to(answer, sent) for answer in answers), tuple(answers)))  # fmt: skip
            if len(trials) == 1 and all(isinstance(answer, judging.JudgeSilentError) for answer in answers):
                break
    return trials


def _inquiry(
    assembled: Assembled, lane: judging.Lane, line: bytes, clause: str
) -> tuple[judging.Sent, judging.Inquiry]:
    conversation = decode_line(line, assembled.bound.standard.zone, _ignore)
    sent = lane.prepare(conversation)
    language = conversation.language or "zh"
    asked = lane.inquiries(assembled.inspector.inspect(conversation), sent, language)
    return sent, next(one for one in asked.values() if one.clause == clause)


def _ignore(message: str) -> None:
    """The set's oddities are part of it."""


def _ask(judge: judging.Judge, inquiry: judging.Inquiry) -> Given:
    try:
        return judge.judge(inquiry)
    except judging.JudgeSilentError as silent:
        return silent


def _came_to(answer: Given, sent: judging.Sent) -> str:
    return "no_answer" if isinstance(answer, judging.JudgeSilentError) else judging.find_evidence(answer, sent)[0]


def reckon(trials: Sequence[Trial]) -> Figures:
    """The figures of the trials. Rounds of one conversation are not independent, so agreement counts conversations."""
    pairs = [one == other for trial in trials for one, other in combinations(trial.came_to, 2)]
    came_to = Counter(found for trial in trials for found in trial.came_to)
    quoted = [(found, answer) for trial in trials for found, answer in zip(trial.came_to, trial.answers, strict=True)
              if isinstance(answer, judging.Answer) and answer.verdict in ("kept", "broken")]  # fmt: skip
    return Figures(
        equal=(sum(pairs), len(pairs)),
        standing=(sum(found in ("kept", "broken") for found, _ in quoted), len(quoted)),
        silent=(came_to["refused"] + came_to["no_answer"], sum(came_to.values())),
        agreed=(sum(trial.usual == trial.right for trial in trials), len(trials)),
    )
