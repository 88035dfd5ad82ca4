import { choiceNames } from '@branch/shared/ballots/words';
import { createElement, type ReactNode } from 'react';
import { Box, isH5, Span } from '../ui/host';
import { Facts } from '../ui/Card';
import { Progress } from '../ui/Progress';

interface Figure { text: string; votes: number; passed: boolean }
/** What a closed vote, a decision of the minutes and a catch-up have in common. */
export interface Figures { approve: number; against?: number; abstain?: number; eligible: number; threshold: number; passed: boolean; mode?: 'named' | 'secret' | 'offline' | 'hands'; options?: readonly Figure[] }

/** Each option with its votes; a motion has its three answers. */
const figuresOf = ({ options, approve, against, abstain, passed }: Figures): readonly Figure[] => options ?? [
  { text: choiceNames.approve, votes: approve, passed },
  ...(against === undefined ? [] : [{ text: choiceNames.against, votes: against, passed: false }]), ...(abstain === undefined ? [] : [{ text: choiceNames.abstain, votes: abstain, passed: false }]),
];
const share = (votes: number, of: number): string => (of > 0 ? `${Math.round((votes / of) * 1000) / 10}%` : '—');

/** How the votes lie, each against all who should attend, with the line that had to be passed (on paper other lines may hold: none is drawn). */
export function FigureBars({ figures }: { figures: Figures }): ReactNode {
  const { eligible, threshold, mode, options } = figures;
  return (
    <Box as="ul" className="figure-bars">
      {figuresOf(figures).map((one, i) => {
        const mark = mode !== 'offline' && (options !== undefined || i === 0) ? threshold : undefined;
        return (
          <Box as="li" key={i} className="figure-bar">
            <Box className="card-end"><Box className="figure-name">{one.text}</Box><Box className="faint">{one.votes} 票{one.passed && options ? <Span className="figure-passed"> · 过半数</Span> : null}</Box></Box>
            <Progress value={one.votes} max={eligible} mark={mark} label={`${one.text} ${one.votes} 票，应到有表决权 ${eligible}${mark === undefined ? '' : `，需 ${mark}`}`} />
          </Box>
        );
      })}
    </Box>
  );
}

/** The same in a table, for who wants to read figures: votes and their share of all who should attend. */
export function FigureTable({ figures, notVoted }: { figures: Figures; notVoted: number }): ReactNode {
  const rows = [...figuresOf(figures), { text: '未投', votes: notVoted, passed: false }];
  if (!isH5) return <Facts rows={rows.map((row) => [row.text, `${row.votes} 票 · ${share(row.votes, figures.eligible)}`] as const)} />;
  const cells = (kind: 'th' | 'td', words: readonly string[]): ReactNode[] => words.map((one, i) => createElement(i === 0 ? 'th' : kind, { key: i, scope: i === 0 && kind === 'td' ? 'row' : kind === 'th' ? 'col' : undefined, className: i > 0 ? 'figure' : undefined }, one));
  return createElement('table', { className: 'table figure-table' },
    createElement('caption', { className: 'only-heard' }, '各项票数'),
    createElement('thead', null, createElement('tr', null, cells('th', ['选项', '票数', '占应到']))),
    createElement('tbody', null, rows.map((row, i) => createElement('tr', { key: i }, cells('td', [row.text, String(row.votes), share(row.votes, figures.eligible)])))));
}
