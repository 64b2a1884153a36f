/** The providers' settings out of the environment. A provider without credentials is null: not connected. */
import { catalog } from '#lib/providers/catalog.ts';
import {
  type Pace,
  type ProvidersConfig,
  usualListTimeoutMs,
  usualMaxAnswerBytes,
} from '#lib/providers/config.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { SettingsError } from './settings-error.ts';
import { baseUrl, type Environment, pair, positiveNumber, text } from './values.ts';

const mebibyte = 1_048_576;

/** Throws SettingsError for the first value that cannot be used, also of a provider that is not connected. */
export function readProviders(env: Environment): ProvidersConfig {
  return { vero: vero(env), cerego: cerego(env), capillary: capillary(env), fragment: fragment(env) };
}

function pace(env: Environment, provider: ProviderId): Pace {
  const prefix = provider.toUpperCase();
  const usual = catalog[provider].pace;
  return {
    perSecond: positiveNumber(env, `${prefix}_MAX_PER_SECOND`, usual.perSecond, false),
    concurrent: positiveNumber(env, `${prefix}_MAX_CONCURRENT`, usual.concurrent, true),
    timeoutMs: positiveNumber(env, `${prefix}_TIMEOUT_MS`, usual.timeoutMs, true),
    maxAnswerBytes:
      positiveNumber(env, `${prefix}_MAX_ANSWER_MB`, usualMaxAnswerBytes / mebibyte, true) * mebibyte,
  };
}

function tagTypes(env: Environment): { id: string; name: string }[] {
  const value = text(env, 'CEREGO_TAG_TYPES');
  if (value === null) return [];
  const types = value.split(',').map((entry) => {
    const [id, ...name] = entry.split('=');
    return { id: id?.trim() ?? '', name: name.join('=').trim() };
  });
  const names = new Set(types.map((type) => type.name.toLowerCase()));
  const ids = new Set(types.map((type) => type.id));
  if (types.some((type) => !type.id || !type.name) || names.size < types.length || ids.size < types.length) {
    throw new SettingsError('CEREGO_TAG_TYPES', 'must look like 3=Region,5=Team, each id and name once.');
  }
  return types;
}

function cerego(env: Environment): ProvidersConfig['cerego'] {
  const apiKey = text(env, 'CEREGO_API_KEY');
  const url = baseUrl(env, 'CEREGO_BASE_URL', 'https://partners.cerego.com/v3');
  const types = tagTypes(env);
  if (!apiKey) return null;
  return {
    baseUrl: url,
    apiKey,
    partnerId: text(env, 'CEREGO_PARTNER_ID'),
    tagTypes: types,
    pace: pace(env, 'cerego'),
  };
}

function vero(env: Environment): ProvidersConfig['vero'] {
  const authToken = text(env, 'VERO_AUTH_TOKEN');
  const url = baseUrl(env, 'VERO_BASE_URL', 'https://api.getvero.com/api/v2');
  return authToken ? { baseUrl: url, authToken, pace: pace(env, 'vero') } : null;
}

function capillary(env: Environment): ProvidersConfig['capillary'] {
  const login = pair(env, 'CAPILLARY_USERNAME', 'CAPILLARY_PASSWORD');
  const url = baseUrl(env, 'CAPILLARY_BASE_URL', 'https://eu.api.capillarytech.com/v2');
  const method = text(env, 'CAPILLARY_CHANGE_LABELS_METHOD') ?? 'POST';
  if (method !== 'POST' && method !== 'GET') {
    throw new SettingsError('CAPILLARY_CHANGE_LABELS_METHOD', `must be POST or GET, not "${method}".`);
  }
  if (!login) return null;
  const [username, password] = login;
  return { baseUrl: url, username, password, changeLabelsMethod: method, pace: pace(env, 'capillary') };
}

function fragment(env: Environment): ProvidersConfig['fragment'] {
  const client = pair(env, 'FRAGMENT_CLIENT_ID', 'FRAGMENT_CLIENT_SECRET');
  const token = text(env, 'FRAGMENT_TOKEN');
  const url = baseUrl(env, 'FRAGMENT_BASE_URL', 'https://api.us-west-2.fragment.dev/billing');
  const authUrl = baseUrl(env, 'FRAGMENT_AUTH_URL', 'https://auth.us-west-2.fragment.dev/oauth2/token');
  if (client && token) {
    throw new SettingsError('FRAGMENT_TOKEN', 'and FRAGMENT_CLIENT_ID exclude each other; set one of them.');
  }
  const listTimeoutMs = positiveNumber(env, 'FRAGMENT_LIST_TIMEOUT_MS', usualListTimeoutMs, true);
  const rest = { baseUrl: url, pace: pace(env, 'fragment'), listTimeoutMs };
  if (token) return { ...rest, auth: { kind: 'token', token } };
  if (!client) return null;
  const [clientId, clientSecret] = client;
  return { ...rest, auth: { kind: 'client', authUrl, clientId, clientSecret } };
}
