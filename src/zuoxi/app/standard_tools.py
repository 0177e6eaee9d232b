"""`zuoxi standard check | test | show | schema | scorecard`: what a service manager does with a pack.

It refuses to change packs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from zuoxi.app.assembly import Assembled, assemble
from zuoxi.events import MalformedError, Outcome, Verdict, decode_line, merge_verdicts
from zuoxi.language import Names
from zuoxi.standard import PackError, Problem, check_pack, judge_ingested, lay_out, pack_schema
from zuoxi.store import UnreadableError, find_pack, read_examples, scorecards


def check_standard(name: str) -> int:
    """Errors (1) and warnings (0), each with file and line."""
    try:
        assembled = assemble(name)
        known = assembled.recogniser.acts | {f"text.{phrase}" for phrase in assembled.pack.phrases}
        tried = {(example.clause, example.outcome) for example in read_examples(find_pack(name))}
        problems = check_pack(assembled.pack, assembled.bound, known, tried, assembled.acts_worded_here())
        told = _wrong_forms(assembled)
    except PackError as error:
        problems = error.problems
        assembled, told = None, []
    for line in (*problems, *told):
        print(line)
    errors = sum(1 for problem in problems if problem.error) + len(told)
    if assembled is not None:
        clauses = len(assembled.bound.standard.clauses)
        print(f"{assembled.pack.id} {assembled.pack.version}: {clauses} clauses, {errors} errors, "
              f"{sum(1 for problem in problems if not problem.error)} warnings")  # fmt: skip
    return 1 if errors else 0


def _wrong_forms(assembled: Assembled) -> list[str]:
    """What is wrong in the forms that the pack ships, a line each."""
    told: list[str] = []
    for name in assembled.pack.scorecards:
        try:
            assembled.find_form(name)
        except UnreadableError as error:
            told += str(error).splitlines()
    return told


def write_form(target: str, pack: str, language: str) -> int:
    """A table to fill in with one's own form; it begins as the form that the pack ships."""
    assembled = assemble(pack)
    names = sorted(assembled.pack.scorecards, key=lambda name: (name != "standard", name))
    if not names:
        raise UnreadableError(f"{pack}: ships no scorecard to begin from; add scorecards/standard.yaml to the pack.")
    titles = {clause: text.title for clause, text in assembled.pack.texts.items()}
    scorecards.write_template(Path(target), assembled.find_form(names[0]), titles, language)
    print(target)
    return 0


def try_examples(name: str) -> int:
    """Run the pack's own examples, of clauses and of acts; 1 if one comes out otherwise."""
    assembled = assemble(name)
    within = (example for examples in assembled.pack.examples.values() for example in examples)
    failures: list[str] = []
    count = 0
    for place, clause, outcome, line in (
        *((example.place, example.clause, example.outcome, example.line) for example in within),
        *((example.place, example.clause, example.outcome, example.line) for example in read_examples(find_pack(name))),
    ):
        count += 1
        failures.extend(_failure(assembled, place, clause, outcome, line))
    acts = len(assembled.pack.examples_of_acts())
    failures.extend(_misread(assembled))
    for failure in failures:
        print(failure)
    print(f"{count} examples of clauses, {acts} of acts")
    print(f"{count + acts - len(failures)} passed, {len(failures)} failed")
    return 1 if failures else 0


def _failure(assembled: Assembled, place: str, clause: str, outcome: str, line: bytes) -> Iterator[str]:
    try:
        conversation = decode_line(line, assembled.bound.standard.zone, _ignore)
    except MalformedError as error:
        yield f"{place}: {error}"
        return
    laid_out = lay_out(conversation, assembled.bound.standard, assembled.recogniser)
    found = _merged(judge_ingested(assembled.program, laid_out), clause)
    if found != outcome:
        yield f"{place}: {clause} should be {outcome} in {conversation.id}, is {found}"


def _misread(assembled: Assembled) -> Iterator[str]:
    """Examples of acts that are not recognised, and traps that are. The pack's own words are shown, no customer's."""
    recogniser, names = assembled.recogniser, Names(**assembled.pack.names_in_examples())
    worded = assembled.acts_worded_here()
    for example in assembled.pack.examples_of_acts():
        theirs = worded.get(example.act, "") == "customer" or example.act.startswith("customer_")
        by, other = ("customer", "agent") if theirs else ("agent", "customer")
        before = recogniser.recognise(example.previous, by=other, names=names, language=example.language)
        read = recogniser.recognise(example.text, by=by, previous_acts=[hit.act for hit in before.acts], names=names,
                                    language=example.language)  # fmt: skip
        if (example.act in {hit.act for hit in read.acts}) is not example.wanted:
            verb = "is not heard in" if example.wanted else "is wrongly heard in"
            yield f"{example.file}:{example.line}: {example.act} {verb} “{example.text}”"


def _ignore(message: str) -> None:
    """An example's oddities are part of it."""


def _merged(outcomes: list[Outcome], clause: str) -> Verdict:
    return merge_verdicts([outcome.verdict for outcome in outcomes if outcome.clause == clause])


#: the constructs of the clause language, and the outcomes, as people call them
_KINDS = {
    "Response": {"zh": "义务", "en": "duty"}, "Never": {"zh": "禁止", "en": "prohibition"},
    "Permit": {"zh": "许可", "en": "permission"}, "AtMost": {"zh": "次数上限", "en": "at most"},
    "Steps": {"zh": "步骤", "en": "steps"}, "Climb": {"zh": "阶梯", "en": "ladder"},
    "ReadBack": {"zh": "复述", "en": "read-back"}, "Measure": {"zh": "度量", "en": "measure"},
}  # fmt: skip
_VERDICTS = {
    "kept": {"zh": "符合", "en": "kept"}, "broken": {"zh": "违反", "en": "broken"},
    "unknown": {"zh": "无法判断", "en": "unknown"}, "not_applicable": {"zh": "不适用", "en": "not applicable"},
}  # fmt: skip


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
        print(f"  {parameter} = {_shown(value)} {told.unit} ({told.title.get(language, '')})")
        for position, sources in told.positions:
            print(f"      {position}: {', '.join(sources)}")
    for row in next(item.rows for item in assembled.bound.standard.clauses if item.id == clause):
        zh, _, en = row.label.partition("\n")
        print(f"  · {_KINDS[type(row).__name__][language]}: {en if language == 'en' else zh}")
    _show_question(assembled, clause, language)
    for phrase in found.say:
        print(f"  “{assembled.pack.phrases[phrase].text[language]}”")
    within = [(example.outcome, example.place) for example in assembled.pack.examples[clause]]
    beside = [(one.outcome, one.place) for one in read_examples(find_pack(name)) if one.clause == clause]
    for outcome, place in sorted([*within, *beside]):
        print(f"  {_VERDICTS[outcome][language]}: {place}")
    return 0


def _show_question(assembled: Assembled, clause: str, language: str) -> None:
    """What a judge is asked about the clause."""
    question = assembled.inspector.questions.get(clause)
    if question is not None:
        side = 1 if language == "en" else 0
        print(f"  ? {question.question[side]}")
        for criterion in question.criteria[side]:
            print(f"      - {criterion}")


def _shown(value: object) -> str:
    if value is None:
        return "unset"
    return ", ".join(map(str, value)) if isinstance(value, tuple | list) else str(value)


def print_schema() -> int:
    """JSON Schema of the pack's files, for editors."""
    print(json.dumps(pack_schema(), ensure_ascii=False, indent=2))
    return 0
