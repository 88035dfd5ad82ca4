import { createElement, type ReactNode } from 'react';
import { isH5, Span } from './host';

/** A name or title somebody typed, kept to itself: letters that run from right to left do not reorder what stands around it. */
export function Name({ children }: { children: string }): ReactNode {
  return isH5 ? createElement('bdi', { className: 'name' }, children) : <Span className="name">{children}</Span>;
}
