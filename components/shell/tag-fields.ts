/** Fields of the present screen in which a tag is added. */
import type { TagText } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';

export interface TagField {
  provider: ProviderId;
  /** Whose tags they are. */
  owner: string;
  takes: (tag: TagText) => boolean;
  /** With the focus, not sent. */
  put: (tag: TagText) => void;
}

let fields: readonly TagField[] = [];

export function currentTagFields(): readonly TagField[] {
  return fields;
}

/** The result removes it. */
export function registerTagField(field: TagField): () => void {
  fields = [...fields, field];
  return () => {
    fields = fields.filter((each) => each !== field);
  };
}
