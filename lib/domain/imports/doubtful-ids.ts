/** Ids that a spreadsheet may have changed. Pure: the caller looks up what is known. */
import { findHidden } from '#lib/providers/text-signs.ts';

/**
 * `looks`: texts for one and for several such ids. `known`: how a known id differs. `onlyKnown`: ordinary
 * ids, mentioned only where the other form is known here.
 */
export type IdFinding = {
  looks: readonly [one: string, several: string];
  known: string;
  onlyKnown: boolean;
};

/** `candidates`: what the id may have been. */
export type DoubtfulId = { finding: IdFinding; candidates: string[] };

const trailingZeros = /^(\d+)[.,]0+$/;
const inPowers = /^(\d)(?:[.,](\d+))?[eE]\+(\d{1,3})$/;
const asNumber = /^-?\d+(?:[.,]\d+)?[eE][+-]\d{1,3}$/;

const numbers = [
  'looks like a number out of a spreadsheet',
  'look like numbers out of a spreadsheet',
] as const;

const findings = {
  decimal: { looks: numbers, known: 'without “.0”', onlyKnown: false },
  power: { looks: numbers, known: 'written out', onlyKnown: false },
  apostrophe: {
    looks: [
      'begins with an apostrophe, as spreadsheets mark text',
      'begin with an apostrophe, as spreadsheets mark text',
    ],
    known: 'without it',
    onlyKnown: false,
  },
  unseen: {
    looks: ['holds a character that nobody sees', 'hold a character that nobody sees'],
    known: 'without it',
    onlyKnown: false,
  },
  zeros: {
    looks: [
      'is not known here, but is with zeros before it, which spreadsheets drop',
      'are not known here, but are with zeros before them, which spreadsheets drop',
    ],
    known: 'with zeros before it',
    onlyKnown: true,
  },
} as const satisfies Record<string, IdFinding>;

const maxPower = 30;

/** `paddedLengths`: of known ids that begin with 0. null: nothing is odd. */
export function doubtId(id: string, paddedLengths: readonly number[]): DoubtfulId | null {
  const decimal = trailingZeros.exec(id);
  if (decimal) return { finding: findings.decimal, candidates: [decimal[1] ?? ''] };
  if (asNumber.test(id)) return { finding: findings.power, candidates: writtenOut(id) };
  if (/^['\u2018\u2019]./u.test(id)) return { finding: findings.apostrophe, candidates: [id.slice(1)] };
  const hidden = findHidden(id);
  if (hidden.length > 0) {
    const seen = hidden.reduceRight(
      (text, { at, sign }) => text.slice(0, at) + text.slice(at + sign.length),
      id,
    );
    return { finding: findings.unseen, candidates: [seen] };
  }
  const padded = /^[1-9]\d*$/.test(id) ? paddedLengths.filter((length) => length > id.length) : [];
  if (padded.length === 0) return null;
  return { finding: findings.zeros, candidates: padded.map((length) => id.padStart(length, '0')) };
}

/** All digits of a number such as `7.001E+08`; digits that a spreadsheet cut off are lost. */
function writtenOut(id: string): string[] {
  const [, first = '', fraction = '', exponent = ''] = inPowers.exec(id) ?? [];
  const zeros = Number(exponent) - fraction.length;
  return first === '' || zeros < 0 || zeros > maxPower ? [] : [`${first}${fraction}${'0'.repeat(zeros)}`];
}
