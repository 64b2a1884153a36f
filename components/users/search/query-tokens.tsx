'use client';

import {
  type MouseEvent,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { ProviderMark } from '#components/providers/provider-mark.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { announce } from '#components/ui/live-region.tsx';
import { Verbatim } from '#components/ui/verbatim.tsx';
import { spellOut } from '#lib/providers/text-signs.ts';
import type { FilterNode } from '#lib/shared/filter/grammar.ts';
import { normalise } from '#lib/shared/filter/normalise.ts';
import { parseFilter } from '#lib/shared/filter/parse.ts';
import { pathOfTerm, replaceAt, switchJoinBefore, withoutNot } from '#lib/shared/filter/parts.ts';
import { printFilter } from '#lib/shared/filter/print.ts';
import { type QueryToken, readQueryTokens } from '#lib/shared/filter/query-tokens.ts';
import { sentenceOf, wordsOf } from '#lib/shared/filter/term-words.ts';
import { useQueryEdit } from './use-query-edit.ts';

interface QueryTokensProps {
  field: RefObject<HTMLInputElement | null>;
  text: string;
  /** Pressed, not typed. */
  onFilter: (text: string) => void;
}

/**
 * The filter in the search box as tokens: all of them while nobody edits it, else those before the cursor.
 * One with a mistake stays text. One tab stop: arrows, Home and End go from token to token; letters go to
 * the field.
 */
export function QueryTokens({ field, text, onFilter }: QueryTokensProps) {
  const strip = useRef<HTMLDivElement>(null);
  const edit = useQueryEdit(field, text);
  const whole = useMemo(() => (parseFilter(text).ok ? readQueryTokens(text) : []), [text]);
  const tokens = edit ? edit.tokens : whole;
  const pressable = tokens.filter(({ kind }) => kind !== 'open' && kind !== 'close');
  const [stop, setStop] = useState('');
  const [marked, setMarked] = useState<string | null>(null);
  const tabStop = pressable.find((token) => nameOf(token) === stop) ?? pressable.at(-1);
  /** The place of a token that goes: the focus passes to the next. */
  const left = useRef<number | null>(null);

  const [from, to] = edit?.selection ?? [0, 0];
  const isMarked = (token: QueryToken) =>
    nameOf(token) === marked || (from < to && from <= token.at && token.end <= to);

  useLayoutEffect(() => {
    if (left.current === null || text === undefined) return;
    const buttons = buttonsOf(strip.current);
    const isLost = document.activeElement === document.body;
    if (isLost) (buttons[Math.min(left.current, buttons.length - 1)] ?? field.current)?.focus();
    left.current = null;
  }, [text, field]);

  /** Of a filter with a mistake the token is edited instead. */
  function alter(token: QueryToken, change: (filter: FilterNode) => FilterNode | null) {
    const parsed = parseFilter(field.current?.value ?? text);
    if (!parsed.ok || parsed.filter === null) return select(token);
    const altered = change(parsed.filter);
    const next = printFilter(altered && normalise(altered));
    if (strip.current?.contains(document.activeElement)) {
      left.current = pressable.indexOf(token);
      // The whole strip goes with its last token.
      if (readQueryTokens(next).length === 0) field.current?.focus();
    }
    onFilter(next);
  }

  /** In the field; of a term what stands after its colon. */
  function select({ at, end }: QueryToken) {
    const element = field.current;
    if (!element) return;
    element.focus();
    const colon = element.value.slice(at, end).indexOf(':');
    if (colon < 0) element.setSelectionRange(at, at);
    else element.setSelectionRange(at + colon + 1, end);
  }

  function press(token: QueryToken) {
    if (token.kind === 'term') select(token);
    else if (token.kind === 'not') remove(token);
    else if (token.kind === 'and' || token.kind === 'or')
      alter(token, (filter) => switchJoinBefore(filter, token.term));
  }

  function remove(token: QueryToken) {
    alter(token, (filter) => {
      if (token.kind === 'not') return withoutNot(filter, token.index);
      const path = token.kind === 'term' ? pathOfTerm(filter, token.term) : null;
      return path ? replaceAt(filter, path, null) : filter;
    });
  }

  function onKeyDown(event: KeyboardEvent) {
    const buttons = buttonsOf(strip.current);
    const at = buttons.findIndex((button) => button.matches(':focus'));
    const token = pressable[at];
    if (!token || event.ctrlKey || event.metaKey || event.altKey) return;
    const { key } = event;
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[key];
    if (next !== undefined) {
      (next === buttons.length ? field.current : buttons[Math.max(next, 0)])?.focus();
    } else if (key === 'Escape' && marked !== null) setMarked(null);
    else if (key === 'Backspace' || key === 'Delete') {
      if (token.kind === 'and' || token.kind === 'or') return;
      if (marked === nameOf(token)) remove(token);
      else {
        setMarked(nameOf(token));
        announce(`Press ${key} again to remove ${labelOf(token)}`);
        event.preventDefault();
        return;
      }
    } else if (/^[^\s/?]$/u.test(key)) {
      // Typed, not a shortcut: the field takes the letter.
      event.stopPropagation();
      const element = field.current;
      element?.focus();
      element?.setSelectionRange(element.value.length, element.value.length);
      if (element && !/\s$/.test(element.value)) document.execCommand('insertText', false, ' ');
      return;
    } else return;
    setMarked(null);
    event.preventDefault();
  }

  const latest = useRef(onKeyDown);
  useEffect(() => {
    latest.current = onKeyDown;
  });
  const isShown = tokens.length > 0;
  useEffect(() => {
    const element = isShown ? strip.current : null;
    const listen = (event: KeyboardEvent) => latest.current(event);
    // Before the page's shortcuts.
    element?.addEventListener('keydown', listen);
    return () => element?.removeEventListener('keydown', listen);
  }, [isShown]);

  if (!isShown) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out in a line everywhere.
    <div
      ref={strip}
      role="group"
      aria-label="Filter as tokens"
      data-covers={edit ? undefined : ''}
      onBlur={() => setMarked(null)}
      className="contents"
    >
      {tokens.map((token) =>
        token.kind === 'open' || token.kind === 'close' ? (
          <span key={`${token.kind} ${token.at}`} aria-hidden className="text-fg-3">
            {token.kind === 'open' ? '(' : ')'}
          </span>
        ) : (
          <button
            key={nameOf(token)}
            type="button"
            tabIndex={token === tabStop ? 0 : -1}
            aria-label={spellOut(labelOf(token))}
            data-tip={token.kind === 'term' ? labelOf(token) : undefined}
            data-marked={isMarked(token) || undefined}
            onMouseDown={(event) => keepField(event, field.current)}
            onFocus={() => setStop(nameOf(token))}
            onClick={() => press(token)}
            className={classNames(
              'inline-flex h-6 max-w-full min-w-0 items-center gap-1.25 rounded-chip text-13 whitespace-nowrap data-marked:bg-accent-solid data-marked:text-on-solid data-marked:[&_*]:text-on-solid forced-colors:border forced-colors:data-marked:outline-2 forced-colors:data-marked:outline-[Highlight] phone:h-8',
              looks[lookOf(token)],
            )}
          >
            <Content token={token} />
          </button>
        ),
      )}
    </div>
  );
}

const looks = {
  term: 'bg-accent-tint px-1.75 text-fg hover:brightness-96',
  word: 'px-0.5 text-fg hover:bg-hover',
  join: 'px-1 text-11 font-semibold text-accent hover:bg-hover forced-colors:border-transparent',
  not: 'px-1 text-11 font-semibold text-danger hover:bg-hover forced-colors:border-transparent',
};

function lookOf(token: QueryToken): keyof typeof looks {
  if (token.kind === 'term') return token.node.kind === 'text' ? 'word' : 'term';
  return token.kind === 'not' ? 'not' : 'join';
}

function Content({ token }: { token: QueryToken }) {
  if (token.kind !== 'term') return token.kind.toUpperCase();
  const { provider, subject, verb, what } = wordsOf(token.node);
  if (token.node.kind === 'text') return <Verbatim className="truncate">{what}</Verbatim>;
  const before = [provider === null ? subject : '', verb === 'has' ? '' : verb].filter((part) => part !== '');
  return (
    <>
      {provider && <ProviderMark provider={provider} size="small" />}
      <span className="truncate">
        {before.length > 0 && <span className="text-fg-2">{before.join(' ')} </span>}
        <Verbatim>{what}</Verbatim>
      </span>
    </>
  );
}

/** Unique, and the same after a change elsewhere, so that the focus stays. */
function nameOf(token: QueryToken): string {
  if (token.kind === 'term') return `term ${token.term}`;
  if (token.kind === 'and' || token.kind === 'or') return `join ${token.term}`;
  return token.kind === 'not' ? `not ${token.index}` : token.kind;
}

function labelOf(token: QueryToken): string {
  if (token.kind === 'term') return sentenceOf(wordsOf(token.node));
  if (token.kind === 'and') return 'AND, change to OR';
  return token.kind === 'or' ? 'OR, change to AND' : 'NOT, remove it';
}

function buttonsOf(strip: HTMLElement | null): HTMLButtonElement[] {
  return [...(strip?.querySelectorAll('button') ?? [])];
}

/** Left for a token the field would be drawn anew under the press. */
function keepField(event: MouseEvent, field: HTMLInputElement | null): void {
  if (document.activeElement === field) event.preventDefault();
}
