/** Several processes' figures as one text: the format wants all lines of a name together, under one heading. */

type Family = { heading: string[]; lines: string[] };

/** Texts in Prometheus' format 0.0.4, as prom-client writes it: headings first, then the lines of that name. */
export function mergeTexts(texts: readonly string[]): string {
  const families = new Map<string, Family>();
  for (const text of texts) {
    let family: Family | undefined;
    for (const line of text.split('\n')) {
      if (line === '') continue;
      const name = /^# (?:HELP|TYPE) (\S+)/.exec(line)?.[1];
      if (name === undefined) {
        family?.lines.push(line);
        continue;
      }
      family = families.get(name) ?? { heading: [], lines: [] };
      families.set(name, family);
      if (!family.heading.includes(line)) family.heading.push(line);
    }
  }
  const lines = [...families.values()].flatMap((family) => [...family.heading, ...family.lines]);
  return `${lines.join('\n')}\n`;
}
