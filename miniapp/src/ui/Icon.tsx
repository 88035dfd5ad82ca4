import type { ReactNode } from 'react';
import type { IconName } from '../../config/icon-names';
import { Box, cx } from './host';

/** A Tabler icon in the colour of its text. Decoration by default: say the words beside it, or give the button a label. */
export function Icon({ name, size, className }: { name: IconName; size?: 's' | 'l'; className?: string }): ReactNode {
  return <Box className={cx('icon', `i-${name}`, size && `icon-${size}`, className)} silent />;
}
