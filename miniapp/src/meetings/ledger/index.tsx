import { everyNames, type PeriodState, periodStateNames } from '@branch/shared/meetings/ledger-rules';
import { ledgerRoutes } from '@branch/shared/meetings/ledger-routes';
import { meetingFormNames, meetingForms } from '@branch/shared/meetings/words';
import { paths } from '@branch/shared/paths';
import type { Output } from '@branch/shared/route';
import { type ReactNode, useState } from 'react';
import { may, useMe } from '../../kit/me';
import { open } from '../../kit/paths';
import { useQuery } from '../../kit/query';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Tag, type Tone } from '../../ui/Badge';
import { Button, Pressable } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Chips } from '../../ui/Choice';
import { Box, cx, Span } from '../../ui/host';
import { Page } from '../../ui/Page';
import { Banner, Empty } from '../../ui/States';
import { kindName } from '../meeting-words';
import { Behind, type Opened } from './Behind';
import '../meetings.scss';
import './index.scss';

type Ledger = Output<typeof ledgerRoutes.ledger>;
type Kind = Ledger['kinds'][number];
type Period = Kind['periods'][number];

const tones: Record<PeriodState, Tone> = { met: 'success', planned: 'info', soon: 'warn', open: 'plain', lapsed: 'brand', coming: 'plain', free: 'plain' };
const held = (one: { online: number; offline: number; hybrid: number }): number => one.online + one.offline + one.hybrid;
/** `线下 2 · 网上 1`: online meetings supplement those around a table, so both are always said. */
const formsOf = (one: { online: number; offline: number; hybrid: number }): string => [...meetingForms].reverse().flatMap((form) => (one[form] > 0 ? [`${meetingFormNames[form]} ${one[form]}`] : [])).join(' · ');
const dayWords = (day: string): string => `${Number(day.slice(5, 7))} 月 ${Number(day.slice(8))} 日`;

/** 三会一课台账: what was held in each period and by which form, what lapses soon; the same for the secretary and for every member. Address: `unit`, `year`. */
export default function LedgerPage(): ReactNode {
  const { unit = '', year: asked } = useQuery();
  const [chosen, setChosen] = useState<string | null>(asked ?? null);
  const me = useMe();
  const ledger = useRoute(ledgerRoutes.ledger, unit ? { unitId: unit, ...(chosen ? { year: chosen as never } : {}) } : null);
  const [opened, setOpened] = useState<Opened | null>(null);
  const inside = may(me, 'meeting.read', unit);
  const mayEnter = may(me, 'meeting.manage', unit);
  const shown = ledger.data;
  return (
    <Page title="三会一课台账" desk="meetings" wide subtitle={shown?.unit.name}
      strip={shown && shown.years.length > 1 ? <Chips label="年份" value={String(shown.year)} onChange={setChosen} options={shown.years.map((year) => ({ value: String(year), text: `${year} 年` }))} /> : undefined}
      actions={mayEnter ? <Button small icon="writing" onTap={() => open(paths.enterMeeting(unit))}>补录线下会议</Button> : undefined}>
      <Async from={ledger}>
        {(all) => all.kinds.length === 0 ? <Empty icon="calendar" text="这一级组织没有自己的三会一课台账。" /> : (
          <>
            <Due ledger={all} mayCall={may(me, 'meeting.call', unit)} unit={unit} />
            <Card title={`${all.year} 年共 ${held(all)} 次`} aside={formsOf(all) || undefined}>
              <Box className="faint">网上的会是线下的补充，两样都列出来。流会和取消的不算。次数按《中国共产党支部工作条例（试行）》，从 {dayWords(all.from)}（{all.from.slice(0, 4)} 年）起的完整时段算起，不往前追。</Box>
            </Card>
            <Box className="ledger">{all.kinds.filter((kind) => kind.owed || held(kind) > 0 || kind.every === null).map((kind) => <KindCard key={kind.kind} kind={kind} year={all.year} onOpen={inside ? setOpened : null} />)}</Box>
            {inside ? null : <Box className="faint">会议的内容只有支部里的同志看得到，这里只有次数。</Box>}
          </>
        )}
      </Async>
      {opened ? <Behind key={`${opened.kind}${opened.period}${opened.form ?? ''}`} unitId={unit} opened={opened} onClose={() => setOpened(null)} /> : null}
    </Page>
  );
}

/** What lapses soon, before it lapses. */
function Due({ ledger, mayCall, unit }: { ledger: Ledger; mayCall: boolean; unit: string }): ReactNode {
  const due = ledger.kinds.flatMap((kind) => kind.periods.flatMap((period) => (period.state === 'soon' ? [`${kindName(kind.kind)}（${period.name}，${dayWords(period.lastDay)}前）`] : [])));
  if (due.length === 0) return null;
  return <Banner tone="warn" title="快到期，还没有开" action={mayCall ? <Button small onTap={() => open(paths.callMeeting(unit))}>开会</Button> : undefined}>{due.join('、')}</Banner>;
}

function KindCard({ kind, year, onOpen }: { kind: Kind; year: number; onOpen: ((opened: Opened) => void) | null }): ReactNode {
  const name = kindName(kind.kind);
  const figures = [...meetingForms].reverse().filter((form) => kind[form] > 0);
  return (
    <Card title={name} aside={kind.every ? `${everyNames[kind.every]}一次` : '不限次数'}>
      <Box className="ledger-forms">
        {figures.length === 0 ? <Box className="soft">这一年还没有开过。</Box> : figures.map((form) => onOpen
          ? <Button key={form} small label={`${name}，${meetingFormNames[form]} ${kind[form]} 次，看明细`} onTap={() => onOpen({ kind: kind.kind, period: String(year), form, title: `${name} · ${year} 年 · ${meetingFormNames[form]}` })}>{meetingFormNames[form]} {kind[form]} 次</Button>
          : <Span key={form} className="soft">{meetingFormNames[form]} {kind[form]} 次</Span>)}
      </Box>
      {kind.periods.length > 0 ? (
        <Box as="ul" className={cx('ledger-periods', kind.every === 'month' && 'by-month')} label={`${name}各时段`}>
          {kind.periods.map((period) => <Box as="li" key={period.key} className="ledger-item"><PeriodCell period={period} name={name} owed={kind.owed} onOpen={onOpen && (held(period) > 0 || period.planned > 0) ? () => onOpen({ kind: kind.kind, period: period.key, form: null, title: `${name} · ${period.name}` }) : null} /></Box>)}
        </Box>
      ) : null}
      {kind.article ? <Box className="faint">{kind.owed ? '' : '支部没有这一层组织，不要求。'}{kind.article}</Box> : null}
    </Card>
  );
}

function PeriodCell({ period, name, onOpen }: { period: Period; name: string; owed: boolean; onOpen: (() => void) | null }): ReactNode {
  const state = period.state;
  const words = formsOf(period) || (state === 'planned' ? '等开会' : state === 'soon' ? `${dayWords(period.lastDay)}前` : '');
  const inside = <><Box className="ledger-name">{period.name}</Box><Tag tone={tones[state]}>{periodStateNames[state]}</Tag><Box className="ledger-words">{words || ' '}</Box></>;
  const className = cx('ledger-cell', `is-${state}`);
  return onOpen ? <Pressable className={className} label={`${name} ${period.name}，${periodStateNames[state]}${words ? `，${words}` : ''}，看会议`} onTap={onOpen}>{inside}</Pressable> : <Box className={className}>{inside}</Box>;
}
