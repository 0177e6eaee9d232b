"""Never and AtMost, as section 7 of the definitions says them. This module refuses to know other rows."""

from __future__ import annotations

from collections.abc import Iterator

from tests.oracle.duties import say_not_shown
from tests.oracle.stream import Position, View
from tests.oracle.world import Found, World

from zuoxi.standard.model import AtMost, Never


def judge_never(world: World, row: Never, upto: Position) -> Iterator[Found]:
    any_found = False
    for view in world.views(upto):
        value = world.match(row.pattern, "fire", view)
        if row.scope:
            value = min(value, world.flag(row.scope, view.state))
        if value:
            any_found = True
            yield Found("broken" if value == 2 else "unknown", view.moment.at, view.position, view.position)
    if any_found or not world.is_closed(upto):
        return
    close = world.stream.close_view()
    if world.is_blind(row.pattern):
        yield from say_not_shown(world, True, upto)
    elif row.scope and not was_ever_set(world, row.scope):
        yield from say_not_shown(world, world.is_blind(world.flags[row.scope].set), upto)
    else:
        may_come = not world.stream.ended and (not row.scope or world.flag(row.scope, close.state) > 0)
        yield Found("unknown" if may_come else "kept", close.moment.at, close.position, close.position)


def was_ever_set(world: World, flag: str) -> bool:
    return any(world.flag(flag, state) == 2 for state in range(len(world.stream) + 1))


def judge_at_most(world: World, row: AtMost, upto: Position) -> Iterator[Found]:
    seen: list[View] = []
    perhaps_more = False
    for view in world.views(upto):
        seen.append(view)
        near = [v for v in seen if row.window is None or v.moment.at >= view.moment.at - row.window]
        values = [world.match(row.pattern, "fire", v) for v in near]
        perhaps_more = perhaps_more or sum(value >= 1 for value in values) > row.n
        if sum(value == 2 for value in values) > row.n:
            yield Found("broken", view.moment.at, view.position, view.position)
            return
        if world.match(row.judged, "open", view) == 2:
            doubt = perhaps_more or world.is_blind(row.pattern)
            yield Found("unknown" if doubt else "kept", view.moment.at, view.position, view.position)
            return
    if not world.is_closed(upto):
        return
    close = world.stream.close_view()
    if world.is_blind(row.pattern) or row.judged:
        yield from say_not_shown(world, world.is_blind(row.pattern) or world.is_blind(row.judged), upto)
    else:
        doubt = perhaps_more or not world.stream.ended
        yield Found("unknown" if doubt else "kept", close.moment.at, close.position, close.position)
