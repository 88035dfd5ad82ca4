/** Extends the lease that still runs (or ended within the bridge of 90 s), else begins a new interval; open meetings only. $1 rooms, $2 persons, $3 new ids. */
export const renewLeases = `
  with here as (select * from unnest($1::text[], $2::text[], $3::text[]) as t(room_id, person_id, new_id)),
  open_room as (select h.*, r.unit_id from here h join room r on r.id = h.room_id where r.open and r.meeting_id is not null),
  renewed as (update presence p set lease_until = app_now() + interval '40 seconds' from open_room o
    where p.room_id = o.room_id and p.person_id = o.person_id and p.lease_until > app_now() - interval '90 seconds' returning p.room_id, p.person_id)
  insert into presence (id, room_id, unit_id, person_id, came_at, lease_until)
    select o.new_id, o.room_id, o.unit_id, o.person_id, app_now(), app_now() + interval '40 seconds' from open_room o
    where not exists (select 1 from renewed r where r.room_id = o.room_id and r.person_id = o.person_id)`;
