/** Translators, extensions and blockers as pages meet them. */
import type { Page } from '@playwright/test';

/** Added to each translated text, which keeps being found by a part of it. */
export const translated = '·';

/**
 * As Google's and Edge's translators do. `replace`: elements with other text replace each text; `wrap`: they
 * wrap it. Later texts, too.
 */
export async function translate(page: Page, how: 'replace' | 'wrap'): Promise<void> {
  await page.evaluate(
    ({ how, sign }) => {
      const skipped = 'script, style, textarea, svg, [translate="no"], .notranslate, font';
      const translateText = (text: Text) => {
        const parent = text.parentElement;
        if (!parent || parent.closest(skipped) || text.data.trim() === '') return;
        const font = document.createElement('font');
        const inner = font.appendChild(document.createElement('font'));
        text.replaceWith(font);
        if (how === 'replace') inner.append(`${text.data}${sign}`);
        else inner.append(text, sign);
      };
      const translateAll = (root: Node) => {
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        const texts: Text[] = [];
        for (let node = walker.nextNode(); node; node = walker.nextNode())
          if (node instanceof Text) texts.push(node);
        if (root instanceof Text) texts.push(root);
        for (const text of texts) translateText(text);
      };
      translateAll(document.body);
      new MutationObserver((records) => {
        for (const { addedNodes } of records)
          for (const node of addedNodes) if (node.isConnected) translateAll(node);
      }).observe(document.body, { childList: true, subtree: true });
    },
    { how, sign: translated },
  );
}

/**
 * Adds attributes and elements while pages load, as password managers do. `near`: also in the head and beside
 * fields, where React must render its part again.
 */
export async function installExtension(page: Page, { near }: { near: boolean }): Promise<void> {
  await page.addInitScript((isNear) => {
    const add = () => {
      const panel = document.createElement('div');
      panel.innerHTML = '<span></span>';
      panel.dataset.extension = '';
      return panel;
    };
    const meet = (element: Element) => {
      if (element.localName === 'html' || element.localName === 'body') {
        element.setAttribute('data-extension-installed', '');
        element.setAttribute('style', '--extension: 1');
      }
      if (element.localName === 'input') element.setAttribute('data-extension-id', 'x1');
      if (isNear && element.localName === 'input') element.after(add());
      if (isNear && element.localName === 'body') element.prepend(add());
    };
    new MutationObserver((records) => {
      for (const { addedNodes } of records) {
        for (const node of addedNodes) {
          if (!(node instanceof Element) || node.closest('[data-extension]')) continue;
          meet(node);
          for (const input of node.querySelectorAll('input')) meet(input);
        }
      }
    }).observe(document, { childList: true, subtree: true });
    document.addEventListener('DOMContentLoaded', () => {
      document.body.append(add());
      document.documentElement.append(add());
      document.head.append(document.createElement('style'));
    });
  }, near);
}
