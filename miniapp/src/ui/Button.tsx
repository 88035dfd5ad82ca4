import { Button as NativeButton, View } from '@tarojs/components';
import { createElement, type ReactNode, type Ref, useRef, useState } from 'react';
import type { IconName } from '../../config/icon-names';
import { cx, isH5 } from './host';
import { Icon } from './Icon';

export interface PressableProps {
  className?: string;
  /** Needed when there is no text inside. */
  label?: string;
  role?: string;
  disabled?: boolean;
  /** Ids of elements that say more, such as why it is disabled. */
  describedBy?: string;
  /** Other `aria-*` and DOM attributes, H5 only; `aria` goes to both. */
  dom?: Record<string, unknown>;
  aria?: { checked?: boolean; selected?: boolean; expanded?: boolean; pressed?: boolean };
  buttonRef?: Ref<HTMLButtonElement>;
  onTap?: (() => void) | (() => Promise<void>);
  children?: ReactNode;
}

/**
 * Anything that can be pressed: a real `button` in H5 (keyboard, focus ring, screen reader for free), a View with a role in weapp.
 * While the promise its handler returned runs, further presses do nothing: a double tap acts once.
 */
export function Pressable({ className, label, role, disabled, describedBy, dom, aria = {}, buttonRef, onTap, children }: PressableProps): ReactNode {
  const running = useRef(false);
  const press = (): void => {
    if (disabled || running.current) return;
    const result = onTap?.();
    if (result instanceof Promise) {
      running.current = true;
      const free = (): void => {
        running.current = false;
      };
      result.then(free, (reason: unknown) => {
        free();
        throw reason;
      });
    }
  };
  if (isH5) {
    return createElement(
      'button',
      {
        type: 'button', className, role, ref: buttonRef, 'aria-label': label, 'aria-describedby': describedBy, 'aria-disabled': disabled || undefined,
        'aria-checked': aria.checked, 'aria-selected': aria.selected, 'aria-expanded': aria.expanded, 'aria-pressed': aria.pressed, onClick: press, ...dom,
      },
      children,
    );
  }
  const spoken = {
    'aria-role': role ?? 'button', ...(label ? { 'aria-label': label } : {}), ...(disabled ? { 'aria-disabled': true } : {}),
    ...(aria.checked === undefined ? {} : { 'aria-checked': aria.checked }), ...(aria.selected === undefined ? {} : { 'aria-selected': aria.selected }),
  };
  return (
    <View className={className} hoverClass={disabled ? 'none' : 'is-pressed'} onClick={press} {...spoken}>
      {children}
    </View>
  );
}

export interface ButtonProps extends PressableProps {
  /** `primary`: the one filled red button of a screen. `danger` is outlined with an icon, since the brand is red too. */
  kind?: 'primary' | 'plain' | 'quiet' | 'danger';
  icon?: IconName;
  /** Takes the width it is given. */
  wide?: boolean;
  small?: boolean;
  busy?: boolean;
}

/** A button with words. `busy` keeps the words and says so to screen readers. */
export function Button({ kind = 'plain', icon, wide, small, busy, className, children, ...rest }: ButtonProps): ReactNode {
  const [working, setWorking] = useState(false);
  const { onTap } = rest;
  const run = onTap && (() => {
    const result = onTap();
    if (!(result instanceof Promise)) return undefined;
    setWorking(true);
    return result.finally(() => setWorking(false));
  });
  const waiting = busy || working;
  return (
    <Pressable
      {...rest}
      onTap={run as () => void}
      className={cx('btn', `btn-${kind}`, wide && 'btn-wide', small && 'btn-small', waiting && 'is-busy', rest.disabled && 'is-off', className)}
      dom={{ 'aria-busy': waiting || undefined, ...rest.dom }}
    >
      {icon || kind === 'danger' ? <Icon name={icon ?? 'alert-triangle'} /> : null}
      {children}
    </Pressable>
  );
}

/** A button that is only an icon; `label` says what it does. */
export function IconButton({ icon, className, label, ...rest }: Omit<PressableProps, 'children' | 'label'> & { icon: IconName; label: string }): ReactNode {
  return (
    <Pressable {...rest} label={label} dom={{ title: label, ...rest.dom }} className={cx('icon-btn', rest.disabled && 'is-off', className)}>
      <Icon name={icon} />
    </Pressable>
  );
}

/** Shares the page as a card. Only WeChat's own button may start this; in H5 there is nothing to show. */
export function ShareButton({ children }: { children: ReactNode }): ReactNode {
  if (isH5) return null;
  return (
    <NativeButton className="btn btn-plain" openType="share">
      {children}
    </NativeButton>
  );
}
