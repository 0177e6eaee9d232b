"""A pack's files read into one value, joined with those of its parents.

What a child gives again replaces the parent's: a clause, a situation, a pattern, a phrase, a message, a section; of a
parameter it may give a part. Everything that is wrong is told together. It refuses to touch files and to choose parameters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from string import Formatter

import msgspec

from zuoxi.events import SEVERITY_ORDER
from zuoxi.standard.act_example_form import FOLDER as ACT_EXAMPLES
from zuoxi.standard.act_example_form import ActExample, read_act_examples, read_example_names
from zuoxi.standard.document import Node, PackError, Problem, load_documents, suggest
from zuoxi.standard.example_form import ClauseExample, read_clause_examples
from zuoxi.standard.profile import Parameter, read_parameters
from zuoxi.standard.situation_form import kind_of_situation
from zuoxi.standard.vocabulary import FILLED, SHOWS

CLAUSE_FIELDS = ("id", "section", "title", "text", "source", "severity", "parameters", "say", "covers", "when", "needs",
                 "situations", "rules", "examples")  # fmt: skip
LANGUAGES = ("zh", "en")
FILES = ("pack.yaml", "parameters.yaml", "situations.yaml", "phrases.yaml", "messages.yaml")
#: the folder of the forms; another room reads them
SCORECARDS = "scorecards/"
_VERSION = re.compile(r"\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.-]+)?")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")


class ClauseText(msgspec.Struct, frozen=True, kw_only=True):
    """What a person reads about a clause."""

    id: str
    section: str
    severity: str
    title: dict[str, str]
    text: dict[str, str]
    source: tuple[str, ...]
    parameters: tuple[str, ...] = ()
    say: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    file: str = ""
    line: int = 0


class Phrase(msgspec.Struct, frozen=True, kw_only=True):
    """A suggested wording; locked: only this text counts where a profile says so."""

    id: str
    text: dict[str, str]
    locked: bool = False
    file: str = ""
    line: int = 0


class Pack:
    """One pack with its parents, read and not yet bound."""

    def __init__(self, id_: str, version: str, title: dict[str, str]) -> None:
        self.id = id_
        self.version = version
        self.title = title
        #: the languages of its conversations, the first one foremost
        self.languages: tuple[str, ...] = ("zh", "en")
        self.line: tuple[str, ...] = (id_,)
        self.sections: dict[str, dict[str, str]] = {}
        self.parameters: dict[str, Parameter] = {}
        self.patterns: dict[str, Node] = {}
        self.situations: dict[str, Node] = {}
        self.clauses: dict[str, Node] = {}
        self.texts: dict[str, ClauseText] = {}
        self.phrases: dict[str, Phrase] = {}
        self.messages: dict[str, dict[str, str]] = {}
        self.acts: dict[str, str] = {}
        self.examples: dict[str, tuple[ClauseExample, ...]] = {}
        #: files of examples of acts, as text: read only to be tried, no part of the digest
        self.act_examples: dict[str, str] = {}
        #: forms with weights of their own, by name, as text: they judge nothing, so they are no part of the digest
        self.scorecards: dict[str, str] = {}
        self.sources: list[str] = []
        self.doubts: list[Problem] = []

    def names_in_examples(self) -> dict[str, str]:
        """The names that the examples of acts know, by slot."""
        return read_example_names(self.act_examples)

    def examples_of_acts(self) -> list[ActExample]:
        """Parsed when asked for: an audit has no use for them. Raises `PackError`."""
        return read_act_examples(self.act_examples)


def read_pack(chain: Sequence[Mapping[str, str]]) -> Pack:
    """A pack from the texts of its line of packs, oldest parent first, itself last; raises `PackError`."""
    pack: Pack | None = None
    for files in chain:
        pack = _Reading(pack).read(files)
    if pack is None:
        raise PackError([Problem("pack.yaml", 1, "no pack was given.")])
    return pack


def parents_of(files: Mapping[str, str]) -> tuple[str, ...]:
    """The packs that this one extends, as its pack.yaml says."""
    documents = load_documents({"pack.yaml": files.get("pack.yaml", "")})
    extends = documents["pack.yaml"].need("pack").get("extends")
    return () if extends is None or extends.value is None else extends.texts()


def line_of_packs(name: str, texts_of: Callable[[str], Mapping[str, str]]) -> list[Mapping[str, str]]:
    """The texts of a pack and all packs it extends, each once, parents first; a loop raises `PackError`."""
    placed: dict[str, Mapping[str, str]] = {}
    _place(name, texts_of, placed, ())
    return list(placed.values())


def _place(
    name: str,
    texts_of: Callable[[str], Mapping[str, str]],
    placed: dict[str, Mapping[str, str]],
    above: tuple[str, ...],
) -> None:
    if name in above:
        loop = " → ".join((*above[above.index(name) :], name))
        raise PackError(
            [Problem(f"{above[-1]}/pack.yaml", 1, f"the packs extend each other in a loop: {loop}; cut it.")]
        )
    if name in placed:
        return
    texts = texts_of(name)
    for parent in parents_of(texts):
        _place(parent, texts_of, placed, (*above, name))
    placed[name] = texts


class _Reading:
    """One pack of the line being read on top of its parent; collects problems."""

    def __init__(self, parent: Pack | None) -> None:
        self.parent = parent
        self.problems: list[Problem] = []
        self.places: dict[tuple[str, str], Node] = {}

    def read(self, files: Mapping[str, str]) -> Pack:
        pack_examples = {name: text for name, text in files.items() if name.startswith(ACT_EXAMPLES)}
        cards = {name: text for name, text in files.items() if name.startswith(SCORECARDS)}
        files = {name: text for name, text in files.items() if name not in pack_examples and name not in cards}
        documents = load_documents({name: text for name, text in files.items() if not name.startswith("acts/")})
        pack = self._head(documents.get("pack.yaml"))
        self._inherit(pack)
        pack.act_examples = pack_examples
        pack.scorecards |= {name.removeprefix(SCORECARDS).rpartition(".")[0]: text for name, text in cards.items()}
        for name in sorted(documents, key=_reading_order):
            self._try(self._fill, pack, name, documents[name])
        for name, text in sorted(files.items()):
            if name.startswith("acts/"):
                pack.acts[name] = text
            pack.sources.append(f"{pack.id}/{name}\n{text}")
        if self.problems:
            raise PackError(self.problems)
        return pack

    def _try(self, act: Callable[..., None], *given: object) -> None:
        try:
            act(*given)
        except PackError as error:
            self.problems.extend(error.problems)

    def _head(self, document: Node | None) -> Pack:
        if document is None:
            raise PackError([Problem("pack.yaml", 1, "the pack has no pack.yaml; add one with id and version.")])
        document.only("pack", "sections")
        body = document.need("pack")
        body.only("id", "version", "extends", "title", "languages")
        name, version = body.need("id"), body.need("version")
        if not _NAME.fullmatch(name.text()):
            name.fail("the id is a name of letters, digits, _ and -, beginning with a letter.")
        if not _VERSION.fullmatch(version.text()):
            version.fail(f"{version.text()!r} is no version; write three numbers such as 1.0.0.")
        languages = body.get("languages")
        pack = Pack(name.text(), version.text(), _languages(body.need("title")))
        if languages is not None:
            pack.languages = languages.texts()
        return pack

    def _inherit(self, pack: Pack) -> None:
        parent = self.parent
        if parent is None:
            return
        pack.line = (*parent.line, pack.id)
        pack.sections.update(parent.sections)
        pack.parameters.update(parent.parameters)
        pack.patterns.update(parent.patterns)
        pack.situations.update(parent.situations)
        pack.clauses.update(parent.clauses)
        pack.texts.update(parent.texts)
        pack.phrases.update(parent.phrases)
        pack.messages.update(parent.messages)
        pack.examples.update(parent.examples)
        pack.scorecards.update(parent.scorecards)
        for name, text in parent.acts.items():
            # so named, a parent's wording sorts before its child's, which may word the same act anew
            pack.acts["../" + (name if name.startswith("../") else f"{parent.id}/{name}")] = text
        pack.sources.extend(parent.sources)
        pack.doubts.extend(parent.doubts)

    def _fill(self, pack: Pack, name: str, document: Node) -> None:
        if name.startswith("clauses/"):
            for item in document.items() if document.value else []:
                self._try(self._take_clause, pack, item)
        elif name == "pack.yaml":
            sections = document.get("sections")
            for item in sections.items() if sections is not None and sections.value is not None else []:
                self._try(self._take_section, pack, item)
        elif name == "parameters.yaml":
            for key in document.keys():
                self._try(self._take_parameter, pack, key, document)
        elif name == "situations.yaml":
            self._take_situations(pack, document)
        elif name in ("phrases.yaml", "messages.yaml"):
            for key in document.keys():
                self._try(self._take_phrase if name == "phrases.yaml" else self._take_message, pack, key, document)
        else:
            near = suggest(name, FILES) or " Known are clauses/*.yaml, acts/*.yaml and " + ", ".join(FILES) + "."
            pack.doubts.append(
                Problem(name, 1, "no part of a pack has this name, so it is not read." + near, error=False)
            )

    def _take_section(self, pack: Pack, item: Node) -> None:
        item.only("id", "title")
        pack.sections[item.need("id").text()] = _languages(item.need("title"))

    def _take_parameter(self, pack: Pack, key: str, document: Node) -> None:
        one = Node({key: document.need(key).value}, document.file, document.need(key).line)
        pack.parameters.update(read_parameters(one, pack.parameters))

    def _take_phrase(self, pack: Pack, key: str, document: Node) -> None:
        node = document.need(key)
        node.only(*LANGUAGES, "locked")
        locked = node.get("locked")
        text = {language: node.need(language).text() for language in LANGUAGES}
        for language in LANGUAGES:
            _filled(node.need(language), text[language])
        pack.phrases[key] = Phrase(id=key, text=text, locked=locked is not None and locked.truth(),
                                   file=node.file, line=node.line)  # fmt: skip

    def _take_message(self, pack: Pack, key: str, document: Node) -> None:
        node = document.need(key)
        found = _languages(node)
        for language, text in found.items():
            odd = sorted(_filled(node.need(language), text) - FILLED)
            if odd:
                node.need(language).fail(f"{{{odd[0]}}} cannot be filled in; known are {', '.join(sorted(FILLED))}.")
        pack.messages[key] = found

    def _take_situations(self, pack: Pack, document: Node) -> None:
        document.only("patterns", "situations")
        body = document.get("patterns")
        for key in body.keys() if body is not None and body.value is not None else []:
            pack.patterns[key] = (body or document).need(key)
        body = document.get("situations")
        for key in body.keys() if body is not None and body.value is not None else []:
            self._try(self._take_situation, pack, key, (body or document).need(key))

    def _take_situation(self, pack: Pack, key: str, node: Node) -> None:
        kind_of_situation(node)
        self._once("situation", key, node)
        pack.situations[key] = node

    def _once(self, what: str, name: str, node: Node) -> None:
        first = self.places.setdefault((what, name), node)
        if first is not node:
            node.fail(f"{what} {name} stands already at {first.file}:{first.line}; rename or remove one.")

    # -- clauses

    def _take_clause(self, pack: Pack, node: Node) -> None:
        if not node.is_map():
            node.fail("a clause is a mapping that begins with `id`.")
        node.only(*CLAUSE_FIELDS)
        name = node.need("id").text()
        self._once("clause", name, node)
        if name in pack.clauses and not node.has("rules"):
            # a clause without rules of its own changes only what it gives
            node = Node(node.value, node.file, node.line, pack.clauses[name])
        section, severity = node.need("section").text(), node.need("severity").text()
        if section not in pack.sections:
            node.need("section").fail(f"{name}: no section {section!r}; known are {', '.join(pack.sections)}.")
        if severity not in SEVERITY_ORDER:
            node.need("severity").fail(f"{name}: severity is one of {', '.join(SEVERITY_ORDER)}.")
        node.need("rules")
        own = node.get("situations")
        for key in own.keys() if own is not None and own.value is not None else []:
            self._try(self._take_situation, pack, key, (own or node).need(key))
        needs = node.get("needs")
        for item in needs.items() if needs is not None else []:
            if item.text() not in SHOWS:
                item.fail(f"{name}: no kind of evidence {item.text()!r}; known are {', '.join(sorted(SHOWS))}.")
        pack.texts[name] = ClauseText(
            id=name, section=section, severity=severity, title=_languages(node.need("title")),
            text=_languages(node.need("text")), source=texts_of_field(node, "source"),
            parameters=texts_of_field(node, "parameters"), say=texts_of_field(node, "say"),
            covers=texts_of_field(node, "covers"), file=node.file, line=node.line,
        )  # fmt: skip
        pack.clauses[name] = node
        pack.examples[name] = read_clause_examples(name, node.get("examples"))


def _reading_order(name: str) -> tuple[int, str]:
    """Sections before the clauses that stand in them; else as sorted."""
    return (0 if name == "pack.yaml" else 1, name)


def texts_of_field(node: Node, key: str) -> tuple[str, ...]:
    """The texts of a list that may be left out."""
    found = node.get(key)
    return () if found is None or found.value is None else found.texts()


def _languages(node: Node) -> dict[str, str]:
    found = {key: node.need(key).text() for key in node.keys()}
    for language in LANGUAGES:
        if not found.get(language, "").strip():
            node.fail(f"the {language} text is missing; add `{language}:`.")
    return found


def _filled(node: Node, text: str) -> set[str]:
    """The names in braces; anything but plain names is refused, for it would be run when a reason is worded."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError as error:
        node.fail(f"the braces do not fit ({error}); write {{name}}, or {{{{ for a brace.")
    for _, field, form, conversion in parts:
        if field is not None and (not field.isidentifier() or form or conversion):
            node.fail(f"{{{field}}} cannot be filled in; in braces stands a plain name.")
    return {field for _, field, _, _ in parts if field is not None}
