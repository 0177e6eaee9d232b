"""Drafts one conversation: walks a scene's steps for one play and notes what it means to keep and to break.

Why: intentions are noted where the words are chosen, so they cannot be copied from an audit. It does not place
conversations in the calendar and writes no file.
"""

from __future__ import annotations

import datetime
import random
import re
from dataclasses import dataclass, field
from typing import Any

from cast import AGENTS, ORGANISATIONS, Agent, draw_customer
from choosing import Archive
from script import PARTIES, Play, Scene, Step
from staging import Stage, draw_seconds

SHOWN = ["rings", "hangup", "hold", "transfer", "agent_words", "customer_words", "times"]
# After a breach of one of these the caller is in no mood for thanks.
UNKIND = (
    "K",
    "V0",
    "C01",
    "C03",
    "C05",
    "C07",
    "C10",
    "C11",
    "C12",
    "C15",
    "C17",
    "C18",
    "C19",
    "C20",
    "C21",
    "T07",
    "T11",
    "W09",
    "W10",
    "H07",
    "H10",
    "S0",
    "R05",
    "R13",
    "R20",
    "W12",
    "W13",
)


@dataclass
class Draft:
    scene: Scene
    play: Play
    agent: Agent
    body: dict[str, Any]
    kept: set[str]
    broken: set[str]
    seconds: float
    start: datetime.datetime | None = None
    follows: Draft | None = None
    next: Draft | None = None
    context: dict[str, str] = field(default_factory=dict)


class Composer:
    """One conversation: walks the scene's steps for one play."""

    def __init__(self, archive: Archive, scene: Scene, play: Play, rng: random.Random, before: Draft | None) -> None:
        self.archive, self.scene, self.play, self.rng = archive, scene, play, rng
        self.options = {**scene.settings, **play.options}
        if before is None:
            homes = self.options.get("org", "").split("|") if "org" in self.options else list(scene.organisations)
            if "who" in self.options:
                homes = [a.organisation for a in AGENTS if a.number in self.options["who"].split("|")]
            organisation = archive.pick(rng, f"org/{scene.name}/{play.name}", tuple(homes))
            self.agent = archive.choose_agent(rng, self.options, bool(play.broken), organisation)
            self.context = self.draw_context(organisation)
        else:
            self.agent = before.agent
            self.context = dict(before.context)
        self.stage = Stage(rng, self.agent.speed)
        self.kept, self.broken = set(play.kept), set(play.broken)
        self.english = scene.settings.get("language") == "en"
        self.legs = any(step.name == "A2" or step.options.get("agent") for step in scene.steps)
        self.hour, self.day = self.choose_hour()
        self.ended = False

    def draw_context(self, organisation: str) -> dict[str, str]:
        home = ORGANISATIONS[organisation]
        context = draw_customer(self.rng, home)
        colleagues = [a for a in AGENTS if a.organisation == organisation and a.number != self.agent.number]
        second = min(colleagues, key=lambda a: a.slip)
        context |= {
            "org": home.name,
            "org_en": home.english,
            "org_key": organisation,
            "no": self.agent.number,
            "aname": self.agent.name,
            "asur": self.agent.surname,
            "no2": second.number,
            "aname2": second.name,
            "cust": context["sur"] + context["title"],
        }
        matters = self.archive.matters.get(organisation, [])
        if "matter" in self.options:
            matters = [m for m in matters if m.name in self.options["matter"].split("|")]
        if matters:
            matter = self.archive.pick(self.rng, "matter/" + organisation, tuple(matters))
            # One variant throughout: question, answer and second question belong together.
            variants = tuple(range(len(matter.texts["ask"])))
            variant = self.archive.pick(self.rng, f"matter/{organisation}/{matter.name}", variants)
            context |= {key: texts[variant % len(texts)] for key, texts in matter.texts.items()}
        for place, names, rows in self.scene.slots:
            if place in ("", organisation):
                row = self.archive.pick(self.rng, f"let/{self.scene.name}/{place}/{names}", rows)
                context |= dict(zip(names, row, strict=True))
        if any(clause.startswith(UNKIND) for clause in self.play.broken):
            context["mood"] = "_cold"
        return context

    def choose_hour(self) -> tuple[float, str | None]:
        if "at" in self.options:
            low, high = (int(t[:2]) + int(t[3:]) / 60 for t in self.options["at"].split("-"))
            return self.rng.uniform(low, high), self.options.get("date")
        low, high = ORGANISATIONS[self.agent.organisation].hours
        peak = self.rng.choice((10.2, 11, 15, 16.3, self.rng.uniform(low, high)))
        return min(max(self.rng.gauss(peak, 0.9), low + 0.02), high - 0.3), self.options.get("date")

    # -- the steps -------------------------------------------------------------------------------------------------

    def play_through(self) -> Draft:
        for step in self.scene.steps:
            if step.plays is not None and self.play.name not in step.plays:
                continue
            if step.kind == "say":
                self.say(step)
            elif step.kind == "event":
                self.signal(step)
            elif step.kind == "pause":
                self.stage.clock = round(self.stage.clock + draw_seconds(self.rng, step.name), 2)
            elif step.name == "open":
                self.open()
            elif step.name == "close":
                self.close(self.options.get("end"))
            elif step.name == "use":
                self.use(step)
        self.stage.finish()
        self.note_name()
        return self.draft()

    def say(self, step: Step) -> None:
        text = self.archive.pick(self.rng, step.where, step.texts)
        self.speak(step.name, text, step.options)

    def speak(self, who: str, text: str, options: dict[str, str] | None = None) -> None:
        options = options or {}
        party = PARTIES[who]
        extra: dict[str, Any] = {}
        if party == "agent" and self.legs:
            extra["agent"] = self.context["no2" if who == "A2" else "no"]
        for key in ("to", "language"):
            if key in options:
                extra[key] = options[key]
        for key in ("confidence", "level_db", "snr_db"):
            if key in options:
                extra[key] = float(options[key])
        self.stage.say(party, self.archive.fill(self.rng, text, self.context), options, extra)

    def signal(self, step: Step) -> None:
        fields: dict[str, Any] = dict(step.options)
        delay = draw_seconds(self.rng, fields.pop("in", "0.4..0.9"))
        for key, value in fields.items():
            value = self.archive.fill(self.rng, value, self.context)
            fields[key] = int(value) if key == "score" else value
        if step.name == "ring":
            self.ring(int(fields.get("count", 2)), fields.get("by", "customer"))
            return
        self.stage.signal(step.name, fields, delay)
        if step.name in ("hung_up", "dropped", "closed") or fields.get("mode") == "blind":
            self.ended = True

    def ring(self, count: int, answerer: str) -> None:
        self.stage.ring(count, answerer, self.agent.number if self.legs and answerer == "agent" else None)

    def use(self, step: Step) -> None:
        """Speaks a phrase of a pool: `use pool=… by=A`."""
        self.speak(step.options["by"], "{~" + step.options["pool"] + "}", step.options)

    # -- opening and ending ----------------------------------------------------------------------------------------

    def open(self) -> None:
        slow = self.rng.random() < self.agent.slow_pick_up
        rings = int(self.options.get("rings", 0)) or (
            self.rng.choice((4, 4, 5)) if slow and not self.play.broken else self.rng.choices((1, 2, 3), (4, 4, 2))[0]
        )
        self.ring(rings, "agent")
        kind = self.options.get("open", "plain")
        late = rings > 3 and kind == "plain" and (self.rng.random() < 0.6 or "late" in self.options)
        self.note_rings(rings, late or kind == "late")
        if kind == "none":
            return
        if self.english:
            self.speak("A", "{~open_en_late}" if late else "{~open_en}", {"gap": "0.3..0.8"})
            self.kept.add("T03")
            return
        pool = "open_late" if late else {"plain": "open"}.get(kind, "open_" + kind)
        text = self.archive.fill(self.rng, "{~" + pool + "}", self.context)
        morning = kind == "plain" and self.agent.morning and self.hour < 11.9 and self.rng.random() < 0.65
        if self.options.get("greeting") == "morning" or (morning and "greeting" not in self.options):
            text = re.sub("^您好", "早上好", text)
            if text.startswith("早上好") and "T04" not in self.broken:
                self.kept.add("T04")
        self.stage.say("agent", text, {"gap": "0.3..0.8"}, {"agent": self.context["no"]} if self.legs else {})
        if "T03" not in self.broken:
            self.kept.add("T03")

    def note_rings(self, rings: int, apologised: bool) -> None:
        self.mark("T01", rings <= 3)
        if rings > 3:
            self.mark("T10", apologised)

    def mark(self, clause: str, fine: bool) -> None:
        (self.kept if fine else self.broken).add(clause)

    def close(self, mode: str | None) -> None:
        if mode is None:
            endings = self.agent.endings
            mode = self.rng.choices(list(endings), list(endings.values()))[0]
        lines = self.archive.phrases["ending_en" if self.english else "ending"]
        plan = next(line for line in lines if line.startswith(mode + ":")).partition(":")[2]
        tail = "_en" if self.english else ""
        for word in plan.split():
            if word.startswith("+"):
                self.kept.add(word[1:])
            elif word.startswith("-"):
                self.broken.add(word[1:])
            elif word.startswith("@"):
                party, _, delay = word[1:].partition("=")
                self.stage.signal("hung_up", {"party": party}, draw_seconds(self.rng, delay))
                self.ended = True
            else:
                who, _, rest = word.partition(".")
                pool, _, gap = rest.partition("=")
                self.speak(who, "{~" + pool + tail + "}", {"gap": gap} if gap else {})
        self.kept -= self.broken

    # -- what the conversation is then -------------------------------------------------------------------------------

    def note_name(self) -> None:
        """T08 follows from the words themselves: once known, the name is used or it is not."""
        name, full = self.context["cust"], self.context["full"]
        known = "known" in self.options
        used = False
        for turn in self.stage.turns:
            if turn["party"] == "customer" and (full in turn["text"] or "姓" + self.context["sur"] in turn["text"]):
                known = True
            elif known and turn["party"] == "agent" and name in turn["text"]:
                used = True
        if known and not self.english and not {"T08"} & (self.kept | self.broken) and "hide" not in self.options:
            self.mark("T08", used)

    def draft(self) -> Draft:
        home = ORGANISATIONS[self.agent.organisation]
        attributes: dict[str, Any] = {
            "organisation": home.english if self.english else home.name,
            "queue": self.context.get("topic", self.options.get("queue", "综合")),
            "agent_number": self.agent.number,
            "agent_name": self.agent.name,
            "agent_group": home.group,
        }
        if "known" in self.options:
            attributes |= {"customer_name": self.context["full"], "customer_title": self.context["title"]}
        for key in ("first_contact", "topic", "purpose", "customer_timezone", "agent_skills", "department"):
            if "set_" + key in self.options:
                value: Any = self.archive.fill(self.rng, self.options["set_" + key], self.context)
                attributes[key] = value == "true" if key == "first_contact" else value
                if key == "agent_skills":
                    attributes[key] = value.split("|")
        body: dict[str, Any] = {
            "channel": self.options.get("channel", "phone"),
            "direction": self.options.get("direction", "inbound"),
            "language": "en" if self.english else "zh",
            "attributes": attributes,
            "shows": list(SHOWN),
            "events": self.stage.events,
            "turns": self.stage.turns,
        }
        if any("level_db" in turn for turn in self.stage.turns):
            body["shows"].append("levels")
        if not self.ended:
            body["complete"] = True
        hide(body, self.options.get("hide", ""))
        if "V06" not in self.broken and "hide" not in self.options and "quiet" not in self.options:
            self.kept.add("V06")
        if "E08" not in self.broken and {"E01", "E03"} & (self.kept | self.broken):
            self.kept.add("E08")
        end = max([t["end"] for t in self.stage.turns if "end" in t] + [e["at"] for e in self.stage.events])
        return Draft(
            self.scene, self.play, self.agent, body, self.kept - self.broken, self.broken, end, context=self.context
        )


def hide(body: dict[str, Any], kinds: str) -> None:
    """Takes away what a poorer source would not show."""
    for kind in filter(None, kinds.split(",")):
        if kind == "rings":
            body["events"] = [e for e in body["events"] if e["type"] != "rang"]
        elif kind == "hangup":
            body["events"] = [e for e in body["events"] if e["type"] != "hung_up"]
            body["complete"] = True
        elif kind == "hold":
            body["events"] = [e for e in body["events"] if e["type"] not in ("held", "resumed", "muted", "unmuted")]
        elif kind == "customer_words":
            body["turns"] = [t for t in body["turns"] if t["party"] != "customer"]
        elif kind == "times":
            for turn in body["turns"]:
                turn.pop("start"), turn.pop("end")
        elif kind == "end":
            body["events"] = [e for e in body["events"] if e["type"] != "hung_up"]
            body.pop("complete", None)
            continue
        elif kind == "gap":
            middle = body["turns"][len(body["turns"]) // 2]
            body["gaps"] = [{"start": middle["start"], "end": middle["end"], "why": "录音中断"}]
            middle["text"] = ""
            continue
        elif kind == "shows":
            del body["shows"]
            continue
        body["shows"] = [shown for shown in body["shows"] if shown != kind]
