import type { Theme } from '@branch/shared/sites/routes';
import { themeColours } from '@branch/shared/sites/themes';
import type { ReactNode } from 'react';
import { Tag } from '../ui/Badge';
import { Card } from '../ui/Card';
import { Box } from '../ui/host';
import './face.scss';

/** A site's sign: its name and its line on the colour it chose. */
export function Sign({ name, banner, theme, small }: { name: string; banner: string; theme: Theme; small?: boolean }): ReactNode {
  const { ground, letters } = themeColours[theme];
  return (
    <Box className={small ? 'sign sign-small' : 'sign'} style={{ backgroundColor: ground, color: letters }}>
      <Box as="h2" className="sign-name">{name || '还没有名称'}</Box>
      {banner ? <Box className="sign-line">{banner}</Box> : null}
    </Box>
  );
}

/** What anybody sees of a site: sign, introduction, columns. */
export function FaceCard({ face }: { face: { name: string; banner: string; theme: Theme; introduction: string; exemplary?: boolean; columns: readonly { id: string | null; name: string }[] } }): ReactNode {
  return (
    <>
      <Sign {...face} />
      <Card title="关于我们" aside={face.exemplary ? <Tag tone="gold">精品网站</Tag> : undefined}><Box className="para">{face.introduction || '还没有写简介。'}</Box></Card>
      <Card title="栏目"><Box className="tags">{face.columns.length > 0 ? face.columns.map((column, i) => <Tag key={column.id ?? i}>{column.name}</Tag>) : <Box className="soft">还没有栏目。</Box>}</Box></Card>
    </>
  );
}
