/** Which of the columns that an import knows a header means. Browser-safe. */
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { providerIds } from '#lib/providers/ids.ts';
import { columnsOf, derivedColumns, type FileColumn, importColumns, isKeyColumn } from './imports.ts';
import { emailRule } from './text/email.ts';

/** Other spellings that mean nothing else; without spaces and signs, in lower case. */
const spellings: Partial<Record<FileColumn, readonly string[]>> = {
  name: ['fullname'],
  email: ['mail', 'emailaddress', 'mailaddress'],
  vero_id: ['verouserid'],
  cerego_user_id: ['ceregoid'],
  capillary_user_id: ['capillaryid'],
  fragment_user_ref: ['fragmentref'],
};

/** Likely meanings; of two the first whose rule takes most of the first rows. */
const likely: Partial<Record<FileColumn, readonly string[]>> = {
  name: [
    ...['firstname', 'givenname', 'forename', 'lastname', 'surname', 'familyname'],
    ...['customername', 'contactname', 'displayname', 'customer', 'contact', 'person'],
  ],
  email: ['workemail', 'primaryemail', 'contactemail', 'customeremail', 'useremail'],
  capillary_user_id: ['capillarycustomerid', 'customerid', 'customernumber', 'loyaltyid'],
  vero_id: ['verocustomerid', 'customerid'],
  cerego_user_id: ['learnerid'],
  fragment_user_ref: ['fragmentid', 'fragmentuserid', 'userref'],
  vero_tags: ['verolabels', 'tags', 'tag'],
  cerego_tags: ['ceregotypes', 'ceregoproperties'],
  capillary_labels: ['capillarytags', 'labels', 'label'],
  fragment_tags: ['fragmentkeys', 'fragmentproperties'],
};

const inOrder = Object.keys(likely).flatMap((name) => importColumns.find((column) => column === name) ?? []);

/** In any letter case and with any spaces and signs; null: unknown. */
export function findColumn(header: string): FileColumn | null {
  const name = header.trim().toLowerCase();
  const known = [...importColumns, ...derivedColumns].find((column) => column === name);
  if (known) return known;
  // The provider's name is case-insensitive, the key is not.
  const dot = name.indexOf('.');
  const column = name.slice(0, dot) + header.trim().slice(dot);
  if (dot > 0 && isKeyColumn(column)) return column;
  const bare = bareOf(name);
  return (
    importColumns.find((each) => bareOf(each) === bare || spellings[each]?.includes(bare) === true) ?? null
  );
}

/** `samples`: cells of the first rows. null: nothing is likely. Nothing but names and tags is guessed twice. */
export function guessColumns(
  headers: readonly string[],
  samples: readonly (readonly string[])[],
): (FileColumn | null)[] {
  const guesses = headers.map(findColumn);
  for (const [index, header] of headers.entries()) {
    if (guesses[index] !== null) continue;
    const bare = bareOf(header);
    const cells = samples.map((row) => row[index]?.trim() ?? '').filter((cell) => cell !== '');
    const best = inOrder.find(
      (column) =>
        likely[column]?.includes(bare) &&
        (mayRepeat(column) || !guesses.includes(column)) &&
        // Single cells may be bad.
        cells.filter((cell) => accepts(column, cell)).length * 2 >= cells.length,
    );
    guesses[index] = best ?? null;
  }
  return guesses.map((guess, index) =>
    guess !== null && !mayRepeat(guess) && guesses.indexOf(guess) < index ? null : guess,
  );
}

/** Names are joined, lists of tags put together. */
export function mayRepeat(column: FileColumn): boolean {
  return column === 'name' || Object.values(columnsOf).some(({ tags }) => tags === column);
}

function accepts(column: FileColumn, cell: string): boolean {
  if (column === 'email') return emailRule.safeParse(cell).success;
  const provider = providerIds.find((id) => columnsOf[id].id === column);
  return provider === undefined || capabilitiesOf(provider).rules.externalId.safeParse(cell).success;
}

function bareOf(header: string): string {
  return header.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}
