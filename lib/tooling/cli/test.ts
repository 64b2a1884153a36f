/** `npm test`: every check, then a summary. Run by test.mjs under the pinned Node. */
import './exit-with-parent.ts';
import { check, checkBuild, run, runPlaywright, runSteps, runVitest } from './test-run.ts';

process.exitCode = await runSteps([
  { name: 'lint', run: () => check('npm', ['run', '--silent', 'lint']) },
  {
    name: 'types',
    run: async () => {
      // Types of routes, from the folders under `app`.
      await run('next', ['typegen']);
      return check('npm', ['run', '--silent', 'types']);
    },
  },
  { name: 'unused', run: () => check('npm', ['run', '--silent', 'unused']) },
  { name: 'unit', run: () => runVitest('lib/vitest.config.ts') },
  { name: 'build', run: checkBuild },
  { name: 'e2e', run: () => runPlaywright('e2e/playwright.config.ts') },
]);
