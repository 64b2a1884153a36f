/** The page of an address as the history names it. Pure. */

const longest = 200;

/** `/users/123?line=4` becomes `/users/…`: whose page it was stands in the line anyhow. null where there is no page. */
export function pageOf(address: string | null): string | null {
  if (!address?.startsWith('/')) return null;
  const [path = ''] = address.split(/[?#]/);
  return path.replaceAll(/\/\d+(?=\/|$)/g, '/…').slice(0, longest);
}
