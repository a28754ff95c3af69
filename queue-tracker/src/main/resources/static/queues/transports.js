// The three ways to receive changes. Each is opened with callbacks from Live:
//   seq(location)  the last update that is known of a line, if any
//   up()           it works; down() it does not, and reconnects by itself; failed(ms) it is over, try again after that time
//   update(u)      an update of a line; trouble(text) something for people to read
// and is then told by follow(locations) which lines to follow. close() ends it.
import { ask } from "./api.js";
import { sleep } from "./backoff.js";

/** The server shows every 15 s that it is alive; one that is silent for longer than two of those is gone. */
const SILENCE_MS = 40_000;
const POLL_TIMEOUT_MS = 60_000;

const path = (location, what) => `/api/queue/${encodeURIComponent(location)}/${what}`;

/** Those of `wanted` that `have` lacks, and those of `have` that are not wanted. */
const changes = (have, wanted) => ({
  more: wanted.filter(location => !have.has(location)),
  less: [...have].filter(location => !wanted.includes(location)),
});

/** All lines over one WebSocket. */
function socket(live) {
  const followed = new Set();
  const connection = new WebSocket(new URL("/ws/queues", location.href).href.replace(/^http/, "ws"));
  let wanted = [], silence, retryIn, over = false;

  const say = message => connection.send(JSON.stringify(message));
  function subscribe(locations) {
    const known = locations.filter(location => live.seq(location) !== undefined);
    const after = Object.fromEntries(known.map(location => [location, live.seq(location)]));
    say({ type: "subscribe_queue", locations, after });
  }
  function follow() {
    if (connection.readyState !== WebSocket.OPEN) return;
    const { more, less } = changes(followed, wanted);
    if (less.length) say({ type: "unsubscribe_queue", locations: less });
    if (more.length) subscribe(more);
    less.forEach(location => followed.delete(location));
    more.forEach(location => followed.add(location));
  }
  function close() {
    over = true;
    clearTimeout(silence);
    connection.close();
  }
  function fail() {
    if (over) return;
    close();
    live.failed(retryIn);
  }
  function heard() {
    clearTimeout(silence);
    silence = setTimeout(fail, SILENCE_MS);
  }
  function take(message) {
    switch (message.type) {
      case "queue_update": return live.update(message);
      case "reconnect": retryIn = message.in_ms; return;
      case "error":
        live.trouble(message.detail ?? message.error);
        if (message.error === "Temporarily unavailable") setTimeout(() => over || subscribe([...followed]), 1000);
    }
  }

  connection.onopen = () => { heard(); live.up(); follow(); };
  connection.onmessage = event => { heard(); if (!over) take(JSON.parse(event.data)); };
  connection.onclose = fail;
  return { follow: locations => { wanted = locations; follow(); }, close };
}

/** One stream of server-sent events per line. When a stream breaks, the browser resumes it from where it was. */
function events(live) {
  const sources = new Map();
  let worked = false, over = false;

  function close() {
    over = true;
    sources.forEach(source => source.close());
  }
  function lost(source) {
    if (over) return;
    if (worked && source.readyState !== EventSource.CLOSED) return live.down();
    close();
    live.failed();
  }
  function opened() {
    if (over || [...sources.values()].some(source => source.readyState !== EventSource.OPEN)) return;
    worked = true;
    live.up();
  }
  function open(location) {
    const source = new EventSource(path(location, "stream"));
    source.onopen = opened;
    source.onerror = () => lost(source);
    source.addEventListener("queue_update", event => over || live.update(JSON.parse(event.data)));
    sources.set(location, source);
  }
  function follow(wanted) {
    const { more, less } = changes(new Set(sources.keys()), wanted);
    less.forEach(location => { sources.get(location).close(); sources.delete(location); });
    more.forEach(open);
  }
  return { follow, close };
}

/** One request per line, answered when it changes. */
function polls(live) {
  const ends = new Map();
  let over = false;

  function close() {
    over = true;
    ends.forEach(end => end.abort());
  }
  async function poll(location, signal) {
    // Without a seq, the first request is answered at once: so it is known at once whether polling works.
    let query = "";
    while (!signal.aborted) {
      const answer = await ask(path(location, "changes") + query, { signal, timeout: POLL_TIMEOUT_MS });
      live.up();
      answer.updates.forEach(live.update);
      query = `?after=${answer.seq}`;
      if (!answer.updates.length) await sleep(1000 * Math.random());
    }
  }
  function follow(wanted) {
    const { more, less } = changes(new Set(ends.keys()), wanted);
    less.forEach(location => { ends.get(location).abort(); ends.delete(location); });
    for (const location of more) {
      const end = new AbortController();
      ends.set(location, end);
      poll(location, end.signal).catch(() => {
        if (over || end.signal.aborted) return;
        close();
        live.failed();
      });
    }
  }
  return { follow, close };
}

/**
 * Best first. `most` lines can be followed at a time: a browser keeps six connections to a server, and where each line
 * takes one, one more for your own ticket and one for requests must be left.
 */
export const TRANSPORTS = [
  { id: "ws", name: "WebSocket", open: socket, most: 12 },
  { id: "sse", name: "Server-sent events", open: events, most: 4 },
  { id: "poll", name: "Long-polling", open: polls, most: 4 },
];
