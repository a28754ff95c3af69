// How long to wait before trying again: exponential back-off with full jitter, so that clients that lost the same server
// do not all reconnect together (Brooker, "Exponential Backoff and Jitter", 2015).
const FIRST_MS = 500;
const MOST_MS = 30_000;
const LEAST_MS = 100;

export const backoff = attempt =>
  LEAST_MS + Math.random() * Math.min(MOST_MS, FIRST_MS * 2 ** attempt);

export const sleep = ms => new Promise(done => setTimeout(done, ms));
