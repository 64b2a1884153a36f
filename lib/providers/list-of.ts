import { z } from 'zod';

/** As `z.array`, but stops at the first bad item: a million faults would fill the memory. */
export function listOf<T>(schema: z.ZodType<T>) {
  return z.array(z.unknown()).transform((items, context): T[] => {
    const list: T[] = [];
    for (const item of items) {
      const { success, data } = schema.safeParse(item);
      if (!success) {
        context.addIssue({ code: 'custom', message: `Item ${list.length} is none of these.` });
        return z.NEVER;
      }
      list.push(data);
    }
    return list;
  });
}
