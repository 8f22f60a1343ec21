import { MultiSelect, PasswordInput, SegmentedControl, TagsInput, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type Identity, manageActions, manageQueries } from "../api/manage";
import { FormDialog } from "../components/FormDialog";
import { useDraft } from "../components/useDraft";
import { useThingForm } from "../components/useThingForm";

/** Makes a person or a service that can log in, or changes what there is. A password left empty stays. */
export function IdentityForm({
  identity,
  onClose,
  onDone,
}: {
  identity?: Identity;
  onClose: () => void;
  onDone?: (identity: Identity) => void;
}) {
  const [draft, change] = useDraft({
    kind: (identity?.kind ?? "user") as Identity["kind"],
    login: identity?.login ?? "",
    name: identity?.display_name ?? "",
    roles: identity?.roles ?? [],
    groups: identity?.groups ?? [],
    password: "",
  });
  const sets = useQuery(manageQueries.permissionSets());
  const { at, send, dialog } = useThingForm({
    thing: "an identity",
    former: identity?.login,
    send: ({ kind, login, name, roles, groups, password }: typeof draft) => {
      const shared = {
        roles,
        groups,
        ...(name ? { display_name: name } : {}),
        ...(kind === "user" && password ? { password } : {}),
      };
      return identity
        ? manageActions.changeIdentity(identity.id, shared)
        : manageActions.createIdentity({ ...shared, kind, login: login.trim() });
    },
    fields: ["login", "display_name", "roles", "groups", "password"],
    nameOf: (saved) => saved.login,
    stale: ["identities"],
    onClose,
    onDone,
  });
  return (
    <FormDialog {...dialog} onSubmit={() => send(draft)}>
      {!identity && (
        <>
          <SegmentedControl
            aria-label="Kind"
            value={draft.kind}
            onChange={(kind) => change({ kind: kind as Identity["kind"] })}
            data={[
              { value: "user", label: "A person" },
              { value: "service", label: "A service" },
            ]}
          />
          <TextInput
            label="Login"
            required
            data-autofocus
            autoComplete="off"
            value={draft.login}
            error={at.login}
            onChange={(event) => change({ login: event.currentTarget.value })}
          />
        </>
      )}
      <TextInput
        label="Name"
        description="As others see it; the login if there is none."
        value={draft.name}
        error={at.display_name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <MultiSelect
        label="Roles"
        description="What it may do. Nobody can give what they may not do themselves."
        data={(sets.data?.data ?? []).map((set) => set.ref)}
        searchable
        value={draft.roles}
        error={at.roles}
        onChange={(roles) => change({ roles })}
      />
      <TagsInput
        label="Groups"
        description="What questions can be addressed to; Enter adds one."
        value={draft.groups}
        error={at.groups}
        onChange={(groups) => change({ groups })}
      />
      {draft.kind === "user" ? (
        <PasswordInput
          label={identity ? "New password" : "Password"}
          description={
            identity
              ? "Empty leaves it as it is; a new one ends all sessions."
              : "12 characters or more; without one a person logs in at the provider, or with a token."
          }
          autoComplete="new-password"
          value={draft.password}
          error={at.password}
          onChange={(event) => change({ password: event.currentTarget.value })}
        />
      ) : null}
    </FormDialog>
  );
}
