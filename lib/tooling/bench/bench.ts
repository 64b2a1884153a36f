import type { Figure } from './report/figure.ts';
import type { Asked } from './sections.ts';

export type Bench = Asked & {
  folder: string;
  print: (line: string) => void;
  /** A database with so many invented users and 5,000 tags, or as given; made once and kept. */
  people: (size: number, tags?: number) => Promise<string>;
  /** The benchmark's own PostgreSQL server. */
  serverUrl: string;
};

/** What a section opens goes into `resources`. */
export type Measurement = (bench: Bench, resources: AsyncDisposableStack) => Promise<Figure[]>;
