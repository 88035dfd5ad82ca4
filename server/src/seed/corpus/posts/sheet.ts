/** A post as it was written down: titles to choose from and paragraphs, in the notation of grammar.ts. A line starting with `- ` is a list item, `# ` a heading, `> ` a quotation. */
import type { ColumnKind } from '../types.js';

export interface PostSheet { kind: ColumnKind; column?: string; titles: string[]; lines: string[] }
