"""A synthetic log of calls for the engines: activities with times, about 44 a call, breaches at known rates.

One generator feeds every engine. `calls(count)` yields lists of (milliseconds, activity).
"""

from __future__ import annotations

import random
from collections.abc import Iterator

AGENT = ("greet", "identify", "offer_help", "ask_wait", "thank_wait", "apologise", "empathise", "read_back", "explain",
         "notice_transfer", "anything_else", "goodbye", "insult")  # fmt: skip
CUSTOMER = ("question", "complain", "confirm", "thank", "give_contact")
#: (name, first, second): untimed constraints that pm4py's declare can express
RESPONSE = (("answer after ring", "rang", "answered"), ("greet after answer", "answered", "greet"),
            ("resume after hold", "held", "resumed"), ("read back after contact", "give_contact", "read_back"),
            ("empathy after complaint", "complain", "empathise"), ("thanks after resume", "resumed", "thank_wait"))  # fmt: skip
PRECEDENCE = (("ask before hold", "ask_wait", "held"), ("notice before transfer", "notice_transfer", "transferred"),
              ("question before goodbye", "anything_else", "goodbye"))  # fmt: skip
ABSENCE = (("no insult", "insult"),)


def calls(count: int, seed: int = 1) -> Iterator[list[tuple[int, str]]]:
    generator = random.Random(seed)
    for _ in range(count):
        yield _one(generator)


def _one(generator: random.Random) -> list[tuple[int, str]]:
    found, at = [(0, "rang")], 0

    def add(name: str, low: int, high: int) -> None:
        nonlocal at
        at += generator.randrange(low, high)
        found.append((at, name))

    add("answered", 1000, 18_000)
    if generator.random() < 0.97:
        add("greet", 500, 4000)
    add("offer_help", 500, 1500)
    for _ in range(generator.randrange(14, 22)):
        add(generator.choice(CUSTOMER), 800, 5000)
        chance = generator.random()
        if chance < 0.06:
            if generator.random() < 0.9:
                add("ask_wait", 500, 1500)
            add("held", 500, 3000)
            add("resumed", 5000, 70_000)
            if generator.random() < 0.9:
                add("thank_wait", 500, 1500)
        elif chance < 0.065:
            add("transferred", 500, 2000)
        else:
            add(generator.choice(AGENT[:-1] if generator.random() < 0.999 else AGENT), 800, 9000)
    if generator.random() < 0.9:
        add("anything_else", 500, 2000)
    add("goodbye", 500, 2000)
    add("ended", 500, 4000)
    return found
