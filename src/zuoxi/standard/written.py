"""A written standard: the pack's texts read and joined with those of its parents, and bound to a profile.

`read_pack` takes texts and gives a `Pack`; `bind_pack` chooses parameters and gives everything an audit needs. It refuses
to touch files.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

import msgspec

from zuoxi.events import SEVERITY_ORDER, Severity
from zuoxi.standard.document import Node, PackError, Problem, load_documents
from zuoxi.standard.lowering import Choice, lower_condition, lower_situation
from zuoxi.standard.model import Clause, Standard, Track
from zuoxi.standard.profile import Parameter, Profile, Value, read_parameters
from zuoxi.standard.ruling import lower_rules

CLAUSE_FIELDS = ("id", "section", "title", "text", "source", "severity", "parameters", "say", "covers", "when", "needs",
                 "situations", "rules", "examples")  # fmt: skip


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


class Pack:
    """One pack with its parents, read and not yet bound."""

    def __init__(self, id_: str, version: str, title: dict[str, str]) -> None:
        self.id = id_
        self.version = version
        self.title = title
        self.sections: dict[str, dict[str, str]] = {}
        self.parameters: dict[str, Parameter] = {}
        self.patterns: dict[str, Node] = {}
        self.situations: dict[str, Node] = {}
        self.clauses: dict[str, Node] = {}
        self.texts: dict[str, ClauseText] = {}
        self.phrases: dict[str, Phrase] = {}
        self.messages: dict[str, dict[str, str]] = {}
        self.acts: dict[str, str] = {}
        self.sources: list[str] = []


def read_pack(chain: Sequence[Mapping[str, str]]) -> Pack:
    """A pack from the texts of its line of packs, oldest parent first, itself last; raises `PackError`."""
    pack: Pack | None = None
    for files in chain:
        documents = load_documents({name: text for name, text in files.items() if not name.startswith("acts/")})
        head = documents.get("pack.yaml")
        if head is None:
            raise PackError(
                [
                    Problem(
                        "pack.yaml",
                        1,
                        "the pack has no pack.yaml; add one with id and version.",
                    )
                ]
            )
        body = head.need("pack")
        title = {key: body.need("title").need(key).text() for key in body.need("title").keys()}
        before, pack = (
            pack,
            Pack(body.need("id").text(), body.need("version").text(), title),
        )
        if before is not None:
            _inherit(pack, before)
        _fill(pack, documents, head)
        for name, text in sorted(files.items()):
            if name.startswith("acts/"):
                pack.acts[name] = text
            pack.sources.append(f"{pack.id}/{name}\n{text}")
    if pack is None:
        raise PackError([Problem("pack.yaml", 1, "no pack was given.")])
    return pack


def parents_of(files: Mapping[str, str]) -> tuple[str, ...]:
    """The packs that this one extends, as its pack.yaml says."""
    documents = load_documents({"pack.yaml": files.get("pack.yaml", "")})
    extends = documents["pack.yaml"].need("pack").get("extends")
    return () if extends is None or extends.value is None else extends.texts()


def _inherit(pack: Pack, parent: Pack) -> None:
    for name in (
        "sections",
        "parameters",
        "patterns",
        "situations",
        "clauses",
        "texts",
        "phrases",
        "messages",
        "acts",
    ):
        getattr(pack, name).update(getattr(parent, name))
    pack.sources.extend(parent.sources)


def _fill(pack: Pack, documents: Mapping[str, Node], head: Node) -> None:
    sections = head.get("sections")
    for item in sections.items() if sections is not None else []:
        pack.sections[item.need("id").text()] = _languages(item.need("title"))
    for name, document in documents.items():
        if name == "parameters.yaml":
            pack.parameters.update(read_parameters(document))
        elif name == "situations.yaml":
            _take_situations(pack, document)
        elif name == "phrases.yaml":
            for key in document.keys():
                pack.phrases[key] = _phrase(key, document.need(key))
        elif name == "messages.yaml":
            pack.messages.update({key: _languages(document.need(key)) for key in document.keys()})
        elif name.startswith("clauses/"):
            seen: set[str] = set()
            for item in document.items():
                _take_clause(pack, item, seen)


def _languages(node: Node) -> dict[str, str]:
    found = {key: node.need(key).text() for key in node.keys()}
    for language in ("zh", "en"):
        if language not in found:
            node.fail(f"the {language} text is missing; add `{language}:`.")
    return found


def _phrase(key: str, node: Node) -> Phrase:
    node.only("zh", "en", "locked")
    locked = node.get("locked")
    texts = {language: node.need(language).text() for language in ("zh", "en")}
    return Phrase(id=key, text=texts, locked=locked.truth() if locked is not None else False)


def _take_situations(pack: Pack, document: Node) -> None:
    document.only("patterns", "situations")
    for kind, target in (("patterns", pack.patterns), ("situations", pack.situations)):
        body = document.get(kind)
        for key in body.keys() if body is not None else []:
            target[key] = (body or document).need(key)


def _take_clause(pack: Pack, node: Node, seen: set[str]) -> None:
    node.only(*CLAUSE_FIELDS)
    name = node.need("id").text()
    if name in seen:
        node.fail(f"clause {name} stands twice in this file; remove one.")
    seen.add(name)
    section = node.need("section").text()
    if section not in pack.sections:
        node.fail(f"{name}: no section {section!r}; known are {', '.join(pack.sections)}.")
    severity = node.need("severity").text()
    if severity not in SEVERITY_ORDER:
        node.need("severity").fail(f"{name}: severity is one of {', '.join(SEVERITY_ORDER)}.")
    own = node.get("situations")
    for key in own.keys() if own is not None else []:
        pack.situations[key] = (own or node).need(key)
    pack.clauses[name] = node
    pack.texts[name] = ClauseText(
        id=name, section=section, severity=severity, title=_languages(node.need("title")),
        text=_languages(node.need("text")), source=_texts(node, "source"), parameters=_texts(node, "parameters"),
        say=_texts(node, "say"), covers=_texts(node, "covers"), file=node.file, line=node.line,
    )  # fmt: skip


def _texts(node: Node, key: str) -> tuple[str, ...]:
    found = node.get(key)
    return () if found is None else found.texts()


# ---------------------------------------------------------------- binding


class Bound(msgspec.Struct, frozen=True, kw_only=True):
    """A pack with chosen parameters: the standard to compile, and what people read."""

    standard: Standard
    texts: dict[str, ClauseText]
    sections: dict[str, dict[str, str]]
    weights: dict[str, float]
    values: dict[str, Value]
    problems: tuple[Problem, ...]
    used: frozenset[str]


def bind_pack(pack: Pack, profile: Profile | None = None, recogniser: str = "") -> Bound:
    """Choose the parameters; `recogniser` is the digest of the wording's recogniser."""
    profile = profile or Profile(extends=pack.id)
    values: dict[str, Value] = {name: parameter.default for name, parameter in pack.parameters.items()}
    values.update(profile.parameters)
    choice = Choice(pack.parameters, values)
    choice.patterns = pack.patterns
    tracks = tuple(_lower_track(name, node, choice) for name, node in pack.situations.items())
    clauses = [
        _lower_clause(pack, node, choice, values, profile)
        for name, node in pack.clauses.items()
        if name not in profile.off
    ]
    problems = [
        Problem(
            parameter.file,
            parameter.line,
            f"{name} is unset; clauses that need it give unknown",
            error=False,
        )
        for name, parameter in pack.parameters.items()
        if values.get(name) is None
    ]
    join, least, zone = (
        values.get("join_gap"),
        values.get("minimum_confidence"),
        values.get("zone"),
    )
    standard = Standard(
        id=pack.id, version=pack.version, digest=_digest(pack, profile, values, recogniser), tracks=tracks,
        clauses=_in_order(clauses), join_gap=round(_float(join, 1.0) * 1000),
        minimum_confidence=_float(least, 0.5), festivals=_festivals(values.get("festival_periods")),
        zone=str(zone) if zone else "Asia/Shanghai",
    )  # fmt: skip
    texts = {clause.id: msgspec.structs.replace(pack.texts[clause.id], severity=clause.severity) for clause in clauses}
    return Bound(standard=standard, texts=texts, sections=pack.sections, weights=dict(profile.weights), values=values,
                 problems=tuple(problems), used=frozenset(choice.used))  # fmt: skip


def _festivals(value: Value) -> tuple[tuple[str, str, str], ...]:
    if not isinstance(value, dict):
        return ()
    return tuple((name, *period.partition("/")[::2]) for name, period in value.items())


def _float(value: Value, default: float) -> float:
    return float(value) if isinstance(value, int | float) else default


def _lower_track(name: str, node: Node, choice: Choice) -> Track:
    return lower_situation(name, choice.resolve(node), choice)


def _lower_clause(
    pack: Pack,
    node: Node,
    choice: Choice,
    values: Mapping[str, Value],
    profile: Profile,
) -> Clause:
    name = node.need("id").text()
    when, text = node.get("when"), pack.texts[name]
    severity = profile.severities.get(name, text.severity)
    return Clause(
        id=name, section=text.section, severity=_severity(severity), rows=lower_rules(node.need("rules"), choice),
        when=lower_condition(when, choice) if when is not None else None, needs=_texts(node, "needs"),
        parameters=tuple((key, _shown(choice.value(key, node))) for key in text.parameters),
    )  # fmt: skip


def _severity(text: str) -> Severity:
    for severity in SEVERITY_ORDER:
        if severity == text:
            return severity
    raise ValueError(f"no severity {text!r}")


def _shown(value: Value) -> str | int | float:
    if value is None:
        return "unset"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float | str):
        return value
    return ", ".join(value)


def _in_order(clauses: list[Clause]) -> tuple[Clause, ...]:
    """Referred clauses before those that refer to them; else as written."""
    by_id = {clause.id: clause for clause in clauses}
    placed: list[Clause] = []
    state: dict[str, int] = {}

    def place(clause: Clause) -> None:
        if state.get(clause.id) == 2:
            return
        if state.get(clause.id) == 1:
            raise PackError(
                [
                    Problem(
                        "clauses",
                        1,
                        f"{clause.id} refers to itself through other clauses; cut the loop.",
                    )
                ]
            )
        state[clause.id] = 1
        for other in by_id.values():
            if other.id != clause.id and f"OutcomeIs(clause='{other.id}'" in repr(clause.rows):
                place(other)
        state[clause.id] = 2
        placed.append(clause)

    for clause in clauses:
        place(clause)
    return tuple(placed)


def _digest(pack: Pack, profile: Profile, values: Mapping[str, Value], recogniser: str) -> str:
    digest = hashlib.sha256()
    for part in (
        *pack.sources,
        profile.digest_text,
        repr(sorted(values.items())),
        repr(profile.off),
        recogniser,
    ):
        digest.update(part.encode())
        digest.update(b"\0")
    return "sha256:" + digest.hexdigest()
