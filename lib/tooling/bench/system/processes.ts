import { readFileSync } from 'node:fs';
import { type Child, startChild } from '#lib/tooling/cli/child.ts';
import { testEnvironment } from '#lib/tooling/cli/test-environment.ts';

/** Announced as `{"url": …}` on its first line. */
export async function startAnnounced(
  resources: AsyncDisposableStack,
  plan: { name: string; file: string; environment: Record<string, string> },
): Promise<{ url: string; child: Child }> {
  const announced = Promise.withResolvers<string>();
  const child = startChild({
    name: plan.name,
    parameters: [plan.file],
    environment: { ...testEnvironment(process.env), ...plan.environment },
    onFirstLine: announced.resolve,
  });
  resources.defer(() => child.stop(5_000));
  void child.ended.then((how) => announced.reject(new Error(`${plan.name} ended at its start (${how}).`)));
  const line: unknown = JSON.parse(await announced.promise);
  if (typeof line === 'object' && line !== null && 'url' in line) return { url: String(line.url), child };
  throw new Error(`${plan.name} announced no address.`);
}

/** Resident, MiB; null: unknown. */
export function residentMegabytes(pid: number): number | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(status)?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) / 1024;
  } catch {
    return null;
  }
}
