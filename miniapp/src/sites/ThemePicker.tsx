import { type Theme, themes } from '@branch/shared/sites/routes';
import { themeNames } from '@branch/shared/sites/templates';
import { themeColours } from '@branch/shared/sites/themes';
import type { ReactNode } from 'react';
import { Pressable } from '../ui/Button';
import { Field } from '../ui/Field';
import { Box, cx } from '../ui/host';

/** One of the safe set; each shows its own letters on its own ground. */
export function ThemePicker({ value, onChange }: { value: Theme; onChange: (theme: Theme) => void }): ReactNode {
  return (
    <Field label="主题颜色" group>
      {() => (
        <Box className="swatches" role="radiogroup" label="主题颜色">
          {themes.map((theme) => (
            <Pressable key={theme} role="radio" aria={{ checked: theme === value }} className={cx('swatch', theme === value && 'is-on')} dom={{ style: { backgroundColor: themeColours[theme].ground, color: themeColours[theme].letters } }} onTap={() => onChange(theme)}>
              <Swatch theme={theme} chosen={theme === value} />
            </Pressable>
          ))}
        </Box>
      )}
    </Field>
  );
}

const Swatch = ({ theme, chosen }: { theme: Theme; chosen: boolean }): ReactNode => <Box style={{ color: themeColours[theme].letters, backgroundColor: themeColours[theme].ground }}>{chosen ? '✓ ' : ''}{themeNames[theme]}</Box>;
