/** What one wrote in a room, on its way: pictures first, then the line that shows them, one line after another. */
import { fileRoutes } from '@branch/shared/files';
import type { PersonRef } from '@branch/shared/fields';
import { roomRoutes } from '@branch/shared/meetings/room-routes';
import type { RoomEntry } from '@branch/shared/meetings/room-state';
import { wordsOf } from '@branch/shared/refusals-spoken';
import type { Output } from '@branch/shared/route';
import { call, upload } from '../../kit/call';
import { dropFile, keptFile } from '../../kit/kept-files';
import { openOutbox, type Outbox } from '../../kit/outbox';
import { Refused } from '../../kit/refused';
import type { StoredDocument } from '../../ui/Documents';
import { currentToken, personHere } from '../../kit/session';

/** A picture of a line: on the server already (`fileId`), or with its bytes on this device (`kept`) until the network is back. */
export interface DraftPicture {
  fileId?: string;
  kept?: string;
  alt: string;
}

/** What one wrote, on its way. The quote's words are kept to be shown while waiting. */
export interface Draft {
  text: string;
  quote: { seq: number; name: string; text: string } | null;
  mentions: readonly PersonRef[];
  pictures: readonly DraftPicture[];
  /** Documents that are on the server. Not there in lines kept by an older version. */
  files?: readonly StoredDocument[];
}

/** Nobody waits for these bytes any more. */
export const dropPictures = (pictures: readonly DraftPicture[]): void => pictures.forEach((picture) => picture.kept !== undefined && void dropFile(picture.kept));

export function roomOutbox({ unitId, roomId, myId, onSent }: { unitId: string; roomId: string; myId: string; onSent: (entry: RoomEntry) => void }): Outbox<Draft> {
  /** Every picture on the server. What was uploaded is noted at once, so that a lost answer to the line does not upload it again. */
  async function uploaded(draft: Draft, keep: (draft: Draft) => void): Promise<string[]> {
    const pictures = [...draft.pictures];
    for (const [i, picture] of pictures.entries()) {
      if (picture.fileId !== undefined) continue;
      const file = await keptFile(picture.kept ?? '');
      if (!file) throw new Refused('not-found', 404, '图片已不在这台设备上，请修改后重新选择。');
      pictures[i] = { ...picture, fileId: (await upload(fileRoutes.upload, { unitId }, file, () => undefined)).id };
      keep({ ...draft, pictures: [...pictures] });
    }
    return pictures.map((picture) => picture.fileId ?? '');
  }

  return openOutbox<Draft, Output<typeof roomRoutes.speak>>({
    key: `outbox.${myId}.${roomId}`,
    async send(clientId, draft, keep) {
      // The room may have been opened before it was known who is here; and a device changes hands. Nobody's words are ever sent as another's.
      await currentToken();
      if (personHere() !== myId) throw new Refused('sign-in.required', 401, wordsOf('sign-in.required'));
      const fileIds = await uploaded(draft, keep);
      return call(roomRoutes.speak, {
        unitId, roomId, clientId, text: draft.text, ...(draft.quote ? { quoteSeq: draft.quote.seq } : {}), ...(draft.mentions.length > 0 ? { mentions: draft.mentions.map((person) => person.id) } : {}),
        ...(fileIds.length > 0 ? { pictures: fileIds.map((fileId, i) => ({ fileId, alt: draft.pictures[i]?.alt ?? '' })) } : {}),
        ...(draft.files?.length ? { files: draft.files.map((file) => file.id) } : {}),
      });
    },
    onSent(_, answer, draft) {
      dropPictures(draft.pictures);
      onSent(answer.entry);
    },
  });
}
