"""`zuoxi acts`: utterances in, acts and facts out, one JSON object a line. It refuses to stop at a bad line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import BinaryIO, TextIO

from zuoxi.language import Names, Recogniser


def read_acts(
    recogniser: Recogniser,
    attributes: Mapping[str, object],
    source: BinaryIO,
    target: TextIO,
    errors: TextIO,
) -> int:
    """Plain lines are taken as the agent's, with their line number as id. Returns the exit status."""
    names = Names(**{name: str(attributes[name]) for name in Names.__struct_fields__ if attributes.get(name)})
    status = 0
    for number, raw in enumerate(source, 1):
        try:
            line = raw.decode("utf-8").strip()
        except UnicodeDecodeError:
            print(f"-:{number}: not UTF-8 text; send UTF-8.", file=errors)
            status = 3
            continue
        if line:
            entry = _entry(line, number)
            if isinstance(entry, str):
                print(f"-:{number}: {entry}", file=errors)
                status = 3
            else:
                print(
                    json.dumps(_read(recogniser, names, entry), ensure_ascii=False),
                    file=target,
                )
    return status


def _entry(line: str, number: int) -> dict[str, object] | str:
    if not line.startswith("{"):
        return {"id": str(number), "text": line, "by": "agent"}
    try:
        entry = json.loads(line)
    except ValueError:
        return 'not JSON; send {"id", "text", "by"} or plain text.'
    if not isinstance(entry.get("text"), str):
        return "`text` is missing or no text; add it."
    return {"id": str(number), "by": "agent", **entry}


def _read(recogniser: Recogniser, names: Names, entry: Mapping[str, object]) -> dict[str, object]:
    text, by = str(entry["text"]), str(entry["by"])
    previous: tuple[str, ...] = ()
    if entry.get("previous"):
        other = "agent" if by == "customer" else "customer"
        reading = recogniser.recognise(str(entry["previous"]), by=other, names=names)
        previous = tuple(hit.act for hit in reading.acts)
    at = None
    if isinstance(entry.get("at"), str):
        try:
            at = datetime.fromisoformat(str(entry["at"]))
        except ValueError:
            at = None
    reading = recogniser.recognise(text, by=by, previous_acts=previous, names=names, at=at)
    acts = []
    for hit in reading.acts:
        found: dict[str, object] = {"act": hit.act, "start": hit.start, "end": hit.end, "quote": text[hit.start : hit.end],
                                    "how": hit.how, "confidence": hit.confidence}  # fmt: skip
        if hit.arguments:
            found["arguments"] = hit.arguments
        acts.append(found)
    facts = []
    for fact in reading.facts:
        told: dict[str, object] = {"kind": fact.kind, "value": fact.value, "start": fact.start, "end": fact.end,
                                   "confidence": fact.confidence}  # fmt: skip
        if fact.partial:
            told["partial"] = True
        if fact.unit:
            told["unit"] = fact.unit
        facts.append(told)
    return {"id": entry["id"], "acts": acts, "facts": facts}
