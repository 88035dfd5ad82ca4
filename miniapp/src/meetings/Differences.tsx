import type { ReactNode } from 'react';
import { Box } from '../ui/host';

/** What changed, section by section: before and after, said in words, not by colour alone. */
export function Differences({ items, names = ['原来', '现在'] }: { items: readonly { section: string; before: string; after: string }[]; names?: readonly [string, string] }): ReactNode {
  if (items.length === 0) return <Box className="soft">没有差别。</Box>;
  return (
    <Box>
      {items.map((item, i) => (
        <Box key={i} className="diff">
          <Box className="para">{item.section}</Box>
          <Box className="diff-side diff-before"><Box className="diff-name">{names[0]}</Box><Box>{item.before || '（无）'}</Box></Box>
          <Box className="diff-side diff-after"><Box className="diff-name">{names[1]}</Box><Box>{item.after || '（删去）'}</Box></Box>
        </Box>
      ))}
    </Box>
  );
}
