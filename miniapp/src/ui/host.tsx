import { Image, Text, View } from '@tarojs/components';
import { createElement, type CSSProperties, type ReactNode, type Ref } from 'react';

/** True in the web build; a constant, so that the other target's branch is not in the bundle. */
export const isH5 = process.env.TARO_ENV === 'h5';

type Tag = 'div' | 'section' | 'article' | 'header' | 'footer' | 'main' | 'nav' | 'aside' | 'ul' | 'ol' | 'li' | 'p' | 'h1' | 'h2' | 'h3' | 'dl' | 'dt' | 'dd' | 'form' | 'fieldset' | 'figure' | 'blockquote' | 'label';

export interface BoxProps {
  as?: Tag;
  id?: string;
  className?: string;
  style?: CSSProperties;
  /** ARIA role; in H5 the element usually says it already. */
  role?: string;
  label?: string;
  live?: 'polite' | 'assertive';
  /** For decoration: screen readers pass over it. */
  silent?: boolean;
  /** Other `aria-*`, `data-*` and DOM attributes, H5 only. */
  dom?: Record<string, unknown>;
  boxRef?: Ref<HTMLElement>;
  onTap?: () => void;
  children?: ReactNode;
}

/** A block: the HTML element that says what it is in H5, a View in weapp (Taro's own web components have no roles). */
export function Box({ as = 'div', id, className, style, role, label, live, silent, dom, boxRef, onTap, children }: BoxProps): ReactNode {
  if (isH5) {
    return createElement(as, { id, className, style, role, 'aria-label': label, 'aria-live': live, 'aria-hidden': silent || undefined, onClick: onTap, ref: boxRef, ...dom }, children);
  }
  const spoken = { ...(role ? { 'aria-role': role } : {}), ...(label ? { 'aria-label': label } : {}), ...(live ? { 'aria-live': live } : {}), ...(silent ? { 'aria-hidden': true } : {}) };
  return (
    <View id={id} className={className} style={style} onClick={onTap} {...spoken}>
      {children}
    </View>
  );
}

/** Inline text: `span` in H5, Text in weapp. `copyable` lets the user select it. */
export function Span({ className, children, copyable, silent }: { className?: string; children?: ReactNode; copyable?: boolean; silent?: boolean }): ReactNode {
  if (isH5) return createElement('span', { className, 'aria-hidden': silent || undefined }, children);
  return (
    <Text className={className} userSelect={copyable === true}>
      {children}
    </Text>
  );
}

/** A picture with its words for who does not see it; `alt=""` for decoration. Lazy, and holding its place by `style`. */
export function Picture({ src, alt, className, style, fit = 'cover', onFail }: { src: string; alt: string; className?: string; style?: CSSProperties; fit?: 'cover' | 'contain'; onFail?: () => void }): ReactNode {
  if (isH5) return createElement('img', { src, alt, className, style: { objectFit: fit, ...style }, loading: 'lazy', decoding: 'async', onError: onFail });
  return <Image src={src} className={className} style={style} mode={fit === 'cover' ? 'aspectFill' : 'aspectFit'} lazyLoad {...(onFail ? { onError: onFail } : {})} {...(alt ? { 'aria-label': alt } : {})} />;
}

/** Joins class names, leaving out what is false. */
export const cx = (...names: (string | false | null | undefined)[]): string => names.filter(Boolean).join(' ');
