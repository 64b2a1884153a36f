/** What Vero tells by webhook. Browser-safe. Times are ISO 8601. */
import * as z from 'zod/mini';
import './input-messages.ts';

/**
 * `kept`: not applied yet. `confirmed`: what we had asked for. `found`: a difference. `agrees`: nothing new.
 * `repeat`: the same once more. `unknown-id`: nobody here has it. `left-out`: an erased person. `bad`: not applied, with
 * a reason.
 */
export type InboundState =
  | 'kept'
  | 'confirmed'
  | 'found'
  | 'agrees'
  | 'repeat'
  | 'unknown-id'
  | 'left-out'
  | 'bad';

/** All that is kept of a body besides type and id. */
export type InboundContent = { email?: string; add?: string[]; remove?: string[] };

/** `path` null: it was made under another TAGDESK_SECRET, and still works, but cannot be shown. */
export type InboundAddress = {
  id: number;
  path: string | null;
  madeBy: string;
  madeAt: string;
};

export type InboundEvent = {
  id: number;
  type: string;
  externalId: string | null;
  state: InboundState;
  reason: string | null;
  receivedAt: string;
};

/** `addresses`: the valid ones, newest first; null: not for this member. `events`: the latest, newest first. */
export type InboundView = {
  provider: 'vero';
  isSetUp: boolean;
  addresses: InboundAddress[] | null;
  lastEventAt: string | null;
  waiting: number;
  events: InboundEvent[];
};

export const rotateInboundInput = z.object({ provider: z.literal('vero') });
export const endInboundInput = z.object({ addressId: z.int().check(z.positive()) });

/** Of the path's secret: 128 bits as base64url. */
export const inboundSecretForm = /^[\w-]{22}$/;
