'use server';
import {
  causeFault as causeFaultVerb,
  endFaults as endFaultsVerb,
  resetSandbox as resetSandboxVerb,
} from '#lib/domain/sandbox/cause-fault.ts';
import { defineAction } from './define-action.ts';

export const causeFault = defineAction('causeFault', (context, input) => causeFaultVerb(context, input));
export const endFaults = defineAction('endFaults', (context, input) => endFaultsVerb(context, input));
export const resetSandbox = defineAction('resetSandbox', (context, input) =>
  resetSandboxVerb(context, input),
);
