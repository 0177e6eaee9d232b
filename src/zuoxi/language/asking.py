"""An agent's question after the facts of the matter, judged by the form of its sentence.

What can be asked has no list, so a question in polite words counts if nothing else heard in it accounts for the asking. It
refuses offers, checks, tags, courtesies, rude questions, and questions about the line, the talk or the speaker himself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from zuoxi.language.asking_forms import (
    BACK,
    CHECKED,
    CHECKED_ENGLISH,
    EN_ASKS,
    EN_NOT,
    EN_SEEKS,
    EN_SENTENCE,
    MARKED,
    NOT,
    NOT_CHECKED,
    NOT_SOUGHT,
    PLAIN,
    SEEKS,
    SEEKS_ACROSS,
    SOUNDS,
    SPEAKER,
    TOPICS,
    WHOLE,
    WORDS,
)
from zuoxi.language.normalising import has_chinese
from zuoxi.language.reading import Hit
from zuoxi.language.sounding import sound_of

_SENTENCE = re.compile(r"[^。！!？?；;\n]+[。！!？?；;\n]*")
_CLAUSE = re.compile(r"[^，,：:…—]+")
#: beside these a question asks for nothing, whatever its words
_RUDE = frozenset(
    {"rude_repeat", "rude_check", "rude_identity", "rhetorical_question", "mock", "insult", "discriminate", "bare_hello",
     "dismiss_end", "threaten_end", "joke", "shout_louder", "blame_customer", "ask_repeat", "ask_read_back"}
)  # fmt: skip
#: these say nothing about what a sentence asks
_LIGHT = frozenset(
    {"greet", "greet_morning", "greet_afternoon", "greet_evening", "greet_festival", "welcome", "apologise", "apologise_wait",
     "thank", "thank_wait", "thank_call", "thank_suggestion", "identify_organisation", "identify_number", "identify_name",
     "address_by_name", "acknowledge", "filler", "explain", "empathise", "give_reason", "negative_wording", "state_self",
     "state_purpose", "take_note", "state_progress", "glad_to_serve", "state_absent", "verbal_tic", "jargon", "net_slang",
     "promise_reply", "promise_report", "apologise_disturb", "command_speak", "state_outage", "cannot_answer_now"}
)  # fmt: skip
#: beside these no other check is sought
_CHECKING = frozenset(
    {"ask_confirm", "check_understood", "ask_satisfied", "verify_person", "ask_consent", "ask_convenient", "check_audible",
     "ask_handset", "ask_mandarin", "anything_else", "offer_help", "spell_character", "offer_alternative", "ask_wait",
     "ask_other_phone", "offer_callback", "offer_message", "ask_hang_up", "invite_survey", "ask_contact", "ask_name",
     "ask_other_speaker", "ask_louder", "ask_slower", "ask_call_later", "announce_end", "ask_write_down"}
)  # fmt: skip


def asking_hits(text: str, hits: Mapping[str, Hit]) -> Iterator[Hit]:
    """What an agent asks for in words that no list holds, given the acts already heard."""
    if not _RUDE.isdisjoint(hits) or "spell_character" in hits or ("你" in text and "您" not in text):
        return
    found = _detail_hit(text, hits)
    if found is not None:
        topic = _topic(text[found.start : found.end])
        if topic is None or topic not in hits:
            yield Hit(topic or "ask_details", found.start, found.end, "pattern", 0.8)
        return
    if not _CHECKING.isdisjoint(hits):
        return
    if has_chinese(text):
        for sentence in _SENTENCE.finditer(text):
            said = sentence.group().rstrip(" \n")
            last = re.split("[，,：:]", said.rstrip("？?"))[-1]
            if said.endswith(("？", "?")) and CHECKED.search(last) and not NOT_CHECKED.search(last):
                yield Hit("ask_confirm", sentence.start(), sentence.end(), "pattern", 0.8)
                return
    else:
        checked = CHECKED_ENGLISH.search(text)
        if checked is not None:
            yield Hit("ask_confirm", checked.start(), checked.end(), "pattern", 0.8)


def _topic(said: str) -> str | None:
    if BACK.search(said):
        return "ask_read_back"
    return next((act for act, form in TOPICS if form.search(said)), None)


def _detail_hit(text: str, hits: Mapping[str, Hit]) -> Hit | None:
    taken = [hit for act, hit in hits.items() if act not in _LIGHT and "." not in act and act != "ask_details"]
    chinese = has_chinese(text)
    for found in (_SENTENCE if chinese else EN_SENTENCE).finditer(text):
        place = _in_chinese(found, taken) if chinese else _in_english(found, taken)
        if place is not None:
            return Hit("ask_details", *place, "pattern", 0.8)
    return None


def _in_chinese(found: re.Match[str], taken: list[Hit]) -> tuple[int, int] | None:
    sentence = found.group().rstrip("。！!；;\n ")
    marked = sentence.endswith(("？", "?"))
    heard = sound_of(sentence)
    whole = WHOLE.search(sentence)
    if whole is not None and not _is_taken(found.start(), found.end(), taken):
        return found.start() + whole.start(), found.start() + whole.end()
    if (
        SEEKS_ACROSS.search(heard)
        and not NOT_SOUGHT.search(sentence)
        and not _is_taken(found.start(), found.end(), taken)
    ):
        return found.span()
    for part in _CLAUSE.finditer(sentence.rstrip("？? ")):
        start, end = found.start() + part.start(), found.start() + part.end()
        clause = part.group()
        if SPEAKER.search(clause) or _is_taken(start, end, taken):
            continue
        sound = heard[part.start() : part.end()]
        if SEEKS.search(sound) and not NOT_SOUGHT.search(clause):
            return start, end
        if NOT.search(clause):
            continue
        last = end >= found.start() + len(sentence.rstrip("？? "))
        if not marked:
            asks = last and "我" not in clause and PLAIN.search(clause) is not None
        else:
            asks = any((WORDS.search(clause), SOUNDS.search(sound), last and MARKED.search(sound)))
        if asks:
            return start, end
    return None


def _is_taken(start: int, end: int, taken: list[Hit]) -> bool:
    return any(hit.start < end and start < hit.end for hit in taken)


def _in_english(found: re.Match[str], taken: list[Hit]) -> tuple[int, int] | None:
    sentence = found.group()
    if _is_taken(found.start(), found.end(), taken):
        return None
    if EN_SEEKS.search(sentence) and not re.search(r"\b(?:let me|i'll|i can|i will)\b", sentence, re.IGNORECASE):
        return found.span()
    asks = sentence.rstrip().endswith("?") and len(sentence.split()) > 2
    if asks and EN_ASKS.search(sentence) and not EN_NOT.search(sentence):
        return found.span()
    return None
