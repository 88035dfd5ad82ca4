import { type ReactNode, useRef } from 'react';
import { fillScreen, mayFillScreen } from '../kit/full-screen';
import { Button } from '../ui/Button';
import { Box, Picture } from '../ui/host';

/** A code as large as the screen lets it be, with a title above and words beneath; over the whole screen on a wish. */
export function BigCode({ qr, alt, title, children }: { qr: string; alt: string; title: string; children?: ReactNode }): ReactNode {
  const stage = useRef<HTMLElement>(null);
  return (
    <Box className="big-code" boxRef={stage}>
      <Box as="h2" className="big-code-title">{title}</Box>
      <Box className="qr"><Picture src={qr} alt={alt} className="big-code-in" fit="contain" /></Box>
      {children}
      {mayFillScreen() ? <Button small onTap={() => fillScreen(stage.current)}>全屏显示 / 退出</Button> : null}
    </Box>
  );
}
