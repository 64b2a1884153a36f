/** Routes that are one verb: context and errors by `withContext`, the address as input, the verb's value as the answer. */
import type { Context } from '#lib/platform/context.ts';
import { withContext } from '#lib/web/route-context.ts';
import { csvAnswer } from './http/csv-response.ts';
import { jsonAnswer } from './json-answer.ts';

/** Makes a verb's input of the query and, over it, the parts of the path. What these may hold is the verb's to check. */
type ReadAsked<Input> = (asked: URLSearchParams) => Input;

type Asked = Record<string, string | number | boolean | null>;
/** `name`: as `csvAnswer` takes it. */
type CsvFile = { text: AsyncGenerator<string>; name: string; headers?: Record<string, string> };
type Verb<Value> = (context: Context, input: Asked) => Promise<Value>;

const asText: ReadAsked<Asked> = (asked) => Object.fromEntries(asked);

/** GET: what the verb gives, as JSON. `input`: text as it stands in the address, unless told otherwise. */
export function jsonRoute(verb: Verb<unknown>, input = asText) {
  return route(verb, input, (value) => jsonAnswer(value));
}

/** GET: the same for a verb whose answer is JSON text already. */
export function jsonTextRoute(verb: Verb<string>, input = asText) {
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  return route(verb, input, (text) => new Response(text, { headers }));
}

/** GET: a file, streamed. Each counts towards what one member may take out. */
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
