// The embedded conversations, filtered by words, clause, outcome, agent and group.
const lengthOf = (conversation) => Math.max(0, ...conversation.turns.map((turn) => turn.end || 0), ...conversation.events.map((event) => event.at || 0));

function matching() {
  const { text, clause, outcome, agent, group } = state.filter, wanted = text.trim().toLowerCase();
  return data.conversations.filter((conversation) => {
    const attributes = conversation.attributes || {};
    if (agent && String(attributes.agent_number || attributes.agent_name || "–") !== agent) return false;
    if (group && String(attributes.agent_group || "–") !== group) return false;
    if (outcome === "not_applicable") { if (!clause ? !(conversation.idle || []).length : !(conversation.idle || []).includes(clause)) return false; }
    else if ((clause || outcome) && !conversation.findings.some((finding) => (!clause || finding.clause === clause) && (outcome ? finding.outcome === outcome : finding.outcome !== "kept"))) return false;
    if (!wanted) return true;
    return conversation.id.toLowerCase().includes(wanted) || conversation.turns.some((turn) => turn.text.toLowerCase().includes(wanted));
  });
}

function snippet(conversation) {
  const wanted = state.filter.text.trim().toLowerCase();
  if (!wanted) return null;
  const turn = conversation.turns.find((candidate) => candidate.text.toLowerCase().includes(wanted));
  if (!turn) return null;
  const at = turn.text.toLowerCase().indexOf(wanted), from = Math.max(0, at - 18);
  return el("span", { class: "snippet" }, from ? "…" : "", turn.text.slice(from, at), el("mark", {}, turn.text.slice(at, at + wanted.length)), turn.text.slice(at + wanted.length, at + wanted.length + 24));
}

function listPage() {
  const results = el("div", {}), told = el("p", { class: "note", role: "status" });
  const show = () => {
    const found = matching();
    told.textContent = W().matches(found.length, data.conversations.length);
    results.replaceChildren(found.length ? listTable(found.slice(0, state.shown)) : el("p", { class: "empty" }, W().nothing),
      found.length > state.shown ? button(W().more(Math.min(100, found.length - state.shown)), () => { state.shown += 100; show(); }, { class: "quiet" }) : "");
  };
  const choose = (key, label, pairs) => el("select", { "aria-label": label, id: `filter-${key}`, on: { change: (event) => { state.filter[key] = event.target.value; state.shown = 100; show(); } } },
    el("option", { value: "" }, `${label}: ${W().all}`), pairs.map(([value, name]) => el("option", { value, selected: state.filter[key] === value }, name)));
  const distinct = (pick) => [...new Set(data.conversations.map((conversation) => String(pick(conversation.attributes || {}) || "–")))].sort(compare);
  const names = Object.fromEntries(data.agents.map((row) => [row.key, row.name]));
  const search = el("input", { type: "search", id: "filter-text", placeholder: W().search, "aria-label": W().search, on: { input: (event) => { state.filter.text = event.target.value; state.shown = 100; show(); } } });
  search.value = state.filter.text;
  const filters = el("div", { class: "filters", role: "search", "aria-label": W().filter }, search,
    choose("clause", W().clause, data.clauses.filter((clause) => clause.counts[1] || clause.counts[2]).map((clause) => [clause.id, `${clause.id} ${say(clause.title)}`])),
    choose("outcome", W().outcome, VERDICTS.map((verdict) => [verdict, W()[verdict]])),
    choose("agent", W().agent, distinct((attributes) => attributes.agent_number || attributes.agent_name).map((key) => [key, [key === "–" ? W().unknownGroup : key, names[key] !== key ? names[key] : ""].filter(Boolean).join(" ")])),
    choose("group", W().group, distinct((attributes) => attributes.agent_group).map((key) => [key, key === "–" ? W().unknownGroup : key])),
    button(W().clear, () => { Object.assign(state.filter, { text: "", clause: "", outcome: "", agent: "", group: "" }); redraw("filter-text"); }, { class: "quiet" }));
  show();
  return [el("section", { class: "card" }, el("header", {}, el("h1", { tabindex: -1 }, W().conversations), el("p", { class: "note" }, W().left(data.conversations.length, data.counts.conversations))), filters, told, results)];
}

function listTable(found) {
  const heads = [{ text: W().score, key: "score", number: true, way: 1 }, { text: W().id, key: "id" }, { text: W().started, key: "started", wide: true }, { text: W().agent, key: "agent", wide: true }, { text: W().group, key: "group", wide: true }, { text: W().length, key: "length", number: true, wide: true }, { text: W().findings, key: "findings", grow: true, way: -1 }];
  const values = (conversation) => ({ score: conversation.score, id: conversation.id, started: conversation.started, agent: agentOf(conversation), group: conversation.attributes.agent_group || "", length: lengthOf(conversation), findings: findingsOf(conversation, "broken").length });
  return table("list", heads, found, (conversation) => {
    const chips = (outcome) => [...new Set(findingsOf(conversation, outcome).map((finding) => finding.clause))].sort((a, b) => SEVERITIES.indexOf(clauseOf[a].severity) - SEVERITIES.indexOf(clauseOf[b].severity))
      .map((id) => explain(el("span", { class: `chip ${outcome} ${clauseOf[id].severity}` }, mark(outcome), id), () => [`${id} ${say(clauseOf[id].title)}`, `${W()[outcome]} · ${W()[clauseOf[id].severity]}`]));
    const broken = chips("broken"), unknown = chips("unknown");
    return [scoreOf(conversation.score), [link(toConversation(conversation.id), { class: "clause" }, el("b", {}, conversation.id)), el("span", { class: "narrow note" }, `${when(conversation.started)} ${agentOf(conversation)}`), snippet(conversation)], when(conversation.started), agentOf(conversation) || "–", conversation.attributes.agent_group || "–", clock(lengthOf(conversation)), el("span", { class: "chips" }, broken.slice(0, 9), broken.length > 9 ? `+${broken.length - 9}` : "", unknown.slice(0, 3), unknown.length > 3 ? `+${unknown.length - 3}` : "")];
  }, values);
}
const scoreOf = (score) => el("span", { class: `score ${score === null ? "none" : score < 60 ? "low" : score < 80 ? "middle" : "high"}` }, score === null ? W().noScore : n1(score));
