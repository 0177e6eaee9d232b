"""Parameters of a pack and the profile that chooses them.

Every parameter has a default, a unit, a range or options, and the sources of each position. A profile may set parameters,
switch clauses off, re-weight them, set their severity, and let a judging model's verdicts count. An unset parameter stays
unset. It refuses to guess.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from zuoxi.events import SEVERITY_ORDER
from zuoxi.standard.document import Node, PackError, Problem, load_document, suggest
from zuoxi.standard.parameter_values import as_number, minutes, period, window

Value = str | int | float | bool | tuple[str, ...] | dict[str, str] | None
KINDS = ("seconds", "count", "percent", "number", "choice", "choices", "yes_no", "time", "windows", "zone", "table",
         "periods", "text")  # fmt: skip
#: of a parameter that is a text, in characters: it goes into every question that refers to it
LONGEST_TEXT = 20_000
FIELDS = ("kind", "default", "unit", "least", "most", "options", "title", "settles", "positions", "note")
Place = tuple[str, int]
T = TypeVar("T")


class Parameter(msgspec.Struct, frozen=True, kw_only=True):
    """One parameter as the pack declares it. default None: unset. options: of a table, the names of its rows."""

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
    """An organisation's choice. `digest_text` is what enters the digest; `places`: where each parameter is set."""

    extends: str = "telephone"
    parameters: dict[str, Value] = {}
    off: tuple[str, ...] = ()
    weights: dict[str, float] = {}
    severities: dict[str, str] = {}
    judged_counts: bool = False
    digest_text: str = ""
    places: dict[str, Place] = {}
    place: Place | None = None


# ---------------------------------------------------------------- the pack's own file


def read_parameters(document: Node, inherited: Mapping[str, Parameter] | None = None) -> dict[str, Parameter]:
    """The pack's `parameters.yaml`; one that its parent declares may be given only in part, such as its default."""
    known = inherited or {}
    return {name: _parameter(name, document.need(name), known.get(name)) for name in document.keys()}


def _parameter(name: str, node: Node, parent: Parameter | None) -> Parameter:
    node.only(*FIELDS)
    kind = _kind(name, node, parent)
    options, title, settles, unit = (node.get(key) for key in ("options", "title", "settles", "unit"))
    before = parent or Parameter(name=name, kind=kind, default=None)
    bare = Parameter(
        name=name, kind=kind, default=before.default, unit=before.unit if unit is None else unit.text(),
        least=_bound(node, "least", before.least), most=_bound(node, "most", before.most),
        options=before.options if options is None else options.texts(),
        title=before.title if title is None else {key: title.need(key).text() for key in title.keys()},
        settles=before.settles if settles is None else settles.texts(),
        positions=before.positions if node.get("positions") is None else _positions(node),
        file=node.file, line=node.line,
    )  # fmt: skip
    if bare.least is not None and bare.most is not None and bare.least > bare.most:
        node.fail(f"{name}: least {bare.least:g} is over most {bare.most:g}; swap them.")
    if kind == "choice" and not bare.options:
        node.fail(f"{name}: a choice needs `options`.")
    default = node.get("default")
    return bare if default is None else msgspec.structs.replace(bare, default=check_value(bare, default))


def _kind(name: str, node: Node, parent: Parameter | None) -> str:
    found = node.get("kind")
    if found is None:
        return parent.kind if parent is not None else node.need("kind").text()
    kind = found.text()
    if kind not in KINDS:
        found.fail(f"`kind: {kind}` is not known; known are {', '.join(KINDS)}.{suggest(kind, KINDS)}")
    if parent is not None and parent.kind != kind:
        found.fail(f"{name} is of kind {parent.kind} in {parent.file}:{parent.line}, here {kind}; keep one kind.")
    return kind


def _bound(node: Node, key: str, inherited: float | None) -> float | None:
    found = node.get(key)
    if found is None:
        return inherited
    value = as_number(found.value)
    if value is None:
        found.fail(f"`{key}` is a number.")
    return float(value)


def _positions(node: Node) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((item.need("value").text(), item.need("sources").texts()) for item in node.need("positions").items())


# ---------------------------------------------------------------- values


def check_value(parameter: Parameter, node: Node) -> Value:
    """A value for the parameter; fails with the place if it is out of range or of another kind."""
    if node.value is None or node.value == "unset":
        return None
    if parameter.kind in ("seconds", "count", "percent", "number"):
        return _number(parameter, node)
    return _CHECKS[parameter.kind](parameter, node)


def _number(parameter: Parameter, node: Node) -> int | float:
    value, name = as_number(node.value), parameter.name
    if value is None:
        node.fail(f"{name}: a plain number ({parameter.unit or parameter.kind}) is expected, without a unit.")
    if parameter.kind == "count" and value != int(value):
        node.fail(f"{name}: a whole number ({parameter.unit or 'count'}) is expected, not {value:g}.")
    low, high = parameter.least, parameter.most
    if (low is not None and value < low) or (high is not None and value > high):
        allowed = " ".join(filter(None, (_range(low, high), parameter.unit)))
        node.fail(f"{name}: {value:g} is outside {allowed}.")
    return value


def _range(low: float | None, high: float | None) -> str:
    if low is None:
        return f"at most {high:g}"
    return f"at least {low:g}" if high is None else f"{low:g} to {high:g}"


def _choice(parameter: Parameter, node: Node) -> str:
    text, options = node.text(), parameter.options
    if text not in options:
        told = f"{parameter.name}: {text!r} is no position; choose one of {', '.join(options)}."
        node.fail(told + suggest(text, options))
    return text


def _choices(parameter: Parameter, node: Node) -> tuple[str, ...]:
    texts = node.texts()
    for item, text in zip(node.items(), texts, strict=True):
        if parameter.options and text not in parameter.options:
            told = f"{parameter.name}: {text!r} is not among {', '.join(parameter.options)}."
            item.fail(told + suggest(text, parameter.options))
    return texts


def _zone(parameter: Parameter, node: Node) -> str:
    try:
        ZoneInfo(node.text())
    except (ZoneInfoNotFoundError, ValueError, OSError):
        node.fail(f"{parameter.name}: no time zone {node.text()!r}; give an IANA name such as Asia/Shanghai.")
    return node.text()


def _time(parameter: Parameter, node: Node) -> str:
    minutes(node)
    return node.text()


def _windows(parameter: Parameter, node: Node) -> tuple[str, ...]:
    if not node.items():
        node.fail(f"{parameter.name}: at least one window is needed, such as 07:00-12:00.")
    for item in node.items():
        window(item)
    return node.texts()


def _periods(parameter: Parameter, node: Node) -> dict[str, str]:
    for key in node.keys():
        period(node.need(key))
    return {key: node.need(key).text() for key in node.keys()}


def _table(parameter: Parameter, node: Node) -> dict[str, str]:
    """`{simple: 24}` or `{simple: {vip: 4, "*": 24}}`; cells of the second form are named `simple/vip`."""
    found: dict[str, str] = {}
    for row in node.keys():
        line = node.need(row)
        if parameter.options and row not in (*parameter.options, "*"):
            line.fail(f"{parameter.name}: no row {row!r}; the rows are {', '.join(parameter.options)}.")
        for column in line.keys() if line.is_map() else [""]:
            cell = line.need(column) if column else line
            if cell.value is None or cell.value == "unset":
                continue
            found[f"{row}/{column}" if column else row] = _cell(parameter, cell)
    return found


def _text(parameter: Parameter, node: Node) -> str:
    text = node.text().strip()
    if not text or len(text) > LONGEST_TEXT:
        node.fail(f"{parameter.name}: a text of 1 to {LONGEST_TEXT} characters is expected, not {len(text)}.")
    return text


def _cell(parameter: Parameter, cell: Node) -> str:
    if not parameter.unit:
        return cell.text()
    return str(_number(msgspec.structs.replace(parameter, kind="number", least=parameter.least or 0.0), cell))


_CHECKS: dict[str, Callable[[Parameter, Node], Value]] = {
    "yes_no": lambda _, node: node.truth(), "choice": _choice, "choices": _choices, "zone": _zone, "time": _time,
    "windows": _windows, "periods": _periods, "table": _table, "text": lambda parameter, node: _text(parameter, node),
}  # fmt: skip


# ---------------------------------------------------------------- the profile


def read_profile(name: str, text: str, parameters: Mapping[str, Parameter], clauses: frozenset[str]) -> Profile:
    """A profile file; every name and value is checked, and all problems are told together."""
    document = load_document(name, text)
    document.only("profile")
    node = document.need("profile")
    node.only("extends", "parameters", "off", "weights", "severities", "judged_counts", "title")
    problems: list[Problem] = []
    chosen = _each(node, "parameters", lambda key, value: _chosen(key, value, parameters), problems)
    weights = _each(node, "weights", lambda key, value: _weight(value, key, clauses), problems)
    severities = _each(node, "severities", lambda key, value: _severity(value, key, clauses), problems)
    off_node, extends, off = node.get("off"), node.get("extends"), []
    for item in off_node.items() if off_node is not None and off_node.value is not None else []:
        try:
            off.append(_clause(item, clauses))
        except PackError as error:
            problems.extend(error.problems)
    if problems:
        raise PackError(sorted(problems, key=lambda problem: problem.line))
    set_at, counts = node.get("parameters"), node.get("judged_counts")
    return Profile(
        extends="telephone" if extends is None else extends.text(), parameters=chosen, off=tuple(off),
        weights=weights, severities=severities, judged_counts=counts is not None and counts.truth(), digest_text=text,
        places={key: (name, set_at.need(key).line) for key in chosen if set_at is not None},
        place=(name, node.line if extends is None else extends.line),
    )  # fmt: skip


def _each(node: Node, field: str, check: Callable[[str, Node], T], problems: list[Problem]) -> dict[str, T]:
    body = node.get(field)
    found: dict[str, T] = {}
    if body is None or body.value is None:
        return found
    for key in body.keys():
        try:
            found[key] = check(key, body.need(key))
        except PackError as error:
            problems.extend(error.problems)
    return found


def _chosen(name: str, node: Node, parameters: Mapping[str, Parameter]) -> Value:
    if name not in parameters:
        node.fail(f"no parameter {name!r}; known are {', '.join(sorted(parameters))}.{suggest(name, parameters)}")
    return check_value(parameters[name], node)


def _clause(node: Node, clauses: frozenset[str]) -> str:
    if node.text() not in clauses:
        node.fail(f"no clause {node.text()!r} in this standard; see `zuoxi standard show`.")
    return node.text()


def _weight(node: Node, clause: str, clauses: frozenset[str]) -> float:
    _clause(Node(clause, node.file, node.line), clauses)
    value = as_number(node.value)
    if value is None or value < 0:
        node.fail(f"the weight of {clause} is a number of 0 or more.")
    return float(value)


def _severity(node: Node, clause: str, clauses: frozenset[str]) -> str:
    _clause(Node(clause, node.file, node.line), clauses)
    if node.text() not in SEVERITY_ORDER:
        node.fail(f"the severity of {clause} is one of {', '.join(SEVERITY_ORDER)}.")
    return node.text()
