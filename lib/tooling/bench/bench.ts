/** What every section of the benchmark works with. */
import type { Figure } from './report/figure.ts';
import type { Asked } from './sections.ts';

export type Bench = Asked & {
  /** Where files of the benchmark lie. */
  folder: string;
  say: (line: string) => void;
  /** Address of a database with so many invented people, and 5,000 tags or as many as asked for; made at first use and kept. */
  people: (size: number, tags?: number) => Promise<string>;
  /** Address of the benchmark's own PostgreSQL server. */
  serverUrl: string;
};

/** What a section opens it keeps in `resources`, which are closed after it. */
export type Measurement = (bench: Bench, resources: AsyncDisposableStack) => Promise<Figure[]>;
