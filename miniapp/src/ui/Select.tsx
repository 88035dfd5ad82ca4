import { Picker } from '@tarojs/components';
import { createElement, type ReactNode } from 'react';
import { shanghaiDay, shanghaiMoment, clock } from '@branch/shared/time';
import { Box, cx, isH5, Span } from './host';
import { Field, type FieldProps } from './Field';
import { Icon } from './Icon';

/** One of a list: the native select in H5, the native wheel in weapp. */
export function Select<V extends string>({ options, value, onChange, disabled, ...field }: FieldProps & {
  options: readonly { value: V; text: string }[]; value: V; onChange: (value: V) => void; disabled?: boolean;
}): ReactNode {
  return (
    <Field {...field}>
      {({ id, describedBy }) => isH5 ? createElement('select', { id, className: cx('entry', field.error && 'is-wrong'), value, disabled, 'aria-describedby': describedBy, onChange: (event: { currentTarget: HTMLSelectElement }) => onChange(event.currentTarget.value as V) },
        options.map((option) => createElement('option', { key: option.value, value: option.value }, option.text))) : (
        <Picker mode="selector" range={options.map((option) => option.text)} value={Math.max(0, options.findIndex((option) => option.value === value))} disabled={disabled}
          onChange={(event) => { const chosen = options[Number(event.detail.value)]; if (chosen) onChange(chosen.value); }}>
          <Box className="entry entry-box" role="button" label={field.label}><Span>{options.find((option) => option.value === value)?.text ?? '请选择'}</Span><Icon name="chevron-down" /></Box>
        </Picker>
      )}
    </Field>
  );
}

/** A moment, shown and chosen as a clock in Shanghai shows it, wherever the phone is. */
export function DateTime({ value, onChange, disabled, ...field }: FieldProps & { value: Date; onChange: (value: Date) => void; disabled?: boolean }): ReactNode {
  const day = shanghaiDay(value);
  const time = clock(value);
  const set = (d: string, t: string): void => {
    const next = shanghaiMoment(d, t);
    if (!Number.isNaN(next.getTime())) onChange(next);
  };
  return (
    <Field {...field} group>
      {() => <Box className="dt">{isH5 ? [
        createElement('input', { key: 'd', type: 'date', className: 'entry dt-part', value: day, disabled, 'aria-label': `${field.label}：日期`, onChange: (event: { currentTarget: HTMLInputElement }) => set(event.currentTarget.value, time) }),
        createElement('input', { key: 't', type: 'time', className: 'entry dt-part', value: time, disabled, 'aria-label': `${field.label}：时间`, onChange: (event: { currentTarget: HTMLInputElement }) => set(day, event.currentTarget.value) }),
      ] : [
        <Picker key="d" className="dt-part" mode="date" value={day} disabled={disabled} onChange={(event) => set(event.detail.value, time)}><Box className="entry entry-box" role="button" label={`${field.label}：日期`}><Span>{day}</Span></Box></Picker>,
        <Picker key="t" className="dt-part" mode="time" value={time} disabled={disabled} onChange={(event) => set(day, event.detail.value)}><Box className="entry entry-box" role="button" label={`${field.label}：时间`}><Span>{time}</Span></Box></Picker>,
      ]}</Box>}
    </Field>
  );
}

/** A day, `2026-11-22`; '' while none is chosen. */
export function Day({ value, onChange, disabled, ...field }: FieldProps & { value: string; onChange: (value: string) => void; disabled?: boolean }): ReactNode {
  return (
    <Field {...field}>
      {({ id, describedBy }) => isH5 ? createElement('input', { id, type: 'date', className: cx('entry', field.error && 'is-wrong'), value, disabled, 'aria-describedby': describedBy, onChange: (event: { currentTarget: HTMLInputElement }) => { if (event.currentTarget.value) onChange(event.currentTarget.value); } }) : (
        <Picker mode="date" value={value} disabled={disabled} onChange={(event) => onChange(event.detail.value)}><Box className="entry entry-box" role="button" label={field.label}><Span>{value || '选日期'}</Span></Box></Picker>
      )}
    </Field>
  );
}
