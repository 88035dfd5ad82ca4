import { createElement, type ReactNode } from 'react';
import { open } from '../kit/paths';
import { Pressable } from './Button';
import { Box, cx, isH5, Span } from './host';
import { Icon } from './Icon';
import type { IconName } from '../../config/icon-names';

/** A white sheet on the ground. `accent`: the one thing that matters now (a running meeting, an open vote). */
export function Card({ title, aside, tone, label, className, children }: { title?: ReactNode; aside?: ReactNode; tone?: 'soft' | 'accent' | 'info' | 'warn'; label?: string; className?: string; children?: ReactNode }): ReactNode {
  return (
    <Box as="section" className={cx('card', tone && `card-${tone}`, className)} {...(label ? { label } : {})}>
      {title === undefined ? null : <Box className="card-head"><Box as="h2" className="card-title">{title}</Box>{aside === undefined ? null : <Box className="card-aside">{aside}</Box>}</Box>}
      {children}
    </Box>
  );
}

/** Goes to a page of the app: a real link in H5 (open in a new tab, copy address), a tap in weapp. */
export function Link({ to, className, label, children, current }: { to: string; className?: string; label?: string; children: ReactNode; current?: boolean }): ReactNode {
  if (isH5) {
    return createElement('a', {
      href: to, className, 'aria-label': label, 'aria-current': current ? 'page' : undefined,
      onClick: (event: MouseEvent) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        void open(to);
      },
    }, children);
  }
  return <Pressable role="link" className={className} label={label} onTap={() => open(to)}>{children}</Pressable>;
}

/** Rows beneath one another with a line between. */
export function List({ label, children, className }: { label?: string; children: ReactNode; className?: string }): ReactNode {
  return <Box as="ul" className={cx('list', className)} {...(label ? { label } : {})}>{children}</Box>;
}

export interface RowProps {
  icon?: IconName;
  start?: ReactNode;
  title: ReactNode;
  hint?: ReactNode;
  end?: ReactNode;
  to?: string;
  onTap?: () => void;
  current?: boolean;
  className?: string;
}

/** One row: a picture or icon, a title, a hint beneath, something small at the end. A link, a button or plain. */
export function Row({ icon, start, title, hint, end, to, onTap, current, className }: RowProps): ReactNode {
  const inside = [
    icon ? <Icon key="i" name={icon} className="row-icon" /> : start ? <Box key="i" className="row-start">{start}</Box> : null,
    <Box key="t" className="row-words"><Box className="row-title">{title}</Box>{hint ? <Box className="row-hint">{hint}</Box> : null}</Box>,
    end ? <Box key="e" className="row-end">{end}</Box> : null,
  ];
  const name = cx('row', (to || onTap) && 'row-tap', current && 'is-current', className);
  return (
    <Box as="li" className="list-item">
      {to ? <Link to={to} className={name} current={current}>{inside}</Link> : onTap ? <Pressable className={name} onTap={onTap} {...(current ? { dom: { 'aria-current': 'true' } } : {})}>{inside}</Pressable> : <Box className={name}>{inside}</Box>}
    </Box>
  );
}

/** Name and value beside each other: 服务人员 · 王工. */
export function Facts({ rows }: { rows: readonly (readonly [string, ReactNode])[] }): ReactNode {
  return (
    <Box as="dl" className="facts">
      {rows.map(([name, value]) => <Box key={name} className="fact"><Box as="dt" className="fact-name">{name}</Box><Box as="dd" className="fact-value">{value}</Box></Box>)}
    </Box>
  );
}

/** Small words with a dot between them. */
export function Meta({ parts, className }: { parts: readonly ReactNode[]; className?: string }): ReactNode {
  const shown = parts.filter((part) => part !== null && part !== undefined && part !== '' && part !== false);
  return <Box className={cx('meta', className)}>{shown.map((part, i) => <Span key={i}>{i > 0 ? ' · ' : ''}{part}</Span>)}</Box>;
}
