import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { deliver, isAppliedDespite, spoil } from './fault-answers.ts';
import type { Fault } from './faults.ts';
import type { HeldResponses } from './held.ts';
import type { Answer, Provider, ProviderRequest } from './provider.ts';
import type { LogRecord } from './request-log.ts';
import type { Settings } from './settings.ts';
import type { World } from './world.ts';
import type { Worlds } from './worlds.ts';

export type Call = {
  provider: Provider;
  request: ProviderRequest;
  path: string;
  rawQuery: string;
  isTokenCall: boolean;
  response: ServerResponse;
  held: HeldResponses;
};

/**
 * One call: world, fault, latency, effect, answer. The state moves in one step after waiting, so a call is
 * applied wholly or not at all.
 */
export async function exchange(worlds: Worlds, call: Call): Promise<void> {
  const { provider, request, response } = call;
  const identified = provider.identify(worlds, request);
  if ('refusal' in identified) {
    const record = identified.world && note(identified.world, call);
    return deliver(response, identified.refusal, record);
  }
  const { world } = identified;
  const fault = world.faults.take({
    provider: provider.name,
    method: request.method,
    path: call.path,
    body: request.body,
    isTokenCall: call.isTokenCall,
    identities: () => provider.identities(world, request),
  });
  const record = note(world, call, fault);
  const lock = provider.lockOf?.(world, request);
  const isRefusedAsBusy = lock !== undefined && world.busy.has(lock);
  const holds = lock !== undefined && !isRefusedAsBusy;
  if (holds) world.busy.add(lock);
  try {
    const delayMs = latencyOf(world, request) + (fault?.kind === 'slow' ? (fault.delayMs ?? 1000) : 0);
    if (delayMs > 0) await wait(delayMs);
    if (isRefusedAsBusy && provider.busy) return deliver(response, provider.busy(), record);
    const honest = !fault || isAppliedDespite(fault) ? perform(call, world) : undefined;
    if (honest) record.applied = honest.applied;
    const answerMs = spread(world.settings.answerLatencyMs);
    if (answerMs > 0) await wait(answerMs);
    if (fault?.kind === 'late') applyLater(call, world, fault, record);
    if (fault) {
      const identities = provider.identities(world, request);
      return await spoil({ fault, honest, provider, response, record, held: call.held, identities });
    }
    if (honest) deliver(response, honest, record);
  } finally {
    if (holds) world.busy.delete(lock);
  }
}

/** The answer is lost, the effect comes after `delayMs` (1,000), unless the process ends first. */
function applyLater(call: Call, world: World, fault: Fault, record: LogRecord): void {
  const timer = setTimeout(() => {
    record.applied = perform(call, world).applied;
  }, fault.delayMs ?? 1_000);
  timer.unref();
}

/** A bug in the sandbox is a 500, also on stderr. */
function perform({ provider, request }: Call, world: World): Answer {
  try {
    return provider.handle(world, request);
  } catch (error) {
    console.error(error);
    return { status: 500, body: provider.errorBody(500), applied: false };
  }
}

function note(world: World, { provider, request, path, rawQuery }: Call, fault?: Fault): LogRecord {
  return world.log.add({
    provider: provider.name,
    method: request.method,
    path,
    query: rawQuery,
    headers: request.headers,
    body: request.body,
    ...(fault ? { fault: fault.kind } : {}),
  });
}

function latencyOf({ settings }: World, { method }: ProviderRequest): number {
  const { latencyMs, writeLatencyMs } = settings;
  return spread(latencyMs) + (method === 'GET' ? 0 : spread(writeLatencyMs));
}

function spread({ min, max }: Settings['latencyMs']): number {
  return min + Math.random() * (max - min);
}
