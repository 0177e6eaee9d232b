"""Live and archive are one function: a conversation heard bit by bit comes to what an audit of its exported form says.

The conversations are the samples, told to the live desk entry by entry in the order in which they would arrive.
"""

from __future__ import annotations

import json
import random
from datetime import datetime
from pathlib import Path

import msgspec
import pytest

from zuoxi.app.assembly import assemble
from zuoxi.desk import live
from zuoxi.desk.log import Entry
from zuoxi.events import decode_line

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
START = 1_795_500_000_000
BORN = {"party", "text", "start", "end"}


@pytest.fixture(scope="module")
def inspector():
    return assemble("telephone").inspector


def milliseconds(seconds):
    return round(seconds * 1000)


def notes_of(line):
    """What would have been written to the log, in order of time: an utterance when it ends."""
    start = milliseconds(datetime.fromisoformat(line["started_at"]).timestamp()) if "started_at" in line else START
    yield live.began(start, channel=line.get("channel", "phone"), direction=line.get("direction", "inbound"), shows=line["shows"],
                     language=line.get("language"), attributes=line.get("attributes"), follows=line.get("follows"))  # fmt: skip
    later = []
    for turn in line["turns"]:
        rest = {name: value for name, value in turn.items() if name not in BORN}
        begun, ended = start + milliseconds(turn["start"]), start + milliseconds(turn["end"])
        later.append((ended, 0, live.spoke(begun, ended, turn["party"], turn["text"], **rest)))
    for event in line["events"]:
        rest = {name: value for name, value in event.items() if name not in ("type", "at", "party", "until")}
        if "until" in event:
            rest["until"] = start + milliseconds(event["until"])
        at = start + milliseconds(event["at"])
        later.append((at, 1, live.happened(event["type"], at, event.get("party"), **rest)))
    yield from (note for _, _, note in sorted(later, key=lambda item: item[:2]))
    if line.get("complete"):
        yield live.over(start)


def entries_of(line):
    for version, note in enumerate(notes_of(line), 1):
        yield Entry(position=version, stream=live.stream_of(line["id"]), version=version, kind=note.kind, at=note.at,
                    data=note.data)  # fmt: skip


def told(path):
    """The samples with everything that a live channel knows: times of every turn, and what is shown."""
    for raw in path.read_text("utf-8").splitlines():
        line = json.loads(raw)
        timed = all("start" in turn and "end" in turn and turn["end"] >= turn["start"] for turn in line["turns"])
        if timed and not line.get("gaps") and not line.get("resolution"):
            shown = decode_line(raw, "Asia/Shanghai", lambda _: None).shows
            yield {**line, "shows": sorted(shown)}


def sampled(count):
    lines = [line for path in sorted(SAMPLES.glob("*.jsonl")) if path.name != "damaged.jsonl" for line in told(path)]
    return random.Random(5).sample(lines, count)


def in_order_of_arrival(line):
    """The archive's conversation, its turns and events as they came: evidence counts them in that order."""
    turns = sorted(line["turns"], key=lambda turn: turn["end"])
    events = sorted(line["events"], key=lambda event: event["at"])
    return decode_line(json.dumps({**line, "turns": turns, "events": events}), "Asia/Shanghai", lambda _: None)


def plain(result):
    return msgspec.to_builtins(result)


def test_a_conversation_told_bit_by_bit_comes_to_what_an_audit_says(inspector):
    for line in sampled(150):
        heard = live.replay(line["id"], inspector, list(entries_of(line)))
        expected = plain(inspector.inspect(in_order_of_arrival(line)))
        assert plain(heard.result()) == expected, line["id"]
        exported = decode_line(heard.course.line(), "Asia/Shanghai", lambda _: None)
        assert plain(inspector.inspect(exported)) == expected, line["id"]


def test_what_is_seen_in_between_is_the_same_after_a_restart(inspector):
    dice = random.Random(3)
    for line in sampled(25):
        entries = list(entries_of(line))
        going_on = live.LiveConversation(line["id"], inspector)
        for place, entry in enumerate(entries):
            going_on.apply(entry)
            if dice.random() < 0.3:
                now = entry.at + dice.randrange(0, 4000)
                if place + 1 < len(entries):
                    now = min(now, entries[place + 1].at)
                restarted = live.replay(line["id"], inspector, entries[: place + 1])
                assert going_on.look(now) == restarted.look(now), (line["id"], place)


def talk(inspector, *notes):
    entries = [Entry(position=n, stream="conversation:x", version=n, kind=note.kind, at=note.at, data=note.data)
               for n, note in enumerate(notes, 1)]  # fmt: skip
    return live.replay("x", inspector, entries)


SHOWS = ("agent_words", "customer_words", "times", "hangup", "hold", "transfer", "rings")
PHONE = (
    live.began(START, channel="phone", shows=SHOWS, attributes={"organisation": "远行科技", "agent_number": "1023"}),
    live.happened("rang", START),
    live.happened("answered", START + 2000, "agent", agent="1023"),
    live.spoke(START + 2500, START + 5000, "agent", "您好，远行科技，请问有什么可以帮您？"),
    live.spoke(START + 6000, START + 9000, "customer", "我想问一下营业时间。"),
)


def test_the_agent_may_not_hang_up_while_the_customer_waits_for_an_answer(inspector):
    look = talk(inspector, *PHONE).look(START + 9500)
    assert [bar.clause for bar in look.bars["end"]] == ["E04"]
    assert "hold" in look.bars, "a hold without asking was free"


def test_the_end_is_free_three_seconds_after_the_closing_line_and_the_desk_knows_when(inspector):
    said = (
        *PHONE,
        live.spoke(START + 9500, START + 12_000, "agent", "我们每天早上九点到晚上六点营业。请问还有其他可以帮您的吗？"),
        live.spoke(START + 13_000, START + 14_000, "customer", "没有了，谢谢。"),
        live.spoke(START + 14_500, START + 17_000, "agent", "感谢您的来电，祝您生活愉快，再见。"),
    )
    going_on = talk(inspector, *said)
    assert [bar.opens for bar in going_on.look(START + 18_000).bars["end"]] == [START + 20_000]
    assert [bar.opens for bar in going_on.look(START + 19_999).bars["end"]] == [START + 20_000]
    assert "end" not in going_on.look(START + 20_000).bars


def test_a_number_that_was_given_waits_to_be_read_back_until_it_is(inspector):
    given = (*PHONE, live.spoke(START + 10_000, START + 14_000, "customer", "我的电话是13900001234。"))
    waiting = [prompt for prompt in talk(inspector, *given).look(START + 15_000).prompts if prompt.kind == "read_back"]
    assert [(prompt.clause, prompt.key) for prompt in waiting] == [("C08", "phone=13900001234")]
    read = (*given, live.spoke(START + 15_000, START + 19_000, "agent", "跟您核对一下，13900001234，对吗？"))
    assert [p for p in talk(inspector, *read).look(START + 19_500).prompts if p.kind == "read_back"] == []


def test_a_hold_shows_its_limit_and_breaks_when_the_limit_has_passed(inspector):
    said = (
        *PHONE,
        live.spoke(START + 9500, START + 12_000, "agent", "我需要查一下系统，请您稍等一会儿，可以吗？"),
        live.spoke(START + 12_500, START + 13_000, "customer", "好的。"),
        live.happened("held", START + 14_000, "agent"),
    )
    going_on = talk(inspector, *said)
    limits = [prompt for prompt in going_on.look(START + 20_000).prompts if prompt.due == START + 74_000]
    assert limits and limits[0].kind == "limit"
    assert going_on.look(START + 20_000).next_due is not None
    clause = limits[0].clause
    assert clause not in broken(going_on.look(START + 74_000))
    assert clause in broken(going_on.look(START + 74_001))


def broken(look):
    return {outcome.clause for outcome in look.outcomes if outcome.verdict == "broken"}


def test_an_entry_out_of_order_is_refused_without_anybodys_words(inspector):
    going_on = talk(inspector, *PHONE)
    with pytest.raises(live.MalformedStreamError) as told_why:
        going_on.apply(Entry(position=9, stream="conversation:x", version=9, kind="spoken", at=START, data='{"text":"秘密"}'))
    assert "秘密" not in str(told_why.value)
    with pytest.raises(live.MalformedStreamError, match="begins with"):
        talk(inspector, live.happened("rang", START))
