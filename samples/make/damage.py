"""Writes damaged.jsonl: a few sound conversations among lines that must be refused or kept with a warning.

Why: a newcomer should see at once how damage is told. Every kind of the contract's damage table stands here once; this
file holds no other conversation.
"""

from __future__ import annotations

import copy
import json
from typing import Any

SHOWN = ["rings", "hangup", "hold", "transfer", "agent_words", "customer_words", "times"]
SPOKEN = (
    ("agent", "您好，砚湖物业客服台，工号7303，请问有什么可以帮您？", 6.4, 13.0),
    ("customer", "麻烦问下，快递柜的取件码打不开柜门怎么办？", 13.9, 18.6),
    ("agent", "您先别着急，我远程为您开一下柜门，现在应该弹开了。", 19.4, 26.0),
    ("customer", "开了开了，谢谢啊。", 27.1, 29.0),
    ("agent", "不客气，请问还有其他需要吗？", 29.9, 33.6),
    ("customer", "没有了，就这个。", 34.4, 36.3),
    ("agent", "感谢您的来电，祝您生活愉快，再见。", 37.0, 41.6),
    ("customer", "再见。", 42.3, 43.1),
)


def build(name: str) -> dict[str, Any]:
    return {
        "id": name,
        "channel": "phone",
        "direction": "inbound",
        "started_at": "2026-11-20T16:05:00+08:00",
        "language": "zh",
        "attributes": {
            "organisation": "砚湖物业",
            "queue": "综合",
            "agent_number": "7303",
            "agent_name": "唐雨桐",
            "agent_group": "物业客服组",
        },
        "shows": list(SHOWN),
        "events": [
            {"type": "rang", "at": 0.0},
            {"type": "rang", "at": 5.0},
            {"type": "answered", "at": 6.0, "party": "agent"},
            {"type": "hung_up", "at": 44.4, "party": "customer"},
        ],
        "turns": [{"party": p, "text": t, "start": a, "end": b, "confidence": 0.95} for p, t, a, b in SPOKEN],
    }


def encode(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def refused() -> list[bytes]:
    """Cut off, without id, an id seen before, nothing in it, wrong types, no object, no text."""
    whole = encode(build("damaged-02"))
    nameless = build("damaged-03")
    del nameless["id"]
    empty = build("damaged-05")
    del empty["events"], empty["turns"]
    one_text = build("damaged-06") | {"turns": "您好，再见。"}
    word_as_time = build("damaged-07")
    word_as_time["events"][2]["at"] = "六秒"
    gb = encode(build("damaged-09")).decode().encode("gb18030")
    return [
        whole[:311],
        encode(nameless),
        encode(build("damaged-01")),
        encode(empty),
        encode(one_text),
        encode(word_as_time),
        encode(["damaged-08"]),
        gb,
    ]


def warned() -> list[bytes]:
    """Unknown event, end before start, overlap out of order, times over a day."""
    unknown = build("damaged-10")
    unknown["events"].insert(3, {"type": "sneezed", "at": 27.0, "party": "customer"})
    backwards = build("damaged-11")
    backwards["turns"][3]["end"] = 26.2
    jumbled = build("damaged-12")
    jumbled["turns"][1], jumbled["turns"][2] = jumbled["turns"][2], jumbled["turns"][1]
    jumbled["turns"][4]["start"] = 28.2
    jumbled["events"].reverse()
    endless = build("damaged-13")
    endless["turns"][5]["start"], endless["turns"][5]["end"] = 90000.0, 90002.0
    return [encode(value) for value in (unknown, backwards, jumbled, endless)]


def render_damaged() -> bytes:
    lines = [encode(build("damaged-01")), *refused(), *warned(), encode(copy.deepcopy(build("damaged-14")))]
    return b"\n".join(lines) + b"\n"
