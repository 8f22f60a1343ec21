import { Button, Grid, Group, SegmentedControl, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { executionQueries } from "../api/executions";
import { sessionQueries } from "../api/session";
import { type Workflow, workflowActions } from "../api/workflows";
import { Command, Failure } from "../components/Feedback";
import { IconPlayerPlay } from "../components/icons";
import { Json } from "../components/Json";
import { ParameterFields } from "../components/ParameterFields";
import { useParameterForm } from "../components/useForm";
import { asBody, asCommand, asCurl, type Start } from "./asCommand";
import { type Parameter, parametersOf } from "./parameters";

/** A form made of the workflow's parameters; the same start as JSON, as a command and as curl. */
export function StartForm({
  workflow,
  given = {},
}: {
  workflow: Workflow;
  given?: Readonly<Record<string, unknown>>;
}) {
  const parameters = parametersOf((workflow.definition as { parameters?: unknown }).parameters);
  const form = useParameterForm(parameters, shownOf(parameters, given));
  const [tag, setTag] = useState("");
  const [failure, setFailure] = useState<Error>();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const start = useMutation({
    mutationFn: (values: Record<string, unknown>) =>
      workflowActions.execute(workflow.ref, values, tag || undefined),
    onError: (error) => setFailure(form.refuse(error)),
    onSuccess: (execution) => {
      void queries.invalidateQueries({ queryKey: executionQueries.all });
      void navigate({ to: "/executions/$id", params: { id: execution.id } });
    },
  });
  const draft = form.draft();
  const secrets = new Set(parameters.filter((each) => each.secret).map((each) => each.name));
  const shown = Object.fromEntries(
    Object.entries(draft).map(([name, value]) => [name, secrets.has(name) ? "[secret]" : value]),
  );
  return (
    <Grid gap="xl">
      <Grid.Col span={{ base: 12, md: 6 }}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            setFailure(undefined);
            const values = form.values();
            if (values) start.mutate(values);
          }}
        >
          <Stack>
            {parameters.length === 0 && (
              <Text c="dimmed" size="sm">
                It has no parameters.
              </Text>
            )}
            <ParameterFields
              parameters={parameters}
              texts={form.texts}
              errors={form.errors}
              onChange={form.change}
            />
            <TextInput
              label="Label"
              description="To find this run again; optional."
              value={tag}
              onChange={(event) => setTag(event.currentTarget.value)}
              maxLength={255}
            />
            {failure && <Failure error={failure} />}
            <Group>
              <Button
                type="submit"
                loading={start.isPending}
                disabled={!workflow.enabled}
                leftSection={<IconPlayerPlay size={16} />}
              >
                Start
              </Button>
              {!workflow.enabled && <Text size="sm">It is disabled.</Text>}
            </Group>
          </Stack>
        </form>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 6 }}>
        <AsOthersWriteIt workflow={workflow.ref} parameters={shown} label={tag} />
      </Grid.Col>
    </Grid>
  );
}

/** The same start for programs, scripts and colleagues; it can be pasted into a shell as it is. */
function AsOthersWriteIt({
  workflow,
  parameters,
  label,
}: Pick<Start, "parameters" | "label"> & { workflow: string }) {
  const [view, setView] = useState("json");
  const who = useQuery(sessionQueries.current());
  const guarded = who.data?.guard != null;
  const start: Start = { ref: workflow, parameters, label, origin: window.location.origin, guarded };
  return (
    <Stack gap="sm">
      <SegmentedControl
        aria-label="The same start as"
        value={view}
        onChange={setView}
        data={[
          { value: "json", label: "JSON" },
          { value: "cli", label: "Command" },
          { value: "curl", label: "curl" },
        ]}
      />
      {view === "json" && <Json value={asBody(start)} />}
      {view === "cli" && <Command text={asCommand(start)} />}
      {view === "curl" && <Command text={asCurl(start)} />}
      {guarded && view !== "json" && (
        <Text size="xs" c="dimmed">
          {view === "cli"
            ? "It needs a token: that of heddle login, or one in the variable HEDDLE_TOKEN."
            : "It needs a token in the variable HEDDLE_TOKEN; make one under your name, Tokens."}
        </Text>
      )}
    </Stack>
  );
}

/** Secrets are redacted in what was given, so they are asked for again. */
function shownOf(
  parameters: readonly Parameter[],
  given: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const secrets = new Set(parameters.filter((each) => each.secret).map((each) => each.name));
  return Object.fromEntries(Object.entries(given).filter(([name]) => !secrets.has(name)));
}
