import { timeZone } from '#lib/platform/settings/time-zone.ts';
import { dayOf } from '#lib/shared/days.ts';

/**
 * A CSV file as an answer, streamed: a part is asked for when the browser takes it, and whoever leaves ends the work.
 * `name`: the file's, without its ending, from characters that a header takes.
 */
export function csvAnswer(
  text: AsyncGenerator<string>,
  name: string,
  headers: Record<string, string> = {},
): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      // Without its mark, spreadsheets take the file for the machine's own encoding and save it back damaged.
      controller.enqueue(encoder.encode('\uFEFF'));
    },
    async pull(controller) {
      const part = await text.next();
      if (part.done) controller.close();
      else controller.enqueue(encoder.encode(part.value));
    },
    async cancel() {
      await text.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="${name}.csv"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...headers,
    },
  });
}

/** Today, as files are named by it: `2026-11-21`. */
export function fileDay(): string {
  return dayOf(Date.now(), timeZone());
}
