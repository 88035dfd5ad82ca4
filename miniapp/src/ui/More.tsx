import type { ReactNode } from 'react';
import type { Pages } from '../kit/usePages';
import { Button } from './Button';
import { Box } from './host';

/** The foot of a paged list: the next rows on request (reachable by keyboard), or why they did not come. */
export function More<T>({ pages, words = '加载更多' }: { pages: Pages<T>; words?: string }): ReactNode {
  if (!pages.more) return null;
  return (
    <Box className="more">
      {pages.moreError ? <Box className="faint" role="alert">{pages.moreError.message}</Box> : null}
      <Button icon="chevron-down" onTap={pages.more}>{words}</Button>
    </Box>
  );
}
