import { z } from 'zod';
import { perSettings, type Settings } from './settings.ts';

/** As Vero's OpenAPI types them; what published clients send besides is a setting. */

type VeroSettings = Settings['vero'];

/** `numeric`: numbers count as text, as the OpenAPI's example (1000) suggests. */
export function userId(numeric: boolean) {
  const text = z.string().min(1);
  return numeric ? z.union([text, z.number()]).transform(String) : text;
}

/** PUT /users/tags/edit */
export const tagsEdit = perSettings((settings: VeroSettings) => {
  const { numericIds, nullLists, blankTags, trimTags, emptyEdit, sameTagInBoth } = settings;
  const tag = z
    .string()
    .transform((text) => (trimTags ? text.trim() : text))
    .refine((text) => blankTags === 'accept' || text.trim() !== '');
  const tags = z.array(tag);
  const list = (nullLists ? tags.nullish() : tags.optional()).transform((items) => items ?? []);
  return z
    .looseObject({ id: userId(numericIds), add: list, remove: list })
    .refine(({ add, remove }) => emptyEdit === 'accept' || add.length + remove.length > 0)
    .refine(
      ({ add, remove }) => sameTagInBoth === 'remove-wins' || !add.some((item) => remove.includes(item)),
    );
});

const strictChannel = z.looseObject({ type: z.string(), address: z.string(), platform: z.string() });
const looseChannel = z.looseObject({ type: z.string(), address: z.string(), platform: z.string().nullish() });
/** `timezone` is an integer; other properties are text, reserved ones too. */
const strictData = z.object({ timezone: z.int().optional() }).catchall(z.string());
const looseData = z.record(z.string(), z.unknown());

/** POST /users/track */
export const identifyBody = perSettings(({ numericIds, emailAsId, looseTypes }: VeroSettings) => {
  const maybe = <T extends z.ZodType>(schema: T) => (looseTypes ? schema.nullish() : schema.optional());
  return z
    .looseObject({
      id: maybe(userId(numericIds)),
      email: maybe(z.string()),
      channels: maybe(z.array(looseTypes ? looseChannel : strictChannel)),
      data: maybe(looseTypes ? looseData : strictData),
    })
    .refine(({ id, email }) => Boolean(emailAsId ? (id ?? email) : id));
});
