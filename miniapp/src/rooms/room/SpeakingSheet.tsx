import { speakingRoutes } from '@branch/shared/meetings/presence-routes';
import { clock, minute } from '@branch/shared/time';
import { type ReactNode, useEffect, useState } from 'react';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { List, Row } from '../../ui/Card';
import { Box, Span } from '../../ui/host';
import { Sheet } from '../../ui/Sheet';
import { Empty } from '../../ui/States';

/** `不到 1 分钟` · `3 分钟`. */
export const spokenFor = (milliseconds: number): string => (milliseconds < minute ? '不到 1 分钟' : `${Math.floor(milliseconds / minute)} 分钟`);

/** How long the present speaker has had the floor: for the chair, who watches the clock for everybody. */
export function FloorTime({ since }: { since: string }): ReactNode {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 10_000);
    return () => clearInterval(timer);
  }, []);
  return <Span className="faint"> · 已 {spokenFor(Math.max(0, now - new Date(since).getTime()))}</Span>;
}

/** Who had the floor when, by agenda item. Turns only: nobody's time is added up. */
export function SpeakingSheet({ unitId, roomId, onClose }: { unitId: string; roomId: string; onClose: () => void }): ReactNode {
  const found = useRoute(speakingRoutes.speaking, { unitId, roomId });
  return (
    <Sheet open title="发过言的，按议题" onClose={onClose}>
      <Async from={found} rows={2}>
        {({ items }) => items.length === 0 ? <Empty text="还没有请谁发过言。" icon="microphone" /> : (
          <>
            {items.map((item) => (
              <Box key={item.agendaItemId ?? ''} as="section" label={item.title || '开场'}>
                <Box as="h3" className="h2 tight">{item.title || '开场'}</Box>
                <List label={item.title || '开场'}>{item.turns.map((turn) => <Row key={turn.from} title={turn.person.name} hint={`${clock(new Date(turn.from))}–${turn.to ? clock(new Date(turn.to)) : '现在'}`} end={turn.to ? spokenFor(new Date(turn.to).getTime() - new Date(turn.from).getTime()) : '正在发言'} />)}</List>
              </Box>
            ))}
            <Box className="faint">只有主持人看得到，帮您照顾到每一位；不按人合计。</Box>
          </>
        )}
      </Async>
    </Sheet>
  );
}
