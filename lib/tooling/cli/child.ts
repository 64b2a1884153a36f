import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { processVariable } from '#lib/platform/log/log.ts';
import { root } from './data-folder.ts';
import { parentVariable } from './exit-with-parent.ts';
import { type HeldOutput, relay } from './output.ts';

export type ChildPlan = {
  /** Prefixes its output. */
  name: string;
  /** For Node: the file and its arguments. */
  parameters: string[];
  environment: NodeJS.ProcessEnv;
  /** Until `openOutput`. */
  holdOutput?: boolean;
  /** Takes the first line of output: children announce an address. */
  onFirstLine?: (line: string) => void;
};

export type Child = {
  pid: number;
  /** How it ended, in words. */
  ended: Promise<string>;
  /** Also writes what was held back; see `HeldOutput`. */
  openOutput(which: 'all' | 'notable'): void;
  /** After `limitMs` it is killed with its children. */
  stop(limitMs: number): Promise<void>;
};

/** It ends by itself should this process be killed. */
export function startChild(plan: ChildPlan): Child {
  const tie = fileURLToPath(new URL('./exit-with-parent.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', tie, ...plan.parameters], {
    cwd: root,
    env: { ...plan.environment, [parentVariable]: String(process.pid), [processVariable]: plan.name },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    // Its own process group: Ctrl-C reaches only the launcher, which ends things in order.
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
    // It has just ended.
  }
}
