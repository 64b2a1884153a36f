import type { Credentials } from './credentials.ts';
import type { Entry } from './entries.ts';
import { FaultList } from './faults.ts';
import { RequestLog } from './request-log.ts';
import type { Settings } from './settings.ts';
import { applyEntry, emptyState, initialTypes, type State } from './state.ts';
import { settleVero } from './vero-settle.ts';

/** What the journal is told about a world. */
export type WorldEvent =
  | { kind: 'world'; credentials: Credentials; settings: Settings }
  | { kind: 'settings'; settings: Settings }
  | { kind: 'clock'; offsetMs: number }
  | { kind: 'reset' }
  | Entry;

/**
 * One isolated set of the four providers: its own people, faults, clock, settings and request log. Every lasting
 * change goes through `commit`, which is what makes the journal complete.
 */
export class World {
  readonly id: string;
  readonly credentials: Credentials;
  /** What `reset` goes back to. */
  readonly initialSettings: Settings;
  settings: Settings;
  state: State = emptyState(initialTypes);
  readonly faults = new FaultList();
  readonly log = new RequestLog();
  /** Vero's memory of recent calls: fingerprint → world time in milliseconds. */
  readonly recentCalls = new Map<string, number>();
  /** Things being written right now, where a provider refuses two writers at once. */
  readonly busy = new Set<string>();
  /** How far the world's clock is ahead of the machine's, in milliseconds. */
  clockOffsetMs = 0;
  /** Told of every lasting change, with the world's time in milliseconds, before it is answered. */
  persist: (event: WorldEvent, at: number) => void = () => {};

  constructor(id: string, credentials: Credentials, settings: Settings) {
    this.id = id;
    this.credentials = credentials;
    this.settings = settings;
    this.initialSettings = settings;
  }

  /** The world's time in milliseconds since 1970. */
  now(): number {
    return Date.now() + this.clockOffsetMs;
  }

  /** The world's time as ISO 8601 in UTC with milliseconds. */
  timestamp(): string {
    return new Date(this.now()).toISOString();
  }

  /** Makes a lasting change: to the journal first, then to the state. */
  commit(step: Entry): void {
    const at = this.now();
    this.settle(at);
    this.persist(step, at);
    applyEntry(this.state, step);
  }

  /** Applies what Vero has accepted and what is due by now. */
  settle(at = this.now()): void {
    settleVero(this.state, this.settings.vero, at);
  }

  /** Replaces the settings. */
  configure(settings: Settings): void {
    this.settle();
    this.persist({ kind: 'settings', settings }, this.now());
    this.settings = settings;
  }

  /** Sets the world's clock that far ahead of the machine's. */
  setClock(offsetMs: number): void {
    this.clockOffsetMs = offsetMs;
    this.persist({ kind: 'clock', offsetMs }, this.now());
  }

  /** Back to the empty world of the first moment: people, log, faults, settings and clock. */
  reset(): void {
    this.clockOffsetMs = 0;
    this.persist({ kind: 'reset' }, this.now());
    this.#empty();
    this.faults.clear();
    this.log.clear();
  }

  /** Does again what `persist` was told of, at the world's time `at`; nothing is told anew. */
  replay(event: Exclude<WorldEvent, { kind: 'world' }>, at: number): void {
    switch (event.kind) {
      case 'reset':
        this.clockOffsetMs = 0;
        this.#empty();
        return;
      case 'clock':
        this.clockOffsetMs = event.offsetMs;
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
