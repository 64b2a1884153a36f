/** `npm run bench`: the benchmark. Run by bench.mjs under the pinned Node. */
import './tie-to-parent.ts';
import { main } from '#lib/bench/main.ts';
import { complain } from './output.ts';

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  complain(error instanceof Error ? error.message : String(error));
  return 1;
});
