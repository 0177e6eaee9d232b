"""Writes the sample archive: scenes + cast + seed → samples/*.jsonl and intended.jsonl.

Why: the archive must be reproducible and reviewable, so the sentences stand in scenes/ and phrases/, and these scripts
only choose among them, count seconds and note which clauses each conversation means to keep or to break.
Run it from anywhere: `python samples/make/compose.py`. It never looks at what an audit says about its output.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import random
from collections import Counter, defaultdict
from pathlib import Path

from choosing import HERE, Archive
from damage import render_damaged
from drafting import Composer, Draft

OUT = HERE.parent
SEED = "zuoxi-samples-1"
FIRST_DAY = datetime.date(2026, 11, 2)
DAYS = 21


def place_in_time(archive: Archive, drafts: list[Draft], composers: list[Composer]) -> None:
    """Gives each conversation a day and a minute at which its agent is free."""
    rng = random.Random(SEED + "/calendar")
    zone = datetime.timezone(datetime.timedelta(hours=8))
    for draft, composer in zip(drafts, composers, strict=True):
        length = datetime.timedelta(seconds=draft.seconds + 25)
        if draft.follows is not None:
            before = draft.follows
            assert before.start is not None
            wait = float(composer.options.get("after", "20"))
            draft.start = (before.start + datetime.timedelta(seconds=before.seconds + wait)).replace(microsecond=0)
            archive.busy[draft.agent.number].append((draft.start, draft.start + length))
            continue
        for attempt in range(400):
            day = FIRST_DAY + datetime.timedelta(days=rng.randrange(DAYS))
            if day.weekday() >= 5 and rng.random() < 0.5 and attempt < 50:
                continue
            if composer.day:
                day = datetime.date.fromisoformat(composer.day)
            second = int(composer.hour * 3600) + (rng.randrange(-900, 900) if "at" not in composer.options else 0)
            start = datetime.datetime.combine(day, datetime.time(), zone) + datetime.timedelta(
                seconds=max(0, second) + (attempt if "at" in composer.options else 0) % 7
            )
            # A morning greeting was chosen for this hour: it stays on this side of noon.
            if (second >= 43200) != (composer.hour >= 12) or abs(second - 43200) < 60:
                continue
            if all(start + length < a or b < start for a, b in archive.busy[draft.agent.number]):
                draft.start = start
                archive.busy[draft.agent.number].append((start, start + length * (2.0 if draft.next else 1.0)))
                break
        assert draft.start is not None, draft.scene.name


def compose_all() -> list[Draft]:
    archive = Archive()
    by_name = {scene.name: scene for scene in archive.scenes}
    drafts: list[Draft] = []
    composers: list[Composer] = []
    for scene in archive.scenes:
        if "after_scene" in scene.settings:
            continue
        for play in scene.plays:
            for number in range(play.count):
                rng = random.Random(f"{SEED}/{scene.name}/{play.name}/{number}")
                composer = Composer(archive, scene, play, rng, None)
                draft = composer.play_through()
                drafts.append(draft)
                composers.append(composer)
                following = play.options.get("next")
                if following:
                    name, _, wanted = following.partition("/")
                    later = by_name[name]
                    turn = next(p for p in later.plays if p.name == wanted)
                    second = Composer(archive, later, turn, rng, draft)
                    draft.next = second.play_through()
                    draft.next.follows = draft
                    drafts.append(draft.next)
                    composers.append(second)
    place_in_time(archive, drafts, composers)
    return drafts


def file_of(draft: Draft) -> str:
    if draft.body["language"] == "en":
        return "english"
    assert draft.start is not None
    return f"{draft.agent.organisation}-{draft.start:%Y-%m}" if draft.start.month == 11 else "festival-2026-10"


def render(drafts: list[Draft]) -> dict[Path, bytes]:
    drafts.sort(key=lambda d: (str(d.start), d.agent.number))
    numbers: Counter[str] = Counter()
    ids: dict[int, str] = {}
    for draft in drafts:
        assert draft.start is not None
        key = f"{draft.agent.organisation}-{draft.start:%m%d}"
        numbers[key] += 1
        ids[id(draft)] = f"{key}-{numbers[key]:02d}"
    files: dict[str, list[str]] = defaultdict(list)
    intended: list[str] = []
    for draft in drafts:
        assert draft.start is not None
        name = ids[id(draft)]
        body = {
            "id": name,
            "channel": draft.body["channel"],
            "direction": draft.body["direction"],
            "started_at": draft.start.isoformat(),
        }
        if draft.follows is not None:
            body["follows"] = ids[id(draft.follows)]
        body |= {k: v for k, v in draft.body.items() if k not in body}
        for event in body["events"]:
            if event.get("conversation") == "next":
                assert draft.next is not None
                event["conversation"] = ids[id(draft.next)]
            elif event.get("conversation") == "other":
                event["conversation"] = name + "-line2"
        files[file_of(draft)].append(json.dumps(body, ensure_ascii=False, separators=(",", ":")))
        note = {
            "id": name,
            "scenario": draft.scene.name,
            "play": draft.play.name,
            "kept": sorted(draft.kept),
            "broken": sorted(draft.broken),
        }
        intended.append(json.dumps(note, ensure_ascii=False))
    files["make/intended"] = intended
    texts = {OUT / f"{file}.jsonl": ("\n".join(lines) + "\n").encode() for file, lines in sorted(files.items())}
    texts[OUT / "damaged.jsonl"] = render_damaged()
    return texts


def render_all() -> str:
    """File names and digests of what would be written: lets a test see that the archive is the scripts' own."""
    texts = render(compose_all())
    return "\n".join(f"{path.name} {hashlib.sha256(text).hexdigest()}" for path, text in texts.items())


if __name__ == "__main__":
    for target, text in render(compose_all()).items():
        target.write_bytes(text)
