/** Browser-safe. */
import type { ProviderRules } from '../capabilities.ts';
import { adviseOnTexts, textRule } from '../text-rule.ts';

// FRAGMENT, Update user: key at most 50 characters, value at most 200, neither with # or / or :.
const maxKeyLength = 50;
const maxValueLength = 200;

/**
 * `externalId`: FRAGMENT's id or the account's external_id. `key` 1–50, `value` 1–200 characters, without # /
 * or :. Empty values are undocumented and refused. All are trimmed.
 */
export const fragmentRules = {
  externalId: textRule({ noun: 'FRAGMENT user ref', provider: 'FRAGMENT', check: findRefFault }),
  key: textRule({ noun: 'Key', provider: 'FRAGMENT', max: maxKeyLength, check: refuseSeparators('key') }),
  value: textRule({
    noun: 'Value',
    provider: 'FRAGMENT',
    max: maxValueLength,
    check: refuseSeparators('value'),
  }),
  limits: { key: maxKeyLength, value: maxValueLength },
  advise,
} satisfies ProviderRules;

function refuseSeparators(noun: 'key' | 'value') {
  return (text: string): string | null => {
    const found = /[#/:]/.exec(text);
    return found ? `“${found[0]}” is not allowed: a ${noun} has neither # nor / nor :.` : null;
  };
}

/** `.` and `..`: URLs drop them even percent-encoded. */
function findRefFault(text: string): string | null {
  return text === '.' || text === '..' ? `“${text}” cannot be sent as a FRAGMENT user ref.` : null;
}

function advise(tag: { key: string; value: string | null }): string[] {
  // FRAGMENT's search takes unescaped * and ? as wildcards.
  const isWild = /[*?]/.test(`${tag.key}${tag.value ?? ''}`);
  return [...(isWild ? ['“*” and “?” are wildcards in FRAGMENT’s search.'] : []), ...adviseOnTexts(tag)];
}
