/** HTTP as a hostile client sends it: any path, header and body, unnormalised. */
import { type IncomingHttpHeaders, request as send } from 'node:http';
import type { Action } from './build.ts';

export type Ask = {
  method?: string;
  path: string;
  headers?: Record<string, string>;
  body?: string | FormData;
  /** Chunked, without a length. */
  unannounced?: boolean;
};

export type Answer = { status: number; headers: IncomingHttpHeaders; text: string };

export type ActionResult = { ok: boolean; value?: unknown; error?: { code: string; message: string } };

export class Client {
  readonly #port: number;
  readonly #origin: string;
  /** Everything that was ever answered, to be searched for secrets. */
  readonly heard: string[] = [];

  constructor(port: number, origin: string) {
    this.#port = port;
    this.#origin = origin;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async ask({ method = 'GET', path, headers = {}, body, unannounced = false }: Ask): Promise<Answer> {
    const encoded = new Response(body ?? '');
    const bytes = Buffer.from(await encoded.arrayBuffer());
    const type = body instanceof FormData ? encoded.headers.get('content-type') : null;
    const answer = await new Promise<Answer>((resolve, reject) => {
      const request = send(
        {
          port: this.#port,
          host: '127.0.0.1',
          method,
          path,
          agent: false,
          headers: {
            ...(type ? { 'content-type': type } : {}),
            ...(unannounced || body === undefined ? {} : { 'content-length': String(bytes.length) }),
            ...headers,
          },
        },
        (response) => {
          const parts: Buffer[] = [];
          const end = () =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              text: Buffer.concat(parts).toString(),
            });
          response.on('data', (part: Buffer) => parts.push(part));
          response.on('end', end);
          response.on('error', end);
        },
      );
      request.on('error', reject);
      request.end(bytes);
    });
    this.heard.push(`${JSON.stringify(answer.headers)}\n${answer.text}`);
    return answer;
  }

  /** As `ask`; follows Next's redirect to the page under `_rsc`. */
  async follow(ask: Ask): Promise<Answer> {
    const answer = await this.ask(ask);
    const place = answer.headers.location ?? '';
    return /[?&]_rsc\b/.test(place) ? this.ask({ ...ask, path: place }) : answer;
  }

  /** As the page's script does; `body`: as React encodes it. */
  post(
    action: Pick<Action, 'id'>,
    page: string,
    body: string | FormData,
    headers: Record<string, string> = {},
  ) {
    return this.ask({
      method: 'POST',
      path: page,
      body,
      headers: {
        accept: 'text/x-component',
        origin: this.#origin,
        'next-action': action.id,
        ...(typeof body === 'string' ? { 'content-type': 'text/plain;charset=UTF-8' } : {}),
        ...headers,
      },
    });
  }

  /** A busy answer is a result, too; throws when there is none. */
  async act(action: Action, page: string, input: unknown, cookie = ''): Promise<ActionResult> {
    const answer = await this.post(action, page, encodeInput(input), { cookie });
    if (answer.status === 503) return { ok: false, error: { code: 'busy', message: answer.text } };
    const result = resultIn(answer.text);
    if (!result)
      throw new Error(
        `${action.name} answered ${answer.status} without a result: ${answer.text.slice(0, 500)}`,
      );
    return result;
  }

  /** By the form's action; gives the cookie, or null with the answer. */
  async signIn(
    action: Action,
    email: string,
    password: string,
  ): Promise<{ cookie: string | null; answer: Answer }> {
    const answer = await this.post(action, '/sign-in', formWith({ email, password }));
    const cookie = answer.headers['set-cookie']?.map((line) => line.split(';')[0]).join('; ') ?? null;
    return { cookie, answer };
  }

  askForReset(action: Action, email: string): Promise<Answer> {
    return this.post(action, '/forgotten', formWith({ email }));
  }
}

/** As React sends it: the fields behind the form's earlier state. */
function formWith(fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(`_1_${name}`, value);
  form.set('0', JSON.stringify([{ message: null, fields: {}, values: {} }, '$K1']));
  return form;
}

/** React's encoding is JSON in which a leading $ is doubled. */
function encodeInput(input: unknown): string {
  const escaped = (_: string, value: unknown) =>
    typeof value === 'string' && value.startsWith('$') ? `$${value}` : value;
  return JSON.stringify([input], escaped);
}

function resultIn(text: string): ActionResult | null {
  for (const line of text.split('\n')) {
    const json = /^[0-9a-f]+:(\{"ok":.*)$/.exec(line)?.[1];
    if (json) return parsed(json);
  }
  return null;
}

/** Actions answer with the `Result` of lib/shared/result.ts. */
function parsed(json: string): ActionResult {
  return JSON.parse(json) as ActionResult;
}
