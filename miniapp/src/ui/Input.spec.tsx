import { act, fireEvent, render, screen } from '@testing-library/react';
import { createRef } from 'react';
import { Input, type TextHandle, Textarea } from './Input';

describe('text fields', () => {
  it('show the counter from 80 % on, not before', () => {
    render(<Input label="主题" maxLength={10} />);
    const field = screen.getByLabelText('主题');
    fireEvent.input(field, { target: { value: '读书会' } });
    expect(screen.queryByText('3/10')).toBeNull();
    fireEvent.input(field, { target: { value: '读书会：把小事做' } });
    expect(screen.getByText('8/10')).toBeTruthy();
    expect((field as HTMLInputElement).maxLength).toBe(10);
  });

  it('let a pasted text stand that is too long, and say by how much', () => {
    const handle = createRef<TextHandle>();
    render(<Textarea label="发言" maxLength={5} soft handle={handle} />);
    fireEvent.input(screen.getByLabelText('发言'), { target: { value: '七个字的发言啊' } });
    expect(screen.getByText('超出 2 字')).toBeTruthy();
    expect(handle.current?.value).toBe('七个字的发言啊');
  });

  it('are emptied by their handle after sending', () => {
    const handle = createRef<TextHandle>();
    render(<Textarea label="发言" maxLength={2000} handle={handle} defaultValue="我报 11 月第二周" />);
    act(() => {
      if (handle.current) handle.current.value = '';
    });
    expect((screen.getByLabelText('发言') as HTMLTextAreaElement).value).toBe('');
  });

  it('tie error and hint to the field', () => {
    render(<Input label="账号" maxLength={60} hint="花名册里的账号" error="账号或密码不对。" />);
    const field = screen.getByLabelText('账号');
    const said = (field.getAttribute('aria-describedby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent);
    expect(said).toEqual(['花名册里的账号', '账号或密码不对。']);
    expect(field.getAttribute('aria-invalid')).toBe('true');
  });
});
