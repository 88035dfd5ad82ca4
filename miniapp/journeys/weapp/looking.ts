import type { Template } from './templates';

/** One node of a page's data, as Taro sends it with setData. */
export interface Node {
  nn: string;
  sid?: string;
  uid?: string;
  cn?: Node[];
  v?: string;
  cl?: string;
  [key: string]: unknown;
}

/** What stands on a page, as a reader finds it: by words, labels and placeholders. */
export class Look {
  constructor(private readonly templates: Map<string, Template>, private readonly page: () => { route: string; data: { root: Node } }) {}

  private get root(): Node {
    return this.page().data.root;
  }

  /** Everything readable on the page, in order, one text per line. */
  text(): string {
    const out: string[] = [];
    const walk = (node: Node): void => {
      if (typeof node.v === 'string' && node.v.trim() !== '') out.push(node.v);
      node.cn?.forEach(walk);
    };
    walk(this.root);
    return out.join('\n');
  }

  /** A node's attribute by its WXML name. */
  attribute(node: Node, name: string): unknown {
    const key = this.templates.get(node.nn)?.keys.get(name);
    return key === undefined ? undefined : node[key];
  }

  /** The deepest node that holds this text (exactly, or as a part), or has it as its label or placeholder; of several that are exactly so the first, or the `last`, which lies on top. */
  find(words: string, last = false): Node[] | null {
    let best: Node[] | null = null;
    const whole = (node: Node): string => (node.v ?? '') + (node.cn ?? []).map(whole).join('');
    const walk = (node: Node, path: Node[]): boolean => {
      const here = [...path, node];
      let deeper = false;
      for (const child of node.cn ?? []) deeper = walk(child, here) || deeper;
      if (deeper) return true;
      const said = [whole(node), this.attribute(node, 'aria-label'), this.attribute(node, 'placeholder')];
      const exact = said.some((each) => typeof each === 'string' && each.trim() === words);
      if (exact) {
        if (best === null || last || !this.isExact(best, words)) best = here;
        return true;
      }
      if (best === null && said.some((each) => typeof each === 'string' && each.includes(words))) best = here;
      return false;
    };
    walk(this.root, []);
    return best;
  }

  private isExact(path: Node[], words: string): boolean {
    const node = path[path.length - 1];
    if (!node) return false;
    const whole = (each: Node): string => (each.v ?? '') + (each.cn ?? []).map(whole).join('');
    return [whole(node), this.attribute(node, 'aria-label'), this.attribute(node, 'placeholder')].some((each) => typeof each === 'string' && each.trim() === words);
  }

  /** The field with this label or placeholder. */
  field(label: string): Node[] {
    let found: Node[] | null = null;
    const walk = (node: Node, path: Node[]): void => {
      const here = [...path, node];
      const tag = this.templates.get(node.nn)?.tag;
      if ((tag === 'input' || tag === 'textarea') && [this.attribute(node, 'aria-label'), this.attribute(node, 'placeholder')].some((each) => each === label)) found ??= here;
      node.cn?.forEach((child) => walk(child, here));
    };
    walk(this.root, []);
    if (!found) throw new Error(`no field 「${label}」 on ${this.page().route}:\n${this.text()}`);
    return found;
  }

  /** What shows these words; says what there is instead. */
  need(words: string, last = false): Node[] {
    const path = this.find(words, last);
    if (!path) throw new Error(`「${words}」 is not on ${this.page().route}:\n${this.text()}`);
    return path;
  }

  /** How many nodes with this class stand on the page. */
  count(className: string): number {
    const walk = (node: Node): number => (typeof node.cl === 'string' && node.cl.split(' ').includes(className) ? 1 : 0) + (node.cn ?? []).reduce((sum, child) => sum + walk(child), 0);
    return walk(this.root);
  }
}
