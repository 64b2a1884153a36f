/** Routes of one verb: query in, the verb's value out. */
import type { Context } from '#lib/platform/context.ts';
import { withContext } from '#lib/web/route-context.ts';
import { csvAnswer } from './http/csv-response.ts';
import { jsonAnswer } from './json-answer.ts';

/** From query and path parts, unchecked: the verb validates. */
type ReadAsked<Input> = (asked: URLSearchParams) => Input;

type Asked = Record<string, string | number | boolean | null>;
/** `name`: as for `csvAnswer`. */
type CsvFile = { text: AsyncGenerator<string>; name: string; headers?: Record<string, string> };
type Verb<Value> = (context: Context, input: Asked) => Promise<Value>;

const asText: ReadAsked<Asked> = (asked) => Object.fromEntries(asked);

/** GET. `input`: by default text from the query. */
export function jsonRoute(verb: Verb<unknown>, input = asText) {
  return route(verb, input, (value) => jsonAnswer(value));
}

/** GET, for a verb that gives JSON text. */
export function jsonTextRoute(verb: Verb<string>, input = asText) {
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  return route(verb, input, (text) => new Response(text, { headers }));
}

/** GET, streamed. Counts towards the member's exports. */
export function csvRoute(verb: Verb<CsvFile>, input = asText) {
  return route(verb, input, ({ text, name, headers }) => csvAnswer(text, name, headers), 'exports');
}

function route<Value>(
  verb: Verb<Value>,
  input: ReadAsked<Asked>,
  answer: (value: Value) => Response,
  limit?: Parameters<typeof withContext>[1],
) {
  return withContext(async (context, request, params) => {
    const asked = new URL(request.url).searchParams;
    for (const [name, part] of Object.entries(params ?? {})) asked.set(name, String(part));
    return answer(await verb(context, input(asked)));
  }, limit);
}
