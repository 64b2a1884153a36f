import type { Profile } from '#lib/providers/contract.ts';
import type { SaveProfileInput } from '#lib/shared/tags.ts';

export type ProfileValues = Pick<SaveProfileInput, 'email' | 'data' | 'channels'>;

/** As last sent; else the known e-mail. */
export function valuesOf(profile: Profile | null, email: string): ProfileValues {
  return {
    email: profile?.email ?? email,
    data: Object.entries(profile?.data ?? {}).map(([key, value]) => ({ key, value: String(value ?? '') })),
    channels: [...(profile?.channels ?? [])],
  };
}

/**
 * Only what differs from the last sending, so that values changed elsewhere are not overwritten; all of it
 * when nothing differs.
 */
export function changedValues(values: ProfileValues, profile: Profile | null): ProfileValues {
  const known = valuesOf(profile, '');
  const email = values.email === known.email ? '' : values.email;
  const data = values.data.filter(
    ({ key, value }) => !known.data.some((entry) => entry.key === key && entry.value === value),
  );
  const channels = values.channels.filter(
    (channel) =>
      !known.channels.some(
        (each) =>
          each.type === channel.type &&
          each.address === channel.address &&
          each.platform === channel.platform,
      ),
  );
  return email === '' && data.length === 0 && channels.length === 0 ? values : { email, data, channels };
}
