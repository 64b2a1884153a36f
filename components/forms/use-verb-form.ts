'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { type DefaultValues, type FieldValues, type Path, useForm } from 'react-hook-form';
import type { $ZodType } from 'zod/v4/core';
import type { Failure, Result } from '#lib/shared/result.ts';
import type { Refusal } from './refusal-alert.tsx';
import { useKeptFields } from './use-kept-fields.ts';

interface VerbFormProps<Input extends FieldValues, Value> {
  /** The verb's own: what it refuses is said before anything is sent. */
  rules: $ZodType<unknown, Input>;
  /** Every field of the form, as it opens. */
  start: DefaultValues<Input> & Input;
  send: (values: Input) => Promise<Result<Value>>;
  /** After success. `values`: as they were typed. */
  done?: (value: Value, values: Input) => void;
  /** What to say when no answer came. */
  silence: string;
  /** When a field is checked for the first time. */
  mode?: 'onSubmit' | 'onTouched';
  /** Empties the form after success, where it stays on the screen. */
  clears?: boolean;
  /** Keeps these fields, none of them a secret, under this name until they are carried out or given up. */
  keeps?: { name: string; fields: readonly Path<Input>[] };
  /** What should be known of a field's text although it is taken; said once the field was left. */
  advise?: (name: Path<Input>, text: string) => string[];
}

/** What a form shows and does, as `useVerbForm` gives it. */
export interface VerbForm<Name extends string = string> {
  /** What a field takes: its name, its events, its error. */
  field: (name: Name) => ReturnType<ReturnType<typeof useForm>['register']> & {
    defaultValue: string;
    error: string | undefined;
    warning: string | undefined;
  };
  submit: (event: SyntheticEvent) => void;
  /** What was refused and belongs to no field. */
  refusal: Refusal | null;
  busy: boolean;
  /** What was typed before is back. */
  isBack: boolean;
  /** Gives up what is typed: the form is as it opens, now and later. */
  clear: () => void;
}

/** A form that runs one verb: its rules while typing, its refusals at their fields, whatever else above them. */
export function useVerbForm<Input extends FieldValues, Value>({
  rules,
  start,
  send,
  done,
  silence,
  mode = 'onSubmit',
  clears = false,
  keeps,
  advise,
}: VerbFormProps<Input, Value>): VerbForm<Path<Input>> {
  const client = useQueryClient();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const form = useForm<Input>({
    defaultValues: start,
    resolver: zodResolver(rules, undefined, { raw: true }),
    mode,
  });
  const { register, handleSubmit, setError, getFieldState, getValues, formState, resetField, watch } = form;
  const { isBack, forget } = useKeptFields(form, start, keeps);
  const isField = (name: string): name is Path<Input> => name in start;

  const refuse = ({ message, fields, code }: Failure) => {
    const known = Object.keys(fields).filter(isField);
    for (const [index, name] of known.entries())
      setError(name, { message: fields[name] ?? message }, { shouldFocus: index === 0 });
    setRefusal(known.length === 0 ? { message, code } : null);
  };
  /** What was typed while the answer was on its way belongs to the next sending. */
  const empty = (sent: Input) => {
    for (const name of Object.keys(start).filter(isField))
      if (getValues(name) === sent[name]) resetField(name);
  };
  const submit = handleSubmit(async (values) => {
    setRefusal(null);
    const result = await send(values).catch(() => null);
    if (!result) {
      // It may have been done: what the page shows is read again.
      void client.invalidateQueries();
      return setRefusal({ message: silence, code: null });
    }
    if (!result.ok) return refuse(result.error);
    forget();
    if (clears) empty(values);
    done?.(result.value, values);
  });
  return {
    field: (name) => {
      const { error, isTouched } = getFieldState(name, formState);
      const advice = advise && isTouched && !error ? advise(name, String(watch(name) ?? '')) : [];
      return {
        ...register(name),
        defaultValue: String(start[name] ?? ''),
        error: error?.message,
        warning: advice.join(' ') || undefined,
      };
    },
    submit: (event) => void submit(event),
    refusal,
    busy: formState.isSubmitting,
    isBack,
    clear: () => {
      form.reset();
      forget();
    },
  };
}
