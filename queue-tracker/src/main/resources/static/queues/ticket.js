// Your place in a line. It survives a reload of the page.
import { ask, insist, newKey } from "./api.js";
import { ordinal } from "./view.js";

const KEPT = "lab.queues.ticket";

export class MyTicket {
  #changed;
  #kept;
  #seen;
  #busy = false;
  #asking = false;
  #askAgain = false;

  /** `changed({trouble, news})` is called after every change. */
  constructor(changed) {
    this.#changed = changed;
    this.#kept = read();
  }

  /** The place of the waiting ticket; undefined if there is none. */
  get location() { return this.#kept?.location; }

  /** The ticket as the service last returned it, with the place's name; null for none. */
  get shown() { return this.#seen ?? null; }

  /** One press of the button is one place in line, however often the request is sent. */
  join(place) {
    const path = `/api/queue/${encodeURIComponent(place.location)}/join`;
    return this.#say(path, { body: {}, key: newKey() }, answer => {
      this.#keep({ id: answer.ticket, location: place.location, name: place.name });
      this.#see(answer);
      return `You are ${ordinal(answer.position)} in line at ${place.name}`;
    });
  }

  leave() {
    const { id, location } = this.#kept;
    return this.#say(`/api/queue/${encodeURIComponent(location)}/leave`, { body: { ticket: id } }, answer => {
      this.#see(answer);
      return "You have left the line";
    });
  }

  /** Removes an ended ticket from the page. */
  forget() {
    this.#keep(undefined);
    this.#seen = undefined;
    this.#changed({});
  }

  /** Requests the ticket's state; once more if that is called again meanwhile. */
  async refresh() {
    if (!this.#kept) return;
    this.#askAgain = this.#asking;
    if (this.#asking) return;
    this.#asking = true;
    const { id } = this.#kept;
    try {
      const answer = await ask(`/api/tickets/${id}`);
      if (this.#kept?.id === id) this.#moved(answer);
    } catch (failure) {
      // Any failure except an unknown ticket is temporary: the next change requests it again.
      if (failure.status === 404 && this.#kept?.id === id) this.#moved({ ...this.#kept, state: "unknown" });
    } finally {
      this.#asking = false;
      if (this.#askAgain) this.refresh();
    }
  }

  #moved(answer) {
    const before = this.#seen;
    this.#see(answer);
    const news = answer.state === "waiting" && before?.position !== answer.position
      ? `You are ${ordinal(answer.position)} in line` : undefined;
    this.#changed({ news });
  }

  async #say(path, wish, done) {
    if (this.#busy) return;
    this.#busy = true;
    try {
      const news = done(await insist(path, wish));
      this.#changed({ news });
    } catch (failure) {
      this.#changed({ trouble: failure.message });
      this.refresh();
    } finally {
      this.#busy = false;
    }
  }

  #see(answer) {
    this.#seen = { ...answer, name: this.#kept.name };
    if (answer.state !== "waiting") this.#keep(undefined);
  }

  #keep(ticket) {
    this.#kept = ticket;
    if (ticket) localStorage.setItem(KEPT, JSON.stringify(ticket));
    else localStorage.removeItem(KEPT);
  }
}

function read() {
  try {
    return JSON.parse(localStorage.getItem(KEPT)) ?? undefined;
  } catch {
    return undefined;
  }
}
