/** `npm run bench`. Run by bench.mjs under the pinned Node. */
import '../cli/exit-with-parent.ts';
import { main } from '#lib/tooling/bench/main.ts';
import { complain } from '../cli/output.ts';

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  complain(error instanceof Error ? error.message : String(error));
  return 1;
});
