// An organisation's own form: its figures on the first page, and the filled form of a conversation with the items that wait for people.
const formSections = (filled) => data.form.sections.map((section, index) => ({ section, filled: filled.sections[index], items: section.items.map((item, place) => ({ item, found: filled.sections[index].items[place] })) }));
const PERSON = "M7,1.2a2.9,2.9 0 1 1 -0.01,0zM1.6,13c0,-3.6 2.4,-5.4 5.4,-5.4s5.4,1.8 5.4,5.4z", OCTAGON = "M4.4,0.8h5.2l3.6,3.6v5.2l-3.6,3.6h-5.2l-3.6,-3.6v-5.2z";
const isPartly = (found) => found.state === "broken" && found.earned > 0;
const isOpen = (found) => found.state === "unmarked" || found.state === "unknown";

// colour is never alone: who waits for a person bears a person, a fatal item an octagon
function itemSign(item, found) {
  const box = (...inside) => svg("svg", { class: "mark", width: 14, height: 14, viewBox: "0 0 14 14", "aria-hidden": "true" }, inside);
  if (found.state === "unmarked") return box(svg("path", { class: "shape person", d: PERSON }));
  if (item.kind === "fatal" && found.state === "broken") return box(svg("path", { class: "shape broken", d: OCTAGON }), svg("path", { class: "bang", d: "M7,3.2v4.8M7,9.6v1.4" }));
  return mark(found.state);
}
function itemWord(item, found) {
  if (item.kind === "fatal" && found.state === "kept") return W().fatalOk;
  if (item.kind === "fatal" && found.state === "broken") return W().fatalBroken;
  return isPartly(found) ? W().partly : W()[found.state];
}

// all points of a section as one bar: earned, lost, open, not applicable
function pointsBar(pairs, whole) {
  const sums = { kept: 0, broken: 0, unknown: 0, not_applicable: 0 };
  pairs.filter(({ item }) => item.kind !== "bonus").forEach(({ item, found }) => {
    if (found.possible > 0) { sums.kept += found.earned; sums.broken += found.possible - found.earned; }
    else sums[isOpen(found) ? "unknown" : "not_applicable"] += item.points;
  });
  const names = { kept: W().earnedPart, broken: W().lostPart, unknown: W().openPart, not_applicable: W().idlePart };
  const parts = Object.entries(sums).filter(([, value]) => value > 0.004), total = whole || parts.reduce((sum, [, value]) => sum + value, 0);
  const said = parts.map(([name, value]) => `${names[name]} ${n2(value)}`).join(state.language === "en" ? ", " : "，");
  return explain(el("span", { class: "stack", role: "img", "aria-label": said || W().none }, parts.map(([name, value]) => el("i", { class: `swatch ${name}`, style: { width: `${value / total * 100}%` } }))), () => [said]);
}
const formLegend = () => el("p", { class: "legend" }, [["kept", W().earnedPart], ["broken", W().lostPart], ["unknown", W().openPart], ["not_applicable", W().idlePart]].map(([name, text]) => el("span", {}, el("i", { class: `swatch ${name}` }), text)));
const totalOf = (score) => el("span", { class: `score ${score === null ? "none" : score < 60 ? "low" : score < 80 ? "middle" : "high"}` }, score === null ? W().noScore : n2(score));

function formHead(filled) {
  const waiting = filled.counts.unmarked || 0, titles = Object.fromEntries(data.form.sections.flatMap((section) => section.items).map((item) => [item.id, say(item.title)]));
  return el("div", { class: "form-head" },
    el("div", {}, el("h2", {}, `${W().form} ${say(data.form.title)}`),
      filled.fatal.length ? el("p", { class: "fatal-line" }, itemSign({ kind: "fatal" }, { state: "broken" }), ` ${W().fatalZero}`, filled.fatal.map((id) => `${id} ${titles[id]}`).join(state.language === "en" ? "; " : "；")) : null,
      el("p", { class: "note" }, [W().counted(n2(filled.earned), n2(filled.possible)), filled.bonus ? W().bonusPlus(n2(filled.bonus)) : "", filled.fatal.length ? "" : W().fatalNone].filter(Boolean).join(" · ")),
      waiting ? el("p", { class: "note" }, itemSign({}, { state: "unmarked" }), ` ${W().provisionalNote(waiting)}`) : null,
      (filled.legs || []).length ? el("p", { class: "note" }, `${W().leg}: `, filled.legs.map((leg) => `${leg.agent} ${leg.card.score === null ? W().noScore : n2(leg.card.score)}`).join(" · ")) : null),
    el("div", { class: "big" }, el("span", { class: "note" }, W().formScore, filled.provisional ? [" ", el("span", { class: "tag doubtful" }, W().provisional)] : null), totalOf(filled.score)));
}

function formCard(conversation) {
  const filled = conversation.form;
  if (!data.form || !filled) return null;
  const groups = formSections(filled), count = groups.reduce((sum, group) => sum + group.items.length, 0), box = el("section", { class: "card form", id: "form" });
  const again = () => box.replaceChildren(...inside());
  const inside = () => [formHead(filled),
    el("div", { class: `form-grid ${state.formOpen ? "open" : ""}` }, groups.map(({ section, filled: sum, items }) => el("div", { class: "form-section" },
      el("div", { class: "row" }, el("h3", {}, say(section.title)), el("span", { class: "note n" }, [section.weight === null ? "" : W().weightOf(n2(section.weight)), sum.percent === null ? "–" : W().ofPoints(n2(sum.earned), n2(sum.possible)), sum.bonus ? `+${n2(sum.bonus)}` : ""].filter(Boolean).join(" · "))),
      pointsBar(items), state.formOpen ? el("ul", { class: "plain items" }, items.map(({ item, found }) => itemLine(conversation, item, found, again))) : null))),
    el("div", { class: "row" }, formLegend(), button(state.formOpen ? W().hideItems : W().showItems(count), () => { state.formOpen = !state.formOpen; again(); document.getElementById("form-items").focus(); }, { class: "quiet", id: "form-items", "aria-expanded": String(Boolean(state.formOpen)) }))];
  return fill(box, {}, inside());
}

const formMarkKey = (conversation, item) => `${conversation.id}\n@${item.id}`;
const saidOf = (entry) => entry.verdict ? W()[entry.verdict] : W().pointsOf(n2(entry.points));
function itemLine(conversation, item, found, again) {
  const people = !item.clauses || !item.clauses.length, key = formMarkKey(conversation, item), entry = given[key], opened = state.formItem === key;
  const past = ((conversation.form.marks || {})[item.id] || []).map((one) => [one.by || W().somebody, one.at ? when(one.at) : "", one.verdict ? W()[one.verdict] : W().pointsOf(n2(one.points || 0)), one.note].filter(Boolean).join(" · "));
  const points = item.kind === "bonus" ? (found.earned ? `+${n2(found.earned)}` : `– / +${n2(item.points)}`) : found.possible > 0 ? `${n2(found.earned)} / ${n2(item.points)}` : item.points ? `– / ${n2(item.points)}` : "";
  const tags = [item.kind === "fatal" ? el("span", { class: `tag ${found.state === "broken" ? "fatal" : ""}` }, W().kinds.fatal) : item.kind === "bonus" ? el("span", { class: "tag" }, W().kinds.bonus) : null, people || found.by_person ? el("span", { class: "tag people" }, found.by_person ? W().byPerson : W().byPeople) : null];
  const toFinding = (clause) => { const own = conversation.findings.filter((one) => one.clause === clause), hit = own.find((one) => one.outcome === found.clauses[clause]) || own[0]; return hit ? toConversation(conversation.id, hit.id) : toClause(clause); };
  const judged = Object.entries(found.clauses || {}).filter(([, verdict]) => opened || verdict !== "not_applicable");
  return el("li", { class: `item ${found.state} ${item.kind}` },
    button([itemSign(item, found), el("span", { class: "item-title" }, el("b", {}, item.id), ` ${say(item.title)} `, tags), el("span", { class: "item-points n" }, points)], () => { state.formItem = opened ? "" : key; again(); const node = document.getElementById(`item-${item.id}`); if (node) node.focus({ preventScroll: true }); }, { class: "opener item-opener", id: `item-${item.id}`, "aria-expanded": String(opened) }),
    el("p", { class: "note item-state" }, itemWord(item, found), judged.length ? [" · ", judged.map(([clause, verdict]) => clauseOf[clause] ? explain(link(toFinding(clause), { class: "chip" }, mark(verdict), clause), () => [`${clause} ${say(clauseOf[clause].title)}`, W()[verdict]]) : null)] : null),
    entry ? el("p", { class: "note given" }, itemSign({}, { state: "unmarked" }), ` ${W().yourItem(saidOf(entry))}`) : null,
    opened ? itemMarkBox(conversation, item, past, again) : null);
}

// a person's mark of an item: a verdict, or points where the item has degrees
function itemMarkBox(conversation, item, past, again) {
  const key = formMarkKey(conversation, item), entry = given[key];
  const put = (said) => { if (said === null) delete given[key]; else given[key] = { conversation: conversation.id, item: item.id, ...said, by: inspector.name, at: new Date().toISOString(), note: note.value }; keep(); again(); marksFrame(); };
  const note = el("input", { type: "text", maxlength: 500, value: entry ? entry.note : "", placeholder: W().markNote, "aria-label": W().markNote, on: { change: () => { if (given[key]) { given[key].note = note.value; keep(); } } } });
  const who = el("input", { type: "text", maxlength: 60, value: inspector.name, placeholder: W().inspector, "aria-label": W().inspector, on: { change: () => { inspector.name = who.value; } } });
  const degrees = item.scale === "points";
  const number = degrees ? el("input", { type: "number", min: 0, max: item.points, step: 0.5, value: entry && entry.points !== undefined ? entry.points : null, placeholder: W().givePoints(n2(item.points)), "aria-label": `${item.id} ${W().givePoints(n2(item.points))}`, on: { change: () => { const value = Number(number.value); if (number.value === "") put(null); else if (value >= 0 && value <= item.points) put({ points: value }); else number.reportValidity(); } } }) : null;
  const verdicts = degrees ? ["not_applicable", "unknown"] : ["kept", "broken", "not_applicable", "unknown"];
  const choices = verdicts.map((verdict) => button([mark(verdict), ` ${W()[verdict]}`], () => put(entry && entry.verdict === verdict ? null : { verdict }), { class: "choice", "aria-pressed": String(Boolean(entry) && entry.verdict === verdict) }));
  return el("div", { class: "marking" }, past.length ? el("ul", { class: "plain tight" }, past.map((text) => el("li", {}, `${W().personSaid} ${text}`))) : null,
    el("p", { class: "note" }, [W().markAsk, item.not_applicable === "full" ? W().fullAbsent : ""].filter(Boolean).join(" · ")), el("div", { class: "choices", role: "group", "aria-label": W().markAsk }, number, choices), el("div", { class: "fields" }, who, note));
}

// the first page: sections with their intervals, agents against sections
function formOverview() {
  const form = data.form;
  if (!form) return null;
  const counted = form.sections.filter((section) => section.average !== null), low = Math.max(0, Math.min(90, Math.floor(Math.min(100, ...counted.map((section) => section.interval ? section.interval[0] : section.average)) / 10) * 10));
  const heads = [{ text: W().section }, { text: el("span", { class: "scale" }, el("span", {}, low), el("span", {}, 100)), grow: true }, { text: W().average, number: true }, { text: "95%", number: true, wide: true }, { text: W().forms, number: true }];
  const rows = table("form-sections", heads, form.sections, (section) => {
    const ends = section.interval ? `${n1(section.interval[0])}–${n1(section.interval[1])}` : section.count < 5 ? W().few : W().same;
    return [el("b", {}, say(section.title)), range(section.average, section.interval, low, 100, "good", `${say(section.title)} ${W().average} ${n1(section.average)} (${ends}), ${W().forms} ${n0(section.count)}`), n1(section.average), el("span", { class: section.interval ? "" : "faint" }, ends), n0(section.count)];
  });
  const top = el("p", { class: "form-top" }, el("span", { class: "big-line" }, totalOf(form.average), el("span", { class: "note" }, form.interval ? W().interval95(n2(form.interval[0]), n2(form.interval[1])) : "")),
    el("span", {}, itemSign({ kind: "fatal" }, { state: form.fatal ? "broken" : "kept" }), ` ${W().formFatal(form.fatal)}`), el("span", {}, itemSign({}, { state: "unmarked" }), ` ${W().formProvisional(form.provisional)}`));
  return el("div", { class: "two form-overview" }, card(`${W().form} ${say(form.title)}`, W().formNote(form.forms, form.scored), top, rows, worstItems(form)), agentMatrix(form));
}

// the items that are most often broken, of the conversations in which they were kept or broken
function worstItems(form) {
  const all = form.sections.flatMap((section) => section.items).map((item) => { const { kept = 0, broken = 0 } = item.counts || {}; return { item, broken, judged: kept + broken }; });
  const list = all.filter((one) => one.broken).sort((a, b) => b.broken * Math.max(1, b.item.points) - a.broken * Math.max(1, a.item.points)).slice(0, 6);
  if (!list.length) return null;
  const heads = [{ text: W().worstItems }, { text: "", grow: true, wide: true }, { text: W().share, number: true }, { text: W().broken, number: true }, { text: W().judged, number: true, wide: true }];
  return table("form-items", heads, list, ({ item, broken, judged }) => [[el("b", {}, item.id), ` ${say(item.title)}`, item.kind === "fatal" ? [" ", tagOf("fatal")] : null], stacked([judged - broken, broken, 0, 0]), percent(broken / judged), n0(broken), n0(judged)]);
}

function agentMatrix(form) {
  const order = state.order["form-agents"] || { key: "average", way: 1 };
  const values = (row) => ({ key: `${row.key} ${row.name}`, average: row.average, forms: row.forms, ...Object.fromEntries(form.sections.map((section, index) => [section.id, row.sections[index][0]])) });
  const sorted = form.agents.slice().sort((a, b) => compare(values(a)[order.key], values(b)[order.key]) * order.way), shown = state.everyForm ? sorted : sorted.slice(0, 14);
  const heads = [{ text: W().agent, key: "key" }, { text: W().forms, key: "forms", number: true, wide: true }, { text: W().average, key: "average", number: true, way: 1 }, ...form.sections.map((section) => ({ text: say(section.title), key: section.id, way: 1 }))];
  const cell = (average, count, name) => average === null ? el("span", { class: "faint" }, "–") : explain(el("span", { class: `heat ${average < 60 ? "low" : average < 80 ? "middle" : "high"}` }, el("span", { class: "heat-bar", "aria-hidden": "true" }, el("i", { style: { width: `${Math.min(100, average)}%` } })), el("span", { class: "n" }, n1(average)), el("small", {}, n0(count))), () => [name, `${n1(average)} · ${W().forms} ${n0(count)}`]);
  const body = table("form-agents", heads, shown, (row) => [
    link("#conversations", { class: "clause", on: { click: () => { Object.assign(state.filter, { text: "", clause: "", outcome: "", group: "", agent: row.key }); } } }, el("b", {}, row.key === "–" ? W().unknownGroup : row.key), row.name ? ` ${row.name}` : ""),
    n0(row.forms), explain(el("span", {}, n1(row.average), row.fatal ? [" ", itemSign({ kind: "fatal" }, { state: "broken" })] : null), () => [row.interval ? W().interval95(n1(row.interval[0]), n1(row.interval[1])) : row.scored < 5 ? W().few : W().same, row.fatal ? W().formFatal(row.fatal) : "", row.provisional ? W().formProvisional(row.provisional) : ""]),
    ...form.sections.map((section, index) => cell(row.sections[index][0], row.sections[index][1], `${row.key} ${row.name} · ${say(section.title)}`))], values, order);
  return fill(card(W().formAgents, W().formAgentsNote, body, form.agents.length > 14 ? button(state.everyForm ? W().showLess : W().showAll(form.agents.length), () => { state.everyForm = !state.everyForm; redraw("all-form"); }, { class: "quiet", id: "all-form" }) : null), { class: "card matrix" }, []);
}
