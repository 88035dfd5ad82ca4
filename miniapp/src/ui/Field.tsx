import { type ReactNode, useId } from 'react';
import { Box, cx, isH5, Span } from './host';
import { Icon } from './Icon';

export interface FieldProps {
  label: string;
  /** Under the field, always. */
  hint?: ReactNode;
  /** What is wrong, in words; also announced. */
  error?: string | null;
  required?: boolean;
  /** The label is only heard: for search boxes and the composer. */
  bare?: boolean;
}

export interface FieldIds {
  id: string;
  describedBy: string | undefined;
}

/** Label, control, hint, counter and error of one form field, tied together for screen readers. */
export function Field({ label, hint, error, required, bare, counter, group, children }: FieldProps & { counter?: ReactNode; group?: boolean; children: (ids: FieldIds) => ReactNode }): ReactNode {
  const id = `f${useId().replace(/:/g, '')}`;
  const describedBy = cx(hint !== undefined && `${id}h`, error && `${id}e`) || undefined;
  const control = children({ id, describedBy });
  if (bare) return <Box className="field-bare">{isH5 ? <Box as="label" className="only-heard" dom={{ htmlFor: id }}>{label}</Box> : null}{control}{error ? <Box className="field-error" role="alert">{error}</Box> : null}</Box>;
  return (
    <Box className="field" as={group ? 'fieldset' : 'div'} dom={group ? { 'aria-labelledby': `${id}l`, 'aria-describedby': describedBy } : {}}>
      <Box className="field-label">
        <Box as={group ? 'div' : 'label'} id={`${id}l`} dom={group ? {} : { htmlFor: id }}>
          {label}
          {required ? <Span className="field-need">必填</Span> : null}
        </Box>
        {counter}
      </Box>
      {control}
      {hint === undefined ? null : <Box id={`${id}h`} className="field-hint">{hint}</Box>}
      {error ? <Box id={`${id}e`} className="field-error" role="alert"><Icon name="alert-circle" size="s" />{error}</Box> : null}
    </Box>
  );
}
