import { type FigureKind, figureNames, figureRoutes } from '@branch/shared/figures/routes';
import type { ReactNode } from 'react';
import { ago } from '../../kit/time';
import { usePages } from '../../kit/usePages';
import { Async } from '../../ui/Async';
import { List, Meta, Row } from '../../ui/Card';
import { Box } from '../../ui/host';
import { More } from '../../ui/More';
import { Name } from '../../ui/Name';
import { Sheet } from '../../ui/Sheet';

export interface Opened { siteId: string; siteName: string; kind: FigureKind; value: string }

const share: Partial<Record<FigureKind, (value: number) => string>> = { comments: (value) => `${value} 条`, characters: (value) => `${value} 字`, visits: (value) => `${value} 次`, unanswered: (value) => `等了 ${value} 小时` };

/** The rows behind one figure. What the reader may not read is a number at the foot. */
export function Behind({ unitId, from, to, opened, onClose }: { unitId: string; from: string; to: string; opened: Opened; onClose: () => void }): ReactNode {
  const pages = usePages(figureRoutes.behind, { unitId, siteId: opened.siteId, kind: opened.kind, from, to });
  const first = pages.first.data;
  return (
    <Sheet open title={`${opened.siteName} · ${figureNames[opened.kind]} ${opened.value}`} onClose={onClose}>
      <Async from={pages.first} rows={2}>
        {() => (
          <>
            {pages.rows?.length ? (
              <List label="明细">
                {pages.rows.map((row, i) => <Row key={`${row.at}${i}`} title={<Name>{row.title ?? '（内容不公开）'}</Name>} hint={<Meta parts={[ago(row.at), share[opened.kind]?.(row.value)]} />} {...(row.path ? { to: row.path } : {})} />)}
              </List>
            ) : null}
            {first && first.closed > 0 ? <Box className="soft para">{pages.rows?.length ? '另有' : '共'} {first.closed} 条只有该组织内部看得到，这里只计数。</Box> : null}
            {first && first.total === 0 ? <Box className="soft para">这个时段没有。</Box> : null}
          </>
        )}
      </Async>
      <More pages={pages} />
    </Sheet>
  );
}
