"""Filling the report's page with an audit's figures and the conversations worth reading.

Everything is data in one script element; the page's own script draws it with text nodes only. It refuses to judge.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import msgspec

from zuoxi.app.assembly import Assembled
from zuoxi.app.audit_run import Order
from zuoxi.app.fold import Audit, Tally
from zuoxi.desk import ResultLine
from zuoxi.events import Conversation, encode_line

_PLACE = "/*DATA*/"


def write_report(
    path: Path,
    audit: Audit,
    assembled: Assembled,
    order: Order,
    refused: int,
    warned: int,
    language: str,
) -> None:
    """Write `report.html`."""
    data = {
        "language": language,
        "standard": {"id": order.standard, "name": assembled.pack.title, "version": assembled.pack.version,
                     "digest": order.digest, "profile": order.profile},
        "inputs": [Path(name).name for name in order.inputs],
        "counts": {"conversations": audit.conversations, "findings": audit.findings, "refused": refused,
                   "warnings": warned, "agents": len(audit.agents)},
        "average": audit.all.average,
        "bins": audit.bins,
        "sections": assembled.bound.sections,
        "clauses": _clauses(audit, assembled),
        "days": _tallies(audit.days),
        "agents": _tallies(audit.agents),
        "groups": _tallies(audit.groups),
        "conversations": [_embedded(conversation, result) for conversation, result in audit.embedded()],
    }  # fmt: skip
    folder = resources.files("zuoxi.app.report")
    page = folder.joinpath("page.html").read_text(encoding="utf-8")
    style = folder.joinpath("page.css").read_text(encoding="utf-8")
    script = folder.joinpath("page.js").read_text(encoding="utf-8")
    body = page.replace("/*STYLE*/", style).replace("/*SCRIPT*/", script)
    before, after = body.split(_PLACE)
    with path.open("w", encoding="utf-8") as stream:
        stream.write(before)
        stream.write(escape_json(msgspec.json.encode(data).decode()))
        stream.write(after)


def escape_json(text: str) -> str:
    """JSON that no HTML parser takes for markup."""
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _clauses(audit: Audit, assembled: Assembled) -> list[dict[str, object]]:
    parameters = assembled.pack.parameters
    found: list[dict[str, object]] = []
    for clause, text in audit.texts.items():
        counts = audit.clauses[clause]
        found.append({
            "id": clause, "section": text.section, "severity": text.severity, "title": text.title, "text": text.text,
            "source": list(text.source),
            "parameters": [[name, parameters[name].title, str(assembled.bound.values.get(name)), parameters[name].unit]
                           for name in text.parameters],
            "counts": [counts["kept"], counts["broken"], counts["unknown"], counts["not_applicable"]],
        })  # fmt: skip
    return found


def _tallies(table: dict[str, Tally]) -> list[list[object]]:
    return [[key, tally.name, tally.group, tally.conversations, tally.average, tally.margin, tally.findings]
            for key, tally in sorted(table.items())]  # fmt: skip


def _embedded(conversation: Conversation, result: ResultLine) -> dict[str, object]:
    raw = msgspec.json.decode(encode_line(conversation))
    outcomes = [
        [
            o.id,
            o.clause,
            o.outcome,
            o.at,
            o.reason,
            [[e.turn, e.event, e.quote] for e in o.evidence],
        ]
        for o in result.outcomes
        if o.outcome != "not_applicable"
    ]
    return {"id": conversation.id, "score": result.score, "started": conversation.started_text or "",
            "attributes": raw.get("attributes", {}), "turns": raw.get("turns", []), "events": raw.get("events", []),
            "outcomes": outcomes}  # fmt: skip
