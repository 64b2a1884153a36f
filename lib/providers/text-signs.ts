/** By Unicode properties, so that new ones need no new line. Browser-safe. */

const blank = String.raw`\p{Default_Ignorable_Code_Point}\p{White_Space}\p{Cc}\p{Cf}\u2800`;
const visible = new RegExp(`[^${blank}]`, 'u');

/** False for empty text, spaces, zero-width characters and fillers. */
export function hasVisibleSign(text: string): boolean {
  return visible.test(text);
}

/** Scripts whose letters change form by a joiner (U+200C, U+200D). */
const joining = [
  ...['Arab', 'Syrc', 'Nkoo', 'Mong', 'Phag', 'Mand', 'Adlm', 'Rohg', 'Deva', 'Beng', 'Guru', 'Gujr', 'Orya'],
  ...['Taml', 'Telu', 'Knda', 'Mlym', 'Sinh', 'Tibt', 'Mymr', 'Khmr', 'Java', 'Bali', 'Newa', 'Tirh', 'Limb'],
]
  .map((script) => `\\p{scx=${script}}`)
  .join('');
const emoji = String.raw`\p{Extended_Pictographic}[\p{EMod}\uFE0E\uFE0F]*`;
const needed = [
  // Families, flags of regions, keycaps.
  String.raw`\u{1F3F4}[\u{E0030}-\u{E007A}]+\u{E007F}`,
  String.raw`${emoji}(?:\u200D${emoji})*`,
  String.raw`[0-9#*]\uFE0F?\u20E3`,
  `[${joining}][\u200C\u200D]`,
  // Variants of one letter.
  String.raw`\p{Script=Mong}[\u180B-\u180F]`,
  String.raw`\p{Script=Han}[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]`,
].join('|');
/** Visible format characters: Arabic, Syriac, Kaithi number signs. */
const drawn = String.raw`[\u0600-\u0605\u06DD\u070F\u0890\u0891\u08E2\u{110BD}\u{110CD}\u{13430}-\u{1345F}]`;
const hidden = String.raw`^\p{M}|(?! |${drawn})[${blank}]`;
const scan = new RegExp(`(?:${needed})|(${hidden})`, 'gu');
const plain = /^[ -~]*$/;

/** `at`: in UTF-16 units. `name`: “zero-width space”; `code`: `U+200B`; `mark`: what is drawn. */
export type HiddenSign = { at: number; sign: string; name: string; code: string; mark: string };

/** Emoji and scripts that need such characters are left alone. */
export function findHidden(text: string): HiddenSign[] {
  if (plain.test(text)) return [];
  const found: HiddenSign[] = [];
  for (const { 1: sign, index } of text.matchAll(scan)) {
    if (sign === undefined) continue;
    const code = `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
    found.push({ at: index, sign, name: nameOf(sign), code, mark: markOf(sign) });
  }
  return found;
}

const names: Record<string, string> = {
  '\t': 'tab',
  '\n': 'line break',
  '\r': 'line break',
  '\u00A0': 'no-break space',
  '\u00AD': 'soft hyphen',
  '\u034F': 'grapheme joiner',
  '\u200B': 'zero-width space',
  '\u200C': 'zero-width non-joiner',
  '\u200D': 'zero-width joiner',
  '\u2028': 'line separator',
  '\u2029': 'paragraph separator',
  '\u202F': 'narrow no-break space',
  '\u2060': 'word joiner',
  '\u2800': 'Braille blank',
  '\u3000': 'ideographic space',
  '\u3164': 'Hangul filler',
  '\uFEFF': 'byte order mark',
  '\uFFA0': 'half-width Hangul filler',
};

function nameOf(sign: string): string {
  const known = names[sign];
  if (known !== undefined) return known;
  if (/\p{Bidi_Control}/u.test(sign)) return 'text direction sign';
  if (/[\u115F\u1160]/.test(sign)) return 'Hangul filler';
  if (/\p{Variation_Selector}/u.test(sign)) return 'variation selector';
  if (/[\u{E0000}-\u{E007F}]/u.test(sign)) return 'tag character';
  if (/\p{White_Space}/u.test(sign)) return 'unusual space';
  if (/\p{Cc}/u.test(sign)) return 'control character';
  return /\p{M}/u.test(sign) ? 'accent without a letter' : 'invisible character';
}

function markOf(sign: string): string {
  if (/[\p{White_Space}\u2800\u115F\u1160\u3164\uFFA0]/u.test(sign)) return '␣';
  return /\p{M}/u.test(sign) && hasVisibleSign(sign) ? '◌' : '·';
}

const maxNamed = 3;

export function adviseOnText(text: string): string[] {
  if (plain.test(text)) return [];
  const kinds = [...new Set(findHidden(text).map(({ name, code }) => `${name} (${code})`))];
  const more = kinds.length > maxNamed ? ` and ${kinds.length - maxNamed} more` : '';
  const advice: string[] = [];
  if (kinds.length > 0) {
    const listed = `${kinds.slice(0, maxNamed).join(', ')}${more}`;
    advice.push(`Holds what nobody can see: ${listed}. Another tag may look the same.`);
  }
  if (text !== text.normalize('NFC'))
    advice.push('Its letters are written in parts, as a Mac does. Another tag may look the same.');
  return advice;
}

/** For accessible names: `vi[U+200B]p`. */
export function spellOut(text: string): string {
  if (plain.test(text)) return text;
  const unseen = findHidden(text).filter(({ sign }) => !hasVisibleSign(sign));
  let spelled = '';
  let from = 0;
  for (const { at, sign, code } of unseen) {
    const end = at + sign.length;
    const isAlone = /(?:^| )$/.test(text.slice(0, at)) && /^(?: |$)/.test(text.slice(end));
    spelled += text.slice(from, at) + (isAlone ? code : `[${code}]`);
    from = end;
  }
  return spelled + text.slice(from);
}
