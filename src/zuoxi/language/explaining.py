"""Explanations: whether an agent's words tell the customer how things are, what happened or what to do.

There is no list of what can be explained, so the form of each clause is judged, and what else was heard in it: a clause
explains if it states something of substance and no other act says it already. It refuses requests, questions, courtesies,
what the speaker is about to do, the customer's own words, opinions, and bare figures and answers.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import NamedTuple

from zuoxi.language.clause_forms import (
    ABSENT,
    ASKING,
    BARE,
    BOAST,
    CLAUSES,
    COURTESY,
    CUSTOMER,
    ELSEWHERE,
    ELSEWISE,
    ENGLISH_ABSENT,
    ENGLISH_ELSEWISE,
    ENGLISH_NOT,
    ENGLISH_PERSONS,
    ENGLISH_SENTENCES,
    ENGLISH_STEP,
    ENGLISH_VERB,
    LIKELY,
    OPINION,
    PERSONS,
    QUOTED,
    REQUEST,
    SENTENCES,
    SERVING,
    SPEAKER,
    SPEAKER_MISHEARD,
    SURE,
    UNHEARD,
    WHATEVER,
    WORDS,
)
from zuoxi.language.normalising import has_chinese, syllables_of
from zuoxi.language.reading import Hit

#: beside these a sentence may still explain; only the clause that holds them does not
_LIGHT = frozenset(
    {"greet", "greet_morning", "greet_afternoon", "greet_evening", "greet_festival", "welcome", "thank", "thank_wait",
     "thank_call", "thank_suggestion", "glad_to_serve", "state_purpose", "negative_wording", "ask_write_down", "check_audible",
     "apologise_disturb"}
)  # fmt: skip
#: these do nothing to a clause
_NOTHING = frozenset({"filler", "address_by_name", "explain", "verbal_tic"})
#: who does one of these anywhere gives reasons, regrets or takes leave, and does not explain beside it
_BESIDE = frozenset(
    {"apologise", "apologise_wait", "give_reason", "empathise", "acknowledge", "take_note", "accept_thanks", "accept_apology",
     "wish_well", "goodbye", "anything_else", "check_understood", "ask_satisfied", "invite_again", "offer_help", "state_self",
     "identify_number", "identify_name", "verify_person", "ask_convenient", "threaten_end", "dismiss_end", "mock", "insult",
     "brush_off", "blame_customer", "rude_check", "command_speak", "state_progress", "state_outage", "ask_stay", "announce_end",
     "notice_transfer", "ask_wait", "ask_consent", "admit_fault", "take_responsibility"}
)  # fmt: skip
#: acts towards the customer; where neither speaker nor customer is named, they were heard by mistake
_DIRECTED = frozenset(
    {"take_note", "notice_transfer", "invite_survey", "spell_character", "offer_help", "accept_apology", "goodbye",
     "check_understood", "check_audible", "announce_end", "shout_louder"}
)  # fmt: skip
#: the customer's own words stand in all of the utterance
_RETOLD = frozenset({"summarise", "read_back", "ask_confirm", "verify_person", "spell_character"})


class _Span(NamedTuple):
    start: int
    end: int
    text: str


def explain_hit(text: str, hits: Mapping[str, Hit], previous: Collection[str]) -> Hit | None:
    """Where the words explain something, given the acts already heard."""
    others = [hit for hit in hits.values() if hit.act not in _NOTHING and "." not in hit.act]
    masked = QUOTED.sub(lambda match: "□" * len(match.group()), text)
    chinese = has_chinese(text)
    if chinese:
        masked = _put_right(masked)
    if (ELSEWISE if chinese else ENGLISH_ELSEWISE).search(text) or _does_otherwise(masked, others, chinese):
        return None
    answer = "customer_question" in previous
    if not answer and "jargon" in hits:
        return None
    others = [hit for hit in others if hit.act != "jargon"]
    for found in (SENTENCES if chinese else ENGLISH_SENTENCES).finditer(masked):
        sentence = _Span(found.start(), found.end(), found.group())
        here = [hit for hit in others if hit.start < sentence.end and sentence.start < hit.end]
        place = _in_chinese(sentence, here, others, answer) if chinese else _in_english(sentence, here, answer)
        if place is not None:
            return Hit("explain", place[0], place[1], "pattern", 0.9)
    return None


def _does_otherwise(text: str, others: list[Hit], chinese: bool) -> bool:
    """Whether an act was heard beside which nothing is explained."""
    for hit in others:
        if hit.act not in _BESIDE or hit.how in ("fuzzy", "syllable") or "□" in text[hit.start : hit.end]:
            continue
        if chinese:
            around = next(part.group() for part in SENTENCES.finditer(text) if part.end() > hit.start)
            if PERSONS.search(around) is None and _is_doubtful(hit.act, SURE.search(around) is not None):
                continue
        elif hit.act in _DIRECTED and ENGLISH_PERSONS.search(text) is None:
            continue
        return True
    return False


def _put_right(text: str) -> str:
    """The text with common words spelt as they sound, if one character of them was misheard; as long as before."""
    text = SPEAKER_MISHEARD.sub("我", text)
    coded = syllables_of(text)
    for word, sound in WORDS:
        place = coded.find(sound)
        while place >= 0:
            end = place + len(word)
            if sum(1 for own, wanted in zip(text[place:end], word, strict=True) if own != wanted) == 1:
                text = text[:place] + word + text[end:]
            place = coded.find(sound, end)
    return text


def _in_chinese(sentence: _Span, here: list[Hit], others: list[Hit], answer: bool) -> tuple[int, int] | None:
    impersonal = PERSONS.search(sentence.text) is None
    if any(hit.act in _RETOLD and (not impersonal or hit.act == "summarise") for hit in others):
        return None
    sure = SURE.search(sentence.text) is not None
    believed = [hit for hit in here if not (impersonal and _is_doubtful(hit.act, sure))]
    if any(hit.act not in _LIGHT for hit in believed):
        return None
    doubted = len(believed) < len(here)
    reason = any(hit.act == "give_reason" for hit in believed)
    clauses = [_Span(sentence.start + part.start(), sentence.start + part.end(), part.group().strip(" 。！!？?；;、"))
               for part in CLAUSES.finditer(sentence.text) if part.group().strip(" 。！!？?；;、")]  # fmt: skip
    if not clauses:
        return None
    if BOAST.search(sentence.text):
        return None
    if sentence.text.rstrip().endswith(("？", "?")):
        return None
    telling = [
        clause
        for clause in clauses
        if not any(hit.start < clause.end and clause.start < hit.end for hit in believed) and _tells(clause.text)
    ]
    words = "，".join(clause.text for clause in telling)
    if (
        len(re.sub(r"\W", "", words)) + words.count("□") < (8 if answer else 6 if reason else 7)
        or len(BARE.sub("", words)) < 2
    ):
        return None
    likely = len(LIKELY.findall(words))
    if SURE.search(words) is None and (reason or likely < (1 if impersonal and not doubted else 2)):
        return None
    return telling[0].start, telling[-1].end


def _is_doubtful(act: str, sure: bool) -> bool:
    """Whether an act is hardly done without naming speaker or customer."""
    return act in _DIRECTED or act.startswith("ask_") or (sure and act.startswith("state_no"))


def _tells(clause: str) -> bool:
    """Whether a clause, by its form, may tell something."""
    if len(clause) < 3 or (ASKING.search(clause) and not WHATEVER.search(clause)):
        return False
    if UNHEARD.search(clause) and not SURE.search(clause):
        return False
    return not any(
        form.search(clause) for form in (ELSEWHERE, REQUEST, SPEAKER, SERVING, CUSTOMER, COURTESY, OPINION, ABSENT)
    )


def _in_english(sentence: _Span, here: list[Hit], answer: bool) -> tuple[int, int] | None:
    text = sentence.text
    if ENGLISH_PERSONS.search(text) is None:
        here = [hit for hit in here if hit.act not in _DIRECTED]
    if (
        any(hit.act not in _LIGHT for hit in here)
        or text.rstrip().endswith("?")
        or ENGLISH_NOT.search(text)
        or ENGLISH_ABSENT.search(text)
    ):
        return None
    free = len(re.findall(r"[\w'’□]+", text)) - sum(
        len(text[max(hit.start - sentence.start, 0) : hit.end - sentence.start].split()) for hit in here
    )
    if free < (6 if answer else 5) or not (ENGLISH_STEP.search(text) or ENGLISH_VERB.search(text)):
        return None
    return sentence.start, sentence.end
