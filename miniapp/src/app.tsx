import { type PropsWithChildren, useEffect } from 'react';
import { refreshUnread } from './home/unread';
import { connection } from './kit/connection';
import { goLive, listenPersonally } from './kit/live';
import { loadMe } from './kit/me';
import { keepProgram } from './kit/offline-program';
import { watchPrivacy } from './kit/privacy';
import { watchConnection } from './kit/probe';
import { currentToken, session } from './kit/session';
import { wearSettings } from './kit/settings';
import { forgetAnswers } from './kit/useRoute';
import './app.scss';

wearSettings();

/** Root of both targets. Pages bring their own frame (ui/Page), so there is nothing around them here. */
export default function App({ children }: PropsWithChildren): React.ReactNode {
  useEffect(() => {
    keepProgram();
    watchConnection();
    watchPrivacy();
    const settle = (): void => {
      if (session.get() === 'in') {
        goLive();
        void loadMe().catch(() => undefined);
        refreshUnread();
      } else if (session.get() === 'out') forgetAnswers();
    };
    const stop = session.watch(settle);
    const stopNews = listenPersonally((name) => {
      refreshUnread();
      // A notice may be of a role given or ended: what I may do is asked again.
      if (name === 'unread') void loadMe(true).catch(() => undefined);
    });
    const ask = (): void => void currentToken().catch(() => undefined);
    ask();
    // Started without a network: who is here is asked again as soon as something answers.
    const stopAsking = connection.watch(() => {
      if (connection.get().http && session.get() === 'unknown') ask();
    });
    return () => {
      stop();
      stopNews();
      stopAsking();
    };
  }, []);
  return children;
}
