/** A process under the launcher: started, watched, ended. */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { processVariable } from '#lib/platform/log/log.ts';
import { root } from './data-folder.ts';
import { tieVariable } from './exit-with-parent.ts';
import { type HeldOutput, relay } from './output.ts';

/** How to start a child. */
export type ChildPlan = {
  /** Stands before each line of its output. */
  name: string;
  /** Arguments for Node: the file to run, and that file's own. */
  parameters: string[];
  environment: NodeJS.ProcessEnv;
  /** Keep its output back until `openOutput` is called. */
  holdOutput?: boolean;
  /** Receives the first line of standard output instead of the terminal: for children that announce an address. */
  onFirstLine?: (line: string) => void;
};

/** A child that was started. */
export type Child = {
  pid: number;
  /** Resolves at its end, with how it ended in words. */
  ended: Promise<string>;
  /** Lets its output pass from now on, and writes what was kept back; see `HeldOutput`. */
  openOutput(which: 'all' | 'notable'): void;
  /** Asks it to end, waits up to `limitMs`, then kills it with its own children. */
  stop(limitMs: number): Promise<void>;
};

/** Starts the child. It is tied to this process: should this one be killed, the child ends by itself. */
export function startChild(plan: ChildPlan): Child {
  const tie = fileURLToPath(new URL('./exit-with-parent.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', tie, ...plan.parameters], {
    cwd: root,
    env: { ...plan.environment, [tieVariable]: String(process.pid), [processVariable]: plan.name },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    // A group of its own: Ctrl-C at the terminal then reaches the launcher alone, which ends things in order.
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  const ended = new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('exit', (code, signal) => resolve(signal ? `signal ${signal}` : `code ${code}`));
  });
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  const outputs = relayOutputs(plan, child);
  return {
    pid: child.pid ?? -1,
    ended,
    openOutput(which) {
      for (const output of outputs) output.open(which);
    },
    async stop(limitMs) {
      if (isOver) return;
      child.kill('SIGTERM');
      const timer = setTimeout(() => killGroup(child), limitMs);
      await ended;
      clearTimeout(timer);
    },
  };
}

function relayOutputs(plan: ChildPlan, child: ChildProcess): HeldOutput[] {
  const outputs: HeldOutput[] = [];
  if (child.stderr) outputs.push(relay(plan.name, child.stderr, process.stderr, plan.holdOutput ?? false));
  if (child.stdout === null) return outputs;
  if (plan.onFirstLine) {
    takeFirstLine(child.stdout, plan.onFirstLine);
    child.stdout.resume();
  } else {
    outputs.push(relay(plan.name, child.stdout, process.stdout, plan.holdOutput ?? false));
  }
  return outputs;
}

function takeFirstLine(stream: Readable, receive: (line: string) => void): void {
  let text = '';
  const listen = (chunk: Buffer) => {
    text += chunk.toString();
    const end = text.indexOf('\n');
    if (end < 0) return;
    stream.off('data', listen);
    receive(text.slice(0, end));
  };
  stream.on('data', listen);
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
  } catch {
    // It ended in the same moment.
  }
}
