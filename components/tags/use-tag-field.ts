'use client';

import { useEffect, useRef } from 'react';
import { registerTagField, type TagField } from '#components/shell/tag-fields.ts';

/** While mounted and `isOpen`. */
export function useTagField(isOpen: boolean, field: TagField): void {
  const latest = useRef(field);
  useEffect(() => {
    latest.current = field;
  });
  const { provider, owner } = field;
  useEffect(() => {
    if (!isOpen) return;
    return registerTagField({
      provider,
      owner,
      takes: (tag) => latest.current.takes(tag),
      put: (tag) => latest.current.put(tag),
    });
  }, [isOpen, provider, owner]);
}
