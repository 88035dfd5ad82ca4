import type { PropsWithChildren } from 'react';
import './app.scss';

/** Root of both targets. Pages bring their own frame (ui/Page), so there is nothing around them here. */
export default function App({ children }: PropsWithChildren): React.ReactNode {
  return children;
}
