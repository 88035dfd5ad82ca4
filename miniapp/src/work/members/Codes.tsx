import type { joiningRoutes } from '@branch/shared/members/roster-routes';
import { paths } from '@branch/shared/paths';
import type { Output } from '@branch/shared/route';
import { fullDate } from '@branch/shared/time';
import type { ReactNode } from 'react';
import { copyText, isH5 } from '../../kit/platform';
import { Button } from '../../ui/Button';
import { Box, Span } from '../../ui/host';
import { Banner } from '../../ui/States';
import { Table } from '../../ui/Table';
import { toast } from '../../ui/Toast';

export type Code = Output<typeof joiningRoutes.invite>['items'][number];

/** Invitation codes, shown this once: to print, cut up and hand over, or to copy one by one. */
export function Codes({ codes, onClose }: { codes: readonly Code[]; onClose: () => void }): ReactNode {
  const address = isH5 ? `${window.location.origin}${paths.activate()}` : '';
  const copy = async (code: Code): Promise<void> => {
    toast((await copyText(`${code.person.name}，您的在线支部邀请码：${code.code ?? ''}，${fullDate(new Date(code.expiresAt))}前有效。${address}`)) ? `${code.person.name}的邀请码已复制` : '没有复制成功');
  };
  return (
    <>
      <Banner tone="warn" title="只显示这一次">离开这一页就看不到了，系统里只存核对用的指纹。请交给本人，不要发在群里。</Banner>
      <Table
        caption="邀请码" rows={codes} rowKey={(code) => code.id}
        columns={[
          { key: 'name', title: '姓名', cell: (code) => code.person.name },
          { key: 'code', title: '邀请码', cell: (code) => <Span className="code num" copyable>{code.code ?? '—'}</Span> },
          { key: 'until', title: '有效期至', cell: (code) => fullDate(new Date(code.expiresAt)) },
          { key: 'copy', title: '交给本人', cell: (code) => <Button small icon="copy" onTap={() => copy(code)}>复制给{code.person.name}</Button> },
        ]}
      />
      <Box className="btn-row">{isH5 ? <Button kind="primary" icon="printer" onTap={() => window.print()}>打印</Button> : null}<Button onTap={onClose}>都交出去了</Button></Box>
    </>
  );
}
