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
});
