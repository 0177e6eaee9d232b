"""A form as lines of plain text with their places, whatever file they stand in, and the form made of them.

Every wrong line is told with file, line and remedy, all at once, and then there is no form: a form with a hole would give every
agent another score. It refuses to guess a word, a number or a clause.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Literal, NamedTuple, NoReturn

import msgspec

from zuoxi.measures import scorecard as forms
from zuoxi.store.intake import UnreadableError

RowKind = Literal["card", "setting", "section", "item"]
SETTINGS = ("total", "most_bonus", "most")
#: the words of a table and of YAML for each value
WORDS: dict[str, dict[str, tuple[str, ...]]] = {
    "kind": {"normal": ("normal", "普通"), "bonus": ("bonus", "加分"), "fatal": ("fatal", "致命")},
    "combine": {"all": ("all", "全部"), "any": ("any", "任一"), "share": ("share", "按比例")},
    "scale": {"yes_no": ("yes_no", "是否"), "points": ("points", "分数")},
    "not_applicable": {"leave": ("leave", "不计"), "full": ("full", "计满分")},
}
MOST_TOLD = 30
_ID = re.compile(r"[\w.-]{1,40}")
_SEPARATORS = re.compile(r"[,，、;；\s]+")
_DIGITS = re.compile(r"\d{1,6}(?:\.\d{1,4})?")


class Entry(NamedTuple):
    """One line of a form. section: the id of the section that an item stands in; fields: what is written, as text."""

    kind: RowKind
    line: int
    fields: Mapping[str, str]


class Draft:
    """A form being made; collects what is wrong."""

    def __init__(self, file: str, name: str) -> None:
        self.file = file
        self.name = name
        self.wrong: list[tuple[int, str]] = []
        self._settings: dict[str, float] = {}
        self._title: dict[str, str] | None = None
        self._id = name
        self._line = 1
        self._sections: list[tuple[int, forms.Section]] = []
        self._items: list[list[tuple[int, forms.Item]]] = []

    def make(self, entries: Sequence[Entry], clauses: Collection[str]) -> forms.Scorecard:
        """The form; raises `UnreadableError` with everything that is wrong."""
        for entry in entries:
            {"card": self._card, "setting": self._setting, "section": self._section, "item": self._item}[entry.kind](
                entry
            )
        sections = tuple(
            msgspec.structs.replace(section, items=tuple(item for _, item in items))
            for (_, section), items in zip(self._sections, self._items, strict=True)
        )
        card = forms.Scorecard(
            id=self._id, title=self._title or {"zh": self.name, "en": self.name}, sections=sections,
            total=self._settings.get("total"), most_bonus=self._settings.get("most_bonus"), most=self._settings.get("most"),
        )  # fmt: skip
        # what could not be read would only be told a second time, in other words
        if not self.wrong:
            self.wrong = [(self._place(fault), fault.text) for fault in forms.faults(card, clauses)]
        if self.wrong:
            self.fail()
        digest = hashlib.sha256(msgspec.json.encode(card)).hexdigest()
        return msgspec.structs.replace(card, digest=f"sha256:{digest}")

    def fail(self) -> NoReturn:
        """Tell everything that is wrong, in the file's order."""
        told = [f"{self.file}:{line}: {text}" for line, text in sorted(self.wrong)]
        more = [f"… and {len(told) - MOST_TOLD} more"] if len(told) > MOST_TOLD else []
        raise UnreadableError("\n".join(told[:MOST_TOLD] + more))

    def _place(self, fault: forms.Fault) -> int:
        if fault.section is None:
            return self._line
        return self._sections[fault.section][0] if fault.item is None else self._items[fault.section][fault.item][0]

    def _card(self, entry: Entry) -> None:
        self._line = entry.line
        self._title = self._titled(entry, "the form")
        if entry.fields.get("id"):
            self._id = self._identity(entry, entry.fields["id"])

    def _setting(self, entry: Entry) -> None:
        name = entry.fields.get("id", "")
        if name not in SETTINGS:
            self.wrong.append(
                (entry.line, f"no setting {name!r}; known are {', '.join(SETTINGS)}.{nearest(name, SETTINGS)}")
            )
            return
        value = self._number(entry, "points", name)
        if value is not None:
            self._settings[name] = value

    def _section(self, entry: Entry) -> None:
        identity = self._identity(entry, entry.fields.get("section", ""))
        section = forms.Section(
            id=identity,
            title=self._titled(entry, f"the section {identity}"),
            weight=self._number(entry, "points", "weight"),
        )
        self._sections.append((entry.line, section))
        self._items.append([])

    def _item(self, entry: Entry) -> None:
        fields, identity = entry.fields, self._identity(entry, entry.fields.get("id", ""))
        wanted = fields.get("section", "")
        if not self._sections:
            self.wrong.append((entry.line, f"{identity}: stands before any section; write its section's line first."))
            return
        place = len(self._sections) - 1
        if wanted:
            known = [section.id for _, section in self._sections]
            if wanted not in known:
                text = (
                    f"{identity}: no section {wanted!r} above it; write a line for the section.{nearest(wanted, known)}"
                )
                self.wrong.append((entry.line, text))
                return
            place = known.index(wanted)
        chosen = {name: self._word(entry, name, identity) for name in WORDS}
        if None in chosen.values():
            return
        raw = {"id": identity, "title": self._titled(entry, identity), "points": self._number(entry, "points", identity) or 0.0,
               "clauses": tuple(filter(None, _SEPARATORS.split(fields.get("clauses", "")))), **chosen}  # fmt: skip
        self._items[place].append((entry.line, msgspec.convert(raw, forms.Item)))

    def _identity(self, entry: Entry, text: str) -> str:
        if not _ID.fullmatch(text):
            self.wrong.append((entry.line, f"{text!r} is no id; give letters, digits, _ . or -, at most 40." if text else
                               "the id is missing; add it."))  # fmt: skip
        return text

    def _titled(self, entry: Entry, what: str) -> dict[str, str]:
        """Titles in both languages; where only one is given it stands for both."""
        zh, en = entry.fields.get("zh", ""), entry.fields.get("en", "")
        if not (zh or en):
            self.wrong.append(
                (entry.line, f"{what}: has no title; give one in Chinese (zh), in English (en), or both.")
            )
        return {"zh": zh or en, "en": en or zh}

    def _number(self, entry: Entry, field: str, what: str) -> float | None:
        text = entry.fields.get(field, "")
        if not text:
            return None
        if not _DIGITS.fullmatch(text):
            self.wrong.append(
                (entry.line, f"{what}: {text!r} is no number of points; give a plain one such as 5 or 2.5.")
            )
            return None
        return float(text)

    def _word(self, entry: Entry, field: str, what: str) -> str | None:
        text = entry.fields.get(field, "")
        words = WORDS[field]
        if not text:
            return next(iter(words))
        found = next((value for value, known in words.items() if text.lower() in known), None)
        if found is None:
            known = ", ".join(words)
            told = (
                f"{what}: {field.replace('_', ' ')} {text!r} is not known; choose one of {known}.{nearest(text, words)}"
            )
            self.wrong.append((entry.line, told))
        return found


def nearest(text: str, known: Collection[str]) -> str:
    """` Did you mean …?` for a word that is nearly known; else nothing."""
    near = difflib.get_close_matches(text, sorted(known), n=1, cutoff=0.6)
    return f" Did you mean {near[0]}?" if near else ""
