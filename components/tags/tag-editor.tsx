'use client';

import type { KeyboardEvent, ReactElement } from 'react';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { TagShape } from '#lib/providers/contract.ts';
import { useEdits } from './edits-context.tsx';
import { KeyValueEditor } from './key-value-editor.tsx';
import { LabelEditor } from './label-editor.tsx';
import { TypedValueEditor } from './typed-value-editor.tsx';
import type { MarkedRemoval } from './use-marked-removal.ts';
import type { EditorProps } from './use-tag-form.ts';

/** Chosen by the provider's shape. */
export function TagEditor({ removal, ...props }: EditorProps & { removal: MarkedRemoval }) {
  const { edits } = useEdits();
  const { provider, held } = props;
  const { shape, verbs } = capabilitiesOf(provider);
  const pressBackspace = (event: KeyboardEvent) => {
    const last = held.findLast((tag) => tag.underWay !== 'removing');
    if (!last || !verbs.includes('remove')) return;
    removal.press(event, last, ({ key }) => edits.edit(provider, [{ verb: 'remove', key, value: null }]));
  };
  const editors: Record<TagShape, () => ReactElement> = {
    label: () => <LabelEditor {...props} onBackspaceEmpty={pressBackspace} onLeave={removal.unmark} />,
    'typed-value': () => <TypedValueEditor {...props} />,
    'key-value': () => <KeyValueEditor {...props} />,
  };
  return editors[shape]();
}
