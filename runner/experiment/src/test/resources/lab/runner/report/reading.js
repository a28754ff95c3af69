// Reads the charts of a report as a human does: by where things are on the screen, relative to the labelled lines of
// the axes. Sends what it finds to the surrounding page, as JSON.
const UNITS = { "µs": 0.001, ms: 1, s: 1000, "%": 1, "/s": 1 };

const box = element => element.getBoundingClientRect();
const middle = element => ({ x: (box(element).left + box(element).right) / 2, y: (box(element).top + box(element).bottom) / 2 });
const shown = element => box(element).width > 0;
const own = (element, ...names) => [...element.classList].filter(name => !names.includes(name)).join(" ");

/** The labels of an axis, each with the position of its line. */
function ticks(labels, lines, coordinate) {
  return [...labels].map(label => {
    const at = [...lines].map(line => middle(line)[coordinate]);
    const here = middle(label)[coordinate];
    const nearest = at.reduce((best, line) => Math.abs(line - here) < Math.abs(best - here) ? line : best);
    if (Math.abs(nearest - here) > 4) throw new Error(`"${label.textContent}" stands beside no line`);
    const [number, unit] = label.textContent.split(/\s/);
    return { value: Number(number.replaceAll(",", "")), unit, at: nearest };
  });
}

/** The value at a position, interpolated between the two nearest ticks, or extrapolated beyond the last. */
function reader(axis, logarithmic) {
  const sorted = axis.toSorted((a, b) => a.at - b.at);
  return at => {
    const above = Math.min(Math.max(sorted.findIndex(tick => tick.at >= at), 1), sorted.length - 1);
    const next = at > sorted.at(-1).at ? sorted.length - 1 : above;
    const [a, b] = [sorted[next - 1], sorted[next]];
    const share = (at - a.at) / (b.at - a.at);
    return logarithmic ? a.value * (b.value / a.value) ** share : a.value + (b.value - a.value) * share;
  };
}

function read(svg) {
  const vertical = ticks(svg.querySelectorAll(".tick.y"), svg.querySelectorAll(".grid"), "y");
  const time = vertical.every(tick => ["µs", "ms", "s"].includes(tick.unit));
  const value = reader(vertical.map(tick => ({ ...tick, value: tick.value * UNITS[tick.unit] })), time);
  const second = reader(ticks(svg.querySelectorAll(".tick.x"), svg.querySelectorAll(".axis"), "x"), false);
  const lines = {};
  const dashes = {};
  for (const path of svg.querySelectorAll(".line")) {
    const name = own(path, "line");
    const toScreen = path.getScreenCTM();
    const points = path.getAttribute("d").replace(/h.*/, "").slice(1).split("L").map(pair => {
      const [x, y] = pair.split(" ").map(Number);
      const point = new DOMPoint(x, y).matrixTransform(toScreen);
      return { second: second(point.x), value: value(point.y) };
    });
    (lines[name] ??= []).push(...points);
    dashes[name] = getComputedStyle(path).strokeDasharray;
  }
  const windows = [...svg.querySelectorAll(".window")].map(
    window => ({ arm: own(window, "window"), from: second(box(window).left), to: second(box(window).right) }));
  const texts = [...svg.querySelectorAll("text")];
  const frame = box(svg);
  return {
    lines, dashes, windows,
    labels: [...svg.querySelectorAll(".label")].map(label => label.textContent),
    smallestLetters: Math.min(...texts.map(text => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a)),
    cut: texts.filter(text => box(text).left < frame.left - 1 || box(text).right > frame.right + 1).map(text => text.textContent),
    title: svg.querySelector(":scope > title").textContent,
    description: svg.querySelector(":scope > desc").textContent,
  };
}

function reading() {
  const charts = {};
  for (const figure of document.querySelectorAll("figure")) {
    charts[figure.id] = read([...figure.querySelectorAll("svg")].find(shown));
  }
  return {
    width: innerWidth,
    contentWidth: document.documentElement.scrollWidth,
    refresh: document.querySelector("meta[http-equiv=refresh]")?.content ?? "",
    verdicts: [...document.querySelectorAll(".word")].filter(shown).map(word => word.innerText),
    claim: document.querySelector("blockquote").innerText,
    charts,
  };
}

const result = parent.document.createElement("pre");
result.id = "reading";
try {
  result.textContent = encodeURIComponent(JSON.stringify(reading()));
} catch (error) {
  result.textContent = encodeURIComponent(JSON.stringify({ error: String(error) }));
}
parent.document.body.append(result);
