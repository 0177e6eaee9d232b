"""Random small conversations, seeded: many equal instants, gaps exactly on a bound, overlaps, doubt and damage.

Every utterance is a voice at its start and a said at its end. This module refuses to know what a standard asks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from zuoxi.standard.moment import DESK, LINE, SAID, VOICE, FactValue, Moment, Setting

ACTS = ("a", "b", "c", "d")
ALL_SHOWN = frozenset(
    {
        "rings",
        "hangup",
        "hold",
        "transfer",
        "agent_words",
        "customer_words",
        "levels",
        "records",
        "screen",
        "consult",
    }
)
VALUES = ("13912345678", "13987654321", "139", "5678", "4321", "12345678", "a1")


@dataclass
class Recipe:
    """What a family wants of its traces."""

    acts: tuple[str, ...] = ACTS
    kinds: tuple[str, ...] = ("answered", "held", "resumed", "sound")
    utterances: tuple[int, int] = (2, 9)
    events: tuple[int, int] = (0, 4)
    length: int = 9000
    facts: bool = False
    parties: tuple[str, ...] = ("agent", "agent", "agent", "customer", "customer", "customer", "colleague", "ivr")
    ends: tuple[str, ...] = ("agent", "agent", "customer", "customer", "nobody", "dropped", "blind", "none", "none")
    damage: float = 1.0


@dataclass
class Draft:
    rng: Random
    recipe: Recipe
    moments: list[Moment] = field(default_factory=list)

    def instant(self, low: int = 0, high: int | None = None) -> int:
        """A point of the grid, sometimes 1 ms beside it."""
        top = self.recipe.length if high is None else high
        at = 500 * self.rng.randint(low // 500, max(top, low) // 500)
        return max(0, at + self.rng.choice((0, 0, 0, 0, 0, 0, 1, -1)))

    def is_likely(self, chance: float) -> bool:
        return self.rng.random() < chance

    def add(self, rank: int, kind: str, at: int, **fields: object) -> None:
        self.moments.append(Moment(at=at, rank=rank, seq=0, kind=kind, **fields))  # type: ignore[arg-type]


def draw_moments(rng: Random, recipe: Recipe) -> list[Moment]:
    draft = Draft(rng, recipe)
    damaged = draft.is_likely(0.35 * recipe.damage)
    untimed = draft.is_likely(0.15 * recipe.damage)
    for number in range(rng.randint(*recipe.utterances)):
        draw_utterance(draft, number, damaged, untimed)
    for _ in range(rng.randint(*recipe.events)):
        draw_event(draft, untimed)
    if draft.is_likely(0.15 * recipe.damage):
        start = draft.instant()
        draft.add(SAID, "gap", start + draft.rng.choice((0, 500, 1500)), start=start)
    draw_end(draft)
    rng.shuffle(draft.moments)
    draft.moments.sort(key=lambda moment: (moment.at, moment.rank))
    return [numbered(moment, seq) for seq, moment in enumerate(draft.moments)]


def numbered(moment: Moment, seq: int) -> Moment:
    fields = {name: getattr(moment, name) for name in moment.__struct_fields__}
    return Moment(**{**fields, "seq": seq})


def draw_utterance(draft: Draft, number: int, damaged: bool, untimed: bool) -> None:
    rng = draft.rng
    start = draft.instant()
    end = start + rng.choice((0, 1, 500, 500, 1000, 1000, 1500, 3000))
    party = rng.choice(draft.recipe.parties)
    agent = rng.choice(("1", "1", "2", None)) if party == "agent" else None
    timed = not (untimed and draft.is_likely(0.5))
    content = draft.is_likely(0.9)
    count = min(rng.choice((0, 1, 1, 1, 2, 2, 3)), len(draft.recipe.acts))
    acts = tuple(rng.sample(draft.recipe.acts, count)) if content else ()
    facts = draw_facts(draft) if content and draft.recipe.facts else ()
    if timed or draft.is_likely(0.3):
        draft.add(VOICE, "voice", start, party=party, agent=agent, utterance=number, start=start, timed=timed)
    draft.add(
        SAID,
        "said",
        end,
        start=start,
        party=party,
        agent=agent,
        utterance=number,
        timed=timed,
        content=content,
        doubtful=damaged and draft.is_likely(0.3),
        heard=draft.is_likely(0.9),
        acts=acts,
        facts=facts,
        details={"a.argument": rng.choice(("x", "y"))} if "a" in acts else {},
        characters=rng.randint(1, 12) if content else 0,
    )


def draw_facts(draft: Draft) -> tuple[FactValue, ...]:
    rng = draft.rng
    kinds = ("phone", "phone", "order")
    return tuple(
        FactValue(rng.choice(kinds), rng.choice(VALUES), draft.is_likely(0.25))
        for _ in range(rng.choice((0, 1, 1, 1, 2)))
    )


def draw_event(draft: Draft, untimed: bool) -> None:
    rng = draft.rng
    kind = rng.choice(draft.recipe.kinds)
    rank = DESK if kind in ("recorded", "record_opened", "rated") else LINE
    details: dict[str, str] = {}
    if kind == "recorded":
        name = rng.choice(("phone", "order", "topic"))
        details = {"field": name, "value": rng.choice((*VALUES[:2], "x", ""))}
    elif kind == "sound":
        details = {"quality": rng.choice(("clear", "weak"))}
    elif kind == "rated":
        details = {"score": rng.choice(("1", "3", "5", "none"))}
    elif kind == "transferred":
        details = {"mode": "attended"}
    party = rng.choice(("agent", "customer", None)) if kind != "recorded" else "agent"
    agent = rng.choice(("1", "2", None)) if party == "agent" else None
    timed = not (untimed and draft.is_likely(0.3))
    draft.add(rank, kind, draft.instant(), party=party, agent=agent, details=details, timed=timed)


def draw_end(draft: Draft) -> None:
    """The terminal, mostly after everything, sometimes with something after it or still under way."""
    rng = draft.rng
    how = rng.choice(draft.recipe.ends)
    if how == "none":
        return
    last = max((moment.at for moment in draft.moments), default=0)
    at = draft.instant() if draft.is_likely(0.25) else last + rng.choice((0, 0, 1, 500, 1000, 2000, 3000, 5000))
    timed = draft.is_likely(0.97)
    if how in ("agent", "customer"):
        kind = rng.choice(("hung_up", "hung_up", "closed"))
        draft.add(LINE, kind, at, party=how, timed=timed)
    elif how == "nobody":
        draft.add(LINE, "hung_up", at, party=None, timed=timed)
    elif how == "dropped":
        draft.add(LINE, "dropped", at, party=rng.choice(("system", None)))
    else:
        draft.add(LINE, "transferred", at, party="agent", details={"mode": "blind"})


def draw_setting(rng: Random, damage: float = 1.0) -> Setting:
    shows = ALL_SHOWN
    if rng.random() < 0.2 * damage:
        shows = ALL_SHOWN - set(rng.sample(sorted(ALL_SHOWN), rng.choice((1, 1, 2, 4))))
    return Setting(
        attributes={"topic": rng.choice(("x", "y", "")), "queue": rng.choice(("x", "y,x"))},
        shows=shows,
        started_at_ms=rng.choice((None, 1_764_000_000_000 + 500 * rng.randint(-8, 8))),
        customer_zone=rng.choice(("Asia/Shanghai", "Europe/Paris")),
        resolution=rng.choice((0, 0, 0, 0, 1, 500, 501)) if rng.random() < 0.4 * damage else 0,
        direction=rng.choice(("inbound", "outbound")),
        complete=rng.random() < 0.25,
    )
