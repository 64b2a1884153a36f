'use client';

import { Search } from 'lucide-react';
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import { Autocomplete } from 'react-aria-components/Autocomplete';
import { Header, ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components/ListBox';
import { Input, TextField } from 'react-aria-components/TextField';
import { holdKeys } from '#components/shell/held-keys.ts';
import { closeOverlay, closeOverlayFor } from '#components/shell/overlays.ts';
import { currentTagFields } from '#components/shell/tag-fields.ts';
import { useGo } from '#components/shell/use-go.ts';
import { keyCaps, useRegisteredHotkeys } from '#components/shell/use-hotkeys.ts';
import { useTheme } from '#components/shell/use-theme.ts';
import { Dialog } from '#components/ui/dialog.tsx';
import { isComposing } from '#components/ui/is-composing.ts';
import { Kbd } from '#components/ui/kbd.tsx';
import { pressFor, useSingleKeys } from '#components/ui/single-keys.ts';
import { Verbatim } from '#components/ui/verbatim.tsx';
import type { SearchResult } from '#lib/shared/search.ts';
import { maxSearchLength } from '#lib/shared/text-limits.ts';
import { commandEntries, foundGroups, hotkeyGroups, type PaletteEntry } from './entries.tsx';
import { rank } from './rank.ts';
import { usePaletteSearch } from './use-palette-search.ts';
import { useUndoByPlan } from './use-undo-by-plan.ts';

/**
 * All that is shown is of one text and changes at once. Enter and arrows wait until that is the whole text;
 * Enter takes the first entry, or the one that arrows went to.
 */
export function CommandPalette({ role }: { role: string }) {
  const [text, setText] = useState('');
  const search = usePaletteSearch(text);
  const groups = rank(useGroups(role, search.found), search.text);

  const latest = useRef({ pending: false, first: groups[0]?.entries[0] });
  useLayoutEffect(() => {
    latest.current = { pending: search.pending, first: groups[0]?.entries[0] };
  });
  const hasMoved = useRef(false);
  function onKey(event: KeyboardEvent): void {
    const isMove = /^(ArrowUp|ArrowDown|Home|End|Page)/.test(event.key);
    const isEnter = event.key === 'Enter';
    // Safari's Enter that ends a composition looks like any other to the library.
    if (isComposing(event)) event.stopPropagation();
    else if ((isMove || isEnter) && latest.current.pending) {
      event.preventDefault();
      event.stopPropagation();
      holdKeys(() => !latest.current.pending, event.nativeEvent);
    } else if (isEnter && !hasMoved.current) {
      // The library's choice comes later.
      event.preventDefault();
      event.stopPropagation();
      const { first } = latest.current;
      if (first) closeOverlayFor(first.run);
    } else if (isMove) hasMoved.current = true;
    else if (event.key.length === 1 || event.key === 'Backspace') hasMoved.current = false;
  }

  return (
    <Dialog open onClose={closeOverlay} title="Commands" hideTitle size="wide" flush>
      <div onKeyDownCapture={onKey}>
        <Autocomplete inputValue={text} onInputChange={setText}>
          <TextField
            aria-label="Commands"
            maxLength={maxSearchLength}
            className="flex h-11 items-center gap-2.5 border-b border-line px-3.5"
          >
            <Search aria-hidden strokeWidth={1.5} className="size-4 shrink-0 text-fg-3" />
            <Input
              data-autofocus
              role="combobox"
              aria-expanded
              placeholder="Find users, tags, runs, views, or do something"
              className="h-full min-w-0 flex-1 bg-transparent text-14 outline-none phone:text-16"
            />
            <Kbd keys={['Esc']} />
          </TextField>
          <ListBox
            aria-label="Commands"
            aria-busy={search.pending || undefined}
            shouldFocusWrap
            // The first entry is the one that Enter takes, also before the library has chosen it.
            className="h-96 max-h-[60dvh] overflow-auto p-1.5 outline-none not-has-data-focused:[&>:first-child>[role=option]:nth-child(2)]:bg-active"
            renderEmptyState={() => (
              <p className="px-2 py-6 text-center text-fg-3">
                {search.pending ? 'Searching…' : 'Nothing by that name.'}
              </p>
            )}
          >
            {groups.map(({ heading, entries }) => (
              <ListBoxSection key={`${search.turn} ${heading}`}>
                <Header className="px-2 pt-2 pb-1 text-11 font-medium text-fg-3">{heading}</Header>
                {entries.map((entry) => {
                  // Another one for each answer: the library goes to its first entry.
                  const id = `${search.turn} ${entry.id}`;
                  return <Entry key={id} id={id} entry={entry} />;
                })}
              </ListBoxSection>
            ))}
          </ListBox>
        </Autocomplete>
      </div>
    </Dialog>
  );
}

/** In their order without a text. */
function useGroups(role: string, found: SearchResult) {
  const go = useGo();
  const theme = useTheme();
  const { screen, pages, everywhere } = hotkeyGroups(useRegisteredHotkeys());
  const commands = [...commandEntries(role, go, theme), ...everywhere];
  const undo = useUndoByPlan(go);
  const { users, tags, runs, undoable, views } = foundGroups(found, go, currentTagFields(), undo);
  const max = commands.length;
  return [users, ...screen, { heading: 'Do', entries: commands, max }, pages, tags, undoable, runs, views];
}

function Entry({ id, entry }: { id: string; entry: PaletteEntry }) {
  const { icon, label, detail, keys, run } = entry;
  const settled = useSingleKeys();
  return (
    <ListBoxItem
      id={id}
      textValue={label}
      onAction={() => closeOverlayFor(run)}
      className="flex min-h-8 cursor-pointer items-center gap-2 rounded-chip px-2 outline-none data-focused:bg-active data-hovered:bg-active phone:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0"
    >
      {icon}
      <Verbatim className="min-w-0 truncate">{label}</Verbatim>
      {detail !== undefined && (
        <span className="ms-auto shrink-0 truncate ps-4 text-12 text-fg-3">{detail}</span>
      )}
      {keys !== undefined && pressFor(keys, settled) !== null && (
        <span className="ms-auto">
          <Kbd keys={keyCaps(keys)} />
        </span>
      )}
    </ListBoxItem>
  );
}
