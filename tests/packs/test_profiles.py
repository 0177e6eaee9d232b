"""The profiles that are shipped: sound, different from each other in parameters alone, and found by name."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from zuoxi.app.assembly import assemble
from zuoxi.standard import bind_pack, read_profile
from zuoxi.store import PackNotFoundError, find_profile

FOLDER = Path(__file__).parent.parent.parent / "packs" / "profiles"
NAMES = sorted(path.stem for path in FOLDER.glob("*.yaml"))


@pytest.fixture(scope="module")
def pack():
    return assemble("telephone").pack


def test_four_profiles_are_shipped():
    assert NAMES == ["e_commerce", "hotel", "small_firm", "strict_hotline"]


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_profile_changes_nothing_but_parameters_and_each_of_them_decides_something(name, pack):
    text = (FOLDER / f"{name}.yaml").read_text("utf-8")
    yaml = YAML(typ="safe", pure=True)
    yaml.version = (1, 2)
    written = yaml.load(text)["profile"]
    assert set(written) <= {"extends", "title", "parameters"}
    profile = read_profile(name, text, pack.parameters, frozenset(pack.clauses))
    assert not profile.off and not profile.weights and not profile.severities
    bound = bind_pack(pack, profile)
    assert not [problem for problem in bound.problems if problem.error]
    assert set(written["parameters"]) <= set(pack.parameters)
    assert set(bound.texts) == set(pack.clauses)


def test_no_two_profiles_choose_the_same(pack):
    values = [bind_pack(pack, read_profile(name, (FOLDER / f"{name}.yaml").read_text("utf-8"), pack.parameters, frozenset(pack.clauses))).values for name in NAMES]
    default = bind_pack(pack).values
    assert all(one != other for place, one in enumerate([default, *values]) for other in [default, *values][place + 1 :])


def test_a_profile_is_found_by_its_name_and_a_wrong_name_is_told_with_the_known_ones():
    assert find_profile("hotel") == find_profile(str(FOLDER / "hotel.yaml"))
    with pytest.raises(PackNotFoundError, match=r"motel: no such profile.*e_commerce, hotel, small_firm, strict_hotline"):
        find_profile("motel")
    assert assemble("telephone", "hotel").bound.values["hold_limit"] == 15
