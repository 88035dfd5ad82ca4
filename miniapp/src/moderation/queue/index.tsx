import { dailyStops } from '@branch/shared/moderation/rules';
import { type QueueTab, queueTabNames, queueTabs } from '@branch/shared/moderation/routes';
import { type ReactNode, useEffect, useState } from 'react';
import { paths } from '@branch/shared/paths';
import { may, unitNow, useMe } from '../../kit/me';
import { open } from '../../kit/paths';
import { useQuery } from '../../kit/query';
import { Async } from '../../ui/Async';
import { Button } from '../../ui/Button';
import { Chips } from '../../ui/Choice';
import { isH5 } from '../../ui/host';
import { Page } from '../../ui/Page';
import { Confirm } from '../../ui/Sheet';
import { Empty } from '../../ui/States';
import { useDesk } from './desk';
import { Phone, PhoneFoot } from './Phone';
import { usePicked } from './pick';
import { Wide } from './Wide';
import './index.scss';

const nothing: Record<QueueTab, string> = { review: '都看过了，没有待审的。', answer: '留言都回应过了。', reports: '没有举报。', appeals: '没有等答复的申诉。', bin: '回收站是空的。这里放最近 30 天退回和收起的内容。' };

/** From 900 px on there is room for a list beside what is read (H5 only). */
function useWide(): boolean {
  const [wide, setWide] = useState(() => isH5 && window.matchMedia('(min-width: 900px)').matches);
  useEffect(() => {
    if (!isH5) return;
    const media = window.matchMedia('(min-width: 900px)');
    const change = (): void => setWide(media.matches);
    media.addEventListener('change', change);
    return () => media.removeEventListener('change', change);
  }, []);
  return wide;
}

/** 审核与回应: the one queue (MOD-1). */
export default function QueuePage(): ReactNode {
  const query = useQuery();
  const me = useMe();
  const unitId = query.unit ?? unitNow(me)?.unit.id ?? '';
  const [tab, setTab] = useState<QueueTab>(() => queueTabs.find((one) => one === query.tab) ?? 'review');
  const desk = useDesk(unitId, tab);
  const picked = usePicked();
  const wide = useWide();
  const judged = tab === 'review' || tab === 'reports';
  const choose = (next: QueueTab): void => { picked.end(); setTab(next); };
  const left = desk.found.data?.items.length ?? 0;
  const { rows } = desk;
  const { reload } = desk.found;
  const [asked, setAsked] = useState(false);
  // When all that was shown is decided, there may be more behind it.
  useEffect(() => {
    if (left === 0 || rows.length > 0) { setAsked(false); return; }
    if (asked || !desk.found.data?.next) return;
    setAsked(true);
    void reload();
  }, [asked, desk.found.data?.next, left, reload, rows.length]);
  return (
    <Page title="审核与回应" desk="queue" fixed={wide} wide={wide}
      strip={<Chips label="队列" value={tab} onChange={choose} options={queueTabs.map((value) => ({ value, text: queueTabNames[value], count: desk.counts?.[value] ?? 0 }))} />}
      actions={<>{!wide && judged && rows.length > 1 ? <Button kind="quiet" small onTap={() => (picked.on ? picked.end() : picked.start())}>{picked.on ? '取消' : '多选'}</Button> : null}{may(me, 'words.read', unitId) ? <Button kind="quiet" small onTap={() => open(paths.moderationSettings(unitId))}>设置</Button> : null}</>}
      foot={!wide && picked.on && judged ? <PhoneFoot desk={desk} picked={picked} /> : undefined}>
      <Async from={desk.found} rows={3}>
        {() => (wide ? <Wide desk={desk} picked={picked} empty={nothing[tab]} onTab={choose} /> : rows.length === 0 ? <Empty icon="checks" text={nothing[tab]} /> : <Phone desk={desk} picked={picked} />)}
      </Async>
      <Confirm open={desk.asking !== null} title={`今天已退回 ${dailyStops} 条`} yes="继续退回" danger onYes={() => desk.confirm(true)} onClose={() => void desk.confirm(false)}>再确认一次，会记录在案。</Confirm>
    </Page>
  );
}
