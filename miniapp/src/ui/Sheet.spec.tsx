import { fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { Button } from './Button';
import { Textarea } from './Input';
import { Sheet } from './Sheet';

/** 赵书记 asks 何敏 for a reason: the usual place of a sheet. */
function Leave(): React.ReactNode {
  const [open, setOpen] = useState(false);
  return (
    <div>
      <Button onTap={() => setOpen(true)}>请假</Button>
      <Sheet open={open} title="请假" onClose={() => setOpen(false)} foot={<Button onTap={() => setOpen(false)}>提交请假</Button>}>
        <Textarea label="事由" maxLength={200} />
      </Sheet>
    </div>
  );
}

function openLeave(): HTMLElement {
  render(<Leave />);
  const opener = screen.getByRole('button', { name: '请假' });
  opener.focus();
  fireEvent.click(opener);
  return opener;
}

describe('Sheet', () => {
  it('takes the focus in, to the first field', () => {
    openLeave();
    expect(screen.getByRole('dialog', { name: '请假' })).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByLabelText('事由'));
  });

  it('closes with Esc and gives the focus back to its opener', () => {
    const opener = openLeave();
    fireEvent.keyDown(screen.getByLabelText('事由'), { key: 'Escape' });
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(document.activeElement).toBe(opener);
  });

  it('keeps Tab inside: after the last comes the first', () => {
    openLeave();
    const last = screen.getByRole('button', { name: '提交请假' });
    last.focus();
    fireEvent.keyDown(last, { key: 'Tab' });
    expect(document.activeElement).toBe(screen.getByRole('button', { name: '关闭' }));
    fireEvent.keyDown(screen.getByRole('button', { name: '关闭' }), { key: 'Tab', shiftKey: true });
    expect(document.activeElement).toBe(last);
  });
});
