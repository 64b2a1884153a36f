/** The Enter that ends a composition does not submit, in whatever order a browser reports it. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { expectTag, openUser, regionOf } from '../providers/region.ts';
import { uniqueMark } from '../support/mark.ts';

test.use({ role: 'marketer' });

type Order = 'Safari' | 'Chrome' | 'Firefox';
const orders: Order[] = ['Safari', 'Chrome', 'Firefox'];

/** Composes text and ends the composition by a key, in that browser's order. */
async function compose(field: Locator, text: string, order: Order, key = 'Enter'): Promise<void> {
  await field.focus();
  await field.evaluate(
    (element, { text, order, key }) => {
      if (!(element instanceof HTMLInputElement)) throw new Error('Not a field.');
      const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
      const composition = (type: string) =>
        element.dispatchEvent(new CompositionEvent(type, { bubbles: true, data: text }));
      const press = (type: string, isComposing: boolean) =>
        element.dispatchEvent(
          new KeyboardEvent(type, {
            key: order === 'Firefox' ? 'Process' : key,
            code: key,
            // Browsers report composed keys as 229.
            keyCode: 229,
            isComposing,
            bubbles: true,
            cancelable: true,
          }),
        );
      composition('compositionstart');
      setValue?.call(element, text);
      element.dispatchEvent(new InputEvent('input', { bubbles: true, data: text, isComposing: true }));
      if (order !== 'Safari') press('keydown', true);
      composition('compositionend');
      if (order === 'Safari') press('keydown', false);
      element.dispatchEvent(new KeyboardEvent('keyup', { key, code: key, bubbles: true }));
    },
    { text, order, key },
  );
}

/** Text, focus and page stay. */
async function expectUntouched(page: Page, field: Locator, text: string): Promise<void> {
  const address = new URL(page.url()).pathname;
  await expect(field).toHaveValue(text);
  await expect(field).toBeFocused();
  expect(new URL(page.url()).pathname).toBe(address);
}

for (const order of orders) {
  test(`in ${order}’s order, no field acts on the Enter that ends a composition`, async ({
    page,
    person,
    ledger,
  }) => {
    const amara = await person({ vero: [], fragment: { plan: 'team' }, capillary: [], cerego: {} });
    const text = `とうき${uniqueMark()}`;
    await openUser(page, amara);
    const vero = regionOf(page, 'Vero');
    const fragment = regionOf(page, 'FRAGMENT');
    const fields = [
      vero.getByRole('combobox', { name: 'Add tag' }),
      regionOf(page, 'Capillary').getByRole('combobox', { name: 'Add tag' }),
      regionOf(page, 'Cerego').getByRole('combobox', { name: 'Type' }),
      fragment.getByRole('textbox', { name: 'Key' }),
      fragment.getByRole('textbox', { name: 'Value' }),
      page.getByRole('textbox', { name: 'Note for the next edit' }),
    ];
    for (const field of fields) {
      await compose(field, text, order);
      await expectUntouched(page, field, text);
    }
    await fragment.getByRole('button', { name: 'Edit plan' }).click();
    const value = fragment.getByRole('form', { name: 'Edit plan' }).getByRole('textbox', { name: 'Value' });
    // Escape ends the composition only.
    await compose(value, text, order, 'Escape');
    await expectUntouched(page, value, text);
    expect(await ledger.changesOf(amara.id)).toEqual([]);

    // The next Enter submits.
    await fields[0]?.focus();
    await page.keyboard.press('Enter');
    await expectTag(vero, text, 'accepted');

    await page.goto('/users');
    const search = page.getByRole('searchbox', { name: 'Search users' });
    for (const key of ['Enter', 'Escape']) {
      await compose(search, text, order, key);
      await expectUntouched(page, search, text);
    }
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    const tag = page.getByRole('region', { name: 'Filter' }).getByRole('combobox', { name: 'The tag' });
    await compose(tag, text, order);
    await expectUntouched(page, tag, text);

    await page.goto('/tags');
    await page.keyboard.press('Control+k');
    const palette = page.getByRole('dialog', { name: 'Commands' }).getByRole('combobox');
    await compose(palette, 'mem', order);
    await expectUntouched(page, palette, 'mem');
  });
}
