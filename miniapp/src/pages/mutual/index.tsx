import { paths } from '@branch/shared/paths';
import { type ItemCategory, itemCategories, itemCategoryNames, serviceRoutes } from '@branch/shared/mutual-aid/routes';
import Taro, { usePullDownRefresh } from '@tarojs/taro';
import { type ReactNode, useRef, useState } from 'react';
import { may, unitNow, useMe } from '../../kit/me';
import { open, signInFirst } from '../../kit/paths';
import { session } from '../../kit/session';
import { useStore } from '../../kit/store';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Button, IconButton } from '../../ui/Button';
import { Chips } from '../../ui/Choice';
import { Box } from '../../ui/host';
import { Input, type TextHandle } from '../../ui/Input';
import { Page } from '../../ui/Page';
import { Empty } from '../../ui/States';
import { AskSheet } from './AskSheet';
import { type ServiceItem, ServiceCard } from './ServiceCard';
import './index.scss';

/** 互助: the service menu of my branch and the units above it, fixed items first. */
export default function MutualPage(): ReactNode {
  const state = useStore(session);
  const me = useMe();
  const unitId = unitNow(me)?.unit.id;
  const readable = unitId !== undefined && may(me, 'service.read', unitId);
  const [category, setCategory] = useState<ItemCategory | 'all'>('all');
  const [searching, setSearching] = useState(false);
  const [q, setQ] = useState('');
  const [asking, setAsking] = useState<ServiceItem | null>(null);
  const words = useRef<TextHandle>(null);
  // One answer holds the whole menu (about thirty items): categories are chosen here, so that the chips can say how many each has.
  const menu = useRoute(serviceRoutes.menu, readable && unitId ? { unitId, ...(q ? { q } : {}) } : null);
  usePullDownRefresh(() => void menu.reload().finally(() => Taro.stopPullDownRefresh()));

  if (state === 'out') {
    return <Page title="互助" subtitle="志愿 · 便民 · 共享" tab="mutual"><Empty icon="heart-handshake" text="党员互相提供的服务，仅本区党员可以查看和预约。"><Button kind="primary" onTap={() => signInFirst()}>登录</Button></Empty></Page>;
  }
  const all = menu.data?.items ?? [];
  const ordered = [...all].sort((a, b) => Number(b.fixedYear !== null) - Number(a.fixedYear !== null));
  const shown = ordered.filter((item) => category === 'all' || item.category === category);
  const chips = [{ value: 'all' as const, text: '全部', count: all.length }, ...itemCategories.map((value) => ({ value, text: itemCategoryNames[value], count: all.filter((item) => item.category === value).length })).filter((chip) => chip.count > 0 || chip.value === category)];
  const search = (): void => setQ(words.current?.value.trim() ?? '');
  const toggle = (): void => {
    if (searching) setQ('');
    setSearching(!searching);
  };
  return (
    <Page
      title="互助" subtitle="志愿 · 便民 · 共享" tab="mutual" wide
      actions={<><Box className="wide-only"><Button small icon="list-check" onTap={() => open(paths.bookings())}>我的预约</Button></Box><IconButton icon={searching ? 'x' : 'search'} label={searching ? '关闭查找' : '查找服务'} onTap={toggle} /></>}
      strip={me && !readable ? undefined : <Chips label="服务类别" value={category} onChange={setCategory} options={chips} />}
    >
      {searching ? (
        <Box className="search-row">
          <Box className="grow"><Input label="查找服务" bare type="search" maxLength={40} placeholder="例如 简历、羽毛球、体检" autoFocus handle={words} onEnter={search} /></Box>
          <Button onTap={search}>查找</Button>
        </Box>
      ) : null}
      {me && !readable ? <Empty icon="heart-handshake" text="服务菜单是党员之间用的。切换到您的支部后可以查看。" /> : (
        <Async from={menu} rows={3}>
          {() => shown.length === 0 ? <Empty text={q ? `没有找到“${q}”，换个词试试。` : '这一类还没有服务项目。'} /> : (
            <Box className="service-grid">{shown.map((item) => <ServiceCard key={item.id} unitId={unitId ?? ''} item={item} onAsk={() => setAsking(item)} />)}</Box>
          )}
        </Async>
      )}
      <Box className="narrow-only"><Box className="btn-row"><Button wide icon="list-check" onTap={() => open(paths.bookings())}>我的预约</Button></Box></Box>
      <AskSheet unitId={unitId ?? ''} item={asking} onClose={() => setAsking(null)} onAsked={(booking) => {
        setAsking(null);
        menu.set((before) => ({ items: before.items.map((item) => (item.id === booking.item.id ? { ...item, myBooking: { id: booking.id, state: booking.state } } : item)) }));
        void open(paths.booking(booking.id));
      }} />
    </Page>
  );
}
