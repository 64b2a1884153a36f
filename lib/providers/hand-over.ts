/** Ends what nobody reads on. */
class Abandoned extends Error {}

/**
 * What `work` gives, one at a time: `give` resolves once the next is wanted, and rejects once nobody wants
 * any. Throws what `work` throws.
 */
export async function* handOver<T>(
  work: (give: (item: T) => Promise<void>) => Promise<void>,
): AsyncGenerator<T, void> {
  let wanted = Promise.withResolvers<void>();
  let given = Promise.withResolvers<{ item: T } | null>();
  wanted.resolve();
  const working = work((item) => {
    wanted = Promise.withResolvers();
    given.resolve({ item });
    return wanted.promise;
  }).then(
    () => given.resolve(null),
    (error: unknown) => given.reject(error),
  );
  try {
    for (;;) {
      const next = await given.promise;
      if (!next) return;
      given = Promise.withResolvers();
      yield next.item;
      wanted.resolve();
    }
  } finally {
    // Nobody is left to hear of the break that is made here.
    given.promise.catch(() => {});
    wanted.reject(new Abandoned('Nobody reads on.'));
    await working;
  }
}
