import { Input as NativeInput, Textarea as NativeTextarea } from '@tarojs/components';
import { createElement, type ReactNode, type RefObject, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { Field, type FieldProps } from './Field';
import { cx, isH5, Span } from './host';

/** What a form holds of a text field: read it when sending, set it when restoring a draft. */
export interface TextHandle {
  value: string;
  focus(): void;
}

interface TextProps extends FieldProps {
  /** Explicit always: Taro's own default silently cuts at 140. Characters beyond it cannot be typed unless `soft`. */
  maxLength: number;
  /** Lets one type beyond the limit and shows by how much: nothing pasted is cut in silence. */
  soft?: boolean;
  defaultValue?: string;
  placeholder?: string;
  disabled?: boolean;
  autoFocus?: boolean;
  name?: string;
  handle?: RefObject<TextHandle | null>;
  onValue?: (value: string) => void;
}

/** The element Taro gives a ref to: in both targets its `value` can be read and set. */
interface ValueElement {
  value: string;
  focus?: () => void;
}

/**
 * Text fields are uncontrolled: a controlled one flashes its old text in WeChat, and Taro puts a constant `value` back after every key typed. The value lives in the element; the counter appears from 80 %.
 */
function useText({ maxLength, defaultValue = '', handle, onValue }: TextProps, refit?: (element: ValueElement) => void) {
  const element = useRef<ValueElement | null>(null);
  const latest = useRef(defaultValue);
  const [length, setLength] = useState([...defaultValue].length);
  const [focused, setFocused] = useState(false);
  const take = (value: string): void => {
    latest.current = value;
    const now = [...value].length;
    setLength((before) => (now >= maxLength * 0.8 || before >= maxLength * 0.8 ? now : before));
    onValue?.(value);
  };
  useImperativeHandle(handle, () => ({
    get value() {
      return latest.current;
    },
    set value(value: string) {
      latest.current = value;
      setLength([...value].length);
      if (element.current) {
        element.current.value = value;
        refit?.(element.current);
      }
    },
    focus() {
      if (isH5) element.current?.focus?.();
      else setFocused(true);
    },
  }));
  const counter = length >= maxLength * 0.8 ? (
    <Span className={cx('field-count', length > maxLength && 'is-over')}>{length > maxLength ? `超出 ${length - maxLength} 字` : `${length}/${maxLength}`}</Span>
  ) : null;
  return { element, take, counter, focused, blur: () => setFocused(false) };
}

export interface InputProps extends TextProps {
  type?: 'text' | 'password' | 'tel' | 'number' | 'search';
  autoComplete?: string;
  onEnter?: () => void;
}

/** One line of text. */
export function Input(props: InputProps): ReactNode {
  const { type = 'text', maxLength, soft, defaultValue = '', placeholder, disabled, autoFocus, autoComplete, name, error, required, onEnter } = props;
  const { element, take, counter, focused, blur } = useText(props);
  const limit = soft ? undefined : maxLength;
  return (
    // A phone number is as long as it is: counting it helps nobody.
    <Field {...props} counter={type === 'tel' ? null : counter}>
      {({ id, describedBy }) => isH5 ? createElement('input', {
        id, ref: element, name, type, className: cx('entry', error && 'is-wrong'), defaultValue, placeholder, disabled, maxLength: limit, autoFocus, autoComplete, required,
        'aria-invalid': error ? true : undefined, 'aria-describedby': describedBy,
        onInput: (event: { currentTarget: HTMLInputElement }) => take(event.currentTarget.value),
        onKeyDown: (event: KeyboardEvent & { nativeEvent: KeyboardEvent }) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) onEnter?.();
        },
      }) : (
        <NativeInput
          id={id} ref={element} className={cx('entry', error && 'is-wrong')} defaultValue={defaultValue} placeholder={placeholder} placeholderClass="entry-hint" disabled={disabled}
          maxlength={limit ?? -1} password={type === 'password'} type={type === 'tel' || type === 'number' ? 'number' : 'text'} focus={autoFocus || focused} aria-label={props.label}
          confirmType={type === 'search' ? 'search' : 'done'} onInput={(event) => take(event.detail.value)} onConfirm={onEnter} onBlur={blur}
        />
      )}
    </Field>
  );
}

export interface TextareaProps extends TextProps {
  rows?: number;
  /** Grows from one line with its text (the composer). */
  grow?: boolean;
  className?: string;
  onKey?: (event: KeyboardEvent) => void;
  /** Weapp: the keyboard's 发送 key. */
  onSend?: () => void;
}

/** Several lines of text. */
export function Textarea(props: TextareaProps): ReactNode {
  const { maxLength, soft, defaultValue = '', placeholder, disabled, autoFocus, name, error, required, rows = 4, grow, onKey, onSend, className } = props;
  const fit = (area: HTMLTextAreaElement): void => {
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight + 2}px`;
  };
  // A text put in by the program (a draft, an emptied composer) fits as a typed one does.
  const { element, take, counter, focused, blur } = useText(props, isH5 && grow ? (area) => fit(area as unknown as HTMLTextAreaElement) : undefined);
  const limit = soft ? undefined : maxLength;
  useEffect(() => {
    if (isH5 && grow && element.current) fit(element.current as unknown as HTMLTextAreaElement);
  }, [grow, element]);
  return (
    <Field {...props} counter={counter}>
      {({ id, describedBy }) => isH5 ? createElement('textarea', {
        id, ref: element, name, className: cx('entry', grow && 'is-grow', error && 'is-wrong', className), defaultValue, placeholder, disabled, maxLength: limit, autoFocus, required, rows: grow ? 1 : rows,
        'aria-invalid': error ? true : undefined, 'aria-describedby': describedBy,
        onInput: (event: { currentTarget: HTMLTextAreaElement }) => {
          if (grow) fit(event.currentTarget);
          take(event.currentTarget.value);
        },
        onKeyDown: onKey && ((event: { nativeEvent: KeyboardEvent }) => onKey(event.nativeEvent)),
      }) : (
        <NativeTextarea
          id={id} ref={element} className={cx('entry', grow && 'is-grow', error && 'is-wrong', className)} defaultValue={defaultValue} placeholder={placeholder} placeholderClass="entry-hint" disabled={disabled}
          maxlength={limit ?? -1} autoHeight={grow} focus={autoFocus || focused} showConfirmBar={false} cursorSpacing={16} aria-label={props.label}
          confirmType={onSend ? 'send' : 'return'} onInput={(event) => take(event.detail.value)} onConfirm={onSend} onBlur={blur}
        />
      )}
    </Field>
  );
}
