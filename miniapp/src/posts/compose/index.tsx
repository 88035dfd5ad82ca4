import { paths } from '@branch/shared/paths';
import { postRoutes, visibilities, type Visibility, visibilityNames } from '@branch/shared/posts/routes';
import { whyNotVisible, whyNotWords } from '@branch/shared/posts/rules';
import { wordsOf } from '@branch/shared/refusals';
import { siteRoutes } from '@branch/shared/sites/routes';
import { type ReactNode, useRef, useState } from 'react';
import { call } from '../../kit/call';
import { useDraft } from '../../kit/drafts';
import { replace } from '../../kit/paths';
import { useQuery } from '../../kit/query';
import { useAttempt, useWriteId } from '../../kit/useAttempt';
import { useRoute } from '../../kit/useRoute';
import { Act } from '../../ui/Act';
import { Async } from '../../ui/Async';
import { Card } from '../../ui/Card';
import { RadioGroup } from '../../ui/Choice';
import { Box } from '../../ui/host';
import { Input, type TextHandle, Textarea } from '../../ui/Input';
import { Page } from '../../ui/Page';
import { Select } from '../../ui/Select';
import { Banner } from '../../ui/States';
import { toast } from '../../ui/Toast';

const who: Record<Visibility, string> = { branch: '只有本支部党员看得到', community: '同一社区的党员看得到', members: '全区党员看得到', public: '任何人都能打开' };

/** Write a post: column, title, text, who may read it. What is typed is kept on this device until it is out. */
export default function ComposePage(): ReactNode {
  const query = useQuery();
  const unitId = query.unit ?? '';
  const site = useRoute(siteRoutes.site, unitId ? { unitId } : null);
  const titleDraft = useDraft(`post-title:${unitId}`);
  const textDraft = useDraft(`post:${unitId}`);
  const title = useRef<TextHandle>(null);
  const text = useRef<TextHandle>(null);
  const [column, setColumn] = useState(query.column ?? '');
  const [visibility, setVisibility] = useState<Visibility>('branch');
  const [blank, setBlank] = useState(textDraft.initial.trim() === '');
  const attempt = useAttempt();
  const write = useWriteId();

  const publish = async (columnId: string): Promise<void> => {
    const content = { columnId, title: title.current?.value.trim() ?? '', text: text.current?.value ?? '', visibility };
    await attempt.run(async () => {
      const post = await call(postRoutes.write, { unitId, clientId: write.idFor(content), ...content });
      write.done();
      titleDraft.clear();
      textDraft.clear();
      toast('已发布，今天已报到');
      await replace(paths.post(unitId, post.id));
    });
  };
  return (
    <Page title="写帖" subtitle={site.data?.name}>
      <Async from={site} rows={2}>
        {({ columns, state }) => {
          const columnId = columns.find((one) => one.id === column)?.id ?? columns[0]?.id ?? '';
          const why = whyNotVisible(visibility, state);
          const words = blank ? whyNotWords('', 'post.empty') : null;
          return (
            <>
              <Card>
                <Select label="栏目" value={columnId} onChange={setColumn} options={columns.map((one) => ({ value: one.id, text: one.name }))} />
                <Input label="标题" required maxLength={60} defaultValue={titleDraft.initial} onValue={titleDraft.save} handle={title} error={attempt.error?.field('title')} />
                <Textarea label="正文" required maxLength={20_000} soft rows={10} placeholder="写写看到的、做过的、想到的" hint="写的时候自动存在这台设备上" defaultValue={textDraft.initial} handle={text} error={attempt.error?.field('text')}
                  onValue={(value) => { textDraft.save(value); setBlank(value.trim() === ''); }} />
                <RadioGroup<Visibility> label="谁可以看" value={visibility} onChange={setVisibility} error={why ? wordsOf(why) : null} options={visibilities.map((value) => ({ value, text: visibilityNames[value], hint: who[value] }))} />
              </Card>
              {attempt.error && attempt.error.fields.length === 0 ? <Banner tone="warn">{attempt.error.message}</Banner> : null}
              <Box className="btn-row"><Act kind="primary" wide whyNot={why ?? words} quietReason={why !== null} onTap={() => publish(columnId)}>发布</Act></Box>
            </>
          );
        }}
      </Async>
    </Page>
  );
}
