"""Parameters of a pack and the profile that chooses them.

Every parameter has a default, a unit, a range or options, and the sources of each position. A profile may set parameters,
switch clauses off, re-weight them and set their severity. An unset parameter stays unset. It refuses to guess.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from zuoxi.events import SEVERITY_ORDER
from zuoxi.standard.document import Node, load_document

Value = str | int | float | bool | tuple[str, ...] | dict[str, str] | None
KINDS = (
    "seconds",
    "count",
    "percent",
    "number",
    "choice",
    "choices",
    "yes_no",
    "time",
    "windows",
    "zone",
    "table",
)


class Parameter(msgspec.Struct, frozen=True, kw_only=True):
    """One parameter as the pack declares it. default None: unset."""

    name: str
    kind: str
    default: Value
    unit: str = ""
    least: float | None = None
    most: float | None = None
    options: tuple[str, ...] = ()
    title: dict[str, str] = {}
    settles: tuple[str, ...] = ()
    positions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    file: str = ""
    line: int = 0


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """An organisation's choice. `digest_text` is what enters the digest."""

    extends: str = "telephone"
    parameters: dict[str, Value] = {}
    off: tuple[str, ...] = ()
    weights: dict[str, float] = {}
    severities: dict[str, str] = {}
    digest_text: str = ""


def read_parameters(document: Node) -> dict[str, Parameter]:
    """The pack's `parameters.yaml`."""
    found = {}
    for name in document.keys():
        found[name] = _parameter(name, document.need(name))
    return found


def _parameter(name: str, node: Node) -> Parameter:
    node.only(
        "kind",
        "default",
        "unit",
        "least",
        "most",
        "options",
        "title",
        "settles",
        "positions",
        "note",
    )
    kind = node.need("kind").text()
    if kind not in KINDS:
        node.fail(f"`kind: {kind}` is not known; known are {', '.join(KINDS)}.")
    options, least, most = node.get("options"), node.get("least"), node.get("most")
    title, settles = node.get("title"), node.get("settles")
    bare = Parameter(
        name=name, kind=kind, default=None, unit=unit.text() if (unit := node.get("unit")) else "",
        least=None if least is None else float(least.text()), most=None if most is None else float(most.text()),
        options=() if options is None else options.texts(),
        title={} if title is None else {key: title.need(key).text() for key in title.keys()},
        settles=() if settles is None else settles.texts(), positions=_positions(node), file=node.file, line=node.line,
    )  # fmt: skip
    default = node.get("default")
    return bare if default is None else msgspec.structs.replace(bare, default=check_value(bare, default))


def _positions(node: Node) -> tuple[tuple[str, tuple[str, ...]], ...]:
    positions = node.get("positions")
    if positions is None:
        return ()
    return tuple((item.need("value").text(), item.need("sources").texts()) for item in positions.items())


def check_value(parameter: Parameter, node: Node) -> Value:
    """A value for the parameter; fails with the place if it is out of range or of another kind."""
    name, value = parameter.name, node.value
    if value is None or value == "unset":
        return None
    if parameter.kind in ("seconds", "count", "percent", "number"):
        return _number(parameter, node)
    if parameter.kind == "yes_no":
        return node.truth()
    if parameter.kind == "choice":
        text = node.text()
        if text not in parameter.options:
            node.fail(f"{name}: {text!r} is no position; choose one of {', '.join(parameter.options)}.")
        return text
    if parameter.kind == "choices":
        texts = node.texts()
        for text in texts:
            if parameter.options and text not in parameter.options:
                node.fail(f"{name}: {text!r} is not among {', '.join(parameter.options)}.")
        return texts
    if parameter.kind == "zone":
        try:
            ZoneInfo(node.text())
        except (ZoneInfoNotFoundError, ValueError):
            node.fail(f"{name}: no time zone {node.text()!r}; give an IANA name such as Asia/Shanghai.")
        return node.text()
    if parameter.kind == "time":
        minutes(node)
        return node.text()
    if parameter.kind == "windows":
        for item in node.items():
            window(item)
        return node.texts()
    return {key: node.need(key).text() for key in node.keys()}


def _number(parameter: Parameter, node: Node) -> int | float:
    value = node.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        node.fail(f"{parameter.name}: a number ({parameter.unit or parameter.kind}) is expected.")
    low, high = parameter.least, parameter.most
    if (low is not None and value < low) or (high is not None and value > high):
        node.fail(f"{parameter.name}: {value} is outside {low:g} to {high:g} {parameter.unit}.")
    return value


def milliseconds(node: Node) -> int:
    """`5`, `5 s`, `2 min`, `1 h`, `300 ms` as whole milliseconds."""
    number, _, unit = node.text().strip().partition(" ")
    factor = {"": 1000, "s": 1000, "ms": 1, "min": 60_000, "h": 3_600_000}.get(unit.strip())
    try:
        if factor is None:
            raise InvalidOperation
        return int(Decimal(number) * factor)
    except InvalidOperation:
        node.fail(f"{node.text()!r} is no duration; write such as 5 s, 300 ms or 2 min.")


def minutes(node: Node) -> int:
    """`07:30` as minutes of the day; 24:00 is the day's end."""
    hour, _, minute = node.text().partition(":")
    if not (hour.isdigit() and minute.isdigit()) or int(minute) > 59 or int(hour) * 60 + int(minute) > 1440:
        node.fail(f"{node.text()!r} is no time of day; write such as 07:30.")
    return int(hour) * 60 + int(minute)


def window(node: Node) -> tuple[int, int]:
    """`07:00-12:00` as minutes [from, to)."""
    first, dash, last = node.text().replace("–", "-").partition("-")
    if not dash:
        node.fail(f"{node.text()!r} is no window; write such as 07:00-12:00.")
    begin, end = (
        minutes(Node(first.strip(), node.file, node.line)),
        minutes(Node(last.strip(), node.file, node.line)),
    )
    if begin >= end:
        node.fail(f"{node.text()!r} ends before it begins.")
    return begin, end


def read_profile(name: str, text: str, parameters: Mapping[str, Parameter], clauses: frozenset[str]) -> Profile:
    """A profile file; every name and value is checked."""
    document = load_document(name, text)
    document.only("profile")
    node = document.need("profile")
    node.only("extends", "parameters", "off", "weights", "severities", "title")
    chosen: dict[str, Value] = {}
    own = node.get("parameters")
    for key in own.keys() if own is not None else []:
        value = own.need(key) if own is not None else node
        if key not in parameters:
            value.fail(f"no parameter {key!r}; known are {', '.join(sorted(parameters))}.")
        chosen[key] = check_value(parameters[key], value)
    off, weights, severities = (
        node.get("off"),
        node.get("weights"),
        node.get("severities"),
    )
    extends = node.get("extends")
    return Profile(
        extends="telephone" if extends is None else extends.text(), parameters=chosen,
        off=() if off is None else tuple(_clause(item, clauses) for item in off.items()),
        weights={} if weights is None else {key: _weight(weights.need(key), key, clauses) for key in weights.keys()},
        severities={} if severities is None else {
            key: _severity(severities.need(key), key, clauses) for key in severities.keys()
        },
        digest_text=text,
    )  # fmt: skip


def _clause(node: Node, clauses: frozenset[str]) -> str:
    if node.text() not in clauses:
        node.fail(f"no clause {node.text()!r} in this standard.")
    return node.text()


def _weight(node: Node, clause: str, clauses: frozenset[str]) -> float:
    _clause(Node(clause, node.file, node.line), clauses)
    if isinstance(node.value, bool) or not isinstance(node.value, int | float) or node.value < 0:
        node.fail(f"the weight of {clause} is a number of 0 or more.")
    return float(node.value)


def _severity(node: Node, clause: str, clauses: frozenset[str]) -> str:
    _clause(Node(clause, node.file, node.line), clauses)
    if node.text() not in SEVERITY_ORDER:
        node.fail(f"the severity of {clause} is one of {', '.join(SEVERITY_ORDER)}.")
    return node.text()
