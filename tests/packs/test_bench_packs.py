"""The packs that the benches judge outside dialogues by keep their own examples."""

from __future__ import annotations

from pathlib import Path

import pytest

from zuoxi.app.assembly import assemble
from zuoxi.app.standard_tools import try_examples

FOLDER = Path(__file__).parents[2] / "bench" / "packs"
PACKS = sorted(path for path in FOLDER.iterdir() if path.is_dir())


@pytest.mark.parametrize("pack", PACKS, ids=[path.name for path in PACKS])
def test_every_example_of_a_bench_pack_comes_out_as_it_says(pack):
    assert try_examples(str(pack)) == 0


@pytest.mark.parametrize("pack", PACKS, ids=[path.name for path in PACKS])
def test_every_clause_of_a_bench_pack_has_a_kept_and_a_broken_example(pack):
    read = assemble(str(pack)).pack
    assert [name for name, found in read.examples.items() if not {"kept", "broken"} <= {one.outcome for one in found}] == []
