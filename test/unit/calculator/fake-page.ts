import type { PageEvent, Part } from '../../../src/ui/panels/calculator/dom.ts';

/** An element with just what the calculator uses of one, so that its page can be looked at without a browser. */
export class FakePart implements Part {
  readonly tag: string;
  readonly attributes = new Map<string, string>();
  readonly inside: (FakePart | string)[] = [];
  parent: FakePart | undefined;
  checked = false;
  open = false;
  value = '';
  tabIndex = 0;
  selection: readonly [number, number] | undefined;
  readonly #listeners: { readonly type: string; readonly listener: (event: PageEvent) => void }[] = [];
  readonly #page: FakePage;

  constructor(page: FakePage, tag: string) {
    this.#page = page;
    this.tag = tag;
    page.made++;
  }

  get id(): string {
    return this.attributes.get('id') ?? '';
  }
  set id(it: string) {
    this.attributes.set('id', it);
  }
  get className(): string {
    return this.attributes.get('class') ?? '';
  }
  set className(it: string) {
    this.attributes.set('class', it);
  }
  get type(): string {
    return this.attributes.get('type') ?? '';
  }
  get name(): string {
    return this.attributes.get('name') ?? '';
  }
  get hidden(): boolean {
    return this.attributes.has('hidden');
  }
  set hidden(it: boolean) {
    if (it) this.attributes.set('hidden', '');
    else this.attributes.delete('hidden');
  }
  get textContent(): string {
    return this.inside.map((it) => (typeof it === 'string' ? it : it.textContent)).join('');
  }
  set textContent(it: string) {
    this.inside.length = 0;
    if (it !== '') this.inside.push(it);
  }

  append(...parts: (Part | string)[]): void {
    for (const it of parts) {
      if (it instanceof FakePart) it.parent = this;
      if (it instanceof FakePart || typeof it === 'string') this.inside.push(it);
    }
  }
  focus(): void {
    this.#page.focused = this;
  }
  getAttribute(name: string): string | null {
    return this.attributes.get(name) ?? null;
  }
  setAttribute(name: string, value: string): void {
    this.attributes.set(name, value);
  }
  removeAttribute(name: string): void {
    this.attributes.delete(name);
  }
  setSelectionRange(start: number, end: number): void {
    this.selection = [start, end];
  }
  addEventListener(type: string, listener: (event: PageEvent) => void): void {
    this.#listeners.push({ type, listener });
  }

  /** Something happens to this element. */
  fire(type: string, more: Partial<PageEvent> = {}): void {
    const event = { preventDefault: () => undefined, ...more };
    for (const it of this.#listeners) if (it.type === type) it.listener(event);
  }

  /** This element and all below it. */
  all(): readonly FakePart[] {
    return [this, ...this.inside.flatMap((it) => (typeof it === 'string' ? [] : it.all()))];
  }

  /** Whether it can be seen, as far as `hidden` goes. */
  get seen(): boolean {
    return !this.hidden && (this.parent?.seen ?? true);
  }
}

/** A browser's page without a browser. */
export class FakePage {
  made = 0;
  focused: FakePart | undefined;
  readonly main = new FakePart(this, 'main');
  readonly window = new FakePart(this, 'window');
  readonly root = new FakePart(this, 'document');
  visibilityState = 'visible';

  /** Puts the page in the place of a browser's; what is returned takes it away. */
  install(): () => void {
    const visibility = () => this.visibilityState;
    const globals = {
      document: {
        createElement: (tag: string) => new FakePart(this, tag),
        createElementNS: (_space: string, tag: string) => new FakePart(this, tag),
        addEventListener: (type: string, listener: (event: PageEvent) => void) => {
          this.root.addEventListener(type, listener);
        },
        get visibilityState() {
          return visibility();
        },
      },
      addEventListener: (type: string, listener: (event: PageEvent) => void) => {
        this.window.addEventListener(type, listener);
      },
    };
    const before = Object.getOwnPropertyDescriptors(globalThis);
    Object.assign(globalThis, globals);
    return () => {
      for (const name of Object.keys(globals)) {
        const descriptor = (before as Record<string, PropertyDescriptor | undefined>)[name];
        if (descriptor) Object.defineProperty(globalThis, name, descriptor);
        else Reflect.deleteProperty(globalThis, name);
      }
    };
  }
}
