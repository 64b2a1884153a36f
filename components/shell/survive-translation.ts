/**
 * Browser translators replace text nodes or wrap them. React still holds its nodes: removing one throws and
 * ends the page, updating one shows nothing (facebook/react#11538). This finds the nodes again. Wrapping each
 * changing text would help too, but a forgotten one goes unnoticed.
 */

/** The translator's node, by the text node it replaced. */
const standIns = new WeakMap<Node, ChildNode>();

function noteReplaced(records: readonly MutationRecord[]): void {
  for (const { removedNodes, addedNodes, previousSibling, nextSibling } of records) {
    for (const gone of removedNodes) {
      if (!(gone instanceof Text)) continue;
      const found = [...addedNodes, previousSibling, nextSibling].find(isTranslation);
      if (found) standIns.set(gone, found);
    }
  }
}

/** Google's and Edge's translators write `<font>`, which nothing else here does. */
function isTranslation(node: Node | null): node is HTMLElement {
  return node instanceof HTMLElement && node.localName === 'font';
}

/** Where React believes `node` to be; null: it was removed. */
function placeOf(parent: Node, node: Node): Node | null {
  noteReplaced(watch.takeRecords());
  for (let at: Node | null = node; at !== null; at = at.parentNode) if (at.parentNode === parent) return at;
  const standIn = standIns.get(node);
  return standIn?.parentNode === parent ? standIn : null;
}

const watch = globalThis.MutationObserver
  ? new MutationObserver(noteReplaced)
  : { observe: () => {}, takeRecords: (): MutationRecord[] => [] };

function install(): void {
  const { removeChild, insertBefore } = Node.prototype;
  const nodeValue = Object.getOwnPropertyDescriptor(Node.prototype, 'nodeValue');
  watch.observe(document, { childList: true, subtree: true });

  Node.prototype.removeChild = function removeAt<T extends Node>(this: Node, child: T): T {
    if (child.parentNode === this) return removeChild.call(this, child) as T;
    const place = placeOf(this, child);
    if (place !== null) removeChild.call(this, place);
    return child;
  };
  Node.prototype.insertBefore = function insertAt<T extends Node>(
    this: Node,
    node: T,
    before: Node | null,
  ): T {
    const place = before === null || before.parentNode === this ? before : placeOf(this, before);
    return insertBefore.call(this, node, place) as T;
  };
  Object.defineProperty(Node.prototype, 'nodeValue', {
    ...nodeValue,
    set(this: Node, text: string | null) {
      if (!this.isConnected) {
        noteReplaced(watch.takeRecords());
        // The text returns, for the translator to find anew.
        if (this instanceof Text) standIns.get(this)?.replaceWith(this);
      }
      nodeValue?.set?.call(this, text);
    },
  });
}

if (typeof window !== 'undefined') install();
