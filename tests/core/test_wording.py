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
    with pytest.raises(LexiconError, match=r"a\.yaml:4: wanted: .* is never heard"):
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


@pytest.mark.parametrize(("body", "told"), [
    ("  wanted:\n    zh: [甲乙]\n    zh: [丙丁]\n", r"a\.yaml:5: 'zh' stands twice"),
    ("  wanted:\n    zh: [甲乙]\n    literal: perhaps\n", r"a\.yaml:5: `literal` is true or false"),
    ("  wanted:\n    zh:\n      - 甲乙\n      - '{nobody}丙'\n", r"a\.yaml:6: wanted: no slot \{nobody\}"),
    ("  wanted:\n    zh: [[甲乙]]\n", r"a\.yaml:4: plain text is expected"),
    ("  wanted: [甲乙]\n", r"a\.yaml:3: wanted needs wordings"),
    ("  wanted:\n    zhh: [甲乙]\n", r"a\.yaml:4: wanted has an unknown field 'zhh'"),
    ("  wanted:\n   - {\n", r"a\.yaml:\d: not YAML"),
])  # fmt: skip
def test_a_wording_file_that_is_wrong_is_told_with_its_line(body, told):
    with pytest.raises(LexiconError, match=told):
        parse_lexicon({"a.yaml": "by: agent\nacts:\n" + body})


def test_words_that_other_readers_take_for_truth_values_or_times_stay_text():
    lexicon = parse_lexicon({"a.yaml": "by: agent\nacts:\n  wanted:\n    en: [no, yes, 12:30]\n    negatable: no\n"})
    assert lexicon.acts[0].en == ((("no",),), (("yes",),), (("12:30",),))
    assert lexicon.acts[0].negatable is False
