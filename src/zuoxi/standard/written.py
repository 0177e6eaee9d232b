"""A written standard bound to a profile: parameters chosen, situations and clauses lowered, everything that an audit needs.

It refuses to touch files, and refuses a profile that contradicts the pack.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

import msgspec

from zuoxi.events import SEVERITY_ORDER, Severity
from zuoxi.standard.choice import Choice, Spoken, UnsetError
from zuoxi.standard.condition_form import lower_condition
from zuoxi.standard.document import Node, PackError, Problem, suggest
from zuoxi.standard.model import Clause, Ladder, Permit, Silent, Standard, Track
from zuoxi.standard.pack_files import ClauseText, Pack, parents_of, read_pack, texts_of_field
from zuoxi.standard.profile import Place, Profile, Value
from zuoxi.standard.ruling import lower_rules
from zuoxi.standard.situation_form import kind_of_situation, lower_situation
from zuoxi.standard.walking import all_inside

__all__ = ["Bound", "ClauseText", "Pack", "bind_pack", "parents_of", "read_pack"]


#: so much of a text stands beside each outcome of a clause that refers to it
_SHOWN_OF_TEXT = 40


class Uses(msgspec.Struct, frozen=True):
    """The parameters that a clause's own rules need, and those with the situations that it refers to."""

    own: frozenset[str]
    reached: frozenset[str]


class Bound(msgspec.Struct, frozen=True, kw_only=True):
    """A pack with chosen parameters: the standard to compile, and what people read.

    used: parameters that something needs; uses: by clause. spoken: every mention of an act. places: where the rule of
    (clause, row) is written. idle: situations and patterns that nothing refers to.
    """

    standard: Standard
    texts: dict[str, ClauseText]
    sections: dict[str, dict[str, str]]
    weights: dict[str, float]
    values: dict[str, Value]
    problems: tuple[Problem, ...]
    used: frozenset[str]
    spoken: tuple[Spoken, ...] = ()
    uses: dict[str, Uses] = {}
    places: dict[tuple[str, int], Place] = {}
    idle: tuple[str, ...] = ()
    judged_counts: bool = False


def bind_pack(pack: Pack, profile: Profile | None = None, recogniser: str = "") -> Bound:
    """Choose the parameters; `recogniser` is the digest of the wording's recogniser. Raises `PackError`."""
    profile = profile or Profile(extends=pack.id)
    if profile.extends not in pack.line:
        file, line = profile.place or ("profile", 1)
        text = f"the profile extends {profile.extends!r}, but the standard is {' > '.join(reversed(pack.line))}; choose one."
        raise PackError([Problem(file, line, text)])
    values: dict[str, Value] = {name: parameter.default for name, parameter in pack.parameters.items()}
    values.update(profile.parameters)
    binding = _Binding(pack, profile, values)
    binding.lower()
    return binding.bound(recogniser)


class _Binding:
    """One pack with one profile being lowered; collects problems."""

    def __init__(self, pack: Pack, profile: Profile, values: Mapping[str, Value]) -> None:
        self.pack = pack
        self.profile = profile
        self.values = values
        self.choice = Choice(pack.parameters, values)
        self.choice.patterns = pack.patterns
        self.choice.tracks = {name: kind_of_situation(node) for name, node in pack.situations.items()}
        self.choice.clauses = pack.clauses.keys()
        self.problems: list[Problem] = []
        self.tracks: dict[str, Track] = {}
        self.clauses: list[Clause] = []
        self.needs: dict[str, set[str]] = {}
        self.refers: dict[str, set[str]] = {}
        self.asks: dict[str, set[str]] = {}
        self.uses: dict[str, Uses] = {}
        self.leads_to: dict[str, set[str]] = {}
        self.places: dict[tuple[str, int], Place] = {}

    def lower(self) -> None:
        self._lower_tracks()
        for name, node in self.pack.clauses.items():
            if name not in self.profile.off:
                self._lower_clause(name, node)
        self.problems.extend(self._joined_over_a_pause())
        if self.problems:
            raise PackError(self.problems)

    def _lower_tracks(self) -> None:
        """Again and again while an unset parameter makes further situations unset."""
        choice, before = self.choice, -1
        while before != len(choice.unset_tracks):
            before = len(choice.unset_tracks)
            problems: list[Problem] = []
            self.tracks = {}
            for name, node in self.pack.situations.items():
                with _Noted(choice) as noted:
                    try:
                        self.tracks[name] = lower_situation(name, node, choice)
                    except UnsetError as unset:
                        choice.unset_tracks[name] = str(unset)
                    except PackError as error:
                        problems.extend(error.problems)
                self.needs[name], self.refers[name], self.asks[name] = noted.parameters, noted.tracks, noted.clauses
        self.problems.extend(problems)

    def _lower_clause(self, name: str, node: Node) -> None:
        pack, choice, text = self.pack, self.choice, self.pack.texts[name]
        with _Noted(choice) as noted:
            try:
                rows = lower_rules(node.need("rules"), choice)
                when = node.get("when")
                self.clauses.append(Clause(
                    id=name, section=text.section, severity=_severity(self.profile.severities.get(name, text.severity)),
                    rows=tuple(placed.row for placed in rows),
                    when=lower_condition(when, choice) if when is not None else None, needs=texts_of_field(node, "needs"),
                    parameters=self._parameters(name, node),
                ))  # fmt: skip
                self._check_judged(self.clauses[-1], node)
                self.places.update({(name, at): (placed.file, placed.line) for at, placed in enumerate(rows)})
            except PackError as error:
                self.problems.extend(error.problems)
        reached = self._reached(noted.tracks)
        through = noted.parameters.union(*(self.needs.get(track, set()) for track in reached))
        self.uses[name] = Uses(frozenset(noted.parameters), frozenset(through))
        self.leads_to[name] = noted.clauses.union(*(self.asks.get(track, set()) for track in reached))
        missing = [phrase for phrase in text.say if phrase not in pack.phrases]
        for phrase in missing:
            told = f"{name} suggests the phrase {phrase!r}, which is not written; add it to phrases.yaml."
            self.problems.append((node.get("say") or node).problem(told))

    def _check_judged(self, clause: Clause, node: Node) -> None:
        """A judging model's verdict is advice: never fatal, and never mixed with what the rules decide."""
        if not any(isinstance(row, Permit) and row.question is not None for row in clause.rows):
            return
        if len(clause.rows) > 1:
            node.need("rules").fail(f"{clause.id}: a judged rule stands alone in its clause; divide the clause.")
        if clause.severity == "fatal":
            told = f"{clause.id} is judged by content and so never fatal; make it major, minor or advice."
            if clause.id in self.profile.severities and self.profile.place is not None:
                raise PackError([Problem(*self.profile.place, told)])
            (node.get("severity") or node).fail(told)

    def _parameters(self, name: str, node: Node) -> tuple[tuple[str, str | int | float], ...]:
        """The values that stand beside the clause's outcomes."""
        names = self.pack.texts[name].parameters
        for key in names:
            if key not in self.pack.parameters:
                told = f"{name}: no parameter {key!r}.{suggest(key, self.pack.parameters)}"
                (node.get("parameters") or node).fail(told)
        return tuple((key, _shown(self.values.get(key), self.pack.parameters[key].kind)) for key in names)

    def _reached(self, tracks: set[str]) -> set[str]:
        """Situations, and those that they refer to."""
        seen, waiting = set[str](), list(tracks)
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                waiting.extend(self.refers.get(name, ()))
        return seen

    def _joined_over_a_pause(self) -> Iterator[Problem]:
        """Segments are joined over a gap; a pause that is not longer would never be heard."""
        joined = self._join_gap()
        tracks = [track for track in self.tracks.values() if isinstance(track, Ladder)]
        pauses = [step.pause for track in tracks for step in track.steps]
        pauses += [found.at_least for found in all_inside((tuple(self.tracks.values()), tuple(self.clauses)))
                   if isinstance(found, Silent)]  # fmt: skip
        short = min((pause for pause in pauses if pause > 0), default=None)
        if short is None or joined < short:
            return
        parameter = self.pack.parameters.get("join_gap")
        file, line = (parameter.file, parameter.line) if parameter is not None else ("parameters.yaml", 1)
        for name in ("join_gap", *self.profile.places):
            value = self.values.get(name)
            if name in self.profile.places and (name == "join_gap" or value == short / 1000):
                file, line = self.profile.places[name]
                break
        told = (
            f"join_gap is {joined / 1000:g} s, but a pause of {short / 1000:g} s is asked for; make join_gap smaller."
        )
        yield Problem(file, line, told)

    def _join_gap(self) -> int:
        return round(_float(self.values.get("join_gap"), 1.0) * 1000)

    def bound(self, recogniser: str) -> Bound:
        pack, values, profile = self.pack, self.values, self.profile
        zone, choice = values.get("zone"), self.choice
        standard = Standard(
            id=pack.id, version=pack.version, digest=_digest(pack, profile, values, recogniser),
            tracks=tuple(self.tracks.values()), clauses=self._in_order(), join_gap=self._join_gap(),
            minimum_confidence=_float(values.get("minimum_confidence"), 0.5),
            festivals=_festivals(values.get("festival_periods")), zone=str(zone) if zone else "Asia/Shanghai",
        )  # fmt: skip
        texts = {clause.id: msgspec.structs.replace(pack.texts[clause.id], severity=clause.severity)
                 for clause in self.clauses}  # fmt: skip
        idle = [name for name in pack.situations if name not in choice.used_tracks]
        idle += [name for name in pack.patterns if name not in choice.used_patterns]
        return Bound(
            standard=standard, texts=texts, sections=pack.sections, weights=dict(profile.weights), values=dict(values),
            problems=(*pack.doubts, *self._unset()), used=frozenset(choice.used), spoken=tuple(dict.fromkeys(choice.spoken)),
            uses=self.uses, places=self.places,
            idle=tuple(idle), judged_counts=profile.judged_counts,
        )  # fmt: skip

    def _unset(self) -> Iterator[Problem]:
        for name, parameter in self.pack.parameters.items():
            if self.values.get(name) is None:
                told = f"{name} is unset; clauses that need it give unknown"
                yield Problem(parameter.file, parameter.line, told, error=False)

    def _in_order(self) -> tuple[Clause, ...]:
        """Referred clauses before those that refer to them; else as written."""
        by_id = {clause.id: clause for clause in self.clauses}
        placed: dict[str, Clause] = {}

        def place(name: str, above: tuple[str, ...]) -> None:
            if name in above:
                text = self.pack.texts[name]
                loop = " → ".join((*above[above.index(name) :], name))
                told = f"{name} refers to itself through other clauses ({loop}); cut the loop."
                raise PackError([Problem(text.file, text.line, told)])
            for other in by_id if name not in placed else ():
                if other in self.leads_to[name]:
                    place(other, (*above, name))
            placed[name] = by_id[name]

        for name in by_id:
            place(name, ())
        return tuple(placed.values())


class _Noted:
    """What is used while one thing is lowered, apart from what was used before."""

    def __init__(self, choice: Choice) -> None:
        self.choice = choice

    def __enter__(self) -> _Noted:
        choice = self.choice
        self._before = choice.used, choice.used_tracks, choice.used_clauses
        choice.used, choice.used_tracks, choice.used_clauses = set(), set(), set()
        return self

    def __exit__(self, *_: object) -> None:
        choice = self.choice
        self.parameters, self.tracks, self.clauses = choice.used, choice.used_tracks, choice.used_clauses
        used, tracks, clauses = self._before
        choice.used = used | self.parameters
        choice.used_tracks, choice.used_clauses = tracks | self.tracks, clauses | self.clauses


def _festivals(value: Value) -> tuple[tuple[str, str, str], ...]:
    if not isinstance(value, dict):
        return ()
    return tuple((name, *period.partition("/")[::2]) for name, period in value.items())


def _float(value: Value, default: float) -> float:
    return float(value) if isinstance(value, int | float) else default


def _severity(text: str) -> Severity:
    for severity in SEVERITY_ORDER:
        if severity == text:
            return severity
    raise ValueError(f"no severity {text!r}")


def _shown(value: Value, kind: str) -> str | int | float:
    if value is None:
        return "unset"
    if kind == "text":
        return f"{str(value)[:_SHOWN_OF_TEXT]}…" if len(str(value)) > _SHOWN_OF_TEXT else str(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float | str):
        return value
    if isinstance(value, dict):
        return ", ".join(f"{key} {item}" for key, item in value.items())
    return ", ".join(value)


def _digest(pack: Pack, profile: Profile, values: Mapping[str, Value], recogniser: str) -> str:
    digest = hashlib.sha256()
    for part in (*pack.sources, profile.digest_text, repr(sorted(values.items())), repr(profile.off), recogniser):
        digest.update(part.encode())
        digest.update(b"\0")
    return "sha256:" + digest.hexdigest()
