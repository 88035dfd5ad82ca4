import { quorum } from '@branch/shared/ballots/rules';
import { ballotModeNames } from '@branch/shared/ballots/words';
import type { PersonRef } from '@branch/shared/fields';
import { meetingRoutes } from '@branch/shared/meetings/routes';
import { roomRoutes } from '@branch/shared/meetings/room-routes';
import { whyNotChair, whyNotClose } from '@branch/shared/meetings/rules';
import type { RoomEntry, RoomStanding } from '@branch/shared/meetings/room-state';
import { type ReactNode, useState } from 'react';
import { call } from '../../kit/call';
import { asRefused } from '../../kit/refused';
import { Act } from '../../ui/Act';
import { Avatar, Tag } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Card, Facts, Row, List } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Progress } from '../../ui/Progress';
import { toast } from '../../ui/Toast';
import { ChairSheet, type ChairQuestion } from './ChairSheet';
import { MarksCard } from './Marked';
import type { Meeting, RoomStore } from './room-store';
import { FloorTime, SpeakingSheet } from './SpeakingSheet';

interface RoomSideProps {
  unitId: string;
  store: RoomStore;
  state: RoomStanding;
  meeting: Meeting;
  myId: string;
}

/** Figures, agenda and speaking list for everyone; in the chair's hands also the tools that move them. */
export function RoomSide({ unitId, store, state, meeting, myId }: RoomSideProps): ReactNode {
  const [asking, setAsking] = useState<ChairQuestion | null>(null);
  const [listing, setListing] = useState(false);
  const room = { unitId, roomId: state.roomId };
  const chairs = state.me.isChair && state.open;
  const ballot = Object.values(store.view.get().ballots).find((one) => one.state === 'open') ?? null;
  const move = async (work: () => Promise<{ entry: RoomEntry }>): Promise<void> => {
    try {
      store.take((await work()).entry);
    } catch (thrown) {
      toast(asRefused(thrown).message);
      await store.reload();
    }
  };
  const closeBallot = async (): Promise<void> => {
    if (!ballot) return;
    try {
      store.setBallot(await call(meetingRoutes.closeBallot, { unitId, meetingId: meeting.id, ballotId: ballot.id }));
    } catch (thrown) {
      toast(asRefused(thrown).message);
      await store.reload();
    }
  };
  const floorTo = (person: PersonRef | null): Promise<void> => move(() => call(roomRoutes.floor, { ...room, personId: person?.id ?? null }));
  const need = quorum(meeting.votingExpected, meeting.strictQuorum);
  const lacking = Math.max(0, need - state.votingPresent);
  const at = meeting.agenda.findIndex((item) => item.id === state.agendaItemId);
  const next = meeting.agenda[at + 1];

  return (
    <Box className="room-side">
      <Card title="到会">
        <Facts rows={[
          [state.open ? '在场' : '实到', `${state.open ? state.present : meeting.signedIn} 人 / 应到 ${state.open ? state.expected : meeting.expected} 人`],
          ['表决人数', state.open ? `有表决权的到会 ${state.votingPresent} 人 / 需 ${need} 人` : `有表决权 ${meeting.votingExpected} 人`],
        ]} />
        {state.open ? <Progress value={state.votingPresent} max={meeting.votingExpected} mark={need} label={`有表决权的到会 ${state.votingPresent} 人，需 ${need} 人`} /> : null}
        {meeting.strictQuorum ? <Box className="faint">本次会议从严：到会要超过半数才能表决。</Box> : null}
        {state.open ? <Box className="faint">{lacking > 0 ? `还差 ${lacking} 人到会，才能表决` : meeting.strictQuorum ? '已超过半数，可以表决' : '已过半数，可以表决'}</Box> : null}
      </Card>

      <Card title="议题">
        <List label="议题">
          {meeting.agenda.map((item, i) => (
            <Row key={item.id} current={item.id === state.agendaItemId && state.open} title={`${i + 1}. ${item.title}`} hint={item.note || undefined}
              end={item.id === state.agendaItemId && state.open ? <Tag tone="brand">正在</Tag> : chairs ? <Button small kind="quiet" label={`切换到议题 ${i + 1}`} onTap={() => move(() => call(roomRoutes.moveAgenda, { ...room, itemId: item.id }))}>切到</Button> : undefined} />
          ))}
        </List>
        {chairs && next ? <Box className="side-act"><Button wide icon="chevron-right" onTap={() => move(() => call(roomRoutes.moveAgenda, { ...room, itemId: next.id }))}>下一个议题</Button></Box> : null}
      </Card>

      {state.open ? (
        <Card title="发言" aside={state.hands.length > 0 ? `${state.hands.length} 人排队` : '无人排队'}>
          {state.floor ? (
            <Box className="side-line"><Avatar size="s" name={state.floor.name} seed={state.floor.id} /><Box className="side-name-of">{state.floor.name} 正在发言{chairs && state.floorSince ? <FloorTime since={state.floorSince} /> : null}</Box>{chairs ? <Button small onTap={() => floorTo(null)}>发言完毕</Button> : null}</Box>
          ) : null}
          {state.hands.map((person, i) => (
            <Box key={person.id} className="side-line"><Avatar size="s" name={person.name} seed={person.id} /><Box className="side-name-of">{i + 1}. {person.name}{person.id === myId ? '（我）' : ''}</Box>{chairs ? <Button small label={`请${person.name}发言`} onTap={() => floorTo(person)}>请发言</Button> : null}</Box>
          ))}
          {chairs ? <Button small kind="quiet" icon="clock" onTap={() => setListing(true)}>发过言的，按议题</Button> : null}
          {state.hands.length === 0 && !state.floor ? <Box className="faint">谁想说，按输入框左边的举手。</Box> : null}
          {state.muted.length > 0 ? <Box className="faint">已暂停 {state.muted.length} 人的发言；长按其发言可以恢复。</Box> : null}
        </Card>
      ) : null}

      {chairs ? (
        <Card title="表决">
          {ballot ? (
            <>
              <Box className="para">{ballot.title}</Box>
              <Progress value={ballot.voted} max={ballot.eligible} label={`已投 ${ballot.voted} / 应投 ${ballot.eligible}`} />
              <Box className="faint">{ballotModeNames[ballot.mode]} · 已投 {ballot.voted} / 应投 {ballot.eligible}，{ballot.kind === 'motion' ? '赞成' : '哪一项'}达到 {ballot.threshold} 票为通过</Box>
              <Box className="side-act"><Button wide onTap={closeBallot}>结束表决</Button></Box>
            </>
          ) : (
            <Box className="side-act"><Button wide icon="gavel" onTap={() => setAsking('ballot')}>发起表决</Button></Box>
          )}
        </Card>
      ) : null}

      {state.open && meeting.me.mayEditMinutes ? <MarksCard /> : null}
      {chairs ? (
        <Card title="会议">
          <Box className="btn-row">
            <Act whyNot={whyNotChair({ open: state.open, isChair: state.me.isChair })} onTap={() => setAsking('handOver')}>交出主持</Act>
            <Act kind="danger" whyNot={whyNotClose({ state: meeting.state, isChair: state.me.isChair, ballotRunning: ballot !== null })} onTap={() => setAsking('close')}>结束会议</Act>
          </Box>
        </Card>
      ) : null}
      {state.open && !state.me.isChair && state.me.mayTakeOver ? (
        <Card title="主持人不在场"><Box className="faint">主持人离开超过 2 分钟，您可以接管主持，会写入记录。</Box><Box className="side-act"><Button wide onTap={() => setAsking('takeOver')}>接管主持</Button></Box></Card>
      ) : null}
      {listing ? <SpeakingSheet unitId={unitId} roomId={state.roomId} onClose={() => setListing(false)} /> : null}
      <ChairSheet asking={asking} unitId={unitId} store={store} state={state} meeting={meeting} myId={myId} onClose={() => setAsking(null)} />
    </Box>
  );
}
