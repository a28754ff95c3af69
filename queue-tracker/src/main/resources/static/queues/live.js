// Follows lines, over the best transport that works, and resumes after every loss of the connection.
import { answers } from "./api.js";
import { backoff } from "./backoff.js";
import { TRANSPORTS } from "./transports.js";

/** A connection that lasted this long is not from a server that accepts connections only to drop them. */
const STABLE_MS = 5_000;
/** A transport that fails this often, although the service answers, is blocked on the way. */
const BLOCKED = 2;
const SPREAD_MS = 500;

/**
 * A connection is lost when the server goes away, and fails from the start when a proxy blocks its kind. Only the
 * second is a reason for the next transport, so the service is asked, over plain HTTP, whether it is up.
 */
export class Live {
  #transports;
  #rank = 0;
  #connection;
  #upAt;
  #attempt = 0;
  #blocked = 0;
  #wanted = [];
  #seqs = new Map();
  #told;

  /** `told` has update(u), state({transport, most, connected, since}) and trouble(text). `only` is a transport's id. */
  constructor(told, only) {
    this.#told = told;
    this.#transports = only ? TRANSPORTS.filter(transport => transport.id === only) : TRANSPORTS;
    if (!this.#transports.length) this.#transports = TRANSPORTS;
  }

  get most() { return this.#transports[this.#rank].most; }

  start() {
    this.#say(false);
    this.#connect();
  }

  /** Follows these lines from now on, and no others. */
  follow(locations) {
    this.#wanted = [...locations];
    for (const location of this.#seqs.keys()) {
      if (!this.#wanted.includes(location)) this.#seqs.delete(location);
    }
    this.#connection?.follow(this.#wanted);
  }

  #connect() {
    const mine = () => connection === this.#connection;
    this.#upAt = undefined;
    const connection = this.#connection = this.#transports[this.#rank].open({
      seq: location => this.#seqs.get(location),
      up: () => mine() && this.#up(),
      down: () => mine() && this.#say(false),
      failed: retryIn => mine() && this.#failed(retryIn),
      update: update => mine() && this.#update(update),
      trouble: text => this.#told.trouble(text),
    });
    connection.follow(this.#wanted);
  }

  #up() {
    this.#upAt ??= Date.now();
    this.#say(true);
  }

  /** A snapshot may be older than what is known here: a service that keeps its lines in memory may have lost some (phase 1). */
  #update(update) {
    const known = this.#seqs.get(update.location) ?? -1;
    if (!this.#wanted.includes(update.location) || (!update.snapshot && update.seq <= known)) return;
    this.#seqs.set(update.location, update.seq);
    this.#told.update(update);
  }

  async #failed(retryIn) {
    this.#connection = undefined;
    this.#say(false);
    if (this.#upAt === undefined) {
      await this.#fallBackIfBlocked();
    } else if (Date.now() - this.#upAt > STABLE_MS) {
      this.#attempt = 0;
      this.#rank = 0;
    }
    const wait = retryIn === undefined ? backoff(this.#attempt++) : retryIn + Math.random() * SPREAD_MS;
    setTimeout(() => this.#connect(), wait);
  }

  async #fallBackIfBlocked() {
    this.#blocked = await answers() ? this.#blocked + 1 : 0;
    if (this.#blocked >= BLOCKED && this.#rank + 1 < this.#transports.length) {
      this.#rank++;
      this.#blocked = 0;
      this.#attempt = 0;
      this.#say(false);
    }
  }

  #state;
  #say(connected) {
    const { name: transport, most } = this.#transports[this.#rank];
    if (this.#state?.connected === connected && this.#state.transport === transport) return;
    const since = this.#state?.connected === connected ? this.#state.since : Date.now();
    const first = !connected && (this.#state?.first ?? true);
    this.#state = { transport, most, connected, since, first };
    this.#told.state(this.#state);
  }
}
