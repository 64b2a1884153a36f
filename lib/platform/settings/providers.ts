/** A provider without credentials is null: not connected. */
import { z } from 'zod';
import { catalog } from '#lib/providers/catalog.ts';
import {
  type Pace,
  type ProvidersConfig,
  usualListTimeoutMs,
  usualMaxAnswerBytes,
} from '#lib/providers/config.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { about, bothOf, type Environment, readAll } from './read-setting.ts';
import { SettingsError } from './settings-error.ts';
import { baseUrl, kind, oneOf, optional, positiveNumber, Wrong, wholeNumber } from './values.ts';

const mebibyte = 1_048_576;

const tagTypes = kind((text): { id: string; name: string }[] | Wrong => {
  const types = text.split(',').map((entry) => {
    const [id, ...name] = entry.split('=');
    return { id: id?.trim() ?? '', name: name.join('=').trim() };
  });
  const names = new Set(types.map((type) => type.name.toLowerCase()));
  const ids = new Set(types.map((type) => type.id));
  const isClear =
    types.every((type) => type.id && type.name) && names.size === types.length && ids.size === types.length;
  return isClear ? types : new Wrong('must look like 3=Region,5=Team, each id and name once.');
});

/** Registers what lib/docs/settings.md says of the variable. */
function known<T extends z.ZodType>(variable: string, type: T, meaning = '', example?: string): T {
  about.add(type, { variable, meaning, ...(example === undefined ? {} : { example }) });
  return type;
}

/** In the order of the documentation. */
export const providerSettings = {
  vero: {
    authToken: known('VERO_AUTH_TOKEN', optional(z.string())),
    baseUrl: known('VERO_BASE_URL', baseUrl.default('https://api.getvero.com/api/v2')),
  },
  cerego: {
    apiKey: known('CEREGO_API_KEY', optional(z.string())),
    tagTypes: known(
      'CEREGO_TAG_TYPES',
      tagTypes.default([]),
      ' such as `3=Region,5=Team`',
      '3=Region,5=Team',
    ),
    partnerId: known('CEREGO_PARTNER_ID', optional(z.string()), ', needed only for reading'),
    departmentUsers: known(
      'CEREGO_DEPARTMENT_USERS',
      oneOf(['1', '0'], '1 or 0').default('1'),
      ', `0`: people in departments are not asked for, and nobody who is not listed counts as gone',
    ),
    baseUrl: known('CEREGO_BASE_URL', baseUrl.default('https://partners.cerego.com/v3')),
  },
  capillary: {
    username: known('CAPILLARY_USERNAME', optional(z.string())),
    password: known('CAPILLARY_PASSWORD', optional(z.string()), ' (the password proper)'),
    baseUrl: known('CAPILLARY_BASE_URL', baseUrl.default('https://eu.api.capillarytech.com/v2')),
    changeLabelsMethod: known(
      'CAPILLARY_CHANGE_LABELS_METHOD',
      oneOf(['POST', 'GET'], 'POST or GET').default('POST'),
    ),
  },
  fragment: {
    clientId: known('FRAGMENT_CLIENT_ID', optional(z.string())),
    clientSecret: known('FRAGMENT_CLIENT_SECRET', optional(z.string())),
    token: known('FRAGMENT_TOKEN', optional(z.string()), ' in place of these two'),
    baseUrl: known('FRAGMENT_BASE_URL', baseUrl.default('https://api.us-west-2.fragment.dev/billing')),
    authUrl: known('FRAGMENT_AUTH_URL', baseUrl.default('https://auth.us-west-2.fragment.dev/oauth2/token')),
    listTimeoutMs: known('FRAGMENT_LIST_TIMEOUT_MS', wholeNumber.default(usualListTimeoutMs)),
  },
};

/** Under each provider's name, such as `VERO_MAX_PER_SECOND`. */
export function paceSettings(provider: ProviderId) {
  const { perSecond, concurrent, timeoutMs } = catalog[provider].pace;
  const name = (rest: string) => `${provider.toUpperCase()}_${rest}`;
  return {
    perSecond: known(name('MAX_PER_SECOND'), positiveNumber.default(perSecond)),
    concurrent: known(name('MAX_CONCURRENT'), wholeNumber.default(concurrent)),
    timeoutMs: known(name('TIMEOUT_MS'), wholeNumber.default(timeoutMs)),
    maxAnswerMb: known(name('MAX_ANSWER_MB'), wholeNumber.default(usualMaxAnswerBytes / mebibyte)),
  };
}

/** Throws SettingsError for the first wrong value, also of a provider that is not connected. */
export function readProviders(env: Environment): ProvidersConfig {
  return { vero: vero(env), cerego: cerego(env), capillary: capillary(env), fragment: fragment(env) };
}

function pace(env: Environment, provider: ProviderId): Pace {
  const { maxAnswerMb, ...rest } = readAll(env, paceSettings(provider));
  return { ...rest, maxAnswerBytes: maxAnswerMb * mebibyte };
}

function vero(env: Environment): ProvidersConfig['vero'] {
  const { authToken, ...rest } = readAll(env, providerSettings.vero);
  return authToken ? { ...rest, authToken, pace: pace(env, 'vero') } : null;
}

function cerego(env: Environment): ProvidersConfig['cerego'] {
  const { apiKey, departmentUsers: department, ...rest } = readAll(env, providerSettings.cerego);
  const departmentUsers = department === '1';
  return apiKey ? { ...rest, apiKey, departmentUsers, pace: pace(env, 'cerego') } : null;
}

function capillary(env: Environment): ProvidersConfig['capillary'] {
  const { username, password, ...rest } = readAll(env, providerSettings.capillary);
  const login = bothOf(['CAPILLARY_USERNAME', username], ['CAPILLARY_PASSWORD', password]);
  return login && { ...rest, username: login[0], password: login[1], pace: pace(env, 'capillary') };
}

function fragment(env: Environment): ProvidersConfig['fragment'] {
  const { token, authUrl, ...given } = readAll(env, providerSettings.fragment);
  const client = bothOf(
    ['FRAGMENT_CLIENT_ID', given.clientId],
    ['FRAGMENT_CLIENT_SECRET', given.clientSecret],
  );
  if (client && token) {
    throw new SettingsError('FRAGMENT_TOKEN', 'and FRAGMENT_CLIENT_ID exclude each other; set one of them.');
  }
  const { baseUrl, listTimeoutMs } = given;
  const rest = { baseUrl, listTimeoutMs, pace: pace(env, 'fragment') };
  if (token) return { ...rest, auth: { kind: 'token', token } };
  if (!client) return null;
  const [clientId, clientSecret] = client;
  return { ...rest, auth: { kind: 'client', authUrl, clientId, clientSecret } };
}
