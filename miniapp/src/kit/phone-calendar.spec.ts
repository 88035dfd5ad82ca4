import Taro from '@tarojs/taro';

const event = { title: '读书会', startsAt: new Date('2026-11-27T11:30:00Z'), endsAt: new Date('2026-11-27T13:00:00Z'), description: 'https://x.cn/-/m/a/b' };
const phone = Taro as unknown as Record<string, unknown>;

describe('手机日历', () => {
  // The kit asks once which target it is built for.
  const addToPhone = async (isH5: boolean) => {
    jest.resetModules();
    jest.doMock('./platform', () => ({ isH5 }));
    jest.doMock('@tarojs/taro', () => ({ __esModule: true, default: phone }));
    return (await import('./phone-calendar')).addToPhone(event);
  };
  afterEach(() => { delete phone.addPhoneCalendar; delete phone.canIUse; });

  it('在微信里点一下加进手机日历，时间以秒计', async () => {
    phone.addPhoneCalendar = jest.fn(() => Promise.resolve({ errMsg: 'ok' }));
    phone.canIUse = jest.fn(() => true);
    expect(await addToPhone(false)).toBe('added');
    expect(phone.addPhoneCalendar).toHaveBeenCalledWith(expect.objectContaining({ title: '读书会', startTime: 1795779000, endTime: '1795784400', description: 'https://x.cn/-/m/a/b' }));
  });

  it('不愿意的不勉强；旧的微信、浏览器里没有', async () => {
    phone.addPhoneCalendar = jest.fn(() => Promise.reject(new Error('deny')));
    expect(await addToPhone(false)).toBe('refused');
    // A base library that knows callbacks only.
    phone.addPhoneCalendar = jest.fn((options: { fail: () => void }) => options.fail());
    expect(await addToPhone(false)).toBe('refused');
    phone.addPhoneCalendar = jest.fn((options: { success: () => void }) => options.success());
    expect(await addToPhone(false)).toBe('added');
    phone.canIUse = jest.fn(() => false);
    expect(await addToPhone(false)).toBe('cannot');
    delete phone.addPhoneCalendar;
    expect(await addToPhone(false)).toBe('cannot');
    phone.addPhoneCalendar = jest.fn();
    expect([await addToPhone(true), (phone.addPhoneCalendar as jest.Mock).mock.calls.length]).toEqual(['cannot', 0]);
  });
});
