/** The phone's own calendar. WeChat lets only a tap open it; older versions cannot at all. */
import Taro from '@tarojs/taro';
import { isH5 } from './platform';

export interface PhoneEvent { title: string; startsAt: Date; endsAt: Date; description: string }

/** `added`; `refused`: the user did not want to, or the phone would not; `cannot`: this WeChat does not know how (or it is no WeChat). */
export async function addToPhone(event: PhoneEvent): Promise<'added' | 'refused' | 'cannot'> {
  if (isH5 || typeof Taro.addPhoneCalendar !== 'function' || (typeof Taro.canIUse === 'function' && !Taro.canIUse('addPhoneCalendar'))) return 'cannot';
  const seconds = (at: Date): number => Math.floor(at.getTime() / 1000);
  // Taro hands this call on to WeChat as it is: whether it answers by promise depends on the base library, the callbacks always come.
  return new Promise((resolve) => {
    const done: unknown = Taro.addPhoneCalendar({
      title: event.title, startTime: seconds(event.startsAt), endTime: String(seconds(event.endsAt)), description: event.description, alarm: true, alarmOffset: 3600,
      success: () => resolve('added'), fail: () => resolve('refused'),
    });
    if (done instanceof Promise) done.then(() => resolve('added'), () => resolve('refused'));
  });
}
