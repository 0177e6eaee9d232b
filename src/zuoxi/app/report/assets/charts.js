// Drawn figures: the spread of scores, the days, shares with their intervals.
function stacked(counts, withIdle) {
  const parts = [["kept", counts[0]], ["broken", counts[1]], ["unknown", counts[2]], ["not_applicable", withIdle ? counts[3] : 0]];
  const total = parts.reduce((sum, part) => sum + part[1], 0);
  const said = parts.filter((part) => part[1]).map(([verdict, count]) => `${W()[verdict]} ${n0(count)}`).join(state.language === "en" ? ", " : "，");
  const bar = el("span", { class: "stack", role: "img", "aria-label": said || W().none }, parts.filter((part) => part[1]).map(([verdict, count]) => el("i", { class: `swatch ${verdict}`, style: { width: `${count / total * 100}%` } })));
  return explain(bar, () => [said]);
}

// a dot with its interval on a line from `low` to `high`
function range(value, interval, low, high, kind, said) {
  const place = (x) => `${Math.max(0, Math.min(100, (x - low) / (high - low) * 100))}%`;
  const box = el("span", { class: `range ${kind}`, role: "img", "aria-label": said });
  if (value === null) return box;
  if (interval) box.append(el("i", { class: "whisker", style: { left: place(interval[0]), width: `${Math.max(0, Math.min(high, interval[1]) - Math.max(low, interval[0])) / (high - low) * 100}%` } }));
  box.append(el("i", { class: "dot", style: { left: place(value) } }));
  return explain(box, () => [said]);
}

function distribution() {
  const width = 620, height = 210, base = 176, top = 22, count = data.bins.length, step = (width - 20) / count, most = Math.max(1, ...data.bins);
  const span = 100 / count;
  const said = data.bins.map((value, index) => value ? `${n2(index * span)}–${n2((index + 1) * span)}: ${value}` : "").filter(Boolean).join("; ");
  const picture = svg("svg", { class: "chart", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": `${W().distribution}: ${said}` });
  picture.append(svg("line", { class: "axis", x1: 10, x2: width - 10, y1: base, y2: base }));
  data.bins.forEach((value, index) => {
    const tall = value / most * (base - top), x = 10 + index * step, from = n2(index * span), to = n2((index + 1) * span);
    if (value) picture.append(svg("rect", { class: `column ${index * span < 60 ? "low" : index * span < 80 ? "middle" : "high"}`, x: x + step * 0.12, y: base - Math.max(2, tall), width: step * 0.76, height: Math.max(2, tall), rx: 2 }));
    if (value) picture.append(svg("text", { x: x + step / 2, y: base - Math.max(2, tall) - 5, "text-anchor": "middle", class: "value" }, n0(value)));
    if (index % (count > 12 ? 2 : 1) === 0) picture.append(svg("text", { x, y: base + 16, "text-anchor": "middle" }, from));
    if (index === count - 1) picture.append(svg("text", { x: x + step, y: base + 16, "text-anchor": "middle" }, "100"));
    const zone = svg("rect", { class: "zone", x, y: 0, width: step, height: base });
    explain(zone, () => [`${from}–${to}`, `${n0(value)} ${state.language === "en" ? "conversations" : "次会话"} · ${percent(data.counts.scored ? value / data.counts.scored : null)}`]);
    picture.append(zone);
  });
  return picture;
}

function trend() {
  const days = data.days.filter((day) => /^\d{4}-\d{2}-\d{2}$/.test(day.key));
  if (!days.length) return el("p", { class: "empty" }, W().none);
  const width = 620, left = 34, right = 10, top = 12, base = 132, foot = 192, scored = days.filter((day) => day.average !== null);
  const least = Math.min(100, ...scored.map((day) => day.interval ? day.interval[0] : day.average));
  const floor = Math.max(0, Math.min(90, Math.floor(least / 10) * 10)), most = Math.max(1, ...days.map((day) => day.conversations));
  const step = (width - left - right) / days.length, x = (index) => left + step * (index + 0.5), y = (value) => base - (value - floor) / (100 - floor) * (base - top);
  const said = scored.length ? `${days[0].key} – ${days[days.length - 1].key}` : "";
  const picture = svg("svg", { class: "chart", viewBox: `0 0 ${width} 210`, role: "img", "aria-label": `${W().trend}: ${said}` });
  const jump = (100 - floor) > 50 ? 20 : 10;
  for (let value = floor; value <= 100; value += jump) {
    picture.append(svg("line", { class: "grid", x1: left, x2: width - right, y1: y(value), y2: y(value) }));
    picture.append(svg("text", { x: left - 6, y: y(value) + 4, "text-anchor": "end" }, value));
  }
  picture.append(svg("line", { class: "axis", x1: left, x2: width - right, y1: foot, y2: foot }));
  let path = "";
  days.forEach((day, index) => {
    const tall = day.conversations / most * 40;
    picture.append(svg("rect", { class: "volume", x: x(index) - Math.min(9, step * 0.36), y: foot - tall, width: Math.min(18, step * 0.72), height: tall }));
    if (day.interval) picture.append(svg("line", { class: "whisker", x1: x(index), x2: x(index), y1: y(Math.max(floor, day.interval[0])), y2: y(day.interval[1]) }));
    if (day.average !== null) path += `${path ? "L" : "M"}${x(index).toFixed(1)},${y(day.average).toFixed(1)}`;
  });
  picture.append(svg("path", { class: "line", d: path }));
  const every = Math.max(1, Math.ceil(days.length / 9));
  days.forEach((day, index) => {
    if (day.average !== null) picture.append(svg("circle", { class: "dot", cx: x(index), cy: y(day.average), r: days.length > 60 ? 1.8 : 3.2 }));
    if (index % every === 0) picture.append(svg("text", { x: x(index), y: 206, "text-anchor": "middle" }, day.key.slice(5)));
    const zone = svg("rect", { class: "zone", x: x(index) - step / 2, y: 0, width: step, height: foot });
    explain(zone, () => [day.key, `${W().average} ${n1(day.average)}`, day.interval ? W().interval95(n1(day.interval[0]), n1(day.interval[1])) : null, `${W().read} ${n0(day.conversations)} · ${W().findings} ${n0(day.findings)}`]);
    picture.append(zone);
  });
  return picture;
}
