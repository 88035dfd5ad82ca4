import { built } from './built';
import { Device } from './device';
import { fakeServer } from './wechat';

jest.setTimeout(180_000);

/** The fake server's addresses reach the program through storage, where only development looks. */
function phone(origin: string): Device {
  const device = new Device(built());
  device.storage.set('branch.dev.origin', origin);
  return device;
}

describe('the built mini-program in a bare logic layer', () => {
  it('starts without anything that WeChat hides, and shows the four tabs to a visitor', async () => {
    const server = await fakeServer({});
    const device = phone(server.url);
    await device.launch();
    for (const tab of ['messages', 'mutual', 'me', 'branch']) await device.open(`/pages/${tab}/index`);
    expect(device.page.route).toBe('pages/branch/index');
    expect(device.errors).toEqual([]);
    expect(device.traffic.mostSockets).toBe(0);
    device.kill();
    await server.close();
  });

  it('asks about privacy when WeChat does, not before, and passes the answer on', async () => {
    const server = await fakeServer({});
    for (const [button, event, answer] of [['同意', 'agreeprivacyauthorization', { buttonId: 'agree-privacy', event: 'agree' }], ['不同意', 'tap', { event: 'disagree' }]] as const) {
      const device = phone(server.url);
      await device.launch('/pages/login/index');
      expect(device.text()).not.toContain('隐私保护提示');
      const answered = device.needPrivacy();
      await device.until('隐私保护提示');
      await device.press(button, event);
      expect(await answered).toEqual(answer);
      expect(device.text()).not.toContain('隐私保护提示');
      device.kill();
    }
    await server.close();
  });
});
