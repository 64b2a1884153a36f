/** Databases of invented users, made once and kept. */
import { keepDatabase } from '../system/keep-database.ts';
import { usualTags } from './catalogue.ts';
import { fillWithPeople } from './fill.ts';

/** To be raised with the users or their storage. */
const edition = 1;

/**
 * Gives a migrated database with `size` users and `tags` tags. A million takes a minute or two at first;
 * `print` hears of that. Incomplete or older sets are made again.
 */
export async function openPeople(
  serverUrl: string,
  { size, tags, print }: { size: number; tags: number; print: (line: string) => void },
): Promise<string> {
  const isUsual = tags === usualTags;
  return keepDatabase(serverUrl, {
    name: isUsual ? `people_${size}` : `people_${size}_tags_${tags}`,
    mark: `Tagdesk benchmark, edition ${edition}, ${size} people${isUsual ? '' : `, ${tags} tags`}`,
    fill: (client) => {
      print(`Making a set of ${size.toLocaleString('en')} people and ${tags.toLocaleString('en')} tags …`);
      return fillWithPeople(client, size, tags);
    },
  });
}
