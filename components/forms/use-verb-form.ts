'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { type DefaultValues, type FieldValues, type Path, type PathValue, useForm } from 'react-hook-form';
import type { $ZodType } from 'zod/v4/core';
import type { Failure, Result } from '#lib/shared/result.ts';
import type { Refusal } from './refusal-alert.tsx';
import { useKeptFields } from './use-kept-fields.ts';

interface VerbFormProps<Input extends FieldValues, Value> {
  /** The verb's own rules, checked before anything is sent. */
  rules: $ZodType<unknown, Input>;
  start: DefaultValues<Input> & Input;
  send: (values: Input) => Promise<Result<Value>>;
  /** `values`: as typed. */
  done?: (value: Value, values: Input) => void;
  /** Shown when no answer came. */
  silence: string;
  mode?: 'onSubmit' | 'onTouched';
  /** Clears the form on success, where it stays on the screen. */
  clears?: boolean;
  /** Keeps these fields under this name until sent or discarded. Never secrets. */
  keeps?: { name: string; fields: readonly Path<Input>[] };
  /** Warnings on a field's text, once the field was left. */
  advise?: (name: Path<Input>, text: string) => string[];
}

export interface VerbForm<Name extends string = string> {
  field: (name: Name) => ReturnType<ReturnType<typeof useForm>['register']> & {
    defaultValue: string;
    error: string | undefined;
    warning: string | undefined;
  };
  /** As if it had been typed. */
  set: (name: Name, text: string) => void;
  read: (name: Name) => string;
  submit: (event: SyntheticEvent) => void;
  /** Refusals that belong to no field. */
  refusal: Refusal | null;
  busy: boolean;
  /** Restored from before. */
  isBack: boolean;
  /** Discards what is typed, also what is kept. */
  clear: () => void;
}

/** A form for one verb: its rules while typing, refusals at their fields, the rest above. */
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
  const {
    register,
    handleSubmit,
    setError,
    getFieldState,
    getValues,
    setValue,
    formState,
    resetField,
    watch,
  } = form;
  const { isBack, forget } = useKeptFields(form, start, keeps);
  const isField = (name: string): name is Path<Input> => name in start;

  const refuse = ({ message, fields, code }: Failure) => {
    const known = Object.keys(fields).filter(isField);
    for (const [index, name] of known.entries())
      setError(name, { message: fields[name] ?? message }, { shouldFocus: index === 0 });
    setRefusal(known.length === 0 ? { message, code } : null);
  };
  /** What was typed while it was sent stays. */
  const empty = (sent: Input) => {
    for (const name of Object.keys(start).filter(isField))
      if (getValues(name) === sent[name]) resetField(name);
  };
  const submit = handleSubmit(async (values) => {
    setRefusal(null);
    const result = await send(values).catch(() => null);
    if (!result) {
      // It may have been done: read everything again.
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
    set: (name, text) =>
      setValue(name, text as PathValue<Input, typeof name>, {
        shouldDirty: true,
        shouldTouch: true,
        shouldValidate: true,
      }),
    read: (name) => String(getValues(name) ?? ''),
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
