/** Lines an officer noted for the minutes, of the room that is open. Beside the room's log: nobody else hears of them. */
import { roomRoutes } from '@branch/shared/meetings/room-routes';
import { call } from '../../kit/call';
import { createStore } from '../../kit/store';

interface Marks { roomId: string; seqs: readonly number[] }
export const marks = createStore<Marks>({ roomId: '', seqs: [] });

/** Asked for when an officer opens a meeting's room; without an answer the room goes on without marks. */
export async function loadMarks(room: { unitId: string; roomId: string }): Promise<void> {
  if (marks.get().roomId !== room.roomId) marks.set({ roomId: room.roomId, seqs: [] });
  const answer = await call(roomRoutes.marks, room).catch(() => null);
  if (answer && marks.get().roomId === room.roomId) marks.set({ roomId: room.roomId, seqs: answer.seqs });
}

export async function mark(room: { unitId: string; roomId: string }, seq: number, marked: boolean): Promise<void> {
  const { seqs } = await call(roomRoutes.mark, { ...room, seq, marked });
  marks.set({ roomId: room.roomId, seqs });
}
