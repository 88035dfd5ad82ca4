import { createElement, type ReactNode, useEffect, useId, useRef } from 'react';
import { Button, IconButton, Pressable } from './Button';
import { Box, cx, isH5 } from './host';
import { Icon } from './Icon';
import type { IconName } from '../../config/icon-names';

export interface SheetProps {
  open: boolean;
  title: string;
  onClose: () => void;
  /** Buttons at the foot. */
  foot?: ReactNode;
  /** To be read, and perhaps longer than the screen: the keyboard can scroll it although nothing in it takes the focus. */
  long?: boolean;
  children?: ReactNode;
}

/**
 * A sheet from the foot of a phone, a dialog in the middle of a desktop. Focus goes in, Tab stays in, Esc closes, focus returns to the opener.
 * H5 uses the native `dialog` where there is one (iOS before 15.4 has none: then the same by hand).
 */
export function Sheet(props: SheetProps): ReactNode {
  if (!props.open) return null;
  return isH5 ? <WebSheet {...props} /> : <WeappSheet {...props} />;
}

function Inside({ id, title, onClose, foot, long, children }: SheetProps & { id: string }): ReactNode {
  return (
    <Box className="sheet-in">
      <Box className="sheet-head"><Box as="h2" id={id} className="sheet-title">{title}</Box><IconButton icon="x" label="关闭" onTap={onClose} /></Box>
      <Box className="sheet-body" dom={long ? { tabIndex: 0, role: 'group', 'aria-labelledby': id } : undefined}>{children}</Box>
      {foot ? <Box className="sheet-foot">{foot}</Box> : null}
    </Box>
  );
}

const focusables = 'button,a[href],input,select,textarea,[tabindex="0"]';

function WebSheet(props: SheetProps): ReactNode {
  const id = `d${useId().replace(/:/g, '')}`;
  const dialog = useRef<HTMLDialogElement>(null);
  const { onClose } = props;
  useEffect(() => {
    const element = dialog.current;
    const opener = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    if (!element) return;
    if (typeof element.showModal === 'function') element.showModal();
    else element.setAttribute('open', '');
    (element.querySelector<HTMLElement>('[data-first]') ?? element.querySelector<HTMLElement>('.sheet-body input, .sheet-body textarea, .sheet-body button, .sheet-foot button') ?? element.querySelector<HTMLElement>(focusables))?.focus();
    return () => {
      if (element.open && typeof element.close === 'function') element.close();
      opener?.focus();
    };
  }, []);
  const onKeyDown = (event: { key: string; shiftKey: boolean; preventDefault(): void; stopPropagation(): void }): void => {
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      onClose();
    }
    if (event.key !== 'Tab' || !dialog.current) return;
    const all = [...dialog.current.querySelectorAll<HTMLElement>(focusables)].filter((each) => each.tabIndex >= 0 && !each.hasAttribute('disabled'));
    const edge = event.shiftKey ? all[0] : all[all.length - 1];
    if (edge && document.activeElement === edge) {
      event.preventDefault();
      (event.shiftKey ? all[all.length - 1] : all[0])?.focus();
    }
  };
  return createElement('dialog', {
    ref: dialog, className: 'sheet', role: 'dialog', 'aria-modal': true, 'aria-labelledby': id, onKeyDown,
    onCancel: (event: Event) => { event.preventDefault(); onClose(); },
    onClick: (event: { target: unknown }) => { if (event.target === dialog.current) onClose(); },
  }, <Inside {...props} id={id} />);
}

function WeappSheet(props: SheetProps): ReactNode {
  return (
    <Box className="sheet-cover">
      <Pressable className="sheet-shade" label="关闭" onTap={props.onClose} />
      <Box className="sheet" role="dialog" label={props.title}><Inside {...props} id="sheet" /></Box>
    </Box>
  );
}

/** A question with two answers. Only for what cannot be undone; everything else acts at once and offers 撤销. */
export function Confirm({ open, title, children, yes, danger, onYes, onClose }: { open: boolean; title: string; children?: ReactNode; yes: string; danger?: boolean; onYes: () => void | Promise<void>; onClose: () => void }): ReactNode {
  return (
    <Sheet open={open} title={title} onClose={onClose} foot={<Box className="btn-row even"><Button wide onTap={onClose}>取消</Button><Button wide kind={danger ? 'danger' : 'primary'} onTap={async () => { await onYes(); }}>{yes}</Button></Box>}>
      {children}
    </Sheet>
  );
}

export interface MenuAction {
  key: string;
  text: string;
  icon: IconName;
  danger?: boolean;
  /** In words why it cannot be done now; the row is then off and says so. */
  whyNot?: string | null;
  onTap: () => void | Promise<void>;
}

/** What can be done with a thing: a sheet of rows. */
export function ActionMenu({ open, title, actions, onClose }: { open: boolean; title: string; actions: readonly MenuAction[]; onClose: () => void }): ReactNode {
  return (
    <Sheet open={open} title={title} onClose={onClose}>
      {actions.map((action) => (
        <Pressable key={action.key} className={cx('row', 'row-tap', 'menu-row', action.danger && 'is-danger', action.whyNot && 'is-off')} disabled={Boolean(action.whyNot)} onTap={async () => { onClose(); await action.onTap(); }}>
          <Icon name={action.icon} className="row-icon" />
          <Box className="row-words"><Box className="row-title">{action.text}</Box>{action.whyNot ? <Box className="row-hint">{action.whyNot}</Box> : null}</Box>
        </Pressable>
      ))}
    </Sheet>
  );
}
