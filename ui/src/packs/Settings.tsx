import { Alert, Badge, Button, Code, Group, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { packActions, packQueries, type Setting } from "../api/packs";
import { Empty, Loaded } from "../components/Feedback";
import { FormDialog } from "../components/FormDialog";
import { Listing } from "../components/Listing";
import { done, refused } from "../components/notify";
import { ParameterFields } from "../components/ParameterFields";
import { useParameterForm } from "../components/useForm";
import { parametersOf } from "../workflows/parameters";

/** What can be configured in a pack. A secret is replaced, never shown. */
export function Settings({ pack }: { pack: string }) {
  const [editing, setEditing] = useState<Setting>();
  const query = useQuery(packQueries.config(pack));
  const queries = useQueryClient();
  const unset = useMutation({
    mutationFn: (name: string) => packActions.unset(pack, name),
    onError: refused,
    onSuccess: () => queries.invalidateQueries({ queryKey: ["packs", pack] }),
  });
  return (
    <Loaded query={query} rows={3}>
      {({ settings, without_effect }) => (
        <>
          {editing && (
            <Edit key={editing.name} pack={pack} setting={editing} onClose={() => setEditing(undefined)} />
          )}
          {without_effect.length > 0 && (
            <Alert color="orange" title="Some of what was set has no effect any more">
              {without_effect.map((each) => (
                <Text key={each.path} size="sm">
                  <Code>{each.path}</Code> {each.message}
                </Text>
              ))}
            </Alert>
          )}
          {settings.length === 0 ? (
            <Empty title="It has no settings">
              A pack declares them as conf_schema in its pack.yaml; workflows read them as pack.config.
            </Empty>
          ) : (
            <Listing<Setting>
              label="Settings"
              rows={settings}
              keyOf={(each) => each.name}
              columns={[
                {
                  title: "Setting",
                  cell: (each) => (
                    <>
                      <Text size="sm" fw={600}>
                        {each.name}
                      </Text>
                      {each.description && (
                        <Text size="xs" c="dimmed">
                          {each.description}
                        </Text>
                      )}
                    </>
                  ),
                },
                { title: "Type", tight: true, cell: (each) => each.type },
                { title: "Value", cell: (each) => <Value setting={each} /> },
                {
                  title: "",
                  right: true,
                  tight: true,
                  cell: (each) => (
                    <Group gap="xs" justify="flex-end" wrap="nowrap">
                      {each.set && (
                        <Button
                          size="compact-sm"
                          variant="subtle"
                          color="red"
                          loading={unset.isPending && unset.variables === each.name}
                          onClick={() => unset.mutate(each.name)}
                          aria-label={`Reset ${each.name}`}
                        >
                          Reset
                        </Button>
                      )}
                      <Button
                        size="compact-sm"
                        variant="light"
                        onClick={() => setEditing(each)}
                        aria-label={`Change ${each.name}`}
                      >
                        {each.secret ? "Replace" : "Change"}
                      </Button>
                    </Group>
                  ),
                },
              ]}
            />
          )}
        </>
      )}
    </Loaded>
  );
}

function Value({ setting }: { setting: Setting }) {
  const from = setting.set ? "set here" : "as the pack says";
  const isMissing = setting.value === null || setting.value === undefined;
  return (
    <Group gap="xs">
      {setting.secret && !isMissing ? (
        <Badge variant="light" color="violet">
          secret
        </Badge>
      ) : isMissing ? (
        <Badge variant="light" color={setting.required ? "red" : "gray"}>
          {setting.required ? "missing" : "none"}
        </Badge>
      ) : (
        <Code>{typeof setting.value === "string" ? setting.value : JSON.stringify(setting.value)}</Code>
      )}
      <Text size="xs" c="dimmed">
        {isMissing ? "" : from}
      </Text>
    </Group>
  );
}

function Edit({ pack, setting, onClose }: { pack: string; setting: Setting; onClose: () => void }) {
  const { name, type, description, secret } = setting;
  const fields = parametersOf({ [name]: { type, description, secret, required: true } });
  const form = useParameterForm(fields, secret ? {} : { [name]: setting.value });
  const [failure, setFailure] = useState<Error>();
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: (value: unknown) => packActions.set(pack, name, value, secret),
    onError: (error) => setFailure(form.refuse(error)),
    onSuccess: () => {
      done(`Set ${name}`);
      void queries.invalidateQueries({ queryKey: ["packs", pack] });
      onClose();
    },
  });
  return (
    <FormDialog
      title={secret ? `Replace ${name}` : `Change ${name}`}
      submit="Set"
      busy={save.isPending}
      failure={failure}
      onSubmit={() => {
        setFailure(undefined);
        const values = form.values();
        if (values) save.mutate(values[name]);
      }}
      onClose={onClose}
    >
      <ParameterFields parameters={fields} texts={form.texts} errors={form.errors} onChange={form.change} />
      {secret && (
        <Text size="sm" c="dimmed">
          It is stored encrypted and never shown again.
        </Text>
      )}
    </FormDialog>
  );
}
