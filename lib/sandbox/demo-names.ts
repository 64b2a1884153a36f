/** `shown~latin`: the Latin form for addresses is after the tilde. */
import cultureData from './demo-names.json' with { type: 'json' };

export type Culture = {
  /** A value of Cerego's type Region. */
  regions: readonly string[];
  language: string;
  /** Hours from GMT, as Vero's property `timezone`. */
  timezone: number;
  given: readonly string[];
  family: readonly string[];
  familyFirst?: boolean;
};

export const cultures: readonly Culture[] = cultureData.map(({ given, family, ...culture }) => ({
  ...culture,
  given: given.split(' '),
  family: family.split(' '),
}));
