// The drawn conversation: line signals, speech of each side, silence, hold and mute, the end, and the clauses pinned to
// their moments.
const LANE = { top: 20, signals: 34, agent: 52, customer: 76, others: 100, tall: 16 };
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1200, 3600];
const ENDS = ["hung_up", "dropped", "closed"];
const laneOf = (party) => party === "agent" || party === "customer" ? party : "others";

function spansOf(conversation, start, stop, last) {
  const spans = [];
  let since = null;
  conversation.events.slice().sort((a, b) => (a.at ?? 0) - (b.at ?? 0)).forEach((event) => {
    if (event.at === undefined) return;
    if (event.type === start && since === null) since = event.at;
    else if (event.type === stop && since !== null) { spans.push([since, event.at]); since = null; }
  });
  if (since !== null) spans.push([since, last]);
  return spans;
}

// stretches of at least three seconds in which nobody spoke, between the answer and the end, outside holds
function silences(conversation, last) {
  const spoken = conversation.turns.filter((turn) => turn.start !== undefined && turn.end !== undefined).map((turn) => [turn.start, turn.end]);
  const busy = spoken.concat(spansOf(conversation, "held", "resumed", last), conversation.events.filter((event) => event.type === "sound" && event.quality !== "none" && event.until !== undefined && event.at !== undefined).map((event) => [event.at, event.until])).sort((a, b) => a[0] - b[0]);
  const answered = conversation.events.find((event) => event.type === "answered" && event.at !== undefined);
  const end = conversation.events.find((event) => ENDS.includes(event.type) && event.at !== undefined);
  const found = [];
  let since = answered ? answered.at : spoken.length ? Math.min(...spoken.map((turn) => turn[0])) : null;
  if (since === null || !busy.length) return found;
  busy.forEach(([start, stop]) => { if (start - since >= 2.95) found.push([since, start]); since = Math.max(since, stop); });
  if (end && end.at - since >= 2.95) found.push([since, end.at]);
  return found;
}

function timeline(conversation, choose, jump) {
  const timed = conversation.turns.filter((turn) => turn.start !== undefined && turn.end !== undefined);
  const instants = [...timed.map((turn) => turn.end), ...conversation.events.flatMap((event) => [event.at, event.until]), ...(conversation.gaps || []).map((gap) => gap.end)].filter((value) => typeof value === "number");
  if (!instants.length) return el("p", { class: "empty" }, W().noTimes);
  const last = Math.max(5, ...instants), others = timed.some((turn) => laneOf(turn.party) === "others");
  const bottom = (others ? LANE.others : LANE.customer) + LANE.tall + 8;
  const gutter = el("div", { class: "gutter", "aria-hidden": "true" }, [["signals", LANE.signals - 8], ["agent", LANE.agent], ["customer", LANE.customer], ...(others ? [["others", LANE.others]] : [])].map(([name, y]) => el("span", { style: { top: `${y}px` } }, W()[name])));
  const scroller = el("div", { class: "scroller", tabindex: 0, role: "group", "aria-label": W().timeline });
  const box = el("div", { class: "path" }, gutter, scroller);
  const draw = () => {
    const room = Math.max(260, scroller.clientWidth || 900), pad = 14;
    const fit = (room - pad * 2 - 4) / last, scale = Math.max(fit, 4.5 * Math.min(1, 240 / last)) * state.zoom;
    const width = Math.max(room - 4, Math.ceil(last * scale + pad * 2)), x = (seconds) => pad + seconds * scale;
    const pins = placePins(conversation, x, width, bottom + 12), height = bottom + 5 + pins.rows * 21;
    const picture = svg("svg", { width, height, viewBox: `0 0 ${width} ${height}`, class: "drawn", role: "group", "aria-label": W().timeline });
    drawGround(picture, x, last, scale, bottom);
    drawStretches(picture, conversation, x, last, bottom);
    drawSpeech(picture, conversation, x, jump);
    drawSignals(picture, conversation, x, width, bottom, jump);
    drawPins(picture, pins.placed, bottom, choose);
    scroller.replaceChildren(picture);
    box.dispatchEvent(new CustomEvent("drawn"));
  };
  box.draw = draw;
  requestAnimationFrame(draw);
  return box;
}

function drawGround(picture, x, last, scale, bottom) {
  picture.append(svg("defs", {}, svg("pattern", { id: "hatch", width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, svg("line", { class: "hatch", x1: 0, x2: 0, y1: 0, y2: 6 }))));
  const step = STEPS.find((candidate) => candidate * scale >= 62) || 3600;
  for (let seconds = 0; seconds <= last + 0.001; seconds += step) {
    picture.append(svg("line", { class: "grid", x1: x(seconds), x2: x(seconds), y1: LANE.top, y2: bottom }));
    picture.append(svg("text", { x: x(seconds), y: 13, "text-anchor": seconds ? "middle" : "start" }, `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`));
  }
  picture.append(svg("line", { class: "axis", x1: x(0), x2: x(last), y1: bottom, y2: bottom }));
}

function drawStretches(picture, conversation, x, last, bottom) {
  const stretch = (kind, [from, to], label, y, tall) => {
    const wide = Math.max(2, x(to) - x(from));
    const shade = svg("rect", { class: `stretch ${kind}`, x: x(from), y, width: wide, height: tall });
    explain(shade, () => [label, `${clock(from)} – ${clock(to)}`]);
    picture.append(shade);
    if (wide > label.length * (state.language === "en" ? 5.6 : 10)) picture.append(svg("text", { class: "label", x: x(from) + wide / 2, y: y + tall / 2 + 4, "text-anchor": "middle" }, label));
  };
  (conversation.gaps || []).forEach((gap) => stretch("gap", [gap.start, gap.end], gap.why ? `${W().notJudged} · ${gap.why}` : W().notJudged, LANE.top, bottom - LANE.top));
  silences(conversation, last).forEach((span) => stretch("silence", span, W().silence(n1(span[1] - span[0])), LANE.agent + 4, LANE.customer + LANE.tall - LANE.agent - 8));
  spansOf(conversation, "held", "resumed", last).forEach((span) => stretch("hold", span, W().hold(n1(span[1] - span[0])), LANE.top + 4, bottom - LANE.top - 8));
  spansOf(conversation, "muted", "unmuted", last).forEach((span) => stretch("mute", span, W().mute(n1(span[1] - span[0])), LANE.agent - 2, LANE.tall + 4));
}

function drawSpeech(picture, conversation, x, jump) {
  conversation.events.forEach((event) => {
    if (event.type !== "sound" || event.at === undefined) return;
    const until = event.until ?? event.at + 0.5;
    picture.append(explain(svg("rect", { class: "sound", x: x(event.at), y: LANE[laneOf(event.party)] - 2, width: Math.max(3, x(until) - x(event.at)), height: LANE.tall + 4, rx: 4 }), () => [`${W().soundOf}: ${W().heard[event.quality] || ""}`, `${clock(event.at)} – ${clock(until)}`]));
  });
  conversation.turns.forEach((turn, index) => {
    if (turn.start === undefined || turn.end === undefined) return;
    const lane = laneOf(turn.party), doubt = turn.confidence !== undefined && turn.confidence < data.least_confidence;
    const bar = svg("rect", { class: `speech ${lane} ${doubt ? "doubt" : ""} ${turn.text ? "" : "wordless"}`, x: x(turn.start), y: LANE[lane], width: Math.max(2.5, x(turn.end) - x(turn.start)), height: LANE.tall, rx: 3, "data-turn": index, on: { click: () => jump(index) } });
    explain(bar, () => [`${W()[turn.party] || turn.party} ${clock(turn.start)} – ${clock(turn.end)}`, turn.text || W().soundOnly, doubt ? W().doubt(turn.confidence) : null]);
    picture.append(bar);
  });
}

const ENDING = (event) => `${W()[event.party] || ""}${state.language === "en" ? " " : ""}${W().events[event.type]}`.trim();
const STRETCHED = ["sound", "held", "resumed", "muted", "unmuted"];
const shortText = (event) => ENDS.includes(event.type) ? ENDING(event) : [W().events[event.type], event.type === "transferred" ? event.to : event.type === "joined" ? event.agent : event.type === "dtmf" ? event.digit : ""].filter(Boolean).join(" ");

// a label goes to the right of its signal, else to the left, else only into the tooltip
function drawSignals(picture, conversation, x, width, bottom, jump) {
  const y = LANE.signals, shown = conversation.events.map((event, index) => ({ event, index })).filter(({ event }) => event.at !== undefined && !STRETCHED.includes(event.type)).sort((a, b) => a.event.at - b.event.at);
  let taken = -1, rings = 0;
  shown.forEach(({ event, index }, place) => {
    const at = x(event.at), ends = ENDS.includes(event.type), big = ends || ["answered", "transferred", "joined"].includes(event.type);
    const label = shortText(event), wide = label.length * (state.language === "en" ? 6.2 : 11.6) + 10, next = place + 1 < shown.length ? x(shown[place + 1].event.at) - 8 : width;
    const group = svg("g", { class: `signal ${event.type}`, on: { click: () => jump(null, index) } });
    if (big) group.append(svg("line", { class: "post", x1: at, x2: at, y1: LANE.top, y2: bottom }));
    if (event.type === "rang") group.append(svg("path", { class: "bell", d: `M${at - 5},${y + 4} h10 M${at - 4},${y + 4} v-4 a4,4 0 0 1 8,0 v4` }));
    else if (ends) group.append(svg("path", { class: "cross", d: `M${at - 4},${y - 4} l8,8 m0,-8 l-8,8` }));
    else if (event.type === "transferred") group.append(svg("path", { class: "arrow", d: `M${at - 5},${y} h10 m-4,-4 l4,4 l-4,4` }));
    else group.append(svg("circle", { class: "spot", cx: at, cy: y, r: event.type === "answered" ? 4.5 : 3.5 }));
    const right = at + wide < next, left = !right && at - wide > taken;
    if (event.type !== "rang" && (right || left)) group.append(svg("text", { class: "label", x: right ? at + 8 : at - 8, y: y + 4, "text-anchor": right ? "start" : "end" }, label));
    taken = right && event.type !== "rang" ? at + wide : at + 6;
    const name = event.type === "rang" ? W().ringNumber(++rings) : ends ? label : eventText(event);
    picture.append(explain(group, () => [name, clock(event.at)]));
  });
}

function placePins(conversation, x, width, top) {
  const shown = conversation.findings.filter((finding) => finding.at !== undefined && (finding.outcome !== "kept" || state.kept));
  const groups = [], kept = {};
  shown.forEach((finding) => {
    if (finding.outcome !== "kept") { groups.push({ findings: [finding], at: x(finding.at), outcome: finding.outcome }); return; }
    const key = Math.round(x(finding.at) / 12);
    if (!kept[key]) { kept[key] = { findings: [], at: x(finding.at), outcome: "kept" }; groups.push(kept[key]); }
    kept[key].findings.push(finding);
  });
  groups.sort((a, b) => VERDICTS.indexOf(a.outcome) - VERDICTS.indexOf(b.outcome) || a.at - b.at);
  const rows = [];
  const placed = groups.map((group) => {
    const single = group.findings.length === 1, label = single ? group.findings[0].clause : W().keptMany(group.findings.length);
    const wide = 16 + label.length * (single || state.language === "en" ? 7.4 : 11), flip = group.at + wide > width;
    const from = flip ? group.at - wide : group.at - 8, to = flip ? group.at + 8 : group.at + wide;
    let row = rows.findIndex((taken) => taken.every(([a, b]) => to < a - 3 || from > b + 3));
    if (row < 0) { row = rows.length; rows.push([]); }
    rows[row].push([from, to]);
    return { ...group, label, flip, y: top + row * 21 };
  });
  return { placed, rows: Math.max(1, rows.length) };
}

function drawPins(picture, placed, bottom, choose) {
  placed.forEach((pin) => picture.append(svg("line", { class: "stem", x1: pin.at, x2: pin.at, y1: bottom, y2: pin.y })));
  placed.slice().sort((a, b) => a.at - b.at || a.y - b.y).forEach((pin) => {
    const finding = pin.findings[0], many = pin.findings.length > 1, clause = clauseOf[finding.clause];
    const title = many ? pin.label : `${finding.clause} ${say(clause.title)}`;
    const group = svg("g", { class: `pin ${pin.outcome}`, tabindex: 0, role: "button", "data-finding": many ? "" : finding.id, "aria-label": `${title}, ${W()[pin.outcome]}, ${clock(finding.at)}` });
    group.append(svg("rect", { class: "touch", x: pin.flip ? pin.at - 16 - pin.label.length * 8 : pin.at - 10, y: pin.y - 10, width: 26 + pin.label.length * 8, height: 21, rx: 4 }), shapeOf(pin.outcome, pin.at, pin.y, 6.5));
    group.append(svg("text", { x: pin.flip ? pin.at - 11 : pin.at + 11, y: pin.y + 4, "text-anchor": pin.flip ? "end" : "start" }, pin.label));
    explain(group, () => [title, `${W()[pin.outcome]} · ${clock(finding.at)}${many ? "" : ` · ${W()[clause.severity]}`}`, many ? pin.findings.slice(0, 8).map((one) => `${one.clause} ${say(clauseOf[one.clause].title)}`).join(" · ") : reasonOf(finding)]);
    group.addEventListener("click", () => choose(many ? null : finding, pin.findings));
    group.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") { event.preventDefault(); choose(many ? null : finding, pin.findings); }
      const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (way) { event.preventDefault(); const all = [...picture.querySelectorAll(".pin")], next = all[all.indexOf(group) + way]; if (next) next.focus(); }
    });
    picture.append(group);
  });
}
