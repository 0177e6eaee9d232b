"""`zuoxi redact`: conversations in, the same conversations without personal data out, one JSON object a line.

Lines that cannot be read are told and left out: what cannot be understood cannot be masked. It refuses to write them anywhere.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from zuoxi.desk import redact
from zuoxi.events import Conversation, encode_line
from zuoxi.language import placeholders
from zuoxi.store import Refused, Warned, read_archive

ZONE = "Asia/Shanghai"


def write_masked(inputs: Sequence[Path], target: BinaryIO) -> int:
    """Returns the exit status: 2 nothing could be read, 3 some input was refused, else 0."""
    refused: list[Refused] = []
    counted: Counter[str] = Counter()
    conversations = 0

    def refuse(item: Refused) -> None:
        refused.append(item)
        print(f"refused {item}", file=sys.stderr)

    for item in read_archive(list(inputs), ZONE, refuse, _ignore):
        masked = redact(item.conversation)
        target.write(encode_line(masked) + b"\n")
        conversations += 1
        counted.update(_kinds(masked))
    told = ", ".join(f"{kind} {number}" for kind, number in sorted(counted.items())) or "nothing"
    print(f"{conversations} conversations, masked: {told}; {len(refused)} lines refused", file=sys.stderr)
    if not conversations:
        return 2
    return 3 if refused else 0


def _kinds(conversation: Conversation) -> list[str]:
    return [kind for turn in conversation.turns for kind in placeholders.placeholders_in(turn.text)]


def _ignore(warned: Warned) -> None:
    """An oddity is carried over as it is."""
