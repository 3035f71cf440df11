import {
  Box,
  Button,
  Field,
  Flex,
  IconButton,
  Loader,
  Popover,
  TextButton,
  TextInput,
  Typography,
} from '@strapi/design-system';
import { Star, Trash } from '@strapi/icons';
import { useState } from 'react';

import { useSavedViews } from '../../../api/views';
import { useDirection } from '../../../wording/direction';
import { useTranslate } from '../../../wording/translation';

interface SavedViewsProps {
  /** The question that can be kept; empty for none. */
  text: string;
  onAsk: (text: string) => void;
}

/** The menu of the reader's own searches: ask one, keep the present one, remove one. */
export function SavedViews({ text, onAsk }: SavedViewsProps) {
  const t = useTranslate();
  const direction = useDirection();
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [failed, setFailed] = useState<string | null>(null);
  const { state, save, remove } = useSavedViews(isOpen);
  const views = state.status === 'loaded' ? state.data.results : [];

  const settle = async (change: ReturnType<typeof save>) => {
    const failure = await change;
    setFailed(failure && (failure.message ?? t('views.failed')));
    return failure === null;
  };
  const keep = async (event: React.FormEvent) => {
    event.preventDefault();
    if (await settle(save({ name: name.trim(), text }))) setName('');
  };

  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger>
        <Button variant="tertiary" size="S" startIcon={<Star />}>
          {t('views.menu')}
        </Button>
      </Popover.Trigger>
      <Popover.Content dir={direction} align="end" aria-label={t('views.menu')}>
        <Flex
          direction="column"
          alignItems="stretch"
          gap={4}
          padding={4}
          width="min(36rem, calc(100vw - 3.2rem))"
        >
          {state.status === 'loading' && <Loader small>{t('views.loading')}</Loader>}
          {state.status === 'failed' && (
            <Typography textColor="danger600">{t('views.failed')}</Typography>
          )}
          {state.status === 'loaded' && views.length === 0 && (
            <Typography textColor="neutral600">{t('views.none')}</Typography>
          )}
          {views.length > 0 && (
            <Box tag="ul" maxHeight="24rem" overflow="auto" aria-label={t('views.menu')}>
              {views.map((view) => (
                <Flex tag="li" key={view.id} justifyContent="space-between" gap={2}>
                  <Box minWidth={0} style={{ overflowWrap: 'anywhere' }}>
                    <TextButton
                      aria-current={view.text === text}
                      onClick={() => {
                        setOpen(false);
                        onAsk(view.text);
                      }}
                    >
                      <bdi>{view.name}</bdi>
                    </TextButton>
                  </Box>
                  <IconButton
                    variant="ghost"
                    size="S"
                    label={t('views.remove', { name: view.name })}
                    onClick={() => settle(remove(view))}
                  >
                    <Trash />
                  </IconButton>
                </Flex>
              ))}
            </Box>
          )}
          {text !== '' && (
            <Flex tag="form" direction="column" alignItems="stretch" gap={2} onSubmit={keep}>
              <Field.Root name="view-name" error={failed ?? undefined}>
                <Field.Label>{t('views.name')}</Field.Label>
                <TextInput
                  size="S"
                  autoComplete="off"
                  maxLength={80}
                  value={name}
                  onChange={(event: React.ChangeEvent<HTMLInputElement>) =>
                    setName(event.target.value)
                  }
                />
                <Field.Error />
              </Field.Root>
              <Button type="submit" fullWidth disabled={name.trim() === ''}>
                {t('views.save')}
              </Button>
            </Flex>
          )}
        </Flex>
      </Popover.Content>
    </Popover.Root>
  );
}
