import sharp from 'sharp';

/** A scene drawn from plain shapes, so that the demo shows pictures without photographs of anyone. `alt` is what one would tell who cannot see it. */
export interface Drawing { alt: string; caption: string; bytes: Buffer }

const hills = (y: number, rise: number, colour: string) => `<path d="M0 ${y} Q 300 ${y - rise} 600 ${y} T 1200 ${y} V 900 H 0 Z" fill="${colour}"/>`;
const tower = (x: number, w: number, h: number, colour: string) => `<rect x="${x}" y="${760 - h}" width="${w}" height="${h}" fill="${colour}"/>${Array.from({ length: Math.floor(h / 60) }, (_, row) => Array.from({ length: Math.floor(w / 44) }, (__, cell) => ((row * 3 + cell * 5 + w) % 4 === 0 ? '' : `<rect x="${x + 14 + cell * 44}" y="${776 - h + row * 60}" width="22" height="30" fill="#fff" opacity=".55"/>`)).join('')).join('')}`;
const tree = (x: number, y: number, colour: string) => `<rect x="${x - 8}" y="${y}" width="16" height="90" fill="#7a5a3c"/><circle cx="${x}" cy="${y - 20}" r="64" fill="${colour}"/>`;
const book = (x: number, colour: string, h: number) => `<rect x="${x}" y="${640 - h}" width="58" height="${h}" rx="4" fill="${colour}"/><rect x="${x + 12}" y="${660 - h}" width="34" height="8" fill="#fff" opacity=".7"/>`;
const person = (x: number, colour: string) => `<circle cx="${x}" cy="560" r="38" fill="#e8b98f"/><path d="M${x - 62} 760 Q ${x} 560 ${x + 62} 760 Z" fill="${colour}"/>`;
const sky = (from: string, to: string) => `<defs><linearGradient id="s" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${from}"/><stop offset="1" stop-color="${to}"/></linearGradient></defs><rect width="1200" height="900" fill="url(#s)"/>`;
const ground = (colour: string) => `<rect y="760" width="1200" height="140" fill="${colour}"/>`;

const scenes: [alt: string, caption: string, shapes: string][] = [
  ['傍晚的滨江，两排新种的树', '周六种下的三十棵', `${sky('#f7c59f', '#fdf0d5')}<circle cx="900" cy="260" r="90" fill="#f2766b"/>${hills(620, 60, '#8fb8a8')}${ground('#5f8f6b')}${[120, 320, 540, 780, 1020].map((x) => tree(x, 640, '#3f7d4e')).join('')}`],
  ['园区几幢楼，窗口亮着灯', '下班以后的园区', `${sky('#26324f', '#6a7aa5')}<circle cx="200" cy="160" r="60" fill="#fdf0d5"/>${tower(80, 190, 460, '#39476b')}${tower(320, 240, 580, '#2f3b5c')}${tower(620, 180, 380, '#43527a')}${tower(860, 260, 520, '#364467')}${ground('#1f2942')}`],
  ['书架上一排书，旁边一盏灯', '漂流书回到一楼书架', `${sky('#f5ead9', '#ead9be')}<rect x="120" y="640" width="960" height="26" fill="#8a5a33"/>${['#b3261e', '#0b5cad', '#8a5200', '#1b7a43', '#6b4e9b', '#57514f', '#b3261e', '#0b5cad', '#8a5200'].map((colour, i) => book(170 + i * 72, colour, 180 + ((i * 37) % 110))).join('')}<path d="M920 640 V 420 L 860 480 H 1000 L 940 420" stroke="#57514f" stroke-width="14" fill="#f0b35a"/>`],
  ['几位同志围坐着说话', '午休时的轮流讲', `${sky('#eef3f8', '#dfe8ef')}<rect x="180" y="720" width="840" height="40" rx="20" fill="#a9835b"/>${person(260, '#b3261e')}${person(460, '#0b5cad')}${person(660, '#1b7a43')}${person(880, '#8a5200')}${ground('#cbb79a')}`],
  ['远山和一条小路', '走到山顶花了两个小时', `${sky('#bfe0f2', '#f2f7f4')}${hills(520, 160, '#9fb9c9')}${hills(620, 120, '#7ca38f')}${hills(720, 80, '#5c8a68')}<path d="M560 900 Q 640 760 560 690 T 620 600" stroke="#f1e3c8" stroke-width="34" fill="none"/>`],
  ['一排擦干净的分类垃圾桶', '站桶结束，桶也擦了', `${sky('#e9f2ea', '#d7e6da')}${ground('#b9c3b4')}${['#0b5cad', '#1b7a43', '#b3261e', '#57514f'].map((colour, i) => `<rect x="${170 + i * 230}" y="470" width="160" height="290" rx="18" fill="${colour}"/><rect x="${155 + i * 230}" y="440" width="190" height="44" rx="14" fill="${colour}" opacity=".8"/>`).join('')}`],
];

/** Six scenes; made when the demo is planted, by the same library that takes pictures in. */
export const drawings = (): Promise<Drawing[]> => Promise.all(scenes.map(async ([alt, caption, shapes]) => ({ alt, caption, bytes: await sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="900">${shapes}</svg>`)).png().toBuffer() })));
