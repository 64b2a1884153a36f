import { countOf } from '#components/ui/count.ts';
import { showToast } from '#components/ui/toast-store.ts';

/** '' has none: it is counted. Each address once. */
export async function copyEmails(emails: readonly string[]): Promise<void> {
  const found = [...new Set(emails.filter((email) => email !== ''))];
  const lack = emails.filter((email) => email === '').length;
  if (found.length === 0) return void showToast({ text: 'None of these users has an e-mail', tone: 'warn' });
  try {
    await navigator.clipboard.writeText(found.join(', '));
    showToast({
      text: `${countOf(found.length, 'e-mail')} copied`,
      detail: lack > 0 ? `${countOf(lack, 'user')} without an e-mail` : undefined,
      tone: 'ok',
    });
  } catch {
    // Over plain http browsers offer no clipboard.
    showToast({ text: 'The browser did not allow copying.', detail: found.join(', '), tone: 'warn' });
  }
}
