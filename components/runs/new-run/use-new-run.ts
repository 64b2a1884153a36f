'use client';

import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Refusal } from '#components/forms/refusal-alert.tsx';
import { useForgetKept, useKeptDraft } from '#components/kept/use-kept-draft.ts';
import { createRun } from '#lib/actions/runs.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { Failure } from '#lib/shared/result.ts';
import { type CreateRunInput, createRunInput } from '#lib/shared/run-inputs.ts';
import type { RunForm } from '#lib/shared/runs.ts';
import { useRunAction } from '../use-run-action.ts';
import { parseIds, readChosenText } from './chosen-users.ts';
import { mappingOf, usesOf } from './column-use.ts';
import type { RunFile } from './use-run-file.ts';
import { useRunOperations } from './use-run-operations.ts';

/** `list`: pasted; sent and read as a file. */
export type SourceKind = 'filter' | 'users' | 'csv' | 'list';

type Start = {
  kind: SourceKind;
  q: string;
  except: readonly number[];
  /** The run to be changed. */
  from: { runId: number; form: RunForm } | null;
  onPlan: (runId: number) => void;
};

type Files = Record<'csv' | 'list', RunFile | null>;

const nobody: readonly number[] = [];
const never = () => () => {};

/** The form of a new run, checked by the server's rules. */
export function useNewRun({ from, onPlan, ...start }: Start) {
  const [first] = useState(() => firstOf(start, from?.form));
  const [kind, setKind] = useState(first.kind);
  const [q, setQ] = useState(first.q);
  const [files, setFiles] = useState(first.files);
  const [name, setName] = useState(first.name);
  const [note, setNote] = useState(first.note);
  // Those left out belong to the list that they were left out of.
  const except = q.trim() === first.q.trim() ? first.except : nobody;
  const [tried, setTried] = useState(false);
  const [refusal, setRefusal] = useState<Failure | null>(null);
  // Another source is another run.
  const keptAs = `run/new ${from ? `from ${from.runId}` : `${start.kind} ${start.q}`}/`;
  const runOperations = useRunOperations(from?.form.operations ?? [], keptAs);
  const forget = useForgetKept(keptAs);
  const draft = useKeptDraft<Draft>(`${keptAs}source`, (said) => {
    setKind(said.kind);
    setQ(said.q);
    setFiles(said.files);
    setName(said.name);
    setNote(said.note);
  });
  const isFirst =
    kind === first.kind &&
    q === first.q &&
    files === first.files &&
    name === first.name &&
    note === first.note;
  useEffect(
    () => draft.note(isFirst ? null : { kind, q, files, name, note }),
    [draft.note, isFirst, kind, q, files, name, note],
  );
  const { busy, perform } = useRunAction();
  const chosenText = useSyncExternalStore(never, readChosenText, () => null);
  const chosen = first.userIds ?? (chosenText === null ? null : parseIds(chosenText));

  const file = kind === 'csv' || kind === 'list' ? files[kind] : noFile;
  const mapping = file ? mappingOf(file.upload.columns, file.uses) : null;
  const input = inputOf();
  const issues = input ? (createRunInput.safeParse(input).error?.issues ?? []) : [];
  const columnFaults: Record<string, string> = {};
  for (const { path, message } of issues) {
    const perform =
      path[1] === 'mappings' && typeof path[2] === 'number' ? mapping?.mappings[path[2]] : undefined;
    if (perform) columnFaults[perform.column] ??= message;
  }

  function inputOf(): CreateRunInput | null {
    const rest = { name, note, operations: runOperations.operations, replaces: from?.form.replaces ?? null };
    if (kind === 'filter') return { source: { kind, q: q.trim(), except: [...except] }, ...rest };
    if (kind === 'users') return { source: { kind, userIds: chosen ?? [] }, ...rest };
    if (!file || !mapping) return null;
    const pasted = kind === 'list' ? { pasted: true as const } : {};
    return { source: { kind: 'csv', uploadId: file.upload.uploadId, ...mapping, ...pasted }, ...rest };
  }

  function faultNow(): string | null {
    const [faulty] = runOperations.faulty;
    if (faulty) return `The change in ${capabilitiesOf(faulty).label} is not finished: complete or clear it.`;
    if (!input)
      return kind === 'list' ? 'Paste a list first, and see who of it is found.' : 'Choose a file first.';
    return issues[0]?.message ?? null;
  }

  async function plan(): Promise<void> {
    setTried(true);
    setRefusal(null);
    if (faultNow() !== null || !input) return;
    const failure = await perform(
      'plan',
      () => createRun(input),
      ({ runId }) => {
        forget();
        onPlan(runId);
      },
    );
    setRefusal(failure);
  }

  return {
    source: {
      ...{ kind, setKind, q, setQ, except, chosen, files },
      setFile: (of: keyof Files, next: RunFile | null) => setFiles((all) => ({ ...all, [of]: next })),
    },
    operations: runOperations,
    providersOfFile: [...new Set(mapping?.mappings.map(({ provider }) => provider))],
    name,
    setName,
    note,
    setNote,
    faults: faultsAt(issues, ['name', 'note']),
    columnFaults,
    message: tried ? messageOf(faultNow(), refusal) : null,
    isBack: draft.isBack || runOperations.isBack,
    forget,
    busy: busy !== null,
    plan,
  };
}

/** `userIds` null: those picked in the list. */
function firstOf({ kind, q, except }: Pick<Start, 'kind' | 'q' | 'except'>, form: RunForm | undefined) {
  if (!form) return { kind, q, except, files: noFiles, name: '', note: '', userIds: null };
  const { source, upload, name, note } = form;
  const ofFile: SourceKind = source.kind === 'csv' && source.pasted ? 'list' : source.kind;
  return {
    kind: ofFile,
    q: source.kind === 'filter' ? source.q : '',
    except: (source.kind === 'filter' && source.except) || nobody,
    files:
      source.kind === 'csv' && upload
        ? { ...noFiles, [ofFile]: { chosen: null, upload, uses: usesOf(source) } }
        : noFiles,
    name,
    note,
    userIds: source.kind === 'users' ? source.userIds : null,
  };
}

const noFile: RunFile | null = null;

const noFiles: Files = { csv: noFile, list: noFile };

type Draft = { kind: SourceKind; q: string; files: Files; name: string; note: string };

function messageOf(fault: string | null, refusal: Failure | null): Refusal | null {
  return fault === null ? refusal : { message: fault, code: null };
}

type Issue = { path: PropertyKey[]; message: string };

function faultsAt<Field extends string>(
  issues: readonly Issue[],
  fields: readonly Field[],
): Partial<Record<Field, string>> {
  const faults: Partial<Record<Field, string>> = {};
  for (const field of fields) {
    const issue = issues.find(({ path }) => path[0] === field);
    if (issue) faults[field] = issue.message;
  }
  return faults;
}
