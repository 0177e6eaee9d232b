"""`zuoxi standard check | test | show | schema`: what a service manager does with a pack.

It refuses to change packs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from zuoxi.app.assembly import Assembled, assemble
from zuoxi.events import MalformedError, Outcome, Verdict, decode_line, merge_verdicts
from zuoxi.standard import PackError, Problem, judge_ingested, lay_out, pack_schema
from zuoxi.store import find_pack, read_examples


def check_standard(name: str) -> int:
    """Errors (1) and warnings (0), each with file and line."""
    try:
        assembled = assemble(name)
    except PackError as error:
        for problem in error.problems:
            print(problem)
        return 1
    problems = [*assembled.bound.problems, *_doubts(assembled, name)]
    for problem in problems:
        print(problem)
    errors = sum(1 for problem in problems if problem.error)
    clauses = len(assembled.bound.standard.clauses)
    print(f"{assembled.pack.id} {assembled.pack.version}: {clauses} clauses, {errors} errors, "
          f"{len(problems) - errors} warnings")  # fmt: skip
    return 1 if errors else 0


def _doubts(assembled: Assembled, name: str) -> Iterator[Problem]:
    """Unknown acts, situations that nothing opens, parameters that nothing uses, clauses without examples."""
    text = repr(assembled.bound.standard)
    known = assembled.recogniser.acts | {f"text.{phrase}" for phrase in assembled.pack.phrases}
    for clause, read in assembled.bound.texts.items():
        for act in assembled.acts_of(clause):
            if act not in known:
                yield Problem(
                    read.file,
                    read.line,
                    f"{clause} speaks of the act {act!r}, which has no wording; add it.",
                )
        for phrase in read.say:
            if phrase not in assembled.pack.phrases:
                yield Problem(
                    read.file,
                    read.line,
                    f"{clause} suggests the phrase {phrase!r}, which is not written.",
                )
    tracks = {track.name for track in assembled.bound.standard.tracks}
    for kind in ("flag", "track", "ladder", "counter", "scope"):
        for part in text.split(f"{kind}='")[1:]:
            wanted = part.split("'", 1)[0]
            if wanted and wanted not in tracks:
                yield Problem(
                    "situations.yaml",
                    1,
                    f"no situation named {wanted!r}; add it or mend the name.",
                )
    for parameter in assembled.pack.parameters.values():
        if parameter.name not in assembled.bound.used and parameter.name not in _USED_ELSEWHERE:
            yield Problem(
                parameter.file,
                parameter.line,
                f"no clause uses the parameter {parameter.name}",
                error=False,
            )
    tried = {(example.clause, example.outcome) for example in read_examples(find_pack(name))}
    for clause, read in assembled.bound.texts.items():
        for outcome in ("kept", "broken"):
            if (clause, outcome) not in tried:
                yield Problem(
                    read.file,
                    read.line,
                    f"{clause} has no {outcome} example",
                    error=False,
                )


_USED_ELSEWHERE = frozenset({"zone", "join_gap", "minimum_confidence", "festival_periods"})


def try_examples(name: str) -> int:
    """Run the pack's own examples; 1 if one comes out otherwise."""
    assembled = assemble(name)
    failed = count = 0
    for example in read_examples(find_pack(name)):
        count += 1
        try:
            conversation = decode_line(example.line, assembled.bound.standard.zone, _ignore)
        except MalformedError as error:
            print(f"{example.place}: {error}")
            failed += 1
            continue
        laid_out = lay_out(conversation, assembled.bound.standard, assembled.recogniser)
        found = _merged(judge_ingested(assembled.program, laid_out), example.clause)
        if found != example.outcome:
            print(f"{example.place}: {example.clause} should be {example.outcome} in {conversation.id}, is {found}")
            failed += 1
    print(f"{count - failed} passed, {failed} failed")
    return 1 if failed else 0


def _ignore(message: str) -> None:
    """An example's oddities are part of it."""


def _merged(outcomes: list[Outcome], clause: str) -> Verdict:
    return merge_verdicts([outcome.verdict for outcome in outcomes if outcome.clause == clause])


def show_standard(name: str, clause: str | None, language: str) -> int:
    """The list of clauses, or one clause with its source, parameters, wording and examples."""
    assembled = assemble(name)
    texts = assembled.bound.texts
    if clause is None:
        for text in texts.values():
            print(f"{text.id}  {text.severity:<6} {text.title[language]}")
        return 0
    found = texts.get(clause)
    if found is None:
        raise PackError(
            [
                Problem(
                    name,
                    1,
                    f"no clause {clause!r}; `zuoxi standard show {name}` lists them.",
                )
            ]
        )
    print(f"{found.id} {found.title[language]} ({found.severity})\n{found.text[language]}")
    print(("来源：" if language == "zh" else "source: ") + "; ".join(found.source))
    for parameter in found.parameters:
        told = assembled.pack.parameters[parameter]
        value = assembled.bound.values.get(parameter)
        print(f"  {parameter} = {'unset' if value is None else value} {told.unit} ({told.title.get(language, '')})")
        for position, sources in told.positions:
            print(f"      {position}: {', '.join(sources)}")
    for row in next(item.rows for item in assembled.bound.standard.clauses if item.id == clause):
        zh, _, en = row.label.partition("\n")
        print(f"  · {type(row).__name__}: {en if language == 'en' else zh}")
    for phrase in found.say:
        print(f"  “{assembled.pack.phrases[phrase].text[language]}”")
    for example in read_examples(find_pack(name)):
        if example.clause == clause:
            print(f"  {example.outcome}: {example.place}")
    return 0


def print_schema() -> int:
    """JSON Schema of the pack's files, for editors."""
    print(json.dumps(pack_schema(), ensure_ascii=False, indent=2))
    return 0
