import type { IncomingHttpHeaders } from 'node:http';

/** Secrets are removed on reading, not while requests wait. */
export type LogRecord = {
  sequence: number;
  /** The machine's clock, ms. */
  at: number;
  provider: string;
  method: string;
  path: string;
  query: string;
  headers: IncomingHttpHeaders;
  body: string;
  /** null: unanswered. */
  status: number | null;
  /** At Vero: accepted. */
  applied: boolean;
  fault?: string;
};

const capacity = 20_000;
const secretHeaders = new Set(['authorization', 'cookie', 'proxy-authorization', 'x-cap-api-oauth-token']);
const secretFields = new Set(['auth_token', 'tracking_api_key', 'client_secret', 'access_token']);
const hidden = '[redacted]';

/** A ring: sequence numbers go on. */
export class RequestLog {
  #records: LogRecord[] = [];
  #next = 1;

  /** The caller sets status and effect later. */
  add(call: Omit<LogRecord, 'sequence' | 'at' | 'status' | 'applied'>): LogRecord {
    const record: LogRecord = { ...call, sequence: this.#next, at: Date.now(), status: null, applied: false };
    this.#records[(this.#next - 1) % capacity] = record;
    this.#next += 1;
    return record;
  }

  /** After the sequence number `since`, oldest first, without secrets. */
  read(since = 0, provider?: string): object[] {
    return this.#records
      .filter((record) => record.sequence > since && (provider === undefined || record.provider === provider))
      .sort((a, b) => a.sequence - b.sequence)
      .map(presentable);
  }

  /** Sequence numbers are not reused, so `since` stays valid. */
  clear(): void {
    this.#records = [];
  }
}

function presentable(record: LogRecord): object {
  const headers = Object.fromEntries(
    Object.entries(record.headers).map(([name, value]) => [name, secretHeaders.has(name) ? hidden : value]),
  );
  const query = Object.fromEntries(
    [...new URLSearchParams(record.query)].map(([name, value]) => [
      name,
      secretFields.has(name) ? hidden : value,
    ]),
  );
  return {
    ...record,
    at: new Date(record.at).toISOString(),
    headers,
    query,
    body: presentableBody(record.body),
  };
}

/** JSON as a value, a form as text, without secrets; null: no body. */
function presentableBody(body: string): unknown {
  if (body === '') return null;
  try {
    return JSON.parse(body, (name, value: unknown) => (secretFields.has(name) ? hidden : value));
  } catch {
    return body.replace(
      /(auth_token|tracking_api_key|client_secret)("?\s*[=:]\s*"?)[^&"\s]*/g,
      `$1$2${hidden}`,
    );
  }
}
