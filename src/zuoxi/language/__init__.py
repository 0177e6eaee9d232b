"""What an utterance does and says: normalising, acts, facts."""

from zuoxi.language.facts import find_facts
from zuoxi.language.lexicon import (
    ActWording,
    Lexicon,
    LexiconError,
    parse_lexicon,
    places_of,
)
from zuoxi.language.masking import Ledger
from zuoxi.language.personal import Personal, find_personal
from zuoxi.language.reading import Fact, Hit, Names, Reading
from zuoxi.language.recogniser import Recogniser

__all__ = [
    "ActWording",
    "Fact",
    "Hit",
    "Ledger",
    "Lexicon",
    "LexiconError",
    "Names",
    "Personal",
    "Reading",
    "Recogniser",
    "find_facts",
    "find_personal",
    "parse_lexicon",
    "placeholders",
    "places_of",
]
