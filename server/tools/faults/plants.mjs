// The mistakes that plant.mjs plants: what is changed where, and which test must notice. `from` is looked for in the built file; test/plants.spec.ts sees to it that it still stands there.

/** @type {Record<string, { title: string, file?: string, from?: string, to?: string, sql?: string, index?: string, test: [string, string], scale: string }>} */
export const plants = {
  ack: {
    title: 'acknowledged before it is committed',
    file: 'src/meetings/room.service.js',
    // The answer goes out while the transaction still waits; what a crash then takes away was already acknowledged.
    from: 'return await this.db.write((tx)=>this.say(tx, input, inputHash, me));',
    to: `{
                let answered;
                const early = new Promise((resolve)=>{ answered = resolve; });
                const done = this.db.write(async (tx)=>{ const answer = await this.say(tx, input, inputHash, me); answered(answer); await new Promise((go)=>setTimeout(go, 30)); return answer; });
                done.catch(()=>undefined);
                return await Promise.race([early, done]);
            }`,
    test: ['sending', 'F1'],
    // A few hundred lines are enough to lose some.
    scale: '0.2',
  },
  index: {
    title: 'unique index on (room, author, client id) dropped',
    index: 'ix_entry_room_id_author_id_client_id',
    sql: 'drop index ix_entry_room_id_author_id_client_id',
    test: ['repeats', '二十次同时发出'],
    scale: '0.2',
  },
};
