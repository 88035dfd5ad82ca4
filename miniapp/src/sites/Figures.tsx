import type { ReactNode } from 'react';
import { Card, Facts } from '../ui/Card';
import { Box } from '../ui/host';
import type { Standing } from './words';

const number = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',');

/** 网站体检: what the records say, counts without persons, and the terms by which a silent site is looked at. */
export function Figures({ figures, rules }: { figures: Standing['figures']; rules: Standing['rules'] }): ReactNode {
  const { daysWithoutUpdate: days, monthsWithoutMeeting: months } = figures;
  return (
    <Card title="网站体检">
      <Facts rows={[
        ['最近更新', days === null ? '还没有发过' : days === 0 ? '今天' : `${days} 天前`],
        ['待回应', figures.unanswered > 0 ? `${figures.unanswered} 条留言` : '没有'],
        ['组织生活', months === null ? '还没有在网上开过' : months === 0 ? '本月开过' : `${months} 个月没有开`],
        ['帖子', `${number(figures.posts)} 篇`], ['点评', `${number(figures.comments)} 条`], ['文字', `${number(figures.characters)} 字`], ['浏览', `${number(figures.visits)} 次`],
      ]} />
      <Box className="faint">{rules.warnDays} 天没有新内容会提醒支部，{rules.rectifyDays} 天以上的由上级看情况处理。浏览只计次数，不记是谁。</Box>
    </Card>
  );
}
