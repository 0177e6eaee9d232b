// The frame, the address line and the first drawing.
const PAGES = { overview: () => overview(), clauses: () => clausesPage(), clause: (argument) => clausePage(argument), conversations: () => listPage(), conversation: (argument) => readingPage(argument) };

function readAddress() {
  const fields = new URLSearchParams(location.hash.slice(1)), first = [...fields.keys()][0] || "overview";
  state.view = PAGES[first] ? first : "overview";
  state.argument = fields.get(first) || "";
  state.finding = fields.get("finding") || "";
}

function frame() {
  document.documentElement.lang = state.language === "en" ? "en" : "zh-CN";
  document.title = `${W().page} · ${say(data.standard.name)}`;
  document.getElementById("skip").textContent = W().skip;
  document.getElementById("brand").textContent = "坐席 Zuoxi";
  document.getElementById("by").textContent = `${say(data.standard.name)} ${data.standard.version}`;
  const tab = (view, also) => link(`#${view}`, { class: "tab", "aria-current": state.view === view || also === state.view ? "page" : null }, W()[view]);
  const tabs = document.getElementById("tabs");
  tabs.setAttribute("aria-label", W().views);
  tabs.replaceChildren(tab("overview"), tab("clauses", "clause"), tab("conversations", "conversation"));
  const named = (id, text, title) => { const node = document.getElementById(id); node.textContent = text; node.setAttribute("title", title); node.setAttribute("aria-label", title); };
  named("language", W().other, W().otherTitle);
  named("theme", "◐", W().theme);
  named("print", W().print, W().print);
  marksFrame();
  document.getElementById("foot").textContent = `${W().foot} · ${W().digest} ${data.standard.digest}`;
}

function draw() {
  tip.hidden = true;
  frame();
  document.getElementById("main").replaceChildren(...PAGES[state.view](state.argument).filter(Boolean));
}
// draw again without leaving the place: the focus goes back to the control that was used
function redraw(focus) {
  const top = scrollY;
  draw();
  scrollTo(0, top);
  const node = focus && document.getElementById(focus);
  if (node) node.focus({ preventScroll: true });
}
function go() {
  readAddress();
  draw();
  scrollTo(0, 0);
  const title = document.querySelector("main h1");
  if (title) title.focus({ preventScroll: true });
}

document.body.append(tip);
document.getElementById("skip").addEventListener("click", (event) => { event.preventDefault(); document.getElementById("main").focus(); });
document.getElementById("language").addEventListener("click", () => { state.language = state.language === "en" ? "zh" : "en"; redraw("language"); });
document.getElementById("print").addEventListener("click", () => print());
document.getElementById("marks").addEventListener("click", exportMarks);
document.getElementById("theme").addEventListener("click", () => {
  const dark = document.documentElement.dataset.theme ? document.documentElement.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "light" : "dark";
});
document.addEventListener("keydown", (event) => { if (event.key === "Escape") tip.hidden = true; });
addEventListener("hashchange", go);
let resized = 0;
addEventListener("resize", () => { cancelAnimationFrame(resized); resized = requestAnimationFrame(() => { const page = document.querySelector(".reading"); if (page && page.refit) page.refit(); }); });
readAddress();
draw();
