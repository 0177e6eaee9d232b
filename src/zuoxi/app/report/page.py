"""Putting the report's page together: one file with its style, its script and its data, and nothing from anywhere else.

The page's policy allows exactly this style and this script, by their digests. It refuses to decide what is shown; the data
do, and the page's own script draws them.
"""

from __future__ import annotations

import base64
import hashlib
from importlib import resources
from pathlib import Path

import msgspec

from zuoxi.app.assembly import Assembled
from zuoxi.app.audit_run import Order
from zuoxi.app.fold import Audit
from zuoxi.app.report.material import ReportData, gather

#: in the order in which they are joined: words and elements first, the start last
SCRIPTS = (
    "words",
    "elements",
    "marks",
    "charts",
    "form",
    "overview",
    "clauses",
    "list",
    "timeline",
    "reading",
    "start",
)
_POLICY = ("default-src 'none'; style-src '{style}'; script-src '{script}'; img-src data:; base-uri 'none'; "
           "form-action 'none'")  # fmt: skip


def write_report(
    path: Path,
    audit: Audit,
    assembled: Assembled,
    order: Order,
    refused: int,
    warned: int,
    language: str,
) -> None:
    """Write the report of a finished audit."""
    write_page(path, gather(audit, assembled, order, refused, warned, language))


def write_page(path: Path, data: ReportData) -> None:
    """Write the page that shows these data."""
    script = '(() => {\n"use strict";\n' + "".join(read_asset(f"{name}.js") for name in SCRIPTS) + "})();\n"
    style = read_asset("style.css")
    policy = _POLICY.format(style=digest_of(style), script=digest_of(script))
    before, after = read_asset("page.html").split("@DATA@")
    before = before.replace("@POLICY@", policy).replace("@STYLE@", style)
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(before)
        stream.write(escape_json(msgspec.json.encode(data).decode()))
        stream.write(after.replace("@SCRIPT@", script))


def digest_of(text: str) -> str:
    """A content's digest as a page's policy names it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def escape_json(text: str) -> str:
    """JSON that no HTML parser takes for markup."""
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def read_asset(name: str) -> str:
    """A file of the page as it is shipped."""
    return resources.files("zuoxi.app.report").joinpath("assets", name).read_text(encoding="utf-8")
