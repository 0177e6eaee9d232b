"""A judge for tests: a real server on this machine that speaks as OpenAI's does and plays a part, well or badly.

It remembers every question and header, so that a test can say what was asked and what never left. It refuses to be clever.
"""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

CALIBRATION = Path(__file__).parents[2] / "packs" / "_calibration" / "judge.jsonl"
LINES = [json.loads(line) for line in CALIBRATION.read_text("utf-8").splitlines()]
RIGHT = {json.dumps([turn["text"] for turn in one["conversation"]["turns"]]): one["outcome"] for one in LINES}


def answer(verdict, turn=None, quote=None, reason="理由如此", confidence=0.9):
    return json.dumps({"verdict": verdict, "turn": turn, "quote": quote, "reason": reason, "confidence": confidence}, ensure_ascii=False)


def agents_first(asked):
    return next(turn for turn in asked["conversation"] if turn["by"] == "agent" and not turn.get("unclear"))


def rightly(asked):
    """The label of a calibration conversation, with a quote that stands; broken for any other conversation."""
    verdict = RIGHT.get(json.dumps([turn["text"] for turn in asked["conversation"]]), "broken")
    turn = agents_first(asked)
    return answer(verdict) if verdict == "not_applicable" else answer(verdict, turn["turn"], turn["text"][:4])


class QuietServer(ThreadingHTTPServer):
    """Who asks may hang up before the answer comes; that is part of the play."""

    def handle_error(self, request, client_address):
        pass


class FakeJudge:
    """part: how it behaves, see `reply`. asked: the user messages; raw: the whole bodies; keys: the headers."""

    def __init__(self, part="good"):
        self.part = part
        self.asked, self.raw, self.keys = [], [], []
        self.over = threading.Event()
        self.lock = threading.Lock()
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                text = self.rfile.read(int(self.headers["Content-Length"])).decode()
                status, headers, body = fake.serve(self.path, text, self.headers.get("Authorization", ""))
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = QuietServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01})
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/v1"

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()

    def serve(self, path, text, key):
        body = json.loads(text)
        with self.lock:
            self.raw.append(text)
            self.keys.append(key)
            self.asked.append(json.loads(body["messages"][1]["content"]))
            number = len(self.raw)
        if not path.endswith("/chat/completions"):
            return 404, {}, b"{}"
        return self.reply(body, number)

    def reply(self, body, number):
        asked = self.asked[number - 1]
        say = {
            "good": lambda: rightly(asked), "lying": lambda: answer("broken", 0, "没有任何人说过这句话"),
            "elsewhere": lambda: answer("broken", 999, "您好"), "refusing": lambda: answer("refused", reason="我不评判这类内容"),
            "malformed": lambda: "我觉得挺好的。", "chatty": lambda: rightly(asked)[:-1] + ', "mood": "sunny"}',
            "malformed_once": lambda: "我觉得挺好的。" if number == 1 else rightly(asked),
            "fenced": lambda: f"```json\n{rightly(asked)}\n```",
            "unstable": lambda: answer("kept" if number % 2 else "broken", agents_first(asked)["turn"], agents_first(asked)["text"][:4]),
        }  # fmt: skip
        if self.part == "busy_once" and number == 1:
            return 429, {"Retry-After": "7"}, b"later"
        if self.part == "busy_for_hours":
            return 429, {"Retry-After": "7200"}, b"later"
        if self.part == "failing":
            return 500, {}, b"oops"
        if self.part == "unauthorised":
            return 401, {}, f"wrong key {self.keys[-1]}".encode()
        if self.part == "redirecting":
            return 302, {"Location": "http://127.0.0.1:9/elsewhere"}, b""
        if self.part == "plain" and "response_format" in body:
            return 400, {}, b"response_format is not known"
        if self.part == "endless":
            return 200, {}, b" " * 1_200_000
        if self.part == "no_completion":
            return 200, {}, b"<html>hello</html>"
        if self.part == "slow":
            self.over.wait(20)
        message = {"refusal": "I cannot help with that.", "content": None} if self.part == "declining" else {
            "content": say.get(self.part, say["good"])()}  # fmt: skip
        return 200, {}, json.dumps({"choices": [{"message": message, "finish_reason": "stop"}]}).encode()
