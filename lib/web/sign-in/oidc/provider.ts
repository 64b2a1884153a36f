import {
  allowInsecureRequests,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  type Configuration,
  discovery,
  enableNonRepudiationChecks,
} from 'openid-client';
import type { OidcSettings } from '#lib/platform/settings/read-settings.ts';

const timeoutSeconds = 5;
const freshMs = 60 * 60 * 1000;

type Known = { key: string; at: number; configuration: Promise<Configuration> };
let known: Known | null = null;

/**
 * On first use and hourly, never at start: passwords must work while the provider is down. Rejects when
 * unreachable or wrong; the next call retries.
 */
export function readProvider(settings: OidcSettings): Promise<Configuration> {
  const key = `${settings.issuer} ${settings.clientId}`;
  if (known && known.key === key && Date.now() - known.at < freshMs) return known.configuration;
  const configuration = discover(settings);
  const entry = { key, at: Date.now(), configuration };
  known = entry;
  configuration.catch(() => {
    if (known === entry) known = null;
  });
  return configuration;
}

function discover({ issuer, clientId, clientSecret }: OidcSettings): Promise<Configuration> {
  // Settings allow plain http only to this machine.
  const plain = issuer.startsWith('http:') ? [allowInsecureRequests] : [];
  return discovery(new URL(issuer), clientId, undefined, asProviderLikes(clientSecret), {
    // Checks the id token's signature, too.
    execute: [enableNonRepudiationChecks, ...plain],
    timeout: timeoutSeconds,
  });
}

/** OpenID Connect Discovery 1.0, section 3: Basic by default. */
function asProviderLikes(secret: string): ClientAuth {
  const [post, basic] = [ClientSecretPost(secret), ClientSecretBasic(secret)];
  return (server, client, body, headers) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    const chosen = methods.includes('client_secret_basic') ? basic : post;
    chosen(server, client, body, headers);
  };
}
