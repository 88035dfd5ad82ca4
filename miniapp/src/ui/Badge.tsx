import type { ReactNode } from 'react';
import { Box, cx, Span } from './host';

/** An unread number; above 99 it says so. */
export function Badge({ count, label }: { count: number; label?: string }): ReactNode {
  if (count <= 0) return null;
  return <Box className="badge" label={label} {...(label ? { role: 'img' } : {})}>{count > 99 ? '99+' : count}</Box>;
}

export type Tone = 'plain' | 'brand' | 'success' | 'warn' | 'info' | 'gold';

/** A state in one or two words. Colour never says it alone. */
export function Tag({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }): ReactNode {
  return <Span className={cx('tag', `tag-${tone}`)}>{children}</Span>;
}

/** Six grounds, all ≥ 4.5 : 1 with white letters. */
const grounds = 6;

/** A person's first character on a colour that stays theirs (it comes from the id). The name stands beside it, so it is decoration. */
export function Avatar({ name, seed, size }: { name: string; seed?: string; size?: 's' | 'l' }): ReactNode {
  const from = seed ?? name;
  let sum = 0;
  for (let i = 0; i < from.length; i += 1) sum = (sum * 31 + from.charCodeAt(i)) % 9973;
  return <Box className={cx('avatar', `avatar-${sum % grounds}`, size && `avatar-${size}`)} silent>{[...name][0] ?? '·'}</Box>;
}
