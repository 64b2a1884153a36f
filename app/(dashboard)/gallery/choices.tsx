'use client';

import { useState } from 'react';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { Part, States } from './part.tsx';

export function Choices() {
  const [isOn, setOn] = useState(true);
  const [verb, setVerb] = useState('add');
  return (
    <Part title="Choices">
      <States>
        <Checkbox>off</Checkbox>
        <Checkbox defaultChecked>on</Checkbox>
        <Checkbox mixed>some</Checkbox>
        <Checkbox disabled>disabled</Checkbox>
        <Checkbox disabled defaultChecked>
          on and disabled
        </Checkbox>
      </States>
      <States>
        <Switch checked={isOn} onChange={({ target }) => setOn(target.checked)}>
          switch
        </Switch>
        <Switch checked={false} readOnly>
          off
        </Switch>
        <Switch checked disabled readOnly>
          on and disabled
        </Switch>
      </States>
      <Segmented
        label="Verb"
        value={verb}
        onValueChange={setVerb}
        options={[
          { value: 'add', label: 'Add' },
          { value: 'remove', label: 'Remove' },
          { value: 'update', label: 'Update', count: '1,204' },
        ]}
      />
    </Part>
  );
}
