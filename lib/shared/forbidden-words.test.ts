/** Texts of the product avoid words that the glossary has replaced. Identifiers and comments are free. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseAst } from 'vitest/node';

const root = join(import.meta.dirname, '../..');

/** Phrase (the source of a pattern; `…` is what a template puts in) → what to say. */
const forbidden: Record<string, string> = {
  // New run
  'Add act': 'Add change',
  'Acts?': 'Change',
  'acts|an act': 'change, operation or request',
  'Take away': 'Remove',
  'Make the plan': 'Preview changes',
  'Next you see': 'You review every change before anything is sent',
  'Start at a time…': 'Schedule…',
  // Plan
  'Throw away|[Tt]hrow it away': 'Discard',
  '[Tt]hrown away': 'Discarded',
  'No plan': 'Planning failed',
  'No-op|already so': 'No change needed',
  'so already': 'Already up to date',
  'Refused by rule': 'Not allowed',
  'Left out': 'Skipped',
  'people of now': 'Update with current users',
  verdict: 'status',
  // Run
  'Lanes?|… lanes?': 'Provider',
  Waits: 'Waiting',
  '[Pp]robe': 'Retry now, Next attempt',
  'Goes on': 'Resumes',
  'mended?': 'fixed',
  'what is left at': 'Cancel remaining … changes',
  'Undo the run': 'Undo run',
  'Retry…': 'Retry failed',
  '[Tt]roubles?': 'error',
  // Providers
  Pace: 'Rate limit',
  '[Pp]atience': 'Timeout',
  '^Median$': 'Median time',
  '95 of 100': 'p95',
  '^Errors$': 'Failed calls',
  // User
  'read back': 'write-only',
  'not read yet': 'not checked yet',
  'It was applied': 'It is there',
  '^It was not$': 'It is not there',
  'taken, not shown': 'sent, Vero cannot confirm',
  // Lists
  'not fresh': 'Could not refresh. Showing data from …',
  'Nobody matches': 'No users match',
  '^Nobody here$': 'No users',
  '[Nn]o such (user|run|tag|import)': 'User not found',
  'filter (in the search box )?cannot be read': 'This filter has a mistake',
  'must match as well': 'and',
  // History
  'Who asked': 'Requested by',
  'Words in the note': 'Search notes and people',
  'Asked for (on|by)': 'Page, Requested by',
  'User number': 'User ID',
  'Found (by reading|on refresh)': 'Found',
  'nothing differ(ed|s)': 'Refreshed, no differences',
  'Refused acts': 'Denied actions',
  'Whole ledger': 'All time',
  'took out a file': 'exported',
  '^kept the': 'saved the',
  'gave a wrong password': 'entered a wrong password',
  'Tagdesk, demo world': 'Import (demo)',
  // Tags
  'Over time:': 'Usage over time:',
  'Last given': 'Last added',
  'Not given for longest': 'Least recently added',
  'Carried by': 'Users with this tag',
  '[Ss]ide effects': 'Warn before changing',
  // Account, members
  '(Second|the second|a second|their second|own second) step': 'Two-factor authentication',
  'Take off': 'Reset',
  'Switch(ed)? (on|off|it on|it off)|Switch the': 'Turn on',
  '[Ww]ith(draw|drew|drawn)': 'Revoke',
  '[Oo]pen links': 'Pending invitations',
  'Access of': 'Active',
  // Sign-in
  'Look into your mail': 'Check your email',
  'unwanted mail': 'Check your spam folder',
  '[Tt]o the sign-in': 'Back to sign in',
  'Sign in as somebody else': 'Use another account',
  'Have another one sent': 'Send a new link',
  // Shell, import
  'All keys': 'Keyboard shortcuts',
  'Like the system': 'System',
  '… rows loaded': '1 row loaded, by countOf',
};

const patterns = Object.entries(forbidden).map(([phrase, say]) => ({
  pattern: new RegExp(`(?<![\\w.-])(?:${phrase})(?![\\w-])`),
  say,
}));

/** A single lower-case word is a value of the program. */
const isForPeople = ({ text }: Text) => /[A-Z ]/.test(text);

const isProduct = (file: string) =>
  !/\.(test|trial|d)\.tsx?$|^lib\/(sandbox|tooling|testing)\/|(^|\/)(conformance|testing)[/.]/.test(file);

type Text = { text: string; at: number };

/** String literals, whole templates (except statements) and JSX text. */
function textsOf(file: string, source: string): Text[] {
  const found: Text[] = [];
  const take = (text: string, at: number) => found.push({ text: text.replace(/\s+/g, ' ').trim(), at });
  const visit = (node: unknown, isSql = false): void => {
    if (Array.isArray(node)) for (const each of node) visit(each);
    if (!isNode(node)) return;
    if (node.type === 'ImportDeclaration' || node.type === 'TSLiteralType') return;
    if (node.type === 'Literal' && typeof node.value === 'string') take(node.value, node.start);
    if (node.type === 'JSXText') take(String(node.value), node.start + String(node.value).search(/\S|$/));
    if (node.type === 'TemplateLiteral' && !isSql)
      take((node.quasis ?? []).map(({ value }) => value.cooked).join('…'), node.start);
    for (const child of Object.values(node)) visit(child, node.type === 'TaggedTemplateExpression');
  };
  visit(parseAst(source, { lang: file.endsWith('x') ? 'tsx' : 'ts' }, file).body);
  return found;
}

type Node = { type: string; start: number; value?: unknown; quasis?: { value: { cooked: string } }[] };

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

test('identifiers, comments, imports and statements are free; literals, templates and elements are not', () => {
  const source = [
    "import { probe } from './probe it.ts';",
    '// Probe now',
    'const probe = sql`select the probe from lanes`;',
    `const label = cond ? 'Probe now' : \`Cancel what is left at \${label}\`;`,
    'const element = <p title="All keys">{probe} Throw <b>away</b></p>;',
  ].join('\n');
  expect(textsOf('a.tsx', source).map(({ text }) => text)).toEqual([
    'Probe now',
    'Cancel what is left at …',
    'All keys',
    'Throw',
    'away',
  ]);
});

test('no text of the product holds a word that was replaced', () => {
  const files = globSync('{app,components,lib}/**/*.{ts,tsx}', { cwd: root })
    .map((file) => file.replaceAll('\\', '/'))
    .filter(isProduct);
  expect(files.length).toBeGreaterThan(500);
  const wrong = files.flatMap((file) => {
    const source = readFileSync(join(root, file), 'utf8');
    return textsOf(file, source)
      .filter(isForPeople)
      .flatMap(({ text, at }) =>
        patterns.flatMap(({ pattern, say }) => {
          const phrase = pattern.exec(text)?.[0];
          const line = source.slice(0, at).split('\n').length;
          return phrase === undefined ? [] : [`${file}:${line}: “${phrase}” in “${text}”: say “${say}”`];
        }),
      );
  });
  expect(wrong).toEqual([]);
});
