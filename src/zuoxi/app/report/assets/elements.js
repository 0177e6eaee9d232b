// Building blocks. Texts only ever become text nodes; styles go through the object model, so that the page's policy can
// forbid inline styles and foreign scripts.
const data = JSON.parse(document.getElementById("data").textContent);
const state = { language: data.language === "en" ? "en" : "zh", view: "overview", argument: "", finding: "", kept: false, zoom: 1, everyone: false, clauseSection: "", onlyBroken: false, filter: { text: "", clause: "", outcome: "", agent: "", group: "" }, shown: 100, order: {} };
const W = () => WORDS[state.language];
const say = (pair) => pair[state.language] || pair.zh || pair.en || "";
const clauseOf = Object.fromEntries(data.clauses.map((clause) => [clause.id, clause]));
// what waits for a person is no doubt of the machine's: it is counted and listed apart
data.clauses.filter((clause) => clause.checklist).forEach((clause) => { clause.waiting = clause.counts[2]; clause.counts = [clause.counts[0], clause.counts[1], 0, clause.counts[3]]; });
data.conversations.forEach((conversation) => {
  const waits = (finding) => clauseOf[finding.clause].checklist && finding.outcome === "unknown";
  conversation.waiting = conversation.findings.filter(waits);
  conversation.findings = conversation.findings.filter((finding) => !waits(finding));
});
const n0 = (value) => Number(value).toLocaleString("en-US");
const n1 = (value) => value === null || value === undefined ? "–" : Number(value).toFixed(1);
const n2 = (value) => String(Math.round(Number(value) * 100) / 100);
const percent = (value) => value === null || Number.isNaN(value) ? "–" : value > 0 && value < 0.001 ? "<0.1%" : `${(value * 100).toFixed(value < 0.0995 ? 1 : 0)}%`;
const SEVERITIES = ["fatal", "major", "minor", "advice"];
const VERDICTS = ["broken", "unknown", "kept", "not_applicable"];

function clock(seconds) {
  if (seconds === null || seconds === undefined) return "–";
  const tenths = Math.round(seconds * 10), rest = tenths % 600;
  return `${Math.floor(tenths / 600)}:${String(Math.floor(rest / 10)).padStart(2, "0")}.${rest % 10}`;
}
const when = (text) => text ? text.slice(0, 16).replace("T", " ") : "–";

function fill(node, properties, children) {
  for (const [name, value] of Object.entries(properties || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") for (const [event, action] of Object.entries(value)) node.addEventListener(event, action);
    else if (name === "style") for (const [key, entry] of Object.entries(value)) node.style.setProperty(key, entry);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(typeof child === "object" ? child : document.createTextNode(String(child)));
  }
  return node;
}
const el = (tag, properties, ...children) => fill(document.createElement(tag), properties, children);
const svg = (tag, properties, ...children) => fill(document.createElementNS("http://www.w3.org/2000/svg", tag), properties, children);
const button = (text, action, properties) => el("button", { type: "button", ...properties, on: { click: action } }, text);

// colour is never alone: each verdict has its own shape
function shapeOf(verdict, x, y, size) {
  const s = size || 6;
  if (verdict === "broken") return svg("path", { class: "shape broken", d: `M${x},${y - s} L${x + s},${y + s * 0.85} L${x - s},${y + s * 0.85} Z` });
  if (verdict === "unknown") return svg("path", { class: "shape unknown", d: `M${x},${y - s} L${x + s},${y} L${x},${y + s} L${x - s},${y} Z` });
  if (verdict === "kept") return svg("circle", { class: "shape kept", cx: x, cy: y, r: s * 0.82 });
  return svg("rect", { class: "shape not_applicable", x: x - s * 0.8, y: y - 1.5, width: s * 1.6, height: 3 });
}
const mark = (verdict) => svg("svg", { class: "mark", width: 14, height: 14, viewBox: "0 0 14 14", "aria-hidden": "true" }, shapeOf(verdict, 7, 7, 6));
// a model's verdict is told by a shape and by words: a square that thinks, and whose it is
const modelSign = (finding) => el("span", { class: "tag model", title: finding.advisory ? W().advisory : null }, svg("svg", { class: "mark", width: 12, height: 12, viewBox: "0 0 14 14", "aria-hidden": "true" }, svg("rect", { class: "chip-body", x: 3, y: 3, width: 8, height: 8, rx: 1.5 }), svg("path", { class: "chip-legs", d: "M5,0 V3 M9,0 V3 M5,11 V14 M9,11 V14 M0,5 H3 M0,9 H3 M11,5 H14 M11,9 H14" })), ` ${W().byModel}`, finding.judged && finding.judged.model ? ` · ${finding.judged.model}` : "", finding.advisory ? ` · ${W().advisory}` : "");
const signOfWhom = (finding, clause) => finding.marks ? el("span", { class: "tag" }, W().byPerson) : finding.judged && finding.outcome !== "unknown" ? modelSign(finding) : signOf(clause);
const tagOf = (severity) => el("span", { class: `tag ${severity}` }, W()[severity]);

// one tooltip for the whole page, for mouse and for keyboard
const tip = el("div", { id: "tip", role: "tooltip", hidden: true });
function explain(node, lines) {
  const show = () => {
    const content = lines().filter(Boolean);
    if (!content.length) return;
    tip.replaceChildren(...content.map((line, index) => el("div", { class: index ? "" : "strong" }, line)));
    tip.hidden = false;
    const box = node.getBoundingClientRect(), own = tip.getBoundingClientRect();
    const left = Math.max(6, Math.min(document.documentElement.clientWidth - own.width - 6, box.left + box.width / 2 - own.width / 2));
    const above = box.top - own.height - 8;
    tip.style.left = `${left}px`;
    tip.style.top = `${above > 6 ? above : box.bottom + 8}px`;
  };
  const hide = () => { tip.hidden = true; };
  node.addEventListener("mouseenter", show);
  node.addEventListener("focus", show);
  node.addEventListener("mouseleave", hide);
  node.addEventListener("blur", hide);
  node.addEventListener("click", hide);
  return node;
}

const card = (title, note, ...content) => el("section", { class: "card" }, title ? el("header", {}, el("h2", {}, title), note ? el("p", { class: "note" }, note) : null) : null, content);
const legend = (verdicts) => el("p", { class: "legend" }, verdicts.map((verdict) => el("span", {}, el("i", { class: `swatch ${verdict}` }), W()[verdict])));
const link = (hash, properties, ...children) => el("a", { href: hash, ...properties }, ...children);
const toClause = (id) => `#clause=${encodeURIComponent(id)}`;
const toConversation = (id, finding) => `#conversation=${encodeURIComponent(id)}${finding ? `&finding=${encodeURIComponent(finding)}` : ""}`;

// rows: arrays of cells; heads: {text, key, number, wide}; key makes the column sortable by `values(row)[key]`
function table(name, heads, items, cellsOf, values, start) {
  const order = state.order[name] || start || null;
  const sorted = order && values ? items.slice().sort((a, b) => compare(values(a)[order.key], values(b)[order.key]) * order.way) : items;
  const head = el("tr", {}, heads.map((column) => {
    const chosen = order && column.key && order.key === column.key;
    const label = column.key ? button([column.text, el("span", { class: "way", "aria-hidden": "true" }, chosen ? (order.way > 0 ? " ↑" : " ↓") : "")], () => {
      state.order[name] = { key: column.key, way: chosen ? -order.way : column.way || (column.number ? -1 : 1) };
      redraw(`th-${name}-${column.key}`);
    }, { class: "sort", id: `th-${name}-${column.key}` }) : column.text;
    return el("th", { scope: "col", class: classes(column), "aria-sort": chosen ? (order.way > 0 ? "ascending" : "descending") : null }, label);
  }));
  const body = sorted.map((item) => el("tr", {}, cellsOf(item).map((cell, index) => el("td", { class: classes(heads[index]) }, cell))));
  return el("div", { class: "scroll" }, el("table", {}, el("thead", {}, head), el("tbody", {}, body)));
}
const classes = (column) => [column.number ? "n" : "", column.wide ? "wide" : "", column.grow ? "grow" : ""].join(" ").trim() || null;
function compare(a, b) {
  if (a === null || a === undefined) return b === null || b === undefined ? 0 : 1;
  if (b === null || b === undefined) return -1;
  return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "zh-Hans-CN", { numeric: true });
}
