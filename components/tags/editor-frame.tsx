'use client';

import type { ComponentProps, FormEvent, KeyboardEvent, ReactNode } from 'react';
import { classNames } from '#components/ui/class-names.ts';
import { isComposing } from '#components/ui/is-composing.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { editorAnchor } from './focus-editor.ts';
import type { PasteOffer } from './paste-offer.tsx';

/**
 * Escape leaves the fields. `resting`: invisible and inert while a row is edited, so that nothing moves and
 * no two fields are called “Value”.
 */
export function EditorFrame({
  provider,
  resting,
  onSubmit,
  paste: { panel, onKeyDownCapture, ...paste },
  children,
  ...rest
}: Pick<ComponentProps<'form'>, 'onFocus' | 'onBlur' | 'onClickCapture' | 'onKeyDownCapture'> & {
  provider: ProviderId;
  resting: boolean;
  onSubmit: () => void;
  paste: PasteOffer;
  children: ReactNode;
}) {
  const { label, nouns } = capabilitiesOf(provider);
  return (
    <form
      method="dialog"
      {...rest}
      {...paste}
      onKeyDownCapture={(event) => {
        onKeyDownCapture?.(event);
        if (!event.defaultPrevented) rest.onKeyDownCapture?.(event);
      }}
      {...editorAnchor(provider)}
      aria-label={`Add a ${nouns.tag} at ${label}`}
      className={classNames('flex min-w-0 flex-col gap-1', resting && 'invisible')}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        onSubmit();
      }}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key !== 'Escape' || event.defaultPrevented || isComposing(event)) return;
        event.preventDefault();
        if (event.target instanceof HTMLElement) event.target.blur();
      }}
    >
      {panel}
      {children}
    </form>
  );
}
