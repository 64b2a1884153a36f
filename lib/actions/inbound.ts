'use server';
import {
  endInbound as endInboundVerb,
  rotateInbound as rotateInboundVerb,
} from '#lib/domain/inbound/rotate-inbound.ts';
import { defineAction } from './define-action.ts';

/** Gives the new address; the one before stays valid until it is ended. */
export const rotateInbound = defineAction('rotateInbound', rotateInboundVerb);
export const endInbound = defineAction('endInbound', endInboundVerb);
