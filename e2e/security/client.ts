/** Speaks HTTP to an installation as a hostile program would: any path, any header, any body, none of it tidied up. */
import { type IncomingHttpHeaders, request as send } from 'node:http';
import type { Action } from './build.ts';

export type Ask = {
  method?: string;
  /** Sent as it stands. */
  path: string;
  headers?: Record<string, string>;
  body?: string | FormData;
  /** Sends the body in pieces, without saying how long it is. */
  unannounced?: boolean;
};

export type Answer = { status: number; headers: IncomingHttpHeaders; text: string };

/** What a server action gives back, as far as tests look at it. */
export type ActionResult = { ok: boolean; value?: unknown; error?: { code: string; message: string } };

export class Client {
  readonly #port: number;
  readonly #origin: string;
  /** Everything that the installation ever answered, for whoever looks for what must not be in it. */
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

  /** As `ask`; what Next sends to the same page under the address for scripts (`_rsc`) is asked there. */
  async follow(ask: Ask): Promise<Answer> {
    const answer = await this.ask(ask);
    const place = answer.headers.location ?? '';
    return /[?&]_rsc\b/.test(place) ? this.ask({ ...ask, path: place }) : answer;
  }

  /** Calls a server action as the page's script does; `body` is what React would encode. */
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

  /** Calls an action with one input. Being told that Tagdesk is busy is a result too; throws when there is none. */
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

  /** Signs in by the form's own action; gives the cookie, or null with whatever was answered instead. */
  async signIn(
    action: Action,
    email: string,
    password: string,
  ): Promise<{ cookie: string | null; answer: Answer }> {
    const answer = await this.post(action, '/sign-in', formWith({ email, password }));
    const cookie = answer.headers['set-cookie']?.map((line) => line.split(';')[0]).join('; ') ?? null;
    return { cookie, answer };
  }

  /** Sends the form behind “Forgot your password?”. */
  askForReset(action: Action, email: string): Promise<Answer> {
    return this.post(action, '/forgotten', formWith({ email }));
  }
}

/** A form as React hands it to an action, behind the state that it had. */
function formWith(fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(`_1_${name}`, value);
  form.set('0', JSON.stringify([{ message: null, fields: {}, values: {} }, '$K1']));
  return form;
}

/** React's encoding of plain values is JSON in which a text that begins with $ gets another one. */
function encodeInput(input: unknown): string {
  const escaped = (_: string, value: unknown) =>
    typeof value === 'string' && value.startsWith('$') ? `$${value}` : value;
  return JSON.stringify([input], escaped);
}

/** The line of the answer's stream that is the action's Result. */
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
