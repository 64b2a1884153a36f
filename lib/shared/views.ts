/** Browser-safe. */
import * as z from 'zod/mini';
import { hasVisibleSign } from '#lib/providers/text-signs.ts';
import { columnsRule, filterText } from '#lib/shared/filter/schemas.ts';
import { maxViewNameLength } from '#lib/shared/text-limits.ts';
import { userSorts } from '#lib/shared/user-list.ts';
import type { ViewState } from './view-state.ts';

export type SavedView = ViewState & {
  id: number;
  name: string;
  shared: boolean;
  maker: string;
  /** Made by the member who asks. */
  own: boolean;
  /** By the member who asks. */
  mayChange: boolean;
};

/** Bounds what every visit of the list reads. */
export const maxViews = 200;

const viewName = z.string().check(
  z.trim(),
  z.refine(hasVisibleSign, 'Give the view a name.'),
  z.maxLength(maxViewNameLength, `The name of a view has at most ${maxViewNameLength} characters.`),
  z.refine((name) => !name.includes('\0'), 'A name cannot hold a NUL character.'),
);

/** `columns` null: the default. */
const viewState = z.object({
  q: filterText,
  sort: z.enum(userSorts, { error: `The list can be sorted by ${userSorts.join(', ')}.` }),
  columns: z.nullable(columnsRule),
});

export const saveViewInput = z.extend(viewState, { name: viewName, shared: z.boolean() });

const viewId = z.int().check(z.positive());

/** What is not given stays. */
export const changeViewInput = z.object({
  viewId,
  name: z.optional(viewName),
  shared: z.optional(z.boolean()),
  state: z.optional(viewState),
});

export const deleteViewInput = z.object({ viewId });
