/** Clients of the sandbox's world, as `ProviderUnderTest.create`. */
import { createCapillary } from '../capillary/index.ts';
import { createCerego } from '../cerego/index.ts';
import type { CeregoConfig } from '../config.ts';
import { createVero } from '../vero/index.ts';
import type { ProviderUnderTest } from './environment.ts';
import { requireVariable, type WorldEnvironment } from './world.ts';

type Connect = ProviderUnderTest['create'];

export const connectVero: Connect = (environment, pace) =>
  createVero({
    baseUrl: requireVariable(environment, 'VERO_BASE_URL'),
    authToken: requireVariable(environment, 'VERO_AUTH_TOKEN'),
    pace,
  });

/** The variable METHOD may say GET. */
export const connectCapillary: Connect = (environment, pace) =>
  createCapillary({
    baseUrl: requireVariable(environment, 'CAPILLARY_BASE_URL'),
    username: requireVariable(environment, 'CAPILLARY_USERNAME'),
    password: requireVariable(environment, 'CAPILLARY_PASSWORD'),
    changeLabelsMethod: environment.METHOD === 'GET' ? 'GET' : 'POST',
    pace,
  });

/** `more`: settings beside these, by the world's variables. */
export const connectCerego =
  (
    tagTypes: CeregoConfig['tagTypes'],
    more: (environment: WorldEnvironment) => Partial<CeregoConfig> = () => ({}),
  ): Connect =>
  (environment, pace) =>
    createCerego({
      baseUrl: requireVariable(environment, 'CEREGO_BASE_URL'),
      apiKey: requireVariable(environment, 'CEREGO_API_KEY'),
      partnerId: environment.CEREGO_PARTNER_ID || null,
      tagTypes,
      pace,
      ...more(environment),
    });
