// One conversation: timeline, transcript with the quotes marked, and what each clause came to.
function eventText(event) {
  const name = W().events[event.type] || `${W().unknownKind} (${event.type})`;
  const who = event.agent || (event.party ? W()[event.party] || event.party : "");
  const extra = { transferred: event.to, dtmf: event.digit, recorded: [event.field, event.value].filter(Boolean).join(" = "), rated: event.score, sound: W().heard[event.quality] }[event.type];
  return [event.type === "rang" ? "" : who, name, extra].filter(Boolean).join(state.language === "en" ? " " : " · ");
}

// turns, signals and silences in the order of time; turns without times keep their place
function entriesOf(conversation) {
  const last = Math.max(0, lengthOf(conversation)), entries = [];
  let before = 0;
  conversation.turns.forEach((turn, index) => { before = turn.start ?? before; entries.push({ at: before, rank: 1, turn, index }); });
  const rings = conversation.events.filter((event) => event.type === "rang" && event.at !== undefined).map((event) => event.at);
  conversation.events.forEach((event, index) => {
    if (event.at === undefined || event.type === "sound") return;
    if (event.type === "rang") { if (event.at === Math.min(...rings)) entries.push({ at: event.at, rank: 0, event, index, text: W().rings(rings.length, clock(rings[0]), clock(Math.max(...rings))) }); return; }
    entries.push({ at: event.at, rank: ENDS.includes(event.type) ? 2 : 0, event, index, text: ENDS.includes(event.type) ? ENDING(event) : eventText(event) });
  });
  silences(conversation, last).forEach(([from, to]) => entries.push({ at: from + 0.0005, rank: 1.5, silence: true, text: W().silence(n1(to - from)) }));
  return entries.map((entry, place) => ({ ...entry, place })).sort((a, b) => a.at - b.at || a.rank - b.rank || a.place - b.place);
}

function markedText(text, marks) {
  const cuts = new Set([0, text.length]), spans = [];
  marks.forEach(({ quote, finding }) => { const at = text.indexOf(quote); if (at >= 0) { spans.push({ from: at, to: at + quote.length, finding }); cuts.add(at); cuts.add(at + quote.length); } });
  const places = [...cuts].sort((a, b) => a - b);
  return places.slice(0, -1).map((from, index) => {
    const to = places[index + 1], piece = text.slice(from, to), over = spans.filter((span) => span.from <= from && span.to >= to);
    if (!over.length) return piece;
    const worst = over.map((span) => span.finding.outcome).sort((a, b) => VERDICTS.indexOf(a) - VERDICTS.indexOf(b))[0];
    const chosen = over.some((span) => span.finding.id === state.finding), whole = over.every((span) => span.from === 0 && span.to === text.length);
    return el("mark", { class: `${worst} ${chosen ? "chosen" : ""} ${whole ? "whole" : ""}` }, piece);
  });
}
const marksOf = (conversation, index) => conversation.findings.filter((finding) => finding.outcome !== "kept" || finding.id === state.finding).flatMap((finding) => (finding.evidence || []).filter((piece) => piece.turn === index && piece.quote).map((piece) => ({ quote: piece.quote, finding })));

function transcript(conversation, choose) {
  return el("div", { class: "talk" }, entriesOf(conversation).map((entry) => {
    if (!entry.turn) return el("div", { class: `between ${entry.silence ? "silent" : ENDS.includes(entry.event.type) ? "ends" : ""}`, id: entry.silence ? null : `event-${entry.index}`, "data-at": entry.at }, el("time", {}, clock(entry.at)), el("span", {}, entry.text));
    const turn = entry.turn, index = entry.index, doubt = turn.confidence !== undefined && turn.confidence < data.least_confidence;
    const about = conversation.findings.filter((finding) => finding.outcome !== "kept" && (finding.evidence || []).some((piece) => piece.turn === index));
    const who = [W()[turn.party] || turn.party, turn.agent, turn.to === "aside" ? W().toAside : turn.to === "colleague" ? W().toColleague : "", doubt ? W().doubt(turn.confidence) : ""].filter(Boolean).join(" · ");
    return el("div", { class: `turn ${laneOf(turn.party)} ${doubt ? "doubt" : ""}`, id: `turn-${index}`, "data-at": turn.start ?? null },
      el("time", {}, turn.start === undefined ? "" : clock(turn.start)),
      el("div", { class: "say" }, el("span", { class: "who" }, who), el("p", { class: "text", "data-turn": index, lang: turn.language || conversation.language || null }, turn.text ? markedText(turn.text, marksOf(conversation, index)) : el("i", {}, W().soundOnly)),
        about.length ? el("span", { class: "chips" }, about.map((finding) => button([mark(finding.outcome), finding.clause], () => choose(finding), { class: `chip ${finding.outcome}`, "aria-label": `${finding.clause} ${say(clauseOf[finding.clause].title)}, ${W()[finding.outcome]}` }))) : null));
  }));
}

// the suggested wording as this agent would have said it; what the page does not know stays open
function spoken(phrase, conversation) {
  const known = conversation.attributes || {}, slots = { organisation: known.organisation, department: known.department, number: known.agent_number };
  return say(phrase.text).replace(/(\{\w+\})+/g, (found) => slots[found.slice(1, -1)] || "…");
}

function findingCard(conversation, finding, choose) {
  const clause = clauseOf[finding.clause], open = finding.id === state.finding;
  const head = button([mark(finding.outcome), el("b", {}, finding.clause), " ", say(clause.title), tagOf(clause.severity), signOfWhom(finding, clause), finding.points ? el("span", { class: "points" }, W().points(n2(finding.points))) : null], () => choose(open ? null : finding), { class: "opener", "aria-expanded": open, "data-opens": finding.id });
  return el("article", { class: `finding ${finding.outcome} ${open ? "open" : ""}`, "data-finding": finding.id }, head,
    el("p", { class: "why" }, el("time", {}, finding.at === undefined ? W().noMoment : clock(finding.at)), ` ${reasonOf(finding)}`),
    quoteOf(finding) && finding.outcome !== "kept" ? el("p", { class: "cited" }, el("q", {}, quoteOf(finding))) : null,
    finding.outcome === "broken" && clause.say.length ? el("p", { class: "better" }, `${W().better} `, clause.say.map((phrase) => el("q", {}, spoken(phrase, conversation)))) : null,
    el("div", { class: "more" }, markBox(conversation, finding), clauseBody(clause), link(toClause(clause.id), { class: "quiet" }, W().seeClause)));
}

function judgements(conversation, choose) {
  const group = (verdict, list, folded, name) => {
    if (!list.length) return null;
    const cards = list.map((finding) => findingCard(conversation, finding, choose));
    const title = [mark(verdict), ` ${name || W()[verdict]} `, el("span", { class: "count" }, list.length)];
    return folded ? el("details", { class: "group", open: list.some((finding) => finding.id === state.finding), id: `group-${name ? "waiting" : verdict}` }, el("summary", {}, title), cards) : el("div", { class: "group" }, el("h3", {}, title), cards);
  };
  const of = (verdict) => findingsOf(conversation, verdict).slice().sort((a, b) => SEVERITIES.indexOf(clauseOf[a.clause].severity) - SEVERITIES.indexOf(clauseOf[b.clause].severity) || (a.at ?? 0) - (b.at ?? 0));
  const idle = conversation.idle || [];
  return [group("broken", of("broken")), group("unknown", of("unknown")), group("unknown", conversation.waiting, true, W().waiting), group("kept", of("kept"), true),
    idle.length ? el("details", { class: "group" }, el("summary", {}, mark("not_applicable"), ` ${W().idle} `, el("span", { class: "count" }, idle.length)), el("p", { class: "note" }, idle.map((id) => explain(link(toClause(id), { class: "idle" }, id), () => [`${id} ${say(clauseOf[id].title)}`])))) : null];
}

const WIDE = matchMedia("(min-width: 961px)");
// on a wide screen the timeline stays in view while the transcript scrolls, unless it would take too much room
function pinTimeline(page) {
  const card = page.querySelector(".path-card"), tall = card ? card.offsetHeight : 0, fits = WIDE.matches && tall > 0 && tall < innerHeight * 0.42;
  page.classList.toggle("pinned", fits);
  page.style.setProperty("--under", `${fits ? tall + 72 : 66}px`);
}

function readingPage(id) {
  const place = data.conversations.findIndex((conversation) => conversation.id === id), conversation = data.conversations[place];
  if (!conversation) return listPage();
  const attributes = conversation.attributes || {}, kept = findingsOf(conversation, "kept").filter((finding) => finding.at !== undefined).length;
  const side = el("div", { class: "judged" }), sheet = el("div", { class: "sheet", hidden: true, role: "dialog", "aria-label": W().chosen });
  const jump = (turn, event) => reveal(document.getElementById(turn === null || turn === undefined ? `event-${event}` : `turn-${turn}`));
  const choose = (finding, several) => {
    state.finding = finding ? finding.id : "";
    history.replaceState(null, "", toConversation(conversation.id, state.finding));
    side.replaceChildren(...judgements(conversation, choose).filter(Boolean));
    page.querySelectorAll(".pin").forEach((pin) => { pin.classList.toggle("chosen", Boolean(finding) && pin.dataset.finding === finding.id); pin.setAttribute("aria-pressed", String(Boolean(finding) && pin.dataset.finding === finding.id)); });
    page.querySelectorAll(".talk .text[data-turn]").forEach((node) => { const turn = conversation.turns[Number(node.dataset.turn)]; if (turn.text) node.replaceChildren(...fill(el("p"), null, markedText(turn.text, marksOf(conversation, Number(node.dataset.turn)))).childNodes); });
    page.querySelectorAll(".lit").forEach((node) => node.classList.remove("lit"));
    if (several && several.length > 1) { const box = side.querySelector("#group-kept"); if (box) { box.open = true; box.scrollIntoView({ block: "nearest" }); } }
    if (finding) { (finding.evidence || []).forEach((piece) => { const node = piece.turn === undefined ? null : document.getElementById(`turn-${piece.turn}`); if (node) node.classList.add("lit"); }); reveal(targetOf(finding)); const opener = side.querySelector(".finding.open"); if (opener && WIDE.matches) bringIntoBox(opener, side.parentElement); }
    sheet.hidden = !finding;
    sheet.replaceChildren(...(finding ? [button("×", () => choose(null), { class: "shut", "aria-label": W().close }), findingCard(conversation, finding, choose)] : []));
    if (!finding && several === undefined && document.activeElement === document.body) side.focus();
  };
  const drawn = timeline(conversation, choose, jump), timeless = conversation.turns.filter((turn) => turn.start === undefined || turn.end === undefined).length;
  const refit = () => { if (drawn.draw) drawn.draw(); };
  const bar = el("div", { class: "row tools" }, el("p", { class: "note" }, W().timelineNote, timeless ? ` · ${W().timeless(timeless)}` : ""),
    el("span", { class: "row" }, kept ? el("label", { class: "check" }, el("input", { type: "checkbox", id: "show-kept", checked: state.kept, on: { change: (event) => { state.kept = event.target.checked; refit(); } } }), W().showKept(kept)) : null,
      button("−", () => { state.zoom = Math.max(1, state.zoom / 1.6); refit(); }, { "aria-label": W().zoomOut, title: W().zoomOut }), button("+", () => { state.zoom = Math.min(24, state.zoom * 1.6); refit(); }, { "aria-label": W().zoomIn, title: W().zoomIn })));
  const step = (way, name) => { const found = matching(), at = found.indexOf(conversation), next = found[at + way]; return next ? link(toConversation(next.id), { class: "quiet" }, way < 0 ? `← ${name}` : `${name} →`) : null; };
  const facts = [when(conversation.started), agentOf(conversation), attributes.agent_group, attributes.queue, W()[conversation.channel] || conversation.channel, W()[conversation.direction] || conversation.direction, clock(lengthOf(conversation))].filter(Boolean);
  const page = el("div", { class: "reading" },
    el("p", { class: "crumbs" }, link("#conversations", {}, `← ${W().backToList}`), el("span", { class: "row" }, step(-1, W().previous), step(1, W().next))),
    el("section", { class: "card title" }, el("div", {}, el("h1", { tabindex: -1 }, conversation.id), el("p", { class: "note" }, facts.join(" · ")), (conversation.legs || []).length ? el("p", { class: "note" }, `${W().leg}: `, conversation.legs.map(([agent, score]) => `${agent} ${n1(score)}`).join(" · ")) : null), el("div", { class: "big" }, el("span", { class: "note" }, W().score), scoreOf(conversation.score))),
    formCard(conversation),
    el("section", { class: "card path-card" }, bar, drawn),
    el("div", { class: "two talking" }, el("section", { class: "card" }, el("h2", {}, W().transcript), transcript(conversation, choose)), el("section", { class: "card judging" }, el("h2", {}, W().judgement), side)), sheet);
  side.append(...judgements(conversation, choose).filter(Boolean));
  drawn.addEventListener("drawn", () => { page.querySelectorAll(".pin").forEach((pin) => pin.classList.toggle("chosen", state.finding !== "" && pin.dataset.finding === state.finding)); pinTimeline(page); });
  page.refit = refit;
  const first = conversation.findings.find((finding) => finding.id === state.finding);
  if (first) requestAnimationFrame(() => requestAnimationFrame(() => choose(first)));
  else state.finding = "";
  return [page];
}

// where a finding is to be seen: its last quoted turn, else its event, else the nearest entry before its moment
function targetOf(finding) {
  const pieces = finding.evidence || [], turns = pieces.filter((piece) => piece.turn !== undefined), events = pieces.filter((piece) => piece.event !== undefined);
  if (turns.length) return document.getElementById(`turn-${turns[turns.length - 1].turn}`);
  const event = events.length ? document.getElementById(`event-${events[events.length - 1].event}`) : null;
  if (event || finding.at === undefined) return event;
  return [...document.querySelectorAll(".talk [data-at]")].filter((node) => Number(node.dataset.at) <= finding.at).pop() || null;
}
// scrolls the box only: the page itself is on its way to the transcript
function bringIntoBox(node, box) {
  const own = node.getBoundingClientRect(), frame = box.getBoundingClientRect();
  if (own.top < frame.top + 8 || own.bottom > Math.min(frame.bottom, innerHeight) - 8) box.scrollTop += own.top - frame.top - 12;
}
function reveal(node) {
  if (!node) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  node.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  node.classList.remove("seen");
  void node.offsetWidth;
  node.classList.add("seen");
}
