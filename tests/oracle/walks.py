"""Conversations that climb a ladder on purpose: its steps in order, pauses on their bound, and now and then a slip.

Random talk seldom gets to the end of a ladder; this does. This module refuses to draw standards.
"""

from __future__ import annotations

from random import Random

from tests.oracle.traces import Draft, Recipe, draw_event, numbered

from zuoxi.standard.model import Ladder, Step
from zuoxi.standard.moment import LINE, SAID, VOICE, Moment

SLIPS = (0, 0, 0, 0, 0, 1, 500, -1, -500)


class Walk:
    """The clock of one conversation that climbs."""

    def __init__(self, rng: Random, ladder: Ladder) -> None:
        self.rng = rng
        self.ladder = ladder
        self.draft = Draft(rng, Recipe(kinds=("sound", "sound", "held")))
        self.now = 0
        self.count = 0

    def draw(self) -> list[Moment]:
        rng = self.rng
        if rng.random() < 0.8:
            self.draft.add(LINE, "answered", 0, party="agent")
        for _ in range(rng.choice((1, 1, 2))):
            pause = 500
            for step in self.ladder.steps[: rng.choice((1, 2, 9, 9, 9))]:
                self.wait(pause)
                self.disturb()
                self.do(step)
                pause = step.pause
            self.wait(pause)
        if rng.random() < 0.3:
            draw_event(self.draft, untimed=True)
        if rng.random() < 0.8:
            self.draft.add(LINE, "hung_up", self.now, party=rng.choice(("agent", "agent", "agent", "customer", None)))
        moments = self.draft.moments
        rng.shuffle(moments)
        moments.sort(key=lambda moment: (moment.at, moment.rank))
        return [numbered(moment, seq) for seq, moment in enumerate(moments)]

    def wait(self, pause: int) -> None:
        self.now = max(0, self.now + pause + self.rng.choice(SLIPS))

    def disturb(self) -> None:
        """A sound of the other side, a gap, or an aside."""
        draw = self.rng.random()
        if draw < 0.06:
            self.say("customer", ("d",) if self.rng.random() < 0.5 else ())
        elif draw < 0.1:
            self.draft.add(SAID, "gap", self.now, start=max(0, self.now - 500))
        elif draw < 0.14:
            self.say("agent", ("d",))
        elif draw < 0.18:
            self.draft.add(
                LINE, "sound", self.now, party=self.rng.choice(("customer", None)), details={"quality": "weak"}
            )

    def do(self, step: Step) -> None:
        if step.reply:
            self.say("customer", (self.rng.choice(("b", "b", "b", "c", "d")),))
        elif not step.gather:
            self.say("agent", step.say[0].any_of)
        else:
            acts = [act for atom in step.say for act in atom.all_of]
            cut = self.rng.randint(0, len(acts))
            for part in (acts[:cut], acts[cut:]):
                if part and self.rng.random() < 0.95:
                    self.say("agent", tuple(dict.fromkeys(part)))

    def say(self, party: str, acts: tuple[str, ...]) -> None:
        rng = self.rng
        start, end = self.now, self.now + rng.choice((0, 500, 500, 1000))
        timed = rng.random() < 0.95
        shared = {"party": party, "utterance": self.count, "start": start, "timed": timed}
        if timed or rng.random() < 0.5:
            self.draft.add(VOICE, "voice", start, **shared)
        self.draft.add(
            SAID,
            "said",
            end,
            **shared,
            content=rng.random() < 0.95,
            doubtful=rng.random() < 0.06,
            heard=rng.random() < 0.96,
            acts=acts,
        )
        self.count += 1
        self.now = end if rng.random() < 0.95 else start


def draw_walk(rng: Random, ladder: Ladder) -> list[Moment]:
    return Walk(rng, ladder).draw()
