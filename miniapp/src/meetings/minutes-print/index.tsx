import { minutesRoutes, type Paper } from '@branch/shared/meetings/minutes-routes';
import { useRouter } from '@tarojs/taro';
import { createElement, Fragment, type ReactNode } from 'react';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Button } from '../../ui/Button';
import { Box } from '../../ui/host';
import { Page } from '../../ui/Page';
import './index.scss';

/** One version as paper, web only: the same paper as the .docx, with its head and foot on every printed sheet. Address: `unit`, `id` of the meeting, `version`. */
export default function PrintMinutesPage(): ReactNode {
  const { unit = '', id = '', version = '1' } = useRouter().params;
  const paper = useRoute(minutesRoutes.paper, unit && id ? { unitId: unit, meetingId: id, version } : null);
  return (
    <Page title="打印纪要" subtitle="A4 · 也可以存为 PDF" actions={paper.data ? <Button small kind="primary" icon="printer" onTap={() => window.print()}>打印</Button> : undefined}>
      <Async from={paper}>{(one) => <Sheet paper={one} />}</Async>
    </Page>
  );
}

/** A table, because its head and foot are what browsers repeat on each sheet. To a reader it is no table of data. */
function Sheet({ paper }: { paper: Paper }): ReactNode {
  const cell = (tag: 'td', content: ReactNode) => createElement('tr', null, createElement(tag, null, content));
  return createElement('table', { className: 'paper', role: 'presentation' },
    createElement('thead', null, cell('td', <Box className="paper-edge">{paper.unitName}　{paper.title}</Box>)),
    createElement('tfoot', null, cell('td', <Box className="paper-edge">第 {paper.version} 版　校验码 {paper.sha256.slice(0, 12)}</Box>)),
    createElement('tbody', null, cell('td', <Body paper={paper} />)));
}

const Body = ({ paper }: { paper: Paper }): ReactNode => (
  <Box as="article" className="paper-body">
    <Box as="h2" className="paper-title">{paper.unitName}<Box>{paper.title}</Box></Box>
    <Box as="dl" className="paper-facts">
      {paper.facts.map((fact) => <Box key={fact.label} className="paper-fact"><Box as="dt">{fact.label}</Box><Box as="dd">{fact.value}</Box></Box>)}
    </Box>
    {paper.sections.map((section) => (
      <Fragment key={section.title}>
        <Box as="h3" className="paper-head">{section.title}</Box>
        {section.items.map((item, i) => <Box key={i} className="paper-item">{item.text}{item.note === null ? null : <Box className="paper-note">{item.note}</Box>}</Box>)}
      </Fragment>
    ))}
    <Box className="paper-signature">{paper.signature}</Box>
    <Box className="paper-note">{paper.published}。校验码（SHA-256）：<Box className="paper-hash">{paper.sha256}</Box></Box>
  </Box>
);
