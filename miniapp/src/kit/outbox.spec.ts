import { openOutbox } from './outbox';
import { Refused } from './refused';

interface Line {
  text: string;
}

const turn = (): Promise<void> => new Promise((done) => setTimeout(done, 5));
const offline = (): Refused => new Refused('offline', 0, '网络没有连上');
const soon = (): number => 1;

let rooms = 0;
const freshKey = (): string => {
  rooms += 1;
  return `outbox.何敏.${rooms}`;
};

describe('outbox: 何敏 speaks from the metro', () => {
  it('sends in the order of writing, one in flight', async () => {
    const said: string[] = [];
    let flying = 0;
    let most = 0;
    const box = openOutbox<Line, string>({
      key: freshKey(), delay: soon, onSent: (_, answer) => said.push(answer),
      send: async (_, line) => {
        flying += 1;
        most = Math.max(most, flying);
        await turn();
        flying -= 1;
        return line.text;
      },
    });
    ['第一句', '第二句', '第三句'].forEach((text, i) => box.put(`id-${i}`, { text }));
    while (said.length < 3) await turn();
    expect(said).toEqual(['第一句', '第二句', '第三句']);
    expect(most).toBe(1);
    expect(box.items.get()).toEqual([]);
  });

  it('keeps what was not sent over a restart, and sends it under the same ids', async () => {
    const key = freshKey();
    const first = openOutbox<Line, string>({ key, delay: () => 60_000, onSent: () => undefined, send: () => Promise.reject(offline()) });
    first.put('id-1', { text: '在地铁上' });
    first.put('id-2', { text: '又没信号了' });
    await turn();
    first.close();

    const sent: string[] = [];
    const again = openOutbox<Line, string>({ key, delay: soon, onSent: () => undefined, send: (id, line) => { sent.push(`${id} ${line.text}`); return Promise.resolve('好'); } });
    while (again.items.get().length > 0) await turn();
    expect(sent).toEqual(['id-1 在地铁上', 'id-2 又没信号了']);
  });

  it('tries again after a lost answer without letting the next one overtake', async () => {
    const sent: string[] = [];
    let lost = 2;
    const box = openOutbox<Line, string>({
      key: freshKey(), delay: soon, onSent: () => undefined,
      send: (id) => {
        sent.push(id);
        lost -= 1;
        return lost >= 0 ? Promise.reject(offline()) : Promise.resolve('好');
      },
    });
    box.put('id-1', { text: '我先说' });
    box.put('id-2', { text: '我补充' });
    while (box.items.get().length > 0) await turn();
    expect(sent).toEqual(['id-1', 'id-1', 'id-1', 'id-2']);
  });

  it('stops at a refusal with its words, goes on with the rest, and lets the author resend, change or delete', async () => {
    const sent: string[] = [];
    let muted = true;
    const box = openOutbox<Line, string>({
      key: freshKey(), delay: soon, onSent: (id) => sent.push(id),
      send: (id) => (id === 'id-1' && muted ? Promise.reject(new Refused('line.muted', 403, '主持人已暂停您的发言。')) : Promise.resolve('好')),
    });
    box.put('id-1', { text: '先别停我' });
    box.put('id-2', { text: '第二句' });
    while (sent.length < 1) await turn();
    expect(box.items.get()).toMatchObject([{ clientId: 'id-1', state: 'stopped', why: '主持人已暂停您的发言。' }]);
    muted = false;
    box.retry('id-1');
    while (box.items.get().length > 0) await turn();
    expect(sent).toEqual(['id-2', 'id-1']);

    muted = true;
    box.put('id-1', { text: '还想说' });
    while (box.items.get()[0]?.state !== 'stopped') await turn();
    expect(box.take('id-1')).toEqual({ text: '还想说' });
    expect(box.items.get()).toEqual([]);
  });

  it('remembers what was already uploaded for a line when its answer is lost, also over a restart', async () => {
    const key = freshKey();
    const uploads: string[] = [];
    const send = (lost: boolean) => (_: string, line: Line, keep: (line: Line) => void): Promise<string> => {
      if (!line.text.startsWith('已传')) {
        uploads.push(line.text);
        keep({ text: `已传 ${line.text}` });
      }
      return lost ? Promise.reject(offline()) : Promise.resolve('好');
    };
    const first = openOutbox<Line, string>({ key, delay: () => 60_000, onSent: () => undefined, send: send(true) });
    first.put('id-1', { text: '一张照片' });
    await turn();
    first.close();
    const again = openOutbox<Line, string>({ key, delay: soon, onSent: () => undefined, send: send(false) });
    while (again.items.get().length > 0) await turn();
    expect(uploads).toEqual(['一张照片']);
  });
});
