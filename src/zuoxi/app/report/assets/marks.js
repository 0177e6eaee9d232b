// A person's marks: given here, kept in this browser, exported as a file for `zuoxi audit --marks`.
const STORE = `zuoxi-marks-${data.standard.digest}`;
const given = (() => { try { return JSON.parse(localStorage.getItem(STORE) || "{}"); } catch { return {}; } })();
const inspector = { get name() { return given["@"] || ""; }, set name(text) { given["@"] = text; keep(); } };
const keyOf = (conversation, finding) => `${conversation.id}\n${finding.id}`;
const allGiven = () => Object.entries(given).filter(([key]) => key !== "@").map(([, entry]) => entry);

function keep() {
  try { localStorage.setItem(STORE, JSON.stringify(given)); } catch { /* a browser that keeps nothing: the marks live until the page is closed */ }
}

function give(conversation, finding, verdict, note) {
  const key = keyOf(conversation, finding);
  if (verdict === null) delete given[key];
  else given[key] = { conversation: conversation.id, clause: finding.clause, id: finding.id, verdict, by: inspector.name, at: new Date().toISOString(), note };
  keep();
}

function exportMarks() {
  const lines = allGiven().map((entry) => JSON.stringify(entry)).join("\n") + "\n";
  const address = URL.createObjectURL(new Blob([lines], { type: "application/jsonl" }));
  const anchor = el("a", { href: address, download: "marks.jsonl" });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

function marksFrame() {
  const node = document.getElementById("marks"), count = allGiven().length;
  node.hidden = count === 0;
  node.textContent = W().exportMarks(count);
  node.setAttribute("title", W().exportNote);
}

// what people said before, and the buttons to say it now
function markBox(conversation, finding) {
  const entry = given[keyOf(conversation, finding)], box = el("div", { class: "marking" });
  const again = () => { box.replaceWith(markBox(conversation, finding)); marksFrame(); };
  const note = el("input", { type: "text", maxlength: 500, value: entry ? entry.note : "", placeholder: W().markNote, "aria-label": W().markNote, on: { change: () => { const now = given[keyOf(conversation, finding)]; if (now) give(conversation, finding, now.verdict, note.value); } } });
  const who = el("input", { type: "text", maxlength: 60, value: inspector.name, placeholder: W().inspector, "aria-label": W().inspector, on: { change: () => { inspector.name = who.value; } } });
  const choices = VERDICTS.map((verdict) => button([mark(verdict), ` ${W()[verdict]}`], () => { give(conversation, finding, entry && entry.verdict === verdict ? null : verdict, note.value); again(); }, { class: "choice", "aria-pressed": String(Boolean(entry) && entry.verdict === verdict) }));
  return fill(box, {}, [
    (finding.marks || []).length ? el("ul", { class: "plain tight" }, el("li", {}, `${W().machineSaid} ${W()[finding.machine]}`), finding.marks.map((one) => el("li", {}, [one.by || W().somebody, one.at ? when(one.at) : "", W()[one.verdict], one.note].filter(Boolean).join(" · ")))) : null,
    el("p", { class: "note" }, W().markAsk), el("div", { class: "choices", role: "group", "aria-label": W().markAsk }, choices), el("div", { class: "fields" }, who, note)]);
}

// a clause whose findings people do not bear out says so wherever it appears
const signOf = (clause) => clause.agreement && clause.agreement.in_doubt ? el("span", { class: "tag doubtful", title: agreementText(clause) }, `? ${W().unproven}`) : null;
function agreementText(clause) {
  const { marked, agreed, share, findings, confirmed, precision } = clause.agreement;
  const ends = (pair) => pair ? W().interval95(percent(pair[0]), percent(pair[1])) : "";
  return [W().agreement(marked, agreed), ends(share), findings ? W().confirmed(confirmed, findings) : "", findings ? ends(precision) : ""].filter(Boolean).join(" · ");
}
