import { View } from '@tarojs/components';
import { createElement, type ReactNode, useRef, useState } from 'react';
import { cx, isH5 } from './host';

interface Touch { clientX: number; clientY: number }
interface TouchEventLike { touches: ArrayLike<Touch>; changedTouches: ArrayLike<Touch> }

/** How far a finger must go for it to count, and how long it must rest. */
const farEnough = 90;
const longEnough = 500;

/**
 * A row that can be pushed right or left, or held: shortcuts for a finger. Whatever they do can be done with a button too, for whoever has no finger
 * on it. `right` and `left` are the words that appear beneath.
 */
export function Swipe({ right, left, onRight, onLeft, onHold, className, children }: { right: string; left: string; onRight?: () => void; onLeft?: () => void; onHold?: () => void; className?: string; children: ReactNode }): ReactNode {
  const from = useRef<{ x: number; y: number } | null>(null);
  const holding = useRef<ReturnType<typeof setTimeout>>();
  const [pushed, setPushed] = useState(0);
  const end = (): void => {
    clearTimeout(holding.current);
    from.current = null;
    setPushed(0);
  };
  const onTouchStart = (event: TouchEventLike): void => {
    const touch = event.touches[0];
    if (!touch) return;
    from.current = { x: touch.clientX, y: touch.clientY };
    if (onHold) holding.current = setTimeout(() => { end(); onHold(); }, longEnough);
  };
  const onTouchMove = (event: TouchEventLike): void => {
    const touch = event.touches[0];
    if (!touch || !from.current) return;
    const [x, y] = [touch.clientX - from.current.x, touch.clientY - from.current.y];
    if (Math.abs(x) > 8 || Math.abs(y) > 8) clearTimeout(holding.current);
    // Up and down is scrolling.
    if (Math.abs(y) > Math.abs(x)) return;
    if ((x > 0 && onRight) || (x < 0 && onLeft)) setPushed(Math.max(-160, Math.min(160, x)));
  };
  const onTouchEnd = (): void => {
    const x = pushed;
    end();
    if (x > farEnough) onRight?.();
    else if (x < -farEnough) onLeft?.();
  };
  const style = pushed === 0 ? {} : { transform: `translateX(${pushed}px)` };
  const beneath = pushed === 0 ? null : pushed > 0 ? right : left;
  const handlers = { onTouchStart, onTouchMove, onTouchEnd, onTouchCancel: end };
  if (isH5) {
    return createElement('div', { className: cx('swipe', className) },
      beneath ? createElement('div', { className: cx('swipe-under', pushed < 0 && 'is-left'), 'aria-hidden': true }, beneath) : null,
      createElement('div', { className: 'swipe-row', style, ...handlers }, children));
  }
  return (
    <View className={cx('swipe', className)}>
      {beneath ? <View className={cx('swipe-under', pushed < 0 && 'is-left')}>{beneath}</View> : null}
      <View className="swipe-row" style={style} {...(handlers as object)}>{children}</View>
    </View>
  );
}
