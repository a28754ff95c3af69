// What is displayed. It has no state except the elements.
const by = id => document.getElementById(id);
const elements = Object.fromEntries(
  ["connection", "state", "since", "age", "city", "radius", "trouble", "lines", "note", "news", "ticket", "position",
    "ahead", "ticket-wait", "leave", "done", "where"].map(id => [id, by(id)]));
const rows = new Map();

/** This many people fill the bar. */
const LONG = 30;
/** Changes are announced to screen readers no more often than this. */
const NEWS_MS = 5_000;

export { elements };

export const people = count => count === 1 ? "person" : "people";

/** Seconds as people write them, without a line break: 40 s, 5 min, 1 h 20 min. */
export function span(seconds) {
  if (seconds < 59.5) return `${Math.round(seconds)}\u00a0s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes}\u00a0min`;
  return `${Math.floor(minutes / 60)}\u00a0h` + (minutes % 60 ? `\u00a0${minutes % 60}\u00a0min` : "");
}

const far = metres => metres < 1000 ? `${metres} m away` : `${(metres / 1000).toFixed(1)} km away`;

const wait = seconds => seconds === undefined ? "" : seconds < 1 ? "no wait" : `about ${span(seconds)}`;

export function showCities(cities, chosen) {
  const countries = Map.groupBy(cities, city => city.country);
  elements.city.replaceChildren(...[...countries.keys()].sort().map(country => {
    const group = document.createElement("optgroup");
    group.label = country;
    const sorted = countries.get(country).sort((a, b) => a.city.localeCompare(b.city));
    group.append(...sorted.map(city =>
      new Option(city.city, cities.indexOf(city), false, city === chosen)));
    return group;
  }));
}

/** `places` in their order; `join` is called with the place whose button is pressed. */
export function showLines(places, join) {
  for (const [location, row] of rows) {
    if (places.some(place => place.location === location)) continue;
    row.remove();
    rows.delete(location);
  }
  places.forEach((place, index) => {
    const row = rows.get(place.location) ?? newRow(place, join);
    row.querySelector(".distance").textContent = far(place.distance_m);
    showLength(place.location, place.queue_length);
    row.querySelector(".wait").textContent = wait(place.expected_wait_seconds);
    if (elements.lines.children[index] !== row) elements.lines.insertBefore(row, elements.lines.children[index] ?? null);
  });
}

function newRow(place, join) {
  const row = by("line").content.firstElementChild.cloneNode(true);
  row.dataset.location = place.location;
  row.querySelector("h3").textContent = place.name;
  const button = row.querySelector("button");
  button.setAttribute("aria-label", `Join the line at ${place.name}`);
  button.onclick = () => join(place);
  rows.set(place.location, row);
  return row;
}

export function showLength(location, length) {
  const row = rows.get(location);
  if (!row) return;
  const number = row.querySelector("strong");
  if (number.textContent === String(length)) return;
  const first = number.textContent === "";
  number.textContent = length;
  row.querySelector(".length span").textContent = people(length);
  row.querySelector(".people").style.setProperty("--share", Math.min(1, length / LONG));
  if (first) return;
  row.classList.remove("changed");
  void row.offsetWidth; // otherwise the animation would not restart
  row.classList.add("changed");
}

export function showNote(text) {
  elements.note.textContent = text;
  elements.note.hidden = !text;
}

/** An empty text removes the last one. */
export function showTrouble(text) {
  if (elements.trouble.textContent !== text) elements.trouble.textContent = text;
  elements.trouble.hidden = !text;
}

const ENDED = {
  served: "You have been served.",
  left: "You have left the line.",
  no_show: "You were called and were not there.",
  lapsed: "The line was counted, and you seem to have gone. Are you still there? Then join again.",
  unknown: "Your ticket is not known any more.",
};

/** `ticket` as the service returned it, with the place's `name`; null for none. */
export function showTicket(ticket) {
  const waiting = ticket?.state === "waiting";
  elements.ticket.hidden = !ticket;
  for (const [location, row] of rows) {
    row.classList.toggle("mine", waiting && location === ticket.location);
    row.querySelector("button").disabled = waiting;
  }
  if (!ticket) return;
  elements.leave.hidden = !waiting;
  elements.done.hidden = waiting;
  elements.position.textContent = waiting ? ordinal(ticket.position) : "";
  setText(elements.ahead, waiting ? `in line at ${ticket.name}` : ENDED[ticket.state]);
  setText(elements["ticket-wait"], waiting && ticket.expected_wait_seconds !== undefined
    ? `Your turn comes ${ticket.expected_wait_seconds < 1 ? "now" : `in about ${span(ticket.expected_wait_seconds)}`}.` : "");
}

function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export function ordinal(number) {
  const ending = { one: "st", two: "nd", few: "rd", other: "th" };
  return number + ending[new Intl.PluralRules("en", { type: "ordinal" }).select(number)];
}

/** `lastUpdate`: the time of the last update, if there was one. */
export function showConnection({ transport, connected, since, first }, lastUpdate, now = Date.now()) {
  const state = connected ? "connected" : first ? "connecting" : "reconnecting";
  elements.connection.dataset.state = state;
  elements.connection.dataset.transport = transport;
  setText(elements.state, `${transport}: ${state}`);
  setText(elements.since, `for ${span((now - since) / 1000)}`);
  setText(elements.age, lastUpdate ? `last update ${span((now - lastUpdate) / 1000)} ago` : "no update yet");
}

let news = new Map(), reading;
/** Announced to screen readers; of texts with one subject, only the latest. */
export function announce(subject, text, urgent = false) {
  news.set(subject, text);
  if (urgent) {
    clearTimeout(reading);
    readOut();
  }
  reading ??= setTimeout(readOut, NEWS_MS);
}

function readOut() {
  elements.news.textContent = [...news.values()].join(". ");
  news = new Map();
  reading = undefined;
}
