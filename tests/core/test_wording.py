"""What a wording means: what may be written in a pattern, and where what was heard may stand."""

from __future__ import annotations

import pytest

from zuoxi.language import LexiconError, Names, Recogniser, parse_lexicon
from zuoxi.language.normalising import normalise


def heard(wording, text):
    lexicon = parse_lexicon({"a.yaml": f"by: agent\nacts:\n  wanted:\n    {wording}\n"})
    return [hit.act for hit in Recogniser(lexicon).recognise(text, by="agent").acts if hit.act == "wanted"] == ["wanted"]


@pytest.mark.parametrize("pattern", ["亲，", "我要?挂", "[大声|！]", "亲～"])
def test_a_sign_that_is_never_heard_is_refused_with_file_and_line(pattern):
    with pytest.raises(LexiconError, match=r"a\.yaml:3: wanted: .* is never heard"):
        parse_lexicon({"a.yaml": f'by: agent\nacts:\n  wanted:\n    zh: ["{pattern}"]\n'})


@pytest.mark.parametrize(("text", "said"), [("明白了没？", True), ("明白了，没拆过可以退。", False)])
def test_a_literal_wording_is_said_in_one_breath(text, said):
    assert heard('zh: ["明白了没"]\n    literal: true', text) is said


def test_what_is_left_out_in_the_middle_of_a_clause_ends_none():
    assert normalise("你哪儿的，嗯说吧").cuts == {0, 3}
    assert normalise("你哪儿的").text == "你哪的"


def test_an_organisation_is_known_by_its_sound():
    lexicon = parse_lexicon({"a.yaml": 'by: agent\nacts:\n  wanted:\n    zh: ["{organisation}"]\n'})
    recogniser = Recogniser(lexicon)
    for text, known in (("您好，橡子溪电其", True), ("您好，松鹿家居", False)):
        acts = [hit.act for hit in recogniser.recognise(text, by="agent", names=Names(organisation="橡子溪电器")).acts]
        assert ("wanted" in acts) is known
