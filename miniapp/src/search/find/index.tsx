import { type SearchHit, searchRoutes, type SearchScope, searchScopeNames, searchScopes } from '@branch/shared/search/routes';
import { whyNotSearch } from '@branch/shared/search/rules';
import { wordsOf } from '@branch/shared/refusals-spoken';
import { fullDate, shanghaiMoment } from '@branch/shared/time';
import { type ReactNode, useRef, useState } from 'react';
import { useMe } from '../../kit/me';
import { readJson, writeJson } from '../../kit/platform';
import { useQuery } from '../../kit/query';
import { usePages } from '../../kit/usePages';
import { Async } from '../../ui/Async';
import { Button } from '../../ui/Button';
import { Card, Link, Meta } from '../../ui/Card';
import { Chips } from '../../ui/Choice';
import { Box, Span } from '../../ui/host';
import { Input, type TextHandle } from '../../ui/Input';
import { More } from '../../ui/More';
import { Page } from '../../ui/Page';
import { Empty } from '../../ui/States';
import './index.scss';

type Scope = SearchScope | 'all';
const recentKey = 'search.recent';
/** What was searched for lately stays on this device: the server keeps none of it. */
const mostRecent = 8;
const isScope = (text: string | undefined): text is SearchScope => searchScopes.includes(text as SearchScope);

/** 搜索: one box over everything one may read. */
export default function SearchPage(): ReactNode {
  const query = useQuery();
  const me = useMe();
  const words = useRef<TextHandle>(null);
  const [q, setQ] = useState(query.q ?? '');
  const [scope, setScope] = useState<Scope>(isScope(query.scope) ? query.scope : 'all');
  const [why, setWhy] = useState<string>();
  const [recent, setRecent] = useState<readonly string[]>(() => readJson<string[]>(recentKey) ?? []);
  const pages = usePages(searchRoutes.search, q ? { q, ...(scope === 'all' ? {} : { scope }) } : null);
  const keep = (next: readonly string[]): void => { setRecent(next); writeJson(recentKey, next.length > 0 ? next : null); };
  const look = (typed: string): void => {
    const refused = whyNotSearch(typed);
    setWhy(refused ? wordsOf(refused) : undefined);
    if (refused) return;
    setQ(typed);
    keep([typed, ...recent.filter((one) => one !== typed)].slice(0, mostRecent));
  };
  const again = (typed: string): void => { if (words.current) words.current.value = typed; look(typed); };
  const more = (pages.first.data as { more?: SearchScope[] } | null)?.more ?? [];
  return (
    <Page title="搜索" strip={q && me ? <Chips label="范围" value={scope} onChange={setScope} options={[{ value: 'all', text: '全部' }, ...searchScopes.map((value) => ({ value, text: searchScopeNames[value] }))]} /> : undefined}>
      <Box className="search-row">
        <Box className="grow"><Input label="搜索" bare type="search" maxLength={80} autoFocus={!q} placeholder={me ? '帖子、点评、纪要、同志、服务' : '公开的文章'} defaultValue={q} handle={words} error={why} onEnter={() => look(words.current?.value.trim() ?? '')} /></Box>
        <Button icon="search" onTap={() => look(words.current?.value.trim() ?? '')}>搜索</Button>
      </Box>
      {q ? (
        <Async from={pages.first} rows={3}>
          {() => (pages.rows?.length ? <Hits hits={pages.rows} grouped={scope === 'all'} more={more} onMore={setScope} /> : <Empty icon="search" text={`没有找到“${q}”。`}>{scope === 'all' ? null : <Button onTap={() => setScope('all')}>在全部里找</Button>}</Empty>)}
        </Async>
      ) : <Recent words={recent} onPick={again} onClear={() => keep([])} />}
      {q ? <More pages={pages} /> : null}
    </Page>
  );
}

function Recent({ words, onPick, onClear }: { words: readonly string[]; onPick: (typed: string) => void; onClear: () => void }): ReactNode {
  if (words.length === 0) return <Box className="faint">输入任意相连的两个字就能找。只找得到您看得到的内容。</Box>;
  return (
    <Card title="最近搜过" aside="只存在这台设备上">
      <Box className="btn-row">{words.map((one) => <Button key={one} small onTap={() => onPick(one)}>{one}</Button>)}</Box>
      <Box className="btn-row search-clear"><Button small kind="quiet" icon="trash" onTap={onClear}>清除</Button></Box>
    </Card>
  );
}

function Hits({ hits, grouped, more, onMore }: { hits: readonly SearchHit[]; grouped: boolean; more: readonly SearchScope[]; onMore: (scope: SearchScope) => void }): ReactNode {
  if (!grouped) return <>{hits.map((hit) => <HitCard key={hit.id} hit={hit} />)}</>;
  return (
    <>
      {searchScopes.map((scope) => {
        const some = hits.filter((hit) => hit.scope === scope);
        if (some.length === 0) return null;
        return (
          <Box key={scope} as="section" label={searchScopeNames[scope]}>
            <Box as="h2" className="h2">{searchScopeNames[scope]}</Box>
            {some.map((hit) => <HitCard key={hit.id} hit={hit} />)}
            {more.includes(scope) ? <Box className="more"><Button onTap={() => onMore(scope)}>更多{searchScopeNames[scope]}</Button></Box> : null}
          </Box>
        );
      })}
    </>
  );
}

function HitCard({ hit }: { hit: SearchHit }): ReactNode {
  return (
    <Link to={hit.path} className="card hit-card">
      <Box className="hit-title"><Parts parts={hit.title} /></Box>
      {hit.excerpt.length > 0 ? <Box className="soft line-3"><Parts parts={hit.excerpt} /></Box> : null}
      <Meta parts={[hit.day ? fullDate(shanghaiMoment(hit.day)) : null, ...hit.about]} />
    </Link>
  );
}

const Parts = ({ parts }: { parts: SearchHit['title'] }): ReactNode => parts.map((part, at) => <Span key={at} className={part.hit ? 'hit' : undefined}>{part.text}</Span>);
