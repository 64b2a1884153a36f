/** Made-up people need believable names. A part written `shown~latin` has its Latin form for addresses after the tilde. */
import cultureData from './demo-names.json' with { type: 'json' };

export type Culture = {
  /** Where these people live, as Cerego's type Region says it. */
  regions: readonly string[];
  language: string;
  /** Hours from GMT, as Vero's reserved property `timezone` has it. */
  timezone: number;
  given: readonly string[];
  family: readonly string[];
  /** Whether the family name is written first. */
  familyFirst?: boolean;
};

export const cultures: readonly Culture[] = cultureData.map(({ given, family, ...culture }) => ({
  ...culture,
  given: given.split(' '),
  family: family.split(' '),
}));
