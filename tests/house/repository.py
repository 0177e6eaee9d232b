"""The repository as the house's tests see it: which files there are, and what is written in them.

It refuses to import the product: these tests read text.
"""

from __future__ import annotations

import ast
import functools
import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PRODUCT = ROOT / "src" / "zuoxi"
SOURCES = sorted(PRODUCT.rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
ROOMS = ("events", "language", "standard", "measures", "desk", "store", "channels", "app")
CORE = ("events", "language", "standard", "measures")


def shown(path: Path) -> str:
    """The path as a person names it; also used as the id of a parametrised case."""
    return path.relative_to(ROOT).as_posix()


@functools.cache
def text_of(path: Path) -> str:
    return path.read_text("utf-8")


@functools.cache
def syntax_of(path: Path) -> ast.Module:
    return ast.parse(text_of(path))


@functools.cache
def kept_files() -> tuple[Path, ...]:
    """The files under version control or about to be; without git, everything that is not plainly made."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    return tuple(ROOT / name for name in sorted(listing.split("\0")) if name and (ROOT / name).is_file())
