import type { Credentials } from './credentials.ts';
import type { Entry, VeroUser } from './entries.ts';
import { FaultList } from './faults.ts';
import { RequestLog } from './request-log.ts';
import type { Settings } from './settings.ts';
import { applyEntry, emptyState, initialTypes, type State } from './state.ts';
import { settleVero } from './vero-settle.ts';
import { VeroWebhooks } from './vero-webhooks.ts';

export type WorldEvent =
  | { kind: 'world'; credentials: Credentials; settings: Settings }
  | { kind: 'settings'; settings: Settings }
  | { kind: 'clock'; offsetMs: number }
  | { kind: 'reset' }
  | { kind: 'first-state'; records: Entry[] }
  | Entry;

/**
 * An isolated set of four providers. Lasting changes go through `commit`, so that the journal is complete.
 */
export class World {
  readonly id: string;
  readonly credentials: Credentials;
  /** For `reset`. */
  readonly initialSettings: Settings;
  settings: Settings;
  /** What a restart gives again, beyond the people it makes. */
  firstState: readonly Entry[] = [];
  state: State = emptyState(initialTypes);
  readonly faults = new FaultList();
  readonly log = new RequestLog();
  readonly webhooks = new VeroWebhooks();
  /** Fingerprint → world time in ms. */
  readonly recentCalls = new Map<string, number>();
  /** Being written, where two writers at once are refused. */
  readonly busy = new Set<string>();
  /** World's clock minus machine's, ms. */
  clockOffsetMs = 0;
  /** What was told before is not told again. */
  #isReplaying = false;
  /** Called before the answer, with the world's ms. */
  persist: (event: WorldEvent, at: number) => void = () => {};

  constructor(id: string, credentials: Credentials, settings: Settings) {
    this.id = id;
    this.credentials = credentials;
    this.settings = settings;
    this.initialSettings = settings;
  }

  /** Epoch ms. */
  now(): number {
    return Date.now() + this.clockOffsetMs;
  }

  /** ISO 8601, UTC. */
  timestamp(): string {
    return new Date(this.now()).toISOString();
  }

  /** Journal first, then state. */
  commit(step: Entry): void {
    const at = this.now();
    this.settle(at);
    this.persist(step, at);
    const before = step.kind === 'vero-user' ? this.state.vero.users.get(step.user.id) : undefined;
    applyEntry(this.state, step);
    if (step.kind === 'vero-user') this.#tell(before, step.user);
    // Nobody may call until it is due.
    if (step.kind === 'vero-change' && this.settings.vero.webhookUrl !== null)
      setTimeout(() => this.settle(), Math.max(0, step.change.dueAt - at) + 1).unref();
  }

  /** Applies what Vero has accepted and is due. */
  settle(at = this.now()): void {
    settleVero(this.state, this.settings.vero, at, (before, after) => this.#tell(before, after));
  }

  #tell(before: VeroUser | undefined, after: VeroUser): void {
    const { webhookUrl } = this.settings.vero;
    if (webhookUrl !== null && !this.#isReplaying)
      this.webhooks.tell(webhookUrl, before, after, this.timestamp());
  }

  /** Commits the records, now and with each restart. */
  beginWith(records: readonly Entry[]): void {
    this.persist({ kind: 'first-state', records: [...records] }, this.now());
    this.firstState = records;
    for (const record of records) this.commit(record);
  }

  configure(settings: Settings): void {
    this.settle();
    this.persist({ kind: 'settings', settings }, this.now());
    this.settings = settings;
  }

  setClock(offsetMs: number): void {
    this.clockOffsetMs = offsetMs;
    this.persist({ kind: 'clock', offsetMs }, this.now());
  }

  /** People, log, faults, settings and clock. */
  reset(): void {
    this.clockOffsetMs = 0;
    this.persist({ kind: 'reset' }, this.now());
    this.#empty();
    this.faults.clear();
    this.log.clear();
  }

  /** Repeats a persisted event at the world's time `at`, without persisting. */
  replay(event: Exclude<WorldEvent, { kind: 'world' }>, at: number): void {
    this.#isReplaying = true;
    this.#repeat(event, at);
    this.#isReplaying = false;
  }

  #repeat(event: Exclude<WorldEvent, { kind: 'world' }>, at: number): void {
    switch (event.kind) {
      case 'reset':
        this.clockOffsetMs = 0;
        this.#empty();
        return;
      case 'clock':
        this.clockOffsetMs = event.offsetMs;
        return;
      case 'first-state':
        // The records follow as events of their own.
        this.firstState = event.records;
        return;
      case 'settings':
        this.settle(at);
        this.settings = event.settings;
        return;
      default:
        this.settle(at);
        applyEntry(this.state, event);
    }
  }

  #empty(): void {
    this.state = emptyState(initialTypes);
    this.settings = this.initialSettings;
    this.recentCalls.clear();
  }
}
