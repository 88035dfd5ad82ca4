import type { Tab } from '@branch/shared/paths';
import Taro, { useDidShow } from '@tarojs/taro';
import { type ReactNode, useEffect } from 'react';
import { back } from '../kit/paths';
import { themeClass, useSettings } from '../kit/settings';
import { IconButton } from './Button';
import { Box, cx, isH5 } from './host';
import { LapsedBar } from './LapsedBar';
import { OfflineBar } from './OfflineBar';
import { PrivacyGate } from './PrivacyGate';
import { Sidebar, TabBar } from './TabBar';
import { ToastHost } from './Toast';

export interface PageProps {
  title: string;
  subtitle?: ReactNode;
  /** One of the four tabs: then there is no back arrow. */
  tab?: Tab;
  /** Which entry of the sidebar is on, where it is not a tab. */
  desk?: string;
  /** Beside the title. */
  actions?: ReactNode;
  /** Beneath the header, always in sight (agenda strip, chips). */
  strip?: ReactNode;
  /** At the foot, always in sight (composer, main button). */
  foot?: ReactNode;
  /** The page itself does not scroll: its content does (rooms, split views). */
  fixed?: boolean;
  /** Uses the whole width beside the sidebar; else reading width. */
  wide?: boolean;
  /** Here one signs in: nothing else need say so. */
  signsIn?: boolean;
  children?: ReactNode;
}

/** The frame of every page: bars, sidebar from 900 px on, safe areas, offline bar, toasts. weapp keeps its native bars. */
export function Page(props: PageProps): ReactNode {
  const { title, subtitle, tab, actions, strip, foot, fixed, wide, children } = props;
  const settings = useSettings();
  useEffect(() => setTitle(title), [title]);
  useDidShow(() => setTitle(title));
  const body = <Box as="main" className={cx('page-body', wide && 'is-wide')}>{children}</Box>;
  if (!isH5) {
    return (
      <Box className={cx(themeClass(settings), 'page-root', fixed && 'is-fixed')}>
        {subtitle || actions ? <Box className="bar"><Box className="bar-words"><Box className="bar-sub">{subtitle}</Box></Box>{actions}</Box> : null}
        <OfflineBar />
        {props.signsIn ? null : <LapsedBar />}
        {strip ? <Box className="strip">{strip}</Box> : null}
        {body}
        {foot ? <Box className="foot">{foot}</Box> : null}
        <ToastHost />
        <PrivacyGate />
      </Box>
    );
  }
  return (
    <Box className={cx('page-root', fixed && 'is-fixed', tab && 'has-tabs')}>
      <Sidebar current={tab ?? props.desk} />
      <Box className="page-main">
        <Box as="header" className="bar">
          <Box className="bar-in">
            {tab ? null : <IconButton icon="chevron-left" label="返回" className="bar-back" onTap={back} />}
            <Box className="bar-words">
              <Box as="h1" className="bar-title">{title}</Box>
              {subtitle ? <Box className="bar-sub">{subtitle}</Box> : null}
            </Box>
            {actions ? <Box className="bar-actions">{actions}</Box> : null}
          </Box>
          <OfflineBar />
          {props.signsIn ? null : <LapsedBar />}
          {strip ? <Box className="strip">{strip}</Box> : null}
        </Box>
        {body}
        {foot ? <Box as="footer" className="foot"><Box className="foot-in">{foot}</Box></Box> : null}
      </Box>
      {tab ? <TabBar tab={tab} /> : null}
      <ToastHost />
    </Box>
  );
}

function setTitle(title: string): void {
  if (isH5) document.title = title === '在线支部' ? title : `${title} · 在线支部`;
  else void Promise.resolve(Taro.setNavigationBarTitle({ title })).catch(() => undefined);
}
