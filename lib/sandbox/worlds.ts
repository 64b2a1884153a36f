import { randomUUID } from 'node:crypto';
import {
  type Credentials,
  capillaryAuthorization,
  credentialsFor,
  credentialsSchema,
  fragmentAuthorization,
} from './credentials.ts';
import { defaultSettings, type Settings } from './settings.ts';
import { World, type WorldEvent } from './world.ts';

export class ControlError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export type ChosenCredentials = { [Name in keyof Credentials]?: string | undefined };

/** By id or credentials. */
export class Worlds {
  readonly #byId = new Map<string, World>();
  readonly #byCredential = new Map<string, World>();
  #listener: (worldId: string, event: WorldEvent, at: number) => void = () => {};

  onEvent(listener: (worldId: string, event: WorldEvent, at: number) => void): void {
    this.#listener = listener;
  }

  /** @throws ControlError 409 when the id or a credential is taken. */
  create(
    id: string = randomUUID(),
    chosen: ChosenCredentials = {},
    settings: Settings = defaultSettings,
  ): World {
    const credentials = credentialsSchema.parse({ ...credentialsFor(id), ...chosen });
    const keys = credentialKeys(credentials);
    if (this.#byId.has(id)) throw new ControlError(409, `There is already a world named ${id}`);
    if (keys.some((key) => this.#byCredential.has(key))) {
      throw new ControlError(409, 'Another world already has one of these credentials');
    }
    const world = new World(id, credentials, settings);
    this.#byId.set(id, world);
    for (const key of keys) this.#byCredential.set(key, world);
    world.persist = (event, at) => this.#listener(id, event, at);
    world.persist({ kind: 'world', credentials, settings }, world.now());
    return world;
  }

  find(id: string): World | undefined {
    return this.#byId.get(id);
  }

  all(): Iterable<World> {
    return this.#byId.values();
  }

  byVeroToken(token: string): World | undefined {
    return this.#byCredential.get(`vero ${token}`);
  }

  byCeregoKey(key: string): World | undefined {
    return this.#byCredential.get(`cerego ${key}`);
  }

  /** `basic`: after the word Basic. */
  byCapillaryBasic(basic: string): World | undefined {
    return this.#byCredential.get(`capillary Basic ${basic}`);
  }

  /** `basic`: after the word Basic. */
  byFragmentBasic(basic: string): World | undefined {
    return this.#byCredential.get(`fragment Basic ${basic}`);
  }

  byFragmentClient(clientId: string): World | undefined {
    return this.#byCredential.get(`fragment client ${clientId}`);
  }
}

function credentialKeys(credentials: Credentials): string[] {
  return [
    `vero ${credentials.VERO_AUTH_TOKEN}`,
    `cerego ${credentials.CEREGO_API_KEY}`,
    `capillary ${capillaryAuthorization(credentials)}`,
    `fragment ${fragmentAuthorization(credentials)}`,
    `fragment client ${credentials.FRAGMENT_CLIENT_ID}`,
  ];
}
