// Taro's components for page tests in jsdom: plain elements with Taro's events (`detail.value`), so that pages can be read by text and role.
import { type ChangeEvent, type CSSProperties, type KeyboardEvent, type ReactNode, createElement } from 'react';

type Handler = (event: { detail: { value: unknown }; stopPropagation: () => void }) => void;
interface Props {
  children?: ReactNode;
  className?: string;
  style?: CSSProperties | string;
  onClick?: (event: unknown) => void;
  onInput?: Handler;
  onChange?: Handler;
  onConfirm?: Handler;
  onBlur?: Handler;
  onFocus?: Handler;
  [name: string]: unknown;
}

const event = (value: unknown): Parameters<Handler>[0] => ({ detail: { value }, stopPropagation: () => undefined });
const kept = /^(aria-|data-|role$|id$|className$|onClick$|onKeyDown$|tabIndex$|title$|disabled$|lang$)/;

/** Only what the DOM knows; Taro's own attributes (hoverClass, scrollY …) are left out. */
function domProps(props: Props): Record<string, unknown> {
  const out: Record<string, unknown> = Object.fromEntries(Object.entries(props).filter(([name]) => kept.test(name)));
  if (typeof props.style === 'object') out.style = props.style;
  return out;
}

const box =
  (tag: string) =>
  (props: Props): ReactNode =>
    createElement(tag, domProps(props), props.children);

const field =
  (tag: 'input' | 'textarea') =>
  (props: Props): ReactNode =>
    createElement(tag, {
      ...domProps(props),
      type: props.password ? 'password' : props.type,
      value: props.value as string | undefined,
      placeholder: props.placeholder,
      maxLength: props.maxlength,
      onChange: (change: ChangeEvent<HTMLInputElement>) => props.onInput?.(event(change.target.value)),
      onBlur: () => props.onBlur?.(event(props.value)),
      onFocus: () => props.onFocus?.(event(props.value)),
      onKeyDown: (key: KeyboardEvent<HTMLInputElement>) => {
        (props.onKeyDown as ((key: unknown) => void) | undefined)?.(key);
        if (key.key === 'Enter') props.onConfirm?.(event(key.currentTarget.value));
      },
    });

export const View = box('div');
export const Block = box('div');
export const Text = box('span');
export const Label = box('label');
export const Form = box('div');
export const ScrollView = box('div');
export const Swiper = box('div');
export const SwiperItem = box('div');
export const RootPortal = box('div');
export const PageContainer = box('div');
export const RichText = (props: Props): ReactNode => createElement('div', { ...domProps(props), dangerouslySetInnerHTML: { __html: String(props.nodes ?? '') } });
export const Button = box('button');
export const Image = (props: Props): ReactNode => createElement('img', { ...domProps(props), src: props.src, alt: (props['aria-label'] as string | undefined) ?? '' });
export const Input = field('input');
export const Textarea = field('textarea');

export const Switch = (props: Props): ReactNode =>
  createElement('input', { ...domProps(props), type: 'checkbox', role: 'switch', checked: Boolean(props.checked), onChange: (change: ChangeEvent<HTMLInputElement>) => props.onChange?.(event(change.target.checked)) });

/** A picker is a text field beside its children: tests type the value that the user would choose. */
export const Picker = (props: Props): ReactNode =>
  createElement('div', domProps(props), props.children, createElement('input', { 'data-picker': props.mode, value: String(props.value ?? ''), onChange: (change: ChangeEvent<HTMLInputElement>) => props.onChange?.(event(change.target.value)) }));
