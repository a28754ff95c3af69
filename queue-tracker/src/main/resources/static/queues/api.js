// Requests to the service, and errors that people can read.
import { backoff, sleep } from "./backoff.js";

const TIMEOUT_MS = 10_000;
const ATTEMPTS = 6;
const AGAIN = new Set([0, 429, 502, 503, 504]);

/** A response that is not the expected one; `status` is 0 if there was none. */
export class Refusal extends Error {
  constructor(status, problem = {}) {
    super(problem.detail ?? problem.error ?? problem.title ?? text(status));
    this.status = status;
    this.problem = problem;
  }
}

const text = status => status ? `The service answered with an error (${status}).` : "The service does not answer.";

/** Requests once. `signal` ends it early; then it fails with an AbortError. */
export async function ask(path, { body, key, signal, timeout = TIMEOUT_MS } = {}) {
  const end = AbortSignal.any([AbortSignal.timeout(timeout), ...(signal ? [signal] : [])]);
  const headers = { Accept: "application/json" };
  if (body) headers["Content-Type"] = "application/json";
  if (key) headers["Idempotency-Key"] = key;
  try {
    const response = await fetch(path, {
      method: body ? "POST" : "GET", headers, body: body && JSON.stringify(body), signal: end, cache: "no-store",
    });
    if (response.ok) return await response.json();
    throw new Refusal(response.status, await response.json().catch(() => ({})));
  } catch (failure) {
    if (failure instanceof Refusal) throw failure;
    if (signal?.aborted) throw new DOMException("no longer wanted", "AbortError");
    throw new Refusal(0);
  }
}

/** Retries until there is an answer, or it is clear that there will be none: for requests that may be repeated. */
export async function insist(path, wish) {
  for (let attempt = 0; ; attempt++) {
    try {
      return await ask(path, wish);
    } catch (failure) {
      if (!AGAIN.has(failure.status) || attempt + 1 === ATTEMPTS) throw failure;
      await sleep(backoff(attempt));
    }
  }
}

/** Whether the service answers plain HTTP right now. */
export const answers = () =>
  fetch("./", { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(TIMEOUT_MS) })
    .then(response => response.ok, () => false);

/** An id for one request, the same on its retries. (`crypto.randomUUID` exists on https and localhost only.) */
export const newKey = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, "0")).join("");
