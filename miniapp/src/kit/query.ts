/** What the address of the page carries, read once: `const { unit, id } = useQuery()`. */
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';

export function useQuery(): Readonly<Record<string, string | undefined>> {
  const router = useRouter();
  const [query] = useState(() => Object.fromEntries(Object.entries(router.params ?? {}).map(([key, value]) => [key, value === undefined ? undefined : decoded(value)])));
  return query;
}

/** WeChat hands parameters over as they stand in the address; a browser decodes them. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
