"""Rooms have a small door, and others come in by it."""

from __future__ import annotations

import ast
import tomllib

import pytest
from tests.house.repository import PRODUCT, ROOMS, ROOT, SOURCES, shown, syntax_of

WIDEST_DOOR = 15
#: rooms whose door is wider; a number here may only become smaller
WIDER_DOORS = {"events": 16, "standard": 17}
#: modules that are public names themselves: the family of facts, one type a kind; chapters, loaded only when asked for
MODULES_AS_NAMES = {
    "events": {"happening"}, "language": {"placeholders"}, "desk": {"judging", "live", "log"}, "standard": {"monitor"},
    "store": {"database", "scorecards"}, "measures": {"scorecard"},
}  # fmt: skip


def public_names(room):
    for node in syntax_of(PRODUCT / room / "__init__.py").body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__":
            return ast.literal_eval(node.value)
    return []


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_has_at_most_fifteen_public_names(room):
    assert len(public_names(room)) <= WIDER_DOORS.get(room, WIDEST_DOOR)


@pytest.mark.parametrize("room", WIDER_DOORS)
def test_a_door_that_has_become_narrower_is_struck_from_the_list(room):
    assert len(public_names(room)) == WIDER_DOORS[room] > WIDEST_DOOR


@pytest.mark.parametrize("room", ROOMS)
def test_no_public_name_equals_a_file_name(room):
    files = {path.stem for path in (PRODUCT / room).iterdir()} - MODULES_AS_NAMES.get(room, set())
    assert files & set(public_names(room)) == set()


def entered(path):
    """Every room that the module imports from, with the module named."""
    for node in ast.walk(syntax_of(path)):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written out in full"
            if node.module and node.module.split(".")[0] == "zuoxi":
                yield node.module, [alias.name for alias in node.names]
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.split(".")[0] == "zuoxi":
                    yield alias.name, []


@pytest.mark.parametrize("path", SOURCES, ids=shown)
def test_other_rooms_are_entered_only_by_their_door(path):
    own = path.relative_to(PRODUCT).parts[0]
    for module, names in entered(path):
        room = module.split(".")[1] if "." in module else ""
        if room and room != own:
            assert module == f"zuoxi.{room}", f"{module} is entered behind its door"
            unknown = set(names) - set(public_names(room))
            assert not unknown, f"{module} does not offer {', '.join(sorted(unknown))}"


@pytest.mark.parametrize("path", [path for path in SOURCES if path.name != "__init__.py"], ids=shown)
def test_inside_a_room_imports_name_the_module(path):
    own = path.relative_to(PRODUCT).parts[0]
    assert [module for module, _ in entered(path) if module == f"zuoxi.{own}"] == []


def test_every_room_has_its_place_in_the_layers():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    layers = next(contract for contract in contracts if contract["type"] == "layers")
    placed = {room.strip() for line in layers["layers"] for room in line.split("|")}
    assert layers["exhaustive"] is True
    assert placed == set(ROOMS) == {path.parent.name for path in PRODUCT.glob("*/__init__.py")}
