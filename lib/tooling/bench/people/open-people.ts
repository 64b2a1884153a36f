/** The databases of invented people: made at first use, kept for the next run. */
import { keepDatabase } from '../system/keep-database.ts';
import { usualTags } from './catalogue.ts';
import { fillWithPeople } from './fill.ts';

/** Part of what marks a finished set; a change to the people or to how they are stored needs a new number. */
const edition = 1;

/**
 * Gives the address of a migrated database with `size` people and `tags` tags on the server of `serverUrl`. Takes a
 * minute or two for a million at first; `say` hears of that. A set that was left half done, or is of an older edition,
 * is made again.
 */
export async function openPeople(
  serverUrl: string,
  { size, tags, say }: { size: number; tags: number; say: (line: string) => void },
): Promise<string> {
  const isUsual = tags === usualTags;
  return keepDatabase(serverUrl, {
    name: isUsual ? `people_${size}` : `people_${size}_tags_${tags}`,
    mark: `Tagdesk benchmark, edition ${edition}, ${size} people${isUsual ? '' : `, ${tags} tags`}`,
    fill: (client) => {
      say(`Making a set of ${size.toLocaleString('en')} people and ${tags.toLocaleString('en')} tags …`);
      return fillWithPeople(client, size, tags);
    },
  });
}
