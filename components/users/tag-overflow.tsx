'use client';

import { Ban } from 'lucide-react';
import { useEffect, useId, useRef } from 'react';
import { ProviderMark } from '#components/providers/provider-mark.tsx';
import { ProofText } from '#components/tags/proof-text.tsx';
import { IconButton } from '#components/ui/button.tsx';
import { keepBeside } from '#components/ui/place-beside.ts';
import { floatingClass } from '#components/ui/popover.tsx';
import { Verbatim } from '#components/ui/verbatim.tsx';
import { providerNames } from '#lib/shared/filter/fields.ts';
import type { ListedIdentity, ShownTag } from '#lib/shared/users.ts';

/** `anchor`: the pressed button. */
export type OpenedTags = { anchor: HTMLElement; identity: ListedIdentity; tags: readonly ShownTag[] };

interface TagOverflowProps {
  opened: OpenedTags;
  onClose: () => void;
  onFilter: (identity: ListedIdentity, tag: ShownTag, how: { without: boolean }) => void;
}

/** One for the whole list; the browser dismisses it. */
export function TagOverflow({ opened, onClose, onFilter }: TagOverflowProps) {
  const surface = useRef<HTMLDivElement>(null);
  const titleId = useId();

  useEffect(() => {
    const element = surface.current;
    if (!element) return;
    element.showPopover({ source: opened.anchor });
    return keepBeside(element, opened.anchor, { align: 'end' });
  }, [opened]);

  const filter = (tag: ShownTag, how: { without: boolean }) => {
    surface.current?.hidePopover();
    onFilter(opened.identity, tag, how);
  };
  return (
    <div
      ref={surface}
      popover="auto"
      role="dialog"
      aria-labelledby={titleId}
      onToggle={(event) => {
        if (event.newState === 'closed') onClose();
      }}
      className={`${floatingClass} max-h-80 w-84 max-w-[calc(100vw-16px)]`}
    >
      <h2 id={titleId} className="flex items-center gap-1.5 px-3 pt-2.5 pb-1 text-12 font-semibold">
        <ProviderMark provider={opened.identity.provider} size="small" />
        {providerNames[opened.identity.provider]}
        <span className="truncate font-normal text-fg-3 slashed-zero tabular-nums">
          {opened.identity.externalId}
        </span>
      </h2>
      <ul className="px-1 pb-1">
        {opened.tags.map((tag, index) => (
          <li key={`${tag.key}=${tag.value}`} className="flex items-center gap-0.5">
            <button
              type="button"
              id={`${titleId}-${index}`}
              data-tip="Filter by this tag"
              onClick={() => filter(tag, { without: false })}
              className="flex min-h-7 min-w-0 flex-1 items-center gap-2 rounded-chip px-2 text-start hover:bg-active focus-visible:bg-active"
            >
              <span className="min-w-0 flex-1 truncate">
                {tag.value !== null && (
                  <span className="text-fg-3">
                    <Verbatim>{tag.key}</Verbatim> ={' '}
                  </span>
                )}
                <Verbatim>{tag.value ?? tag.key}</Verbatim>
              </span>
              <ProofText kind={tag.proof} at={tag.proofAt} />
            </button>
            <IconButton
              size="small"
              // Not by the tag's own name, by which the button beside it is found.
              label="Users without it"
              aria-describedby={`${titleId}-${index}`}
              icon={<Ban aria-hidden strokeWidth={1.5} className="size-3.5" />}
              onClick={() => filter(tag, { without: true })}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
