"""Gives the words of a scene their seconds: rings, pauses, holds, speech at the agent's own speed.

Why: clauses judge seconds, so the seconds are laid out by one small clock. It never reads a real clock and never
chooses words.
"""

from __future__ import annotations

import random
import re
from typing import Any

PUNCTUATION = re.compile(r"[，。？！、：；…,.?!:;]")
SENTENCE = re.compile(r"(?<=[。？！])(?=.)")


def draw_seconds(rng: random.Random, text: str) -> float:
    """'5.2' or '5.2..6' → seconds."""
    low, _, high = text.partition("..")
    return rng.uniform(float(low), float(high or low))


def spoken_seconds(text: str, speed: float) -> float:
    marks = len(PUNCTUATION.findall(text))
    if re.search(r"[一-鿿]", text):
        letters = len(re.sub(r"[\s]", "", PUNCTUATION.sub("", text)))
        return max(0.5, letters / speed + 0.12 * marks)
    return max(0.5, len(text.split()) / (speed * 0.95) + 0.2 * marks)


class Stage:
    """One conversation while it is being laid out; times in hundredths of a second."""

    def __init__(self, rng: random.Random, speed: float) -> None:
        self.rng = rng
        self.agent_speed = speed
        self.customer_speed = rng.uniform(3.9, 5.0)
        self.clock = 0.0
        self.answered_at = 0.0
        self.speaker: str | None = None
        self.events: list[dict[str, Any]] = []
        self.turns: list[dict[str, Any]] = []

    def ring(self, count: int, answerer: str, agent: str | None = None) -> None:
        for index in range(count):
            self.events.append({"type": "rang", "at": round(index * 5.0, 2)})
        self.clock = (count - 1) * 5.0 + self.rng.uniform(1.2, 4.3)
        self.answered_at = round(self.clock, 2)
        event: dict[str, Any] = {"type": "answered", "at": self.answered_at, "party": answerer}
        if agent:
            event["agent"] = agent
        self.events.append(event)
        self.speaker = None

    def signal(self, kind: str, fields: dict[str, Any], delay: float) -> None:
        self.clock = round(self.clock + delay, 2)
        event: dict[str, Any] = {"type": kind, "at": self.clock, **fields}
        if event.pop("from", None) == "answer":
            event["at"] = self.answered_at
        if "until" in event and event["until"] != "end":
            event["until"] = round(event["at"] + float(event["until"]), 2)
        self.events.append(event)
        self.speaker = None if kind != "sound" else self.speaker

    def say(self, party: str, text: str, options: dict[str, str], extra: dict[str, Any]) -> None:
        gap = options.get("gap")
        if gap is not None:
            delay = draw_seconds(self.rng, gap)
        elif self.speaker == party:
            delay = self.rng.uniform(1.15, 1.7)
        else:
            delay = self.rng.uniform(0.5, 1.4)
        speed = self.customer_speed if party == "customer" else self.agent_speed
        pieces = self.cut(text) if party == "agent" and "whole" not in options else [text]
        for index, piece in enumerate(pieces):
            start = self.clock + (delay if index == 0 else self.rng.uniform(0.3, 0.8))
            length = draw_seconds(self.rng, options["for"]) if "for" in options else spoken_seconds(piece, speed)
            end = start + length
            turn = {"party": party, "text": piece, "start": round(start, 2), "end": round(end, 2), **extra}
            if piece and "confidence" not in turn:
                turn["confidence"] = round(self.rng.uniform(0.88, 0.99), 2)
            self.turns.append(turn)
            self.clock = round(end, 2)
        self.speaker = party

    def cut(self, text: str) -> list[str]:
        """Now and then a recogniser writes one utterance as two segments; the gap stays under a second."""
        sentences = SENTENCE.split(text)
        if len(sentences) < 2 or self.rng.random() > 0.15:
            return [text]
        place = self.rng.randrange(1, len(sentences))
        return ["".join(sentences[:place]), "".join(sentences[place:])]

    def finish(self) -> None:
        end = max([self.clock] + [event["at"] for event in self.events])
        for event in self.events:
            if event.get("until") == "end":
                event["until"] = round(end, 2)
        self.events.sort(key=lambda event: event["at"])
