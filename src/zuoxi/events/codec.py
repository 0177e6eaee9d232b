"""The contract's JSON form of a conversation, both ways.

Times become whole milliseconds from the decimal text, half up; binary floating point never decides. What is wrong is said
as (path, what, remedy); what is only odd is a warning. The codec refuses to read files.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import NamedTuple, NoReturn
from zoneinfo import ZoneInfo

import msgspec

from zuoxi.events.conversation import Conversation, Gap, Spoken, Word, shows_by_default
from zuoxi.events.happening import KINDS, Foreign, Happening, Sounded

DAY = 86_400_000
PARTIES = frozenset({"agent", "customer", "colleague", "ivr", "bot", "other", "system", "supervisor"})
Warn = Callable[[str], None]
_DECODER = msgspec.json.Decoder(float_hook=Decimal)
_ENCODER = msgspec.json.Encoder(decimal_format="number")
_TURN_FIELDS = frozenset(
    {
        "party",
        "text",
        "start",
        "end",
        "confidence",
        "agent",
        "to",
        "language",
        "level_db",
        "snr_db",
        "words",
    }
)
_TOP_FIELDS = frozenset(
    {"id", "channel", "direction", "started_at", "language", "attributes", "events", "turns", "gaps", "complete",
     "follows", "shows", "resolution"}
)  # fmt: skip
_EVENT_FIELDS = {
    name: tuple(field for field in kind.__struct_fields__ if field not in ("at", "index", "party", "agent", "extra"))
    for name, kind in KINDS.items()
}


class MalformedError(Exception):
    """A conversation that cannot be taken: what is wrong and what would be right, without the customer's words."""


class Doubt(NamedTuple):
    """Collects what is odd about one conversation."""

    warn: Warn
    seen: set[str]

    def once(self, text: str) -> None:
        if text not in self.seen:
            self.seen.add(text)
            self.warn(text)


def _refuse(wrong: str, right: str) -> NoReturn:
    raise MalformedError(f"{wrong}; {right}")


def name_of(value: object) -> str:
    """What a JSON value is, in words, without showing it."""
    names = {
        str: "text",
        bool: "a truth value",
        int: "a number",
        Decimal: "a number",
        list: "a list",
        dict: "an object",
    }
    return "null" if value is None else names.get(type(value), "something else")


def _shown(value: object) -> str:
    """A short token may be shown: it is what the reader must look for."""
    if isinstance(value, str) and len(value) <= 12:
        return f"the text {value!r}"
    return name_of(value)


def _milliseconds(value: object, path: str, doubt: Doubt) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        _refuse(f"{path} is {_shown(value)}", "seconds as a number are expected")
    try:
        exact = int((Decimal(value) * 1000).to_integral_value(ROUND_HALF_UP))
    except (InvalidOperation, OverflowError, ValueError):
        exact = DAY + 1
    if not 0 <= exact <= DAY:
        doubt.warn(f"{path} is {'before 0' if exact < 0 else 'over 24 h'}; it is taken as unknown")
        return None
    return exact


def _text(value: object, path: str) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return str(value)
    _refuse(f"{path} is {name_of(value)}", "text is expected")


def _number(value: object, path: str) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        _refuse(f"{path} is {_shown(value)}", "a number is expected")
    return float(value)


def _list(value: object, path: str, of: str) -> list[object]:
    if not isinstance(value, list):
        _refuse(f"{path} is {name_of(value)}", f"a list of {of} is expected")
    return value


def _object(value: object, path: str) -> dict[str, object]:
    if not isinstance(value, dict):
        _refuse(f"{path} is {name_of(value)}", "an object is expected")
    return value


def _event(value: object, index: int, doubt: Doubt) -> Happening:
    path = f"events[{index}]"
    fields = _object(value, path)
    name = fields.get("type")
    if not isinstance(name, str):
        _refuse(f"{path}.type is {name_of(name)}", "the name of an event type is expected")
    at = _milliseconds(fields.get("at"), f"{path}.at", doubt)
    party = _text(fields.get("party"), f"{path}.party")
    agent = _text(fields.get("agent"), f"{path}.agent")
    kind = KINDS.get(name)
    if kind is None:
        doubt.warn(f"{path}: unknown event type {name[:40]!r}, ignored and preserved")
        rest = {key: item for key, item in fields.items() if key not in ("type", "at", "party", "agent")}
        return Foreign(at=at, index=index, party=party, agent=agent, name=name, extra=rest)
    own: dict[str, object] = {}
    for field in _EVENT_FIELDS[name]:
        raw = fields.get(field)
        own[field] = _milliseconds(raw, f"{path}.{field}", doubt) if field == "until" else _text(raw, f"{path}.{field}")
    known = {"type", "at", "party", "agent", *own}
    extra = {key: item for key, item in fields.items() if key not in known}
    return kind(at=at, index=index, party=party, agent=agent, extra=extra, **own)


def _word(value: object, path: str, doubt: Doubt) -> Word:
    fields = _object(value, path)
    return Word(
        text=_text(fields.get("text"), f"{path}.text") or "",
        start=_milliseconds(fields.get("start"), f"{path}.start", doubt),
        end=_milliseconds(fields.get("end"), f"{path}.end", doubt),
        confidence=_number(fields.get("confidence"), f"{path}.confidence"),
    )


def _turn(value: object, index: int, doubt: Doubt) -> Spoken:
    path = f"turns[{index}]"
    fields = _object(value, path)
    party, text = fields.get("party"), fields.get("text")
    if not isinstance(party, str) or party not in PARTIES:
        _refuse(
            f"{path}.party is {_shown(party)}",
            f"one of {', '.join(sorted(PARTIES))} is expected",
        )
    if text is not None and not isinstance(text, str):
        _refuse(f"{path}.text is {name_of(text)}", "text is expected")
    start = _milliseconds(fields.get("start"), f"{path}.start", doubt)
    end = _milliseconds(fields.get("end"), f"{path}.end", doubt)
    if start is not None and end is not None and end < start:
        doubt.warn(f"{path} ends before it starts; its times are taken as unknown")
        start = end = None
    if start is None or end is None:
        start = end = None
    words = fields.get("words")
    return Spoken(
        index=index, party=party, text=text or "", start=start, end=end,
        confidence=_number(fields.get("confidence"), f"{path}.confidence"),
        agent=_text(fields.get("agent"), f"{path}.agent"),
        to=_text(fields.get("to"), f"{path}.to") or "customer",
        language=_text(fields.get("language"), f"{path}.language"),
        level_db=_number(fields.get("level_db"), f"{path}.level_db"),
        snr_db=_number(fields.get("snr_db"), f"{path}.snr_db"),
        words=() if words is None else tuple(
            _word(word, f"{path}.words[{n}]", doubt) for n, word in enumerate(_list(words, f"{path}.words", "words"))
        ),
        extra={key: item for key, item in fields.items() if key not in _TURN_FIELDS},
    )  # fmt: skip


def _gap(value: object, index: int, doubt: Doubt) -> Gap | None:
    path = f"gaps[{index}]"
    fields = _object(value, path)
    start = _milliseconds(fields.get("start"), f"{path}.start", doubt)
    end = _milliseconds(fields.get("end"), f"{path}.end", doubt)
    if start is None or end is None or end < start:
        doubt.warn(f"{path} has no usable start and end; it is ignored")
        return None
    return Gap(start=start, end=end, why=_text(fields.get("why"), f"{path}.why") or "")


def _instant(value: object, zone: ZoneInfo, doubt: Doubt) -> tuple[datetime | None, bool]:
    if value is None:
        return None, True
    if not isinstance(value, str):
        _refuse(f"started_at is {name_of(value)}", "an ISO 8601 date and time is expected")
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        _refuse(
            "started_at is no date and time",
            "ISO 8601 is expected, such as 2026-11-23T09:15:00+08:00",
        )
    given = moment.tzinfo is not None
    try:
        return (moment if given else moment.replace(tzinfo=zone)).astimezone(UTC), given
    except OverflowError:
        _refuse(
            "started_at lies outside the calendar",
            "a date between the years 1 and 9999 is expected",
        )


def _sorted_by_time(places: list[int | None]) -> list[int]:
    """Numbers in order of time; what has none keeps its place after the one before it."""
    keys, last = [], -1
    for place in places:
        last = last if place is None else place
        keys.append(last)
    return sorted(range(len(places)), key=keys.__getitem__)


def _arrange_turns(turns: list[Spoken], doubt: Doubt) -> tuple[Spoken, ...]:
    order = _sorted_by_time([turn.start for turn in turns])
    arranged = tuple(turns[number] for number in order)
    if order != list(range(len(turns))):
        doubt.once("turns or events are not in order of time; they are sorted")
    latest: dict[str, int] = {}
    for turn in arranged:
        if turn.start is None or turn.end is None:
            continue
        if any(party != turn.party and end > turn.start for party, end in latest.items()):
            doubt.once("two turns overlap (legal)")
        latest[turn.party] = max(latest.get(turn.party, 0), turn.end)
    return arranged


def _arrange_events(events: list[Happening], doubt: Doubt) -> tuple[Happening, ...]:
    order = _sorted_by_time([event.at for event in events])
    if order != list(range(len(events))):
        doubt.once("turns or events are not in order of time; they are sorted")
    return tuple(events[number] for number in order)


def decode_line(line: bytes | str, zone: str, warn: Warn) -> Conversation:
    """One JSON line as a conversation; raises `MalformedError`. `zone` (IANA) holds where started_at has no offset."""
    try:
        value = _DECODER.decode(line)
    except (
        msgspec.DecodeError,
        UnicodeDecodeError,
        RecursionError,
        ValueError,
        InvalidOperation,
    ):
        _refuse("not JSON", "a complete JSON object on one line is expected")
    if not isinstance(value, dict):
        _refuse(f"the line is {name_of(value)}", "an object is expected")
    return decode_object(value, zone, warn)


def decode_object(value: dict[str, object], zone: str, warn: Warn) -> Conversation:
    """A JSON object as a conversation; raises `MalformedError`."""
    doubt = Doubt(warn, set())
    name = value.get("id")
    if name is None or name == "":
        _refuse("no id", "an id is expected")
    identity = _text(name, "id")
    raw_events, raw_turns = value.get("events"), value.get("turns")
    if raw_events is None and raw_turns is None:
        _refuse("neither events nor turns", "at least one of them is expected")
    listed = [] if raw_events is None else _list(raw_events, "events", "events")
    events = [_event(event, number, doubt) for number, event in enumerate(listed)]
    spoken = [] if raw_turns is None else _list(raw_turns, "turns", "turns")
    turns = [_turn(turn, number, doubt) for number, turn in enumerate(spoken)]
    arranged_events, arranged_turns = (
        _arrange_events(events, doubt),
        _arrange_turns(turns, doubt),
    )
    gaps = [_gap(gap, n, doubt) for n, gap in enumerate(_list(value.get("gaps") or [], "gaps", "gaps"))]
    started, given = _instant(value.get("started_at"), ZoneInfo(zone), doubt)
    complete = value.get("complete")
    if complete is not None and not isinstance(complete, bool):
        _refuse(f"complete is {name_of(complete)}", "true or false is expected")
    return Conversation(
        id=identity or "", channel=_text(value.get("channel"), "channel") or "phone",
        direction=_text(value.get("direction"), "direction") or "inbound", started_at=started,
        started_text=_text(value.get("started_at"), "started_at"), zone_given=given,
        language=_text(value.get("language"), "language"),
        attributes=_object(value.get("attributes") or {}, "attributes"),
        events=arranged_events, turns=arranged_turns, gaps=tuple(gap for gap in gaps if gap is not None),
        complete=bool(complete), follows=_text(value.get("follows"), "follows"),
        shows=_shows(value, arranged_events, bool(listed), arranged_turns if raw_turns is not None else None),
        resolution=_milliseconds(value.get("resolution"), "resolution", doubt),
        extra=_rest(value),
    )  # fmt: skip


def _rest(value: dict[str, object]) -> dict[str, object]:
    """Unknown fields, and the two whose presence would else be forgotten."""
    rest = {key: item for key, item in value.items() if key not in _TOP_FIELDS}
    if "shows" in value and value["shows"] is not None:
        rest["shows"] = value["shows"]
    return rest


def _shows(
    value: dict[str, object],
    events: tuple[Happening, ...],
    listed: bool,
    turns: tuple[Spoken, ...] | None,
) -> frozenset[str]:
    declared = value.get("shows")
    if declared is None:
        return shows_by_default(events, listed, turns)
    names = _list(declared, "shows", "kinds")
    for name in names:
        if not isinstance(name, str):
            _refuse(f"shows holds {name_of(name)}", "a list of names is expected")
    return frozenset(str(name) for name in names)


# ---------------------------------------------------------------- writing


def _seconds(milliseconds: int | None) -> float | None:
    return None if milliseconds is None else milliseconds / 1000


def _filled(pairs: Mapping[str, object]) -> dict[str, object]:
    return {key: item for key, item in pairs.items() if item is not None}


def _event_object(event: Happening) -> dict[str, object]:
    name = event.name if isinstance(event, Foreign) else event.type
    fields: dict[str, object] = {
        "type": name,
        "at": _seconds(event.at),
        "party": event.party,
        "agent": event.agent,
    }
    if isinstance(event, Sounded):
        fields |= {"until": _seconds(event.until), "quality": event.quality}
    elif not isinstance(event, Foreign):
        fields |= {field: getattr(event, field) for field in _EVENT_FIELDS[name]}
    return _filled(fields) | dict(event.extra)


def _turn_object(turn: Spoken) -> dict[str, object]:
    words = [
        _filled({"text": word.text, "start": _seconds(word.start), "end": _seconds(word.end),
                 "confidence": word.confidence})
        for word in turn.words
    ]  # fmt: skip
    fields: dict[str, object] = {
        "party": turn.party, "text": turn.text, "start": _seconds(turn.start), "end": _seconds(turn.end),
        "confidence": turn.confidence, "agent": turn.agent, "to": None if turn.to == "customer" else turn.to,
        "language": turn.language, "level_db": turn.level_db, "snr_db": turn.snr_db, "words": words or None,
    }  # fmt: skip
    return _filled(fields) | dict(turn.extra)


def encode_object(conversation: Conversation) -> dict[str, object]:
    """The contract's form; events and turns in the input's order, unknown fields preserved."""
    events = sorted(conversation.events, key=lambda event: event.index)
    turns = sorted(conversation.turns, key=lambda turn: turn.index)
    fields: dict[str, object] = {
        "id": conversation.id, "channel": conversation.channel, "direction": conversation.direction,
        "started_at": conversation.started_text, "language": conversation.language,
        "attributes": dict(conversation.attributes), "events": [_event_object(event) for event in events],
        "turns": [_turn_object(turn) for turn in turns],
        "gaps": [{"start": _seconds(g.start), "end": _seconds(g.end), "why": g.why} for g in conversation.gaps] or None,
        "complete": conversation.complete or None, "follows": conversation.follows,
        "resolution": _seconds(conversation.resolution),
        "shows": sorted(conversation.shows),
    }  # fmt: skip
    return _filled(fields) | dict(conversation.extra)


def encode_line(conversation: Conversation) -> bytes:
    """One line of JSON, without the line's end. What the source shows is written out."""
    return _ENCODER.encode(encode_object(conversation))
