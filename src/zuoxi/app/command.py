"""The command line.

Parses words, calls the use case, turns problems into clear lines and exit codes (contract.md section 2). It refuses to hold
any rule of the standard.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from importlib.metadata import version
from pathlib import Path

from zuoxi.app.acts import read_acts
from zuoxi.app.assembly import assemble
from zuoxi.app.audit import AuditRequest, run_audit
from zuoxi.app.audit_run import OccupiedError
from zuoxi.app.compare_run import run_compare
from zuoxi.app.doctor import examine
from zuoxi.app.judge_lane import JudgeRequest, JudgeSetupError
from zuoxi.app.masked_archive import write_masked
from zuoxi.app.standard_tools import (
    check_standard,
    print_schema,
    show_standard,
    try_examples,
    write_form,
)
from zuoxi.events import SEVERITY_ORDER
from zuoxi.standard import PackError
from zuoxi.store import PackNotFoundError, UnreadableError

NOT_YET = "{} belongs to a later release and is not there yet. What works today: audit, acts, standard, doctor."


class Words(argparse.ArgumentParser):
    """Wrong words end with status 2, as argparse does, and one clear line."""


def build_parser() -> argparse.ArgumentParser:
    """All commands and their options."""
    parser = Words(prog="zuoxi", description="Makes a written customer-service standard run.")
    parser.add_argument("--version", action="version", version=f"zuoxi {version('zuoxi')}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_audit(commands.add_parser("audit", help="inspect conversations by a written standard"))
    acts = commands.add_parser("acts", help="say what utterances do; reads standard input")
    acts.add_argument("--standard", default="telephone")
    acts.add_argument(
        "--attributes",
        default="{}",
        metavar="JSON",
        help="the conversation's attributes",
    )
    standard = commands.add_parser("standard", help="check, test, show a standard, or print its JSON Schema")
    standard.add_argument("action", choices=("check", "test", "show", "schema", "compare", "scorecard"))
    standard.add_argument("pack", nargs="?", help="compare: the old pack or profile; scorecard: the template")
    standard.add_argument(
        "clause",
        nargs="?",
        metavar="CLAUSE",
        help="show: a clause; compare: the new pack or profile; scorecard: the pack",
    )
    standard.add_argument("--language", choices=("zh", "en"), default="zh")
    standard.add_argument(
        "--on", nargs="+", default=(), metavar="ARCHIVE", help="compare: the conversations to judge by both"
    )
    standard.add_argument("--only", default="", metavar="CLAUSES", help="compare: these clauses alone, such as H01,T03")
    standard.add_argument("--out", metavar="FILE", help="compare: the page (HTML); default compare.html")
    masked = commands.add_parser("redact", help="write conversations without personal data")
    masked.add_argument("inputs", nargs="+", metavar="INPUT", help="JSONL, CSV or XLSX files, or folders of them")
    masked.add_argument("--out", metavar="FILE", help="where to write; default: standard output")
    for name, what in (
        ("backup", "keep the centre's data in a file"),
        ("restore", "fill an empty store from a backup"),
    ):
        kept = commands.add_parser(name, help=what)
        kept.add_argument("file", metavar="FILE")
        kept.add_argument("--data", default="data", metavar="DIR", help="the folder of the embedded store")
        kept.add_argument("--database", metavar="URL", help="a database instead: postgresql://user@host/name")
    doctor = commands.add_parser("doctor", help="what works here and what is missing")
    _add_judge(doctor, "tries this judge on the shipped calibration set; an endpoint such as http://127.0.0.1:8000/v1")
    for name, what in (
        ("run", "the live centre"),
        ("export", "exporting finished live conversations"),
    ):
        later = commands.add_parser(name, help=f"{what} (not there yet)")
        later.add_argument("rest", nargs=argparse.REMAINDER)
    return parser


def _add_audit(audit: argparse.ArgumentParser) -> None:
    audit.add_argument(
        "inputs",
        nargs="+",
        metavar="INPUT",
        help="JSONL, CSV or XLSX files, or folders of them",
    )
    audit.add_argument(
        "--standard",
        default="telephone",
        help="a shipped standard, or the folder of one",
    )
    audit.add_argument(
        "--profile",
        metavar="FILE",
        help="an organisation's choice of parameters (YAML)",
    )
    audit.add_argument("--out", default="audit", metavar="DIR")
    audit.add_argument("--workers", type=_positive, default=os.cpu_count() or 1, metavar="N")
    audit.add_argument(
        "--embed",
        type=_whole,
        default=300,
        metavar="N",
        help="conversations in the report",
    )
    audit.add_argument(
        "--language",
        choices=("zh", "en"),
        help="of the reasons; default: the conversation's",
    )
    audit.add_argument("--fail-on", choices=SEVERITY_ORDER, metavar="SEVERITY")
    audit.add_argument("--overwrite", action="store_true")
    audit.add_argument("--marks", metavar="FILE", help="people's verdicts, merged in (.jsonl, .csv, .xlsx)")
    audit.add_argument(
        "--scorecard",
        metavar="FILE",
        help="an organisation's own weighted form (.yaml, .xlsx, .csv), or a shipped one: standard",
    )
    audit.add_argument("--redact", action="store_true", help="mask personal data before anything is judged or written")
    _add_judge(audit, "a model beside the rules answers the clauses marked `judged`, as advice; off without this")
    audit.add_argument(
        "--judge-unmasked", action="store_true", help="hand the judge the words without masking personal data"
    )


def _add_judge(parser: argparse.ArgumentParser, told: str) -> None:
    parser.add_argument("--judge", metavar="URL", help=told)
    parser.add_argument("--judge-model", metavar="NAME", help="the model at that endpoint")
    parser.add_argument("--judge-parallel", type=_positive, default=4, metavar="N", help="questions at once")
    parser.add_argument("--judge-timeout", type=_positive, default=60, metavar="SECONDS", help="for one answer")


def _judge(arguments: argparse.Namespace, masked: bool = True) -> JudgeRequest | None:
    """The judge that was asked for, if one was; both its address and its model are needed."""
    if arguments.judge is None and arguments.judge_model is None:
        return None
    if not arguments.judge or not arguments.judge_model:
        raise JudgeSetupError("a judge needs both: --judge URL and --judge-model NAME.")
    return JudgeRequest(url=arguments.judge, model=arguments.judge_model, masked=masked,
                        parallel=arguments.judge_parallel, timeout=arguments.judge_timeout)  # fmt: skip


def _positive(text: str) -> int:
    number = _whole(text)
    if number < 1:
        raise argparse.ArgumentTypeError("a number of 1 or more is expected")
    return number


def _whole(text: str) -> int:
    if not text.isdigit():
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number")
    return int(text)


def _run(arguments: argparse.Namespace) -> int:
    if arguments.command == "audit":
        request = AuditRequest(
            inputs=tuple(Path(name) for name in arguments.inputs), standard=arguments.standard,
            profile=arguments.profile, out=Path(arguments.out), workers=arguments.workers, embed=arguments.embed,
            language=arguments.language, fail_on=arguments.fail_on, overwrite=arguments.overwrite,
            masked=arguments.redact, marks=Path(arguments.marks) if arguments.marks else None,
            judge=_judge(arguments, not arguments.judge_unmasked),
            scorecard=arguments.scorecard,
        )  # fmt: skip
        return run_audit(request)
    if arguments.command == "acts":
        return _acts(arguments)
    if arguments.command == "standard":
        return _standard(arguments)
    if arguments.command == "redact":
        return _redact(arguments)
    if arguments.command == "doctor":
        return examine(_judge(arguments))
    if arguments.command in ("backup", "restore"):
        # the database's libraries are loaded by whoever needs them
        from zuoxi.app.keeping import bring_back, keep

        work = keep if arguments.command == "backup" else bring_back
        return work(Path(arguments.file), Path(arguments.data), arguments.database)
    print(NOT_YET.format(f"zuoxi {arguments.command}"), file=sys.stderr)
    return 2


def _redact(arguments: argparse.Namespace) -> int:
    inputs = [Path(name) for name in arguments.inputs]
    if arguments.out is None:
        return write_masked(inputs, sys.stdout.buffer)
    target = Path(arguments.out)
    if any(target.exists() and path.exists() and target.samefile(path) for path in inputs):
        print(f"--out {target} is one of the inputs; give another file.", file=sys.stderr)
        return 2
    with target.open("wb") as stream:
        return write_masked(inputs, stream)


def _acts(arguments: argparse.Namespace) -> int:
    try:
        attributes = json.loads(arguments.attributes)
    except ValueError:
        attributes = None
    if not isinstance(attributes, dict):
        print(
            '--attributes: a JSON object is expected, such as \'{"organisation": "…"}\'.',
            file=sys.stderr,
        )
        return 2
    return read_acts(
        assemble(arguments.standard).recogniser,
        attributes,
        sys.stdin.buffer,
        sys.stdout,
        sys.stderr,
    )


def _standard(arguments: argparse.Namespace) -> int:
    if arguments.action == "schema":
        return print_schema()
    if arguments.action == "scorecard":
        return _template(arguments)
    arguments.pack = arguments.pack or "telephone"
    if arguments.action == "check":
        return check_standard(arguments.pack)
    if arguments.action == "test":
        return try_examples(arguments.pack)
    if arguments.action == "compare":
        return _compare(arguments)
    return show_standard(arguments.pack, arguments.clause, arguments.language)


def _template(arguments: argparse.Namespace) -> int:
    if not arguments.pack:
        print("scorecard needs a file to write: zuoxi standard scorecard TEMPLATE.xlsx [PACK]", file=sys.stderr)
        return 2
    return write_form(arguments.pack, arguments.clause or "telephone", arguments.language)


def _compare(arguments: argparse.Namespace) -> int:
    if not arguments.clause or not arguments.on:
        print("compare needs two versions and an archive: zuoxi standard compare OLD NEW --on ARCHIVE", file=sys.stderr)
        return 2
    only = [name.strip() for name in arguments.only.split(",") if name.strip()]
    return run_compare(arguments.pack, arguments.clause, [Path(name) for name in arguments.on], only,
                       Path(arguments.out or "compare.html"), arguments.language)  # fmt: skip


def main(words: list[str] | None = None) -> int:
    """The entry point; returns the exit status."""
    arguments = build_parser().parse_args(words)
    try:
        return _run(arguments)
    except PackError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        return 1 if arguments.command == "standard" else 2
    except (PackNotFoundError, UnreadableError, OccupiedError, JudgeSetupError) as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


if __name__ == "__main__":
    raise SystemExit(main())
