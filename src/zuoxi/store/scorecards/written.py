"""A form written as YAML, as plain lines with their places. It refuses fields that it does not know, and to judge the form."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from zuoxi.store.scorecards.entries import SETTINGS, Draft, Entry, nearest

_HEAD = ("id", "title", *SETTINGS)
_SECTION = ("id", "title", "weight", "items")
_ITEM = ("id", "title", "points", "clauses", "combine", "kind", "scale", "not_applicable")


class _OtherError(Exception):
    """Something else was expected at a line."""

    def __init__(self, node: yaml.Node, text: str) -> None:
        super().__init__(text)
        self.line = _line(node)
        self.text = text


def yaml_entries(text: str, draft: Draft) -> list[Entry]:
    """The form's lines; what is wrong is told by the draft."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = str(getattr(error, "problem", None) or "it cannot be read").splitlines()[0]
        draft.wrong.append((mark.line + 1 if mark else 1, f"not YAML: {what}. Mend indentation or quotes."))
        draft.fail()
    except RecursionError:
        draft.wrong.append((1, "it is nested too deeply; write it flatter."))
        draft.fail()
    found: list[Entry] = []
    try:
        top = _mapping(root or yaml.MappingNode("tag:yaml.org,2002:map", []), ("scorecard", "sections"))
        if "scorecard" in top:
            found += _head(top["scorecard"])
        for node in _items(top.get("sections")):
            found += _section(node, draft)
    except _OtherError as error:
        draft.wrong.append((error.line, error.text))
    return found


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1 if node.start_mark else 1


def _head(node: yaml.Node) -> Iterator[Entry]:
    fields = _mapping(node, _HEAD)
    yield Entry("card", _line(node), {"id": _text(fields.get("id")), **_titles(fields.get("title"))})
    for name in SETTINGS:
        if name in fields:
            yield Entry("setting", _line(fields[name]), {"id": name, "points": _text(fields[name])})


def _section(node: yaml.Node, draft: Draft) -> Iterator[Entry]:
    fields = _mapping(node, _SECTION)
    titles = _titles(fields.get("title"))
    yield Entry(
        "section", _line(node), {"section": _text(fields.get("id")), "points": _text(fields.get("weight")), **titles}
    )
    for item in _items(fields.get("items")):
        try:
            yield _item(item)
        except _OtherError as error:
            draft.wrong.append((error.line, error.text))


def _item(node: yaml.Node) -> Entry:
    own = _mapping(node, _ITEM)
    told = {name: _text(own.get(name)) for name in _ITEM if name not in ("title", "clauses")}
    clauses = ",".join(_text(one) for one in _items(own.get("clauses")))
    return Entry("item", _line(node), {**told, "clauses": clauses, **_titles(own.get("title"))})


def _titles(node: yaml.Node | None) -> dict[str, str]:
    if node is None:
        return {}
    if isinstance(node, yaml.ScalarNode):
        return {"zh": _text(node)}
    return {name: _text(value) for name, value in _mapping(node, ("zh", "en")).items()}


def _present(node: yaml.Node) -> bool:
    return node.tag != "tag:yaml.org,2002:null"


def _mapping(node: yaml.Node, known: tuple[str, ...]) -> dict[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        raise _OtherError(node, f"a mapping is expected here, with {', '.join(known)}.")
    fields: dict[str, yaml.Node] = {}
    for key, value in node.value:
        name = _text(key)
        if name not in known:
            comma = "" if _present(value) else " A text with commas stands in quotes."
            raise _OtherError(
                key, f"unknown field `{name}`; known here: {', '.join(known)}.{nearest(name, known)}{comma}"
            )
        if name in fields:
            raise _OtherError(key, f"`{name}` stands twice; remove one.")
        fields[name] = value
    return fields


def _items(node: yaml.Node | None) -> list[yaml.Node]:
    """The items of a list; a single value counts as a list of one, nothing as none."""
    if node is None or (isinstance(node, yaml.ScalarNode) and not _text(node)):
        return []
    return list(node.value) if isinstance(node, yaml.SequenceNode) else [node]


def _text(node: yaml.Node | None) -> str:
    if node is None:
        return ""
    if not isinstance(node, yaml.ScalarNode):
        raise _OtherError(node, "plain text is expected here.")
    return str(node.value).strip() if _present(node) else ""
