import { pathOfScene, scanLink } from './short-links.js';

describe('scenes of printed codes', () => {
  const unit = 'Yw7kQ2mN4pR';
  const thing = 'Ab3dEf6hJ9k';

  it('lead to the meeting, the post and the service they name', () => {
    expect(pathOfScene(`m.${unit}.${thing}`)).toBe(`/meetings/detail/index?unit=${unit}&id=${thing}`);
    expect(pathOfScene(`p.${unit}.${thing}`)).toBe(`/posts/post/index?unit=${unit}&id=${thing}`);
    expect(pathOfScene(`u.${unit}.${thing}`)).toBe(`/mutual-aid/item/index?unit=${unit}&id=${thing}`);
    expect(`m.${unit}.${thing}`.length).toBeLessThanOrEqual(32);
  });

  it('carry an invitation to where it is used', () => {
    expect(pathOfScene('b.K7MQ2RTX9A')).toBe('/account/activate/index?code=K7MQ2RTX9A');
  });

  it('carry a code to sign in by, which leaves no room for the unit', () => {
    const scene = `i.${thing}.0123456789abcdef`;
    expect(pathOfScene(scene)).toBe(`/meetings/scanned/index?id=${thing}&code=0123456789abcdef`);
    expect(scene.length).toBeLessThanOrEqual(32);
    expect(pathOfScene(scanLink(thing, '0123456789abcdef').replace('/-/', '').split('/').join('.'))).toBe(pathOfScene(scene));
    for (const wrong of [`i.${thing}`, `i.${thing}.0123`, `i.${thing}.0123456789ABCDEF`]) expect(pathOfScene(wrong)).toBeNull();
  });

  it('that are not ours lead nowhere', () => {
    for (const foreign of ['', 'https://example.com/x', `x.${unit}.${thing}`, `m.${unit}`, `m.${unit}.${thing}&x=1`, '//evil']) expect(pathOfScene(foreign)).toBeNull();
  });
});
