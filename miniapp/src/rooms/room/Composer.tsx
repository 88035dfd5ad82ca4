import type { PersonRef } from '@branch/shared/fields';
import { filesPerLine, lineLimit, whyNotLine } from '@branch/shared/meetings/rules';
import { wordsOf } from '@branch/shared/refusals-spoken';
import { type ReactNode, type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { useDraft } from '../../kit/drafts';
import { Button, IconButton } from '../../ui/Button';
import { DocumentUploads, useDocuments } from '../../ui/Documents';
import { Box, cx, Span } from '../../ui/host';
import { UploadTiles, useUploads } from '../../ui/Images';
import { Textarea, type TextHandle } from '../../ui/Input';
import { ActionMenu } from '../../ui/Sheet';
import { toast } from '../../ui/Toast';
import { asksForMention, meaningOf, mentionsIn, withMention } from './composer-rules';
import { PeopleSheet } from '../../meetings/PeopleSheet';
import { type Draft, type DraftPicture, dropPictures } from './room-outbox';

export interface ComposerHandle {
  quote(quote: Draft['quote']): void;
  mention(person: PersonRef): void;
  /** Puts a text taken back (recalled, not sent) into the field again. */
  write(draft: Draft): void;
}

interface ComposerProps {
  unitId: string;
  draftName: string;
  placeholder: string;
  hand: ReactNode;
  handle: Ref<ComposerHandle>;
  onSend: (draft: Draft) => void;
  /** ↑ in the empty field. */
  onEditLast: () => void;
}

/** Where one writes. The text lives in the field and in a draft on this device until it is in the outbox. */
export function Composer({ unitId, draftName, placeholder, hand, handle, onSend, onEditLast }: ComposerProps): ReactNode {
  const draft = useDraft(draftName);
  const field = useRef<TextHandle>(null);
  const known = useRef<PersonRef[]>([]);
  const text = useRef(draft.initial);
  const [hasText, setHasText] = useState(draft.initial.trim() !== '');
  const [quote, setQuote] = useState<Draft['quote']>(null);
  const [choosing, setChoosing] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [stored, setStored] = useState<Draft['pictures']>([]);
  const uploads = useUploads(unitId, 9, { keeps: true });
  const documents = useDocuments(unitId, filesPerLine);
  const [adding, setAdding] = useState(false);

  const put = (value: string): void => {
    text.current = value;
    if (field.current) field.current.value = value;
    setHasText(value.trim() !== '');
    draft.save(value);
    field.current?.focus();
  };
  /** What a menu chose: the menu first closes and gives the focus back to where it was; then one writes on without another tap. */
  const toField = (): void => { setTimeout(() => field.current?.focus(), 0); };
  useImperativeHandle(handle, () => ({
    quote(next) {
      setQuote(next);
      toField();
    },
    mention(person) {
      addMention(person);
      toField();
    },
    write(back) {
      known.current.push(...back.mentions);
      setQuote(back.quote);
      setStored(back.pictures);
      documents.put(back.files ?? []);
      put(text.current.trim() === '' ? back.text : `${text.current}\n${back.text}`);
      toField();
    },
  }));
  useEffect(() => {
    if (error === null) return;
    const timer = setTimeout(() => setError(null), 5000);
    return () => clearTimeout(timer);
  }, [error]);

  function addMention(person: PersonRef): void {
    known.current.push(person);
    put(withMention(text.current, person.name));
  }

  const typed = (value: string): void => {
    if (asksForMention(text.current, value)) setChoosing(true);
    text.current = value;
    setHasText(value.trim() !== '');
    draft.save(value);
    if (error) setError(null);
  };

  const busy = [...uploads.items, ...documents.items].some((item) => item.state === 'sending');
  const send = (): void => {
    const value = text.current;
    const pictures = [...stored, ...uploads.items.flatMap((item): DraftPicture[] => (item.stored ? [{ fileId: item.stored.id, alt: '' }] : item.kept !== undefined ? [{ kept: item.kept, alt: '' }] : []))];
    if (busy) {
      toast('还在上传，传好就能发。');
      return;
    }
    if (documents.items.some((item) => item.state === 'failed')) {
      setError('有文件没有传好，请重传，或者移除它。');
      return;
    }
    const why = whyNotLine(value, pictures.length, documents.stored.length);
    if (why === 'line.empty' && value.trim() === '') return;
    if (why) {
      setError(wordsOf(why));
      return;
    }
    onSend({ text: value.trim(), quote, mentions: mentionsIn(value, known.current), pictures, ...(documents.stored.length > 0 ? { files: documents.stored } : {}) });
    known.current = [];
    setQuote(null);
    setStored([]);
    uploads.clear();
    documents.put([]);
    draft.clear();
    put('');
    draft.clear();
  };

  return (
    <Box className="composer">
      {quote ? (
        <Box className="composer-quote"><Span>引用 {quote.name}：{quote.text}</Span><IconButton icon="x" label="不引用" onTap={() => setQuote(null)} /></Box>
      ) : null}
      {stored.length > 0 ? <Box className="composer-quote"><Span>{stored.length} 张图片随这条一起发</Span><IconButton icon="x" label="不发这些图片" onTap={() => { dropPictures(stored); setStored([]); }} /></Box> : null}
      <UploadTiles uploads={uploads} />
      <DocumentUploads documents={documents} />
      {error ? <Box className="composer-error" role="alert">{error}</Box> : null}
      <Box className="composer-row">
        {hand}
        <Textarea
          bare grow soft label="发言" placeholder={placeholder} maxLength={lineLimit} defaultValue={draft.initial} handle={field} onValue={typed} onSend={send} className="composer-entry"
          onKey={(event) => {
            const meaning = meaningOf(event, text.current);
            if (meaning === null) return;
            event.preventDefault();
            if (meaning === 'send') send();
            else onEditLast();
          }}
        />
        <IconButton icon="plus" label="发图片或文件" onTap={() => setAdding(true)} />
        {/* Always there and only hidden: putting it in and out would make the mini-program send the field anew, in the midst of typing. */}
        <Button kind="primary" className={cx('composer-send', !(hasText || stored.length > 0 || uploads.items.length > 0 || documents.items.length > 0) && 'is-away')} label="发送" onTap={send}>发送</Button>
      </Box>
      <ActionMenu open={adding} title="发送" onClose={() => setAdding(false)} actions={[
        { key: 'picture', text: '图片', icon: 'photo', onTap: uploads.choose },
        { key: 'document', text: '文件（PDF、Word、Excel，10 MB 以内）', icon: 'file-text', onTap: documents.choose },
      ]} />
      <PeopleSheet unitId={unitId} title="提到谁" open={choosing} onClose={() => { setChoosing(false); field.current?.focus(); }} onChoose={(person) => { setChoosing(false); addMention(person); }} />
    </Box>
  );
}
