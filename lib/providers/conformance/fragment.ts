/** For tests of FRAGMENT: one user with two tags. */
import { z } from 'zod';
import type { Pace } from '../config.ts';
import type { HeldTag } from '../contract.ts';
import { createFragment } from '../fragment/index.ts';
import { requireVariable, type WorldEnvironment } from './world.ts';

export const worldState = z.object({
  fragment: z.array(
    z.object({
      id: z.string(),
      externalId: z.string(),
      tags: z.array(z.object({ key: z.string(), value: z.string() })),
    }),
  ),
});

/** From the sandbox's state, as `key=value`; empty for an unknown id. */
export const tagsOf = (state: unknown, ref: string) =>
  worldState
    .parse(state)
    .fragment.find(({ externalId }) => externalId === ref)
    ?.tags.map(({ key, value }) => `${key}=${value}`) ?? [];

/** Breaks paths unless percent-encoded. */
export const ref = 'crm/42 ä%2F?#';
export const add = (key: string, value: string) => ({ verb: 'add' as const, key, value });
export const held = ['department=engineering', 'tier=2'];

export const fragmentUnderTest = {
  id: 'fragment' as const,
  create: (environment: WorldEnvironment, pace: Pace) =>
    createFragment({
      baseUrl: requireVariable(environment, 'FRAGMENT_BASE_URL'),
      auth: environment.TOKEN
        ? { kind: 'token', token: environment.TOKEN }
        : {
            kind: 'client',
            authUrl: requireVariable(environment, 'FRAGMENT_AUTH_URL'),
            clientId: requireVariable(environment, 'FRAGMENT_CLIENT_ID'),
            clientSecret: requireVariable(environment, 'FRAGMENT_CLIENT_SECRET'),
          },
      pace,
      listTimeoutMs: Number(environment.LIST_TIMEOUT_MS ?? pace.timeoutMs),
    }),
  seed: {
    fragment: [
      {
        externalId: ref,
        tags: [
          { key: 'department', value: 'engineering' },
          { key: 'tier', value: '2' },
        ],
      },
    ],
  },
  finding: {
    seed: {
      fragment: [
        { id: 'user_one', externalId: 'acct-1' },
        { id: 'user_two', externalId: 'user_one' },
      ],
    },
    path: '/users',
    found: [
      {
        by: 'reference' as const,
        text: 'acct-1',
        rows: [{ externalId: 'user_one', secondRef: 'acct-1', name: null, email: null }],
      },
      {
        by: 'reference' as const,
        text: 'user_two',
        rows: [{ externalId: 'user_two', secondRef: 'user_one', name: null, email: null }],
      },
      // One person's external id is another's id: both are told.
      {
        by: 'reference' as const,
        text: 'user_one',
        rows: [
          { externalId: 'user_one', secondRef: 'acct-1', name: null, email: null },
          { externalId: 'user_two', secondRef: 'user_one', name: null, email: null },
        ],
      },
    ],
  },
  externalId: ref,
  before: [
    { key: 'department', value: 'engineering', providerTagId: null },
    { key: 'tier', value: '2', providerTagId: null },
  ] satisfies HeldTag[],
};
