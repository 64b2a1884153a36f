import type { IncomingHttpHeaders } from 'node:http';

/** One call as the log keeps it; secrets are taken out when it is read, not while requests wait. */
export type LogRecord = {
  sequence: number;
  /** Milliseconds of the machine's clock at arrival. */
  at: number;
  provider: string;
  method: string;
  path: string;
  query: string;
  headers: IncomingHttpHeaders;
  body: string;
  /** Null while unanswered, and for good if no answer was ever sent. */
  status: number | null;
  /** Whether a write was carried out (at Vero: accepted for later). */
  applied: boolean;
  fault?: string;
};

const capacity = 20_000;
const secretHeaders = new Set(['authorization', 'cookie', 'proxy-authorization', 'x-cap-api-oauth-token']);
const secretFields = new Set(['auth_token', 'tracking_api_key', 'client_secret', 'access_token']);
const hidden = '[redacted]';

/** A ring of the latest calls of one world: old ones make room, sequence numbers go on. */
export class RequestLog {
  #records: LogRecord[] = [];
  #next = 1;

  /** Notes an arriving call; the caller fills in status and effect later. */
  add(call: Omit<LogRecord, 'sequence' | 'at' | 'status' | 'applied'>): LogRecord {
    const record: LogRecord = { ...call, sequence: this.#next, at: Date.now(), status: null, applied: false };
    this.#records[(this.#next - 1) % capacity] = record;
    this.#next += 1;
    return record;
  }

  /** The kept calls after `since` (a sequence number), oldest first, without secrets. */
  read(since = 0, provider?: string): object[] {
    return this.#records
      .filter((record) => record.sequence > since && (provider === undefined || record.provider === provider))
      .sort((a, b) => a.sequence - b.sequence)
      .map(presentable);
  }

  /** Forgets all calls; sequence numbers are not used again, so `since` stays meaningful. */
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

/** JSON as a value, a form as text, either without its secrets; null when there was no body. */
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
