/** The first start must succeed; then it is kept running. */
import { nextProgram } from './build.ts';
import { type Child, startChild } from './child.ts';
import { waitForHealth } from './health.ts';
import { heapArgs, longAddresses } from './heap-limits.ts';
import { print } from './output.ts';
import { type KeptChild, keepRunning } from './restart-on-exit.ts';

const healthLimitMs = 60_000;
/** Next's development server compiles first. */
const developmentHealthLimitMs = 120_000;

export type WebServer = KeptChild & {
  /** From then on it is restarted. Rejects, with its output, when it ends or does not serve in time. */
  firstServed(): Promise<void>;
};

export type WebServerPlan = {
  port: number;
  /** Next's development server. */
  isDevelopment: boolean;
  environment: NodeJS.ProcessEnv;
  /** Also of each restart. */
  onStart: (child: Child) => void;
};

/** Output is held back until it serves; then only notable lines pass. */
export function startWebServer({ port, isDevelopment, environment, onStart }: WebServerPlan): WebServer {
  const heap = isDevelopment ? [] : heapArgs;
  const start = () => {
    const child = startChild({
      name: 'web',
      parameters: [
        ...heap,
        longAddresses,
        nextProgram,
        isDevelopment ? 'dev' : 'start',
        '--port',
        String(port),
      ],
      environment,
      holdOutput: true,
    });
    onStart(child);
    return child;
  };
  const serves = async (child: Child) => {
    const gone = child.ended.then((how) => {
      child.openOutput('all');
      return how;
    });
    const limitMs = isDevelopment ? developmentHealthLimitMs : healthLimitMs;
    await waitForHealth(`http://127.0.0.1:${port}`, limitMs, gone);
    child.openOutput('notable');
  };
  const startAgain = () => {
    const child = start();
    serves(child).then(
      () => print('The web server serves again.'),
      // An end is handled elsewhere; one that hangs shows its output.
      () => child.openOutput('all'),
    );
    return child;
  };

  const first = start();
  let kept: KeptChild = first;
  return {
    firstServed: async () => {
      await serves(first);
      kept = keepRunning('web server', startAgain, first);
    },
    stop: (limitMs) => kept.stop(limitMs),
  };
}
