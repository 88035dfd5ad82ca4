import { type ReactNode, useId } from 'react';
import { Badge } from './Badge';
import { Pressable } from './Button';
import { Box, cx } from './host';

/** Tabs over one panel. Arrow keys, Home and End move and choose; only the chosen tab is in the Tab order. */
export function Tabs<V extends string>({ label, tabs, value, onChange, children }: {
  label: string; tabs: readonly { value: V; text: string; count?: number }[]; value: V; onChange: (value: V) => void; children: ReactNode;
}): ReactNode {
  const id = `t${useId().replace(/:/g, '')}`;
  const move = (key: string): void => {
    const at = tabs.findIndex((tab) => tab.value === value);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[key];
    if (to === undefined) return;
    const next = tabs[(to + tabs.length) % tabs.length];
    if (!next) return;
    onChange(next.value);
    document.getElementById(`${id}-${next.value}`)?.focus();
  };
  return (
    <Box>
      <Box className="tabs-row" role="tablist" label={label} dom={{ onKeyDown: (event: KeyboardEvent) => move(event.key) }}>
        {tabs.map((tab) => (
          <Pressable
            key={tab.value} role="tab" className={cx('tab', tab.value === value && 'is-on')} aria={{ selected: tab.value === value }}
            dom={{ id: `${id}-${tab.value}`, tabIndex: tab.value === value ? 0 : -1, 'aria-controls': `${id}-panel` }} onTap={() => onChange(tab.value)}
          >
            {tab.text}
            {tab.count ? <Badge count={tab.count} /> : null}
          </Pressable>
        ))}
      </Box>
      <Box id={`${id}-panel`} role="tabpanel" className="tab-panel" dom={{ 'aria-labelledby': `${id}-${value}` }}>{children}</Box>
    </Box>
  );
}
