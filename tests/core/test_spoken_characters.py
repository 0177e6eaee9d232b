"""How much an utterance says, for the speed of speech: what the eye counts is not always what the mouth speaks."""

from __future__ import annotations

import pytest

from zuoxi.standard.utterances import Utterance


def said(text: str) -> Utterance:
    return Utterance(number=0, party="agent", agent=None, to="customer", text=text, segments=(), start=0, end=1000,
                     confidence=1.0, language="zh")  # fmt: skip


@pytest.mark.parametrize(
    ("text", "characters"),
    [("您好，请讲。", 4), ("尾号3728", 6), ("May I help you?", 4), ("That's all right, I'm here.", 5), ("请重启WiFi，再试", 6),
     ("……", 0), ("", 0)],
)  # fmt: skip
def test_a_latin_word_counts_as_one_and_every_other_letter_or_digit_by_itself(text: str, characters: int) -> None:
    assert said(text).characters == characters
    assert said(text).content is (characters > 0)
