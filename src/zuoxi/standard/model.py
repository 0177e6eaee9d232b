"""The clause model: what a written clause means once its parameters are chosen.

A pack's YAML is lowered to these values; the kernel compiles them; the oracle in `tests/` evaluates the same values
by plain definitions. The family is closed: a missing construct is a new type here, with a definition, checks and
examples. This module refuses to hold behaviour. The meaning of every type is in
`docs/reference/clause-semantics.md`; the docstrings only name units.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from zuoxi.events import Severity

# ---------------------------------------------------------------- conditions (three-valued, state before the moment)


class Always(msgspec.Struct, frozen=True, tag=True):
    """A constant: 2 true, 1 unknown (an unset parameter), 0 false."""

    value: int = 2
    unset: str = ""


class Not(msgspec.Struct, frozen=True, tag=True):
    of: Condition


class AllOf(msgspec.Struct, frozen=True, tag=True):
    of: tuple[Condition, ...]


class AnyOf(msgspec.Struct, frozen=True, tag=True):
    of: tuple[Condition, ...]


class FlagSet(msgspec.Struct, frozen=True, tag=True):
    """The flag (or stretch) is set; with at_least / at_most: for that many ms since it was last set."""

    flag: str
    at_least: int | None = None
    at_most: int | None = None


class Replied(msgspec.Struct, frozen=True, tag=True):
    """The reply track stands at this answer."""

    track: str
    answer: Literal["yes", "no", "other", "none"]


class Silent(msgspec.Struct, frozen=True, tag=True):
    """Nobody speaks and nobody has spoken for at_least ms."""

    at_least: int


class TimeOfDay(msgspec.Struct, frozen=True, tag=True):
    """The instant lies in one of the half-open windows [from, to), minutes of the local day."""

    windows: tuple[tuple[int, int], ...]
    zone: Literal["organisation", "customer"] = "organisation"


class Attribute(msgspec.Struct, frozen=True, tag=True):
    """An attribute of the conversation (attributes, channel, direction), or a recorded field, as text.

    covers: the attribute is a list (divided by commas) that holds the value of another attribute, values[0].
    """

    name: str
    op: Literal["present", "is", "in", "covers"] = "present"
    values: tuple[str, ...] = ()


class Shown(msgspec.Struct, frozen=True, tag=True):
    """The source shows this kind of evidence."""

    kind: str


class LadderComplete(msgspec.Struct, frozen=True, tag=True):
    """All steps of the ladder are done and its last pause has passed at this moment."""

    ladder: str


class Counted(msgspec.Struct, frozen=True, tag=True):
    counter: str
    at_least: int | None = None
    at_most: int | None = None


class OutcomeIs(msgspec.Struct, frozen=True, tag=True):
    """The merged verdict that another clause has reached so far is one of these."""

    clause: str
    verdicts: tuple[str, ...]


class ByParty(msgspec.Struct, frozen=True, tag=True):
    """The moment at hand is of this party; unknown if the moment names none."""

    party: str


Condition = (
    Always
    | Not
    | AllOf
    | AnyOf
    | FlagSet
    | Replied
    | Silent
    | TimeOfDay
    | Attribute
    | Shown
    | LadderComplete
    | Counted
    | OutcomeIs
    | ByParty
)


# ---------------------------------------------------------------- patterns


class Atom(msgspec.Struct, frozen=True, kw_only=True):
    """One way for a moment to match.

    kind: `said`, `voice`, an event type, or `enter` / `leave` with `name` of a flag that is just set / reset.
    by: parties (empty: any). any_of / all_of: acts. ordered: acts in this order inside the utterance.
    none_of: acts that must not stand in it. wordless: only sound without words.
    content: only utterances with words. heard: only what the customer hears. where: (field, values) on details.
    bounds: (field, at_least, at_most) on details read as whole numbers.
    facts: fact kinds of which at least one is stated.
    """

    kind: str
    name: str = ""
    by: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    all_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    ordered: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    content: bool = False
    wordless: bool = False
    heard: bool = True
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    bounds: tuple[tuple[str, int | None, int | None], ...] = ()
    when: Condition | None = None


Pattern = tuple[Atom, ...]


# ---------------------------------------------------------------- tracks (named memories)


class Flag(msgspec.Struct, frozen=True, kw_only=True):
    """Set and reset by patterns. A stretch is a flag; its openings are its `enter` moments."""

    name: str
    set: Pattern
    reset: Pattern = ()
    starts: bool = False


class Counter(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    of: Pattern
    reset: Pattern = ()


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """The first utterances with content of `by` after a question, at most `within` of them."""

    name: str
    to: Pattern
    yes: tuple[str, ...]
    no: tuple[str, ...]
    by: tuple[str, ...] = ("customer",)
    within: int = 1
    reset: Pattern = ()


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a ladder: an utterance (pattern on said), or the answer yes of a reply track.

    pause: ms of silence after this step before the next agent utterance (or, after the last, before the end).
    gather: the acts of `all_of` may be spread over several utterances.
    """

    say: Pattern = ()
    reply: str = ""
    pause: int = 0
    gather: bool = False


class Ladder(msgspec.Struct, frozen=True, kw_only=True):
    """Counted steps with pauses. by: whose utterances are steps. reset: the other side reacts.

    recognised: patterns that show that the situation is there. by_pause: a full pause after a step before any
    reset shows it too. silent_end: an end by `by` before any sound of the other side shows it too.
    """

    name: str
    steps: tuple[Step, ...]
    by: str = "agent"
    reset: Pattern = ()
    recognised: Pattern = ()
    by_pause: bool = False
    silent_end: bool = False
    within: Condition | None = None


Track = Flag | Counter | Reply | Ladder


# ---------------------------------------------------------------- rows


class Goal(msgspec.Struct, frozen=True, kw_only=True):
    """Something to be done; `already`: a condition that, true at the trigger, means it is done."""

    pattern: Pattern
    already: Condition | None = None


class Response(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """After the trigger, `need` of the goals, within ms / turns / before an event / by the end."""

    trigger: Pattern
    goals: tuple[Goal, ...]
    need: int
    each: Literal["each", "first", "idle"] = "each"
    within_ms: int | None = None
    within_turns: int | None = None
    turns_of: str = "agent"
    deadline: Pattern = ()
    lapse: Pattern = ()
    grace: int | None = None
    same: bool = False
    same_agent: bool = False
    label: str = ""


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What depends on content, as it is asked of a person or of a judging model; texts as (zh, en).

    reference: the text that what was said must agree with. unset: the parameter of that text has no value; nothing can be asked.
    """

    question: tuple[str, str]
    criteria: tuple[tuple[str, ...], tuple[str, ...]]
    reference: str = ""
    unset: str = ""


class Permit(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """The trigger only if the condition holds. lasting: counts only if `until` is at least that many ms away. by_person: no
    condition can tell, a person does; with a question a judging model may, beside the rules."""

    trigger: Pattern
    only_if: Condition
    lasting: int | None = None
    until: Pattern = ()
    label: str = ""
    by_person: bool = False
    question: Question | None = None


class Never(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """The pattern never; `scope` (a flag): only while it is set, not applicable if it never was."""

    pattern: Pattern
    scope: str = ""
    label: str = ""


class AtMost(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """At most n matches (in any window of `window` ms); judged kept at `judged` or, without it, at the end."""

    pattern: Pattern
    n: int
    window: int | None = None
    judged: Pattern = ()
    label: str = ""


class Steps(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """After the trigger the steps in this order; a step whose skip guard holds may be left out."""

    trigger: Pattern
    steps: tuple[Pattern, ...]
    skips: tuple[Condition | None, ...]
    until: Pattern = ()
    complete: bool = True
    label: str = ""


class Climb(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """The outcome of each stretch of a ladder track."""

    ladder: str
    label: str = ""


class ReadBack(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Keyed response: every (field, value) stated by the customer is read back and not denied."""

    kinds: tuple[str, ...]
    deny: tuple[str, ...] = ("customer_deny",)
    grace: int | None = None
    label: str = ""


class Measure(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A number in a range.

    what: duration (opens..closes, ms), speech_rate (characters a minute, average over utterances of `by`),
    longest_silence (ms, each silence above the bound), interruptions (count by `by`).
    """

    what: Literal["duration", "speech_rate", "longest_silence", "interruptions"]
    by: str = "agent"
    opens: Pattern = ()
    closes: Pattern = ()
    at_least: int | None = None
    at_most: int | None = None
    ignore_under: int = 0
    label: str = ""


Row = Response | Permit | Never | AtMost | Steps | Climb | ReadBack | Measure


class Clause(msgspec.Struct, frozen=True, kw_only=True):
    """A clause ready to be compiled. needs: kinds without which the whole clause cannot be judged."""

    id: str
    section: str
    severity: Severity
    rows: tuple[Row, ...]
    when: Condition | None = None
    needs: tuple[str, ...] = ()
    parameters: tuple[tuple[str, str | int | float], ...] = ()

    @property
    def checklist(self) -> bool:
        """Whether it is only for people to mark (or, if it has a question, for a judging model to advise on)."""
        return bool(self.rows) and all(isinstance(row, Permit) and row.by_person for row in self.rows)

    @property
    def question(self) -> Question | None:
        """What a judging model is asked; such a clause has this one rule and no other."""
        row = self.rows[0] if self.rows else None
        return row.question if isinstance(row, Permit) else None


class Standard(msgspec.Struct, frozen=True, kw_only=True):
    """Tracks and clauses of one pack with one profile; clauses stand in the order of their references."""

    id: str
    version: str
    digest: str
    tracks: tuple[Track, ...]
    clauses: tuple[Clause, ...]
    join_gap: int = 1000
    minimum_confidence: float = 0.5
    zone: str = "Asia/Shanghai"
    festivals: tuple[tuple[str, str, str], ...] = ()
