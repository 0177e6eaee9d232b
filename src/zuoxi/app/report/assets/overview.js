// The first page: what was inspected, how it came out, where to look first, and how sure each figure is.
const findingsOf = (conversation, outcome) => conversation.findings.filter((finding) => !outcome || finding.outcome === outcome);
const reasonOf = (finding) => data.reasons[finding.reason][state.language === "en" ? 1 : 0];
const quoteOf = (finding) => { const found = (finding.evidence || []).filter((piece) => piece.quote); return found.length ? found[found.length - 1].quote : ""; };
const agentOf = (conversation, finding) => {
  const { agent_number: number, agent_name: name } = conversation.attributes || {};
  if (finding && finding.agent && String(number || "") !== finding.agent) return finding.agent;
  return [number, name].filter(Boolean).join(" ");
};
const brokenShare = (clause) => clause.counts[0] + clause.counts[1] ? clause.counts[1] / (clause.counts[0] + clause.counts[1]) : null;
// what only a model says costs nothing
const cost = (clause) => clause.judged && data.judge && !data.judge_counts ? 0 : clause.counts[1] * clause.weight;

function overview() {
  return [heading(), figures(), el("div", { class: "two charts" },
    card(W().distribution, W().distributionNote(data.counts.scored, data.counts.conversations), distribution()),
    card(W().trend, W().trendNote, trend())),
  formOverview(),
  el("div", { class: "two uneven" }, worstClauses(), readFirst()),
  el("div", { class: "two" }, sections(), el("div", { class: "column" }, side(W().groups, data.groups, "groups"), doubts())),
  side(W().people, data.agents, "agents")];
}

function heading() {
  const days = data.days.map((day) => day.key).filter((key) => /^\d/.test(key)).sort();
  const line = (name, value) => el("div", {}, el("dt", {}, name), el("dd", {}, value));
  return el("section", { class: "card head" },
    el("h1", { tabindex: -1 }, W().page),
    el("dl", { class: "facts" },
      line(W().standard, [el("b", {}, say(data.standard.name)), ` ${data.standard.id} · ${W().version} ${data.standard.version}`]),
      line(W().profile, data.standard.profile || W().noProfile),
      line(W().period, days.length ? (days[0] === days[days.length - 1] ? days[0] : `${days[0]} – ${days[days.length - 1]}`) : "–"),
      line(W().inputs, data.inputs.join(", ")),
      data.judge ? line(W().judge, `${data.judge} · ${W().byModel}${data.judge_counts ? "" : ` · ${W().advisory}`}`) : null,
      line(W().digest, el("code", { class: "digest" }, data.standard.digest))),
    el("p", { class: "left" }, W().left(data.conversations.length, data.counts.conversations)));
}

function figures() {
  const counts = data.counts, sum = data.clauses.reduce((total, clause) => total.map((value, index) => value + clause.counts[index]), [0, 0, 0, 0]);
  const due = sum[0] + sum[1] + sum[2];
  const tile = (value, name, note, kind) => el("div", { class: `tile ${kind || ""}` }, el("span", { class: "name" }, name), el("b", {}, value), el("span", { class: "note" }, note || "\u00a0"));
  return el("section", { class: "tiles", "aria-label": W().overview },
    tile(n0(counts.conversations), W().read, counts.scored === counts.conversations ? "" : W().scored(counts.scored)),
    tile(n1(data.average), W().average, data.interval ? W().interval95(n1(data.interval[0]), n1(data.interval[1])) : ""),
    tile(n0(counts.findings), W().findings, counts.conversations ? W().perConversation(n2(counts.findings / counts.conversations)) : "", "broken"),
    tile(percent(due ? sum[2] / due : null), W().doubtful, W().ofClauses),
    tile(n0(data.agents.length), W().agents, W().groupCount(n0(data.groups.length))),
    tile(n0(counts.refused), W().refused, counts.refused ? W().refusedNote : W().noneRefused),
    tile(n0(counts.warnings), W().warnings, counts.warnings ? W().warningsNote : ""));
}

const clauseName = (clause) => link(toClause(clause.id), { class: "clause" }, el("b", {}, clause.id), " ", say(clause.title), " ", signOf(clause));
function shareCell(clause, high) {
  const share = brokenShare(clause), ends = clause.interval;
  return range(share, ends, 0, high, "bad", `${W().share} ${percent(share)}${ends ? ` (${W().interval95(percent(ends[0]), percent(ends[1]))})` : ""}`);
}

function worstClauses() {
  const list = data.clauses.filter((clause) => clause.counts[1]).sort((a, b) => cost(b) - cost(a) || b.counts[1] - a.counts[1]).slice(0, 16);
  if (!list.length) return card(W().worst, null, el("p", { class: "empty" }, W().none));
  const high = Math.min(1, Math.max(0.1, ...list.map((clause) => clause.interval ? clause.interval[1] : 0)));
  const heads = [{ text: W().clause }, { text: W().severity, wide: true }, { text: el("span", { class: "scale" }, el("span", {}, "0%"), el("span", {}, percent(high))), grow: true, wide: true }, { text: W().share, number: true }, { text: W().broken, number: true }, { text: W().judged, number: true, wide: true }];
  return card(W().worst, W().worstNote, table("worst", heads, list, (clause) => [clauseName(clause), tagOf(clause.severity), shareCell(clause, high), percent(brokenShare(clause)), n0(clause.counts[1]), n0(clause.counts[0] + clause.counts[1])]));
}

function readFirst() {
  const all = data.conversations.flatMap((conversation) => findingsOf(conversation, "broken").filter((finding) => finding.points > 0 || clauseOf[finding.clause].severity === "fatal").map((finding) => ({ conversation, finding })));
  const weight = ({ finding }) => SEVERITIES.indexOf(clauseOf[finding.clause].severity) * 1000 - (finding.points || 0) - (quoteOf(finding) ? 50 : 0);
  all.sort((a, b) => weight(a) - weight(b));
  const seen = new Set(), first = [], rest = [];
  all.forEach((one) => { (seen.has(one.finding.clause) ? rest : first).push(one); seen.add(one.finding.clause); });
  const chosen = first.concat(rest).slice(0, 6);
  return card(W().first, W().firstNote, chosen.length ? el("ul", { class: "plain findings" }, chosen.map(({ conversation, finding }) => el("li", {}, findingLine(conversation, finding, true)))) : el("p", { class: "empty" }, W().noFindings));
}

function findingLine(conversation, finding, withClause) {
  const clause = clauseOf[finding.clause], quote = quoteOf(finding);
  return link(toConversation(conversation.id, finding.id), { class: "line" },
    el("span", { class: "what" }, mark(finding.outcome), withClause ? el("b", {}, `${clause.id} ${say(clause.title)}`) : el("b", {}, conversation.id), withClause ? tagOf(clause.severity) : null, signOfWhom(finding, clause)),
    quote ? el("q", {}, quote) : null,
    el("span", { class: "note" }, reasonOf(finding)),
    el("span", { class: "note" }, [withClause ? conversation.id : when(conversation.started), agentOf(conversation, finding), finding.at === undefined ? "" : clock(finding.at), finding.points ? W().points(n2(finding.points)) : ""].filter(Boolean).join(" · ")));
}

function sections() {
  const list = Object.entries(data.sections).map(([id, title]) => {
    const counts = data.clauses.filter((clause) => clause.section === id).reduce((total, clause) => total.map((value, index) => value + clause.counts[index]), [0, 0, 0, 0]);
    return { id, title, counts };
  }).filter((section) => section.counts.some(Boolean));
  const idleShare = (counts) => counts[3] / Math.max(1, counts.reduce((total, value) => total + value, 0));
  const idle = (counts) => el("span", { class: "idling" }, el("span", { class: "stack" }, el("i", { class: "swatch not_applicable", style: { width: `${idleShare(counts) * 100}%` } })), n0(counts[3]));
  const heads = [{ text: W().section }, { text: "", grow: true }, { text: W().kept, number: true, wide: true }, { text: W().broken, number: true }, { text: W().unknown, number: true, wide: true }, { text: W().not_applicable, number: true, wide: true }, { text: W().share, number: true }];
  return card(W().sections, W().sectionNote, legend(["kept", "broken", "unknown", "not_applicable"]),
    table("sections", heads, list, ({ id, title, counts }) => [link("#clauses", { class: "clause", on: { click: () => { state.clauseSection = id; } } }, el("b", {}, id), " ", say(title)), stacked(counts), n0(counts[0]), n0(counts[1]), n0(counts[2]), idle(counts), percent(counts[0] + counts[1] ? counts[1] / (counts[0] + counts[1]) : null)]));
}

function side(title, list, name) {
  const agents = name === "agents", known = (key) => key === "" || key === "–" ? W().unknownGroup : key;
  const low = Math.max(0, Math.min(90, Math.floor(Math.min(100, ...list.map((row) => row.interval ? row.interval[0] : row.average === null ? 100 : row.average)) / 10) * 10));
  const order = state.order[name] || { key: "average", way: 1 };
  const values = (row) => ({ key: `${row.key} ${row.name}`, group: row.group, average: row.average, conversations: row.conversations, findings: row.conversations ? row.findings / row.conversations : null });
  const sorted = list.slice().sort((a, b) => compare(values(a)[order.key], values(b)[order.key]) * order.way);
  const most = agents ? 14 : 10, shown = state.everyone ? sorted : sorted.slice(0, most);
  const heads = [{ text: agents ? W().agent : W().group, key: "key" }, ...(agents ? [{ text: W().group, key: "group", wide: true }] : []), { text: el("span", { class: "scale" }, el("span", {}, low), el("span", {}, 100)), grow: true }, { text: W().average, key: "average", number: true, way: 1 }, { text: "95%", number: true, wide: true }, { text: W().count, key: "conversations", number: true }, { text: W().perHundred, key: "findings", number: true, wide: true }];
  const body = table(name, heads, shown, (row) => {
    const ends = row.interval ? `${n1(row.interval[0])}–${n1(row.interval[1])}` : row.scored < 5 ? W().few : W().same;
    const label = agents ? link("#conversations", { class: "clause", on: { click: () => { Object.assign(state.filter, { text: "", clause: "", outcome: "", group: "", agent: row.key }); } } }, el("b", {}, known(row.key)), row.name ? ` ${row.name}` : "") : link("#conversations", { class: "clause", on: { click: () => { Object.assign(state.filter, { text: "", clause: "", outcome: "", agent: "", group: row.key }); } } }, known(row.key));
    return [label, ...(agents ? [known(row.group)] : []), range(row.average, row.interval, low, 100, "good", `${known(row.key)} ${row.name || ""} ${W().average} ${n1(row.average)} (${ends}), ${W().read} ${n0(row.conversations)}`), n1(row.average), el("span", { class: row.interval ? "" : "faint" }, ends), n0(row.conversations), row.conversations ? n0(Math.round(row.findings / row.conversations * 100)) : "–"];
  }, values, order);
  return card(title, agents ? W().peopleNote : null, body, list.length > most ? button(state.everyone ? W().showLess : W().showAll(list.length), () => { state.everyone = !state.everyone; redraw(`all-${name}`); }, { class: "quiet", id: `all-${name}` }) : null);
}

function doubts() {
  const list = data.clauses.filter((clause) => clause.counts[2]).sort((a, b) => b.counts[2] - a.counts[2]);
  if (!list.length) return card(W().doubts, null, el("p", { class: "empty" }, W().noDoubts));
  const causes = {};
  data.conversations.forEach((conversation) => findingsOf(conversation, "unknown").forEach((finding) => { const own = causes[finding.clause] = causes[finding.clause] || {}; own[reasonOf(finding)] = (own[reasonOf(finding)] || 0) + 1; }));
  const lines = list.slice(0, 6).map((clause) => el("li", {}, el("span", { class: "row" }, el("span", {}, mark("unknown"), " ", clauseName(clause)), el("b", { class: "n" }, n0(clause.counts[2]))),
    Object.entries(causes[clause.id] || {}).sort((a, b) => b[1] - a[1]).slice(0, 2).map(([reason]) => el("p", { class: "note" }, reason))));
  return card(W().doubts, W().doubtsNote, el("ul", { class: "plain" }, lines), list.length > 6 ? link("#clauses", { class: "quiet", on: { click: () => { state.order.clauses = { key: "unknown", way: -1 }; state.onlyBroken = false; state.clauseSection = ""; } } }, W().showAll(list.length)) : null);
}
