'use client';

import { ArrowRight, Search, User } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Autocomplete } from 'react-aria-components/Autocomplete';
import { Header, ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components/ListBox';
import { Input, TextField } from 'react-aria-components/TextField';
import { Dialog } from '#components/ui/dialog.tsx';
import { isComposing } from '#components/ui/is-composing.ts';
import { Kbd } from '#components/ui/kbd.tsx';
import { holdKeys, releaseKeys } from './held-keys.ts';
import type { NavigationItem } from './navigation-items.ts';
import { useGo } from './use-go.ts';
import { type FoundUser, usePaletteSearch } from './use-palette-search.ts';

export interface PaletteAction {
  id: string;
  label: string;
  keys?: readonly string[] | undefined;
  icon?: ReactNode;
  run: () => void;
}

export interface CommandPaletteProps {
  items: readonly NavigationItem[];
  actions?: readonly PaletteAction[] | undefined;
  /** Aborted when more is typed. */
  search?: ((text: string, signal: AbortSignal) => Promise<readonly FoundUser[]>) | undefined;
  onClose: () => void;
}

/** Typing chooses the first entry, arrows another one, Enter does it: that of the whole text, even before it is found. */
export function CommandPalette({ items, actions = [], search, onClose }: CommandPaletteProps) {
  const go = useGo();
  const [text, setText] = useState('');
  const found = usePaletteSearch(text, search);
  const shownActions = matching(actions, text);
  const shownItems = matching(items, text);
  const open = ({ href }: FoundUser) => {
    // Until the user's page is there.
    holdKeys();
    go(href);
  };
  const perform = (act: () => void) => {
    onClose();
    act();
  };

  function takeFirst(): void {
    const [user] = found.users;
    const [action] = shownActions;
    const [item] = shownItems;
    if (user) perform(() => open(user));
    else if (action) perform(action.run);
    else if (item) perform(() => go(item.href));
  }
  const [entered, setEntered] = useState<string | null>(null);
  const hasMoved = useRef(false);
  const latestTake = useRef(takeFirst);
  latestTake.current = takeFirst;
  useEffect(() => {
    if (entered === null || found.pending) return;
    setEntered(null);
    releaseKeys();
    if (entered === text) latestTake.current();
  }, [entered, text, found.pending]);

  function onKey(event: KeyboardEvent): void {
    // Safari's Enter that ends a composition looks like any other to the library.
    if (isComposing(event)) event.stopPropagation();
    else if (/^(ArrowUp|ArrowDown|Home|End|Page)/.test(event.key)) hasMoved.current = true;
    else if (event.key.length === 1 || event.key === 'Backspace') hasMoved.current = false;
    else if (event.key === 'Enter' && !hasMoved.current) {
      // The library's choice comes later, and may be of an earlier text.
      event.preventDefault();
      event.stopPropagation();
      holdKeys();
      setEntered(text);
    }
  }

  const entry = (id: string, label: string, act: () => void) => ({
    id,
    textValue: label,
    onAction: () => perform(act),
    className:
      'flex min-h-8 cursor-pointer items-center gap-2 rounded-chip px-2 outline-none data-focused:bg-active data-hovered:bg-active phone:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-fg-3',
  });

  return (
    <Dialog open onClose={onClose} title="Commands" hideTitle size="wide" flush>
      <div onKeyDownCapture={onKey}>
        <Autocomplete inputValue={text} onInputChange={setText}>
          <TextField
            aria-label="Commands"
            className="flex h-11 items-center gap-2.5 border-b border-line px-3.5"
          >
            <Search aria-hidden strokeWidth={1.5} className="size-4 shrink-0 text-fg-3" />
            <Input
              data-autofocus
              role="combobox"
              aria-expanded
              placeholder="Find a user, go to a page, do something"
              className="h-full min-w-0 flex-1 bg-transparent text-14 outline-none phone:text-16"
            />
            <Kbd keys={['Esc']} />
          </TextField>
          <ListBox
            aria-label="Commands"
            shouldFocusWrap
            // The first entry is the one that Enter takes, also before the library has chosen it.
            className="h-80 overflow-auto p-1.5 outline-none not-has-data-focused:[&>:first-child>[role=option]:nth-child(2)]:bg-active"
            renderEmptyState={() => (
              <p className="px-2 py-6 text-center text-fg-3">
                {found.pending ? 'Searching…' : 'Nothing by that name.'}
              </p>
            )}
          >
            <Entries heading="Users" shown={found.users}>
              {(user) => (
                <ListBoxItem key={user.id} {...entry(`user ${user.id}`, user.name, () => open(user))}>
                  <User aria-hidden strokeWidth={1.5} />
                  <span className="min-w-0 truncate">{user.name}</span>
                  <span className="ms-auto truncate ps-4 text-12 text-fg-3">{user.detail}</span>
                </ListBoxItem>
              )}
            </Entries>
            <Entries heading="Do" shown={shownActions}>
              {({ id, label, icon, keys, run }) => (
                <ListBoxItem key={id} {...entry(`action ${id}`, label, run)}>
                  {icon}
                  {label}
                  {keys && (
                    <span className="ms-auto">
                      <Kbd keys={keys} />
                    </span>
                  )}
                </ListBoxItem>
              )}
            </Entries>
            <Entries heading="Go to" shown={shownItems}>
              {({ href, label }) => (
                <ListBoxItem key={href} {...entry(`page ${href}`, label, () => go(href))}>
                  <ArrowRight aria-hidden strokeWidth={1.5} />
                  {label}
                </ListBoxItem>
              )}
            </Entries>
          </ListBox>
        </Autocomplete>
      </div>
    </Dialog>
  );
}

function matching<Entry extends { label: string }>(all: readonly Entry[], text: string): readonly Entry[] {
  const wanted = text.trim().toLowerCase();
  return all.filter((entry) => entry.label.toLowerCase().includes(wanted));
}

interface EntriesProps<Entry> {
  heading: string;
  shown: readonly Entry[];
  children: (entry: Entry) => ReactNode;
}

/** Renders nothing without entries. */
function Entries<Entry>({ heading, shown, children }: EntriesProps<Entry>) {
  if (shown.length === 0) return null;
  return (
    <ListBoxSection>
      <Header className="px-2 pt-2 pb-1 text-11 font-medium text-fg-3">{heading}</Header>
      {shown.map(children)}
    </ListBoxSection>
  );
}
