"""Masking the personal data of a conversation: words, word times, attributes, entered facts, keys pressed, foreign fields.

Typed placeholders, the same one for the same value within the conversation, so that the standard judges the masked
conversation as it judged the other. It refuses to guess what a source's own field means: an unknown field is read as text.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from zuoxi.events import Conversation, Event, Spoken, Word, happening
from zuoxi.language import Ledger

#: attributes and entered facts that are personal as a whole, and what they are masked as
_FIELDS = {
    "customer_name": "name", "name": "name", "contact": "phone", "phone": "phone", "customer_phone": "phone", "mobile": "phone",
    "callback_number": "phone", "address": "address", "email": "email", "id_card": "id_card", "bank_card": "bank_card",
    "plate": "plate", "passport": "passport", "wechat": "wechat", "qq": "qq", "birthday": "birth_date",
    "birth_date": "birth_date",
    "account": "account",
}  # fmt: skip
#: ours, not the customer's; without them nothing could be judged or counted
_OURS = frozenset({
    "organisation", "department", "queue", "agent_number", "agent_name", "agent_group", "agent_skills", "customer_title",
    "customer_class", "first_contact", "topic", "purpose", "complexity", "customer_timezone", "protected_numbers",
})  # fmt: skip
_PLAIN = frozenset({"type", "party", "agent", "at", "index", "extra", "name"})


def redact(conversation: Conversation) -> Conversation:
    """The conversation without personal data; ids, times and everything else as they were."""
    own = str(conversation.attributes.get("agent_name") or "")
    ledger = Ledger(spare=(own,))
    name = conversation.attributes.get("customer_name")
    if isinstance(name, str):
        ledger.learn_name(name)
    for turn in conversation.turns:
        ledger.learn(turn.text, turn.party)
    return msgspec.structs.replace(
        conversation,
        attributes={key: _attribute(key, value, ledger) for key, value in conversation.attributes.items()},
        events=tuple(_event(event, ledger) for event in conversation.events),
        turns=tuple(_turn(turn, ledger) for turn in conversation.turns),
        gaps=tuple(msgspec.structs.replace(gap, why=ledger.mask(gap.why, "agent")) for gap in conversation.gaps),
        extra=_foreign(conversation.extra, ledger),
    )


class Cut(NamedTuple):
    """A datum that was masked: from where to where in the masked text, and in the words as they were said."""

    start: int
    end: int
    said_from: int
    said_to: int


class MaskedText(NamedTuple):
    """A turn's words without personal data, and how to find a place of theirs in what was said."""

    text: str
    cuts: tuple[Cut, ...] = ()

    def said(self, start: int, end: int) -> tuple[int, int]:
        """The span of the words as they were said; a placeholder stands for all of its datum."""
        return self._said(start, False), self._said(end, True)

    def _said(self, place: int, is_end: bool) -> int:
        shift = 0
        for cut in self.cuts:
            if cut.start < place < cut.end:
                return cut.said_to if is_end else cut.said_from
            if place >= cut.end:
                shift = cut.said_to - cut.end
        return place + shift


def mask_turns(conversation: Conversation) -> list[MaskedText]:
    """The words of each turn as they may leave this machine: the agent's own name is masked too."""
    ledger = Ledger()
    for key in ("customer_name", "agent_name"):
        name = conversation.attributes.get(key)
        if isinstance(name, str):
            ledger.learn_name(name)
    for turn in conversation.turns:
        ledger.learn(turn.text, turn.party)
    return [_masked_text(turn, ledger) for turn in conversation.turns]


def _masked_text(turn: Spoken, ledger: Ledger) -> MaskedText:
    cuts: list[Cut] = []
    parts: list[str] = []
    length = before = 0
    for start, end, told in ledger.replaced(turn.text, turn.party):
        parts += (turn.text[before:start], told)
        length += start - before
        cuts.append(Cut(length, length + len(told), start, end))
        length += len(told)
        before = end
    return MaskedText("".join(parts) + turn.text[before:], tuple(cuts))


def _attribute(key: str, value: object, ledger: Ledger) -> object:
    if key in _OURS:
        return value
    if key in _FIELDS and isinstance(value, str | int) and str(value).strip():
        return ledger.value(_FIELDS[key], str(value).strip())
    return _any(value, ledger)


def _event(event: Event, ledger: Ledger) -> Event:
    changes: dict[str, object] = {"extra": _foreign(event.extra, ledger)} if event.extra else {}
    if isinstance(event, happening.Recorded) and event.value is not None:
        changes["value"] = _attribute(event.field or "", event.value, ledger)
    elif isinstance(event, happening.DigitPressed):
        changes["digit"] = "*"
    else:
        for field in event.__struct_fields__:
            value = getattr(event, field)
            if field not in _PLAIN and isinstance(value, str):
                changes[field] = ledger.mask(value, "agent")
    return msgspec.structs.replace(event, **changes) if changes else event


def _turn(turn: Spoken, ledger: Ledger) -> Spoken:
    masked = ledger.mask(turn.text, turn.party)
    words = turn.words
    if words and masked != turn.text:
        words = _words(words, turn.text, masked)
    return msgspec.structs.replace(turn, text=masked, words=words, extra=_foreign(turn.extra, ledger))


def _words(words: tuple[Word, ...], text: str, masked: str) -> tuple[Word, ...]:
    """Words that still stand in the masked text stay; the others lose their text and keep their times."""
    kept: list[Word] = []
    place = 0
    for word in words:
        found = masked.find(word.text, place) if word.text and word.text in text else -1
        if found >= 0:
            place = found + len(word.text)
            kept.append(word)
        else:
            kept.append(msgspec.structs.replace(word, text=""))
    return tuple(kept)


def _foreign(extra: Mapping[str, object], ledger: Ledger) -> Mapping[str, object]:
    return {key: _attribute(key, value, ledger) for key, value in extra.items()}


def _any(value: object, ledger: Ledger) -> object:
    if isinstance(value, str):
        return ledger.mask(value, "customer")
    if isinstance(value, Mapping):
        return {key: _attribute(str(key), part, ledger) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_any(part, ledger) for part in value]
    return value
