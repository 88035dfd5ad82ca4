import { bookingStates, itemStates } from './routes.js';
import { whyNotAsk, whyNotCancel, whyNotDecide } from './rules.js';

describe('预约的规矩', () => {
  it('只有菜单上的、不是自己的、没有在等答复的，才能约', () => {
    for (const state of itemStates) expect(whyNotAsk({ state, mine: false, openBooking: false })).toBe(state === 'onMenu' ? null : 'item.not-on-menu');
    expect(whyNotAsk({ state: 'onMenu', mine: true, openBooking: false })).toBe('booking.own-item');
    expect(whyNotAsk({ state: 'onMenu', mine: false, openBooking: true })).toBe('booking.open-already');
  });

  it('提供的人只能答复还没答复的', () => {
    for (const state of bookingStates) {
      expect(whyNotDecide({ state, provider: true })).toBe(state === 'asked' ? null : 'booking.decided-already');
      expect(whyNotDecide({ state, provider: false })).toBe('booking.not-provider');
    }
  });

  it('约的人在答复前后都能取消，婉拒和取消过的不能再取消', () => {
    for (const state of bookingStates) {
      expect(whyNotCancel({ state, mine: true })).toBe(state === 'asked' || state === 'accepted' ? null : 'booking.decided-already');
      expect(whyNotCancel({ state, mine: false })).toBe('not-allowed');
    }
  });
});
