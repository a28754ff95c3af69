// Asks Prometheus's HTTP API.

/** A range query's series: `[{ metric, values: [[seconds, number]] }]`; not-a-numbers are left out, as they are no data. */
export async function range(url, query, { from, to, step }) {
  const body = new URLSearchParams({ query, start: from, end: to, step });
  const answer = await post(new URL('/api/v1/query_range', url), body);
  if (answer.status !== 'success') throw new Error(`${answer.error}: ${query}`);
  return answer.data.result
    .map(({ metric, values }) => ({
      metric,
      values: values.map(([time, value]) => [time, Number(value)]).filter(([, value]) => Number.isFinite(value)),
    }))
    .filter(({ values }) => values.length > 0);
}

async function post(url, body) {
  try {
    const response = await fetch(url, { method: 'POST', body });
    return await response.json();
  } catch (error) {
    throw new Error(`Prometheus does not answer at ${url.origin}: ${error.cause?.message ?? error.message}`);
  }
}

/** Seconds in "90", "90s", "15m" or "1h". */
export function seconds(text) {
  const [, count, unit = 's'] = text.match(/^(\d+)([smh])?$/) ?? [];
  if (!count) throw new Error(`"${text}" is no duration; write 30s, 15m or 1h`);
  return Number(count) * { s: 1, m: 60, h: 3600 }[unit];
}
