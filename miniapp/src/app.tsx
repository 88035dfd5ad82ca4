import { type PropsWithChildren, useEffect } from 'react';
import { goLive, listenPersonally } from './kit/live';
import { loadMe } from './kit/me';
import { watchConnection } from './kit/probe';
import { currentToken, session } from './kit/session';
import { wearSettings } from './kit/settings';
import { refreshUnread } from './kit/unread';
import { forgetAnswers } from './kit/useRoute';
import './app.scss';

wearSettings();

/** Root of both targets. Pages bring their own frame (ui/Page), so there is nothing around them here. */
export default function App({ children }: PropsWithChildren): React.ReactNode {
  useEffect(() => {
    watchConnection();
    const settle = (): void => {
      if (session.get() === 'in') {
        goLive();
        void loadMe().catch(() => undefined);
        refreshUnread();
      } else if (session.get() === 'out') forgetAnswers();
    };
    const stop = session.watch(settle);
    const stopNews = listenPersonally(refreshUnread);
    void currentToken().catch(() => undefined);
    return () => {
      stop();
      stopNews();
    };
  }, []);
  return children;
}
