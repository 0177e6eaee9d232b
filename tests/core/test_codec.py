"""The contract's JSON form, both ways, and the damage table."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zuoxi.events import MalformedError, decode_line, encode_line

FOLDER = Path(__file__).parent.parent / "data" / "vectors"
seconds = st.integers(0, 86_400_000).map(lambda ms: ms / 1000)
text = st.text(max_size=20)
turn = st.fixed_dictionaries(
    {"party": st.sampled_from(["agent", "customer", "colleague", "ivr"]), "text": text},
    optional={"start": seconds, "end": seconds, "confidence": st.floats(0, 1), "mood": text, "to": st.just("aside")},
)
event = st.fixed_dictionaries(
    {"type": st.sampled_from(["rang", "answered", "held", "resumed", "hung_up", "coughed", "sound", "recorded"]), "at": seconds},
    optional={"party": st.sampled_from(["agent", "customer"]), "agent": text, "colour": text, "until": seconds},
)
conversation = st.fixed_dictionaries(
    {"id": st.text(min_size=1, max_size=12), "events": st.lists(event, max_size=6), "turns": st.lists(turn, max_size=6)},
    optional={"language": st.just("zh"), "complete": st.booleans(), "started_at": st.just("2026-11-23T09:00:00+08:00"),
              "attributes": st.dictionaries(text, text, max_size=3), "weather": text, "resolution": seconds},
)  # fmt: skip


def read(value):
    line = value if isinstance(value, bytes) else json.dumps(value).encode()
    return decode_line(line, "Asia/Shanghai", lambda warning: None)


@settings(max_examples=300, deadline=None)
@given(conversation)
def test_reading_writing_and_reading_again_changes_nothing(value):
    once = read(value)
    again = read(encode_line(once))
    assert encode_line(again) == encode_line(once)
    assert (again.turns, again.events, again.shows, again.attributes) == (once.turns, once.events, once.shows, once.attributes)


@settings(max_examples=200, deadline=None)
@given(conversation)
def test_unknown_fields_and_events_are_preserved(value):
    written = json.loads(encode_line(read(value)))
    assert written.get("weather") == value.get("weather")
    assert [e["type"] for e in written["events"]] == [e["type"] for e in value["events"]]
    assert [t.get("mood") for t in written["turns"]] == [t.get("mood") for t in value["turns"]]


@pytest.mark.parametrize(("written", "milliseconds"), [("0.0005", 1), ("36.199", 36199), ("1.0004", 1000), ("2.9995", 3000), ("13.999", 13999), ("4.35", 4350), ("1e1", 10000)])
def test_times_come_from_the_decimal_text_rounded_half_up(written, milliseconds):
    line = f'{{"id":"a","turns":[],"events":[{{"type":"rang","at":{written}}}]}}'.encode()
    assert read(line).events[0].at == milliseconds


def test_every_line_of_the_damage_table_is_refused_or_taken_as_written():
    lines = (FOLDER / "damaged.jsonl").read_bytes().splitlines()
    expected = [json.loads(line) for line in (FOLDER / "damaged.expected.jsonl").read_text("utf-8").splitlines()]
    seen = set()
    for line, entry in zip(lines, expected, strict=True):
        warnings = []
        try:
            found = decode_line(line, "Asia/Shanghai", warnings.append)
            refused = found.id in seen
            seen.add(found.id)
        except MalformedError:
            refused = True
        assert refused == bool(entry.get("refused")), entry["why"]
        assert bool(warnings) >= bool(entry.get("warning")), entry["why"]


def test_a_refusal_names_the_place_and_never_shows_long_words():
    with pytest.raises(MalformedError, match=r"turns\[0\]\.text is a list; text is expected"):
        read({"id": "a", "turns": [{"party": "agent", "text": ["secret words of the customer"]}]})
