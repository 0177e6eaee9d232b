"""Everything that stands inside a value of the clause model.

For questions about a whole standard (which acts, which silences, which situations). It refuses to know any type of the
model, so that a new one needs nothing here.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec


def all_inside(value: object) -> Iterator[msgspec.Struct]:
    """The value and every structure inside it, parents first."""
    if isinstance(value, msgspec.Struct):
        yield value
        for name in value.__struct_fields__:
            yield from all_inside(getattr(value, name))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from all_inside(item)
