import type { ReactNode } from 'react';
import { copyText } from '../../kit/platform';
import { Button } from '../../ui/Button';
import { Span } from '../../ui/host';
import { Banner } from '../../ui/States';
import { toast } from '../../ui/Toast';

/** A code that was just made for somebody without an account: shown this once. */
export function Invited({ name, code }: { name: string; code: string }): ReactNode {
  return (
    <Banner tone="success" title={`请把邀请码交给${name}`} action={<Button small icon="copy" onTap={async () => { toast((await copyText(code)) ? '已复制' : '没有复制成功'); }}>复制</Button>}>
      <Span className="num" copyable>{code}</Span>（只显示这一次，7 天内有效）
    </Banner>
  );
}
