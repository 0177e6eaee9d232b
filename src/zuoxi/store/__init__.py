"""The log in its databases (the chapter `database`), the archive in foreign formats, and packs on disk."""

from zuoxi.store.archive import encode_refused, expand, read_archive
from zuoxi.store.intake import Accepted, Refused, UnreadableError, Warned
from zuoxi.store.lines import copy_span
from zuoxi.store.marks_file import read_marks
from zuoxi.store.packs import PackNotFoundError, find_pack, find_profile, read_examples, read_texts

__all__ = [
    "Accepted",
    "PackNotFoundError",
    "Refused",
    "UnreadableError",
    "Warned",
    "copy_span",
    "database",
    "encode_refused",
    "expand",
    "find_pack",
    "find_profile",
    "read_archive",
    "read_examples",
    "read_marks",
    "read_texts",
]
