"""The closed lists of words that a written standard may use: parties, events, details, evidence, facts, messages.

A word outside a list is told at once, with its place, instead of never matching. It refuses to know any act: acts are the
pack's own.
"""

from __future__ import annotations

from zuoxi.events import happening

#: who may speak in a pattern; `anyone` stands for no party in particular
PARTIES = ("agent", "customer", "colleague", "anyone", "supervisor")
#: who may cause an event or stand behind a moment
ACTORS = ("agent", "customer", "system", "ivr", "supervisor", "colleague", "bot", "other")
#: the end of a sound is a moment of its own
EVENTS = frozenset(happening.KINDS) | {"sound_ended"}
#: events after which nothing is judged (a transfer only with mode blind)
ENDS = frozenset({"hung_up", "dropped", "closed"})
#: what a source may show (contract of the conversation's line)
SHOWS = frozenset(
    {"rings", "hangup", "hold", "transfer", "agent_words", "customer_words", "times", "levels", "records", "screen",
     "consult"}
)  # fmt: skip
FACTS = frozenset(
    {"phone", "id_card", "bank_card", "order_number", "amount", "quantity", "datetime", "duration", "deadline", "address",
     "plate", "name", "email"}
)  # fmt: skip
VERDICTS = ("kept", "broken", "unknown", "not_applicable")
#: the reasons that the kernel gives, by message id; a pack words all of them
MESSAGES = (
    *(f"{row}.{verdict}" for row in ("response", "permit", "never", "at_most", "steps", "climb", "read_back", "measure")
      for verdict in ("kept", "broken", "unknown")),
    "response.lapsed", "climb.cut", "read_back.recorded", "not_shown", "not_due", "not_applicable", "unset", "to_mark", "marked",
    "to_judge", *(f"judged.{found}" for found in ("kept", "broken", "not_applicable", "refused", "no_evidence", "doubtful",
                                                  "no_answer")),
)  # fmt: skip
#: what a reason's wording may fill in
FILLED = frozenset({"label", "kind", "parameter", "count", "limit", "measured", "value", "key", "reason", "model", "said",
                    "confidence"})  # fmt: skip
_SHARED = set(happening.Happening.__struct_fields__)


def details_of(event: str) -> frozenset[str]:
    """The fields of an event that `where` and `bounds` may look at."""
    kind = happening.KINDS.get("sound" if event == "sound_ended" else event)
    own = set(kind.__struct_fields__) - _SHARED if kind is not None else set()
    return frozenset(own | ({"inferred"} if event == "answered" else set()))


def is_detail_of_words(name: str) -> bool:
    """What `where` may look at in an utterance: its language, whom it is said to, an act's argument."""
    return name in ("language", "to") or "." in name
