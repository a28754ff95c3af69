// The page: a city's nearest lines, live, and your own place in one of them.
import { ask, insist } from "./api.js";
import { Live } from "./live.js";
import { MyTicket } from "./ticket.js";
import * as view from "./view.js";

/** Waits are momentary estimates: they are requested again after a change, and otherwise now and then. */
const SOON_MS = 2_000;
const NOW_AND_THEN_MS = 15_000;
const SECOND_MS = 1_000;

const asked = new URLSearchParams(location.search);
const ticket = new MyTicket(changed);
const live = new Live({ update, state, trouble: view.showTrouble }, asked.get("transport"));
/** The live lengths of the followed lines; they are newer than those of any response. */
const lengths = new Map();
let cities = [], places = [], connection, lastUpdate, soon, question;

function update({ location, queue_length: length }) {
  lastUpdate = Date.now();
  const before = lengths.get(location);
  lengths.set(location, length);
  view.showLength(location, length);
  showConnection();
  const place = places.find(place => place.location === location);
  if (place && before !== undefined && before !== length) {
    view.announce(location, `${place.name}: ${length} ${view.people(length)}`);
  }
  if (ticket.location === location) ticket.refresh();
  soon ??= setTimeout(look, SOON_MS);
}

function state(now) {
  const most = connection?.most;
  connection = now;
  showConnection();
  if (!cities.length) return;
  if (now.connected) ticket.refresh();
  if (now.connected || now.most !== most) look();
}

const showConnection = () => view.showConnection(connection, lastUpdate);

/** Requests the nearest lines, and follows them. */
async function look() {
  clearTimeout(soon);
  soon = undefined;
  question?.abort();
  const mine = question = new AbortController();
  const city = cities[view.elements.city.value];
  const where = new URLSearchParams({
    lat: city.lat, lon: city.lon, radius: view.elements.radius.value, limit: live.most,
  });
  try {
    const answer = await ask(`/api/queues/nearest?${where}`, { signal: mine.signal });
    view.showTrouble("");
    places = answer.places;
    follow();
    show();
  } catch (failure) {
    if (failure.name !== "AbortError") view.showTrouble(failure.message);
  }
}

function follow() {
  const wanted = new Set(places.map(place => place.location));
  if (ticket.location) wanted.add(ticket.location);
  for (const location of lengths.keys()) if (!wanted.has(location)) lengths.delete(location);
  live.follow(wanted);
}

function show() {
  view.showLines(
    places.map(place => ({ ...place, queue_length: lengths.get(place.location) ?? place.queue_length })),
    place => ticket.join(place));
  view.showTicket(ticket.shown);
  view.showNote(note());
}

function note() {
  if (!places.length) return "No place with a line is as near as that. Try a larger distance.";
  return live.most === places.length && connection.transport !== "WebSocket"
    ? `Over ${connection.transport.toLowerCase()} every line takes a connection: only the nearest ${live.most} are shown.`
    : "";
}

/** The ticket was replaced, or its position changed. */
function changed({ trouble = "", news }) {
  view.showTrouble(trouble);
  view.showTicket(ticket.shown);
  if (news) view.announce("ticket", news, true);
  follow();
}

function choose() {
  const city = cities[view.elements.city.value];
  asked.set("city", city.city);
  asked.set("radius", view.elements.radius.value);
  history.replaceState(null, "", `?${asked}`);
  look();
}

async function start() {
  live.start();
  setInterval(showConnection, SECOND_MS);
  cities = await insistOnCities();
  const largest = cities.reduce((most, city) => city.places > most.places ? city : most);
  view.showCities(cities, cities.find(city => city.city === asked.get("city")) ?? largest);
  const radius = asked.get("radius");
  if ([...view.elements.radius.options].some(option => option.value === radius)) view.elements.radius.value = radius;
  view.elements.where.onchange = choose;
  view.elements.leave.onclick = () => ticket.leave();
  view.elements.done.onclick = () => ticket.forget();
  setInterval(look, NOW_AND_THEN_MS);
  await look();
  ticket.refresh();
}

async function insistOnCities() {
  for (;;) {
    try {
      const answer = await insist("/api/places/cities");
      view.showTrouble("");
      return answer;
    } catch (failure) {
      view.showTrouble(failure.message);
    }
  }
}

start();
