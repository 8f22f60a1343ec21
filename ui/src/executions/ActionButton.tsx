import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type Execution, type ExecutionAction, executionActions, executionQueries } from "../api/executions";
import { done, refused } from "../components/notify";
import { ACTION_LOOKS } from "./actionLooks";

/** Does something with an execution; if that makes another one, shows that. */
export function ActionButton({
  action,
  execution,
  variant = "default",
}: {
  action: ExecutionAction;
  execution: Pick<Execution, "id">;
  variant?: string;
}) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const look = ACTION_LOOKS[action];
  const mutation = useMutation({
    mutationFn: () => executionActions[action](execution.id),
    onError: refused,
    onSuccess: (answer) => {
      void queries.invalidateQueries({ queryKey: executionQueries.all });
      if (answer.id !== execution.id) {
        done(`Started ${answer.id}`);
        void navigate({ to: "/executions/$id", params: { id: answer.id } });
      }
    },
  });
  return (
    <Button
      size="sm"
      variant={variant}
      title={look.explain}
      loading={mutation.isPending}
      leftSection={<look.icon size={16} />}
      onClick={() => mutation.mutate()}
    >
      {look.label}
    </Button>
  );
}
