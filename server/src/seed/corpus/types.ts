/**
 * What the demo district is made of, before it is put into a database. People, units and companies are named by index or key, so that the
 * seeder can map them to ids of its own. Every moment is an ISO 8601 text in UTC; every day is a Shanghai day (`2026-11-22`).
 */
import type { Education, MembershipStatus, Role, UnitKind } from '@branch/shared/roles';

/** Position of a person in `DemoDistrict.people`. */
export type PersonIndex = number;
/** Stable name of a unit within the demo, such as `hm` or `hm-770-1`. */
export type UnitKey = string;

/**
 * A member as the roster knows them: the least data that a branch needs. `unit` is the branch, `group` the party group inside it if there is one.
 * Nobody's sex, address or ID-card number is invented, because the product does not ask for them.
 */
export interface DemoPerson {
  name: string;
  birthYear: number;
  education: Education;
  /** Eleven digits of the row 1900000xxxx, unique in the district. */
  phone: string;
  joinedPartyOn: string;
  status: MembershipStatus;
  unit: UnitKey;
  group: UnitKey | null;
  /** Key of the company the member works at. */
  company: string;
}

/** Someone who works for a community or the district and is not on a branch's roster. */
export interface DemoStaff { name: string; phone: string; role: Role; unit: UnitKey }

/** One appointment of a member. `column` is the column kind a moderator looks after, null otherwise. */
export interface DemoOfficer { person: PersonIndex; role: Role; unit: UnitKey; column: ColumnKind | null }

export interface DemoUnit {
  key: UnitKey;
  kind: UnitKind;
  name: string;
  parent: UnitKey | null;
  /** 联合: members of several companies. */
  joint: boolean;
  industry: Industry;
  /** The building, park or company the unit lives in, for texts ("我们漕河泾创想园"). */
  place: string;
  foundedOn: string;
}

export interface DemoCompany { key: string; name: string; kind: 'company' | 'society'; unit: UnitKey }

/** What people in a unit do for a living; decides which jobs may speak there. */
export type Industry = 'mixed' | 'software' | 'biomedicine' | 'design' | 'finance' | 'law' | 'education' | 'trade' | 'property' | 'media' | 'health' | 'society' | 'factory' | 'catering';

/** `returned` is a draft that a reviewer sent back for completion (退回补正). */
export type SiteState = 'online' | 'submitted' | 'incubating' | 'rectifying' | 'returned';
export type ColumnKind = 'study' | 'discussion' | 'information' | 'leisure' | 'news' | 'profiles' | 'openness';

export interface DemoSite {
  unit: UnitKey;
  state: SiteState;
  exemplary: boolean;
  name: string;
  banner: string;
  introduction: string;
  /** One of the safe colour sets. */
  theme: 'red' | 'teal' | 'indigo' | 'amber';
  columns: { kind: ColumnKind; name: string }[];
  appliedOn: string;
  /** Day it went online the first time, null if it never did. */
  onlineSince: string | null;
  /** Reason of the last decision for incubating, rectifying and returned sites, null otherwise. */
  reason: string | null;
  /** What to do next, beside `reason`. */
  nextStep: string | null;
}

export type MeetingKind = 'memberAssembly' | 'committee' | 'group' | 'lesson' | 'themeDay' | 'orgLife' | 'discussion';

export interface DemoMeeting {
  unit: UnitKey;
  kind: MeetingKind;
  title: string;
  /** Short theme as it stands on the notice. */
  theme: string;
  agenda: string[];
  /** Paragraphs of the materials handed out beforehand. */
  materials: string[];
  calledAt: string;
  startsAt: string;
  endsAt: string;
  chair: PersonIndex;
  /** Everybody who signed in, the chair among them, in order of arrival. */
  attendances: { person: PersonIndex; joinedAt: string; leftAt: string }[];
  /** Members of the unit who asked for leave, with the sentence they wrote. */
  leaves: { person: PersonIndex; reason: string }[];
  /** In order; `at` strictly ascends. */
  statements: DemoStatement[];
  /** One condensed sentence per agenda item, for the published minutes. */
  outcomes: string[];
}

export interface DemoStatement {
  person: PersonIndex;
  /** Position in `DemoMeeting.agenda`. */
  agendaItem: number;
  at: string;
  text: string;
  /** Position of the quoted statement in the same meeting, null if none. */
  quotes: number | null;
}

export type PostBlock = { type: 'heading' | 'paragraph' | 'quote'; text: string } | { type: 'list'; items: string[] };
export type PostVisibility = 'branch' | 'community' | 'members' | 'public';

export interface DemoPost {
  unit: UnitKey;
  column: ColumnKind;
  columnName: string;
  author: PersonIndex;
  title: string;
  blocks: PostBlock[];
  publishedAt: string;
  visibility: PostVisibility;
  comments: { person: PersonIndex; at: string; text: string }[];
}

/** A line on a message board (留言板) and the team's answer; `answer` is null while it waits. */
export interface DemoMessage {
  unit: UnitKey;
  person: PersonIndex;
  at: string;
  text: string;
  answer: { person: PersonIndex; at: string; text: string } | null;
}

export type ServiceCategory = '学习培训' | '生活理财' | '娱乐时尚' | '谈心交友';
export type ServiceState = 'onMenu' | 'fixed' | 'onNotice';

/** A service item with its five fields, all required. */
export interface DemoService {
  /** The community whose menu it stands on. */
  owner: UnitKey;
  category: ServiceCategory;
  state: ServiceState;
  /** Year of the evaluation that made it fixed, null otherwise. */
  fixedYear: number | null;
  item: string;
  providers: PersonIndex[];
  form: string;
  time: string;
  notes: string;
}

/** A meeting that can be opened now: everything but the clock. */
export interface TodayScenario {
  unit: UnitKey;
  kind: MeetingKind;
  title: string;
  theme: string;
  agenda: string[];
  materials: string[];
  /** A question to vote on by name, with its options. */
  ballot: { question: string; options: string[] };
  /** Prepared lines in order, of people of the unit, none of them an officer who would chair. */
  statements: { person: PersonIndex; agendaItem: number; text: string; quotes: number | null }[];
}

/** The people and units, which everything else refers to. */
export interface DemoPopulation {
  today: string;
  people: DemoPerson[];
  staff: DemoStaff[];
  units: DemoUnit[];
  companies: DemoCompany[];
  officers: DemoOfficer[];
  sites: DemoSite[];
}

export interface DemoDistrict extends DemoPopulation {
  meetings: DemoMeeting[];
  posts: DemoPost[];
  messages: DemoMessage[];
  services: DemoService[];
  scenario: TodayScenario;
}
