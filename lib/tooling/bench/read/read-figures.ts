import { difference, type Figure, samples, shown, times } from '../report/figure.ts';
import type { ReadResult } from './measure-reads.ts';

const maxAboveMs = 5;
const maxRatio = 1.3;
/** From here on the ratio counts. */
const slowLimitMs = 20;
const maxRowsMs = 50;
const maxCountMs = 200;
const minRate = 0.5;
const maxGrowth = 1.3;

export function readFigures(size: number, results: readonly ReadResult[]): Figure[] {
  const section = `read ${size.toLocaleString('en')}`;
  return results.flatMap((result) => {
    const isRows = result.question.kind === 'rows';
    return [
      isRows ? rowsFigure(section, result) : countFigure(section, result),
      ...(result.rates ? [rateFigure(section, result.question.name, result.rates)] : []),
    ];
  });
}

function rowsFigure(section: string, { question, tagdesk, limit }: ReadResult): Figure {
  const above = tagdesk.p50 - limit.p50;
  const ratio = tagdesk.p50 / limit.p50;
  const isSlow = limit.p50 > slowLimitMs;
  const isNear = isSlow ? ratio <= maxRatio : above <= maxAboveMs;
  const nearness = isSlow ? `≤ ${maxRatio} ×` : `≤ +${maxAboveMs} ms`;
  return {
    section,
    what: `rows: ${question.name}`,
    measured: shown(tagdesk),
    limit: shown(limit),
    relation: isSlow ? times(ratio) : difference(above),
    target: `${nearness}, p95 ≤ ${maxRowsMs} ms`,
    met: isNear && tagdesk.p95 <= maxRowsMs,
    numbers: samples(tagdesk, limit),
  };
}

function countFigure(section: string, { question, tagdesk, limit }: ReadResult): Figure {
  return {
    section,
    what: `count: ${question.name}`,
    measured: shown(tagdesk),
    limit: shown(limit),
    relation: times(tagdesk.p50 / limit.p50),
    target: `p95 ≤ ${maxCountMs} ms`,
    met: tagdesk.p95 <= maxCountMs,
    numbers: samples(tagdesk, limit),
  };
}

function rateFigure(section: string, name: string, rates: { one: number; other: number }): Figure {
  const ratio = rates.one / rates.other;
  return {
    section,
    what: `16 at once: ${name}`,
    measured: `${rates.one.toFixed(0)} /s`,
    limit: `${rates.other.toFixed(0)} /s`,
    relation: times(ratio),
    target: `≥ ${minRate} ×`,
    met: ratio >= minRate,
    numbers: { tagdesk: rates.one, limit: rates.other },
  };
}

export function growthFigures(few: readonly ReadResult[], many: readonly ReadResult[]): Figure[] {
  return many.flatMap((result, place) => {
    const before = few[place];
    if (!before) return [];
    const growth = result.tagdesk.p50 / before.tagdesk.p50;
    // Different work where the page is shorter or the count larger.
    const isTarget = result.rows !== null && result.rows === before.rows;
    return [
      {
        section: 'growth',
        what: `${result.question.kind}: ${result.question.name}`,
        measured: shown(result.tagdesk),
        limit: shown(before.tagdesk),
        relation: times(growth),
        target: isTarget ? `≤ ${maxGrowth} ×` : '',
        met: isTarget ? growth <= maxGrowth : null,
        numbers: samples(result.tagdesk, before.tagdesk),
      },
    ];
  });
}
