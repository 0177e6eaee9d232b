"""Finding a form by its file or by the name under which a pack ships it. It refuses to read any other kind of file."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from zuoxi.measures import scorecard as forms
from zuoxi.store.intake import UnreadableError
from zuoxi.store.scorecards.entries import Draft
from zuoxi.store.scorecards.tabled import table_entries
from zuoxi.store.scorecards.written import yaml_entries
from zuoxi.store.tables import TABLES

_WRITTEN = frozenset({".yaml", ".yml"})


def find_scorecard(name: str, shipped: Mapping[str, str], clauses: Collection[str]) -> forms.Scorecard:
    """The form of that file, or the shipped one of that name; raises `UnreadableError`."""
    path = Path(name)
    if path.is_file():
        return _read_file(path, clauses)
    if name in shipped:
        return read_shipped(name, shipped[name], clauses)
    known = ", ".join(sorted(shipped)) or "none"
    raise UnreadableError(
        f"{name}: no such scorecard. Give a file (.yaml, .xlsx, .csv), or one of the shipped: {known}."
    )


def read_shipped(name: str, text: str, clauses: Collection[str]) -> forms.Scorecard:
    """A form that a pack ships, from its text."""
    draft = Draft(f"scorecards/{name}.yaml", name)
    return draft.make(yaml_entries(text, draft), clauses)


def _read_file(path: Path, clauses: Collection[str]) -> forms.Scorecard:
    draft, kind = Draft(str(path), path.stem), path.suffix.lower()
    if kind in TABLES:
        return draft.make(table_entries(path, draft), clauses)
    if kind not in _WRITTEN:
        raise UnreadableError(f"{path}: no kind of scorecard. Give a file that ends in .yaml, .xlsx or .csv.")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableError(f"{path}: is no UTF-8 text. Save it as UTF-8.") from None
    return draft.make(yaml_entries(text, draft), clauses)
