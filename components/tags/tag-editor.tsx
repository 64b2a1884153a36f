'use client';

import type { KeyboardEvent, ReactElement } from 'react';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { TagShape } from '#lib/providers/contract.ts';
import { useEdits } from './edits-context.tsx';
import { KeyValueEditor } from './key-value-editor.tsx';
import { LabelEditor } from './label-editor.tsx';
import type { PaintedTag } from './shown-tags.ts';
import { TypedValueEditor } from './typed-value-editor.tsx';
import type { MarkedRemoval } from './use-marked-removal.ts';
import type { EditorProps } from './use-tag-form.ts';

interface TagEditorProps extends EditorProps {
  /** Of `held`, those on the screen. */
  shown: readonly PaintedTag[];
  removal: MarkedRemoval;
}

/** Chosen by the provider's shape. */
export function TagEditor({ shown, removal, ...props }: TagEditorProps) {
  const { edits } = useEdits();
  const { provider } = props;
  const { shape, verbs } = capabilitiesOf(provider);
  const pressBackspace = (event: KeyboardEvent) => {
    // What a filter hides must not go unseen.
    const last = shown.findLast((tag) => tag.underWay !== 'removing');
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
