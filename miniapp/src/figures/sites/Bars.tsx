import type { ReactNode } from 'react';
import { Box, Span } from '../../ui/host';

/** Two bars a month, drawn by their height; each says its numbers, so that nothing depends on seeing it. */
export function Bars({ series }: { series: readonly { month: string; posts: number; comments: number }[] }): ReactNode {
  const most = Math.max(1, ...series.map((one) => Math.max(one.posts, one.comments)));
  const height = (n: number): string => `${Math.round((n / most) * 100)}%`;
  return (
    <Box>
      <Box as="ul" className="bars" label="近六个月的帖子和点评">
        {series.map((one) => (
          <Box as="li" key={one.month} className="bars-month">
            <Span className="only-heard">{`${one.month}：帖子 ${one.posts}，点评 ${one.comments}`}</Span>
            <Box className="bars-both" silent>
              <Box className="bar-room"><Box className="bar-number">{one.posts}</Box><Box className="bar bar-posts" style={{ height: height(one.posts) }} /></Box>
              <Box className="bar-room"><Box className="bar-number">{one.comments}</Box><Box className="bar bar-comments" style={{ height: height(one.comments) }} /></Box>
            </Box>
            <Box className="bars-name" silent>{`${Number(one.month.slice(5))}月`}</Box>
          </Box>
        ))}
      </Box>
      <Box className="bars-key soft" silent><Span className="bars-dot bar-posts" />帖子<Span className="bars-dot bar-comments" />点评</Box>
    </Box>
  );
}
