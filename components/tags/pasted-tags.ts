/** Pasted text as labels or keys with values. Pure. */
import { asOneLine, readPastedLines, readPastedList } from '#components/ui/pasted-list.ts';

export type PastedTag = { key: string; value: string };

/**
 * `asOne`: in one line. `sure`: by lines or tabs; commas may belong to one tag. `unread`: lines that are no
 * pairs.
 */
export type PastedTags = { tags: PastedTag[]; unread: string[]; asOne: string; sure: boolean };

/** null: at most one tag. `hasValues`: pairs, as `plan=pro` or in two columns. */
export function readPastedTags(text: string, hasValues: boolean): PastedTags | null {
  const asOne = asOneLine(text);
  if (!hasValues) {
    const list = readPastedList(text);
    return (
      list && { tags: list.entries.map((key) => ({ key, value: '' })), unread: [], asOne, sure: list.sure }
    );
  }
  const pairs = pairsOf(text);
  if (!pairs) return null;
  const tags = new Map(pairs.list.flatMap((entry) => (entry.pair ? [[entry.pair.key, entry.pair]] : [])));
  const unread = pairs.list.flatMap((entry) => (entry.pair ? [] : [entry.text]));
  return { tags: [...tags.values()], unread, asOne, sure: pairs.sure };
}

type Entry = { text: string; pair: PastedTag | null };

function pairsOf(text: string): { list: Entry[]; sure: boolean } | null {
  const lines = readPastedLines(text).map(entryOf);
  if (lines.length > 1 && lines.some(({ pair }) => pair)) return { list: lines, sure: true };
  const list = readPastedList(text);
  const entries = list?.entries.map(entryOf) ?? [];
  // A part without “=” belongs to the value before it.
  return list && entries.length > 1 && entries.every(({ pair }) => pair)
    ? { list: entries, sure: list.sure }
    : null;
}

function entryOf(text: string): Entry {
  const [, key = '', value = ''] = /^([^=\t]*)[=\t](.*)$/s.exec(text) ?? [];
  const pair = { key: key.trim(), value: value.trim() };
  return { text, pair: pair.key === '' || pair.value === '' ? null : pair };
}
