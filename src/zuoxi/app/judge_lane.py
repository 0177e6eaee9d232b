"""A judge beside an audit: which one, what it has answered, how many questions at once, and when to stop asking.

Answers are kept in `judged.jsonl` beside the results, so that a run that is resumed or done anew asks nothing twice. What the
judge does not answer never holds up the rules: after several failures in a row the lane falls silent for the rest of the run,
and the outcomes stay unknown. It refuses to take a key from anywhere but the environment, and to write it anywhere.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from threading import Lock
from typing import BinaryIO

import msgspec

from zuoxi.desk import Inspector, Marks, ResultLine, judging
from zuoxi.events import Conversation

ANSWERS = "judged.jsonl"
KEY = "ZUOXI_JUDGE_KEY"
#: so many questions in a row without an answer, and no more are asked
MOST_FAILURES = 5


class JudgeRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Which judge was asked for on the command line."""

    url: str
    model: str
    masked: bool = True
    parallel: int = 4
    timeout: float = 60.0

    @property
    def order(self) -> str:
        """As much of it as decides the bytes of the results."""
        return f"{self.model} at {self.url}, {'masked' if self.masked else 'unmasked'}"


class JudgeSetupError(Exception):
    """The judge that was asked for cannot be used; the text says what to do."""


def read_key() -> str:
    """The key, from the environment alone; what is no key is refused without being shown."""
    key = os.environ.get("ZUOXI_JUDGE_KEY", "").strip()
    if not all("!" <= character <= "~" for character in key):
        raise JudgeSetupError(f"{KEY} holds characters that no key has; set it anew.")
    return key


def reach_judge(request: JudgeRequest, tell: Callable[[str], None]) -> judging.Judge:
    """The judge at its address; raises `JudgeSetupError`."""
    try:
        # a library that only this lane needs: the audit by the rules starts and works without it
        from zuoxi.channels import EndpointJudge, UnusableAddressError, read_address
    except ModuleNotFoundError:
        raise JudgeSetupError("a judge needs httpx: pip install 'zuoxi[judge]'.") from None
    key = read_key()
    try:
        address = read_address(request.url)
    except UnusableAddressError as error:
        raise JudgeSetupError(f"--judge: {error}.") from None
    if not address.at_home:
        words = "masked words" if request.masked else "words as they were said, unmasked,"
        tell(f"judge: the {words} of the conversations go to {address.host}.")
        if key and not address.secure:
            tell("judge: the key goes over a connection that is not encrypted; use https.")
    return EndpointJudge(address, request.model, key, clock=time.monotonic, wait=time.sleep, timeout=request.timeout)


class _Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A line of judged.jsonl. The words in it are those that were handed over."""

    key: str
    clause: str
    model: str
    answer: judging.Answer


class Answers:
    """judged.jsonl: what was answered before, and what is answered now."""

    def __init__(self, path: Path) -> None:
        self._known: dict[str, judging.Answer] = {}
        if path.exists():
            self._read(path)
        self._stream: BinaryIO = path.open("ab")

    def _read(self, path: Path) -> None:
        whole = 0
        with path.open("r+b") as stream:
            for line in stream:
                if not line.endswith(b"\n"):
                    break
                whole += len(line)
                try:
                    kept = msgspec.json.decode(line, type=_Kept)
                except msgspec.DecodeError:
                    continue
                self._known[kept.key] = kept.answer
            stream.truncate(whole)

    def get(self, key: str) -> judging.Answer | None:
        return self._known.get(key)

    def add(self, key: str, clause: str, model: str, answer: judging.Answer) -> None:
        self._known[key] = answer
        self._stream.write(msgspec.json.encode(_Kept(key=key, clause=clause, model=model, answer=answer)) + b"\n")
        self._stream.flush()

    def close(self) -> None:
        self._stream.close()


Given = judging.Answer | judging.JudgeSilentError


class JudgeLane:
    """Answers for chunk after chunk of an audit, in whatever order they come; the results stand in the input's order."""

    def __init__(self, lane: judging.Lane, judge: judging.Judge, answers: Answers, request: JudgeRequest,
                 marks: Marks, tell: Callable[[str], None]) -> None:  # fmt: skip
        self.lane = lane
        self.judge = judge
        self.answers = answers
        self.request = request
        self.marks = marks
        self.counts: Counter[str] = Counter()
        self._tell = tell
        self._failures = 0
        self._lock = Lock()
        self._silenced: judging.JudgeSilentError | None = None

    def finish(
        self, conversations: Sequence[Conversation], results: Sequence[ResultLine], language: str | None
    ) -> list[ResultLine]:
        """The results of a chunk with the judge's answers and then people's marks in them."""
        told = [language or conversation.language or "zh" for conversation in conversations]
        sent = [self.lane.prepare(conversation) for conversation in conversations]
        asked = [self.lane.inquiries(*one) for one in zip(results, sent, told, strict=True)]
        inquiries = {judging.key_of(self.judge.model, one): one for group in asked for one in group.values()}
        given = self._answers(inquiries)
        finished: list[ResultLine] = []
        for result, words, group, side in zip(results, sent, asked, told, strict=True):
            own = {identity: given[judging.key_of(self.judge.model, one)] for identity, one in group.items()}
            result = self.lane.settle(result, words, own, side)
            self._count(result, own)
            finished.append(self.lane.inspector.put_people(result, self.marks, side))
        return finished

    def _answers(self, inquiries: Mapping[str, judging.Inquiry]) -> dict[str, Given]:
        """By key: those that are known, and the judge's for the rest."""
        given: dict[str, Given] = {}
        missing: dict[str, judging.Inquiry] = {}
        for key, inquiry in inquiries.items():
            known = self.answers.get(key)
            if known is None:
                missing[key] = inquiry
            else:
                given[key] = known
        self.counts["remembered"] += len(given)
        if not missing:
            return given
        with ThreadPoolExecutor(self.request.parallel) as pool:
            waiting = {pool.submit(self._ask, inquiry): key for key, inquiry in missing.items()}
            for future in as_completed(waiting):
                key, answer = waiting[future], future.result()
                given[key] = answer
                if isinstance(answer, judging.Answer):
                    self.answers.add(key, missing[key].clause, self.judge.model, answer)
        return given

    def _ask(self, inquiry: judging.Inquiry) -> Given:
        if self._silenced is not None:
            return self._silenced
        try:
            answer = self.judge.judge(inquiry)
        except judging.JudgeSilentError as silent:
            with self._lock:
                self._fail(silent)
            return silent
        with self._lock:
            self._failures = 0
        return answer

    def _fail(self, silent: judging.JudgeSilentError) -> None:
        self._failures += 1
        if self._silenced is None and (silent.lasting or self._failures >= MOST_FAILURES):
            self._silenced = silent
            self._tell(
                f"judge: {silent}. No more is asked in this run; the rules go on. The same call with --overwrite asks for "
                f"the rest, answers in {ANSWERS} are kept."
            )

    def _count(self, result: ResultLine, own: Mapping[str, Given]) -> None:
        for line in result.outcomes:
            if line.id in own and not isinstance(line.judged, msgspec.UnsetType):
                self.counts[line.judged.found] += 1

    def summary(self, english: bool) -> str:
        """One line for the terminal."""
        found = self.counts
        baseless, name = found["no_evidence"] + found["doubtful"], self.judge.model
        if not self.lane.counts:
            name += " (advisory)" if english else "（仅供参考）"
        stands = found["kept"] + found["broken"] + found["not_applicable"]
        told = f"{stands} judged, {found['broken']} of them broken; {found['refused']} refused, {baseless} without evidence"
        if not english:
            told = (
                f"判定 {stands} 项，其中违反 {found['broken']} 项；拒答 {found['refused']} 项，引语不成立 {baseless} 项"
            )
        rest = f"{found['no_answer']} without answer; {found['remembered']} remembered"
        if not english:
            rest = f"没有回答 {found['no_answer']} 项；沿用已有回答 {found['remembered']} 项"
        return f"judge {name}: {told}, {rest}" if english else f"评判模型 {name}：{told}，{rest}"

    def close(self) -> None:
        self.answers.close()
        self.judge.close()


def open_lane(request: JudgeRequest, inspector: Inspector, counts: bool, out: Path, marks: Marks,
              judge: judging.Judge, tell: Callable[[str], None]) -> JudgeLane:  # fmt: skip
    """The lane of an audit that writes into the folder `out`."""
    lane = judging.Lane(inspector, judge.model, request.masked, counts)
    return JudgeLane(lane, judge, Answers(out / ANSWERS), request, marks, tell)
