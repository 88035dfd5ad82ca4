import { ruleRoutes } from '@branch/shared/members/directory-routes';
import { ruleKinds, ruleTerms, type RuleKind } from '@branch/shared/members/rules';
import { type ReactNode, useState } from 'react';
import { call } from '../../kit/call';
import { may, unitNow, useMe } from '../../kit/me';
import { useQuery } from '../../kit/query';
import { asRefused } from '../../kit/refused';
import { useRoute } from '../../kit/useRoute';
import { Async } from '../../ui/Async';
import { Tag } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Card, List, Row } from '../../ui/Card';
import { Box } from '../../ui/host';
import { Page } from '../../ui/Page';
import { Empty } from '../../ui/States';
import { toast } from '../../ui/Toast';
import { Adopt } from './Adopt';
import { valueOf, type Version, wordsFor } from './rule-words';

const states = { coming: ['将生效', 'info'], inForce: ['现行', 'success'], past: ['已替换', 'plain'] } as const;

/** 制度: what the branch resolved for itself, with every version; the secretary puts a new one on record. */
export default function RulesPage(): ReactNode {
  const query = useQuery();
  const me = useMe();
  const unitId = query.unit ?? unitNow(me)?.unit.id ?? '';
  const rules = useRoute(ruleRoutes.rules, unitId ? { unitId } : null);
  const [adopting, setAdopting] = useState(false);
  const mayAdopt = may(me, 'rule.adopt', unitId);
  const takeBack = async (one: Version): Promise<void> => {
    try {
      await call(ruleRoutes.takeBack, { unitId, ruleId: one.id });
      toast('已撤下');
    } catch (thrown) {
      toast(asRefused(thrown).message);
    }
    await rules.reload();
  };
  return (
    <Page title="制度" desk="rules">
      <Async from={rules} rows={2}>
        {({ items }) => items.length === 0 ? <Empty icon="book" text={`支部还没有通过自己的规定：报到没有次数要求；对纪要里引用的话，发布后 ${ruleTerms.objectionDays.usual} 天内可以提异议。`} />
          : ruleKinds.map((kind) => <Versions key={kind} kind={kind} items={items.filter((one) => one.kind === kind)} onTakeBack={mayAdopt ? takeBack : null} />)}
      </Async>
      <Box className="para faint">规定由党员大会通过，按月计的从一个月的 1 日起生效，按天计的最早从第二天起生效，不溯及既往；历次都留着。已发布的纪要按发布那天的规定。</Box>
      {mayAdopt ? (adopting ? <Adopt unitId={unitId} onClose={() => setAdopting(false)} onDone={async () => { setAdopting(false); toast('已登记'); await rules.reload(); }} /> : <Box className="btn-row"><Button kind="primary" icon="plus" onTap={() => setAdopting(true)}>登记新规定</Button></Box>) : null}
    </Page>
  );
}

/** Every version of one kind, the last first; where none is in force, what holds then. */
function Versions({ kind, items, onTakeBack }: { kind: RuleKind; items: readonly Version[]; onTakeBack: ((one: Version) => Promise<void>) | null }): ReactNode {
  const { name } = ruleTerms[kind];
  return (
    <Card title={name}>
      <List label={name}>
        {items.some((one) => one.state === 'inForce') ? null : <Row title={wordsFor(kind, null)} />}
        {items.map((one) => (
          <Row key={one.id} title={<Box className="tags-in">{wordsFor(kind, valueOf(one))} <Tag tone={states[one.state][1]}>{states[one.state][0]}</Tag></Box>} hint={`${one.effectiveFrom} 起 · ${one.resolution}${one.adoptedBy ? ` · ${one.adoptedBy.name}登记` : ''}`}
            end={onTakeBack && one.state === 'coming' ? <Button small onTap={() => onTakeBack(one)}>撤下</Button> : null} />
        ))}
      </List>
    </Card>
  );
}
