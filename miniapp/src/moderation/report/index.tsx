import { moderationRoutes, type ReportReason, reportReasonNames, reportReasons } from '@branch/shared/moderation/routes';
import { type ContentKind, contentKindNames, contentKinds } from '@branch/shared/posts/routes';
import { type ReactNode, useRef, useState } from 'react';
import { call } from '../../kit/call';
import { may, useMe } from '../../kit/me';
import { back } from '../../kit/paths';
import { useQuery } from '../../kit/query';
import { useAttempt, useWriteId } from '../../kit/useAttempt';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { RadioGroup } from '../../ui/Choice';
import { Box } from '../../ui/host';
import { type TextHandle, Textarea } from '../../ui/Input';
import { Page } from '../../ui/Page';
import { toast } from '../../ui/Toast';
import { StopSheet } from '../queue/StopSheet';

/** Reports content for one of three reasons (MOD-5); those who look after the column may take it from view at once. */
export default function ReportPage(): ReactNode {
  const query = useQuery();
  const me = useMe();
  const unitId = query.unit ?? '';
  const kind: ContentKind = contentKinds.find((one) => one === query.kind) ?? 'post';
  const targetId = query.id ?? '';
  const [reason, setReason] = useState<ReportReason>('abuse');
  const [hiding, setHiding] = useState(query.act === 'hide');
  const note = useRef<TextHandle>(null);
  const attempt = useAttempt();
  const write = useWriteId();
  const send = async (): Promise<void> => {
    const content = { kind, targetId, reason, note: note.current?.value.trim() ?? '' };
    await attempt.run(async () => {
      await call(moderationRoutes.report, { unitId, clientId: write.idFor(content), ...content });
      write.done();
      toast('已收到，处理以后会告诉您');
      await back();
    });
  };
  return (
    <Page title={`举报这条${contentKindNames[kind]}`}>
      <Card>
        <RadioGroup label="哪里不合适" options={reportReasons.map((value) => ({ value, text: reportReasonNames[value] }))} value={reason} onChange={setReason} />
        <Textarea label="补充说明" hint="可以不写。对方看不到是谁举报的。" maxLength={300} rows={3} handle={note} error={attempt.error?.message} />
        <Box className="btn-row"><Button kind="primary" onTap={send}>举报</Button><Button onTap={back}>不举报了</Button></Box>
      </Card>
      {may(me, 'moderation.work', unitId) ? <Card title="您负责审核"><Box className="soft">不合适的可以直接收起：写明规则和理由，作者会收到，也可以申诉。</Box><Button icon="eye-off" onTap={() => setHiding(true)}>收起这条{contentKindNames[kind]}</Button></Card> : null}
      {hiding ? (
        <StopSheet count={1} suggesting={false} text="" onClose={() => setHiding(false)} onStop={async (why) => {
          setHiding(false);
          if (await attempt.run(() => call(moderationRoutes.hide, { unitId, kind, targetId, ...why }))) { toast('已收起，在回收站里放 30 天'); await back(); }
        }} />
      ) : null}
    </Page>
  );
}
