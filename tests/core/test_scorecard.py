"""An organisation's own form, filled: points, denominators, bonus, fatal items, people's marks, and what makes no sense."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from zuoxi.measures import Inspected, Leg, Summary, scorecard
from zuoxi.measures.scorecard import Item, Scorecard, Section, faults, fill, said_amiss

KNOWN = ("A1", "A2", "B1", "B2", "C1", "V14")


def item(name, points=10.0, *clauses, **more):
    return Item(id=name, title={"zh": name, "en": name}, points=points, clauses=clauses, **more)


def card(*items, **more):
    return Scorecard(id="c", title={"zh": "表", "en": "form"}, sections=(Section(id="s", title={"zh": "章", "en": "s"}, items=items),), **more)


def sections(*parts, **more):
    made = tuple(Section(id=f"s{number}", title={"zh": "章", "en": "s"}, items=items, weight=weight) for number, (weight, *items) in enumerate(parts))
    return Scorecard(id="c", title={"zh": "表", "en": "form"}, sections=made, **more)


def states(filled):
    return {one.id: one.state for section in filled.sections for one in section.items}


def test_points_of_kept_items_are_earned_of_those_kept_and_broken():
    filled = fill(card(item("i", 30, "A1"), item("j", 10, "A2")), {"A1": "kept", "A2": "broken"})
    assert (filled.score, filled.earned, filled.possible) == (75.0, 30.0, 40.0)
    assert states(filled) == {"i": "kept", "j": "broken"}


@pytest.mark.parametrize(("combine", "verdicts", "state", "earned"), [
    ("all", ("kept", "kept"), "kept", 6), ("all", ("kept", "broken"), "broken", 0), ("all", ("kept", "unknown"), "unknown", 0),
    ("all", ("broken", "unknown"), "broken", 0), ("all", ("kept", "not_applicable"), "kept", 6), ("all", ("not_applicable", "not_applicable"), "not_applicable", 0),
    ("any", ("kept", "broken"), "kept", 6), ("any", ("broken", "unknown"), "unknown", 0), ("any", ("broken", "not_applicable"), "broken", 0),
    ("share", ("kept", "broken"), "broken", 3), ("share", ("kept", "unknown"), "kept", 6), ("share", ("unknown", "not_applicable"), "unknown", 0),
    ("share", ("broken", "broken"), "broken", 0), ("share", ("kept", "kept"), "kept", 6),
])  # fmt: skip
def test_several_clauses_make_one_state_as_the_form_says(combine, verdicts, state, earned):
    filled = fill(card(item("i", 6, "A1", "A2", combine=combine)), dict(zip(("A1", "A2"), verdicts, strict=True)))
    found = filled.sections[0].items[0]
    assert (found.state, found.earned) == (state, earned)


def test_what_does_not_apply_is_unknown_or_unmarked_leaves_the_denominator_and_is_counted():
    form = card(item("i", 10, "A1"), item("j", 20, "A2"), item("k", 30, "B1"), item("p", 40))
    filled = fill(form, {"A1": "kept", "A2": "unknown", "B1": "not_applicable"})
    assert (filled.score, filled.possible) == (100.0, 10.0)
    assert filled.counts == {"kept": 1, "not_applicable": 1, "unknown": 1, "unmarked": 1}
    assert filled.provisional


def test_a_clause_without_a_verdict_does_not_apply():
    assert states(fill(card(item("i", 10, "A1")), {})) == {"i": "not_applicable"}


def test_an_item_may_count_as_full_where_it_does_not_apply():
    filled = fill(card(item("i", 10, "A1", not_applicable="full"), item("j", 10, "A2")), {"A2": "broken"})
    assert (filled.score, states(filled)["i"]) == (50.0, "not_applicable")


def test_what_waits_for_a_checklist_clause_is_unmarked_and_not_unknown():
    form = card(item("i", 10, "V14"), item("j", 10, "V14", "A1"))
    assert states(fill(form, {"V14": "unknown", "A1": "kept"}, {}, {"V14"})) == {"i": "unmarked", "j": "unmarked"}
    assert states(fill(form, {"V14": "unknown", "A1": "unknown"}, {}, {"V14"}))["j"] == "unknown"
    assert states(fill(form, {"V14": "kept", "A1": "kept"}, {}, {"V14"})) == {"i": "kept", "j": "kept"}


def test_a_form_whose_items_are_all_marked_is_no_longer_provisional():
    form = card(item("p", 10), item("q", 4, scale="points"))
    filled = fill(form, {}, {"p": "kept", "q": 3.0})
    assert (filled.provisional, filled.score, filled.earned) == (False, 92.86, 13.0)
    assert [one.by_person for one in filled.sections[0].items] == [True, True]


def test_a_mark_of_an_item_counts_before_what_the_clauses_say():
    filled = fill(card(item("i", 10, "A1"), item("j", 10, "A2")), {"A1": "broken", "A2": "kept"}, {"i": "not_applicable"})
    assert (filled.score, filled.sections[0].items[0].clauses) == (100.0, {"A1": "broken"})


def test_a_broken_fatal_item_makes_zero_and_is_named():
    form = card(item("i", 90, "A1"), item("f", 0, "B1", kind="fatal"), item("g", 10, "B2", kind="fatal"))
    filled = fill(form, {"A1": "kept", "B1": "broken", "B2": "kept"})
    assert (filled.score, filled.fatal, filled.earned) == (0.0, ("f",), 100.0)
    assert fill(form, {"A1": "kept", "B1": "kept", "B2": "kept"}).fatal == ()
    assert fill(form, {"B1": "broken"}).score == 0.0


def test_a_bonus_adds_and_never_enters_the_denominator():
    form = card(item("i", 50, "A1"), item("j", 50, "A2"), item("b", 4, "B1", kind="bonus"))
    assert fill(form, {"A1": "kept", "A2": "broken", "B1": "kept"}).score == 54.0
    assert fill(form, {"A1": "kept", "A2": "broken", "B1": "broken"}).score == 50.0
    assert fill(form, {"B1": "kept"}).score is None


def test_bonus_and_total_are_capped_where_the_form_says_so():
    items = (item("i", 100, "A1"), item("b", 4, "B1", kind="bonus"), item("d", 4, "B2", kind="bonus"))
    merged = {"A1": "kept", "B1": "kept", "B2": "kept"}
    assert fill(card(*items), merged).score == 108.0
    assert fill(card(*items, most_bonus=5), merged).score == 105.0
    assert fill(card(*items, most_bonus=5, most=100), merged).score == 100.0


def test_a_bonus_of_a_form_of_fifty_points_counts_double():
    assert fill(card(item("i", 50, "A1"), item("b", 2, "B1", kind="bonus")), {"A1": "kept", "B1": "kept"}).score == 104.0


def test_weights_of_sections_share_the_hundred_and_an_empty_section_leaves():
    form = sections((80, item("i", 1, "A1")), (20, item("j", 3, "A2"), item("k", 1, "B1")))
    assert fill(form, {"A1": "kept", "A2": "broken", "B1": "kept"}).score == 85.0
    assert fill(form, {"A2": "broken", "B1": "kept"}).score == 25.0


def test_percentages_have_two_decimals_half_up():
    assert fill(card(item("i", 1, "A1"), item("j", 2, "A2")), {"A1": "kept", "A2": "broken"}).score == 33.33
    assert fill(card(item("i", 1, "A1"), item("j", 799, "A2")), {"A1": "kept", "A2": "broken"}).score == 0.13


@pytest.mark.parametrize(("form", "place", "told"), [
    (card(item("i", 5, "A1"), item("i", 5, "A2")), (0, 1), "the item i stands twice"),
    (card(item("i", 5, "A9")), (0, 0), "i: no clause 'A9' in the standard; the nearest is A"),
    (card(item("i", 5, "V41")), (0, 0), "the nearest is V14"),
    (card(item("i", 5, "A1", "A1")), (0, 0), "a clause is named twice"),
    (card(item("i", 0, "A1"), item("j", 5, "A2")), (0, 0), "give a number over 0"),
    (card(item("b", 0, "A1", kind="bonus"), item("j", 5, "A2")), (0, 0), "give a number over 0"),
    (card(item("f", 1, "A1", kind="fatal", combine="share")), (0, 0), "a fatal item is kept or broken"),
    (card(item("f", 1, kind="fatal", scale="points")), (0, 0), "a fatal item is kept or broken"),
    (card(item("j", 5), item("b", 1, "A1", kind="bonus", not_applicable="full")), (0, 1), "a bonus is not earned"),
    (card(item("f", 0, "A1", kind="fatal")), (None, None), "no item has points"),
    (card(item("i", 5, "A1"), total=10), (None, None), "the points add up to 5, not to the total 10"),
    (card(item("i", 5), most_bonus=0), (None, None), "`most_bonus` is 0"),
    (card(), (0, None), "the section s has no items"),
    (Scorecard(id="c", title={}, sections=()), (None, None), "the form has no sections"),
    (sections((60, item("i")), (30, item("j"))), (None, None), "the weights of the sections add up to 90; make them 100"),
    (sections((60, item("i")), (None, item("j"))), (1, None), "the section s1 has no weight and others have"),
    (sections((100, item("i")), (0, item("j"))), (1, None), "the weight 0 of section s1 is not over 0"),
    (sections((50, item("i")), (50, item("b", 1, kind="bonus"))), (1, None), "has a weight and no points"),
])  # fmt: skip
def test_what_makes_no_sense_is_told_with_its_place(form, place, told):
    found = [fault for fault in faults(form, KNOWN) if told in fault.text]
    assert [(fault.section, fault.item) for fault in found] == [place]


def test_a_sound_form_has_no_faults_and_an_item_that_maps_nothing_is_for_people():
    assert faults(card(item("i", 60, "A1", "A2"), item("p", 40), item("f", 0, "B1", kind="fatal"), item("b", 2, kind="bonus"), total=100), KNOWN) == []


def test_points_outside_the_item_or_between_its_degrees_cannot_be_given():
    assert said_amiss(item("p", 5, scale="points"), 2.5) == said_amiss(item("p", 5), 5.0) == said_amiss(item("p", 5), "kept") == ""
    assert "outside 0 to 5" in said_amiss(item("p", 5, scale="points"), 5.5)
    assert "no degrees" in said_amiss(item("p", 5), 2.0)
    assert "give a verdict" in said_amiss(item("f", 0, kind="fatal"), 0.0)


VERDICTS = some.sampled_from(["kept", "broken", "unknown", "not_applicable"])
MERGED = some.dictionaries(some.sampled_from(KNOWN), VERDICTS)
POINTS = some.sampled_from([0.5, 1.0, 2.5, 4.0, 10.0])


@some.composite
def forms_of(draw):
    """A form without faults, of up to four sections."""
    weights = draw(some.sampled_from([None, (100.0,), (60.0, 40.0), (12.5, 37.5, 50.0)]))
    made, number = [], 0
    for place in range(len(weights) if weights else draw(some.integers(1, 4))):
        items = []
        for index in range(draw(some.integers(1, 4))):
            kind = "normal" if index == 0 else draw(some.sampled_from(["normal", "bonus", "fatal"]))
            clauses = tuple(draw(some.lists(some.sampled_from(KNOWN), unique=True, max_size=3)))
            items.append(item(f"i{number}", draw(POINTS), *clauses, kind=kind, combine=draw(some.sampled_from(["all", "any"] if kind == "fatal" else ["all", "any", "share"])),
                              not_applicable="leave" if kind == "bonus" else draw(some.sampled_from(["leave", "full"])),
                              scale="yes_no" if kind == "fatal" else draw(some.sampled_from(["yes_no", "points"]))))  # fmt: skip
            number += 1
        made.append(Section(id=f"s{place}", title={"zh": "章", "en": "s"}, items=tuple(items), weight=weights[place] if weights else None))
    return Scorecard(id="c", title={"zh": "表", "en": "f"}, sections=tuple(made), most_bonus=draw(some.none() | some.just(3.0)))


@some.composite
def cases(draw):
    form = draw(forms_of())
    marks = {one.id: draw(VERDICTS) if draw(some.booleans()) else draw(some.sampled_from([0.0, one.points])) for one in form.items() if draw(some.integers(0, 3)) == 0}
    return form, draw(MERGED), marks


@given(cases())
def test_no_drawn_form_has_faults_and_the_total_stays_between_its_bounds(case):
    form, merged, marks = case
    assert faults(form, KNOWN) == []
    filled = fill(form, merged, marks)
    bonus = sum(Fraction(str(one.points)) for one in form.items() if one.kind == "bonus")
    bonus = min(bonus, 3) if form.most_bonus else bonus
    assert filled.score is None or 0 <= filled.score <= float(100 + 100 * bonus / (100 if form.weighted else form.points)) + 0.005
    assert all(0 <= one.earned <= one.possible + (100 if one.possible == 0 else 0) for section in filled.sections for one in section.items)


@given(cases(), some.randoms(use_true_random=False))
def test_neither_the_order_of_the_verdicts_nor_of_the_items_changes_the_total(case, dice):
    form, merged, marks = case
    pairs, parts = list(merged.items()), list(form.sections)
    dice.shuffle(pairs)
    dice.shuffle(parts)
    mixed = tuple(Section(id=part.id, title=part.title, weight=part.weight, items=tuple(dice.sample(part.items, len(part.items)))) for part in parts)
    other = fill(Scorecard(id=form.id, title=form.title, sections=mixed, most_bonus=form.most_bonus), dict(pairs), marks)
    one = fill(form, merged, marks)
    assert (one.score, one.counts, one.bonus, sorted(one.fatal)) == (other.score, other.counts, other.bonus, sorted(other.fatal))


@given(cases())
def test_an_item_that_does_not_apply_is_as_if_it_were_not_on_the_form(case):
    form, merged, marks = case
    gone = [one.id for one in form.items() if one.not_applicable == "leave" and one.kind == "normal"][:1]
    absent = fill(form, merged, {**marks, **dict.fromkeys(gone, "not_applicable")})
    left = tuple(Section(id=part.id, title=part.title, weight=part.weight, items=tuple(one for one in part.items if one.id not in gone)) for part in form.sections)
    without = fill(Scorecard(id=form.id, title=form.title, sections=left), merged, marks)
    assert (absent.earned, absent.possible, absent.fatal) == (without.earned, without.possible, without.fatal)
    assert [part.percent for part in absent.sections] == [part.percent for part in without.sections]


@given(cases())
def test_a_broken_fatal_item_makes_every_form_zero(case):
    form, merged, marks = case
    fatal = [one.id for one in form.items() if one.kind == "fatal"]
    filled = fill(form, merged, {**marks, **dict.fromkeys(fatal, "broken")})
    assert filled.fatal == tuple(fatal)
    assert not fatal or filled.score == 0.0
    spared = fill(form, merged, {**marks, **dict.fromkeys(fatal, "not_applicable")})
    assert spared.fatal == ()


@given(cases())
def test_every_item_is_counted_in_one_state_and_provisional_says_that_some_wait(case):
    form, merged, marks = case
    filled = fill(form, merged, marks)
    assert sum(filled.counts.values()) == len(list(form.items()))
    assert filled.provisional is any(not one.clauses and one.id not in marks for one in form.items())


def test_the_figures_of_forms_are_by_section_item_and_agent_each_with_its_number():
    form, figures = card(item("i", 10, "A1"), item("p", 10)), Summary([])
    for number in range(6):
        filled = fill(form, {"A1": "kept" if number else "broken"})
        figures.add(Inspected(agent="1023", agent_name="王芳", score=None, card=filled))
    one, other = fill(form, {"A1": "kept"}), fill(form, {"A1": "broken"})
    figures.add(Inspected(agent="1023", card=other, legs=(Leg("1023", None, (), one), Leg("2045", None, (), other))))
    found = figures.card
    assert (found.all.forms, found.all.score.count, found.all.provisional, found.all.fatal) == (7, 7, 7, 0)
    assert found.items == {"i": {"kept": 5, "broken": 2}, "p": {"unmarked": 7}}
    assert {agent: (tally.forms, tally.score.average, tally.sections["s"].count) for agent, tally in found.agents.items()} == {"1023": (7, 85.71, 7), "2045": (1, 0.0, 1)}
    assert found.agents["1023"].name == "王芳"
    assert found.agents["1023"].score.interval is not None and found.agents["2045"].score.interval is None


def test_an_audit_without_a_form_counts_none():
    figures = Summary([])
    figures.add(Inspected(agent="1023"))
    assert (figures.card.all.forms, figures.card.agents) == (0, {})


def test_every_state_of_an_item_is_a_name_of_the_chapter():
    assert set(scorecard.State.__args__) == {"kept", "broken", "unknown", "not_applicable", "unmarked"}
