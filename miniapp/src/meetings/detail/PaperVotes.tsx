import { paperRoutes } from '@branch/shared/meetings/paper-routes';
import { dateAndClock } from '@branch/shared/time';
import { type ReactNode, useState } from 'react';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Tag } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Sheet } from '../../ui/Sheet';
import { FigureBars, FigureTable } from '../DecisionFigures';
import type { Meeting } from '../meeting-words';
import { PaperSheet, type PaperVote } from './PaperSheet';

type Entry = PaperVote['earlier'][number];

const figuresOf = (entry: Entry) => ({ approve: 0, eligible: entry.eligible, threshold: 0, passed: entry.passed, mode: 'offline' as const, options: entry.options.map((option) => ({ ...option, passed: false })) });

/** Votes held on paper: everybody of the unit sees the count, the secretary enters it. Nothing entered is changed; what was corrected stays in sight. */
export function PaperVotes({ meeting }: { meeting: Meeting }): ReactNode {
  const at = { unitId: meeting.unit.id, meetingId: meeting.id };
  const votes = useRoute(paperRoutes.paperVotes, at);
  const [editing, setEditing] = useState<PaperVote | 'new' | null>(null);
  const [looking, setLooking] = useState<PaperVote | null>(null);
  const { mayManage } = meeting.me;
  // Most meetings have none: no card then, but for who may enter one.
  if (!mayManage && (votes.data === null || votes.data.items.length === 0)) return null;
  const done = async (): Promise<void> => {
    setEditing(null);
    await votes.reload();
  };
  return (
    <Card title="线下表决">
      <Async from={votes} rows={1}>
        {({ items }) => (
          <>
            {items.map((vote) => (
              <Box key={vote.id} className="decision">
                <Box className="decision-head"><Box className="para">{vote.title}</Box><Tag tone={vote.passed ? 'success' : 'plain'}>{vote.passed ? '通过' : '未通过'}</Tag></Box>
                {vote.conclusion ? <Box className="para">{vote.conclusion}</Box> : null}
                <FigureBars figures={figuresOf(vote)} />
                <Box className="faint">收回 {vote.voted} / 应到 {vote.eligible} · {vote.heldOn}，{vote.place}</Box>
                <Box className="faint">计票 {vote.countedBy} · 监票 {vote.supervisedBy} · 登记 {vote.enteredBy.name}</Box>
                <Box className="btn-row meeting-acts">
                  <Button small onTap={() => setLooking(vote)}>{vote.earlier.length > 0 ? `看表格和 ${vote.earlier.length} 次更正` : '看表格'}</Button>
                  {mayManage ? <Button small onTap={() => setEditing(vote)}>更正</Button> : null}
                </Box>
              </Box>
            ))}
            {mayManage ? (
              <>
                <Box className="faint">选举、接收党员和人数太少的无记名表决用纸质票：当场清点，再登记在这里，写进纪要。登记后不能改，只能更正并写明理由。</Box>
                <Box className="btn-row meeting-acts"><Button icon="notes" onTap={() => setEditing('new')}>登记线下表决</Button></Box>
              </>
            ) : null}
          </>
        )}
      </Async>
      {editing ? <PaperSheet meeting={meeting} before={editing === 'new' ? null : editing} onClose={() => setEditing(null)} onDone={done} /> : null}
      <Sheet open={looking !== null} title={looking?.title ?? ''} onClose={() => setLooking(null)}>
        {looking ? [looking, ...looking.earlier].map((entry, i) => (
          <Box key={entry.number} className="decision">
            <Box className="para">{i === 0 ? '现在的登记' : `第 ${entry.number} 次登记，已被更正`}</Box>
            {entry.reason ? <Box className="soft">更正理由：{entry.reason}</Box> : null}
            <FigureTable figures={figuresOf(entry)} notVoted={entry.eligible - entry.voted} />
            <Box className="faint">{entry.conclusion ? `${entry.conclusion} · ` : ''}{entry.enteredBy.name} · {dateAndClock(new Date(entry.enteredAt))}</Box>
          </Box>
        )) : null}
      </Sheet>
    </Card>
  );
}
