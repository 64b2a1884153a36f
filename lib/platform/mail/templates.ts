/** Plain text and HTML of the same words. Pure. */

/** Paragraphs around the one link. No picture, no tracking: the link is visible. */
export type MailTemplate = {
  subject: string;
  before: readonly string[];
  link: string;
  after: readonly string[];
};

type Written = { subject: string; text: string; html: string };

type InviteFacts = { by: string; name: string | null; role: string; link: string; expiresAt: Date };
type ResetFacts = { name: string; link: string; expiresAt: Date };

/** `by`: the admin. `name`: of the invited person, if known. */
export function inviteEmail({ by, name, role, link, expiresAt }: InviteFacts): MailTemplate {
  return {
    subject: 'Your invitation to Tagdesk',
    before: [
      ...greeting(name),
      `${by} invites you to Tagdesk as ${role}. Join by this link; it works once, until ${moment(expiresAt)}:`,
    ],
    link,
    after: ['If you know nothing of this, do nothing: without you nothing happens.'],
  };
}

/** `by`: the admin; null: asked for at the sign-in. */
export function resetEmail({ by, name, link, expiresAt }: ResetFacts & { by: string | null }): MailTemplate {
  const why =
    by === null
      ? 'Somebody asked for a new password in your name where one signs in to Tagdesk.'
      : `${by} made a link by which you can choose a new password for Tagdesk.`;
  return {
    subject: 'A new password for Tagdesk',
    before: [...greeting(name), `${why} Choose it here; the link works once, until ${moment(expiresAt)}:`],
    link,
    after: [
      'It ends every session that is open in your name.',
      'If this was not you, do nothing: your password stays as it is. Tell an admin if it happens again.',
    ],
  };
}

/** A line break in a name must not look like a paragraph of ours. */
export function renderTemplate({ subject, before, link, after }: MailTemplate): Written {
  const text = [...before.map(oneLine), link, ...after.map(oneLine)].join('\n\n');
  const paragraph = (words: string) => `<p>${escapeHtml(oneLine(words))}</p>`;
  const html = [
    ...before.map(paragraph),
    `<p><a href="${escapeHtml(link)}">${escapeHtml(link)}</a></p>`,
    ...after.map(paragraph),
  ].join('\n');
  return {
    subject,
    text: `${text}\n`,
    html: `<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>\n<body>\n${html}\n</body>\n</html>\n`,
  };
}

function greeting(name: string | null): string[] {
  return name === null ? [] : [`Hello ${name},`];
}

/** The reader's time zone is unknown: “28 November 2026 at 18:15 UTC”. */
function moment(at: Date): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'long', timeZone: 'UTC' })
    .format(at)
    .replace(/(\d\d:\d\d):\d\d/, '$1');
}

function oneLine(words: string): string {
  return words.replace(/\s+|\p{Cc}+/gu, ' ');
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}
