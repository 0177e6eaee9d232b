"""The oracle: what a standard means over a list of moments, by plain definitions and slowly.

It is written from `docs/reference/clause-semantics.md` alone, so that the kernel can be compared with something that
does not share its mistakes. It refuses to import anything of `zuoxi.standard` but the clause model and the moments.
"""

from tests.oracle.evaluator import judge

__all__ = ["judge"]
