import { type ReactNode, useRef, useState } from 'react';
import { Act } from '../../ui/Act';
import { Avatar, Badge, Tag } from '../../ui/Badge';
import { Button, IconButton } from '../../ui/Button';
import { Card, Facts, List, Meta, Row } from '../../ui/Card';
import { Checkbox, Chips, RadioGroup, Switch } from '../../ui/Choice';
import { Box, Span } from '../../ui/host';
import { Input, type TextHandle, Textarea } from '../../ui/Input';
import { Page } from '../../ui/Page';
import { BarChart, Progress, Skeleton, Timeline } from '../../ui/Progress';
import { DateTime, Select } from '../../ui/Select';
import { ActionMenu, Confirm, Sheet } from '../../ui/Sheet';
import { Banner, Empty, ErrorState } from '../../ui/States';
import { Table } from '../../ui/Table';
import { Tabs } from '../../ui/Tabs';
import { toast } from '../../ui/Toast';

const months = ['12月', '1月', '2月', '3月', '4月', '5月', '6月', '7月', '8月', '9月', '10月', '11月'];
const communities = [{ name: '虹梅', online: 18, meetings: 14 }, { name: '天平', online: 21, meetings: 11 }, { name: '凌云', online: 16, meetings: 9 }];

/** Every piece of the kit on one page, to look at and to audit; only in builds made with DEV_PAGES=1. */
export default function GalleryPage(): ReactNode {
  const [open, setOpen] = useState<'sheet' | 'menu' | 'confirm' | null>(null);
  const [chip, setChip] = useState('all');
  const [tab, setTab] = useState('a');
  const [on, setOn] = useState(true);
  const [radio, setRadio] = useState<string | null>('work');
  const [when, setWhen] = useState(new Date('2026-11-27T11:30:00Z'));
  const [select, setSelect] = useState('orgLife');
  const text = useRef<TextHandle>(null);
  return (
    <Page title="宜山路770号联合党总支" subtitle="虹梅社区 · 网站在线 · 今天有 3 处新内容" tab="branch" actions={<IconButton icon="bell" label="通知" />}>
      <Card tone="accent" label="正在开会">
        <Box className="card-top"><Tag tone="brand">正在开会</Tag><Span className="soft">已到 68 / 应到 112</Span></Box>
        <Box as="h2" className="h2 tight">读书会：把一件小事做到底</Box>
        <Box className="btn-row"><Button kind="primary" wide className="grow">进入会议室</Button><Button>请假</Button></Box>
      </Card>
      <Card title="本月报到" aside="还差 4 次 · 30 日截止"><Progress value={6} max={10} label="本月报到 6 次，共需 10 次" /><Input label="今日报到" bare maxLength={200} placeholder="今天看到、想到的一句话…" handle={text} /></Card>
      <Card><List label="待办"><Row icon="file-text" title="9 月组织生活会纪要已发布" end="两分钟读完" onTap={() => toast('打开纪要')} /><Row icon="heart-handshake" title="王工接受了您的“简历把脉”预约" end="周四 19:00" onTap={() => toast('已驳回', () => toast('已撤销'))} /></List></Card>
      <Chips label="栏目" value={chip} onChange={setChip} options={[{ value: 'all', text: '全部' }, { value: 'news', text: '支部动态' }, { value: 'think', text: '谈谈新想法' }, { value: 'study', text: '学习资料', count: 3 }, { value: 'trip', text: '旅游圈' }]} />
      <Card><Box className="who"><Avatar name="陈一鸣" seed="p1" /><Box><Box className="who-name">陈一鸣 <Tag>芯片验证</Tag></Box><Meta parts={['谈谈新想法', '今早 8:12']} /></Box></Box>
        <Box className="para">午休四十分钟能不能变成“轮流讲一刻钟”？我先报一个：怎么读懂一份财报。</Box>
        <Box className="card-end"><Meta parts={['7 条点评']} /><Tag tone="success">支部已回应 · 26 分钟</Tag></Box></Card>
      <Card title="简历把脉" aside="用过 41 次"><Box className="tags"><Tag tone="gold">固定项目 2025</Tag><Tag tone="warn">公示中 · 还剩 2 天</Tag><Tag tone="info">说明</Tag><Badge count={128} label="128 条未读" /></Box>
        <Facts rows={[['服务人员', '王工（十年招聘面试官）'], ['服务形式', '一对一，语音或面谈'], ['服务时间', '周四 19:00–21:00'], ['服务须知', '提前一天发来简历，隐去公司名']]} /></Card>
      <Card title="按钮"><Box className="btn-row"><Button>普通</Button><Button kind="danger" icon="trash">删除草稿</Button><Button kind="quiet">安静</Button><Button busy>正在发送</Button><Button small icon="refresh">小</Button></Box>
        <Box className="gap" /><Act whyNot="meeting.not-open" kind="primary">发言</Act></Card>
      <Card title="表单">
        <Input label="主题" required maxLength={20} defaultValue="读书会：把一件小事做到底并坚持" hint="会出现在通知里" />
        <Input label="账号" maxLength={60} error="账号或密码不对。" />
        <Textarea label="事由" maxLength={200} rows={3} placeholder="请写几个字" />
        <Select label="种类" value={select} onChange={setSelect} options={[{ value: 'orgLife', text: '组织生活会' }, { value: 'lesson', text: '党课' }]} />
        <DateTime label="开始" value={when} onChange={setWhen} />
        <RadioGroup label="请假原因" value={radio} onChange={setRadio} options={[{ value: 'work', text: '工作' }, { value: 'family', text: '家事', hint: '只有书记看得到' }]} />
        <Checkbox checked={on} onChange={setOn}>提前一天提醒</Checkbox>
        <Switch checked={on} onChange={setOn} hint="可随时撤回">在通讯录里显示手机</Switch>
      </Card>
      <Tabs label="会议" value={tab} onChange={setTab} tabs={[{ value: 'a', text: '进行中', count: 1 }, { value: 'b', text: '即将' }, { value: 'c', text: '已结束' }]}>
        <Card title="决定" aside={<Tag tone="success">通过</Tag>}><Box className="para">11 月起每两周轮流讲一次，第一讲：读懂一份财报（陈一鸣）。</Box><Progress value={82} max={104} mark={53} label="赞成 82，需 53" /><Meta parts={['赞成 82', '不赞成 5', '弃权 4', '未投 13']} /></Card>
      </Tabs>
      <Card title="每月发言" aside="截至今天 8:00"><BarChart label="每月发言" unit=" 条" highlight="11" bars={months.map((name, i) => ({ key: String(i), name, value: [50, 46, 66, 73, 84, 77, 92, 97, 83, 106, 113, 122][i] ?? 0 }))} /></Card>
      <Table caption="各社区" rows={communities} rowKey={(row) => row.name} columns={[{ key: 'name', title: '社区', cell: (row) => row.name }, { key: 'online', title: '在线', figure: true, cell: (row) => row.online, by: (row) => row.online }, { key: 'meetings', title: '会议', figure: true, cell: (row) => row.meetings, by: (row) => row.meetings }]} />
      <Card title="经过"><Timeline items={[{ key: '1', title: '今天下午发出', hint: '先发后查，未命中词表', done: true }, { key: '2', title: '通知轮值两人' }]} /></Card>
      <Banner tone="info" title="成员看得到的承诺">支部会在明天下午前回应（22:00–8:00 与休息日不计）。</Banner>
      <Banner tone="warn">纪要草稿已有另一位同志改过。</Banner>
      <Empty text="还没有留言。说第一句"><Button>写留言</Button></Empty>
      <ErrorState failure={{ message: '没有保存成功，内容还在。', requestId: 'r-7Hk2mQ' }} onRetry={() => undefined} />
      <Skeleton rows={1} />
      <Box className="btn-row"><Button onTap={() => setOpen('sheet')}>打开表单</Button><Button onTap={() => setOpen('menu')}>更多操作</Button><Button onTap={() => setOpen('confirm')}>确认</Button></Box>
      <Sheet open={open === 'sheet'} title="请假" onClose={() => setOpen(null)} foot={<Button kind="primary" wide onTap={() => setOpen(null)}>提交请假</Button>}><Textarea label="事由" maxLength={200} /></Sheet>
      <ActionMenu open={open === 'menu'} title="对这条发言" onClose={() => setOpen(null)} actions={[{ key: 'q', text: '引用', icon: 'quote', onTap: () => toast('已引用') }, { key: 'r', text: '撤回', icon: 'arrow-back-up', whyNot: '发出超过 2 分钟，不能撤回了。', onTap: () => undefined }, { key: 'h', text: '隐藏', icon: 'eye-off', danger: true, onTap: () => undefined }]} />
      <Confirm open={open === 'confirm'} title="结束会议？" yes="结束会议" danger onYes={() => setOpen(null)} onClose={() => setOpen(null)}>结束后不能再发言。</Confirm>
    </Page>
  );
}
