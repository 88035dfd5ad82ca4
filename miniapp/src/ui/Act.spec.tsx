import { fireEvent, render, screen } from '@testing-library/react';
import { wordsOf } from '@branch/shared/refusals-spoken';
import { Act } from './Act';

describe('Act: a button that knows its why-not', () => {
  it('acts when nothing stands against it', () => {
    const speak = jest.fn();
    render(<Act whyNot={null} onTap={speak}>发言</Act>);
    fireEvent.click(screen.getByRole('button', { name: '发言' }));
    expect(speak).toHaveBeenCalledTimes(1);
  });

  it('is off with its reason in words, tied to it for screen readers, and does not act', () => {
    const speak = jest.fn();
    render(<Act whyNot="meeting.not-open" onTap={speak}>发言</Act>);
    const button = screen.getByRole('button', { name: '发言' });
    expect(screen.getByText(wordsOf('meeting.not-open'))).toBeTruthy();
    expect(button.getAttribute('aria-disabled')).toBe('true');
    expect(document.getElementById(button.getAttribute('aria-describedby') ?? '')?.textContent).toBe(wordsOf('meeting.not-open'));
    fireEvent.click(button);
    expect(speak).not.toHaveBeenCalled();
  });

  it('does a thing once though it is pressed twice while it runs', async () => {
    let finish = (): void => undefined;
    const vote = jest.fn(() => new Promise<void>((done) => { finish = done; }));
    render(<Act whyNot={null} onTap={vote}>赞成</Act>);
    const button = screen.getByRole('button', { name: '赞成' });
    fireEvent.click(button);
    fireEvent.click(button);
    expect(vote).toHaveBeenCalledTimes(1);
    finish();
    await screen.findByRole('button', { name: '赞成', busy: false });
    fireEvent.click(button);
    expect(vote).toHaveBeenCalledTimes(2);
    finish();
    await screen.findByRole('button', { name: '赞成', busy: false });
  });
});
