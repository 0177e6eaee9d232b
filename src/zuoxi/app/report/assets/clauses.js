// All clauses with their figures, and one clause with its text, source, parameters and findings.
function clausesPage() {
  const list = data.clauses.filter((clause) => (!state.clauseSection || clause.section === state.clauseSection) && (!state.onlyBroken || clause.counts[1]));
  const high = Math.min(1, Math.max(0.1, ...list.map((clause) => brokenShare(clause) || 0)) * 1.25);
  const values = (clause) => ({ id: clause.id, severity: SEVERITIES.indexOf(clause.severity), share: brokenShare(clause), broken: clause.counts[1], judged: clause.counts[0] + clause.counts[1], unknown: clause.counts[2], idle: clause.counts[3] });
  const heads = [{ text: W().clause, key: "id" }, { text: W().severity, key: "severity", wide: true }, { text: el("span", { class: "scale" }, el("span", {}, "0%"), el("span", {}, percent(high))), grow: true, wide: true }, { text: W().share, key: "share", number: true }, { text: W().broken, key: "broken", number: true }, { text: W().judged, key: "judged", number: true, wide: true }, { text: W().unknown, key: "unknown", number: true, wide: true }, { text: W().not_applicable, key: "idle", number: true, wide: true }];
  const choice = el("select", { id: "section-choice", "aria-label": W().section, on: { change: (event) => { state.clauseSection = event.target.value; redraw("section-choice"); } } },
    el("option", { value: "" }, W().allSections), Object.entries(data.sections).map(([id, title]) => el("option", { value: id, selected: state.clauseSection === id }, `${id} ${say(title)}`)));
  const only = el("label", { class: "check" }, el("input", { type: "checkbox", id: "only-broken", checked: state.onlyBroken, on: { change: (event) => { state.onlyBroken = event.target.checked; redraw("only-broken"); } } }), W().onlyBroken);
  return [el("section", { class: "card" }, el("header", {}, el("h1", { tabindex: -1 }, W().clauses), el("p", { class: "note" }, W().worstNote)), el("div", { class: "filters" }, choice, only),
    table("clauses", heads, list, (clause) => [clauseName(clause), tagOf(clause.severity), shareCell(clause, high), percent(brokenShare(clause)), n0(clause.counts[1]), n0(clause.counts[0] + clause.counts[1]), n0(clause.counts[2]), n0(clause.counts[3])], values))];
}

function valueText(parameter) {
  const value = parameter.value;
  if (value === null || value === undefined) return W().unset;
  if (value === true) return W().yes;
  if (value === false) return W().no;
  if (Array.isArray(value)) return value.join(state.language === "en" ? ", " : "、");
  if (typeof value === "object") return Object.entries(value).map(([key, entry]) => `${key}: ${entry}`).join("; ");
  return `${value}${parameter.unit ? ` ${W().units[parameter.unit] || parameter.unit}` : ""}`;
}

function clauseBody(clause) {
  const part = (name, content) => el("div", {}, el("dt", {}, name), el("dd", {}, content));
  return el("dl", { class: "body" },
    part(W().text, say(clause.text)),
    clause.parameters.length ? part(`${W().parameters} (${W().parameterNote})`, el("ul", { class: "plain tight" }, clause.parameters.map((parameter) => el("li", {}, say(parameter.title), ": ", el("b", {}, valueText(parameter)), " ", el("code", {}, parameter.name))))) : null,
    clause.say.length ? part(W().say, el("ul", { class: "plain tight" }, clause.say.map((phrase) => el("li", {}, el("q", {}, say(phrase.text)), phrase.locked ? ` (${W().locked})` : "")))) : null,
    clause.source.length ? part(W().source, clause.source.join(state.language === "en" ? ", " : "、")) : null);
}

function clausePage(id) {
  const clause = clauseOf[id];
  if (!clause) return clausesPage();
  const found = data.conversations.flatMap((conversation) => findingsOf(conversation).filter((finding) => finding.clause === id && finding.outcome !== "kept").map((finding) => ({ conversation, finding })));
  found.sort((a, b) => VERDICTS.indexOf(a.finding.outcome) - VERDICTS.indexOf(b.finding.outcome) || (b.finding.points || 0) - (a.finding.points || 0));
  const ends = clause.interval, names = ["kept", "broken", "unknown", "not_applicable"];
  return [el("p", { class: "crumbs" }, link("#clauses", {}, `← ${W().clauses}`)),
    el("div", { class: "two uneven" },
      el("section", { class: "card" }, el("header", {}, el("h1", { tabindex: -1 }, `${clause.id} ${say(clause.title)}`), el("p", { class: "note" }, `${clause.section} ${say(data.sections[clause.section] || {})} · `, tagOf(clause.severity), ` ${W().weight} ${n2(clause.weight)}`)),
        clauseBody(clause),
        el("div", { class: "tallies" }, names.map((verdict, index) => el("span", {}, mark(verdict), ` ${W()[verdict]} `, el("b", {}, n0(clause.counts[index])))), clause.checklist ? el("span", {}, mark("unknown"), ` ${W().waiting} `, el("b", {}, n0(clause.waiting))) : null), stacked(clause.counts, true),
        el("p", { class: "note" }, `${W().share} ${percent(brokenShare(clause))}${ends ? ` · ${W().interval95(percent(ends[0]), percent(ends[1]))}` : ""}`),
        clause.judged && data.judge ? el("p", { class: "note" }, modelSign({ judged: { model: data.judge }, advisory: !data.judge_counts })) : null,
        clause.agreement ? el("p", { class: "note" }, signOf(clause), " ", agreementText(clause)) : null),
      card(W().foundIn(found.length), null, found.length ? el("ul", { class: "plain findings long" }, found.slice(0, 200).map(({ conversation, finding }) => el("li", {}, findingLine(conversation, finding, false)))) : el("p", { class: "empty" }, W().none)))];
}
