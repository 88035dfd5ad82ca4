/** Whom rows name as the author of what is written under the pseudonym (MOD-7): a person who is nobody, so that no row can name another. */
export const nobodyId = 'Niming11111';
