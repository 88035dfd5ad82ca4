import { Injectable } from '@nestjs/common';
import { documentName } from '@branch/shared/file-names';
import { documentKinds, fileQuota, maxFileBytes } from '@branch/shared/files';
import type { DocumentKind, fileRoutes } from '@branch/shared/files';
import { can } from '@branch/shared/permissions';
import type { Me } from '@branch/shared/permissions';
import { Refusal, refuseIf } from '@branch/shared/refusals';
import type { Input } from '@branch/shared/route';
import { Db } from './db.js';
import type { Reading, Tx } from './db.js';
import { documentKind } from './documents.js';
import { StoredFile } from './file.entity.js';
import { FileLinks } from './file-links.js';
import type { LinkParts } from './file-links.js';
import type { Uploaded } from './handle.js';
import { newId } from './ids.js';
import { Settings } from './kit.module.js';
import { Pictures } from './pictures.js';
import type { Encoded } from './pictures.js';
import { Storage } from './storage.js';
import type { FilePart } from './storage.js';
import { join } from 'node:path';

/** A picture as a page shows it: its addresses are signed for one session and last 5 to 10 minutes. */
export interface ShownFile { id: string; width: number; height: number; url: string; thumbUrl: string }
/** A document as a row shows it. */
export interface ShownDocument { id: string; name: string; bytes: number; kind: DocumentKind }
export type Planted = Encoded;
type Viewer = Pick<Me, 'sessionId'>;
/** Stands in an address for who is not signed in. */
const visitor = '11111111111';
/** Whether a file may be read by who is outside its unit (null: a visitor), because what shows it is meant for them. Areas above register theirs. */
type Opener = (tx: Reading, fileId: string, reader: Me | null) => Promise<boolean>;
interface Held { unit_id: string; kind: StoredFile['kind']; file_name: string | null; path: string[]; now: Date; ended: boolean; who: Pick<Me, 'memberships' | 'roles'> | null; person_id: string | null }

/** Pictures and documents: taken in, reached by short-lived addresses, and served only to who may see them at that moment. */
@Injectable()
export class FilesService {
  private readonly storage: Storage;
  private readonly links: FileLinks;
  private readonly openers: Opener[] = [];

  constructor(private readonly db: Db, private readonly pictures: Pictures, settings: Settings) {
    this.storage = new Storage(join(settings.config.dataDir, 'files'));
    this.links = new FileLinks(settings.config.secrets.links);
  }

  /** Takes one picture: checked, re-encoded in the picture thread, stored; the original is not kept. */
  async upload(input: Input<typeof fileRoutes.upload>, me: Me, file: Uploaded | undefined): Promise<ShownFile> {
    if (!file) throw new Refusal('input.invalid', { fields: [{ path: 'file', message: '请选择一张图片' }] });
    if (file.bytes.length > maxFileBytes) throw new Refusal('file.too-large');
    const { full, thumb, width, height } = await this.pictures.encode(file.bytes);
    const id = newId();
    const now = await this.keep(me, { id, unitId: input.unitId, kind: 'picture', name: null, width, height }, { full, thumb });
    return this.shown({ id, width, height }, me, now);
  }

  /** Takes one document as it came, if its content is one we take; what it is called is what we make of its name. */
  async uploadDocument(input: Input<typeof fileRoutes.uploadDocument>, me: Me, file: Uploaded | undefined): Promise<ShownDocument> {
    if (!file) throw new Refusal('input.invalid', { fields: [{ path: 'file', message: '请选择一个文件' }] });
    if (file.bytes.length > maxFileBytes) throw new Refusal('file.too-large');
    const kind = await documentKind(file.bytes);
    const kept = { id: newId(), kind, name: documentName(input.name, kind) };
    await this.keep(me, { ...kept, unitId: input.unitId, width: 0, height: 0 }, { document: file.bytes });
    return { ...kept, bytes: file.bytes.length };
  }

  /** Written to the disk first, then into the table within the member's quota; refused, nothing of it stays. */
  private async keep(me: Me, row: Omit<StoredFile, 'ownerId' | 'bytes' | 'at'>, parts: Partial<Record<FilePart, Uint8Array>>): Promise<Date> {
    const bytes = Object.values(parts).reduce((sum, part) => sum + part.length, 0);
    try {
      for (const [part, content] of Object.entries(parts)) await this.storage.write(row.id, part as FilePart, content);
      return await this.db.write(async (tx) => {
        // One upload of a member at a time looks at the quota, so that two at once cannot both fit into the last gap.
        await tx.sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`files:${me.personId}`]);
        const used = await tx.found<{ bytes: string; now: Date }>('select coalesce(sum(bytes), 0) as bytes, app_now() as now from stored_file where owner_id = $1', [me.personId]);
        refuseIf(Number(used.bytes) + bytes > fileQuota ? 'file.quota' : null);
        await tx.insert(StoredFile, { ...row, ownerId: me.personId, bytes, at: used.now });
        return used.now;
      });
    } catch (error) {
      await this.storage.remove(row.id);
      throw error;
    }
  }

  /** The pictures of these ids that the caller may see, in no order; unknown ones are missing. One statement. */
  async presentMany(tx: Reading, ids: readonly string[], me: Viewer): Promise<ShownFile[]> {
    if (ids.length === 0) return [];
    const rows = await tx.sql<{ id: string; width: number; height: number; now: Date }>('select id, width, height, app_now() as now from stored_file where id = any ($1) and kind = \'picture\'', [[...new Set(ids)]], 'files_present');
    return rows.map((row) => this.shown(row, me, row.now));
  }

  /** Refuses with `not-found` unless every picture is the caller's own and belongs to the unit. */
  async requireOwn(tx: Tx, ids: readonly string[], unitId: string): Promise<void> {
    if (ids.length === 0) return;
    const unique = [...new Set(ids)];
    // Shared locks keep the nightly tidying (file-tidying.ts) from taking them away meanwhile.
    const found = await tx.found<{ n: number }>('select count(*)::int as n from (select 1 from stored_file where id = any ($1) and unit_id = $2 and owner_id = app_person() and kind = \'picture\' for share) own', [unique, unitId]);
    refuseIf(found.n === unique.length ? null : 'not-found');
  }

  /** The caller's own documents in the order named, `not-found` if one is not theirs, not of the unit or no document; those in `known` may be another's. */
  async ownDocuments(tx: Tx, ids: readonly string[], unitId: string, known: readonly string[] = []): Promise<ShownDocument[]> {
    if (ids.length > 0) await tx.sql('select 1 from stored_file where id = any ($1) for share', [ids]);
    const found = await this.documents(tx, ids, unitId, 'and (owner_id = app_person() or id = any ($4))', [known]);
    refuseIf(found.length === new Set(ids).size ? null : 'not-found');
    return found;
  }

  /** Documents of the unit in the order named, each once. */
  async documents(db: Reading, ids: readonly string[], unitId: string, more = '', params: unknown[] = []): Promise<ShownDocument[]> {
    if (ids.length === 0) return [];
    return db.sql<ShownDocument>(`select id, name, bytes, kind from stored_file where id = any ($1) and unit_id = $2 and kind = any ($3) ${more} order by array_position($1, id)`, [ids, unitId, documentKinds, ...params]);
  }

  /** A document with the address it can be fetched from now. */
  async document(input: Input<typeof fileRoutes.document>, me: Me): Promise<ShownDocument & { url: string }> {
    return this.db.read(async (db) => {
      const [found] = await this.documents(db, [input.documentId], input.unitId);
      if (!found) throw new Refusal('not-found');
      return { ...found, url: this.links.address(found.id, 'document', me.sessionId, (await db.found<{ now: Date }>('select app_now() as now')).now) };
    });
  }

  /** The bytes behind an address. The signature is judged before anything is looked up, and the holder's rights now, not when it was signed. */
  async read(parts: LinkParts, signature: string): Promise<{ bytes: Buffer; kind: StoredFile['kind']; name: string | null }> {
    if (!this.links.genuine(parts, signature)) throw new Refusal('file.link-expired');
    const held = await this.db.asSystem('an image request carries no token: the address names the session', (tx) => tx.one<Held>(
      `select f.unit_id, f.kind, f.name as file_name, u.path, app_now() as now, s.person_id, s.ended_at is not null as ended, app_rights(s.person_id) as who
       from stored_file f join unit u on u.id = f.unit_id left join session s on s.id = $2 where f.id = $1`, [parts.id, parts.viewer], 'files_read'));
    if (held && held.now.getTime() >= parts.expiry * 1000) throw new Refusal('file.link-expired');
    if (!held || held.ended || (!held.person_id && parts.viewer !== visitor)) throw new Refusal('not-found');
    const viewer: Me | null = held.person_id && held.who ? { personId: held.person_id, name: '', sessionId: parts.viewer, memberships: held.who.memberships, roles: held.who.roles } : null;
    if (!can(viewer, 'file.read', { unitId: held.unit_id, path: held.path }) && !(await this.opened(parts.id, viewer))) throw new Refusal('not-found');
    const bytes = await this.storage.read(parts.id, parts.size);
    if (!bytes) throw new Refusal('not-found');
    return { bytes, kind: held.kind, name: held.file_name };
  }

  /** A picture encoded, to be planted as often as wanted (the demo). */
  encode(bytes: Uint8Array): Promise<Planted> { return this.pictures.encode(bytes); }

  /** Stores an encoded picture in somebody's name, within the transaction that plants what shows it. */
  async plant(tx: Tx, of: { unitId: string; ownerId: string }, { full, thumb, width, height }: Planted): Promise<{ id: string; width: number; height: number }> {
    const id = newId();
    await this.storage.write(id, 'full', full);
    await this.storage.write(id, 'thumb', thumb);
    await tx.insert(StoredFile, { ...of, id, kind: 'picture', name: null, width, height, bytes: full.length + thumb.length, at: await tx.now() });
    return { id, width, height };
  }

  /** Registers who else may read a file. */
  alsoOpens(opener: Opener): void { this.openers.push(opener); }

  /** What a visitor may see of a file at its lasting address: if something that is open to everybody shows it, now. */
  async forVisitors(id: string, part: FilePart): Promise<{ bytes: Buffer; kind: StoredFile['kind']; name: string | null } | null> {
    const file = await this.opened(id, null) ? await this.db.asSystem('a file is read without a caller', (tx) => tx.one<Pick<StoredFile, 'kind' | 'name'>>('select kind, name from stored_file where id = $1', [id], 'file_open')) : null;
    const bytes = file && (file.kind === 'picture') === (part !== 'document') ? await this.storage.read(id, part) : null;
    return file && bytes ? { ...file, bytes } : null;
  }

  private opened(fileId: string, reader: Me | null): Promise<boolean> {
    return this.db.asSystem('what shows a file decides who else may see it', async (tx) => {
      for (const opener of this.openers) if (await opener(tx, fileId, reader)) return true;
      return false;
    });
  }

  /** The addresses of a picture for this reader (null: a visitor), who has been found to be allowed to see it; asked again when it is fetched. */
  pictureAddress(id: string, me: Viewer | null, now: Date): { url: string; thumbUrl: string } {
    const session = me?.sessionId ?? visitor;
    return { url: this.links.address(id, 'full', session, now), thumbUrl: this.links.address(id, 'thumb', session, now) };
  }

  /** The address of a document, likewise. */
  documentAddress(id: string, me: Viewer | null, now: Date): string { return this.links.address(id, 'document', me?.sessionId ?? visitor, now); }

  private shown(file: { id: string; width: number; height: number }, me: Viewer, now: Date): ShownFile {
    return { id: file.id, width: file.width, height: file.height, ...this.pictureAddress(file.id, me, now) };
  }
}
