"""Measures the recognition of acts on labelled utterances: precision and recall per act, as said and as misheard.

`python bench/acts/measure.py bench/acts/heldout.jsonl` prints one line per act and the micro figures with 95 % Wilson
intervals, first on the texts as they are, then with a tenth of the syllables replaced by homophones (noise.py).

It speaks to the product only through `zuoxi acts`, the command that users have, so that what is measured is what they
get. It refuses to know any wording and to change a label: what differs can be listed (`--misses`), and is then judged.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

from noise import SEED, SHARE, noisy

MINIMUM = 0.5  # the default profile's minimum confidence
SIDES = ("agent", "forbidden", "customer")
FORBIDDEN = frozenset(
    {
        "bare_hello",
        "command_speak",
        "threaten_end",
        "shout_louder",
        "rude_repeat",
        "rude_check",
        "rude_identity",
        "dismiss_end",
        "shift_blame",
        "plead_new",
        "deny_knowledge",
        "flat_refusal",
        "brush_off",
        "blame_customer",
        "mock",
        "insult",
        "discriminate",
        "rhetorical_question",
        "verbal_tic",
        "filler",
        "net_slang",
        "jargon",
        "joke",
        "exaggerate",
        "disclose_private",
        "negative_wording",
    }
)


def recognise_all(rows: list[dict], command: list[str], minimum: float = MINIMUM) -> list[set[str]]:
    """The acts of each row; rows with the same attributes share one run of the command."""
    groups: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        groups[json.dumps(row.get("attributes", {}), ensure_ascii=False, sort_keys=True)].append(number)
    found: list[set[str]] = [set() for _ in rows]
    for attributes, numbers in groups.items():
        asked = []
        for number in numbers:
            row = {key: rows[number][key] for key in ("text", "by", "previous") if key in rows[number]}
            asked.append(json.dumps({"id": str(number), **row}, ensure_ascii=False))
        done = subprocess.run(
            [*command, "--attributes", attributes],
            input="\n".join(asked) + "\n",
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        answers = [json.loads(line) for line in done.stdout.splitlines() if line.strip()]
        if done.returncode or len(answers) != len(numbers):
            raise SystemExit(f"{' '.join(command)} answered {len(answers)} of {len(numbers)} lines: {done.stderr}")
        for answer in answers:
            # a pack's own acts (telephone.r04) refine acts of the list and are in nobody's labels
            hits = {hit["act"] for hit in answer["acts"] if hit.get("confidence", 1.0) >= minimum and "." not in hit["act"]}
            found[int(answer["id"])] = hits
    return found


def recognise(text: str, by: str, previous: str | None = None, attributes: dict | None = None) -> set[str]:
    """The acts of one utterance, for a quick look."""
    row = {"text": text, "by": by, "attributes": attributes or {}}
    if previous is not None:
        row["previous"] = previous
    return recognise_all([row], default_command())[0]


def default_command() -> list[str]:
    return [str(Path(sys.executable).with_name("zuoxi")), "acts"]


def misheard(rows: list[dict], seed: int, share: float) -> list[dict]:
    """Both sides' words went through the same recogniser; the attributes come from the desk and are right."""
    heard = []
    for row in rows:
        changed = {**row, "text": noisy(row["text"], seed, share)}
        if "previous" in row:
            changed["previous"] = noisy(row["previous"], seed, share)
        heard.append(changed)
    return heard


def wilson(hits: int, number: int) -> tuple[float, float]:
    """The 95 % interval of a share, which stays inside 0 and 1 for few cases."""
    if not number:
        return 0.0, 1.0
    z = 1.959963984540054
    share, extra = hits / number, z * z / number
    middle = (share + extra / 2) / (1 + extra)
    half = z * math.sqrt(share * (1 - share) / number + extra / (4 * number)) / (1 + extra)
    return max(0.0, middle - half), min(1.0, middle + half)


def shown(hits: int, number: int) -> str:
    if not number:
        return f"{'–':>6} {'':13}"
    low, high = wilson(hits, number)
    return f"{hits / number:6.3f} [{low:.3f}, {high:.3f}]"


def side_of(act: str, customers: set[str]) -> str:
    return "forbidden" if act in FORBIDDEN else "customer" if act in customers else "agent"


class Tally:
    """Hits, misses and false alarms per act."""

    def __init__(self) -> None:
        self.hits: Counter[str] = Counter()
        self.missed: Counter[str] = Counter()
        self.alarms: Counter[str] = Counter()

    def count(self, wanted: set[str], got: set[str]) -> None:
        self.hits.update(wanted & got)
        self.missed.update(wanted - got)
        self.alarms.update(got - wanted)

    def acts(self) -> list[str]:
        return sorted(self.hits.keys() | self.missed.keys() | self.alarms.keys())

    def line(self, title: str, acts: list[str]) -> str:
        hits, missed, alarms = (sum(part[act] for act in acts) for part in (self.hits, self.missed, self.alarms))
        precision, recall = shown(hits, hits + alarms), shown(hits, hits + missed)
        return f"{title:26} {hits + missed:5} {missed:5} {alarms:5}   {precision:22}   {recall}"


def tally(rows: list[dict], found: list[set[str]], only: set[str]) -> Tally:
    counted = Tally()
    for row, got in zip(rows, found, strict=True):
        wanted = set(row["acts"])
        counted.count(wanted & only if only else wanted, got & only if only else got)
    return counted


def report(title: str, rows: list[dict], found: list[set[str]], only: set[str], *, micro_only: bool) -> None:
    counted = tally(rows, found, only)
    customers = {act for act in counted.acts() if act.startswith("customer_")}
    print(f"\n{title}: {len(rows)} utterances")
    print(f"{'act':26} {'n':>5} {'miss':>5} {'false':>5}   {'precision (95 %)':22}   recall (95 %)")
    if not micro_only:
        for act in counted.acts():
            print(counted.line(act, [act]))
    for side in SIDES:
        print(counted.line(f"micro, {side}", [act for act in counted.acts() if side_of(act, customers) == side]))
    for language in ("zh", "en"):
        chosen = [number for number, row in enumerate(rows) if row["language"] == language]
        part = tally([rows[number] for number in chosen], [found[number] for number in chosen], only)
        print(part.line(f"micro, {language}", part.acts()))
    print(counted.line("micro", counted.acts()))
    ordinary = [
        got for row, got in zip(rows, found, strict=True) if row["by"] == "agent" and not FORBIDDEN & set(row["acts"])
    ]
    wrong = sum(bool(got & FORBIDDEN) for got in ordinary)
    print(f"agent turns without a forbidden act: {len(ordinary)}, of which one was wrongly heard in {wrong}")


def list_misses(rows: list[dict], found: list[set[str]], only: set[str]) -> None:
    for row, got in zip(rows, found, strict=True):
        wanted = set(row["acts"])
        missed, alarms = wanted - got, got - wanted
        if only:
            missed, alarms = missed & only, alarms & only
        if missed or alarms:
            print(f"{row['id']}  missed {sorted(missed)}  false {sorted(alarms)}  {row['text']}")


def main() -> None:
    parser = argparse.ArgumentParser(description="precision and recall of the acts on a labelled file")
    parser.add_argument("file", type=Path)
    parser.add_argument("--acts", default="", help="count only these acts (separated by commas)")
    parser.add_argument("--minimum", type=float, default=MINIMUM, help="confidence below which a hit does not count")
    parser.add_argument("--seed", type=int, default=SEED, help="of the noise")
    parser.add_argument("--share", type=float, default=SHARE, help="of the syllables that are misheard")
    parser.add_argument("--micro", action="store_true", help="no line per act")
    parser.add_argument("--misses", action="store_true", help="list what differs")
    parser.add_argument("--command", nargs="+", default=default_command(), help="the recogniser")
    asked = parser.parse_args()
    rows = [json.loads(line) for line in asked.file.read_text(encoding="utf-8").splitlines() if line.strip()]
    only = {act for act in asked.acts.split(",") if act}
    heard = misheard(rows, asked.seed, asked.share)
    for title, chosen in (("clean", rows), (f"noisy, {asked.share:.0%}, seed {asked.seed}", heard)):
        found = recognise_all(chosen, asked.command, asked.minimum)
        report(f"{asked.file.name}, {title}", chosen, found, only, micro_only=asked.micro)
        if asked.misses:
            list_misses(chosen, found, only)


if __name__ == "__main__":
    main()
