"""Chooses: wordings (evenly), agents (by habit and load), matters.

Why: an archive in which one sentence stands everywhere would be worth nothing, so every choice among alternatives is made
here and counted. It knows nothing of seconds or clauses.
"""

from __future__ import annotations

import datetime
import random
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from cast import AGENTS, Agent
from script import Matter, Scene, read_matters, read_phrases, read_scenes

HERE = Path(__file__).resolve().parent
SLOT = re.compile(r"\{(~?\w+)\}")


class Archive:
    """Everything that is chosen so far: it spreads alternatives evenly and keeps agents from talking twice at once."""

    def __init__(self) -> None:
        self.phrases: dict[str, tuple[str, ...]] = {}
        for path in sorted((HERE / "phrases").glob("*.txt")):
            if path.name != "matters.txt":
                self.phrases.update(read_phrases(path))
        self.matters: dict[str, list[Matter]] = read_matters(HERE / "phrases" / "matters.txt")
        self.scenes: list[Scene] = []
        for path in sorted((HERE / "scenes").glob("*.txt")):
            self.scenes += read_scenes(path)
        self.used: Counter[tuple[str, int]] = Counter()
        self.load: Counter[str] = Counter()
        self.busy: dict[str, list[tuple[datetime.datetime, datetime.datetime]]] = defaultdict(list)

    def pick(self, rng: random.Random, key: str, choices: tuple[Any, ...]) -> Any:
        least = min(self.used[key, i] for i in range(len(choices)))
        index = rng.choice([i for i in range(len(choices)) if self.used[key, i] == least])
        self.used[key, index] += 1
        return choices[index]

    def fill(self, rng: random.Random, text: str, context: dict[str, str]) -> str:
        def value(match: re.Match[str]) -> str:
            name = match[1]
            if name.startswith("~"):
                wanted = (name[1:] + context.get("mood", "-"), f"{name[1:]}.{context['org_key']}", name[1:])
                pool = next(pool for pool in wanted if pool in self.phrases)
                return self.fill(rng, self.pick(rng, "pool/" + pool, self.phrases[pool]), context)
            if name not in context:
                raise KeyError(f"no slot {name} for {text!r}")
            return self.fill(rng, context[name], context)

        return SLOT.sub(value, text)

    def choose_agent(self, rng: random.Random, options: dict[str, str], faulty: bool, organisation: str) -> Agent:
        staff = [a for a in AGENTS if a.organisation == organisation]
        if "who" in options:
            return rng.choice([a for a in staff if a.number in options["who"].split("|")])
        if options.get("language") == "en":
            staff = [a for a in staff if a.english] or staff
        weights = [(a.slip if faulty else 1.5 - 0.3 * a.slip) / (1 + self.load[a.number] * 0.25) for a in staff]
        agent = rng.choices(staff, weights)[0]
        self.load[agent.number] += 1
        return agent
