import { paths, tabPaths } from '@branch/shared/paths';
import { pathOfScene } from '@branch/shared/short-links';
import { type ReactNode, useEffect, useRef } from 'react';
import { open, replace } from '../../kit/paths';
import { useQuery } from '../../kit/query';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Input, type TextHandle } from '../../ui/Input';
import { Page } from '../../ui/Page';
import { Banner } from '../../ui/States';

/** Where printed and scanned codes lead: the scene becomes an address of ours and gives way to it at once. */
export default function GoPage(): ReactNode {
  const { scene } = useQuery();
  const path = pathOfScene(scene ?? '');
  const code = useRef<TextHandle>(null);
  useEffect(() => {
    if (path !== null) void replace(path);
  }, [path]);
  if (path !== null) return <Page title="正在打开">{null}</Page>;
  return (
    <Page title="没有认出这个码">
      <Banner tone="warn">{scene ? `扫到的是“${scene.slice(0, 40)}”，不是这里的内容。` : '没有扫到内容。'}</Banner>
      <Card title="手动输入邀请码">
        <Input label="邀请码" maxLength={40} handle={code} />
        <Box className="btn-row"><Button kind="primary" onTap={() => open(paths.activate(code.current?.value.trim() || undefined))}>用邀请码激活</Button><Button onTap={() => open(tabPaths.branch)}>回首页</Button></Box>
      </Card>
    </Page>
  );
}
