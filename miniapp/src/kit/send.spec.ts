import { roomRoutes } from '@branch/shared/meetings/room-routes';
import { addressOf, read } from './send';
import { Refused } from './refused';

const unitId = 'UniTUniTUni';
const roomId = 'RoomRoomRoo';

describe('a route as a request', () => {
  it('puts path parameters into the path, and the rest of a GET into the query', () => {
    const { url } = addressOf(roomRoutes.entries, { unitId, roomId, after: 214, before: undefined });
    expect(url.endsWith(`/api/v1/units/${unitId}/rooms/${roomId}/entries?after=214`)).toBe(true);
  });

  it('leaves the rest of a POST for the body, and never says a path parameter twice', () => {
    const { url, rest } = addressOf(roomRoutes.speak, { unitId, roomId, clientId: 'c', text: '我报 11 月第二周' });
    expect(url.endsWith('/lines')).toBe(true);
    expect(rest).toEqual({ clientId: 'c', text: '我报 11 月第二周' });
  });
});

describe('an answer', () => {
  it('that refuses becomes code, words, request id and fields', () => {
    const text = JSON.stringify({ error: { code: 'input.invalid', message: '有的内容填得不对', requestId: 'r7', details: { fields: [{ path: 'agenda.0.title', message: '不能为空' }] } } });
    const refused = caught(() => read(roomRoutes.state, 400, text, null));
    expect(refused).toMatchObject({ code: 'input.invalid', requestId: 'r7', passing: false });
    expect(refused.field('agenda')).toBe('不能为空');
  });

  it('that nobody can read is a passing failure, not a crash', () => {
    expect(caught(() => read(roomRoutes.state, 502, '<html>Bad gateway</html>', '2'))).toMatchObject({ passing: true, retryAfter: 2 });
  });

  it('with a value this version does not know yet is shown as far as it is known', () => {
    const odd = { items: [{ seq: 1, at: '2026-11-22T00:00:00Z', by: null, clientId: null, body: { kind: 'poll' } }], lastSeq: 1 };
    expect(read(roomRoutes.entries, 200, JSON.stringify(odd), null)).toEqual(odd);
  });
});

function caught(act: () => unknown): Refused {
  try {
    act();
  } catch (thrown) {
    if (thrown instanceof Refused) return thrown;
  }
  throw new Error('it was not refused');
}
