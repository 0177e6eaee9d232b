"""A judging model behind an endpoint that speaks as OpenAI's does (`POST …/chat/completions`), here or elsewhere.

One retry for an answer in the wrong form, for 429 and 5xx; never more, never longer than its bounds. The key is sent in the
header and told to nobody: no error, no log and no file holds it, nor what the other side wrote in an error. It refuses
redirects, addresses that hold secrets, and to judge.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from urllib.parse import urlsplit

import httpx
import msgspec

from zuoxi.channels.asking import MalformedAnswerError, Message, ask_again, messages_of, read_answer
from zuoxi.desk import judging

SEED = 20261124
#: tokens of an answer, and bytes of a response; more is no answer to the question
MOST_TOKENS = 2000
MOST_BYTES = 1_000_000
#: seconds to wait before the retry if the other side does not say, and at most
WAIT, LONGEST_WAIT = 1.0, 30.0
_LASTING = {401: "the key is refused", 403: "the key may not do this", 404: "there is no such address or model"}


class UnusableAddressError(ValueError):
    """The address of a judge cannot be used; the text says why."""


class Address(msgspec.Struct, frozen=True):
    """Where the questions go. at_home: on this machine."""

    url: str
    host: str
    at_home: bool
    secure: bool


def read_address(url: str) -> Address:
    """`http://127.0.0.1:8000/v1` as the address of its completions; raises `UnusableAddressError`."""
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        raise UnusableAddressError("it is no address; write such as http://127.0.0.1:8000/v1") from None
    if parts.scheme not in ("http", "https") or not host:
        raise UnusableAddressError("it is no address; write such as http://127.0.0.1:8000/v1")
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
        raise UnusableAddressError(
            "it holds a name, a password or a query; give the plain address, the key by ZUOXI_JUDGE_KEY"
        )
    path = parts.path.rstrip("/")
    whole = path if path.endswith("/chat/completions") else f"{path}/chat/completions"
    return Address(f"{parts.scheme}://{parts.netloc}{whole}", host, _is_at_home(host), parts.scheme == "https")


def _is_at_home(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class _Said(msgspec.Struct):
    content: str | None = None
    refusal: str | None = None


class _Choice(msgspec.Struct):
    message: _Said
    finish_reason: str | None = None


class _Completion(msgspec.Struct):
    choices: list[_Choice]


class _Passing(Exception):
    """Something that may be better after `wait` seconds."""

    def __init__(self, why: str, wait: float = WAIT) -> None:
        super().__init__(why)
        self.wait = wait


class EndpointJudge:
    """A `judging.Judge`. clock and wait: monotonic seconds, and how to let them pass."""

    def __init__(self, address: Address, model: str, key: str, *, clock: Callable[[], float], wait: Callable[[float], None],
                 timeout: float = 60.0) -> None:  # fmt: skip
        self._address = address
        self._model = model
        self._clock = clock
        self._wait = wait
        self._timeout = timeout
        # some servers know no response_format; told once, they are never asked for it again
        self._formats = True
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._client = httpx.Client(
            headers=headers, timeout=timeout, follow_redirects=False, trust_env=not address.at_home
        )

    @property
    def model(self) -> str:
        return self._model

    def close(self) -> None:
        self._client.close()

    def judge(self, inquiry: judging.Inquiry) -> judging.Answer:
        """One question, asked twice at most; raises `judging.JudgeSilentError`."""
        messages, last = messages_of(inquiry), "it gave no answer"
        for attempt in (1, 2):
            try:
                said = self._complete(messages)
            except _Passing as passing:
                last = str(passing)
                if attempt == 1:
                    self._wait(passing.wait)
                continue
            if isinstance(said, judging.Answer):
                return said
            try:
                return read_answer(said)
            except MalformedAnswerError:
                last = "its answer is not the JSON object asked for"
                messages = ask_again(messages, said, inquiry.language)
        raise judging.JudgeSilentError(last)

    def _complete(self, messages: list[Message]) -> str | judging.Answer:
        """What the model says, or that it refused."""
        formatted = self._formats
        status, headers, body = self._post(messages, formatted)
        if status == 400 and formatted:
            status, headers, body = self._post(messages, False)
            self._formats = self._formats and status == 400
        if status == 429 or status >= 500:
            raise _Passing(f"status {status}", _asked_wait(headers.get("retry-after", "")))
        if status != 200:
            told = _LASTING.get(status)
            raise judging.JudgeSilentError(f"status {status}" + (f": {told}" if told else ""), lasting=told is not None)
        try:
            completion = msgspec.json.decode(body, type=_Completion)
        except (msgspec.DecodeError, RecursionError):
            raise judging.JudgeSilentError(
                "what came back is no completion; is this the address of such an endpoint?"
            ) from None
        if not completion.choices:
            return ""
        choice = completion.choices[0]
        if choice.message.refusal:
            return _refusal(choice.message.refusal)
        if choice.finish_reason == "content_filter":
            return _refusal("content_filter")
        return choice.message.content or ""

    def _post(self, messages: list[Message], formatted: bool) -> tuple[int, httpx.Headers, bytes]:
        body: dict[str, object] = {"model": self._model, "messages": messages, "temperature": 0, "seed": SEED,
                                   "max_tokens": MOST_TOKENS, "stream": False}  # fmt: skip
        if formatted:
            body["response_format"] = {"type": "json_object"}
        until = self._clock() + self._timeout
        try:
            with self._client.stream("POST", self._address.url, json=body) as response:
                parts, size = [], 0
                for part in response.iter_bytes():
                    parts.append(part)
                    size += len(part)
                    if size > MOST_BYTES:
                        raise judging.JudgeSilentError(f"its answer is longer than {MOST_BYTES:,} bytes")
                    if self._clock() > until:
                        raise judging.JudgeSilentError(f"no answer within {self._timeout:g} s")
                return response.status_code, response.headers, b"".join(parts)
        except httpx.TimeoutException:
            raise judging.JudgeSilentError(f"no answer within {self._timeout:g} s") from None
        except (httpx.HTTPError, httpx.InvalidURL):
            # httpx's own words may hold what was sent; they are not repeated
            raise _Passing(f"no connection to {self._address.host}") from None


def _asked_wait(text: str) -> float:
    """Seconds of a Retry-After, bounded; a date or nonsense counts as not said."""
    try:
        asked = float(text)
    except ValueError:
        return WAIT
    return min(max(asked, 0.0), LONGEST_WAIT) if asked == asked else WAIT


def _refusal(why: str) -> judging.Answer:
    return judging.Answer(verdict="refused", reason=why)
