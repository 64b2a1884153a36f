/** Browser-safe. */

export interface ProblemPlace {
  /** In UTF-16 units. */
  readonly at: number;
  /** In UTF-16 units, at least one. */
  readonly length: number;
}

export interface ProblemAdvice {
  /** Replaces the marked part. */
  readonly suggestion?: string | undefined;
  /** Not wrong, only unfinished. */
  readonly incomplete?: boolean;
}

/** Inside the parser; `parseFilter` returns it. */
export class FilterProblem extends Error {
  readonly at: number;
  readonly length: number;
  readonly suggestion: string | undefined;
  readonly incomplete: boolean;

  constructor(message: string, place: ProblemPlace, advice: ProblemAdvice = {}) {
    super(message);
    this.name = 'FilterProblem';
    this.at = place.at;
    this.length = Math.max(1, place.length);
    this.suggestion = advice.suggestion;
    this.incomplete = advice.incomplete ?? false;
  }
}

export function applySuggestion(text: string, problem: ProblemPlace & { suggestion: string }): string {
  return text.slice(0, problem.at) + problem.suggestion + text.slice(problem.at + problem.length);
}

/** `cured`: the whole text with the suggestion. `says`: in words, where shorter. */
export type FilterSuggestion = { suggestion: string; cured: string; says?: string };

/**
 * `about`: names it among several. `cures`: the nearest known tags, best first. `list`: what is meant, shown
 * when asked for.
 */
export type FilterNotice = { about: string; message: string; cures: FilterSuggestion[]; list?: string[] };
