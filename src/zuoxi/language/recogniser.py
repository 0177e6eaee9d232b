"""Text to acts and facts: deterministic, explainable, without model or network.

A recogniser is compiled once from a pack's lexicon. It reads one utterance at a time, with the acts of the other side's
last words (a bare yes means something only as a reply) and the names of the conversation. It refuses to judge.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from datetime import datetime
from functools import lru_cache

from zuoxi.language.asking import asking_hits
from zuoxi.language.asserting import taken_back
from zuoxi.language.closings import settle_closings
from zuoxi.language.courtesies import settle_openings
from zuoxi.language.customer_settling import asks_leave, settle_customer
from zuoxi.language.declining import declining_hits
from zuoxi.language.explaining import explain_hit
from zuoxi.language.facts import find_facts
from zuoxi.language.fillers import filler_hits
from zuoxi.language.grievance import grievance_hit
from zuoxi.language.hearing import noise_hits, not_heard_here
from zuoxi.language.lexicon import ActWording, Lexicon
from zuoxi.language.listening import listening_hit
from zuoxi.language.matching import SLOT_CODES, Found, Matcher
from zuoxi.language.names import address_span, answered_name, known_names
from zuoxi.language.normalising import Normal, has_chinese, normalise, normalise_english, put_by_sound
from zuoxi.language.openings import opening_hits
from zuoxi.language.placeholders import neutral
from zuoxi.language.questions import question_span
from zuoxi.language.reading import Fact, Hit, How, Names, Reading
from zuoxi.language.redirecting import redirecting_hit
from zuoxi.language.repeating import settle_repeating
from zuoxi.language.replies import overruled, reply_hits
from zuoxi.language.reported import is_told, told_spans
from zuoxi.language.seeking import sought_hit
from zuoxi.language.steps import settle_steps
from zuoxi.language.tempers import temper_hit
from zuoxi.language.trade_terms import trade_terms
from zuoxi.language.whereabouts import settle_whereabouts

#: changes whenever the way of recognising changes; part of the digest
METHOD = "4"
_NO_NAMES = Names()


class Recogniser:
    """Compiled from a lexicon; `digest` covers its wording and the method."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.digest = hashlib.sha256((METHOD + "\n" + lexicon.source).encode()).hexdigest()
        self.acts = frozenset(act.act for act in lexicon.acts) | {name for act in lexicon.acts for name in act.implies}
        self._implied = {act.act: act.implies for act in lexicon.acts}
        self._after = {act.act: frozenset(act.after) for act in lexicon.acts if act.after}
        self._sides: dict[str, tuple[Matcher, Matcher]] = {}
        for side in ("agent", "customer"):
            acts: list[ActWording] = [act for act in lexicon.acts if act.by in (side, "both")]
            self._sides[side] = (Matcher(acts, "zh"), Matcher(acts, "en"))

    def recognise(
        self, text: str, *, by: str, previous_acts: Collection[str] = (), names: Names | None = None,
        language: str = "zh", at: datetime | None = None,
    ) -> Reading:  # fmt: skip
        """Acts and facts of one utterance. `at`: the instant that relative dates refer to."""
        names = names or _NO_NAMES
        facts = find_facts(text, at=at, by=by)
        if by == "customer" and "ask_name" in previous_acts and not any(fact.is_own_name for fact in facts):
            told = answered_name(text)
            if told is not None:
                facts = (*(fact for fact in facts if fact.kind != "name"), Fact("name", *told))
        sides = self._sides.get("customer" if by == "customer" else "agent")
        if sides is None or by in ("ivr", "bot", "system"):
            return Reading((), facts)
        hits: dict[str, Hit] = {}
        heard = _plain(text)
        if has_chinese(text):
            normal = _with_names(normalise(heard), names)
            self._collect(sides[0], normal, sides[0].find(normal), previous_acts, hits)
        elif text.strip():
            normal = _with_names(normalise_english(heard), names)
            self._collect(sides[1], normal, sides[1].find(normal), previous_acts, hits)
        else:
            return Reading((), facts)
        spans = told_spans(text, by)
        if spans:
            hits = {act: hit for act, hit in hits.items() if not is_told(act, hit.start, hit.end, spans)}
        self._add_rules(text, normal, by, previous_acts, names, facts, hits)
        ordered = sorted((hit for hit in hits.values() if not _is_code(hit, facts)), key=_place)
        return Reading(tuple(ordered), facts)

    def _collect(
        self,
        matcher: Matcher,
        normal: Normal,
        found: list[Found],
        previous: Collection[str],
        hits: dict[str, Hit],
    ) -> None:
        for item in found:
            act = matcher.acts[item.act].act
            needed = self._after.get(act)
            if needed is not None and needed.isdisjoint(previous):
                continue
            start, end = normal.span(item.start, item.end)
            how = _how(item, needed is not None)
            sure = 0.8 if item.fuzzy else (0.9 if item.off else 1.0)
            self._put(Hit(act, start, end, how, sure), hits)

    def _put(self, hit: Hit | None, hits: dict[str, Hit]) -> None:
        """The act is heard, with those that it implies; what was heard before stands."""
        if hit is None or hit.act in hits:
            return
        hits[hit.act] = hit
        for implied in self._implied.get(hit.act, ()):
            pair = {"pair": hit.act.rpartition(".")[2].upper()} if implied == "negative_wording" else {}
            self._put(Hit(implied, hit.start, hit.end, hit.how, hit.confidence, pair), hits)

    def _settle(self, wrong: Iterable[str], more: Iterable[Hit], hits: dict[str, Hit]) -> None:
        """Acts that only looked so are taken away, then others are heard."""
        for act in wrong:
            hits.pop(act, None)
        for hit in more:
            self._put(hit, hits)

    def _add_rules(
        self, text: str, normal: Normal, by: str, previous: Collection[str], names: Names, facts: tuple[Fact, ...],
        hits: dict[str, Hit],
    ) -> None:  # fmt: skip
        """What no list of wordings can say: names, facts that are acts, questions, bare replies."""
        if by == "customer":
            self._add_customers(text, previous, facts, hits)
        else:
            self._add_agents(text, normal, previous, names, facts, hits)

    def _add_customers(
        self, text: str, previous: Collection[str], facts: tuple[Fact, ...], hits: dict[str, Hit]
    ) -> None:
        for fact in facts:
            if fact.is_own_name:
                self._put(Hit("customer_give_name", fact.start, fact.end, "pattern"), hits)
            elif fact.kind in ("phone", "address", "email") and not fact.partial:
                self._put(
                    Hit("customer_give_contact", fact.start, fact.end, "pattern"),
                    hits,
                )
        for hit in reply_hits(text, previous, frozenset(hits)):
            self._put(hit, hits)
        self._put(sought_hit(text, frozenset(hits)), hits)
        self._put(grievance_hit(text, hits), hits)
        self._settle(overruled(hits, previous), (), hits)
        fallen, added = settle_customer(text, previous, hits)
        self._settle((), added, hits)
        self._settle(fallen, (), hits)
        self._put(temper_hit(text, hits), hits)
        place = question_span(_plain(text), hits)
        worded = hits.pop("customer_question", None)
        if place is not None:
            self._put(worded or Hit("customer_question", *place, "pattern", 0.8), hits)

    def _add_agents(
        self, text: str, normal: Normal, previous: Collection[str], names: Names, facts: tuple[Fact, ...],
        hits: dict[str, Hit],
    ) -> None:  # fmt: skip
        span = address_span(text, names)
        if span is not None:
            self._put(Hit("address_by_name", *span, "pattern"), hits)
        opened = opening_hits(text, names, dict(hits))
        for hit in (*opened, *filler_hits(text), *trade_terms(text), *noise_hits(text, hits)):
            self._put(hit, hits)
        self._settle(*settle_openings(text, hits), hits)
        self._settle(*settle_closings(text, hits, previous), hits)
        leave = asks_leave(text, hits)
        if leave is not None:
            self._put(Hit("ask_consent", *leave, "pattern", 0.8), hits)
        for hit in declining_hits(text, previous, frozenset(hits)):
            self._put(hit, hits)
        self._settle({*taken_back(text, hits), *not_heard_here(text, hits)}, (), hits)
        for single in (listening_hit(text, hits), redirecting_hit(text, hits)):
            self._put(single, hits)
        for fact in facts:
            if fact.kind == "deadline" and "promise_reply" in hits:
                promise = hits["promise_reply"]
                hits["promise_reply"] = Hit(promise.act, promise.start, promise.end, promise.how, promise.confidence,
                                            {"deadline": fact.value})  # fmt: skip
        settle_whereabouts(hits, normal, "customer_ask_person" in previous)
        settle_repeating(hits, normal, facts, text)
        settle_steps(hits, normal)
        for hit in asking_hits(text, hits):
            self._put(hit, hits)
        self._put(explain_hit(text, hits, previous), hits)


@lru_cache(maxsize=4096)
def _slot_names(names: Names, english: bool) -> tuple[tuple[str, str], ...]:
    form = normalise_english if english else normalise
    found = []
    for slot, name in known_names(names):
        text = form(name).text
        if text.strip():
            found.append((text, SLOT_CODES[slot]))
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


def _with_names(normal: Normal, names: Names) -> Normal:
    english = normal.text.startswith(" ")
    for name, code in _slot_names(names, english):
        if name.strip() in normal.text:
            normal = normal.put(name.strip() if english else name, code)
        elif not english:
            normal = put_by_sound(normal, name, code)
    return normal


def _how(found: Found, reply: bool) -> How:
    if found.fuzzy:
        return "fuzzy"
    if found.off:
        return "syllable"
    return "reply" if reply else "exact"


def _plain(text: str) -> str:
    """The text with something to be heard instead of masked data; as long as it was."""
    return neutral(text, english=not has_chinese(text), figures=True) if "‹" in text else text


def _is_code(hit: Hit, facts: tuple[Fact, ...]) -> bool:
    """Whether a word that should not be said is but letters of an order number or an address of e-mail."""
    return hit.act in ("jargon", "net_slang") and any(
        fact.kind in ("order_number", "email") and fact.start < hit.end and hit.start < fact.end for fact in facts
    )


def _place(hit: Hit) -> tuple[int, int]:
    return hit.start, hit.end
