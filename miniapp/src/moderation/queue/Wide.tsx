import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button, Pressable } from '../../ui/Button';
import { Box, cx } from '../../ui/host';
import { Icon } from '../../ui/Icon';
import { Name } from '../../ui/Name';
import { Sheet } from '../../ui/Sheet';
import { Empty } from '../../ui/States';
import { toast } from '../../ui/Toast';
import type { RefusalCode } from '@branch/shared/refusals';
import { wordsOf } from '@branch/shared/refusals-spoken';
import { type QueueTab, queueTabs } from '@branch/shared/moderation/routes';
import { Actions } from './Actions';
import { CaseView, History, reasonOf, Waited } from './CaseView';
import type { Desk } from './desk';
import type { Picked } from './pick';
import { StopSheet } from './StopSheet';

const keys = [['J', '下一条'], ['K', '上一条'], ['A', '通过（没有问题）'], ['R', '退回；待回应里是回应'], ['E', '退回，并建议怎么改'], ['X', '选中，可选多条'], ['Shift + 点', '选中一段'], ['Z', '撤销刚才的决定'], ['1 – 5', '换到待审、待回应、举报、申诉、回收站'], ['?', '这张表']] as const;

/** On a desktop: the list beside the one that is read, and every decision a key. */
export function Wide({ desk, picked, empty, onTab }: { desk: Desk; picked: Picked; empty: string; onTab: (tab: QueueTab) => void }): ReactNode {
  const [at, setAt] = useState(0);
  const [stopping, setStopping] = useState<{ ids: readonly string[]; suggesting: boolean } | null>(null);
  const [help, setHelp] = useState(false);
  const whole = useRef<HTMLElement>(null);
  const list = useRef<HTMLElement>(null);
  const view = useRef<HTMLElement>(null);
  const { rows } = desk;
  const now = rows[Math.min(at, rows.length - 1)];
  const judged = desk.tab === 'review' || desk.tab === 'reports';
  useEffect(() => { setAt(0); }, [desk.tab]);
  useEffect(() => { list.current?.querySelector('[aria-current="true"]')?.scrollIntoView?.({ block: 'nearest' }); }, [now?.id]);

  // Whoever works by keys always sees where they are: the ring goes along with the row, and is not lost with a row that was decided.
  useEffect(() => {
    const active = document.activeElement;
    if (document.querySelector('dialog[open]') || (active && active !== document.body && !list.current?.contains(active))) return;
    (list.current?.querySelector<HTMLElement>('[aria-current="true"]') ?? whole.current)?.focus({ preventScroll: true });
  }, [now?.id, rows.length]);

  // Keys come faster than the page is drawn anew: the second A of one moment means the next row, not the same one again.
  const pressed = useRef(new Set<string>());
  useEffect(() => { pressed.current.clear(); });

  const chosen = (): readonly string[] => {
    const several = rows.filter((row) => picked.has(row.id)).map((row) => row.id);
    const next = now && rows.slice(rows.indexOf(now)).find((row) => !pressed.current.has(row.id));
    return several.length > 0 ? several : next ? [next.id] : [];
  };
  const blocked = (): boolean => {
    const why = chosen().length === 1 ? rows.find((row) => row.id === chosen()[0])?.whyNot : null;
    if (why) toast(wordsOf(why as RefusalCode));
    return Boolean(why);
  };
  const press = (event: KeyboardEvent): void => {
    const target = event.target as HTMLElement;
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || document.querySelector('dialog[open]')) return;
    const does: Record<string, () => void> = {
      j: () => setAt((before) => Math.min(before + 1, rows.length - 1)),
      k: () => setAt((before) => Math.max(Math.min(before, rows.length - 1) - 1, 0)),
      a: () => {
        const ids = chosen();
        if (!judged || ids.length === 0 || blocked()) return;
        for (const id of ids) pressed.current.add(id);
        picked.end();
        void desk.decide(ids, 'pass');
      },
      r: () => { if (judged && now && !blocked()) setStopping({ ids: chosen(), suggesting: false }); else if (!judged) view.current?.querySelector('textarea')?.focus(); },
      e: () => { if (judged && now && !blocked()) setStopping({ ids: chosen().slice(0, 1), suggesting: true }); },
      x: () => { if (judged && now) picked.toggle(now.id); },
      z: () => void desk.undo(),
      ...Object.fromEntries(queueTabs.map((tab, index) => [String(index + 1), () => onTab(tab)])),
      '?': () => setHelp(true),
    };
    const act = does[event.key.length === 1 ? event.key.toLowerCase() : ''];
    if (!act) return;
    event.preventDefault();
    act();
  };
  const latest = useRef(press);
  latest.current = press;
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => latest.current(event);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);

  const tap = (index: number, shift: boolean): void => {
    if (shift && judged) {
      const [from, to] = [Math.min(at, index), Math.max(at, index)];
      for (const row of rows.slice(from, to + 1)) if (!picked.has(row.id)) picked.toggle(row.id);
    }
    setAt(index);
  };
  const shiftHeld = useRef(false);
  return (
    <Box className={cx('desk', rows.length === 0 && 'is-empty')} boxRef={whole} dom={{ tabIndex: -1 }}>
      {rows.length === 0 ? <Empty icon="checks" text={empty} /> : <>
      <Box className="desk-list" boxRef={list} dom={{ onClickCapture: (event: { shiftKey: boolean }) => { shiftHeld.current = event.shiftKey; } }}>
        <Box role="list" label="等处理的">
        {rows.map((row, index) => (
          <Box key={row.id} role="listitem">
            <Pressable className={cx('desk-row', row === now && 'is-on', picked.has(row.id) && 'is-picked')} dom={row === now ? { 'aria-current': 'true' } : {}} onTap={() => tap(index, shiftHeld.current)}>
              <Box className="desk-row-head">{picked.has(row.id) ? <Icon name="check" size="s" /> : null}<Box className="desk-row-title"><Name>{row.title ?? `${row.author.name}`}</Name></Box><Waited one={row} /></Box>
              <Box className="soft line-2">{row.text}</Box>
              <Box className="faint">{[row.author.name, row.column?.name, reasonOf(row)].filter(Boolean).join(' · ')}</Box>
            </Pressable>
          </Box>
        ))}
        </Box>
        <Box className="desk-keys faint">J K 上下 · A 通过 · R 退回 · X 多选 · Z 撤销 · <Pressable className="link desk-help" onTap={() => setHelp(true)}>? 全部按键</Pressable></Box>
      </Box>
      <Box as="section" className="desk-view" label="正在看的" boxRef={view} dom={{ tabIndex: 0 }}>
        {now ? <><CaseView one={now} /><Actions desk={desk} one={now} lead onStop={(suggesting) => setStopping({ ids: [now.id], suggesting })} /><History unitId={desk.unitId} one={now} /></> : null}
      </Box>
      </>}
      {stopping ? <StopSheet count={stopping.ids.length} suggesting={stopping.suggesting} text={rows.find((row) => row.id === stopping.ids[0])?.text ?? ''} onClose={() => setStopping(null)} onStop={(why) => { setStopping(null); picked.end(); void desk.decide(stopping.ids, 'stop', why); }} /> : null}
      <Sheet open={help} title="按键" onClose={() => setHelp(false)} foot={<Button wide onTap={() => setHelp(false)}>知道了</Button>}>
        {keys.map(([key, words]) => <Box key={key} className="fact"><Box className="fact-name">{key}</Box><Box className="fact-value">{words}</Box></Box>)}
      </Sheet>
    </Box>
  );
}
