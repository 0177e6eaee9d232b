"""Which moments concern which rows, tracks or ladders: a first, coarse look, by kind, party and act.

Whoever is named here may still find that the moment does not matter (`narrowing.py`). It refuses to look at state.
"""

from __future__ import annotations

from zuoxi.standard.model import Pattern
from zuoxi.standard.moment import Moment


class Interest:
    """Which things (rows or tracks, by number) want to see which moments."""

    def __init__(self) -> None:
        self.kinds: dict[str, set[int]] = {}
        self.acts: dict[tuple[str, str], set[int]] = {}
        self.parties: dict[str, set[int]] = {}
        self.gaps: set[int] = set()
        self.doubt: dict[str, set[int]] = {}
        self.names: dict[tuple[str, str], set[int]] = {}

    def add(self, pattern: Pattern, number: int) -> None:
        for atom in pattern:
            if atom.kind in ("enter", "leave"):
                self.names.setdefault((atom.kind, atom.name), set()).add(number)
            elif atom.kind != "said":
                self.kinds.setdefault(atom.kind, set()).add(number)
            else:
                self.gaps.add(number)
                for party in atom.by or ("",):
                    acts = atom.any_of or atom.all_of[:1] or atom.ordered[:1]
                    if not acts:
                        self.parties.setdefault(party, set()).add(number)
                    for act in acts:
                        self.acts.setdefault((party, act), set()).add(number)
                    self.doubt.setdefault(party, set()).add(number)

    def add_all_said(self, party: str, number: int) -> None:
        self.parties.setdefault(party, set()).add(number)
        self.doubt.setdefault(party, set()).add(number)

    def of(self, moment: Moment) -> tuple[int, ...]:
        kind = moment.kind
        if kind == "said":
            return self._said(moment)
        if kind == "gap":
            return tuple(sorted(self.gaps))
        if kind in ("enter", "leave"):
            return tuple(sorted(self.names.get((kind, moment.details["flag"]), ())))
        return tuple(sorted(self.kinds.get(kind, ())))

    def _said(self, moment: Moment) -> tuple[int, ...]:
        found: set[int] = set()
        party = moment.party or ""
        parties = ("", party) if moment.party is not None else ("", *self.doubt)
        for name in parties:
            if moment.doubtful:
                found |= self.doubt.get(name, set())
            found |= self.parties.get(name, set())
            for act in moment.acts:
                found |= self.acts.get((name, act), set())
        return tuple(sorted(found))
