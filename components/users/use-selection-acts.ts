'use client';

import { Copy, Download, ListStart, type LucideIcon, Minus, Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { keepChosenUsers } from '#components/runs/new-run/chosen-users.ts';
import { showToast } from '#components/ui/toast-store.ts';
import { can, maxEditedAtOnce } from '#lib/shared/permissions.ts';
import type { UserSort } from '#lib/shared/user-list.ts';
import { copyEmails } from './copy-emails.ts';
import type { SelectionVerb } from './selection-preview.ts';
import { exportAddress, idsOf, newRunAddress, type Who } from './selection-who.ts';

/** `opens`: the dialog of that verb. */
export type SelectionAct = {
  name: string;
  key: string;
  icon: LucideIcon;
  opens?: SelectionVerb;
  run: () => void;
};

interface SelectionActsInput {
  role: string;
  who: Who;
  /** Read at the press: what is shown may lag. */
  whoNow: () => Who;
  /** As shown, for the export. */
  list: { sort: UserSort; columns: string };
  onEdit: (verb: SelectionVerb) => void;
}

/** What the role may do with these users, and no more. `max`: of an edit at once. */
export function useSelectionActs({ role, who, whoNow, list, onEdit }: SelectionActsInput) {
  const router = useRouter();
  const max = maxEditedAtOnce(role);
  const mayPlan = can(role, 'runs:write');
  const mayExport = can(role, 'users:export');
  // Everybody may be left out one by one.
  const isNobody = who.size === 0;
  const isFew = who.size !== undefined && who.size <= max;
  const mayEdit = max > 0 && !isNobody && (isFew || mayPlan);

  const acts: (SelectionAct | false)[] = [
    mayEdit && { name: 'Add tag', key: 't', icon: Plus, opens: 'add', run: () => onEdit('add') },
    mayEdit && { name: 'Remove tag', key: 'r', icon: Minus, opens: 'remove', run: () => onEdit('remove') },
    who.users !== null &&
      !isNobody &&
      (isFew || mayExport) && {
        name: 'Copy e-mails',
        key: 'c',
        icon: Copy,
        run: () => void copyEmails((whoNow().users ?? []).map(({ email }) => email)),
      },
    mayExport &&
      !isNobody && {
        name: 'Export',
        key: 'e',
        icon: Download,
        run: () => {
          const address = exportAddress(whoNow(), list);
          if (address !== null) void exportUsers(address);
          else showToast({ text: 'So many picked users fit no export: use a filter.', tone: 'warn' });
        },
      },
    mayPlan &&
      !isNobody && {
        name: 'Preview changes',
        key: 'p',
        icon: ListStart,
        run: () => {
          const now = whoNow();
          if (now.kind === 'users') keepChosenUsers(idsOf(now.users));
          router.push(newRunAddress(now));
        },
      },
  ];
  return {
    acts: acts.filter((act) => act !== false),
    max,
    mayEdit,
    isTooMany: max > 0 && !mayPlan && who.size !== undefined && who.size > max,
    /** With more than an edit takes, too. */
    mayMore: mayPlan || mayExport,
  };
}

async function exportUsers(address: string): Promise<void> {
  const { runExport } = await import('#components/export/run-export.ts');
  await runExport(address, 'user');
}
