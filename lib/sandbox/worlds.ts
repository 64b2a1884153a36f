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

/** A request to the control API that cannot be met; `status` is the HTTP status that says so. */
export class ControlError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Credentials that a caller wants instead of derived ones. */
export type ChosenCredentials = { [Name in keyof Credentials]?: string | undefined };

/** All worlds, found by id or by any of their credentials. */
export class Worlds {
  readonly #byId = new Map<string, World>();
  readonly #byCredential = new Map<string, World>();
  #listener: (worldId: string, event: WorldEvent, at: number) => void = () => {};

  /** From now on `listener` is told of every lasting change in every world. */
  onEvent(listener: (worldId: string, event: WorldEvent, at: number) => void): void {
    this.#listener = listener;
  }

  /**
   * Makes an empty world.
   *
   * @throws ControlError 409 when the id or one of the chosen credentials is taken.
   */
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

  /** `basic` is what follows the word Basic in the header. */
  byCapillaryBasic(basic: string): World | undefined {
    return this.#byCredential.get(`capillary Basic ${basic}`);
  }

  /** `basic` is what follows the word Basic in the header. */
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
