import { Button, type ButtonProps } from '@strapi/design-system';
import { Check, Duplicate } from '@strapi/icons';
import { useClipboard } from '@strapi/strapi/admin';
import { useState, type ReactNode } from 'react';

interface CopyButtonProps extends Pick<ButtonProps, 'variant' | 'size'> {
  text: () => string;
  label: string;
  /** What the button says after it worked, and after it did not. */
  copied: string;
  failed: string;
  icon?: ReactNode;
}

/** Copies a text and says on itself whether that worked. */
export function CopyButton({ text, label, copied, failed, icon, ...look }: CopyButtonProps) {
  const { copy } = useClipboard();
  // Of this very text: a button that stays while its text changes has not copied the new one.
  const [last, setLast] = useState<{ text: string; worked: boolean } | null>(null);
  const outcome = last?.text === text() ? last : null;

  const copyText = async () => {
    const now = text();
    setLast({ text: now, worked: await copy(now) });
  };
  const said = outcome?.worked ? copied : failed;
  return (
    <Button
      variant="secondary"
      {...look}
      startIcon={outcome?.worked ? <Check /> : (icon ?? <Duplicate />)}
      onClick={() => void copyText()}
      aria-live="polite"
    >
      {outcome ? said : label}
    </Button>
  );
}
