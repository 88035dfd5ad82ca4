import { callingRoutes } from '@branch/shared/meetings/calling-routes';
import { paths } from '@branch/shared/paths';
import type { Output } from '@branch/shared/route';
import { clock } from '@branch/shared/time';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { call } from '../../kit/call';
import { listen } from '../../kit/live';
import { useMe } from '../../kit/me';
import { replace } from '../../kit/paths';
import { useQuery } from '../../kit/query';
import { asRefused } from '../../kit/refused';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Avatar, Tag } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Card, List, Row } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Input } from '../../ui/Input';
import { Page } from '../../ui/Page';
import { ErrorState } from '../../ui/States';
import { toast } from '../../ui/Toast';
import { BigCode } from '../BigCode';
import { howNames } from '../meeting-words';
import '../meetings.scss';

type Screen = Output<typeof callingRoutes.signInCode>;
type Person = Screen['people'][number];
/** A person in a hurry signs in while others do: news that come together are one look. */
const together = 300;

/** 签到码: the large code that changes every 30 s, names as they come, and a tick for those without a phone. Address: `unit`, `id`. */
export default function SignInCodePage(): ReactNode {
  const { unit = '', id = '' } = useQuery();
  const at = { unitId: unit, meetingId: id };
  const code = useRoute(callingRoutes.signInCode, unit && id ? at : null);
  const { data, reload } = code;
  useEffect(() => {
    if (!data) return;
    const timer = setTimeout(() => void reload(), data.next + 200);
    return () => clearTimeout(timer);
  }, [data, reload]);
  const roomId = data?.roomId;
  useEffect(() => {
    if (!roomId) return;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const look = (): void => {
      timer ??= setTimeout(() => { timer = null; void reload(); }, together);
    };
    const leave = listen(`room:${roomId}`, { onNews: (name) => { if (name === 'present') look(); }, onCatchUp: look });
    return () => {
      leave();
      if (timer) clearTimeout(timer);
    };
  }, [roomId, reload]);
  // Not open, over, or an online meeting: an old code would only mislead.
  if (code.error && !code.error.passing) return <Page title="签到码"><ErrorState failure={code.error}><Button onTap={() => replace(paths.meeting(unit, id))}>回到会议</Button></ErrorState></Page>;
  return (
    <Page title="签到码" wide>
      <Async from={code}>
        {(screen) => (
          <Box className="sign-in">
            <BigCode qr={screen.qr} alt="签到二维码，每 30 秒换一个" title={screen.title}>
              <Box className="sign-in-count">已签到 {screen.attended} / 应到 {screen.expected}</Box>
              <Latest people={screen.people} />
              <Box className="soft">用微信扫一扫签到。码每 30 秒换一个，拍照转发没有用。</Box>
            </BigCode>
            <People screen={screen} at={at} onChanged={reload} />
          </Box>
        )}
      </Async>
    </Page>
  );
}

const newestFirst = (a: Person, b: Person): number => (b.at ?? '').localeCompare(a.at ?? '');

/** The last who came, also heard. */
function Latest({ people }: { people: readonly Person[] }): ReactNode {
  const last = people.filter((one) => one.attended).sort(newestFirst).slice(0, 5);
  return <Box className="sign-in-latest" live="polite">{last.length > 0 ? `刚刚签到：${last.map((one) => one.person.name).join('、')}` : '还没有人签到'}</Box>;
}

function People({ screen, at, onChanged }: { screen: Screen; at: { unitId: string; meetingId: string }; onChanged: () => Promise<void> }): ReactNode {
  const me = useMe();
  const [q, setQ] = useState('');
  const running = useRef(false);
  const tick = async (person: Person, on: boolean): Promise<void> => {
    if (running.current) return;
    running.current = true;
    try {
      await call(callingRoutes.tick, { ...at, personId: person.person.id, on });
      toast(on ? `${person.person.name}已登记到会` : `已撤销${person.person.name}的登记`);
    } catch (thrown) {
      toast(asRefused(thrown).message);
    }
    running.current = false;
    await onChanged();
  };
  const here = screen.people.filter((one) => one.attended).sort(newestFirst);
  const away = screen.people.filter((one) => !one.attended && one.person.name.includes(q.trim()));
  const rowOf = (one: Person, end: ReactNode, hint?: string): ReactNode => <Row key={one.person.id} start={<Avatar size="s" name={one.person.name} seed={one.person.id} />} title={`${one.person.name}${one.observer ? '（列席）' : ''}`} hint={hint} end={end} />;
  return (
    <Box className="sign-in-lists">
      <Card title="没带手机的，在这里登记" aside={`还没签到 ${screen.people.length - here.length} 人`}>
        <Input label="找人" bare type="search" placeholder="输入姓名" maxLength={40} onValue={setQ} />
        {away.length === 0 ? <Box className="soft">{q.trim() ? '没有找到这个名字。' : '都签到了。'}</Box> : <List label="还没签到">{away.map((one) => rowOf(one, one.person.id === me?.person.id ? <Tag>请扫码</Tag> : <Button small label={`登记${one.person.name}到会`} onTap={() => tick(one, true)}>登记到会</Button>))}</List>}
      </Card>
      <Card title="已经签到" aside={`${here.length} 人`}>
        <List label="已经签到">{here.map((one) => rowOf(one, one.how.includes('ticked') ? <Button small kind="quiet" label={`撤销${one.person.name}的登记`} onTap={() => tick(one, false)}>撤销</Button> : null,
          [one.at ? clock(new Date(one.at)) : '', one.how.map((how) => howNames[how] ?? '').join('、'), one.tickedBy ? `${one.tickedBy.name}登记` : ''].filter(Boolean).join(' · ')))}</List>
      </Card>
    </Box>
  );
}
