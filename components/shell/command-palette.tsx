'use client';

import { Command } from 'cmdk';
import { ArrowRight, Search, User } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { Dialog } from '#components/ui/dialog.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import type { NavigationItem } from './navigation-items.ts';
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

const itemClass =
  'flex min-h-8 cursor-pointer items-center gap-2 rounded-chip px-2 data-[selected=true]:bg-active phone:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-fg-3';
const groupClass =
  '**:[[cmdk-group-heading]]:px-2 **:[[cmdk-group-heading]]:pt-2 **:[[cmdk-group-heading]]:pb-1 **:[[cmdk-group-heading]]:text-11 **:[[cmdk-group-heading]]:font-medium **:[[cmdk-group-heading]]:text-fg-3';

export function CommandPalette({ items, actions = [], search, onClose }: CommandPaletteProps) {
  const router = useRouter();
  const [text, setText] = useState('');
  const found = usePaletteSearch(text, search);
  const shownActions = matching(actions, text);
  const shownItems = matching(items, text);
  const [chosen, setChosen] = useState('');
  const values = [
    ...found.users.map(({ id }) => `user ${id}`),
    ...shownActions.map(({ id }) => `action ${id}`),
    ...shownItems.map(({ href }) => `page ${href}`),
  ];
  // The chosen entry may disappear while typing; Enter then takes the first.
  const current = values.includes(chosen) ? chosen : (values[0] ?? '');

  const go = (href: FoundUser['href']) => () => {
    onClose();
    router.push(href);
  };

  return (
    <Dialog open onClose={onClose} title="Commands" hideTitle size="wide" flush>
      <Command label="Commands" loop shouldFilter={false} value={current} onValueChange={setChosen}>
        <div className="flex h-11 items-center gap-2.5 border-b border-line px-3.5">
          <Search aria-hidden strokeWidth={1.5} className="size-4 shrink-0 text-fg-3" />
          <Command.Input
            data-autofocus
            value={text}
            onValueChange={setText}
            placeholder="Find a user, go to a page, do something"
            className="h-full min-w-0 flex-1 bg-transparent text-14 outline-none phone:text-16"
          />
          <Kbd keys={['Esc']} />
        </div>
        <Command.List className="h-80 overflow-auto p-1.5">
          <Command.Empty className="px-2 py-6 text-center text-fg-3">
            {found.pending ? 'Searching…' : 'Nothing by that name.'}
          </Command.Empty>
          {found.users.length > 0 && (
            <Command.Group heading="Users" className={groupClass}>
              {found.users.map((user) => (
                <Command.Item
                  key={user.id}
                  value={`user ${user.id}`}
                  onSelect={go(user.href)}
                  className={itemClass}
                >
                  <User aria-hidden strokeWidth={1.5} />
                  <span className="min-w-0 truncate">{user.name}</span>
                  <span className="ms-auto truncate ps-4 text-12 text-fg-3">{user.detail}</span>
                </Command.Item>
              ))}
            </Command.Group>
          )}
          <Entries heading="Do" shown={shownActions}>
            {(action) => (
              <Command.Item
                key={action.id}
                value={`action ${action.id}`}
                onSelect={() => {
                  onClose();
                  action.run();
                }}
                className={itemClass}
              >
                {action.icon}
                {action.label}
                {action.keys && (
                  <span className="ms-auto">
                    <Kbd keys={action.keys} />
                  </span>
                )}
              </Command.Item>
            )}
          </Entries>
          <Entries heading="Go to" shown={shownItems}>
            {(item) => (
              <Command.Item
                key={item.href}
                value={`page ${item.href}`}
                onSelect={go(item.href)}
                className={itemClass}
              >
                <ArrowRight aria-hidden strokeWidth={1.5} />
                {item.label}
              </Command.Item>
            )}
          </Entries>
        </Command.List>
      </Command>
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
    <Command.Group heading={heading} className={groupClass}>
      {shown.map(children)}
    </Command.Group>
  );
}
