"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  let language = data.language === "en" ? "en" : "zh";
  let open = null;
  const filter = { text: "", clause: "", verdict: "", agent: "" };
  const WORDS = {
    zh: { title: "质检报告", other: "English", conversations: "会话", findings: "问题", average: "平均分", agents: "坐席", refused: "拒收", warnings: "提醒",
      scores: "得分分布", sections: "各章节结果", worst: "问题最多的条款", trend: "每日走势", people: "坐席对比", groups: "班组对比", read: "会话明细",
      kept: "符合", broken: "违反", unknown: "无法判断", not_applicable: "不适用", clause: "条款", times: "违反", share: "违反率", name: "名称", group: "班组",
      margin: "95% 区间", source: "来源", parameters: "参数", back: "返回列表", search: "搜索内容或编号", all: "全部", score: "得分", started: "开始", agent: "坐席", customer: "客户",
      left: (n, m) => `报告内含 ${n} 次会话（得分最低的与随机抽取的），共 ${m} 次；另有 ${m - n} 次未放入，见 results.jsonl。`, none: "没有符合条件的会话", timeline: "通话经过", transcript: "对话", judged: "判定",
      ring: "铃", hold: "保持", mute: "静音", transfer: "转接", end: "挂机", silence: "静默", few: "不足 5 次", unset: "未设置", digest: "标准摘要", inputs: "输入", severity: { advice: "提示", minor: "一般", major: "严重", fatal: "致命" }, cure: "无法判断最多的条款", showKept: "显示符合项" },
    en: { title: "Inspection report", other: "中文", conversations: "conversations", findings: "findings", average: "average score", agents: "agents", refused: "refused", warnings: "warnings",
      scores: "Distribution of scores", sections: "Outcomes per section", worst: "Clauses broken most", trend: "By day", people: "Agents side by side", groups: "Groups side by side", read: "Conversations",
      kept: "kept", broken: "broken", unknown: "unknown", not_applicable: "not applicable", clause: "clause", times: "broken", share: "share", name: "name", group: "group",
      margin: "95 % interval", source: "source", parameters: "parameters", back: "back to the list", search: "search text or id", all: "all", score: "score", started: "started", agent: "agent", customer: "customer",
      left: (n, m) => `${n} of ${m} conversations are embedded (the lowest scores and a sample); ${m - n} are left out, see results.jsonl.`, none: "no conversation matches", timeline: "Course of the call", transcript: "Transcript", judged: "Outcomes",
      ring: "ring", hold: "hold", mute: "mute", transfer: "transfer", end: "hang-up", silence: "silence", few: "under 5", unset: "unset", digest: "digest", inputs: "inputs", severity: { advice: "advice", minor: "minor", major: "major", fatal: "fatal" }, cure: "Clauses that could not be judged", showKept: "show kept" },
  };
  const clauses = Object.fromEntries(data.clauses.map((c) => [c.id, c]));
  const t = (key) => WORDS[language][key];
  const el = (tag, attributes, ...children) => {
    const node = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (key === "onclick") { node.addEventListener("click", value); } else if (value !== null && value !== undefined) { node.setAttribute(key, value); }
    }
    for (const child of children.flat()) { if (child !== null && child !== undefined) node.append(child); }
    return node;
  };
  const shape = (tag, attributes, text) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    if (text !== undefined) node.textContent = text;
    return node;
  };
  const press = (node, action) => { node.tabIndex = 0; node.setAttribute("role", "button"); node.addEventListener("click", action); node.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); action(); } }); return node; };
  const percent = (part, whole) => (whole ? `${(100 * part / whole).toFixed(part && part < whole * 0.1 ? 1 : 0)} %` : "–");
  const number = (value) => (value === null || value === undefined ? "–" : Number(value).toFixed(1));
  const card = (title, ...children) => el("section", { class: "card" }, el("h2", {}, title), ...children);

  function bar(counts) {
    const shown = counts.slice(0, 3), sum = shown.reduce((a, b) => a + b, 0);
    const node = el("div", { class: "bar", role: "img", "aria-label": `${t("kept")} ${counts[0]}, ${t("broken")} ${counts[1]}, ${t("unknown")} ${counts[2]}` });
    shown.forEach((n, i) => { if (n) node.append(el("i", { class: "kbu"[i], style: `width:${100 * n / sum}%`, title: `${t(["kept", "broken", "unknown"][i])} ${n}` })); });
    return node;
  }
  function legend() {
    return el("div", { class: "legend" }, ["kept", "broken", "unknown"].map((name, i) => el("span", {}, el("i", { class: "kbu"[i] }), t(name))));
  }
  function table(titles, rows) {
    return el("div", { class: "scroll" }, el("table", {}, el("thead", {}, el("tr", {}, titles.map(([text, style]) => el("th", { class: style, scope: "col" }, text)))), el("tbody", {}, rows)));
  }
  function figures() {
    const c = data.counts;
    const list = [["conversations", c.conversations], ["average", number(data.average)], ["findings", c.findings], ["agents", c.agents], ["refused", c.refused], ["warnings", c.warnings]];
    return el("div", { class: "figures" }, list.map(([name, value]) => el("div", { class: "figure" }, el("b", {}, String(value)), el("span", {}, t(name)))));
  }
  function scores() {
    const width = 520, height = 190, most = Math.max(1, ...data.bins), step = (width - 30) / data.bins.length;
    const svg = shape("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": t("scores") });
    data.bins.forEach((n, i) => {
      const h = n / most * (height - 50), x = 15 + i * step;
      svg.append(shape("rect", { x: x + 3, y: height - 25 - h, width: step - 6, height: Math.max(h, n ? 2 : 0), rx: 2, fill: i < 6 ? "#c0392b" : i < 8 ? "#d08a2e" : "#2f6fb5" }));
      svg.append(shape("text", { x: x + step / 2, y: height - 10, "text-anchor": "middle" }, i === 9 ? "90–100" : `${i * 10}–`));
      if (n) svg.append(shape("text", { x: x + step / 2, y: height - 30 - h, "text-anchor": "middle" }, String(n)));
    });
    return card(t("scores"), svg);
  }
  function trend() {
    const days = data.days.filter((d) => d[4] !== null), width = 520, height = 190;
    const svg = shape("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": t("trend") });
    const low = Math.max(0, Math.floor(Math.min(100, ...days.map((d) => d[4] - (d[5] || 0))) / 10) * 10);
    const x = (i) => 36 + (days.length < 2 ? 0.5 : i / (days.length - 1)) * (width - 56), y = (v) => 12 + (100 - v) / (100 - low || 1) * (height - 46);
    for (let v = low; v <= 100; v += (100 - low) > 50 ? 20 : 10) { svg.append(shape("line", { x1: 32, x2: width - 14, y1: y(v), y2: y(v), stroke: "#e3e8ee" })); svg.append(shape("text", { x: 28, y: y(v) + 4, "text-anchor": "end" }, String(v))); }
    days.forEach((d, i) => { if (d[5] !== null) svg.append(shape("line", { x1: x(i), x2: x(i), y1: y(Math.min(100, d[4] + d[5])), y2: y(Math.max(low, d[4] - d[5])), stroke: "#b9cbe0", "stroke-width": 3 })); });
    svg.append(shape("polyline", { points: days.map((d, i) => `${x(i)},${y(d[4])}`).join(" "), fill: "none", stroke: "#1f5fa8", "stroke-width": 2 }));
    const every = Math.ceil(days.length / 8);
    days.forEach((d, i) => { const dot = shape("circle", { cx: x(i), cy: y(d[4]), r: 3.5, fill: "#1f5fa8" }); dot.append(shape("title", {}, `${d[0]}  ${d[4]}  (${d[3]})`)); svg.append(dot); if (i % every === 0) svg.append(shape("text", { x: x(i), y: height - 12, "text-anchor": "middle" }, d[0].slice(5))); });
    return card(t("trend"), svg);
  }
  function sections() {
    const rows = Object.entries(data.sections).map(([id, title]) => {
      const sum = [0, 0, 0, 0];
      data.clauses.filter((c) => c.section === id).forEach((c) => c.counts.forEach((n, i) => { sum[i] += n; }));
      return el("tr", {}, el("td", {}, `${id} ${title[language]}`), el("td", { style: "width:45%" }, bar(sum)), el("td", { class: "n" }, percent(sum[1], sum[0] + sum[1])));
    });
    return card(t("sections"), legend(), table([[""], [""], [t("share"), "n"]], rows));
  }
  function worst() {
    const list = data.clauses.filter((c) => c.counts[1]).sort((a, b) => b.counts[1] - a.counts[1]).slice(0, 14);
    const rows = list.map((c) => press(el("tr", { class: "pick" }, el("td", {}, el("b", {}, c.id), ` ${c.title[language]} `, el("span", { class: `tag ${c.severity}` }, t("severity")[c.severity])), el("td", { class: "wide", style: "width:24%" }, bar(c.counts)), el("td", { class: "n" }, String(c.counts[1])), el("td", { class: "n" }, percent(c.counts[1], c.counts[0] + c.counts[1]))), () => { filter.clause = c.id; filter.verdict = "broken"; open = null; draw(); document.getElementById("read").scrollIntoView(); }));
    return card(t("worst"), table([[t("clause")], ["", "wide"], [t("times"), "n"], [t("share"), "n"]], rows));
  }
  function cure() {
    const list = data.clauses.filter((c) => c.counts[2]).sort((a, b) => b.counts[2] - a.counts[2]).slice(0, 8);
    if (!list.length) return null;
    return card(t("cure"), table([[t("clause")], [t("unknown"), "n"], [t("conversations"), "n"]], list.map((c) => el("tr", {}, el("td", {}, el("b", {}, c.id), ` ${c.title[language]}`), el("td", { class: "n" }, String(c.counts[2])), el("td", { class: "n" }, String(c.counts.reduce((a, b) => a + b, 0)))))));
  }
  function people(title, list, named) {
    const rows = list.slice().sort((a, b) => (a[4] ?? 101) - (b[4] ?? 101)).map((d) => {
      const low = d[4] === null ? 0 : d[4];
      const cells = [el("td", {}, named ? `${d[0]} ${d[1]}` : d[0])];
      if (named) cells.push(el("td", { class: "wide" }, d[2]));
      cells.push(el("td", { class: "wide", style: "width:22%" }, el("div", { class: "bar" }, el("i", { style: `width:${low}%;background:#7fa6d1` }))), el("td", { class: "n" }, number(d[4])), el("td", { class: "n" }, d[5] === null ? t("few") : `± ${d[5].toFixed(1)}`), el("td", { class: "n" }, String(d[3])), el("td", { class: "n" }, String(d[6])));
      return el("tr", {}, cells);
    });
    const heads = [[named ? t("agents") : t("group")]];
    if (named) heads.push([t("group"), "wide"]);
    heads.push(["", "wide"], [t("average"), "n"], [t("margin"), "n"], [t("conversations"), "n"], [t("findings"), "n"]);
    return card(title, el("div", { class: "tall" }, table(heads, rows)));
  }
  function matches(c) {
    if (filter.agent && String(c.attributes.agent_number || "") !== filter.agent) return false;
    if (filter.clause || filter.verdict) { if (!c.outcomes.some((o) => (!filter.clause || o[1] === filter.clause) && (!filter.verdict || o[2] === filter.verdict))) return false; }
    if (!filter.text) return true;
    return c.id.includes(filter.text) || c.turns.some((turn) => turn.text.includes(filter.text));
  }
  function list() {
    const box = el("section", { class: "card", id: "read" }, el("h2", {}, t("read")));
    const find = el("input", { type: "search", placeholder: t("search"), value: filter.text, "aria-label": t("search") });
    const choose = (key, pairs, label) => { const select = el("select", { "aria-label": label }, el("option", { value: "" }, `${label}: ${t("all")}`), pairs.map(([value, text]) => { const option = el("option", { value }, text); if (filter[key] === value) option.selected = true; return option; })); select.addEventListener("change", () => { filter[key] = select.value; fill(); }); return select; };
    find.addEventListener("input", () => { filter.text = find.value; fill(); });
    const agents = [...new Set(data.conversations.map((c) => String(c.attributes.agent_number || "")))].filter(Boolean).sort();
    box.append(el("div", { class: "filters" }, find, choose("clause", data.clauses.filter((c) => c.counts[1] || c.counts[2]).map((c) => [c.id, `${c.id} ${c.title[language]}`]), t("clause")), choose("verdict", ["broken", "unknown", "kept"].map((v) => [v, t(v)]), t("judged")), choose("agent", agents.map((a) => [a, a]), t("agent"))));
    const body = el("div", { class: "tall" }); box.append(body);
    box.append(el("p", { class: "note" }, t("left")(data.conversations.length, data.counts.conversations)));
    function fill() {
      const rows = data.conversations.filter(matches).map((c) => {
        const broken = [...new Set(c.outcomes.filter((o) => o[2] === "broken").map((o) => o[1]))];
        return press(el("tr", { class: "pick" }, el("td", {}, c.id), el("td", { class: "wide" }, c.started.slice(0, 16).replace("T", " ")), el("td", { class: "wide" }, `${c.attributes.agent_number || ""} ${c.attributes.agent_name || ""}`), el("td", {}, broken.slice(0, 6).map((id) => el("span", { class: "tag broken", style: "margin-right:4px", title: clauses[id] ? clauses[id].title[language] : "" }, id))), el("td", { class: "n" }, number(c.score))), () => { open = c; draw(); window.scrollTo(0, 0); });
      });
      body.replaceChildren(rows.length ? table([["ID"], [t("started"), "wide"], [t("agent"), "wide"], [t("broken")], [t("score"), "n"]], rows) : el("p", { class: "empty" }, t("none")));
    }
    fill();
    return box;
  }
  const COLOURS = { kept: "#2e7d5b", broken: "#c0392b", unknown: "#b8901c" };
  function pin(verdict, x, y) {
    if (verdict === "broken") return shape("path", { d: `M${x},${y} l6,10 h-12 z`, fill: COLOURS.broken });
    if (verdict === "unknown") return shape("path", { d: `M${x},${y} l6,5 l-6,5 l-6,-5 z`, fill: COLOURS.unknown });
    return shape("circle", { cx: x, cy: y + 5, r: 4.5, fill: COLOURS.kept });
  }
  function timeline(c, light) {
    const times = [...c.turns.flatMap((turn) => [turn.end || 0]), ...c.events.flatMap((e) => [e.at || 0])];
    const last = Math.max(10, ...times), width = 1100, x = (s) => 70 + s / last * (width - 100);
    const pins = c.outcomes.filter((o) => o[3] !== null && (o[2] !== "kept" || showKept)).sort((a, b) => a[3] - b[3]);
    const lanes = []; const placed = pins.map((o) => { const at = x(o[3]); let lane = lanes.findIndex((end) => end < at - 34); if (lane < 0) { lane = lanes.length; lanes.push(0); } lanes[lane] = at; return [o, at, lane]; });
    const top = 112, height = top + Math.max(1, lanes.length) * 24 + 14;
    const svg = shape("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": t("timeline") });
    const tick = last > 600 ? 120 : last > 240 ? 60 : last > 90 ? 20 : 10;
    for (let s = 0; s <= last; s += tick) { svg.append(shape("line", { x1: x(s), x2: x(s), y1: 18, y2: 100, stroke: "#e6eaef" })); svg.append(shape("text", { x: x(s), y: 12, "text-anchor": "middle" }, `${s} s`)); }
    svg.append(shape("text", { x: 64, y: 42, "text-anchor": "end" }, t("agent"))); svg.append(shape("text", { x: 64, y: 66, "text-anchor": "end" }, t("customer")));
    const spans = (start, stop, colour, label) => { let since = null; c.events.forEach((e) => { if (e.type === start) since = e.at; else if (e.type === stop && since !== null) { area(since, e.at); since = null; } }); if (since !== null) area(since, last); function area(a, b) { const box = shape("rect", { x: x(a), y: 22, width: Math.max(2, x(b) - x(a)), height: 54, fill: colour, opacity: 0.5 }); box.append(shape("title", {}, `${label} ${(b - a).toFixed(1)} s`)); svg.append(box); svg.append(shape("text", { x: x(a) + 3, y: 90 }, `${label} ${(b - a).toFixed(0)} s`)); } };
    spans("held", "resumed", "#f3d9a4", t("hold")); spans("muted", "unmuted", "#e3dccb", t("mute"));
    const spoken = c.turns.filter((turn) => turn.start !== undefined && turn.end !== undefined && turn.start !== null).sort((a, b) => a.start - b.start);
    let until = null;
    spoken.forEach((turn) => { if (until !== null && turn.start - until >= 3) gap(until, turn.start); until = Math.max(until ?? 0, turn.end); });
    const hang = c.events.find((e) => ["hung_up", "dropped", "closed"].includes(e.type));
    if (hang && until !== null && hang.at - until >= 2.5) gap(until, hang.at);
    function gap(a, b) { svg.append(shape("line", { x1: x(a), x2: x(b), y1: 50, y2: 50, stroke: "#8a97a6", "stroke-dasharray": "3 3" })); svg.append(shape("text", { x: (x(a) + x(b)) / 2, y: 54, "text-anchor": "middle" }, `${(b - a).toFixed(1)} s`)); }
    c.turns.forEach((turn, i) => { if (turn.start === undefined || turn.start === null) return; const y = turn.party === "customer" ? 56 : 30; const box = shape("rect", { x: x(turn.start), y, width: Math.max(2, x(turn.end) - x(turn.start)), height: 15, rx: 3, fill: turn.party === "customer" ? "#7a5ea8" : turn.party === "agent" ? "#2f6fb5" : "#8a97a6", class: "pin" }); box.append(shape("title", {}, turn.text)); box.addEventListener("click", () => light(i)); svg.append(box); });
    c.events.forEach((e) => {
      if (e.at === undefined || e.at === null) return;
      if (e.type === "rang") svg.append(shape("circle", { cx: x(e.at), cy: 50, r: 4, fill: "none", stroke: "#8a97a6", "stroke-width": 2 }));
      const words = { hung_up: `${t("end")}${e.party ? " · " + (t(e.party) || e.party) : ""}`, dropped: "✕", transferred: t("transfer"), answered: "☎", closed: t("end"), joined: "+" };
      if (words[e.type]) { svg.append(shape("line", { x1: x(e.at), x2: x(e.at), y1: 20, y2: 80, stroke: "#1d2733", "stroke-width": 1.5 })); svg.append(shape("text", { x: Math.min(x(e.at), width - 34), y: 102, "text-anchor": "middle" }, words[e.type])); }
    });
    placed.forEach(([o, at, lane]) => { const y = top + lane * 24; const group = shape("g", { class: "pin", tabindex: 0, role: "button", "aria-label": `${o[1]} ${t(o[2])}` }); group.append(shape("line", { x1: at, x2: at, y1: 80, y2: y, stroke: "#c9d2dc" }), pin(o[2], at, y)); group.append(shape("text", { x: at + 8, y: y + 10 }, o[1])); group.append(shape("title", {}, `${o[1]} ${clauses[o[1]].title[language]}: ${o[4]}`)); const go = () => light(firstTurn(o), o[0]); group.addEventListener("click", go); group.addEventListener("keydown", (event) => { if (event.key === "Enter") go(); }); svg.append(group); });
    return el("div", { class: "path" }, svg);
  }
  const firstTurn = (o) => { const found = o[5].filter((e) => e[0] !== undefined && e[0] !== null); return found.length ? found[found.length - 1][0] : null; };
  let showKept = false;
  function marked(text, quotes) {
    const whole = quotes.filter(([quote]) => quote && quote.length < text.length).sort((a, b) => b[0].length - a[0].length)[0];
    if (!whole) return quotes.length ? [el("mark", { class: quotes.some((q) => q[1] === "broken") ? "broken" : null }, text)] : [text];
    const at = text.indexOf(whole[0]);
    return at < 0 ? [text] : [text.slice(0, at), el("mark", { class: whole[1] === "broken" ? "broken" : null }, whole[0]), text.slice(at + whole[0].length)];
  }
  function detail(c) {
    const shown = c.outcomes.filter((o) => showKept || o[2] !== "kept").sort((a, b) => "buk".indexOf(a[2][0]) - "buk".indexOf(b[2][0]) || (a[3] ?? 0) - (b[3] ?? 0));
    const light = (turn, outcome) => { document.querySelectorAll(".lit").forEach((node) => node.classList.remove("lit")); const node = turn === null ? null : document.getElementById(`turn-${turn}`); if (node) { node.classList.add("lit"); node.scrollIntoView({ block: "center" }); } if (outcome) { const box = document.getElementById(`outcome-${outcome}`); if (box) { box.querySelector(".text").hidden = false; if (!node) box.scrollIntoView({ block: "center" }); } } };
    const talk = c.turns.map((turn, i) => { const quotes = c.outcomes.filter((o) => o[2] === "broken" || o[2] === "unknown").flatMap((o) => o[5].filter((e) => e[0] === i).map((e) => [e[2], o[2]])); return el("div", { class: `turn ${turn.party === "customer" ? "customer" : turn.party === "agent" ? "" : "other"} ${turn.confidence !== undefined && turn.confidence < 0.5 ? "doubt" : ""}`, id: `turn-${i}` }, el("time", {}, turn.start === undefined ? "" : Number(turn.start).toFixed(1)), el("div", { class: "say" }, el("small", {}, (t(turn.party) || turn.party) + (turn.agent ? ` ${turn.agent}` : "") + (turn.confidence !== undefined && turn.confidence < 0.5 ? ` · ${turn.confidence}` : "")), marked(turn.text || "〔…〕", quotes))); });
    const outcomes = shown.map((o) => { const clause = clauses[o[1]]; const text = el("p", { class: "text", hidden: "" }, `${clause.text[language]} ${t("source")}: ${clause.source.join("; ")}`, clause.parameters.map((p) => el("span", {}, ` · ${p[1][language] || p[0]}: ${p[2] === "None" ? t("unset") : p[2]} ${p[3]}`))); return press(el("div", { class: `finding ${o[2]}`, id: `outcome-${o[0]}` }, el("h3", {}, `${o[1]} ${clause.title[language]} `, el("span", { class: `tag ${o[2]}` }, t(o[2])), " ", el("span", { class: `tag ${clause.severity}` }, t("severity")[clause.severity])), el("p", {}, o[3] === null ? "" : `${Number(o[3]).toFixed(1)} s · `, o[4]), text), () => { text.hidden = !text.hidden; light(firstTurn(o), null); }); });
    const toggle = el("button", { type: "button", class: "noprint" }, t("showKept")); toggle.setAttribute("aria-pressed", String(showKept)); toggle.addEventListener("click", () => { showKept = !showKept; draw(); });
    return el("section", { class: "card" }, el("div", { class: "filters" }, el("button", { type: "button", onclick: () => { open = null; draw(); document.getElementById("read").scrollIntoView(); } }, `← ${t("back")}`), toggle), el("h2", {}, `${c.id} · ${t("score")} ${number(c.score)}`), el("p", { class: "note" }, [c.started.replace("T", " "), c.attributes.agent_number, c.attributes.agent_name, c.attributes.agent_group, c.attributes.queue].filter(Boolean).join(" · ")), timeline(c, light), el("div", { class: "talk" }, el("div", {}, el("h3", {}, t("transcript")), talk), el("div", {}, el("h3", {}, t("judged")), outcomes.length ? outcomes : el("p", { class: "empty" }, "–"))));
  }
  function draw() {
    document.documentElement.lang = language === "en" ? "en" : "zh-CN";
    document.title = `坐席 Zuoxi · ${t("title")}`;
    document.getElementById("title").textContent = `坐席 Zuoxi · ${t("title")}`;
    document.getElementById("standard").textContent = `${data.standard.name[language]} ${data.standard.version}${data.standard.profile ? " · " + data.standard.profile : ""}`;
    document.getElementById("language").textContent = t("other");
    const main = document.getElementById("main");
    if (open) main.replaceChildren(detail(open));
    else main.replaceChildren(...[figures(), el("div", { class: "two" }, scores(), trend()), el("div", { class: "two" }, worst(), sections()), el("div", { class: "two" }, people(t("people"), data.agents, true), el("div", { style: "display:grid;gap:16px;align-content:start;min-width:0" }, [people(t("groups"), data.groups, false), cure()].filter(Boolean))), list()]);
    document.getElementById("foot").textContent = `${t("inputs")}: ${data.inputs.join(", ")} · ${t("digest")}: ${data.standard.digest}`;
  }
  document.getElementById("language").addEventListener("click", () => { language = language === "en" ? "zh" : "en"; draw(); });
  draw();
})();
