import { paths } from '@branch/shared/paths';
import type { ReactNode } from 'react';
import { open, signInFirst } from '../../kit/paths';
import { Button } from '../../ui/Button';
import { Card, List, Row } from '../../ui/Card';
import { Box } from '../../ui/host';

/** What a visitor sees: what this is, and the three ways in. No counters, nothing of any branch. */
export function Visitor(): ReactNode {
  return (
    <>
      <Card>
        <Box as="h2" className="h2 tight">支部的日常，在网上继续</Box>
        <Box className="para soft">同一幢楼里几十家单位的党员，白天各忙各的。在这里开网上组织生活、读两分钟补学、互相帮忙，也和支部说说话。</Box>
        <Box className="btn-row"><Button kind="primary" wide onTap={() => signInFirst()}>登录</Button></Box>
      </Card>
      <Card>
        <List label="还没有账号">
          <Row icon="key" title="用邀请码激活" hint="书记给过您一个邀请码" onTap={() => void open(paths.activate())} />
          <Row icon="user-plus" title="申请加入支部" hint="按名称找到支部，书记会处理" onTap={() => void open(paths.join())} />
        </List>
      </Card>
    </>
  );
}
