"""The log in its databases (the chapter `database`), forms as files (the chapter `scorecards`), the archive in foreign
formats, and packs on disk."""

from zuoxi.store.archive import expand, keep_refused, read_archive
from zuoxi.store.intake import Accepted, Refused, UnreadableError, Warned
from zuoxi.store.marks_file import read_marks
from zuoxi.store.packs import PackNotFoundError, find_pack, find_profile, read_examples, read_texts

__all__ = [
    "Accepted",
    "PackNotFoundError",
    "Refused",
    "UnreadableError",
    "Warned",
    "database",
    "expand",
    "find_pack",
    "find_profile",
    "keep_refused",
    "read_archive",
    "read_examples",
    "read_marks",
    "read_texts",
    "scorecards",
]
