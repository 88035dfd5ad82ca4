import { Injectable } from '@nestjs/common';
import { fileQuota, maxPictureBytes } from '@branch/shared/files';
import { can } from '@branch/shared/permissions';
import type { Me } from '@branch/shared/permissions';
import { Refusal, refuseIf } from '@branch/shared/refusals';
import type { Input } from '@branch/shared/route';
import type { fileRoutes } from '@branch/shared/files';
import { Db } from './db.js';
import type { Reading, Tx } from './db.js';
import { StoredFile } from './file.entity.js';
import { FileLinks } from './file-links.js';
import type { LinkParts } from './file-links.js';
import type { Uploaded } from './handle.js';
import { newId } from './ids.js';
import { Settings } from './kit.module.js';
import { Pictures } from './pictures.js';
import { Storage } from './storage.js';
import { join } from 'node:path';

/** A picture as a page shows it: its addresses are signed for one session and last 5 to 10 minutes. */
export interface ShownFile { id: string; width: number; height: number; url: string; thumbUrl: string }
type Viewer = Pick<Me, 'sessionId'>;
interface Held { unit_id: string; path: string[]; now: Date; name: string | null; ended: boolean; who: Pick<Me, 'memberships' | 'roles'> | null; person_id: string | null }

/** Pictures: taken in, shown by short-lived addresses, and served only to who may see them at that moment. */
@Injectable()
export class FilesService {
  private readonly storage: Storage;
  private readonly links: FileLinks;

  constructor(private readonly db: Db, private readonly pictures: Pictures, settings: Settings) {
    this.storage = new Storage(join(settings.config.dataDir, 'files'));
    this.links = new FileLinks(settings.config.secrets.links);
  }

  /** Takes one picture: checked, re-encoded in the picture thread, stored; the original is not kept. */
  async upload(input: Input<typeof fileRoutes.upload>, me: Me, file: Uploaded | undefined): Promise<ShownFile> {
    if (!file) throw new Refusal('input.invalid', { fields: [{ path: 'file', message: '请选择一张图片' }] });
    if (file.bytes.length > maxPictureBytes) throw new Refusal('file.too-large');
    const picture = await this.pictures.encode(file.bytes);
    const id = newId();
    const bytes = picture.full.length + picture.thumb.length;
    await this.storage.write(id, 'full', picture.full);
    await this.storage.write(id, 'thumb', picture.thumb);
    try {
      return await this.db.write(async (tx) => {
        // One upload of a member at a time looks at the quota, so that two at once cannot both fit into the last gap.
        await tx.sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`files:${me.personId}`]);
        const used = await tx.found<{ bytes: string; now: Date }>('select coalesce(sum(bytes), 0) as bytes, app_now() as now from stored_file where owner_id = $1', [me.personId]);
        refuseIf(Number(used.bytes) + bytes > fileQuota ? 'file.quota' : null);
        await tx.insert(StoredFile, { id, unitId: input.unitId, ownerId: me.personId, width: picture.width, height: picture.height, bytes, at: used.now });
        return this.shown({ id, width: picture.width, height: picture.height }, me, used.now);
      });
    } catch (error) {
      await this.storage.remove(id);
      throw error;
    }
  }

  /** The pictures of these ids that the caller may see, in no order; unknown ones are missing. One statement. */
  async presentMany(tx: Reading, ids: readonly string[], me: Viewer): Promise<ShownFile[]> {
    if (ids.length === 0) return [];
    const rows = await tx.sql<{ id: string; width: number; height: number; now: Date }>('select id, width, height, app_now() as now from stored_file where id = any ($1)', [[...new Set(ids)]], 'files_present');
    return rows.map((row) => this.shown(row, me, row.now));
  }

  /** Refuses with `not-found` unless every file is the caller's own and belongs to the unit. */
  async requireOwn(tx: Tx, ids: readonly string[], unitId: string): Promise<void> {
    if (ids.length === 0) return;
    const unique = [...new Set(ids)];
    const found = await tx.found<{ n: number }>('select count(*)::int as n from stored_file where id = any ($1) and unit_id = $2 and owner_id = app_person()', [unique, unitId]);
    refuseIf(found.n === unique.length ? null : 'not-found');
  }

  /** The bytes behind an address. The signature is judged before anything is looked up, and the holder's rights now, not when it was signed. */
  async read(parts: LinkParts, signature: string): Promise<Buffer> {
    if (!this.links.genuine(parts, signature)) throw new Refusal('file.link-expired');
    const held = await this.db.asSystem('an image request carries no token: the address names the session', (tx) => tx.one<Held>(
      `select f.unit_id, u.path, app_now() as now, s.person_id, s.ended_at is not null as ended, app_rights(s.person_id) as who
       from stored_file f join unit u on u.id = f.unit_id left join session s on s.id = $2 where f.id = $1`, [parts.id, parts.viewer], 'files_read'));
    if (held && held.now.getTime() >= parts.expiry * 1000) throw new Refusal('file.link-expired');
    if (!held?.person_id || held.ended || !held.who) throw new Refusal('not-found');
    const viewer: Me = { personId: held.person_id, name: '', sessionId: parts.viewer, memberships: held.who.memberships, roles: held.who.roles };
    if (!can(viewer, 'file.read', { unitId: held.unit_id, path: held.path })) throw new Refusal('not-found');
    const bytes = await this.storage.read(parts.id, parts.size);
    if (!bytes) throw new Refusal('not-found');
    return bytes;
  }

  private shown(file: { id: string; width: number; height: number }, me: Viewer, now: Date): ShownFile {
    return { id: file.id, width: file.width, height: file.height, url: this.links.address(file.id, 'full', me.sessionId, now), thumbUrl: this.links.address(file.id, 'thumb', me.sessionId, now) };
  }
}
