/** Modes, kinds and answers of a vote, with their Chinese names (product.md MEET-6, MEET-7). */
export const choices = ['approve', 'against', 'abstain'] as const;
export type Choice = (typeof choices)[number];
export const choiceNames: Record<Choice, string> = { approve: '赞成', against: '不赞成', abstain: '弃权' };

export const ballotModes = ['named', 'secret'] as const;
export type BallotMode = (typeof ballotModes)[number];
export const ballotModeNames: Record<BallotMode, string> = { named: '记名', secret: '无记名' };

/** A motion is approved or not; a choice names what is taken. */
export const ballotKinds = ['motion', 'single', 'multiple'] as const;
export type BallotKind = (typeof ballotKinds)[number];
export const ballotKindNames: Record<BallotKind, string> = { motion: '赞成、不赞成、弃权', single: '单选', multiple: '多选' };

/** What one may vote for. The key is what is counted, the words are what is read. */
export interface Option { key: string; text: string }
export const motionOptions: readonly Option[] = choices.map((key) => ({ key, text: choiceNames[key] }));

/** Said where a secret vote is opened, and to whoever votes: no count can hide what all have in common (guarantees G8). */
export const inherentDisclosure = '如果大家选得都一样，结果本身就说出了每个人的选择。';
