import type { appraisalRoutes } from '@branch/shared/appraisals/routes';
import { appraisalStageNames, appraisalStages, type Grade, type GradeCounts, gradeNames, grades } from '@branch/shared/appraisals/words';
import type { Output } from '@branch/shared/route';
import { fullDate } from '@branch/shared/time';
import type { ReactNode } from 'react';
import { Tag, type Tone } from '../ui/Badge';
import { Card, Facts } from '../ui/Card';
import { Box, cx, Span } from '../ui/host';
import './appraisals.scss';

export type RoundShown = Output<typeof appraisalRoutes.round>;
export type DeskShown = Output<typeof appraisalRoutes.desk>;
export type DeskRow = DeskShown['items'][number];
type About = Output<typeof appraisalRoutes.mine>;

const tones: Record<Grade, Tone> = { excellent: 'gold', qualified: 'success', barelyQualified: 'warn', unqualified: 'brand' };
export const GradeTag = ({ grade }: { grade: Grade }): ReactNode => <Tag tone={tones[grade]}>{gradeNames[grade]}</Tag>;
export const dateOf = (at: string): string => fullDate(new Date(at));
export const countsIn = (counts: GradeCounts): string => grades.map((grade) => `${gradeNames[grade]} ${counts[grade]}`).join(' · ');

/** The five stages in a row, the one that is on by word as well as by colour. */
export function Stages({ stage }: { stage: RoundShown['stage'] }): ReactNode {
  const now = appraisalStages.indexOf(stage);
  return (
    <Box as="ol" className="stages" label="民主评议的步骤">
      {appraisalStages.map((one, at) => <Box as="li" key={one} className={cx('stage-item', at < now && 'is-done', at === now && 'is-now')} dom={at === now ? { 'aria-current': 'step' } : {}}>{appraisalStageNames[one]}{at < now ? <Span className="only-heard">（已过）</Span> : null}</Box>)}
    </Box>
  );
}

/** Who reads what and until when: said before anybody writes. */
export function WhoReads({ round }: { round: Pick<RoundShown, 'expired' | 'keepDays' | 'expiresAt' | 'stage'> }): ReactNode {
  return (
    <Card title="谁看得到，留到什么时候" label="谁看得到，留到什么时候">
      <Facts rows={[
        ['自评', '您自己和支委会'], ['互评', '写的人、写给的那位同志和支委会'], ['测评', '无记名：只记谁投过和各等次几票，谁也查不到您投了什么；要是大家选得都一样，票数自己就说明了'],
        ['结果', '每人只看得到自己的票数和评定意见，支委会看得到全部；不排名，不公布，上级和单位都看不到'],
        ['文字留多久', round.expired ? '已经过了保存期，自评、互评都已删除，只留下结果' : round.stage === 'closed' ? `到 ${dateOf(round.expiresAt)}，之后彻底删除，只留票数和评定意见` : `结束后 ${round.keepDays} 天彻底删除，只留票数和评定意见；一直不结束，也最迟在 ${dateOf(round.expiresAt)} 删除`],
      ]} />
    </Card>
  );
}

/** What was written about one member, and the result: for that member and the committee. */
export function AboutCards({ about, whose }: { about: Pick<About, 'selfReview' | 'received' | 'counts' | 'opinion' | 'expired'>; whose: string }): ReactNode {
  return (
    <>
      {about.opinion ? <Card title={`${whose}评定意见`} aside={<GradeTag grade={about.opinion.grade} />}><Box className="words-said">{about.opinion.words}</Box></Card> : null}
      {about.counts ? <Card title={`${whose}测评票数`}><Box className="num">{countsIn(about.counts)}</Box></Card> : null}
      {about.received.length > 0 ? (
        <Card title={`写给${whose === '我的' ? '我' : '这位同志'}的互评`} aside={`${about.received.length} 条`}>
          {about.received.map((one) => <Box key={one.by.id} className="said"><Box className="words-said">{one.text}</Box><Box className="faint">{one.by.name} · {dateOf(one.at)}</Box></Box>)}
        </Card>
      ) : null}
      {about.selfReview ? <Card title={`${whose}自评`} aside={dateOf(about.selfReview.at)}><Box className="words-said">{about.selfReview.text}</Box></Card> : null}
      {about.expired ? <Box className="soft para">保存期已过，自评和互评的文字已经删除，只留下结果。</Box> : null}
    </>
  );
}
