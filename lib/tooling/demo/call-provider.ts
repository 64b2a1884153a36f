/** The past's calls, answered by the imitated providers themselves, in this process and at a time of the past. */

import { fromChange, toChangeLabels } from '#lib/providers/capillary/map.ts';
import { envelope } from '#lib/providers/capillary/wire.ts';
import type { HeldTag, Operation } from '#lib/providers/contract.ts';
import { ProviderError } from '#lib/providers/errors.ts';
import type { Exchange } from '#lib/providers/exchange.ts';
import { fromRefusal, toUpdateUser } from '#lib/providers/fragment/map.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { resultOf } from '#lib/providers/outcome.ts';
import { fromReply, toTagsEdit } from '#lib/providers/vero/map.ts';
import { capillary } from '#lib/sandbox/capillary.ts';
import { cerego } from '#lib/sandbox/cerego.ts';
import { fragment } from '#lib/sandbox/fragment.ts';
import type { Provider } from '#lib/sandbox/provider.ts';
import type { Random } from '#lib/sandbox/random.ts';
import { vero } from '#lib/sandbox/vero.ts';
import type { World } from '#lib/sandbox/world.ts';
import type { OperationOutcome } from '#lib/shared/changes.ts';

/** `bases`: base URLs, as Tagdesk calls them. */
export type Scene = { world: World; bases: Record<ProviderId, string>; random: Random };

/**
 * queued: Vero's answer does not say whether it took the change. lost: no answer. unreached: nothing arrived.
 * For the first two `applied` says what became of it.
 */
export type Mishap = { kind: 'queued' | 'lost' | 'unreached'; applied: boolean };

export type Called = {
  outcomes: OperationOutcome[];
  /** As of `applyOutcomes`. */
  shown: HeldTag[] | null;
  seen: HeldTag[];
  exchanges: Exchange[];
};

export type Asked = {
  provider: ProviderId;
  externalId: string;
  operations: readonly Operation[];
  before: readonly HeldTag[];
};

const imitated: Record<ProviderId, Provider> = { vero, cerego, capillary, fragment };
const queuedAnswer = '{"status":200,"message":"Queued for maintenance."}';

/** `at`: ms since 1970. */
export function callProvider(scene: Scene, asked: Asked, at: number, mishap: Mishap | null): Called {
  if (mishap?.applied ?? true) {
    const called = callers[asked.provider](scene, asked, at);
    if (!mishap) return called;
  }
  const { method, path, body } = writeOf(scene, asked);
  const exchange = {
    ...exchangeOf(scene, asked.provider, method, path, body, at),
    status: null,
    answer: null,
  };
  return {
    shown: null,
    seen: [],
    ...(mishap ? spoilt(exchange, asked, mishap) : { outcomes: [], exchanges: [] }),
  };
}

function spoilt(
  exchange: Exchange,
  { operations }: Asked,
  { kind }: Mishap,
): Pick<Called, 'outcomes' | 'exchanges'> {
  const outcomes = (outcome: OperationOutcome) => operations.map(() => outcome);
  if (kind === 'queued') {
    const outcome = fromReply({ message: 'Queued for maintenance.' });
    return { outcomes: outcomes(outcome), exchanges: [{ ...exchange, status: 200, answer: queuedAnswer }] };
  }
  const isLost = kind === 'lost';
  const error = isLost
    ? 'The connection to Vero ended before it answered.'
    : 'Vero could not be reached (ECONNREFUSED).';
  const hint = isLost
    ? 'Vero may or may not have taken it and cannot be read. Sending it again does no harm.'
    : 'Nothing was changed. It can be sent again.';
  const code = isLost ? 'connection-lost' : 'connection-failed';
  return {
    outcomes: outcomes(resultOf(isLost ? 'unknown' : 'failed', { message: error, hint })),
    exchanges: [{ ...exchange, error, code }],
  };
}

type Call = { method: string; path: string; body: object | null };

/** The writing call of a change with one; Cerego's of its first operation. */
function writeOf({ world }: Scene, { provider, externalId, operations, before }: Asked): Call {
  if (provider === 'vero')
    return { method: 'PUT', path: '/users/tags/edit', body: toTagsEdit({ externalId, operations }) };
  if (provider === 'capillary')
    return {
      method: 'POST',
      path: `/customers/${externalId}/changeLabels`,
      body: toChangeLabels(operations),
    };
  if (provider === 'fragment')
    return { method: 'PATCH', path: `/users/${externalId}`, body: toUpdateUser(operations) };
  const [operation] = operations;
  const value = operation?.value ?? '';
  const held = before.find(({ key }) => key === operation?.key)?.providerTagId ?? null;
  const known =
    held ?? heldAtCerego(world, externalId).find(({ key }) => key === operation?.key)?.providerTagId;
  if (operation?.verb === 'update' && known)
    return { method: 'PUT', path: `/partner_user_tags/${known}`, body: { value } };
  const type = [...world.state.cerego.types.values()].find(({ name }) => name === operation?.key);
  return {
    method: 'POST',
    path: `/partner_user_tag_types/${type?.id}/partner_user_tags`,
    body: { user_id: externalId, value },
  };
}

function ask(scene: Scene, provider: ProviderId, { method, path, body }: Call, at: number) {
  const { world } = scene;
  world.clockOffsetMs = at - Date.now();
  const text = body === null ? '' : JSON.stringify(body);
  const { status, body: answer } = imitated[provider].handle(world, {
    method,
    segments: path.slice(1).split('/'),
    query: new URLSearchParams(),
    headers: { 'content-type': 'application/json' },
    body: text,
    json: () => body ?? undefined,
  });
  return {
    status,
    answer,
    exchange: { ...exchangeOf(scene, provider, method, path, body, at), status, answer },
  };
}

function exchangeOf(
  { bases, random }: Scene,
  provider: ProviderId,
  method: string,
  path: string,
  body: object | null,
  at: number,
): Exchange {
  return {
    at: new Date(at).toISOString(),
    method,
    url: `${bases[provider]}${path}${provider === 'vero' ? '?auth_token=[redacted]' : ''}`,
    body: body && JSON.stringify(body),
    status: null,
    answer: null,
    error: null,
    durationMs: random.integer(48, 176),
  };
}

const callers: Record<ProviderId, (scene: Scene, asked: Asked, at: number) => Called> = {
  vero: (scene, asked, at) => {
    const { exchange, answer } = ask(scene, 'vero', writeOf(scene, asked), at);
    const { message } = JSON.parse(answer) as { message: string };
    const outcomes = asked.operations.map(() => fromReply({ message }));
    return { outcomes, shown: null, seen: [], exchanges: [exchange] };
  },
  cerego: (scene, asked, at) => {
    const { exchange, status, answer } = ask(scene, 'cerego', writeOf(scene, asked), at);
    const [operation] = asked.operations;
    if (status < 300) {
      const seen = heldAtCerego(scene.world, asked.externalId).filter(({ key }) => key === operation?.key);
      return { outcomes: [resultOf('confirmed')], shown: null, seen, exchanges: [exchange] };
    }
    const message = /"detail":"([^"]*)"/.exec(answer)?.[1] ?? 'Bad Request';
    const hint = `If the user already has a ${operation?.key}, update it instead.`;
    const refused = resultOf('refused', { code: String(status), message, hint });
    return {
      outcomes: [refused],
      shown: null,
      seen: [],
      exchanges: [{ ...exchange, error: message, code: 'invalid' }],
    };
  },
  capillary: (scene, asked, at) => {
    const { externalId } = asked;
    const write = ask(scene, 'capillary', writeOf(scene, asked), at);
    const readAt = at + write.exchange.durationMs + 4;
    const read = ask(
      scene,
      'capillary',
      { method: 'GET', path: `/customers/${externalId}/labels`, body: null },
      readAt,
    );
    const shown = heldAt(scene.world, 'capillary', externalId);
    const outcomes = fromChange(asked, envelope.parse(JSON.parse(write.answer)), shown);
    return { outcomes, shown, seen: [], exchanges: [write.exchange, read.exchange] };
  },
  fragment: (scene, asked, at) => {
    const { exchange, status, answer } = ask(scene, 'fragment', writeOf(scene, asked), at);
    const shown = heldAt(scene.world, 'fragment', asked.externalId);
    if (status < 300)
      return {
        outcomes: asked.operations.map(() => resultOf('confirmed')),
        shown,
        seen: [],
        exchanges: [exchange],
      };
    const { code: providerCode, message } = JSON.parse(answer) as { code: string; message: string };
    const code = status === 409 ? 'conflict' : 'not-found';
    const error = new ProviderError('fragment', code, message, { providerCode, status });
    const outcomes = fromRefusal(asked.operations, error);
    return { outcomes, shown: null, seen: [], exchanges: [{ ...exchange, error: message, code }] };
  },
};

/** The complete list; Vero's cannot be read. */
export function heldAt(world: World, provider: Exclude<ProviderId, 'vero'>, externalId: string): HeldTag[] {
  const { capillary: labels, fragment: accounts } = world.state;
  if (provider === 'cerego') return heldAtCerego(world, externalId);
  if (provider === 'fragment')
    return (accounts.users.get(externalId)?.tags ?? []).map((tag) => ({ ...tag, providerTagId: null }));
  const rows = labels.customers.get(externalId)?.labels.filter(({ deleted }) => !deleted) ?? [];
  return rows.map(({ labelId }) => ({
    key: labels.labels.get(labelId)?.name ?? '',
    value: null,
    providerTagId: null,
  }));
}

function heldAtCerego({ state }: World, externalId: string): HeldTag[] {
  return (state.cerego.users.get(externalId)?.tags ?? []).map(({ id, typeId, value }) => ({
    key: state.cerego.types.get(typeId)?.name ?? '',
    value,
    providerTagId: id,
  }));
}
