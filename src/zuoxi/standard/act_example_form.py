"""Examples of acts: sentences that must be recognised as an act, and traps that must not.

They stand beside the wording, in `act-examples/*.yaml`, and are read only to be tried. This refuses to recognise anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

import msgspec

from zuoxi.standard.document import Node, Problem, load_document

FOLDER = "act-examples/"
#: the file of that folder that names the people and places that all examples know
NAMES = f"{FOLDER}names.yaml"
LANGUAGES = ("zh", "en")
WANTED = {"yes": 5, "no": 3}


class ActExample(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence; wanted: whether it is to be the act. previous: what the other side had said, if that matters."""

    act: str
    language: str
    text: str
    wanted: bool
    previous: str = ""
    file: str
    line: int


def read_example_names(files: Mapping[str, str]) -> dict[str, str]:
    """The names that the examples know, by slot; none if there is no such file."""
    if NAMES not in files:
        return {}
    node = load_document(NAMES, files[NAMES])
    return {key: node.need(key).text() for key in node.keys()}


def read_act_examples(files: Mapping[str, str]) -> list[ActExample]:
    """All examples, file by file; raises `PackError`. A pair in a list is (what was said before, the sentence)."""
    found: list[ActExample] = []
    for name, text in sorted(files.items()):
        if name.startswith(FOLDER) and name != NAMES:
            document = load_document(name, text)
            for act in document.keys():
                found.extend(_of_act(act, document.need(act)))
    return found


def _of_act(act: str, node: Node) -> Iterator[ActExample]:
    node.only(*LANGUAGES)
    for language in node.keys():
        sides = node.need(language)
        sides.only(*WANTED)
        for side in sides.keys():
            for item in sides.need(side).items():
                pair = item.texts()
                if not 1 <= len(pair) <= 2:
                    item.fail("an example is a sentence, or a pair: what was said before, the sentence.")
                yield ActExample(act=act, language=language, text=pair[-1], wanted=side == "yes",
                                 previous=pair[0] if len(pair) == 2 else "", file=item.file, line=item.line)  # fmt: skip


def lacking_examples(examples: Collection[ActExample], acts: Collection[str], language: str) -> list[Problem]:
    """A warning for each act that has too few examples in that language, the pack's first, and for unknown acts."""
    counted = Counter((example.act, example.wanted) for example in examples if example.language == language)
    known = {example.act: example for example in examples}
    found = [
        Problem(
            example.file, example.line, f"the examples speak of the act {act!r}, which has no wording; mend the name."
        )
        for act, example in known.items()
        if act not in acts
    ]
    for act in sorted(acts):
        given = counted[act, True], counted[act, False]
        if given[0] < WANTED["yes"] or given[1] < WANTED["no"]:
            wanted = f"{WANTED['yes']} and {WANTED['no']} are wanted"
            text = f"{act} has {given[0]} examples and {given[1]} traps in {language}; {wanted}"
            found.append(Problem(known[act].file if act in known else FOLDER, 1, text, error=False))
    return found
