import { act, render } from '@testing-library/react';
import { useEffect } from 'react';
import { readDraft, useDraft, writeDraft } from './drafts';
import { forget, keep } from './session';

const tokens = (personId: string): Parameters<typeof keep>[0] => ({ accessToken: 't', accessExpiresAt: new Date(Date.now() + 900_000).toISOString(), personId });
const lin = 'Lx3mNp6qRs9';
const zhou = 'Zh4kNp7qRt2';

function Typing({ words }: { words: string }): null {
  const draft = useDraft('post:a');
  useEffect(() => draft.save(words));
  return null;
}

describe('drafts', () => {
  beforeEach(() => window.localStorage.clear());

  it('are there again after signing out and in, for who wrote them', () => {
    keep(tokens(lin));
    writeDraft('post:a', '写了一半的心得');
    forget();
    keep(tokens(lin));
    expect(readDraft('post:a')).toBe('写了一半的心得');
  });

  it('are not shown to another person on the same device', () => {
    keep(tokens(lin));
    writeDraft('post:a', '写了一半的心得');
    forget();
    keep(tokens(zhou));
    expect(readDraft('post:a')).toBe('');
  });

  it('go to who typed them, though somebody else signed in before they were kept', () => {
    keep(tokens(lin));
    const page = render(<Typing words="最后一句" />);
    forget();
    keep(tokens(zhou));
    act(() => page.unmount());
    expect(readDraft('post:a')).toBe('');
    forget();
    keep(tokens(lin));
    expect(readDraft('post:a')).toBe('最后一句');
  });
});
