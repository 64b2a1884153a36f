/** The identity provider of this installation, as it describes itself. */
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
 * Read at first use and once an hour, never at start: a provider that is down must not keep passwords from working.
 * Rejects when it cannot be reached or is not who it should be; the next call tries again.
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
  // The settings allow plain http only to this machine.
  const plain = issuer.startsWith('http:') ? [allowInsecureRequests] : [];
  return discovery(new URL(issuer), clientId, undefined, asProviderLikes(clientSecret), {
    // The signature of the id token is checked too, although it comes over a connection of our own.
    execute: [enableNonRepudiationChecks, ...plain],
    timeout: timeoutSeconds,
  });
}

/** Without a word from the provider, OpenID Connect Discovery 1.0 (section 3) says Basic. */
function asProviderLikes(secret: string): ClientAuth {
  const [post, basic] = [ClientSecretPost(secret), ClientSecretBasic(secret)];
  return (server, client, body, headers) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    const chosen = methods.includes('client_secret_basic') ? basic : post;
    chosen(server, client, body, headers);
  };
}
