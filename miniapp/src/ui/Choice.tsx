import { createElement, type ReactNode } from 'react';
import { Pressable } from './Button';
import { Box, cx, isH5, Span } from './host';
import { Field, type FieldProps } from './Field';
import { Icon } from './Icon';

interface ChoiceProps {
  checked: boolean;
  disabled?: boolean;
  hint?: ReactNode;
  onChange: (checked: boolean) => void;
  children: ReactNode;
}

function Choice({ kind, name, checked, disabled, hint, onChange, children }: ChoiceProps & { kind: 'checkbox' | 'radio'; name?: string }): ReactNode {
  const mark = <Box className={cx('choice-mark', kind === 'radio' && 'round')} silent>{kind === 'radio' ? <Box className="choice-dot" /> : <Icon name="check" />}</Box>;
  const words = <Box className="choice-words">{children}{hint ? <Box className="choice-hint">{hint}</Box> : null}</Box>;
  const className = cx('choice', checked && 'is-on', disabled && 'is-off');
  if (isH5) {
    return createElement('label', { className },
      createElement('input', { type: kind, name, className: 'choice-input', checked, disabled, onChange: (event: { currentTarget: HTMLInputElement }) => onChange(event.currentTarget.checked) }),
      mark, words);
  }
  return <Pressable className={className} role={kind} aria={{ checked }} disabled={disabled} onTap={() => onChange(kind === 'radio' || !checked)}>{mark}{words}</Pressable>;
}

/** A tick box with its words as the target. */
export function Checkbox(props: ChoiceProps): ReactNode {
  return <Choice {...props} kind="checkbox" />;
}

/** One of several. Arrow keys move in H5, since the inputs share a name. */
export function RadioGroup<V extends string>({ options, value, onChange, disabled, ...field }: FieldProps & {
  options: readonly { value: V; text: ReactNode; hint?: ReactNode }[]; value: V | null; onChange: (value: V) => void; disabled?: boolean;
}): ReactNode {
  return (
    <Field {...field} group>
      {({ id }) => <Box role="radiogroup" label={field.label}>{options.map((option) => (
        <Choice key={option.value} kind="radio" name={id} checked={option.value === value} disabled={disabled} hint={option.hint} onChange={() => onChange(option.value)}>{option.text}</Choice>
      ))}</Box>}
    </Field>
  );
}

/** On or off, at once. */
export function Switch({ checked, disabled, hint, onChange, children }: ChoiceProps): ReactNode {
  return (
    <Pressable className={cx('choice', checked && 'is-on', disabled && 'is-off')} role="switch" aria={{ checked }} disabled={disabled} onTap={() => onChange(!checked)}>
      <Box className="choice-words">{children}{hint ? <Box className="choice-hint">{hint}</Box> : null}</Box>
      <Box className="switch-track" silent><Box className="switch-knob" /></Box>
    </Pressable>
  );
}

/** Filters in a row; one is on. `null` as value stands for 全部. */
export function Chips<V extends string>({ label, options, value, onChange, wrap }: {
  label: string; options: readonly { value: V; text: string; count?: number }[]; value: V; onChange: (value: V) => void; wrap?: boolean;
}): ReactNode {
  return (
    <Box className={cx('chips', wrap && 'wrap')} role="group" label={label}>
      {options.map((option) => (
        <Pressable key={option.value} className={cx('chip', option.value === value && 'is-on')} aria={isH5 ? { pressed: option.value === value } : { selected: option.value === value }} onTap={() => onChange(option.value)}>
          <Span className="chip-pill">{option.text}{option.count ? ` ${option.count}` : ''}</Span>
        </Pressable>
      ))}
    </Box>
  );
}
