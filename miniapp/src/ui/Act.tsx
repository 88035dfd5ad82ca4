import type { RefusalCode } from '@branch/shared/refusals';
import { wordsOf } from '@branch/shared/refusals-spoken';
import { type ReactNode, useId } from 'react';
import { Button, type ButtonProps } from './Button';
import { Box, cx } from './host';

/**
 * A button that knows its why-not: the rule that would refuse on the server disables it here, with the reason in words beside it
 * and tied to it for screen readers. `quietReason` keeps the words for screen readers only, where one sentence already stands above a group.
 */
export function Act({ whyNot, quietReason, className, ...button }: ButtonProps & { whyNot: RefusalCode | null; quietReason?: boolean }): ReactNode {
  const id = `why${useId().replace(/:/g, '')}`;
  if (whyNot === null) return <Button {...button} className={className} />;
  return (
    <Box className={cx('act', button.wide && 'act-wide', className)}>
      <Button {...button} disabled describedBy={id} />
      <Box id={id} className={quietReason ? 'only-heard' : 'act-why'}>
        {wordsOf(whyNot)}
      </Box>
    </Box>
  );
}
