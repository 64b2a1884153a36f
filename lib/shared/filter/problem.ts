/** What is wrong with a filter's text and where, and what is to be said of one that can be read. Browser-safe. */

export interface ProblemPlace {
  /** UTF-16 position of the first unit concerned. */
  readonly at: number;
  /** UTF-16 units concerned, at least one. */
  readonly length: number;
}

export interface ProblemAdvice {
  /** What to put in place of the marked part. */
  readonly suggestion?: string | undefined;
  /** True where the text is not wrong yet, only unfinished: typing on can cure it. */
  readonly incomplete?: boolean;
}

/** Thrown inside the parser, turned into a value by `parseFilter`. */
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

/** The text with a problem's suggestion put in its place. */
export function applySuggestion(text: string, problem: ProblemPlace & { suggestion: string }): string {
  return text.slice(0, problem.at) + problem.suggestion + text.slice(problem.at + problem.length);
}

/** One way to mend a filter: what it puts in, and the whole text then. `says`: in words, where that is shorter. */
export type FilterSuggestion = { suggestion: string; cured: string; says?: string };

/** Something to say of a filter; `about` names one among several. `cures` of an unknown tag: the nearest in its place, best first. */
export type FilterNotice = { about: string; message: string; cures: FilterSuggestion[] };
