import { Injectable } from '@nestjs/common';
import { Refusal } from '@branch/shared/refusals';
import { Db } from '../kit/db.js';
import { Settings } from '../kit/kit.module.js';

export const demoPeopleKey = 'demo-people';
export interface DemoPerson { role: string; name: string; login: string; password: string; unit: string }

/** The printed people of the demo district, one for every role. Outside the demo this address does not exist. */
@Injectable()
export class DemoService {
  constructor(private readonly db: Db, private readonly settings: Settings) {}

  async people(): Promise<DemoPerson[]> {
    if (!this.settings.config.demo) throw new Refusal('not-found');
    return (await this.db.read((db) => db.found<{ value: DemoPerson[] }>('select value from instance where key = $1', [demoPeopleKey]))).value;
  }
}
