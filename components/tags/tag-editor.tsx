'use client';

import type { ReactElement } from 'react';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { TagShape } from '#lib/providers/contract.ts';
import { useEdits } from './edits-context.tsx';
import { KeyValueEditor } from './key-value-editor.tsx';
import { LabelEditor } from './label-editor.tsx';
import { TypedValueEditor } from './typed-value-editor.tsx';
import type { EditorProps } from './use-tag-form.ts';

/** Chosen by the provider's shape. */
export function TagEditor(props: EditorProps) {
  const { edits } = useEdits();
  const { provider, held } = props;
  const { shape, verbs } = capabilitiesOf(provider);
  const removeLast = () => {
    const last = held.findLast((tag) => tag.underWay !== 'removing');
    if (last && verbs.includes('remove'))
      edits.edit(provider, [{ verb: 'remove', key: last.key, value: null }]);
  };
  const editors: Record<TagShape, () => ReactElement> = {
    label: () => <LabelEditor {...props} onRemoveLast={removeLast} />,
    'typed-value': () => <TypedValueEditor {...props} />,
    'key-value': () => <KeyValueEditor {...props} />,
  };
  return editors[shape]();
}
