import { act, fireEvent, render, screen } from '@testing-library/react';
import { wordsOf } from '@branch/shared/refusals-spoken';
import { createRef } from 'react';
import { readDraft, writeDraft } from '../../kit/drafts';
import { Composer, type ComposerHandle } from './Composer';
import type { Draft } from './room-outbox';

const unitId = 'Unit1111111';
const name = 'room:林晓:房间';

function show(onEditLast = jest.fn()) {
  const said: Draft[] = [];
  const handle = createRef<ComposerHandle>();
  render(<Composer unitId={unitId} draftName={name} placeholder="围绕议题说几句" hand={null} handle={handle} onSend={(draft) => said.push(draft)} onEditLast={onEditLast} />);
  const field = screen.getByRole<HTMLTextAreaElement>('textbox', { name: '发言' });
  const type = (value: string): void => {
    field.value = value;
    fireEvent.input(field);
  };
  return { said, handle, field, type, onEditLast };
}

describe('林晓在输入框里', () => {
  beforeEach(() => writeDraft(name, ''));

  it('回车发出，框清空，草稿不留', () => {
    const { said, field, type } = show();
    type('把会开短。');
    fireEvent.keyDown(field, { key: 'Enter' });
    expect(said).toMatchObject([{ text: '把会开短。', quote: null, mentions: [] }]);
    expect(field.value).toBe('');
    expect(readDraft(name)).toBe('');
  });

  it('选字时回车不发，Shift+回车也不发', () => {
    const { said, field, type } = show();
    type('ba hui kai duan');
    fireEvent.keyDown(field, { key: 'Enter', isComposing: true });
    fireEvent.keyDown(field, { key: 'Enter', shiftKey: true });
    expect(said).toEqual([]);
    expect(field.value).toBe('ba hui kai duan');
  });

  it('只有表情时不发，写出缘故，字还在', () => {
    const { said, field, type } = show();
    type('👍👍');
    fireEvent.keyDown(field, { key: 'Enter' });
    expect(said).toEqual([]);
    expect(screen.getByRole('alert').textContent).toBe(wordsOf('line.no-words'));
    expect(field.value).toBe('👍👍');
  });

  it('两千字以内没有数字，八成以后有，超出多少说得出，超出不发也不截断', () => {
    const { said, field, type } = show();
    type('字'.repeat(100));
    expect(screen.queryByText(/2000/)).toBeNull();
    type('字'.repeat(2001));
    fireEvent.keyDown(field, { key: 'Enter' });
    expect(said).toEqual([]);
    expect(field.value).toHaveLength(2001);
    expect(screen.getByRole('alert').textContent).toBe(wordsOf('line.too-long'));
  });

  it('引用和提到随发言一起走，发完不带到下一条', () => {
    const { said, handle, field, type } = show();
    act(() => handle.current?.quote({ seq: 3, name: '周航', text: '轮流讲' }));
    act(() => handle.current?.mention({ id: 'HeMin111111', name: '何敏' }));
    type(`${field.value}你们组可以一起来`);
    fireEvent.keyDown(field, { key: 'Enter' });
    type('第二条');
    fireEvent.keyDown(field, { key: 'Enter' });
    expect(said[0]).toMatchObject({ quote: { seq: 3 }, mentions: [{ name: '何敏' }], text: '@何敏 你们组可以一起来' });
    expect(said[1]).toMatchObject({ quote: null, mentions: [], text: '第二条' });
  });

  it('空着按上箭头，找回上一条', () => {
    const { field, onEditLast } = show();
    fireEvent.keyDown(field, { key: 'ArrowUp' });
    expect(onEditLast).toHaveBeenCalledTimes(1);
  });

  it('写了一半离开，回来还在', () => {
    writeDraft(name, '写了一半');
    const { field } = show();
    expect(field.value).toBe('写了一半');
  });
});
