"""Readers under damaged input: nothing crashes, every line is accepted or refused once, nothing accepted is lost."""

from __future__ import annotations

import json
import os
import random
import tempfile
from pathlib import Path

import pytest

from zuoxi.store import UnreadableError, read_archive

pytestmark = pytest.mark.fuzz

COUNT = int(os.environ.get("ZUOXI_FUZZ", "1000"))
GOOD = (Path(__file__).parent.parent / "data" / "vectors" / "conversations.jsonl").read_bytes().splitlines()
VALUES = [None, True, 0, -1, 1e308, 10**30, "", "x" * 50, [], {}, [[[]]], {"a": {"b": {}}}, "\ud800", float("inf")]


def spoil(line, generator):
    """One damaged form of a good line."""
    kind = generator.randrange(8)
    if kind == 0:
        return line[: generator.randrange(len(line))]
    if kind == 1:
        place = generator.randrange(len(line))
        return line[:place] + bytes([generator.randrange(256)]) + line[place + 1 :]
    if kind == 2:
        return line.decode().encode("gb18030")
    if kind == 3:
        return bytes(generator.randrange(256) for _ in range(generator.randrange(60))).replace(b"\n", b" ")
    if kind == 4:
        return b"[" * generator.randrange(1, 3000)
    value = json.loads(line)
    target = value
    for _ in range(generator.randrange(4)):
        if isinstance(target, dict) and target:
            chosen = generator.choice(sorted(target))
        elif isinstance(target, list) and target:
            chosen = generator.randrange(len(target))
        else:
            break
        if not isinstance(target[chosen], dict | list):
            break
        target = target[chosen]
    if isinstance(target, dict) and target:
        target[generator.choice(sorted(target))] = generator.choice(VALUES)
    elif isinstance(target, list):
        target.append(generator.choice(VALUES))
    return json.dumps(value).encode("utf-8", "surrogatepass")


def read(path):
    refused, warned = [], []
    accepted = list(read_archive([path], "Asia/Shanghai", refused.append, warned.append))
    return accepted, refused, warned


def test_damaged_lines_are_each_accepted_or_refused_exactly_once():
    generator = random.Random(20261124)
    with tempfile.TemporaryDirectory() as folder:
        for batch in range(0, COUNT, 250):
            lines = [spoil(generator.choice(GOOD), generator) for _ in range(min(250, COUNT - batch))]
            path = Path(folder) / "spoilt.jsonl"
            path.write_bytes(b"\n".join(lines) + b"\n")
            accepted, refused, _ = read(path)
            told = sorted([item.line for item in accepted] + [item.line for item in refused])
            wanted = [number for number, line in enumerate(path.read_bytes().split(b"\n"), 1) if line.strip()]
            assert told == wanted
            assert all(f"{path}:{item.line}: " in str(item) for item in refused)


def test_damaged_tables_are_read_or_refused_with_a_remedy():
    generator = random.Random(7)
    good = "会话编号,角色,内容,开始,结束,事件\na,客服,您好,1,2,\na,客户,喂,3,4,\na,,,5,,挂机\n".encode()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(COUNT // 10):
            raw = bytearray(good)
            for _ in range(generator.randrange(1, 6)):
                raw[generator.randrange(len(raw))] = generator.randrange(256)
            path = Path(folder) / f"t{number}.{generator.choice(['csv', 'xlsx'])}"
            path.write_bytes(bytes(raw))
            try:
                accepted, refused, _ = read(path)
                assert len(accepted) + len(refused) <= 4
            except UnreadableError as error:
                assert str(path) in str(error)


def test_a_line_over_the_limit_is_refused_without_being_held_and_the_next_one_is_read(tmp_path):
    path = tmp_path / "long.jsonl"
    path.write_bytes(b'{"id": "long", "turns": [], "x": "' + b"y" * 10_000_000 + b'"}\n' + GOOD[0] + b"\n")
    accepted, refused, _ = read(path)
    assert [item.line for item in accepted] == [2]
    assert refused[0].length > 10_000_000
    assert refused[0].raw == b""


def test_an_id_seen_in_another_file_is_refused_and_the_first_stands(tmp_path):
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).write_bytes(GOOD[0] + b"\n")
    refused = []
    accepted = list(read_archive([tmp_path], "Asia/Shanghai", refused.append, lambda warned: None))
    assert len(accepted) == 1
    assert "was seen before (line 1)" in refused[0].message
