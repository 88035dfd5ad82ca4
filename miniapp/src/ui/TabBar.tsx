import type { Tab } from '@branch/shared/paths';
import type { ReactNode } from 'react';
import { useMe } from '../kit/me';
import { useUnread } from '../kit/unread';
import { Badge } from './Badge';
import { Link } from './Card';
import { Box, cx, Span } from './host';
import { Icon } from './Icon';
import { desk, tabs } from './nav';

/** H5 on a phone: the four tabs at the foot. (weapp has its native bar.) */
export function TabBar({ tab }: { tab: Tab }): ReactNode {
  const unread = useUnread();
  return (
    <Box as="nav" className="tab-bar" label="主导航">
      {tabs.map((place) => (
        <Link key={place.key} to={place.path} className={cx('tab-link', place.key === tab && 'is-on')} current={place.key === tab}>
          <Box className="tab-icon"><Icon name={place.icon} size="l" />{place.key === 'messages' ? <Badge count={unread} label={`${unread} 条未读`} /> : null}</Box>
          <Span>{place.text}</Span>
        </Link>
      ))}
    </Box>
  );
}

/** H5 from 900 px on: the same four, and beneath them the desk for those who hold an office. */
export function Sidebar({ current }: { current?: string }): ReactNode {
  const me = useMe();
  const unread = useUnread();
  const places = desk(me);
  return (
    <Box as="nav" className="side" label="主导航">
      <Box className="side-name">在线支部</Box>
      {tabs.map((place) => (
        <Link key={place.key} to={place.path} className={cx('side-link', place.key === current && 'is-on')} current={place.key === current}>
          <Icon name={place.icon} />
          <Span>{place.text}</Span>
          {place.key === 'messages' ? <Badge count={unread} label={`${unread} 条未读`} /> : null}
        </Link>
      ))}
      {places.length > 0 ? <Box className="side-group">工作台</Box> : null}
      {places.map((place) => (
        <Link key={place.key} to={place.path} className={cx('side-link', place.key === current && 'is-on')} current={place.key === current}>
          <Icon name={place.icon} />
          <Span>{place.text}</Span>
        </Link>
      ))}
    </Box>
  );
}
