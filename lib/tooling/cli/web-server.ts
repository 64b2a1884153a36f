/** The web server as a child of the launcher: the first start has to succeed, after that it is kept running. */
import { nextProgram } from './build.ts';
import { type Child, startChild } from './child.ts';
import { waitForHealth } from './health.ts';
import { leanHeap, longAddresses } from './heap-limits.ts';
import { say } from './output.ts';
import { type KeptChild, keepRunning } from './restart-on-exit.ts';

const healthLimitMs = 60_000;
/** Next's development server compiles first. */
const developmentHealthLimitMs = 120_000;

export type WebServer = KeptChild & {
  /**
   * Resolves once it serves; from then on it is started again whenever it ends. Rejects, with everything that it said
   * written out, when it ends before that or does not serve in time.
   */
  firstServed(): Promise<void>;
};

export type WebServerPlan = {
  port: number;
  /** Next's development server instead of a production build. */
  isDevelopment: boolean;
  environment: NodeJS.ProcessEnv;
  /** Hears of every process started for it. */
  onStart: (child: Child) => void;
};

/** Starts it at once. What it says is held back until it serves: then only what is notable is written. */
export function startWebServer({ port, isDevelopment, environment, onStart }: WebServerPlan): WebServer {
  const heap = isDevelopment ? [] : leanHeap;
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
      () => say('The web server serves again.'),
      // Its end is seen by whoever keeps it running; one that hangs shows what it said.
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
