"""An organisation's own weighted form: sections and items with points, filled from what the clauses came to and what people say.

A chapter of the room `measures`, entered as `measures.scorecard`. A form maps its items on clauses; what it maps on none is for
people to mark.
"""

from zuoxi.measures.scorecard.checking import faults, said_amiss
from zuoxi.measures.scorecard.filling import fill
from zuoxi.measures.scorecard.model import (
    Fault,
    FilledCard,
    FilledItem,
    FilledSection,
    Item,
    Kind,
    Said,
    Scorecard,
    Section,
    State,
)

__all__ = [
    "Fault",
    "FilledCard",
    "FilledItem",
    "FilledSection",
    "Item",
    "Kind",
    "Said",
    "Scorecard",
    "Section",
    "State",
    "faults",
    "fill",
    "said_amiss",
]
