/**
 * WeChat asks for agreement to the privacy guide when an interface that needs it (choosing a picture, the clipboard) is used for the first time, and not
 * before. We only pass the question on to the page and the answer back.
 */
import { isH5 } from './platform';
import { createStore } from './store';

type Answer = (answer: { buttonId?: string; event: 'agree' | 'disagree' }) => void;

/** Who waits for an answer; empty: nobody asks. */
export const privacyAsked = createStore<readonly Answer[]>([]);
/** WeChat checks that the agreement was tapped on the button with this id. */
export const agreeButton = 'agree-privacy';

/** Starts listening; called once by the app. Base libraries without the question never ask. */
export function watchPrivacy(): void {
  if (!isH5) wx.onNeedPrivacyAuthorization?.((answer) => privacyAsked.set([...privacyAsked.get(), answer]));
}

/** The reader agreed or not; the interface that waits goes on or fails. */
export function answerPrivacy(agreed: boolean): void {
  const waiting = privacyAsked.get();
  privacyAsked.set([]);
  for (const answer of waiting) answer(agreed ? { buttonId: agreeButton, event: 'agree' } : { event: 'disagree' });
}
