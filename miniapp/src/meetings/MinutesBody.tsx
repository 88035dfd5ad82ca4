import type { MinutesContent } from '@branch/shared/meetings/minutes-routes';
import { leaveCategoryNames } from '@branch/shared/meetings/words';
import { paths } from '@branch/shared/paths';
import { clock, shanghaiMoment, shanghaiParts } from '@branch/shared/time';
import { type ReactNode, useState } from 'react';
import { Tag } from '../ui/Badge';
import { Button } from '../ui/Button';
import { Card, Facts, Link, List, Row } from '../ui/Card';
import { Box } from '../ui/host';
import { Icon } from '../ui/Icon';
import { FigureBars } from './DecisionFigures';

/** The clock of a moment in the record, which is ISO text (a line just picked) or words such as `11月3日 周二 19:52`. */
export const clockOf = (at: string): string => (/^\d{4}-/.test(at) ? clock(new Date(at)) : (/\d{1,2}:\d\d$/.exec(at)?.[0] ?? at));

/** `10 月 30 日前` of a Shanghai day. */
export function dueWords(due: string | null): string {
  if (due === null) return '';
  const { month, day } = shanghaiParts(shanghaiMoment(due));
  return `${month} 月 ${day} 日前`;
}

/** `9 人（出差 6，其他 3）`. */
export const leaveWords = (content: MinutesContent): string => {
  const all = content.head.leave.reduce((sum, one) => sum + one.count, 0);
  return all === 0 ? '0 人' : `${all} 人（${content.head.leave.filter((one) => one.count > 0).map((one) => `${leaveCategoryNames[one.category] ?? '其他'} ${one.count}`).join('，')}）`;
};

/** The figures every page of minutes begins with. */
export function HeadFigures({ content, published }: { content: MinutesContent; published: boolean }): ReactNode {
  const { head } = content;
  return (
    <Card>
      <Facts rows={[
        ['应到', `${head.expected} 人（有表决权 ${head.votingExpected}）`],
        ['实到', `${head.present} 人${head.votingPresent !== head.present ? `（有表决权 ${head.votingPresent}）` : ''}${head.observers.length > 0 ? ` · 列席 ${head.observers.length} 人` : ''}`],
        ['请假', leaveWords(content)],
        ['缺席', <>{head.absent} 人{published && head.absent > 0 ? <Box className="faint">将收到两分钟补读</Box> : null}</>],
        ...(head.observers.length > 0 ? [['列席', head.observers.join('、')] as const] : []),
      ]} />
    </Card>
  );
}

const modeWords = { named: '记名表决', secret: '无记名表决', offline: '线下表决', hands: '举手表决' } as const;
/** A motion is carried or not; of a choice something has more than half, or nothing has. */
export const outcomeWord = ({ passed, options, mode }: { passed: boolean; options?: readonly unknown[]; mode?: 'named' | 'secret' | 'offline' | 'hands' }): string =>
  options && mode !== 'offline' ? (passed ? '有过半数的' : '没有过半数的') : passed ? '通过' : '未通过';

/** One decision with its arithmetic. */
export function Decision({ decision }: { decision: MinutesContent['decisions'][number] }): ReactNode {
  return (
    <Box className="decision">
      <Box className="decision-head"><Box className="para">{decision.title}</Box><Tag tone={decision.passed ? 'success' : 'plain'}>{outcomeWord(decision)}</Tag></Box>
      {decision.paper?.conclusion ? <Box className="para">{decision.paper.conclusion}</Box> : null}
      <FigureBars figures={decision} />
      <Box className="faint">{modeWords[decision.mode ?? 'named']} · 已投 {decision.voted ?? decision.eligible - decision.notVoted} / 应投 {decision.eligible}{decision.mode === 'offline' ? '' : `，过半数要 ${decision.threshold} 票`}</Box>
      {decision.paper ? <Box className="faint">{decision.paper.heldOn}，{decision.paper.place} · 计票 {decision.paper.countedBy} · 监票 {decision.paper.supervisedBy}{decision.paper.corrected ? ' · 登记后更正过' : ''}</Box> : null}
      {decision.article ? <Box className="faint">{decision.article}</Box> : null}
    </Box>
  );
}

/** What earlier minutes left to do, as it stood when this meeting closed. */
export function Carried({ content, aside }: { content: MinutesContent; aside?: string }): ReactNode {
  const items = content.carried ?? [];
  if (items.length === 0) return null;
  return <Card title="上次待办" {...(aside ? { aside } : {})}><List label="上次待办">{items.map((item) => <Row key={item.id} icon={item.done === null ? 'clock' : 'check'} title={`${item.owner ? `${item.owner}：` : ''}${item.text}`} hint={item.done === null ? `没办完，接着办 · 出自“${item.from}”` : `已办：${item.done}`} end={item.done === null ? dueWords(item.due) || undefined : undefined} />)}</List></Card>;
}

/** A condensed statement's own words, one tap away. */
function Original({ statement }: { statement: MinutesContent['statements'][number] }): ReactNode {
  const [shown, setShown] = useState(false);
  return (
    <>
      <Button small kind="quiet" label={`${shown ? '收起' : '看'}第 ${statement.seq} 条的原话`} onTap={() => setShown(!shown)}>{shown ? '收起原话' : '有删节 · 看原话'}</Button>
      {shown ? <Box className="original">原话：{statement.original}</Box> : null}
    </>
  );
}

/** Minutes as they are read: figures, decisions, agenda, statements traced to speaker and moment, what is to be done. */
/** `linked`: the original may be opened by this reader; what was typed has none and says so. */
export function MinutesBody({ content, unitId, roomId, published = true, linked = true, noteOf, actions }: { content: MinutesContent; unitId: string; roomId: string; published?: boolean; linked?: boolean; /** What stands beneath a statement. */ noteOf?: (seq: number) => ReactNode; /** In place of the bare list of what is to be done. */ actions?: ReactNode }): ReactNode {
  const summaries = content.agenda.filter((item) => item.summary.trim() !== '');
  const titles = new Map(content.agenda.map((item, i) => [item.id, `${i + 1}. ${item.title}`]));
  return (
    <>
      <HeadFigures content={content} published={published} />
      <Carried content={content} />
      {content.decisions.length > 0 ? <Card title="决定">{content.decisions.map((decision, i) => <Decision key={decision.ballotId ?? i} decision={decision} />)}</Card> : null}
      {summaries.length > 0 ? <Card title="议题">{summaries.map((item) => <Box key={item.id} className="para"><Box className="soft">{titles.get(item.id)}</Box>{item.summary}</Box>)}</Card> : null}
      {content.statements.length > 0 ? (
        <Card title="发言要点">
          {content.statements.map((statement) => (
            <Box key={statement.seq} className="said">
              <Box className="words">{statement.text}</Box>
              {statement.typed ? <Box className="faint">{statement.speaker} · 会后记下，没有原话可查</Box> : !linked ? <Box className="faint">{statement.speaker} · {clockOf(statement.at)} · 第 {statement.seq} 条</Box> : <Link to={paths.room(unitId, roomId, statement.seq)} className="said-from" label={`在发言记录里看${statement.speaker}的第 ${statement.seq} 条`}>{statement.speaker} · {clockOf(statement.at)} · 第 {statement.seq} 条<Icon name="chevron-right" size="s" /></Link>}
              {statement.typed || statement.text.trim() === statement.original.trim() ? null : <Original statement={statement} />}
              {noteOf?.(statement.seq)}
            </Box>
          ))}
        </Card>
      ) : null}
      {actions !== undefined ? actions : content.actions.length > 0 ? (
        <Card title="要做的事"><List label="要做的事">{content.actions.map((action, i) => <Row key={i} icon="list-check" title={`${action.owner ? `${action.owner}：` : ''}${action.text}`} end={dueWords(action.due) || undefined} />)}</List></Card>
      ) : null}
      {content.remarks.trim() !== '' ? <Card title="其他说明"><Box className="para">{content.remarks}</Box></Card> : null}
    </>
  );
}
